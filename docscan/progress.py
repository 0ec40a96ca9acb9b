"""How a long run shows itself: a bar on a terminal, plain lines elsewhere, nothing when asked to be quiet."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import IO, Any

EVERY = 10.0  # seconds between plain lines


class Progress:
    """Counts documents, pages and bytes done; shows documents, pages per second and the time left.

    Where there is no terminal a line is written at most every ``every`` seconds; with 0, one for each document.

    >>> with Progress(total=3, size=3_000_000, quiet=False) as progress:   # doctest: +SKIP
    ...     progress.advance("plan.pdf", size=1_000_000, pages=120)
    """

    def __init__(
        self, *, total: int, size: int, quiet: bool, every: float = EVERY, stream: IO[str] | None = None
    ) -> None:
        self.total, self.size, self.quiet, self.every = total, max(size, 1), quiet, every
        self.stream = stream or sys.stderr
        self.done = self.bytes = self.pages = 0
        self.started = self.told = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        if not self.quiet and self.total and self.stream.isatty():
            self._bar = self._make_bar()
            self._bar.start()
            self._task = self._bar.add_task("reading", total=self.size, documents=f"0/{self.total}", rate="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, source: str, *, size: int, pages: int) -> None:
        """One document is finished: its size in bytes, its pages (0 where it failed)."""
        self.done += 1
        self.bytes += size
        self.pages += pages
        if self._bar is not None:
            self._bar.update(
                self._task,
                completed=self.bytes,
                description=_short(source),
                documents=f"{self.done}/{self.total}",
                rate=f"{self.rate:.0f} pages/s",
            )
        elif not self.quiet and (self.done == self.total or time.monotonic() - self.told >= self.every):
            self.told = time.monotonic()
            left = "" if self.done == self.total else f", about {self.seconds_left:.0f} s left"
            name = "" if self.every else f": {source}"
            print(
                f"docscan: {self.done} of {self.total} documents, {self.pages} pages, {self.rate:.0f} pages/s{left}{name}",
                file=self.stream,
                flush=True,
            )

    @property
    def rate(self) -> float:
        """Pages per second of wall time so far."""
        return self.pages / max(time.monotonic() - self.started, 1e-3)

    @property
    def seconds_left(self) -> float:
        """Seconds to go, judged by the bytes done."""
        return (time.monotonic() - self.started) * (self.size - self.bytes) / max(self.bytes, 1)

    def _make_bar(self) -> Any:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        return Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[documents]} documents"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(file=self.stream),
        )


def tell(text: str, *, quiet: bool, stream: IO[str] | None = None) -> None:
    """One line on what is done now, unless asked to be quiet."""
    if not quiet:
        print(f"docscan: {text}", file=stream or sys.stderr, flush=True)


def _short(source: str, width: int = 32) -> str:
    name = source.rsplit("/", 1)[-1]
    return name if len(name) <= width else f"{name[: width - 1]}…"
