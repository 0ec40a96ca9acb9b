"""How much two commitments resemble one another: shared senses, words, names and numbers, each weighed by its rarity.

``similarity = agreement x (common weight + bonus) / sqrt(weight of one x weight of the other)``. The *common weight* is that of
the features which both have; a feature's weight is that of its kind times its rarity in the two texts, so that what every
sentence says ("ministry", "will") hardly counts and what two sentences alone say counts most. Numbers and names are a
*bonus*: where they are the same they tell two actions from their twins, where they differ the action may only have
changed. *Agreement* lowers pairs that speak of other movements or of other people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from docscan.review.unit import Unit

Matrix = npt.NDArray[np.float64]
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each kind of feature weighs, and what disagreement costs (factors). Chosen on pairs of plans that we wrote.

    ``across`` weighs words whose beginnings two languages share; ``unshared`` is the part of a word's weight that counts
    against a pair where only one text has it; ``context`` is how surely a unit is about what stands around it; ``least``
    is added to the weight of every unit, so that a fragment of a few words is like nothing.
    """

    subjects: float = 1.6
    concepts: float = 0.8
    groups: float = 1.2
    things: float = 1.2
    deeds: float = 0.3
    ends: float = 0.0
    offices: float = 0.4
    stems: float = 0.8
    across: float = 0.5
    names: float = 1.0
    numbers: float = 1.2
    unshared: float = 0.35
    context: float = 0.3
    least: float = 5.0
    no_movement: float = 0.5
    named_movement: float = 0.7
    neither_movement: float = 0.8
    other_movement: float = 0.75
    other_people: float = 0.75
    other_place: float = 0.85


DEFAULT = Weights()
#: Kinds of features whose agreement is a bonus and whose difference costs nothing.
_BONUS = frozenset({"numbers", "names"})
#: Letters by which words of two languages are compared, and of one language.
_ACROSS, _WITHIN = 5, 7
#: Units of other texts that we take to have none of a pair's words: in two short texts too a shared word is rare.
_UNSEEN = 60
#: Names from which two sentences surely speak of one place: a review need not say again why people moved there.
_SAME_NAMES = 3
#: Numbers below this stand in any text.
_SMALL = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likeness:
    """Similarities of older units (rows) and newer units (columns), 0 to 1, and what they rest on."""

    older: tuple[Unit, ...]
    newer: tuple[Unit, ...]
    values: Matrix
    rarity: Mapping[str, float]
    across: bool

    def grounds(self, row: int, column: int) -> tuple[tuple[str, float], ...]:
        """Shares of the common weight by kind of feature, strongest first; they sum to 1."""
        one, two = features(self.older[row], self.across), features(self.newer[column], self.across)
        found: dict[str, float] = {}
        for feature in sorted(one.keys() & two.keys()):
            kind = feature.split(":", 1)[0]
            found[kind] = found.get(kind, 0.0) + self.rarity[feature] * one[feature] * two[feature]
        total = sum(found.values()) or 1.0
        ranked = sorted(((kind, round(value / total, 4)) for kind, value in found.items()), key=lambda x: (-x[1], x[0]))
        return tuple((kind, value) for kind, value in ranked if value)


def compare(
    older: Sequence[Unit],
    newer: Sequence[Unit],
    background: Iterable[Unit] = (),
    *,
    weights: Weights = DEFAULT,
) -> Likeness:
    """Similarities of all pairs. Rarity is taken over ``background`` too: the other units of both texts."""
    across = len({unit.passage.language for unit in (*older, *newer)}) > 1
    rows, columns = [features(unit, across) for unit in older], [features(unit, across) for unit in newer]
    counts = Counter(name for row in (*rows, *columns) for name in row)
    total = len(rows) + len(columns) + _UNSEEN
    for unit in background:
        counts.update(features(unit, across).keys())
        total += 1
    rarity = {
        name: _weight(name, weights, across) * log((total + 1.0) / (count + 0.5)) for name, count in counts.items()
    }
    values = _overlap(rows, columns, rarity, weights) * _agreement(older, newer, weights)
    return Likeness(
        older=tuple(older), newer=tuple(newer), values=np.clip(values, 0.0, 1.0), rarity=rarity, across=across
    )


@lru_cache(maxsize=16_384)
def features(unit: Unit, across: bool) -> Features:
    """What a unit has (1) or stands beside (less)."""
    letters = _ACROSS if across else _WITHIN
    found = dict.fromkeys(sorted(unit.senses), 1.0)
    found |= {f"stems:{stem[:letters]}": 1.0 for stem in sorted(unit.stems)}
    found |= {f"names:{name[:letters]}": 1.0 for name in sorted(unit.names)}
    found |= {f"numbers:{number:g}": 1.0 for number in sorted(unit.numbers) if number >= _SMALL}
    for name in sorted(unit.context):
        found.setdefault(name, DEFAULT.context)
    return found


def _weight(name: str, weights: Weights, across: bool) -> float:
    kind = name.split(":", 1)[0]
    if kind == "stems" and across:
        return weights.across
    value: float = getattr(weights, kind)
    return value


