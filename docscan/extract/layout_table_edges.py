"""Edges of tables that their rulings leave out and their text shows: of columns, of head rows, and none in double rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docscan.extract.layout_lattice import Lattice
from docscan.extract.textline import TextLine

#: White between columns that no ruling parts, in points.
_GUTTER = 8.0
_FIGURE = re.compile(r"\d")
#: A head's cell has no more words.
_MOST_HEAD_WORDS = 10


def mend(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """The lattice with the edges that its ``lines`` show, and without those that are double rules."""
    lattice = _without_slits(lattice, lines)
    if len(lattice.xs) == 2:
        return _with_columns(lattice, lines)
    return _with_head_walls(_with_head_floor(lattice, lines), lines)


def _without_slits(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """The lattice without rows too low for a line of its text: the white between double rules."""
    height = sorted(line.box[3] - line.box[1] for line in lines)[len(lines) // 2]
    ys = [lattice.ys[0]]
    for edge in lattice.ys[1:]:
        if edge - ys[-1] >= 0.8 * height:
            ys.append(edge)
        elif edge == lattice.ys[-1] and len(ys) > 1:
            ys[-1] = edge
    if len(ys) == len(lattice.ys):
        return lattice
    return replace(lattice, ys=ys if len(ys) > 1 else lattice.ys)


def _with_columns(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """The lattice with columns parted where white runs down through all its rows; too few rows tell nothing."""
    if len(lattice.ys) < (3 if lattice.shaded else 4):
        return lattice
    walls = []
    reach = None
    for left, right in sorted((line.box[0], line.box[2]) for line in lines):
        if reach is not None and left - reach > _GUTTER:
            walls.append((left + reach) / 2)
        reach = right if reach is None else max(reach, right)
    top, bottom = lattice.ys[0], lattice.ys[-1]
    xs = [lattice.xs[0], *walls, lattice.xs[-1]]
    return Lattice(xs=xs, ys=lattice.ys, across=lattice.across, down=[(x, top, bottom) for x in xs])


def _with_head_floor(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """The lattice with its head row parted from the row below, where white crosses the first row under one line of titles.

    The white must be wider than any other between the lines of that row.
    """
    top, bottom = lattice.ys[0], lattice.ys[1]
    inside = sorted((line for line in lines if _middle(line, 1) < bottom), key=lambda line: line.box[1])
    if len(inside) < 4:
        return lattice
    height = inside[0].box[3] - inside[0].box[1]
    heads = [line for line in inside if line.box[1] < inside[0].box[1] + 0.5 * height]
    rest = inside[len(heads) :]
    columns = {_column(lattice, line) for line in heads}
    if len(columns) < max(2, len({_column(lattice, line) for line in inside})) or not rest:
        return lattice
    reach = max(line.box[3] for line in heads)
    white = rest[0].box[1] - reach
    others = _whites(rest)
    short = all(len(line.text.split()) <= _MOST_HEAD_WORDS for line in heads)
    # A single line below may be the second of the titles: unless it holds figures, or stands well apart.
    single = not others and 2 * sum(bool(_FIGURE.search(line.text)) for line in rest) < len(rest)
    if not short or white < (1.3 if single else 0.7) * height or white < 1.4 * max(others, default=0.0):
        return lattice
    edge = reach + white / 2
    across = [*lattice.across, (edge, lattice.xs[0], lattice.xs[-1])]
    return replace(lattice, ys=[top, edge, *lattice.ys[1:]], across=across)


def _whites(lines: Sequence[TextLine]) -> list[float]:
    """The white strips between lines, given from above, that cross them all."""
    found = []
    reach = lines[0].box[3]
    for line in lines[1:]:
        if line.box[1] > reach:
            found.append(line.box[1] - reach)
        reach = max(reach, line.box[3])
    return found


def _with_head_walls(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """The lattice with its first row parted into columns, where titles stand side by side in it and no ruling parts them."""
    top, bottom = lattice.ys[0], lattice.ys[1]
    heads = [line for line in lines if _middle(line, 1) < bottom]
    if len({_column(lattice, line) for line in heads}) < 2:
        return lattice
    crossed = [x for x in lattice.xs[1:-1] if any(line.box[0] < x - 3 and line.box[2] > x + 3 for line in heads)]
    if crossed:
        return lattice
    middle = (top + bottom) / 2
    there = [x for x, above, below in lattice.down if above <= middle <= below]
    if any(abs(x - wall) < 4 for x in lattice.xs[1:-1] for wall in there):
        return lattice  # it has walls: a cell without is meant to span
    return replace(lattice, down=[*lattice.down, *((x, top, bottom) for x in lattice.xs[1:-1])])


def _middle(line: TextLine, axis: int) -> float:
    return (line.box[axis] + line.box[axis + 2]) / 2


def _column(lattice: Lattice, line: TextLine) -> int:
    return sum(x < _middle(line, 0) for x in lattice.xs[1:-1])
