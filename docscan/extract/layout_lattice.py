"""Lattices: rulings that cross each other and so part a region of a page into rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from docscan.document import Box
from docscan.extract.pdf_rulings import MEET, Rulings

#: Narrower rows and columns are double rules.
_LEAST = 4.0
_MOST_CELLS = 6000


@dataclass(slots=True, kw_only=True)
class Lattice:
    """Crossing rulings: column edges ``xs``, row edges ``ys``, and the rulings themselves, in points.

    ``shaded`` where a coloured ground gave some of the row edges: what has one is a table though it has few rows.
    """

    xs: list[float]
    ys: list[float]
    across: list[tuple[float, float, float]]
    down: list[tuple[float, float, float]]
    shaded: bool = False

    @property
    def box(self) -> Box:
        """The rectangle that the edges span."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find(rulings: Rulings) -> list[Lattice]:
    """Groups of rulings that cross each other and make at least two rows, from above.

    Where drawn lines make no lattice the edges of shaded areas are tried. A lattice may have a single column: its columns are
    then told by the white between its lines (:func:`replace_lines`).
    """
    found = [_with_shades(lattice, rulings.shades) for lattice in _crossing(rulings)]
    if not all(any(_overlap(one.box, shade) for one in found) for shade in rulings.shades):
        found += [
            other for other in _crossing(rulings.of_shades()) if not any(_overlap(one.box, other.box) for one in found)
        ]
    found += [
        other for other in _open_lattices(rulings.across) if not any(_overlap(one.box, other.box) for one in found)
    ]
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _with_shades(lattice: Lattice, shades: Sequence[Box]) -> Lattice:
    """The lattice with the edges of shaded rows: heads often have a ground and no rules, above the lattice or in it."""
    left, top, right, bottom = lattice.box
    ends: dict[int, float] = {}
    above: list[Box] = []
    for box in shades:
        if box[0] < left - 6 or box[2] > right + 6 or box[3] - box[1] < 8:
            continue
        if abs(box[3] - top) < 5 and 8 < top - box[1] < 120:
            above.append(box)
        elif top - 5 < box[1] and top + 8 < box[3] < bottom - 8:
            ends[round(box[3])] = ends.get(round(box[3]), 0.0) + box[2] - box[0]
    inner = [float(y) for y, wide in sorted(ends.items()) if wide >= 0.8 * (right - left)]
    ys, down = sorted([*lattice.ys, *inner]), lattice.down
    if sum(box[2] - box[0] for box in above) >= 0.6 * (right - left):
        upper = min(box[1] for box in above)
        ys, down = [upper, *ys], [*down, *((x, upper, top + 1) for x in lattice.xs)]
    if len(ys) == len(lattice.ys):
        return lattice
    return Lattice(
        xs=lattice.xs,
        ys=merge_edges(ys),
        across=[*lattice.across, *((y, left, right) for y in ys)],
        down=down,
        shaded=True,
    )


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 and down > 2


def _open_lattices(across: Sequence[tuple[float, float, float]]) -> list[Lattice]:
    """Rows between rules of one width, without any upright ruling."""
    groups: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for line in across:
        groups.setdefault((round(line[1] / 4), round(line[2] / 4)), []).append(line)
    found = []
    for members in groups.values():
        ys = merge_edges([line[0] for line in members])
        if len(ys) >= 4:
            left, right = min(line[1] for line in members), max(line[2] for line in members)
            found.append(Lattice(xs=[left, right], ys=ys, across=members, down=[]))
    return found


def _crossing(rulings: Rulings) -> list[Lattice]:
    across, down = rulings.across, rulings.down
    if len(across) < 2 or len(down) < 1 or len(across) * len(down) > 400_000:
        return []
    flat, upright = np.array(across), np.array(down)
    crosses = (
        (flat[:, None, 1] - MEET <= upright[None, :, 0])
        & (upright[None, :, 0] <= flat[:, None, 2] + MEET)
        & (upright[None, :, 1] - MEET <= flat[:, None, 0])
        & (flat[:, None, 0] <= upright[None, :, 2] + MEET)
    )
    found = []
    for rows, columns in _components(crosses):
        lattice = _lattice([across[row] for row in rows], [down[column] for column in columns])
        if lattice is not None:
            found.append(lattice)
    return found


def _components(crosses: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Iterable[tuple[list[int], list[int]]]:
    """Rows and columns that hang together by crossings. Sets of them are bits of an integer: that is many times faster."""
    across, down = _bits(crosses), _bits(crosses.T)
    free = sum(1 << row for row, bits in enumerate(across) if bits)
    while free:
        rows = columns = 0
        fresh = free & -free
        while fresh:
            rows |= fresh
            reached = _union(across, fresh) & ~columns
            columns |= reached
            fresh = _union(down, reached) & ~rows
        free &= ~rows
        yield _places(rows), _places(columns)


def _bits(crosses: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[int]:
    return [int.from_bytes(row, "little") for row in np.packbits(crosses, axis=1, bitorder="little")]


def _union(sets: Sequence[int], chosen: int) -> int:
    found = 0
    for place in _places(chosen):
        found |= sets[place]
    return found


def _places(bits: int) -> list[int]:
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return found


def _lattice(across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]) -> Lattice | None:
    xs = merge_edges([place for place, _, _ in down])
    ys = merge_edges([place for place, _, _ in across])
    left, right = min(line[1] for line in across), max(line[2] for line in across)
    top, bottom = min(line[1] for line in down), max(line[2] for line in down)
    # A table may be open at its sides: its outer edges are then the ends of the rulings.
    xs = ([left] if left < xs[0] - 8 else []) + xs + ([right] if right > xs[-1] + 8 else [])
    ys = ([top] if top < ys[0] - 8 else []) + ys + ([bottom] if bottom > ys[-1] + 8 else [])
    if len(xs) < 2 or len(ys) < (3 if len(xs) < 4 else 2) or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    return Lattice(xs=xs, ys=ys, across=across, down=down)


def merge_edges(places: Iterable[float]) -> list[float]:
    """Distinct places in order; those closer than a double rule are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _LEAST:
            found.append(place)
    return found
