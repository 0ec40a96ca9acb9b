"""Which commitment of the newer text is which of the older: one assignment over all pairs, then divided and merged ones.

The assignment maximises the sum of similarities above the threshold, so that of two near-identical actions each gets its
own counterpart and the one that was given up gets none. Afterwards an action left over may join a pair that is made
already, where it is strongly alike and **no twin** of the one that is there: two parts of a programme divided, or two
actions merged into one. Twins compete, parts don't.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from docscan.review.commitments import Commitment, best, divide, gather
from docscan.review.likeness import Likeness, compare, conflict, features
from docscan.review.unit import Unit

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """From which similarity on (0 to 1) a pair is taken for the same action.

    ``same`` suffices where both commit an action on migration by themselves; ``possible`` is added for a text that
    may only do so, ``other`` for one that does not look like it. ``promised`` is added for a newer text's deed that
    is still to come: a review that promises seldom reports. ``joined`` is asked of a further pair of an action that
    has one, and ``own`` of what that pair shares beyond the first. From ``doubt`` on a pair that was not taken is
    listed as doubtful. With ``deeds_only`` an action is divided among commitments only, not among other sentences.
    ``twin``: two actions of one text that are this much alike compete for one counterpart.
    """

    same: float = 0.36
    possible: float = 0.02
    other: float = 0.09
    joined: float = 0.32
    own: float = 5.0
    deeds_only: bool = True
    promised: float = 0.0
    doubt: float = 0.24
    twin: float = 0.42

    def lowered(self, part: float) -> Bar:
        """The same bar at a part of its height; what tells twins of one text stays."""
        return replace(
            self,
            same=self.same * part,
            possible=self.possible * part,
            other=self.other * part,
            joined=self.joined * (1.0 + part) / 2.0,
            doubt=self.doubt * part,
        )


#: Part of a bar that is asked of two languages, which share fewer words.
ACROSS = 0.80
#: What a pair must have beyond ``joined`` when both of its actions have a counterpart already.
_SHARED = 0.08
#: Units from which a text is long.
LONG = 600
#: From here on a sentence that commits nothing by itself is the action that the other text tells of, and words it must have;
#: the same where both may be actions only.
SURE, SENTENCE, LIKELY = 0.55, 8, 0.45

EDITIONS = Bar()
#: A review tells what came of an action in words of its own, so less likeness must do.
REVIEWS = Bar(same=0.34, possible=0.0, other=0.07, joined=0.36, promised=0.16, doubt=0.20, deeds_only=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Commitments of both texts and which of them match: (row, column, similarity), rows (older) first.

    ``doubtful`` are near misses of rows without a match, best first.
    """

    older: tuple[Commitment, ...]
    newer: tuple[Commitment, ...]
    matches: tuple[tuple[int, int, float], ...]
    doubtful: tuple[tuple[int, int, float], ...]
    likeness: Likeness

    def grounds(self, row: int, column: int) -> tuple[tuple[str, float], ...]:
        """What the similarity of a pair rests on."""
        return self.likeness.grounds(*self._nearest(row, column))

    def unit(self, row: int, column: int) -> Unit:
        """The unit of the newer commitment that is most like the older one."""
        return self.likeness.newer[self._nearest(row, column)[1]]

    def _nearest(self, row: int, column: int) -> tuple[int, int]:
        one, two = self.older[row].members, self.newer[column].members
        table = self.likeness.values[np.ix_(one, two)]
        place = np.unravel_index(int(table.argmax()), table.shape)
        return one[int(place[0])], two[int(place[1])]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Own:
    """What a further pair shares that the pair which is there does not: without it both are alike by the same words."""

    likeness: Likeness
    rows: Sequence[Commitment]
    columns: Sequence[Commitment]

    def of_row(self, row: int, column: int, there: int) -> float:
        """The weight of what ``row`` shares with ``column`` and the row that is ``there`` lacks."""
        return self._beyond(self.rows[row], self.columns[column], self.rows[there])

    def of_column(self, row: int, column: int, there: int) -> float:
        """The same where ``row`` is divided."""
        return self._beyond(self.columns[column], self.rows[row], self.columns[there])

    def _beyond(self, further: Commitment, common: Commitment, there: Commitment) -> float:
        mine, shared, theirs = (
            {
                name
                for unit in item.units
                for name, value in features(unit, self.likeness.across).items()
                if value >= 1.0
            }
            for item in (further, common, there)
        )
        return sum(self.likeness.rarity[name] for name in sorted((mine & shared) - theirs))


def pair(older: Sequence[Unit], newer: Sequence[Unit], bar: Bar) -> Pairs:
    """Match the commitments of two texts."""
    older, newer = _near_units(older), _near_units(newer)
    likeness = compare(older, newer)
    bar = bar.lowered(ACROSS) if likeness.across else bar
    rows, columns = gather(older), gather(newer)
    if not rows or not columns:
        return Pairs(older=rows, newer=columns, matches=(), doubtful=(), likeness=likeness)
    rows, columns = divide(rows, columns, likeness.values), divide(columns, rows, likeness.values.T)
    values = best(likeness.values, rows, columns)
    values = np.where(_eligible(values, rows, columns, bar), values, 0.0)
    needed = _needed(rows, columns, bar)
    matches = _assign(values, needed)
    twins = (_twins(rows, bar), _twins(columns, bar))
    may = np.array([item.possible or not bar.deeds_only for item in columns])
    takes_part = np.array([item.possible for item in rows])[:, None] & may[None, :]
    own = _Own(likeness=likeness, rows=rows, columns=columns)
    matches += _joined(np.where(takes_part, values, 0.0), needed, matches, twins, own, bar)
    return Pairs(
        older=rows,
        newer=columns,
        matches=tuple(sorted(matches)),
        doubtful=_near(values, rows, matches, bar),
        likeness=likeness,
    )


