"""Tables of a page by pdfplumber: a second reader, for pages on which the first, faster one understands nothing.

Why it is the second: docscan's own reader (:mod:`docscan.extract.layout_tables`) works on rulings and lines that are at
hand anyway and costs about a tenth of the time of PDFium's bare text. pdfplumber parses the page anew in Python: 67 ruled
pages of one strategy took 8 seconds, the whole document without them one. Of the benchmark's 1,673 pages 788 have rulings
and 555 a table that the first reader understood; on a sheet both read the same rows.

So it is asked where it can add something: under ``tables = "auto"`` on pages whose rulings form a grid around words, of
three columns and rows or more, of which the first reader made no table, two pages per document at most (none of those
1,673 is such: their 52 larger grids without a table are charts and boxes around prose); under ``tables = "pdfplumber"``
on every page with rulings. What it finds is kept only where no word of the lines is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docscan.document import Box
from docscan.extract.layout_clean import clean
from docscan.extract.rows import Cell

#: Edges closer than this, in points, are one.
_SAME: Final = 2.0
_BOLD: Final = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One table: ``box`` and the edges of its columns (``xs``, left to right) and rows (``ys``, from above), in points
    from the upper left corner of the page as displayed; ``rows`` are its cells, a spanning one in each place it covers.
    """

    box: Box
    xs: list[float]
    ys: list[float]
    rows: list[list[Cell | None]]


def find(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, list[Found]]]:
    """The ruled tables of the pages with these ``numbers`` (from 1), page by page; only those pages are parsed.

    A page or file that pdfplumber cannot read has no tables: its lines stay what they were.
    """
    if not numbers:
        return
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    failures = (PDFException, PdfminerException, ValueError, TypeError, KeyError, IndexError, RecursionError)
    try:
        document = pdfplumber.open(path, pages=sorted(numbers))
    except failures:
        return
    with document:
        for page in document.pages:
            try:
                found = [table for one in page.find_tables() if (table := _read(page, one)) is not None]
            except failures:
                found = []
            yield page.page_number, found
            page.close()  # else the objects of all pages stay in memory


def keeps_words(table: Found, texts: Iterable[str]) -> bool:
    """Whether every word of the ``texts``, the lines that the table would replace, stands in one of its cells."""
    cells = {id(cell): cell for row in table.rows for cell in row if cell is not None}
    there = Counter(word for cell in cells.values() for word in _words(cell.text))
    # A word that a line's end divides is one in the cell and two in the lines, or the other way round: letters decide.
    missing = Counter(word for text in texts for word in _words(text))
    lost, more = missing - there, there - missing
    return sorted("".join(lost.elements())) == [] or _letters(lost) <= _letters(more)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("\u00ad", "").casefold())


def _letters(words: Counter[str]) -> Counter[str]:
    return Counter("".join(words.elements()))


def _read(page: Any, table: Any) -> Found | None:
    """A table of pdfplumber's as a grid; None where it has a single row or column."""
    left, top = page.cropbox[0], page.cropbox[1]
    boxes = [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
    xs = _edges(place for box in boxes for place in (box[0], box[2]))
    ys = _edges(place for box in boxes for place in (box[1], box[3]))
    if len(xs) < 3 or len(ys) < 3:
        return None
    rows: list[list[Cell | None]] = [[None] * (len(xs) - 1) for _ in ys[1:]]
    for box, (text, bold) in zip(boxes, _texts(page, table.cells), strict=True):
        cell = Cell(text=clean(text), bold=bold)
        for row in range(_nearest(ys, box[1]), _nearest(ys, box[3])):
            for column in range(_nearest(xs, box[0]), _nearest(xs, box[2])):
                rows[row][column] = cell
    return Found(box=(xs[0], ys[0], xs[-1], ys[-1]), xs=xs, ys=ys, rows=rows)


def _texts(page: Any, cells: Sequence[Box]) -> Iterator[tuple[str, bool]]:
    """Text of each cell in one line, and whether all of it is bold; a character is in the cell that holds its middle."""
    from pdfplumber.utils.text import extract_text

    middles = [((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2, char) for char in page.chars]
    for x0, y0, x1, y1 in cells:
        chars = [char for x, y, char in middles if x0 <= x < x1 and y0 <= y < y1]
        text = _joined(extract_text(chars).split("\n")) if chars else ""
        solid = [char for char in chars if char["text"].strip()]
        yield text, bool(solid) and all(_BOLD.search(char["fontname"]) for char in solid)


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        divided = text.endswith(("-", "\u00ad", "\u2010")) and text[-2:-1].isalpha() and line[:1].islower()
        text = text[:-1] + line if divided else f"{text} {line}" if text else line
    return text


def _edges(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(round(float(place), 2))
    return found


def _nearest(edges: Sequence[float], place: float) -> int:
    index = bisect_left(edges, place)
    return min(
        (near for near in (index - 1, index) if 0 <= near < len(edges)), key=lambda near: abs(edges[near] - place)
    )
