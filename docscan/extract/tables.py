"""Tables of PDF pages: pdfplumber finds the cells, each row becomes a piece that carries its column heads.

pdfplumber reads some sixteen times slower than PDFium, so it is asked only about pages that are known to have a table
(:func:`find`), in one pass over the file and within the tables' boxes.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from docscan.document import BlockKind, Box
from docscan.extract.layout_clean import clean
from docscan.extract.piece import Piece, PieceLine
from docscan.extract.rows import Cell, head_count, heads, row_text

_TOLERANCE: Final = 3.0  # points: edges that are meant to be one
#: Pages with more drawn lines than this are maps and charts; searching them for cells takes minutes.
_MOST_EDGES: Final = 4000
_MOST_WORDS_PER_CELL: Final = 220


@dataclass(slots=True, kw_only=True)
class Table:
    """One table on one page. ``box`` in points from the upper left: the words in it are those of ``pieces``, all of them.

    ``pieces`` come in order: the row of heads (kind ``caption``, or ``furniture`` where a following page repeats it), then
    rows (kind ``table_row``). ``continues`` is true where it goes on from the page before.
    """

    page: int
    box: Box
    pieces: list[Piece] = field(default_factory=list)
    continues: bool = False


@dataclass(slots=True, kw_only=True)
class _Grid:
    box: Box
    columns: list[float]  # left edges
    tops: list[float]
    bottoms: list[float]
    rows: list[list[Cell | None]]


@dataclass(slots=True, kw_only=True)
class _Heads:
    """What a following page's table is compared with."""

    page: int
    columns: list[float]
    names: list[str]
    first_row: list[str]
    last_row: list[Cell | None]


def find(path: Path, regions: Mapping[int, Sequence[Box]]) -> dict[int, list[Table]]:
    """Tables on the given pages, by page number (from 1), each page's from top to bottom.

    ``regions`` gives for each page that may have a table the boxes to search (points from the upper left of the page as
    displayed), or an empty sequence for the whole page. Pages without a table are left out of the result: their text is
    better read as lines. A table that goes on over pages keeps the heads of its first page. The caller leaves out the lines
    whose middle stands in a table's box and puts the table's pieces in their place.
    """
    import pdfplumber

    # pdfminer reports each oddity of a font; none of it helps the analyst.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    found: dict[int, list[Table]] = {}
    before: _Heads | None = None
    with pdfplumber.open(path, pages=sorted(regions)) as document:
        for page in document.pages:
            number = int(page.page_number)
            tables, before = _page_tables(page, number, regions[number], before)
            if tables:
                found[number] = tables
            page.close()
    return found


def _page_tables(
    page: Any, number: int, boxes: Sequence[Box], before: _Heads | None
) -> tuple[list[Table], _Heads | None]:
    if len(page.lines) + len(page.rects) + len(page.curves) > _MOST_EDGES:
        return [], None
    tables: list[Table] = []
    for grid in _grids(page, boxes):
        goes_on = before is not None and _goes_on(before, grid, number, first=not tables)
        table, before = _as_table(grid, number, before if goes_on else None)
        tables.append(table)
    return tables, before


def _grids(page: Any, boxes: Sequence[Box]) -> Iterator[_Grid]:
    """The tables of a page that are tables of words: not frames around text, not the lines of a chart."""
    offset_x, offset_y = _offset(page)
    whole = page.bbox
    for box in boxes or [(0.0, 0.0, float(page.width), float(page.height))]:
        left, top, right, bottom = box
        area = (
            max(whole[0], left + offset_x - _TOLERANCE),
            max(whole[1], top + offset_y - _TOLERANCE),
            min(whole[2], right + offset_x + _TOLERANCE),
            min(whole[3], bottom + offset_y + _TOLERANCE),
        )
        if area[2] - area[0] < 20 or area[3] - area[1] < 10:
            continue
        cropped = page.crop(area, strict=False)
        tables = [table for table in cropped.find_tables() if len(table.cells) >= 4]
        words = cropped.extract_words(x_tolerance_ratio=0.15, y_tolerance=3, extra_attrs=["fontname"]) if tables else []
        for table in sorted(tables, key=lambda table: (table.bbox[1], table.bbox[0])):
            grid = _grid(table.cells, words, offset_x, offset_y)
            if grid is not None:
                yield grid


def _offset(page: Any) -> tuple[float, float]:
    """pdfplumber measures from the media box, what is displayed begins at the crop box."""
    crop, media = page.cropbox, page.mediabox
    return max(0.0, float(crop[0] - media[0])), max(0.0, float(crop[1] - media[1]))


def _grid(cells: Sequence[Box], words: Sequence[dict[str, Any]], offset_x: float, offset_y: float) -> _Grid | None:
    lefts = _edges([cell[0] for cell in cells])
    tops = _edges([cell[1] for cell in cells])
    right, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
    if len(lefts) < 2 or len(tops) < 2:
        return None
    inside = _fill(cells, words, (lefts[0], tops[0], right, bottom))
    rows: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    for box, cell in zip(cells, inside, strict=True):
        for row in range(_place(tops, box[1]), _place(tops, box[3] - 2 * _TOLERANCE) + 1):
            for column in range(_place(lefts, box[0]), _place(lefts, box[2] - 2 * _TOLERANCE) + 1):
                rows[row][column] = cell
    if not _is_table(rows, inside):
        return None
    bottoms = [*tops[1:], bottom]
    return _Grid(
        box=_shift((lefts[0], tops[0], right, bottom), offset_x, offset_y),
        columns=[edge - offset_x for edge in lefts],
        tops=[edge - offset_y for edge in tops],
        bottoms=[edge - offset_y for edge in bottoms],
        rows=rows,
    )


