"""Seeded draws of levels, and what they say: medians, 90 % intervals, differences, ranges of ranks.

The intervals express doubt about the judgements, not sampling: a plan was read whole, its passages are not resampled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Draws = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]

#: Printed figures keep this many decimals, so that the last bits of floating point never reach an output.
DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median and interval of draws, all on the draws' own scale."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The difference of two subjects over paired draws; ``clear`` when its interval excludes 0, else it is unclear."""

    value: float
    low: float
    high: float
    clear: bool


def draw_levels(
    probabilities: npt.NDArray[np.float64], considered: npt.NDArray[np.bool_], *, document: str, seed: int, draws: int
) -> Levels:
    """Levels (rows: passages, columns: draws) from calibrated ``probabilities`` (rows of five).

    Only ``considered`` passages are drawn, all others stay 0 and consume no random numbers, so that text which speaks
    of something else moves no draw. The seed comes from the document's id and the ``seed`` setting.
    """
    levels = np.zeros((len(probabilities), draws), dtype=np.int8)
    rows = np.flatnonzero(considered)
    if not rows.size:
        return levels
    key = int.from_bytes(hashlib.sha256(document.encode()).digest()[:8], "big")
    uniform = np.random.default_rng([seed, key]).random((rows.size, draws))
    cumulative = np.cumsum(probabilities[rows], axis=1)
    cumulative /= cumulative[:, -1:]
    drawn = np.zeros((rows.size, draws), dtype=np.int8)
    for level in range(cumulative.shape[1] - 1):
        drawn += uniform >= cumulative[:, level : level + 1]
    levels[rows] = drawn
    return levels


def spread(values: Draws, interval: float) -> Spread:
    """Median and central interval (``interval`` is a share, e.g. 0.9) of one figure's draws."""
    tail = (1.0 - interval) / 2.0
    low, value, high = np.quantile(values, (tail, 0.5, 1.0 - tail))
    return Spread(value=_rounded(value), low=_rounded(low), high=_rounded(high))


def difference(first: Sequence[float], second: Sequence[float], *, interval: float = 0.9) -> Difference:
    """``second`` minus ``first`` over paired draws.

    >>> difference([10.0, 11.0, 12.0], [20.0, 21.0, 22.0]).clear
    True
    """
    found = spread(np.asarray(second, dtype=float) - np.asarray(first, dtype=float), interval)
    return Difference(value=found.value, low=found.low, high=found.high, clear=found.low > 0 or found.high < 0)


def rank_ranges(draws: Mapping[str, Sequence[float]], *, interval: float = 0.9) -> dict[str, tuple[int, int]]:
    """Range of ranks (1 is the highest value) of every subject over paired draws.

    Equal values can stand in any order, so a draw gives each of them every rank that they share. The range goes from
    the lower end of the best such ranks to the upper end of the worst; ``interval`` is a share, e.g. 0.9.

    >>> rank_ranges({"XAA": [10.0, 30.0], "XAB": [20.0, 20.0], "XAC": [1.0, 2.0]})["XAC"]
    (3, 3)
    >>> rank_ranges({"XAA": [5.0], "XAB": [0.0], "XAC": [0.0]})["XAC"]
    (2, 3)
    """
    if not draws:
        return {}
    table = np.array([draws[name] for name in draws], dtype=float)
    ordered = np.sort(table, axis=0)
    best, worst = np.empty(table.shape), np.empty(table.shape)
    for column in range(table.shape[1]):
        values, sorted_values = table[:, column], ordered[:, column]
        best[:, column] = len(table) - np.searchsorted(sorted_values, values, side="right") + 1
        worst[:, column] = len(table) - np.searchsorted(sorted_values, values, side="left")
    tail = (1.0 - interval) / 2.0
    low = np.quantile(best, tail, axis=1, method="lower")
    high = np.quantile(worst, 1.0 - tail, axis=1, method="higher")
    return {name: (int(low[row]), int(high[row])) for row, name in enumerate(draws)}


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0
