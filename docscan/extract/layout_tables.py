"""Ruled tables straight from a page's rulings and lines: no second reader, so no second parse of the page.

Crossing rulings make a grid; cells without a wall between them are one; each row becomes a line of kind ``table_row`` whose
text names its columns. What has rulings but no grid of words (frames, charts) stays as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from docscan.extract import layout_table_edges
from docscan.extract.layout import SOFT_HYPHEN
from docscan.extract.layout_lattice import Lattice
from docscan.extract.rows import Cell
from docscan.extract.tables import Found, keeps_words
from docscan.extract.textline import TextLine

_LETTERS = re.compile(r"[^\W\d_]{2}")
#: Cells of more words are boxes around running text.
_MOST_WORDS = 320
#: A lattice with more edges each way than this, of which no table was made, is a chart.
_MOST_DOUBTED = 24


@dataclass(slots=True, kw_only=True)
class Table:
    """A table on one page: its cells by row and column, and the line that stands for each row."""

    page: int
    xs: list[float]
    rows: list[list[Cell | None]]
    lines: list[TextLine]
    names: list[str] = field(default_factory=list)


def replace_lines(lines: list[TextLine], lattice: Lattice, page: int) -> Table | None:
    """Read the table of a lattice: its lines are taken out of ``lines``, one per row put in their place.

    None, and ``lines`` as they were, where the lattice holds no table of words.
    """
    left, top, right, bottom = lattice.box
    inside: list[int] = []
    for index, line in enumerate(lines):
        a, b, c, d = line.box
        if left - 1 < (a + c) / 2 < right + 1 and top - 1 < (b + d) / 2 < bottom + 1 and line.kind == "paragraph":
            inside.append(index)
    if len(inside) < 3:
        return None
    members = [lines[index] for index in inside]
    lattice = layout_table_edges.mend(lattice, members)
    if len(lattice.xs) < 3:
        return None
    if _cuts_sentences(members):
        return None
    rooms = _rooms(lattice)
    held: dict[int, list[TextLine]] = {}
    for line in members:
        x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
        held.setdefault(rooms[_place(lattice.ys, y)][_place(lattice.xs, x)], []).append(line)
    cells = {
        room: Cell(text=_cell_text(members), bold=all(line.bold for line in members)) for room, members in held.items()
    }
    empty: dict[int, Cell] = {}
    rows: list[list[Cell | None]] = [
        [cells.get(room) or empty.setdefault(room, Cell(text="")) for room in row] for row in rooms
    ]
    rows, row_edges = _drop_empty(rows, lattice.ys)
    rows, lefts = _drop_padding(rows, lattice.xs)
    if not _is_table(rows):
        return None
    made = [_row_line(page, lattice, edges, members[0]) for edges in row_edges]
    _put(lines, set(inside), made)
    return Table(page=page, xs=lefts, rows=rows, lines=made)


def _cuts_sentences(lines: Sequence[TextLine]) -> bool:
    """Whether what parts the lines of a row are spaces between words: rules under links and shaded words cross like walls."""
    tight = pairs = 0
    for before, line in pairwise(lines):
        white = line.box[0] - before.box[2]
        level = min(before.box[3], line.box[3]) - max(before.box[1], line.box[1]) > 0.6 * line.size
        if white > -2 and level and min(before.text.count(" "), line.text.count(" ")) >= 2:
            pairs += 1
            tight += white < 0.45 * line.size
    return pairs > 0 and 2 * tight > pairs


def replace_found(lines: list[TextLine], found: Found, page: int) -> Table | None:
    """Put a table that another reader found in place of its lines; None where it is no table of words or would lose one.

    The page's lines are in reading order and those of its tables' rows perhaps joined already, by the white between them.
    """
    left, top, right, bottom = found.box
    taken = {
        index
        for index, line in enumerate(lines)
        if left - 1 < (line.box[0] + line.box[2]) / 2 < right + 1
        and top - 1 < (line.box[1] + line.box[3]) / 2 < bottom + 1
        and line.kind in {"paragraph", "table_row"}
    }
    rows, edges = _drop_empty(found.rows, found.ys)
    rows, lefts = _drop_padding(rows, found.xs)
    if not taken or not rows or not _is_table(rows) or not keeps_words(found, (lines[index].text for index in taken)):
        return None
    lattice = Lattice(xs=found.xs, ys=found.ys, across=[], down=[])
    made = [_row_line(page, lattice, edge, lines[min(taken)]) for edge in edges]
    _put(lines, taken, made)
    return Table(page=page, xs=lefts, rows=rows, lines=made)


def may_be_table(lines: Sequence[TextLine], lattice: Lattice) -> bool:
    """Whether a lattice of which no table was made is worth a second reader: a grid around words, not a chart's."""
    left, top, right, bottom = lattice.box
    if not 4 <= len(lattice.xs) <= _MOST_DOUBTED or not 4 <= len(lattice.ys) <= _MOST_DOUBTED:
        return False
    held: dict[tuple[int, int], list[str]] = {}
    for line in lines:
        if left - 1 < line.box[0] and line.box[2] < right + 1 and top - 1 < line.box[1] and line.box[3] < bottom + 1:
            x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
            held.setdefault((_place(lattice.ys, y), _place(lattice.xs, x)), []).append(line.text)
    rooms, words = _rooms(lattice), dict[int, int]()
    for (row, column), texts in held.items():
        room = rooms[row][column]
        words[room] = words.get(room, 0) + sum(len(text.split()) for text in texts)
    if max(words.values(), default=0) > _MOST_WORDS:
        return False
    worded = {place for place, texts in held.items() if any(map(_LETTERS.search, texts))}
    rows = [sum(place[0] == row for place in worded) for row in sorted({row for row, _ in held})]
    parted = sum(count > 1 for count in rows)
    broad = len({column for _, column in worded}) >= 3 and len(worded) * 3 >= (len(lattice.xs) - 1) * len(rows)
    return broad and parted >= 3 and 2 * parted >= len(rows)