def _edges(positions: Sequence[float]) -> list[float]:
    """Distinct positions in order; those closer than the tolerance are one."""
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > _TOLERANCE:
            found.append(float(position))
    return found


def _place(edges: Sequence[float], position: float) -> int:
    return max(0, bisect_right(edges, position + _TOLERANCE) - 1)


def _fill(cells: Sequence[Box], words: Sequence[dict[str, Any]], box: Box) -> list[Cell]:
    """A cell for each box with the words whose middle stands in it; words between cells go to the nearest one."""
    held: list[list[dict[str, Any]]] = [[] for _ in cells]
    for word in words:
        x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            nearest = min(range(len(cells)), key=lambda index: _distance(cells[index], x, y))
            held[nearest].append(word)
    return [Cell(text=_text(inside), bold=_is_bold(inside)) for inside in held]


def _distance(cell: Box, x: float, y: float) -> float:
    """0 inside; rows weigh more than columns, as a word between two cells belongs to its row."""
    across = max(cell[0] - x, 0.0, x - cell[2])
    down = max(cell[1] - y, 0.0, y - cell[3])
    return across + 4 * down


def _text(words: Sequence[dict[str, Any]]) -> str:
    """The words of a cell, those divided at a line's end joined again."""
    parts: list[str] = []
    for index, word in enumerate(words):
        text = word["text"]
        before = words[index - 1] if index else None
        if before is not None and word["top"] > before["bottom"] - 2 and _is_divided(parts[-1], text):
            parts[-1] = parts[-1].rstrip("-\u00ad\u2010") + text
        else:
            parts.append(text)
    return clean(" ".join(parts))


def _is_divided(first: str, second: str) -> bool:
    return first[-1:] in "-\u00ad\u2010" and first[-2:-1].islower() and second[:1].islower()


def _is_bold(words: Sequence[dict[str, Any]]) -> bool:
    return bool(words) and all("bold" in word["fontname"].lower() or "black" in word["fontname"].lower() for word in words)


def _is_table(rows: Sequence[Sequence[Cell | None]], cells: Sequence[Cell]) -> bool:
    """At least two columns and two rows with words, and no cell that holds half a page."""
    filled_columns = sum(any(row[index] is not None and row[index].text for row in rows) for index in range(len(rows[0])))  # type: ignore[union-attr]
    filled_rows = sum(any(cell is not None and cell.text for cell in row) for row in rows)
    longest = max(len(cell.text.split()) for cell in cells)
    filled = sum(bool(cell.text) for cell in cells)
    enough = filled >= 4 and filled * 4 >= len(cells)
    return filled_columns >= 2 and filled_rows >= 2 and longest <= _MOST_WORDS_PER_CELL and enough


def _shift(box: Box, x: float, y: float) -> Box:
    return (box[0] - x, box[1] - y, box[2] - x, box[3] - y)


def _goes_on(before: _Heads, grid: _Grid, number: int, *, first: bool) -> bool:
    """Whether the table is the rest of one that began on the page before: first on its page, with the same columns."""
    if not first or number != before.page + 1 or len(grid.columns) != len(before.columns):
        return False
    return all(abs(one - other) < 12 for one, other in zip(grid.columns, before.columns, strict=True))


def _as_table(grid: _Grid, number: int, before: _Heads | None) -> tuple[Table, _Heads]:
    texts = [cell.text if cell is not None else "" for cell in grid.rows[0]]
    above: Sequence[Cell | None] | None
    if before is None:
        count = head_count(grid.rows)
        names, first_row, above = heads(grid.rows, count), texts, None
        kind: BlockKind = "caption"
    else:
        repeated = _alike(texts, before.first_row)
        count = head_count(grid.rows) if repeated else 0
        count = max(count, 1) if repeated else 0
        names, first_row, above = before.names, before.first_row, before.last_row
        kind = "furniture"
    table = Table(page=number, box=grid.box, continues=before is not None)
    for index, row in enumerate(grid.rows):
        if index < count:
            text = " | ".join(dict.fromkeys(cell.text for cell in row if cell is not None and cell.text))
        else:
            text = row_text(names, row, above)
            above = row
        if text:
            line = PieceLine(page=number, text=text, box=(grid.box[0], grid.tops[index], grid.box[2], grid.bottoms[index]))
            table.pieces.append(Piece(kind=kind if index < count else "table_row", lines=[line]))
    last = list(grid.rows[-1])
    return table, _Heads(page=number, columns=grid.columns, names=names, first_row=first_row, last_row=last)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return [text.casefold().split() for text in one] == [text.casefold().split() for text in other] and any(one)
