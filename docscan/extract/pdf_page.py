"""One page of an open PDF: its lines in reading order and its ruled tables, whichever way its text runs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from docscan.extract import layout, layout_lattice, layout_tables, pdf_rulings, pdf_triage
from docscan.extract.layout_order import in_reading_order
from docscan.extract.pdf_source import pointer
from docscan.extract.pdf_tags import TagReader
from docscan.extract.pdf_words import FontBook, PageWords, fill_colour, page_text, read_words, reframe
from docscan.extract.piece import PageInfo
from docscan.extract.textline import OutlineEntry, TextLine

#: Fewer words that run another way than the page's text are a chart's labels or a mark on the margin.
_FEW_WORDS = 40


@dataclass(slots=True, kw_only=True)
class PageRead:
    """What the text layer of a page gives, and whether it can be trusted.

    ``tagged`` are the headings among the page's structure tags. ``ruled`` where it has rulings; ``doubtful`` where they look
    like a table's but none was understood.
    """

    info: PageInfo
    lines: list[TextLine]
    tables: list[layout_tables.Table]
    verdict: pdf_triage.Verdict
    tagged: list[OutlineEntry]
    ruled: bool = False
    doubtful: bool = False


def read_page(
    document: pypdfium2.PdfDocument, index: int, label: str, book: FontBook, tags: TagReader, *, tables: bool = True
) -> PageRead:
    """Read the page at ``index`` (from 0). Without ``tables`` the lines of ruled tables stay lines."""
    page = document[index]
    try:
        width, height = page.get_size()
        info = PageInfo(number=index + 1, label=label, width=round(width, 2), height=round(height, 2))
        text_page = page.get_textpage()
        try:
            reader = _Reader(page, text_page, index + 1, book, tags, tables=tables)
            lines, found = reader.read()
        finally:
            text_page.close()
        return PageRead(
            info=info,
            lines=lines,
            tables=found,
            verdict=pdf_triage.judge(lines, found, page),
            tagged=reader.tagged,
            ruled=reader.ruled,
            doubtful=reader.doubtful,
        )
    finally:
        page.close()


class _Reader:
    def __init__(
        self,
        page: pypdfium2.PdfPage,
        text_page: pypdfium2.PdfTextPage,
        number: int,
        book: FontBook,
        tags: TagReader,
        *,
        tables: bool,
    ) -> None:
        self._tags, self.tagged = tags, list[OutlineEntry]()
        self._with_tables, self.ruled, self.doubtful = tables, False, False
        self._page, self._number, self._book = pointer(page.raw), number, book
        self._handle = pointer(text_page.raw)
        self._text = page_text(self._handle, pdfium.FPDFText_CountChars(text_page.raw))
        self._frame, self._rotation = page.get_bbox(), page.get_rotation() // 90

    def read(self) -> tuple[list[TextLine], list[layout_tables.Table]]:
        words = self._words(0)
        if not words.turns.any():
            lines, tables = self._lines(words, 0)
            self.tagged = self._tags.read(self._page, self._number, words, lines)
            return lines, tables
        counts = np.bincount(words.turns, weights=[len(text) for text in words.texts], minlength=4)
        main = int(counts.argmax())
        lines, tables = self._lines(self._turned(words, main), main)
        for turn in range(4):
            if turn != main and counts[turn]:
                others, _ = self._lines(self._turned(words, turn), turn, tables=False)
                if sum(len(line.text.split()) for line in others) < _FEW_WORDS and turn:
                    others = [replace(line, kind="furniture") for line in others]
                lines.extend(others)
        return lines, tables

    def _words(self, turn: int) -> PageWords:
        return read_words(self._handle, self._text, self._frame, self._rotation + turn, self._book)

    def _turned(self, words: PageWords, turn: int) -> PageWords:
        """The words that run so, measured on the page turned to make them upright."""
        turned = self._words(turn) if turn else words
        return replace(turned, turns=words.turns).only(turn)

    def _lines(
        self, words: PageWords, turn: int, *, tables: bool = True
    ) -> tuple[list[TextLine], list[layout_tables.Table]]:
        rotation = self._rotation + turn
        rulings = (
            pdf_rulings.find(self._page, self._frame, rotation, frozenset(words.objects))
            if tables
            else pdf_rulings.NONE
        )
        grids = layout_lattice.find(rulings)
        self.ruled = self.ruled or bool(rulings.across and rulings.down)
        walls = [wall for grid in grids for wall in grid.down]
        lines = layout.page_lines(words, self._number, walls)
        found = [
            table
            for grid in (grids if self._with_tables else [])
            if (table := layout_tables.replace_lines(lines, grid, self._number)) is not None
        ]
        if not found and grids:
            self.doubtful = any(layout_tables.may_be_table(lines, grid) for grid in grids)
        layout.colour((line for line in lines if line.kind == "paragraph"), self._colour)
        lines = in_reading_order(lines)
        if turn:
            for line in lines:
                line.box = reframe(line.box, self._frame, rotation, self._rotation)
        return lines, found

    def _colour(self, position: int) -> int:
        return fill_colour(self._handle, position)