def _put(lines: list[TextLine], taken: set[int], made: Sequence[TextLine]) -> None:
    """``made`` in place of the first of the lines taken out."""
    first = min(taken)
    lines[:] = [
        *lines[:first],
        *made,
        *(line for index, line in enumerate(lines) if index > first and index not in taken),
    ]


def _place(edges: Sequence[float], position: float) -> int:
    return min(max(bisect_right(edges, position) - 1, 0), len(edges) - 2)


def _rooms(lattice: Lattice) -> list[list[int]]:
    """A number for each cell of the grid; cells that no wall parts share one."""
    height, width = len(lattice.ys) - 1, len(lattice.xs) - 1
    walls = _walls(lattice.down, lattice.xs, lattice.ys)
    floors = _walls(lattice.across, lattice.ys, lattice.xs)
    parent = list(range(height * width))

    def root(room: int) -> int:
        while parent[room] != room:
            parent[room] = parent[parent[room]]
            room = parent[room]
        return room

    for row in range(height):
        for column in range(width):
            here = row * width + column
            if column + 1 < width and (column + 1, row) not in walls:
                parent[root(here + 1)] = root(here)
            if row + 1 < height and (row + 1, column) not in floors:
                parent[root(here + width)] = root(here)
    return [[root(row * width + column) for column in range(width)] for row in range(height)]


def _walls(
    lines: Iterable[tuple[float, float, float]], edges: Sequence[float], cross: Sequence[float]
) -> set[tuple[int, int]]:
    """(edge, interval) pairs: which intervals between ``cross`` edges a line on an edge covers."""
    middles = [(before + after) / 2 for before, after in pairwise(cross)]
    borders = [(before + after) / 2 for before, after in pairwise(edges)]
    found: set[tuple[int, int]] = set()
    for place, low, high in lines:
        edge = bisect_right(borders, place)
        found.update((edge, interval) for interval in range(bisect_left(middles, low), bisect_right(middles, high)))
    return found


def _cell_text(lines: Sequence[TextLine]) -> str:
    text = ""
    for line in lines:
        if text.endswith(SOFT_HYPHEN):
            text = text[:-1] + ("" if line.text[:1].islower() else "-") + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text.replace(SOFT_HYPHEN, "-")


def _drop_empty(
    rows: list[list[Cell | None]], ys: Sequence[float]
) -> tuple[list[list[Cell | None]], list[tuple[float, float]]]:
    kept = [
        (row, (ys[index], ys[index + 1])) for index, row in enumerate(rows) if any(cell and cell.text for cell in row)
    ]
    # Rows that are the same cells throughout are one row that a broken rule parts.
    distinct = [
        item
        for index, item in enumerate(kept)
        if not index or any(a is not b for a, b in zip(item[0], kept[index - 1][0], strict=True))
    ]
    return [row for row, _ in distinct], [edges for _, edges in distinct]


def _drop_padding(rows: list[list[Cell | None]], xs: Sequence[float]) -> tuple[list[list[Cell | None]], list[float]]:
    """Without columns that hold no words of their own: shading drawn inside the cells cuts such strips off.

    Also the left edges of the columns that stay.
    """
    rows, lefts = [list(row) for row in rows], list(xs[:-1])
    column = 0
    while column < len(lefts):
        neighbours = [index for index in (column - 1, column + 1) if 0 <= index < len(lefts)]
        if neighbours and all(_is_padding(row, column, neighbours) for row in rows):
            for row in rows:
                del row[column]
            del lefts[column]
        else:
            column += 1
    return rows, lefts


def _is_padding(row: Sequence[Cell | None], column: int, neighbours: Sequence[int]) -> bool:
    cell = row[column]
    return cell is None or not cell.text or any(row[index] is cell for index in neighbours)


def _is_table(rows: Sequence[Sequence[Cell | None]]) -> bool:
    """Words in at least two columns and two rows, enough cells filled, none that holds a page of text, and not only figures."""
    cells = {id(cell): cell for row in rows for cell in row if cell is not None}
    filled = [cell for cell in cells.values() if cell.text]
    if len(filled) < 3 or len(filled) * 5 < len(cells) or max(len(cell.text.split()) for cell in filled) > _MOST_WORDS:
        return False
    if sum(bool(_LETTERS.search(cell.text)) for cell in filled) < max(2, 0.1 * len(filled)):
        return False
    worded = sum(any(cell is not None and _LETTERS.search(cell.text) for cell in row) for row in rows)
    if 2 * worded < len(rows):
        return False  # the lines of a chart with its figures
    parted = sum(len({id(cell) for cell in row if cell is not None and cell.text}) > 1 for row in rows)
    if len(rows) == 1:
        # The part of a long row that stands alone on its page.
        return parted == 1 and sum(len(cell.text.split()) for cell in filled) >= 12
    columns = [
        len({id(row[index]) for row in rows if (cell := row[index]) and cell.text}) for index in range(len(rows[0]))
    ]
    return parted >= 2 or (parted == 1 and (len(rows) <= 3 or sum(count > 1 for count in columns) > 1))


def _row_line(page: int, lattice: Lattice, edges: tuple[float, float], first: TextLine) -> TextLine:
    box = (round(lattice.xs[0], 2), round(edges[0], 2), round(lattice.xs[-1], 2), round(edges[1], 2))
    return TextLine(page=page, text="", box=box, size=first.size, font=first.font, kind="table_row")
