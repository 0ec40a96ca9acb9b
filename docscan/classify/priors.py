"""From the shares of labelled passages to those of whole documents: what the prior moves, and by how much.

Labelled passages are chosen so that every level is well filled; whole documents speak of migration in a few passages in
a hundred, and hardly ever reach level 4. Probabilities learned from the former are moved to the shares of the latter by
Bayes' rule (Saerens, Latinne and Decaestecker 2002), so that they hold where the model is used.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import logit

Array = npt.NDArray[np.float64]

#: Share of passages on migration in whole documents; share of the others that the termbase touches all the same; and
#: shares of the levels 1 to 4 among those on migration. Rounded from 6,200 passages of eight strategies of which 454
#: were read (``benchmarks/prevalence.csv``), level 4 from what is known of other documents: there was none in these.
RELEVANT, TOUCHED, SHARES = 0.03, 0.003, (0.24, 0.45, 0.28, 0.03)
#: How far probabilities are softened on whole documents: of the passages read there that the termbase touches, models were
#: right in 69 of 100 where they were 82 in 100 sure, though they were well calibrated on passages held out from training.
TEMPER = 1.25
#: A level is moved no further than by this factor: shares of few passages are themselves uncertain.
MOST = 10.0


def first_step(prior: float, chance: float, found: float, here: float) -> float:
    """What to add to the log-odds of level 1 among passages that the termbase touches.

    ``found`` is the share of relevant labelled passages that it touches, ``here`` the share of relevant ones among those
    it touches; in whole documents the latter follows from ``prior`` and ``chance``.
    """
    hits, false = prior * found, (1.0 - prior) * chance
    return float(logit(inside(hits / (hits + false))) - logit(inside(here)))


def missed(prior: float, chance: float, found: float) -> float:
    """P(level >= 1) of a passage of a whole document in which the termbase sees nothing."""
    lost, silent = prior * (1.0 - found), (1.0 - prior) * (1.0 - chance)
    return lost / (lost + silent)


def factors(wanted: Sequence[float], labelled: Array) -> Array:
    """How much likelier each of the levels 1 to 4 is in whole documents than among labelled passages; 1 where unknown."""
    shares = np.asarray(wanted, dtype=float)
    known = (labelled > 0) & (shares > 0)
    ratio = np.where(known, shares / np.where(known, labelled, 1.0), 1.0)
    found: Array = np.clip(ratio, 1.0 / MOST, MOST)
    return found


def reweigh(probabilities: Array, ratio: Array) -> Array:
    """Levels 1 to 4 moved by ``ratio``; P(level 0) and each row's sum stay."""
    found = probabilities.copy()
    relevant = probabilities[:, 1:].sum(axis=1)
    moved = probabilities[:, 1:] * ratio
    found[:, 1:] = moved * (relevant / np.maximum(moved.sum(axis=1), 1e-12))[:, None]
    return found


def document_weights(
    levels: npt.NDArray[np.int64], prior: float, chance: float, found: float, shares: Sequence[float]
) -> Array:
    """Weights at which labelled passages that the termbase touches stand for those of whole documents; they sum to 1."""
    wanted = np.array([(1.0 - prior) * chance, *(prior * found * share for share in shares)])
    counts = np.bincount(levels, minlength=len(wanted)).astype(float)
    weights = wanted[levels] / counts[levels]
    total: Array = weights / weights.sum()
    return total


def share(part: Array, whole: Array) -> float:
    """Weight of a part in the whole, 0 where there is none."""
    return float(part.sum() / whole.sum()) if whole.sum() else 0.0


def inside(value: float) -> float:
    """A share kept off 0 and 1, where log-odds have no end."""
    return min(max(value, 1e-3), 1.0 - 1e-3)
