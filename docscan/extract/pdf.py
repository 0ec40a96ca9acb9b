"""PDF files: text lines with fonts and boxes from PDFium's text layer, laid out as a reader sees them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2

from docscan.config import ExtractSettings
from docscan.errors import ConfigurationError
from docscan.extract import (
    headings,
    layout_furniture,
    layout_kinds,
    layout_paragraphs,
    layout_table_names,
    layout_tables,
    layout_titles,
    pdf_ocr,
    tables,
)
from docscan.extract.layout_order import measure
from docscan.extract.pdf_page import PageRead, read_page
from docscan.extract.pdf_source import open_pdf, read_labels, read_outline, read_properties
from docscan.extract.pdf_tags import TagReader
from docscan.extract.pdf_words import FontBook
from docscan.extract.piece import PageInfo, Piece, Reading
from docscan.extract.textline import OutlineEntry, TextLine

#: Pages of a document that pdfplumber is asked about where it is the second reader.
_MOST_DOUBTFUL = 2
_TABLE_READERS = ("auto", "pdfplumber", "off")


def read(path: Path, settings: ExtractSettings) -> Reading:
    """The document's blocks in reading order, its pages, and its own metadata.

    Pages without usable text are read by OCR where it is installed; else their origin is ``unreadable`` and a warning says
    how to install it. Raises DocumentError for a file that is missing, empty, encrypted, damaged, or has no page.
    """
    if settings.tables not in _TABLE_READERS:
        raise ConfigurationError(
            f"'tables' must be one of {', '.join(_TABLE_READERS)}, not '{settings.tables}'",
            subject="[extract]",
            fix="correct the value",
        )
    path = Path(path)
    with open_pdf(path) as document:
        outline = read_outline(document)
        pages = _read_pages(document, settings.max_pages, tables=settings.tables == "auto")
        properties = read_properties(document)
        warnings = _limit_warning(document, settings)
        unread = [page for page in pages if page.verdict in {"scan", "broken"}]
        good = [line for page in pages if page.verdict == "good" for line in page.lines] if unread else []
        recognised, more = pdf_ocr.read_pages(document, path, [page.info for page in unread], good, settings)
    _read_again(path, pages, settings.tables)
    for page in unread:
        page.lines, page.tables = recognised.get(page.info.number, []), []
    _mark(pages)
    return Reading(
        pieces=_pieces(pages, [*outline, *_tagged(pages)]),
        pages=[page.info for page in pages],
        title=properties.get("title", ""),
        properties=properties,
        warnings=warnings + more,
    )


def lines(path: Path) -> tuple[list[list[TextLine]], list[PageInfo], list[OutlineEntry]]:
    """Lines of every page's text layer in reading order with their kinds, the pages, and the outline with tagged headings.

    A line that ends in a soft hyphen (U+00AD) has its last word divided: it goes on in the next line.
    Raises DocumentError for a file that cannot be read.
    """
    with open_pdf(Path(path)) as document:
        outline = read_outline(document)
        pages = _read_pages(document, len(document), tables=True)
    _mark(pages)
    return [page.lines for page in pages], [page.info for page in pages], [*outline, *_tagged(pages)]


def _limit_warning(document: pypdfium2.PdfDocument, settings: ExtractSettings) -> list[str]:
    if len(document) <= settings.max_pages:
        return []
    return [f"only the first {settings.max_pages} of {len(document)} pages were read: raise max_pages to read all"]


def _read_pages(document: pypdfium2.PdfDocument, limit: int, *, tables: bool) -> list[PageRead]:
    labels = read_labels(document)
    book, tags = FontBook(), TagReader(document)
    return [
        read_page(document, index, labels[index], book, tags, tables=tables)
        for index in range(min(len(document), limit))
    ]


def _tagged(pages: Sequence[PageRead]) -> list[OutlineEntry]:
    return [entry for page in pages if page.verdict == "good" for entry in page.tagged]


def _read_again(path: Path, pages: Sequence[PageRead], mode: str) -> None:
    """Tables by pdfplumber: of every ruled page, or of a few that the first reader did not understand."""
    if mode == "off":
        return
    asked = {page.info.number: page for page in pages if page.verdict == "good" and (page.ruled or page.doubtful)}
    if mode == "auto":
        doubtful = [number for number, page in asked.items() if page.doubtful]
        asked = {number: asked[number] for number in doubtful[:_MOST_DOUBTFUL]}
    for number, found in tables.find(path, list(asked)):
        page = asked[number]
        page.tables = [
            table for one in found if (table := layout_tables.replace_found(page.lines, one, number)) is not None
        ]
        if page.tables:
            measure(page.lines)


def _mark(pages: Sequence[PageRead]) -> None:
    by_page = [page.lines for page in pages]
    layout_table_names.name_columns([table for page in pages for table in page.tables])
    layout_furniture.mark(by_page, [page.info for page in pages])
    layout_kinds.mark(by_page, [page.info.height for page in pages])


def _pieces(pages: Sequence[PageRead], outline: Sequence[OutlineEntry]) -> list[Piece]:
    flat = [line for page in pages for line in page.lines if line.text]
    found = headings.find(flat, outline)
    layout_titles.mark(flat, found)
    return layout_paragraphs.build(flat, found, _right_edges(flat), _leading(flat))


def _right_edges(lines: Sequence[TextLine]) -> dict[tuple[int, int], float]:
    """The right edge of the text in each column of each page: the outermost that several lines reach, else the outermost."""
    columns: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        if line.kind in {"paragraph", "list_item"}:
            columns.setdefault((line.page, line.column), []).append(line.box[2])
    return {key: _right_edge(ends) for key, ends in columns.items()}


def _right_edge(ends: list[float]) -> float:
    need = max(3, len(ends) // 8)
    ends.sort(reverse=True)
    for index, end in enumerate(ends[: len(ends) - need + 1]):
        if end - ends[index + need - 1] < 4:
            return end
    return ends[0]


def _leading(lines: Sequence[TextLine]) -> float:
    """The usual white between the lines of a paragraph as a share of the font size."""
    shares = [
        line.gap / line.size for line in lines if line.kind == "paragraph" and line.gap < 2 * line.size and line.size
    ]
    return float(np.median(shares)) if shares else 0.2
