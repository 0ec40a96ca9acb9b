"""A real web server on this machine for tests: it serves a folder and keeps what it was asked for."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Served:
    """Where the server listens, and the requests it had, such as ``GET /plan.pdf``."""

    url: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def serve(folder: Path, *, refused: str = "never") -> Iterator[Served]:
    """Serve ``folder`` while the context lasts; names that contain ``refused`` are answered 403."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, directory=str(folder), **options)

        def send_head(self) -> Any:
            served.asked.append(f"{self.command} {self.path}")
            if refused in self.path:
                self.send_error(403)
                return None
            return super().send_head()

        def copyfile(self, source: Any, outputfile: Any) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):  # clients may look at the head only
                super().copyfile(source, outputfile)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Served(url=f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
