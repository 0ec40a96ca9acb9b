"""A scatter laid out in plain numbers: places of points, ticks, and labels that do not lie on each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from docscan.comparison import WeightPoint, WeightTable

#: The drawing's box in its own units, and the margins around the plotted field.
WIDTH, HEIGHT = 640.0, 420.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 20.0, 16.0, 48.0
#: Half of a point's height, and a label's size: height and mean width of a letter.
RADIUS, LETTER, LINE = 6.0, 6.6, 13.0
#: A gap (percentiles) from which a point is marked as one of the widest.
WIDE = 30.0
#: Values that reach over so many times the median are drawn on a logarithmic axis.
SPREAD = 8.0
#: More countries than this are labelled by their codes.
NAMES = 24
#: So many of the widest gaps are labelled in any case.
ALWAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point in the drawing. ``label`` is empty where there is no room; ``anchor`` is start, middle or end."""

    point: WeightPoint
    x: float
    y: float
    wide: bool
    depth: int
    label: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis: its place and its value."""

    place: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Weight (across) against attention (upwards). ``logarithmic`` tells of the axis of weight."""

    marks: tuple[Mark, ...]
    across: tuple[Tick, ...]
    upwards: tuple[Tick, ...]
    logarithmic: bool


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return not (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )


def scatter(table: WeightTable) -> Scatter:
    """Lay out one indicator. The widest gaps are labelled first."""
    points = table.points
    values = [point.value for point in points]
    logarithmic = _spread(values)
    ticks = _decades(max(values)) if logarithmic else _steps(min([0.0, *values]), max(values))
    highest = _steps(0.0, max([5.0, *(point.attention for point in points)]))
    across = [_scaled(value, logarithmic) for value in (ticks[0], ticks[-1])]

    def x(value: float) -> float:
        share = (_scaled(value, logarithmic) - across[0]) / ((across[1] - across[0]) or 1.0)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - value / highest[-1] * (HEIGHT - TOP - BOTTOM)

    places = [(x(point.value), y(point.attention)) for point in points]
    return Scatter(
        marks=_labelled(points, places),
        across=tuple(Tick(place=round(x(value), 1), value=value) for value in ticks),
        upwards=tuple(Tick(place=round(y(value), 1), value=value) for value in highest),
        logarithmic=logarithmic,
    )


def _spread(values: Sequence[float]) -> bool:
    ordered = sorted(values)
    middle = ordered[len(ordered) // 2]
    return ordered[0] >= 0 and ordered[-1] > 1000 and ordered[-1] > SPREAD * max(middle, 1.0)


def _scaled(value: float, logarithmic: bool) -> float:
    # + 1 keeps a country without anybody on the axis.
    return math.log10(value + 1.0) if logarithmic else value


def _decades(highest: float) -> list[float]:
    return [0.0, *(10.0**power for power in range(1, math.ceil(math.log10(highest + 1.0)) + 1))]


def _steps(lowest: float, highest: float) -> list[float]:
    """Round values from at or below ``lowest`` to at or above ``highest``, about five of them."""
    rough = max(highest - lowest, 1e-9) / 5.0
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1.0, 2.0, 5.0, 10.0) if size * factor >= rough)
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _labelled(points: Sequence[WeightPoint], places: Sequence[tuple[float, float]]) -> tuple[Mark, ...]:
    dots = [_Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in places]
    taken: list[_Box] = []
    order = sorted(range(len(points)), key=lambda number: (-abs(points[number].gap), number))
    made: dict[int, Mark] = {}
    for turn, number in enumerate(order):
        point, (x, y) = points[number], places[number]
        text = point.country if len(points) <= NAMES else point.iso3
        others = [dot for place, dot in enumerate(dots) if place != number]
        label = _room(text, x, y, [*others, *taken])
        if label is None and turn < ALWAYS:  # better over another point than without a name
            label = _room(text, x, y, taken)
        if label is not None:
            taken.append(label[1])
        made[number] = Mark(
            point=point,
            x=round(x, 1),
            y=round(y, 1),
            wide=point.gap >= WIDE,
            depth=min(int(point.depth // 25), 3),
            label=text if label else "",
            label_x=round(label[0][0], 1) if label else 0.0,
            label_y=round(label[0][1], 1) if label else 0.0,
            anchor=label[2] if label else "start",
        )
    return tuple(made[number] for number in range(len(points)))


def _room(text: str, x: float, y: float, taken: Sequence[_Box]) -> tuple[tuple[float, float], _Box, str] | None:
    """Where a label has room beside its point: its place, its box and its anchor."""
    width, away = LETTER * len(text), RADIUS + 4.0
    for shift_x, shift_y, anchor in (
        (away, 4.0, "start"),
        (-away, 4.0, "end"),
        (0.0, -away, "middle"),
        (0.0, away + LINE - 3.0, "middle"),
        (away - 2.0, -away + 1.0, "start"),
        (-away + 2.0, -away + 1.0, "end"),
        (away - 2.0, away + LINE - 5.0, "start"),
        (-away + 2.0, away + LINE - 5.0, "end"),
        (0.0, -away - LINE, "middle"),
        (0.0, away + 2 * LINE - 3.0, "middle"),
    ):
        start = x + shift_x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        base = y + shift_y
        box = _Box(start, base - LINE + 3.0, start + width, base + 3.0)
        inside = box.left >= 2 and box.right <= WIDTH - 2 and box.top >= 2 and box.bottom <= HEIGHT - BOTTOM + 2
        if inside and not any(box.meets(other) for other in taken):
            return (x + shift_x, base), box, anchor
    return None
