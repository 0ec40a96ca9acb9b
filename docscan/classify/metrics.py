"""How well judged levels agree with labelled ones. Pure functions of arrays; ``levels`` and ``judged`` hold 0 to 4."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LEVEL_COUNT = 5
#: Bins of equal width over confidence for the calibration error.
BINS = 10

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure with its 95 % bootstrap interval; all three are NaN where it is not defined (one class only)."""

    value: float
    low: float
    high: float


def kappa(levels: Ints, judged: Ints) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968), -1 to 1; NaN where both sides have but one level."""
    observed = confusion(levels, judged).astype(float)
    distance = (np.arange(LEVEL_COUNT)[:, None] - np.arange(LEVEL_COUNT)[None, :]) ** 2
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / max(observed.sum(), 1.0)
    chance = float((distance * expected).sum())
    return 1.0 - float((distance * observed).sum()) / chance if chance else float("nan")


def confusion(levels: Ints, judged: Ints) -> Ints:
    """Counts, labelled levels in rows, judged ones in columns (5 x 5)."""
    table = np.zeros((LEVEL_COUNT, LEVEL_COUNT), dtype=np.int64)
    np.add.at(table, (levels, judged), 1)
    return table


def level_f1(levels: Ints, judged: Ints) -> tuple[float, ...]:
    """F1 of each level; 0 where a level neither stands in the labels nor was judged."""
    return tuple(_f1(levels == level, judged == level) for level in range(LEVEL_COUNT))


def macro_f1(levels: Ints, judged: Ints) -> float:
    """Mean F1 of the five levels."""
    return float(np.mean(level_f1(levels, judged)))


def relevance_f1(levels: Ints, judged: Ints) -> float:
    """F1 of level 1 and above against 0."""
    return _f1(levels >= 1, judged >= 1)


def action_f1(levels: Ints, judged: Ints) -> float:
    """F1 of level 3 and above against the rest."""
    return _f1(levels >= 3, judged >= 3)


def accuracy(levels: Ints, judged: Ints) -> float:
    """Share of passages with exactly the labelled level."""
    return float(np.mean(levels == judged)) if len(levels) else float("nan")


def calibration(
    levels: Ints, probabilities: Floats, weights: Floats | None = None
) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error of the likeliest level, and its curve: mean confidence, share right, count, by bin.

    With ``weights`` passages count by them: those of whole documents, say, where the labelled ones were chosen otherwise.
    """
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == levels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    counted = np.ones(len(levels)) if weights is None else weights
    error, curve = 0.0, []
    for bin_ in range(BINS):
        rows = bins == bin_
        if counted[rows].sum() > 0:
            sure = float(np.average(confidence[rows], weights=counted[rows]))
            true = float(np.average(right[rows], weights=counted[rows]))
            error += abs(sure - true) * float(counted[rows].sum())
            curve.append((sure, true, int(rows.sum())))
    return error / max(float(counted.sum()), 1e-12), curve


#: The figures of every table, by name.
FIGURES: Mapping[str, Callable[[Ints, Ints], float]] = {
    "kappa": kappa,
    "macro_f1": macro_f1,
    "relevance_f1": relevance_f1,
    "action_f1": action_f1,
    "accuracy": accuracy,
}


def measures(
    levels: Ints, judged: Ints, groups: Sequence[str], *, samples: int = 400, seed: int = 0
) -> dict[str, Measure]:
    """All figures with 95 % intervals, by a bootstrap over ``groups`` (documents): passages of one are alike."""
    return {
        name: _measure(figure(levels, judged), values)
        for (name, figure), values in zip(
            FIGURES.items(), _drawn(list(FIGURES.values()), levels, judged, groups, samples, seed), strict=True
        )
    }


def kappa_measure(levels: Ints, judged: Ints, groups: Sequence[str], *, samples: int = 400, seed: int = 0) -> Measure:
    """Kappa alone, as in :func:`measures`."""
    (values,) = _drawn([kappa], levels, judged, groups, samples, seed)
    return _measure(kappa(levels, judged), values)


def kappa_gain(
    levels: Ints, old: Ints, new: Ints, groups: Sequence[str], *, samples: int = 400, seed: int = 0
) -> Measure:
    """By how much the new kappa is above the old one on the same passages; the interval is of paired draws."""
    before, after = (_drawn([kappa], levels, judged, groups, samples, seed)[0] for judged in (old, new))
    return _measure(kappa(levels, new) - kappa(levels, old), [b - a for a, b in zip(before, after, strict=True)])


def _drawn(
    figures: Sequence[Callable[[Ints, Ints], float]],
    levels: Ints,
    judged: Ints,
    groups: Sequence[str],
    samples: int,
    seed: int,
) -> list[list[float]]:
    """Values of each figure over bootstrap samples of groups; the same samples for the same seed and groups."""
    names, codes = np.unique(np.asarray(groups), return_inverse=True)
    rows = [np.flatnonzero(codes == code) for code in range(len(names))]
    generator = np.random.default_rng(seed)
    found: list[list[float]] = [[] for _ in figures]
    for _ in range(samples):
        chosen = np.concatenate([rows[code] for code in generator.integers(len(names), size=len(names))])
        for values, figure in zip(found, figures, strict=True):
            values.append(figure(levels[chosen], judged[chosen]))
    return found


def _measure(value: float, drawn: Sequence[float]) -> Measure:
    known = [item for item in drawn if not np.isnan(item)]
    low, high = np.quantile(known, [0.025, 0.975]) if known else (float("nan"), float("nan"))
    return Measure(value=round(value, 4), low=round(float(low), 4), high=round(float(high), 4))


def _f1(labelled: npt.NDArray[np.bool_], judged: npt.NDArray[np.bool_]) -> float:
    hits = int((labelled & judged).sum())
    total = int(labelled.sum() + judged.sum())
    return 2.0 * hits / total if total else 0.0
