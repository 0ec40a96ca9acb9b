"""Tables of any format to rows that can be read alone: "Action: … | Responsible: … | Deadline: …".

A table is a grid of cells in which a cell that spans columns or rows stands in every place that it covers (the same
object each time). Rows at the top that only name columns are its heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_NUMERAL: Final = re.compile(r"\d")
_YEAR_OR_UNIT: Final = re.compile(
    r"^\W*(?:(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?|[A-Za-z]{0,4}\s?\d{1,2})\W*$"
)
#: What a head says of its figures in brackets: "(x 1000 US$)".
_UNIT: Final = re.compile(r"\([^()]*\)")
_VALUE: Final = re.compile(r"^[\s\d.,%$€£+\-–()/*<>~]*\d[\s\d.,%$€£+\-–()/*<>~]*$")
_EMPTY: Final = re.compile(r"^[\s\-–—._…/*]*$")
_MOST_HEAD_ROWS: Final = 3
_MOST_HEAD_WORDS: Final = 14
#: A cell that spans rows is repeated in each of them up to this many words; longer ones stand in the first row only.
_MOST_REPEATED_WORDS: Final = 25


@dataclass(slots=True, kw_only=True, eq=False)
class Cell:
    """One cell. ``bold`` when all its text is; ``head`` when the format itself marks it (HTML's ``th``)."""

    text: str
    bold: bool = False
    head: bool = False


Grid = Sequence[Sequence[Cell | None]]


def head_count(grid: Grid) -> int:
    """How many rows at the top name columns, a title across the table before them included (0 to 4).

    Marked rows are believed; else a row counts when its cells are short, hold no figures but years, and are told from
    the rows below by bold type, or by figures or longer text there.
    """
    title = 1 if len(grid) > 2 and _spans_all(grid[0]) and not _is_marked(grid[0]) else 0
    count = _named(grid[title:])
    return title + count if count else 0


def _named(grid: Grid) -> int:
    if len(grid) < 2:
        return 0
    marked = 0
    while marked < min(len(grid) - 1, _MOST_HEAD_ROWS) and _is_marked(grid[marked]):
        marked += 1
    if marked:
        return marked
    if not _names_columns(grid[0], grid[1:]):
        return 0
    count = 1
    while count < min(len(grid) - 1, _MOST_HEAD_ROWS) and _goes_on(grid, count):
        count += 1
    return count


def heads(grid: Grid, count: int) -> list[str]:
    """One head per column: the texts of the head rows above it, from the top, each once."""
    columns = max((len(row) for row in grid), default=0)
    found = []
    for column in range(columns):
        parts: list[str] = []
        for row in grid[:count]:
            cell = row[column] if column < len(row) else None
            if cell is not None and cell.text and cell.text not in parts and not _spans_all(row):
                parts.append(cell.text)
        found.append(" ".join(parts).strip(" :"))
    return found


def row_text(names: Sequence[str], row: Sequence[Cell | None], above: Sequence[Cell | None] | None = None) -> str:
    """A row as one line. Empty cells are left out; neighbouring columns of one spanning cell share a head.

    ``above`` is the row before it: a long cell that goes on from there is not repeated. A row that is a single cell
    across the table is its text alone.
    """
    if _spans_all(row):
        only = next(cell for cell in row if cell is not None)
        return only.text
    parts: list[str] = []
    column = 0
    while column < len(row):
        cell = row[column]
        width = 1
        while column + width < len(row) and cell is not None and row[column + width] is cell:
            width += 1
        if cell is not None and not _EMPTY.match(cell.text) and not _is_repeated(cell, above):
            parts.append(_labelled(_shared_head(names[column : column + width]), cell.text))
        column += width
    return " | ".join(parts)


def _labelled(name: str, text: str) -> str:
    return f"{name}: {text}" if name and name != text else text


def _shared_head(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(name for name in names if name))
    return " / ".join(distinct[:3])


def _is_repeated(cell: Cell, above: Sequence[Cell | None] | None) -> bool:
    if above is None or len(cell.text.split()) <= _MOST_REPEATED_WORDS:
        return False
    return any(cell is other for other in above)


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    found: list[Cell] = []
    for cell in row:
        if cell is not None and not any(cell is other for other in found):
            found.append(cell)
    return found


def _spans_all(row: Sequence[Cell | None]) -> bool:
    """One cell across the table, or one filled cell at its start among empty ones that it plainly heads."""
    return len(row) > 1 and row[0] is not None and all(cell is row[0] for cell in row)


def _is_marked(row: Sequence[Cell | None]) -> bool:
    cells = [cell for cell in _distinct(row) if cell.text]
    return bool(cells) and all(cell.head for cell in cells)


def _names_columns(row: Sequence[Cell | None], below: Grid) -> bool:
    cells = [cell for cell in _distinct(row) if cell.text]
    if len(cells) < 2 or len(cells) * 2 < len(_distinct(row)) or not _is_short(cells):
        return False
    if cells[0].text.endswith(":"):
        return False  # a key and its value
    if any(_VALUE.match(cell.text) and not _YEAR_OR_UNIT.match(cell.text) for cell in cells):
        return False
    body = [cell for other in below[:8] for cell in _distinct(other) if cell.text]
    if not body or _is_keyed(row, below) or _is_counted(row, below):
        return False
    bold_below = sum(cell.bold for cell in body) / len(body)
    if all(cell.bold for cell in cells) and bold_below < 0.7:
        return True
    figures_below = sum(bool(_NUMERAL.search(cell.text)) for cell in body) / len(body)
    plain = [cell for cell in cells if not _YEAR_OR_UNIT.match(cell.text)]
    figures_here = sum(bool(_NUMERAL.search(_UNIT.sub("", cell.text))) for cell in plain) / len(cells)
    length_here = sum(len(cell.text) for cell in cells) / len(cells)
    length_below = sum(len(cell.text) for cell in body) / len(body)
    return bool(plain) and (figures_here < figures_below or (figures_here == 0 and length_below > 1.3 * length_here))


def _is_keyed(row: Sequence[Cell | None], below: Grid) -> bool:
    """Whether bold type marks the first column and not this row: a sheet of keys and values."""
    firsts = [cell for other in (row, *below) if (cell := other[0]) is not None and cell.text]
    others = [cell for cell in _distinct(row) if cell.text and cell is not row[0]]
    return (
        bool(firsts)
        and sum(cell.bold for cell in firsts) >= 0.7 * len(firsts)
        and not any(cell.bold for cell in others)
    )


def _is_counted(row: Sequence[Cell | None], below: Grid) -> bool:
    """Whether the row is the first of those that its first cell counts: 1 above 2, or what follows 7 above 8."""
    first = row[0].text.strip(" .)") if row[0] is not None else ""
    if not first.isdigit() or len(first) > 2:
        return False
    return any(other[0] is not None and other[0].text.strip(" .)") == str(int(first) + 1) for other in below)


def _goes_on(grid: Grid, count: int) -> bool:
    """Whether the next row still names columns: it parts a head that spans several columns."""
    above, row = grid[count - 1], grid[count]
    parted = any(
        above[column] is not None and above[column] is above[column + 1] and row[column] is not row[column + 1]
        for column in range(min(len(above), len(row)) - 1)
    )
    cells = [cell for cell in _distinct(row) if cell.text]
    if not parted or not cells or not _is_short(cells):
        return False
    plain_values = sum(bool(_VALUE.match(cell.text)) and not _YEAR_OR_UNIT.match(cell.text) for cell in cells)
    return plain_values == 0 and not _spans_all(row)


def _is_short(cells: Sequence[Cell]) -> bool:
    lengths = [len(cell.text.split()) for cell in cells]
    return max(lengths) <= _MOST_HEAD_WORDS and sum(lengths) <= 8 * len(lengths)