def _overlap(
    rows: Sequence[Features], columns: Sequence[Features], rarity: Mapping[str, float], weights: Weights
) -> Matrix:
    index = {name: number for number, name in enumerate(sorted(rarity))}
    weight = np.array([rarity[name] for name in sorted(rarity)])
    own = weight * np.array([_counts_against(name, weights) for name in sorted(rarity)])
    one, two = _table(rows, index), _table(columns, index)
    common = np.asarray((one.multiply(weight)).dot(two.T).todense(), dtype=float)
    sizes = [np.asarray((table >= 1.0).dot(own)).ravel() for table in (one, two)]
    shared = np.asarray((one >= 1.0).multiply(weight - own).dot((two >= 1.0).T).todense(), dtype=float)
    # What both have counts whole in either's weight, what one has alone in part.
    left = sizes[0][:, None] + np.maximum(shared, 0.0) + weights.least
    right = sizes[1][None, :] + np.maximum(shared, 0.0) + weights.least
    result: Matrix = common / np.sqrt(left * right)
    return result


def _counts_against(name: str, weights: Weights) -> float:
    kind = name.split(":", 1)[0]
    if kind in _BONUS:
        return 0.0
    return weights.unshared if kind == "stems" else 1.0


def _table(rows: Sequence[Features], index: Mapping[str, int]) -> csr_matrix:
    data, columns, starts = [], [], [0]
    for row in rows:
        columns += [index[name] for name in row]
        data += list(row.values())
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(rows), len(index)))


def _agreement(older: Sequence[Unit], newer: Sequence[Unit], weights: Weights) -> Matrix:
    """Factors of at most 1 for pairs that speak of other movements, other people or other places."""
    result = np.ones((len(older), len(newer)))
    for parts, factor in (
        (_movement, weights.other_movement),
        (_people, weights.other_people),
        (_places, weights.other_place),
    ):
        one, two = [parts(unit) for unit in older], [parts(unit) for unit in newer]
        shared = _shared(one, two)
        both = np.array([bool(x) for x in one])[:, None] & np.array([bool(x) for x in two])[None, :]
        result[both & (shared == 0)] *= factor
    still = [np.array([not unit.bearing and not _movement(unit) for unit in units]) for units in (older, newer)]
    named = _shared([_places(unit) for unit in older], [_places(unit) for unit in newer]) >= _SAME_NAMES
    moved = ~still[0][:, None] & still[1][None, :]
    result[moved & ~named] *= weights.no_movement
    result[moved & named] *= weights.named_movement
    result[still[0][:, None] & still[1][None, :]] *= weights.neither_movement
    return result


def conflict(one: Sequence[Unit], two: Sequence[Unit]) -> bool:
    """Whether two actions that are alike are two all the same: for other people, or each with places or numbers of its own."""
    # A row has numbers of its own: a base line, a line number.
    rows = [any(unit.passage.kind == "table_row" for unit in units) for units in (one, two)]
    people = [frozenset().union(*(unit.groups for unit in units)) for units in (one, two)]
    if people[0] and people[1] and not people[0] & people[1]:
        return True
    return any(_apart(parts, one, two) for parts in (_places, *(() if any(rows) else (_counts,))))


def _apart(parts: Callable[[Unit], frozenset[str]], one: Sequence[Unit], two: Sequence[Unit]) -> bool:
    mine, theirs = (frozenset().union(*(parts(unit) for unit in units)) for units in (one, two))
    return bool(mine - theirs) and bool(theirs - mine)


def _shared(one: Sequence[frozenset[str]], two: Sequence[frozenset[str]]) -> Matrix:
    index = {name: number for number, name in enumerate(sorted(frozenset().union(*one, *two)))}
    if not index:
        return np.zeros((len(one), len(two)))
    tables = [_table([dict.fromkeys(sorted(names), 1.0) for names in side], index) for side in (one, two)]
    return np.asarray(tables[0].dot(tables[1].T).todense(), dtype=float)


def _movement(unit: Unit) -> frozenset[str]:
    """Which movements a unit may be about: families of subjects, of its own words, else of those around it."""
    own = frozenset(name for name in unit.senses if name.startswith("subjects:"))
    names = own or frozenset(name for name in unit.context if name.startswith("subjects:"))
    return frozenset(str(number) for number, family in enumerate(_FAMILIES) if names & family)


#: Subjects that may be one movement in other words; "migration" may be any.
_FAMILIES: tuple[frozenset[str], ...] = tuple(
    frozenset(f"subjects:{name}" for name in (*family.split(), "migration"))
    for family in (
        "leaving drain diaspora abroad labour_abroad migrant_worker recruiter left_behind portability remittance returning",
        "returnee returning deportee diaspora displaced abroad",
        "refugee displaced stateless reunion alone arriving foreigner border relocation returning",
        "trafficking smuggling irregular alone border",
        "herder pastoral seasonal arriving",
        "arriving foreigner reunion seasonal irregular relocation migrant_worker leaving",
        "labour_abroad migrant_worker seasonal foreigner",
    )
)


def _people(unit: Unit) -> frozenset[str]:
    return unit.groups


def _places(unit: Unit) -> frozenset[str]:
    return unit.names


def _counts(unit: Unit) -> frozenset[str]:
    return frozenset(f"{number:g}" for number in unit.numbers if number >= _SMALL)
