"""Commitments of one text: an action with the sentences that go on about it and the rows that state it again.

A plan says many an action twice, in a chapter and in its matrix, and gives the date or the sum in a sentence of its own. A
commitment holds all of these, so that each is followed once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docscan.review import numerals, senses
from docscan.review.bearing import ENOUGH
from docscan.review.likeness import compare
from docscan.review.runs import refers_back, takes_up
from docscan.review.unit import Unit, action_cells

#: From here on a row of a table and a sentence of the same text are one action, said twice.
RESTATED = 0.40
#: Share of the words of a row's action that the sentence must have.
REPEATED = 0.4
#: From here on a sentence is like an action of the other text, and how much more than the sentence it goes on with.
APART, CLEARLY = 0.36, 0.08

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Commitment:
    """Units on one matter, in order: the one that begins it first. ``members`` are their rows in the likeness of the text."""

    units: tuple[Unit, ...]
    members: tuple[int, ...]

    @property
    def head(self) -> Unit:
        """The unit that commits the action; the first one where none does."""
        return next((unit for unit in self.units if unit.action), self.units[0])

    @property
    def action(self) -> bool:
        """Whether it commits an action on migration, in one sentence or in two that go together."""
        return any(unit.action for unit in self.units) or self._together

    @property
    def _together(self) -> bool:
        """Whether one sentence speaks of movement and another, or the row beside it, of what will be done about it."""
        about = [unit for unit in self.units if unit.bearing >= ENOUGH]
        if not about:
            return False
        if any(unit.passage.kind == "table_row" for unit in about) and any(unit.binding for unit in self.units):
            return len({unit.passage.id for unit in self.units}) > 1
        first = about[0]
        if takes_up(first) and any(unit.to_come and unit.order < first.order for unit in self.units):
            return True
        return first.passage.level >= 1 and any(
            unit.to_come and unit.order > first.order and refers_back(unit) for unit in self.units
        )

    @property
    def possible(self) -> bool:
        """Whether it may be one: a deed, and some word of movement."""
        return self.action or any(unit.binding and unit.bearing > 0 for unit in self.units)

    @property
    def near_movement(self) -> bool:
        """Whether it, or what stands around it, has a word of movement."""
        return any(near_movement(unit) for unit in self.units)

    @property
    def text(self) -> str:
        """Its words in one piece per passage, passages apart by ``…``."""
        pieces: dict[str, tuple[Unit, int, int]] = {}
        for unit in self.units:
            known = pieces.get(unit.passage.id)
            start, end = (min(known[1], unit.start), max(known[2], unit.end)) if known else (unit.start, unit.end)
            pieces[unit.passage.id] = (unit, start, end)
        return " … ".join(unit.passage.text[start:end] for unit, start, end in pieces.values())


def near_movement(unit: Unit) -> bool:
    """Whether a unit, or what stands around it, has a word of movement."""
    return unit.bearing > 0 or any(name.startswith("subjects:") for name in unit.context)


def gather(units: Sequence[Unit]) -> tuple[Commitment, ...]:
    """The commitments of a text, in order."""
    groups: dict[int, list[int]] = {}
    for number, unit in enumerate(units):
        groups.setdefault(unit.head, []).append(number)
    heads = list(groups.values())
    merged = _restated(units, heads)
    return tuple(
        Commitment(units=tuple(units[n] for n in members), members=tuple(members)) for members in merged if members
    )


def _restated(units: Sequence[Unit], groups: list[list[int]]) -> list[list[int]]:
    """Rows joined to the sentence that says the same, where each is the other's nearest."""
    rows = [i for i, members in enumerate(groups) if units[members[0]].passage.kind == "table_row"]
    prose = [i for i, members in enumerate(groups) if units[members[0]].passage.kind != "table_row"]
    rows = [i for i in rows if units[groups[i][0]].bearing]
    if not rows or not prose:
        return groups
    found = compare([units[groups[i][0]] for i in rows], [units[groups[i][0]] for i in prose], units).values
    result = [list(members) for members in groups]
    for row in range(len(rows)):
        column = int(found[row].argmax())
        if (
            found[row, column] >= RESTATED
            and int(found[:, column].argmax()) == row
            and not _says_otherwise(units[groups[rows[row]][0]], units[groups[prose[column]][0]])
        ):
            result[prose[column]] += result[rows[row]]
            result[rows[row]] = []
    return result


def _says_otherwise(row: Unit, sentence: Unit) -> bool:
    """Whether a row and a sentence that are alike are two actions: they count otherwise, or speak of other people's moves."""
    cells = action_cells(row.text)
    numbers = {number.value for number in numerals.find(cells, row.passage.language)}
    if numbers - sentence.numbers and sentence.numbers - row.numbers:
        return True
    moves = [unit.moves - {"subjects:migration"} for unit in (row, sentence)]
    if moves[0] and moves[1] and not moves[0] & moves[1]:
        return True
    words = {word.form[:6] for word in senses.words(cells) if len(word.form) >= 4}
    return len(words & sentence.stems) < REPEATED * len(words)


def divide(items: Sequence[Commitment], others: Sequence[Commitment], values: Matrix) -> tuple[Commitment, ...]:
    """Commitments of which a later sentence is like another action of the other text than the first: two that stood together.

    ``values`` are similarities of units: those of ``items`` down, those of ``others`` across.
    """
    acting = [number for number, item in enumerate(others) if item.possible]
    if not acting:
        return tuple(items)
    alike = np.array([values[:, list(others[number].members)].max(axis=1) for number in acting]).T
    found: list[Commitment] = []
    for item in items:
        parts = _parts(item, alike)
        found += [
            Commitment(units=tuple(item.units[n] for n in part), members=tuple(item.members[n] for n in part))
            for part in parts
        ]
    return tuple(found)


def _parts(item: Commitment, alike: Matrix) -> list[list[int]]:
    parts = [[0]]
    for number in range(1, len(item.units)):
        if item.units[number].passage is not item.units[0].passage:
            parts[0].append(number)
        elif _is_other(alike, item.members, number, item.members[parts[-1][0]]):
            parts.append([number])
        else:
            parts[-1].append(number)
    return parts


def _is_other(alike: Matrix, members: Sequence[int], number: int, head: int) -> bool:
    """Whether a sentence is like an action of the other text that nothing else of its commitment is like."""
    nearest = int(alike[members[number]].argmax())
    value = float(alike[members[number], nearest])
    beside = max(float(alike[member, nearest]) for place, member in enumerate(members) if place != number)
    return value >= APART and value >= beside + CLEARLY and int(alike[head].argmax()) != nearest


def best(values: Matrix, rows: Sequence[Commitment], columns: Sequence[Commitment]) -> Matrix:
    """Similarities of commitments: that of their most similar units."""
    by_row = np.array([values[list(item.members)].max(axis=0) for item in rows]).reshape(len(rows), -1)
    return np.array([by_row[:, list(item.members)].max(axis=1) for item in columns]).T.reshape(len(rows), len(columns))
