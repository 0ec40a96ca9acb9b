"""PDF files: text lines with fonts and boxes from PDFium's text layer, laid out as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from docscan.extract import layout
from docscan.extract.layout_order import in_reading_order
from docscan.extract.pdf_source import open_pdf, pointer, read_labels, read_outline
from docscan.extract.pdf_words import FontBook, fill_colour, page_text, read_words
from docscan.extract.piece import PageInfo
from docscan.extract.textline import OutlineEntry, TextLine


@dataclass(slots=True, kw_only=True)
class PageLines:
    """One page as its text layer gives it: lines in reading order and the page's measures."""

    info: PageInfo
    lines: list[TextLine] = field(default_factory=list)


def lines(path: Path) -> tuple[list[list[TextLine]], list[PageInfo], list[OutlineEntry]]:
    """Lines of every page in reading order, the pages, and the outline.

    A line that ends in a soft hyphen (U+00AD) has its last word divided: it goes on in the next line.
    Raises DocumentError for a file that cannot be read.
    """
    with open_pdf(Path(path)) as document:
        pages = list(_pages(document))
        return [page.lines for page in pages], [page.info for page in pages], read_outline(document)


def _pages(document: pypdfium2.PdfDocument) -> Iterator[PageLines]:
    labels = read_labels(document)
    book = FontBook()
    for index in range(len(document)):
        yield _read_page(document, index, labels[index], book)


def _read_page(document: pypdfium2.PdfDocument, index: int, label: str, book: FontBook) -> PageLines:
    page = document[index]
    try:
        width, height = page.get_size()
        info = PageInfo(number=index + 1, label=label, width=round(width, 2), height=round(height, 2))
        text_page = page.get_textpage()
        try:
            handle = pointer(text_page.raw)
            text = page_text(handle, pdfium.FPDFText_CountChars(text_page.raw))
            words = read_words(handle, text, page.get_bbox(), page.get_rotation() // 90, book)
            found = layout.page_lines(words, index + 1, lambda position: fill_colour(handle, position))
        finally:
            text_page.close()
    finally:
        page.close()
    found = in_reading_order(found)
    return PageLines(info=info, lines=found)
