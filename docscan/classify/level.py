"""The level of a passage, learned: an ordinal classifier with calibrated probabilities (scikit-learn estimator).

The level is climbed step by step: is it about migration at all (1), is an effect stated (2), an action committed (3),
is the action anchored (4)? Each step is a logistic regression among the passages that passed the one before (a
continuation-ratio model), so the five probabilities always fit together, and the first step alone carries the share
of relevant passages, which differs between labelled passages and whole documents; so do the shares of levels 1 to 4,
and both are moved (:mod:`docscan.classify.priors`). The probabilities are then mixed with those of the codebook's rules,
which stand on what people know where labels are few. The level given is the one whose expected cost is least when a
miss by two levels costs more than a miss by one.

All passages teach; judged are those that the termbase touches. Where it touches nothing, words alone cannot tell the
few passages on migration from the many others of a whole document (the share that they find is in the model's card).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.special import expit, logit
from sklearn.base import BaseEstimator, ClassifierMixin

from docscan.classify import PassageText, priors, reasons
from docscan.classify.analysis import Analysis, analyse
from docscan.classify.baseline import TRUST
from docscan.classify.features import DEFAULT_BLOCKS, MAKERS, SCALES, raw, spoken, stack
from docscan.classify.reasons import Reason

Array = npt.NDArray[np.float64]
STEPS = (1, 2, 3, 4)
LEVEL_COUNT = 5
#: Fewest passages on either side of a step for which a regression is fitted at all.
ENOUGH = 5
#: No level is ruled out altogether.
LEAST = 1e-4


class LevelClassifier(ClassifierMixin, BaseEstimator):
    """Ordinal classifier of passages into levels 0 to 4.

    Parameters
    ----------
    blocks : names of feature blocks (:data:`docscan.classify.features.BLOCKS`).
    strength : inverse of the regularisation of every step (scikit-learn's ``C``); above 0.
    power : exponent of the cost of a miss by so many levels; 1 gives the median level, 2 the rounded mean.
    prior : share (0 to 1) of relevant passages in whole documents; None leaves the share of the labelled ones.
    chance : share of passages not about migration that the termbase touches all the same, in whole documents.
    shares : shares of levels 1 to 4 among relevant passages of whole documents; None leaves those of the labelled ones.
    trust : share (0 to 1) of the codebook's rules in the mixture of log-probabilities; 0 leaves them out.
    temper : how far probabilities are softened (to the power 1 / ``temper``): whole documents are unlike labelled excerpts.
    folds : folds of the calibration; 0 leaves probabilities as they come.
    encoder : a sentence encoder with ``encode(texts) -> array`` for the block ``embeddings``, else None.
    random_state : seed of the solver.

    Attributes after ``fit``: ``classes_``, ``steps_`` (a regression or a constant log-odds per step), ``calibration_``
    (slope and offset per step), ``labelled_`` (shares among the labelled passages: relevant ones that the termbase
    touches, relevant among touched, relevant among untouched, then levels 1 to 4 among the relevant). ``power``,
    ``prior``, ``chance``, ``shares``, ``trust``, ``temper`` and ``folds=0`` act at prediction and may be set after ``fit``.
    """

    def __init__(
        self,
        blocks: tuple[str, ...] = DEFAULT_BLOCKS,
        strength: float = 1.0,
        power: float = 1.0,
        prior: float | None = priors.RELEVANT,
        chance: float = priors.TOUCHED,
        shares: tuple[float, ...] | None = priors.SHARES,
        trust: float = 0.5,
        temper: float = priors.TEMPER,
        folds: int = 5,
        encoder: Any = None,
        random_state: int = 0,
    ) -> None:
        self.blocks = blocks
        self.strength = strength
        self.power = power
        self.prior = prior
        self.chance = chance
        self.shares = shares
        self.trust = trust
        self.temper = temper
        self.folds = folds
        self.encoder = encoder
        self.random_state = random_state

    def fit(
        self,
        X: Sequence[PassageText | Analysis],  # noqa: N803 (scikit-learn's name)
        y: Sequence[int] | npt.NDArray[np.int64],
        sample_weight: Sequence[float] | None = None,
        groups: Sequence[str] | None = None,
    ) -> LevelClassifier:
        """Learn from passages and their levels. ``groups`` (documents) keep calibration honest: none is in two folds.

        Raises ValueError where there is but one class.
        """
        levels = np.asarray(y, dtype=int)
        if len(np.unique(levels)) < 2:
            raise ValueError("all passages have one level: there is nothing to tell apart")
        analyses = analysed(X)
        weights = np.ones(len(levels)) if sample_weight is None else np.asarray(sample_weight, dtype=float)
        touched = np.array([item.touched for item in analyses])
        self.classes_ = np.arange(LEVEL_COUNT)
        self.labelled_ = _labelled(levels, weights, touched)
        self.transformers_ = {
            name: MAKERS[name][0]().fit(raw(analyses, name)) for name in self.blocks if name in MAKERS
        }
        matrix = self._matrix(analyses)
        self.steps_ = [self._fit_step(matrix, levels, weights, step) for step in STEPS]
        names = np.arange(len(levels)).astype(str) if groups is None else np.asarray(groups)
        self.calibration_ = [self._calibrate(matrix, levels, weights, names, touched, step) for step in STEPS]
        return self

    def predict_proba(self, X: Sequence[PassageText | Analysis]) -> Array:  # noqa: N803
        """Probabilities of levels 0 to 4, one row a passage, rows summing to 1."""
        analyses = analysed(X)
        return self.from_log_odds(self.log_odds(analyses), analyses)

    def log_odds(self, analyses: Sequence[Analysis]) -> Array:
        """What the steps say before anything is corrected, shape (n, 4); nothing (0) where the termbase touches nothing."""
        found = np.zeros((len(analyses), len(STEPS)))
        rows = [row for row, item in enumerate(analyses) if item.touched]
        if rows:
            matrix = self._matrix([analyses[row] for row in rows])
            found[rows] = np.column_stack([self._log_odds(matrix, index) for index in range(len(STEPS))])
        return found

    def from_log_odds(self, log_odds: Array, analyses: Sequence[Analysis]) -> Array:
        """Probabilities of levels 0 to 4 by all that acts at prediction: calibration, prior, rules, softening."""
        found = np.zeros((len(analyses), LEVEL_COUNT))
        found[:, 0], found[:, 1] = 1.0 - self.missed_, self.missed_
        rows = [row for row, item in enumerate(analyses) if item.touched]
        if rows:
            found[rows] = self._mixed(self._learned(log_odds[rows]), [analyses[row] for row in rows])
        return found

    def _learned(self, log_odds: Array) -> Array:
        passed = np.column_stack([self._passes(log_odds[:, index], index) for index in range(len(STEPS))])
        reached = np.cumprod(passed, axis=1)
        at_least = np.column_stack([np.ones(len(reached)), reached, np.zeros(len(reached))])
        found: Array = at_least[:, :-1] - at_least[:, 1:]
        return found if self.shares is None else priors.reweigh(found, priors.factors(self.shares, self.labelled_[3:]))

    def _mixed(self, learned: Array, analyses: Sequence[Analysis]) -> Array:
        rules = np.array([TRUST[item.verdict.rule] for item in analyses])
        logs = (1.0 - self.trust) * np.log(np.maximum(learned, LEAST)) + self.trust * np.log(np.maximum(rules, LEAST))
        found: Array = np.exp(logs / self.temper)
        found /= found.sum(axis=1, keepdims=True)
        return found

    def predict(self, X: Sequence[PassageText | Analysis]) -> npt.NDArray[np.int64]:  # noqa: N803
        """Levels 0 to 4, one a passage."""
        return decide(self.predict_proba(X), self.power)

    def reasons(self, analysis: Analysis, level: int) -> list[Reason]:
        """What moved one passage to its level: features by their part in the log-odds of reaching it and of passing it."""
        if not analysis.touched:
            return []
        steps = [index for index in (level - 1, level) if 0 <= index < len(STEPS)]
        found = [reasons.of_rule(analysis, self.trust * _odds(np.array(TRUST[analysis.verdict.rule]), steps))]
        column = 0
        for name in self.blocks:
            part = self._part(name, [analysis])
            weights = sum(
                (self._coefficients(index, column, part.shape[1]) for index in steps), np.zeros(part.shape[1])
            )
            moved = part.multiply(weights * (1.0 - self.trust)).tocsr()
            column += part.shape[1]
            if name == "embeddings":
                found.append(reasons.of_fact(analysis, "embeddings", float(moved.sum())))
                continue
            names = self.transformers_[name].get_feature_names_out()
            parts = {str(names[i]): float(moved[0, i]) for i in moved.indices}
            if name == "words":
                found += reasons.of_words(analysis.passage.text, parts, spoken(analysis))
            elif name == "characters":
                found += reasons.of_pieces(analysis.passage.text, parts, spoken(analysis))
            else:
                found += [reasons.of_fact(analysis, fact, parts[fact]) for fact in sorted(parts)]
        return reasons.strongest(found)

    def _coefficients(self, index: int, first: int, width: int) -> Array:
        step, slope = self.steps_[index], self.calibration_[index][0]
        found: Array = np.zeros(width) if isinstance(step, float) else slope * step.coef_[0, first : first + width]
        return found

    def _matrix(self, analyses: Sequence[Analysis]) -> sparse.csr_matrix:
        return stack([self._part(name, analyses) for name in self.blocks])

    def _part(self, name: str, analyses: Sequence[Analysis]) -> sparse.csr_matrix:
        if name == "embeddings":
            found = sparse.csr_matrix(self.encoder.encode([item.passage.text for item in analyses]))
        else:
            found = self.transformers_[name].transform(raw(analyses, name))
        return found * SCALES[name]

    @property
    def shift_(self) -> float:
        """Log-odds added to the first step for the prior of whole documents."""
        if self.prior is None:
            return 0.0
        return priors.first_step(self.prior, self.chance, float(self.labelled_[0]), float(self.labelled_[1]))

    @property
    def missed_(self) -> float:
        """P(level >= 1) where the termbase sees nothing."""
        if self.prior is None:
            return priors.inside(float(self.labelled_[2]))
        return priors.missed(self.prior, self.chance, float(self.labelled_[0]))

    def _fit_step(self, matrix: sparse.csr_matrix, levels: Any, weights: Array, step: int) -> Any:
        from sklearn.linear_model import LogisticRegression

        among = levels >= step - 1
        target = levels[among] >= step
        if min(target.sum(), (~target).sum()) < ENOUGH:
            return float(logit(priors.inside(priors.share(weights[among][target], weights[among]))))
        # The dual of liblinear is twenty times faster than the default here: far more features than passages.
        model = LogisticRegression(
            C=self.strength, solver="liblinear", dual=True, max_iter=2000, random_state=self.random_state
        )
        return model.fit(matrix[among], target, sample_weight=weights[among])

    def _calibrate(
        self, matrix: Any, levels: Any, weights: Array, groups: Any, touched: Any, step: int
    ) -> tuple[float, float]:
        """Slope and offset that make held-out log-odds of a step true where the termbase touches the passage.

        They are (1, 0) where there is too little to tell.
        """
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import GroupKFold

        among = np.flatnonzero(levels >= step - 1)
        target = levels[among] >= step
        folds = min(self.folds, len(np.unique(groups[among])))
        if folds < 2 or min(target.sum(), (~target).sum()) < ENOUGH * folds or isinstance(self.steps_[step - 1], float):
            return 1.0, 0.0
        held_out = np.zeros(len(among))
        for train, test in GroupKFold(folds).split(among, target, groups[among]):
            inner = self._fit_step(matrix[among[train]], levels[among[train]], weights[among[train]], step)
            held_out[test] = inner if isinstance(inner, float) else inner.decision_function(matrix[among[test]])
        judged = touched[among]
        if min(target[judged].sum(), (~target[judged]).sum()) < ENOUGH:
            return 1.0, 0.0
        line = LogisticRegression(C=1e6, max_iter=1000, random_state=self.random_state)
        line.fit(held_out[judged][:, None], target[judged], sample_weight=weights[among][judged])
        slope = float(line.coef_[0, 0])
        return (slope, float(line.intercept_[0])) if slope > 0 else (1.0, 0.0)

    def _log_odds(self, matrix: sparse.csr_matrix, index: int) -> Array:
        step = self.steps_[index]
        found: Array = np.full(matrix.shape[0], step) if isinstance(step, float) else step.decision_function(matrix)
        return found

    def _passes(self, log_odds: Array, index: int) -> Array:
        slope, offset = self.calibration_[index] if self.folds else (1.0, 0.0)
        shift = self.shift_ if index == 0 else 0.0
        found: Array = expit(slope * log_odds + offset + shift)
        return found


def analysed(passages: Sequence[PassageText | Analysis]) -> list[Analysis]:
    """Every passage analysed; those that are already stay as they are."""
    return [item if isinstance(item, Analysis) else analyse(item) for item in passages]


def decide(probabilities: Array, power: float) -> npt.NDArray[np.int64]:
    """The level of least expected cost, where a miss by d levels costs d to the power ``power``."""
    levels = np.arange(LEVEL_COUNT)
    cost = np.abs(levels[:, None] - levels[None, :]).astype(float) ** power
    found: npt.NDArray[np.int64] = np.argmin(probabilities @ cost, axis=1)
    return found


def _odds(probabilities: Array, steps: Sequence[int]) -> float:
    """Log-odds of passing these steps, added up."""
    tails = np.maximum(np.append(np.cumsum(probabilities[::-1])[::-1], 0.0), LEAST)
    return float(sum(np.log(tails[index + 1] / max(tails[index] - tails[index + 1], LEAST)) for index in steps))


def _labelled(levels: npt.NDArray[np.int64], weights: Array, touched: npt.NDArray[np.bool_]) -> Array:
    """What :class:`LevelClassifier` keeps as ``labelled_``."""
    relevant = levels >= 1
    rates = [
        priors.share(weights[relevant & touched], weights[relevant]),
        priors.share(weights[relevant & touched], weights[touched]),
        priors.share(weights[relevant & ~touched], weights[~touched]),
    ]
    counted = touched & relevant if (touched & relevant).any() else relevant
    by_level = [priors.share(weights[counted & (levels == level)], weights[counted]) for level in STEPS]
    return np.array([*rates, *by_level])
