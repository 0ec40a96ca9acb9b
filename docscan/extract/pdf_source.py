"""An open PDF: its pages, outline, printed page labels and metadata; and the ways in which opening it can fail."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from docscan.errors import DocumentError
from docscan.extract.textline import OutlineEntry

_MAX_OUTLINE = 5000
_MAX_DEPTH = 12
_REPAIR = "open it in a PDF viewer, print it to a new PDF, and use that one"
_NO_PAGES = re.compile(rb"/Type\s*/Pages\b[^<>]*/Count\s+0\b|/Count\s+0\b[^<>]*/Type\s*/Pages\b")
_CAUSES = {
    pdfium.FPDF_ERR_FILE: ("cannot be opened", "check that the file exists and may be read"),
    pdfium.FPDF_ERR_FORMAT: ("is not a PDF or is damaged (cut short, perhaps)", f"fetch it again, or {_REPAIR}"),
    pdfium.FPDF_ERR_PASSWORD: ("is encrypted and needs a password", "save a copy without password protection"),
    pdfium.FPDF_ERR_SECURITY: ("is encrypted in a way that cannot be read", "save a copy without protection"),
}


@contextmanager
def open_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The open document; closed on leaving.

    Raises DocumentError for a file that is missing, empty, encrypted, damaged, or has no page.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DocumentError("cannot be opened", subject=str(path), fix=f"check the path ({error.strerror})") from error
    if size == 0:
        raise DocumentError("is empty (0 bytes)", subject=str(path), fix="fetch the file again")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        cause, fix = _why_closed(path, getattr(error, "err_code", None))
        raise DocumentError(cause, subject=str(path), fix=fix) from error
    try:
        if len(document) == 0:
            raise DocumentError("has no pages", subject=str(path), fix=f"fetch it again, or {_REPAIR}")
        yield document
    finally:
        document.close()


def _why_closed(path: Path, code: int | None) -> tuple[str, str]:
    """Why PDFium did not open the file. It sets no code for a file without pages: the last file's code then stands."""
    data = path.read_bytes()
    if _NO_PAGES.search(data) and b"/Encrypt" not in data:
        return "has no pages", f"fetch it again, or {_REPAIR}"
    if code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" not in data:
        code = pdfium.FPDF_ERR_FORMAT
    return _CAUSES.get(code, ("cannot be read as PDF", _REPAIR))


def read_outline(document: pypdfium2.PdfDocument) -> list[OutlineEntry]:
    """The file's bookmarks with rank (1 highest) and page (from 1); those that lead nowhere are left out."""
    entries: list[OutlineEntry] = []
    for bookmark in document.get_toc(max_depth=_MAX_DEPTH):
        if len(entries) >= _MAX_OUTLINE:
            break
        destination = bookmark.get_dest()
        index = destination.get_index() if destination is not None else None
        title = " ".join(bookmark.get_title().split())
        if title and index is not None and 0 <= index < len(document):
            entries.append(OutlineEntry(title=title, rank=bookmark.level + 1, page=index + 1))
    return entries


def read_labels(document: pypdfium2.PdfDocument) -> list[str]:
    """The label of each page as the file defines it; empty strings where it defines none."""
    return [document.get_page_label(index) or "" for index in range(len(document))]


def read_properties(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Title, author and creation date of the file's own metadata, those that are there."""
    found = document.get_metadata_dict(skip_empty=True)
    names = {"Title": "title", "Author": "author", "Subject": "subject", "CreationDate": "created"}
    return {ours: found[theirs].strip() for theirs, ours in names.items() if found.get(theirs, "").strip()}


def pointer(handle: Any) -> int:
    """The address behind a PDFium handle."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
