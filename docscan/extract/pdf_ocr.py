"""Pages of a PDF whose text layer cannot be used: read by OCR where it is installed, else counted unreadable and said so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic

import numpy as np
import pypdfium2

from docscan.config import ExtractSettings
from docscan.extract import language, ocr
from docscan.extract.layout_order import in_reading_order
from docscan.extract.piece import PageInfo
from docscan.extract.textline import TextLine

_MOST_NAMED = 12


def read_pages(
    document: pypdfium2.PdfDocument,
    path: Path,
    unread: Sequence[PageInfo],
    good: Iterable[TextLine],
    settings: ExtractSettings,
) -> tuple[dict[int, list[TextLine]], list[str]]:
    """Lines of the ``unread`` pages by number, and warnings; sets each page's ``origin``.

    ``path`` is the open document's file; ``good`` are the lines of the pages that could be read: they tell the language.
    """
    if not unread:
        return {}, []
    if settings.ocr == "off" or not ocr.available():
        for info in unread:
            info.origin = "unreadable"
        return {}, [_warning(unread, settings)]
    code = _language(good, settings)
    found: dict[int, list[TextLine]] = {}
    late: list[PageInfo] = []
    source = hashlib.sha256(path.read_bytes()).hexdigest()
    end = monotonic() + settings.max_seconds
    for info in unread:
        if monotonic() > end:
            info.origin = "unreadable"
            late.append(info)
            continue
        page = document[info.number - 1]
        try:
            lines = ocr.read_page(page, info.number, settings, code, source=source)
        finally:
            page.close()
        found[info.number] = lines
        info.origin = "ocr"
    _even_sizes([line for lines in found.values() for line in lines])
    found = {number: in_reading_order(lines) for number, lines in found.items()}
    return found, [_late_warning(late, settings)] if late else []


def _even_sizes(lines: Sequence[TextLine]) -> None:
    """Sizes measured off a picture waver: those near the usual one are made equal to it, others rounded to two points."""
    if not lines:
        return
    usual = float(np.median([line.size for line in lines for _ in range(0, len(line.text), 20)]))
    for line in lines:
        line.size = usual if 0.74 < line.size / max(usual, 1.0) < 1.3 else round(line.size / 2) * 2.0


def _language(good: Iterable[TextLine], settings: ExtractSettings) -> str:
    if settings.language != "auto":
        return settings.language
    texts = [line.text for line in good]
    code = language.detect_document(texts)[0] if sum(map(len, texts)) > 400 else language.UNDETERMINED
    return "" if code == language.UNDETERMINED else code


def _warning(unread: Sequence[PageInfo], settings: ExtractSettings) -> str:
    cause = "OCR is off" if settings.ocr == "off" and ocr.available() else "Tesseract is not installed"
    fix = "set ocr to auto and scan again" if cause == "OCR is off" else ocr.INSTALL
    return f"{_pages(unread)} no usable text and {_verb(unread)} counted unreadable, not as silence: {cause}; {fix}"


def _late_warning(late: Sequence[PageInfo], settings: ExtractSettings) -> str:
    return (
        f"{_pages(late)} no usable text and {_verb(late)} counted unreadable: OCR had taken {settings.max_seconds} seconds; "
        "raise max_seconds and scan again (pages already read are kept)"
    )


def _pages(infos: Sequence[PageInfo]) -> str:
    numbers = [str(info.number) for info in infos[:_MOST_NAMED]]
    if len(infos) == 1:
        return f"page {numbers[0]} has"
    more = f" and {len(infos) - _MOST_NAMED} more" if len(infos) > _MOST_NAMED else ""
    return f"{len(infos)} pages ({', '.join(numbers)}{more}) have"


def _verb(infos: Sequence[PageInfo]) -> str:
    return "is" if len(infos) == 1 else "are"