def _near_units(units: Sequence[Unit]) -> Sequence[Unit]:
    """Of a long text the units that have a word of movement near them: others are too many, and nothing to us."""
    if len(units) <= LONG:
        return units
    heads = {unit.head for unit in units if unit.action or unit.passage.level >= 1 or unit.bearing > 0}
    return [unit for unit in units if unit.head in heads]


def _eligible(
    values: Matrix, rows: Sequence[Commitment], columns: Sequence[Commitment], bar: Bar
) -> npt.NDArray[np.bool_]:
    """Pairs of actions: the older text's is one, or may be and the newer's speaks for it, or hardly anything else could be."""
    acts = [np.array([item.action for item in items]) for items in (rows, columns)]
    may = [np.array([item.possible for item in items]) for items in (rows, columns)]
    near = np.array([item.near_movement for item in rows])
    long = np.array([len(item.text.split()) >= SENTENCE for item in rows])
    told = acts[1][None, :] | (near[:, None] & (not bar.deeds_only))
    found: npt.NDArray[np.bool_] = (
        acts[0][:, None]
        | (may[0][:, None] & (acts[1][None, :] | (may[1][None, :] & (values >= LIKELY))))
        | (told & long[:, None] & (values >= SURE))
    )
    return found


def _needed(rows: Sequence[Commitment], columns: Sequence[Commitment], bar: Bar) -> Matrix:
    extra = [
        np.array([0.0 if item.action else bar.possible if item.possible else bar.other for item in items])
        for items in (rows, columns)
    ]
    promised = np.array([bar.promised if item.action and item.head.to_come else 0.0 for item in columns])
    result: Matrix = bar.same + extra[0][:, None] + (extra[1] + promised)[None, :]
    return result


def _twins(items: Sequence[Commitment], bar: Bar) -> npt.NDArray[np.bool_]:
    """Which commitments of one text are near-identical and yet two; sentences that commit nothing are no twins."""
    found = np.zeros((len(items), len(items)), dtype=bool)
    numbers = [number for number, item in enumerate(items) if item.possible]
    units = [unit for number in numbers for unit in items[number].units]
    starts = np.cumsum([0, *(len(items[number].units) for number in numbers)])
    own = [
        Commitment(units=items[number].units, members=tuple(range(starts[place], starts[place + 1])))
        for place, number in enumerate(numbers)
    ]
    if not own:
        return found
    alike = best(compare(units, units).values, own, own) >= bar.twin
    for row, column in np.argwhere(np.triu(alike, 1)):
        one, two = numbers[row], numbers[column]
        found[one, two] = found[two, one] = conflict(items[one].units, items[two].units)
    return found


def _assign(values: Matrix, needed: Matrix) -> list[tuple[int, int, float]]:
    from scipy.optimize import linear_sum_assignment

    gain = np.where(values >= needed, values - needed + 0.05, 0.0)
    rows, columns = linear_sum_assignment(-gain)
    return [
        (int(row), int(column), float(values[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if gain[row, column] > 0
    ]


def _joined(
    values: Matrix,
    needed: Matrix,
    matches: Sequence[tuple[int, int, float]],
    twins: tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]],
    own: _Own,
    bar: Bar,
) -> list[tuple[int, int, float]]:
    """Further pairs of rows and columns that are left over, best first; each joins one that is matched."""
    rows, columns = {row: column for row, column, _ in matches}, {column: row for row, column, _ in matches}
    offers = []
    for row, column in np.argwhere(values >= np.maximum(needed, bar.joined)):
        merged = (
            row not in rows
            and column in columns
            and not twins[0][row, columns[column]]
            and own.of_row(row, column, columns[column]) >= bar.own
        )
        divided = (
            row in rows
            and column not in columns
            and not twins[1][column, rows[row]]
            and own.of_column(row, column, rows[row]) >= bar.own
        )
        both = (
            row in rows
            and rows[row] != column
            and columns.get(column, row) != row
            and values[row, column] >= bar.joined + _SHARED
            and not twins[0][row, columns[column]]
            and not twins[1][column, rows[row]]
        )
        if merged or divided or both:
            offers.append((float(values[row, column]), int(row), int(column)))
    found: list[tuple[int, int, float]] = []
    left_rows, left_columns = set(rows), set(columns)
    for value, row, column in sorted(offers, key=lambda offer: (-offer[0], offer[1], offer[2])):
        if row not in left_rows or column not in left_columns or (row in rows and column in columns):
            found.append((row, column, value))
            left_rows.add(row)
            left_columns.add(column)
    return found


def _near(
    values: Matrix, rows: Sequence[Commitment], matches: Sequence[tuple[int, int, float]], bar: Bar
) -> tuple[tuple[int, int, float], ...]:
    matched = {row for row, _, _ in matches}
    found = []
    for row, item in enumerate(rows):
        if row not in matched and item.action:
            near = [int(column) for column in np.argsort(-values[row], kind="stable")[:3]]
            found += [(row, column, float(values[row, column])) for column in near if values[row, column] >= bar.doubt]
    return tuple(found)
