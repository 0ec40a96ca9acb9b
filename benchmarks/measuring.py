"""What all parts of the benchmarks share: where the documents are, CPU seconds, and the floor all ratios stand on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
STRATEGIES = SHARED / "strategies"
#: Documents without a text layer or in a language that is not scored: left out of figures on reading.
NO_TEXT = ("TLS", "KWT")

#: Lines of Markdown.
Table = list[str]


def text_pdfs() -> list[Path]:
    """The real PDFs that have a text layer, by name."""
    return [path for path in sorted(STRATEGIES.glob("*.pdf")) if not path.name.startswith(NO_TEXT)]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that a call takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def floor_seconds(files: list[Path]) -> tuple[float, int]:
    """CPU seconds that PDFium needs for the bare text of the files, and their pages."""
    import pypdfium2

    pages = 0

    def read() -> None:
        nonlocal pages
        for path in files:
            with pypdfium2.PdfDocument(path) as document:
                pages += len(document)
                for page in document:
                    page.get_textpage().get_text_range()

    return cpu(read), pages
