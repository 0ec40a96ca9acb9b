"""A learned model: the level from the classifier, facets and their words from the analysis, reasons from both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from docscan import collector
from docscan.classify import PassageText
from docscan.classify.analysis import Analysis, analyse
from docscan.classify.baseline import Baseline
from docscan.classify.level import LevelClassifier, decide
from docscan.classify.reasons import Reason
from docscan.judgement import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedModel:
    """A trained classifier with its card.

    ``threshold`` is tau: the least P(level >= 1) at which a passage takes part in draws. A passage is doubtful where its
    level is expected to be off by more than ``doubt`` levels: the band that a person should look at. ``card`` says what
    it was trained on and how well it does (:mod:`docscan.classify.storage`).
    """

    name: str
    id: str
    threshold: float
    doubt: float
    classifier: LevelClassifier
    card: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stale(self) -> str:
        """A sentence where the rules or terms behind the model's features have changed since it learned, else empty."""
        if self.card.get("rules") in (None, Baseline().id):
            return ""
        return (
            f"model {self.name}: rules or terms have changed since it was trained ({self.card['rules']}, now "
            f"{Baseline().id}); train it again"
        )

    def judge(self, passages: Sequence[PassageText]) -> list[Judgement]:
        """One judgement per passage, in the same order."""
        with collector.paused():
            analyses = [analyse(passage) for passage in passages]
        probabilities = self.classifier.predict_proba(analyses)
        levels = decide(probabilities, self.classifier.power)
        costs = expected_cost(probabilities, levels)
        return [
            self._judgement(analysis, int(level), row, float(cost))
            for analysis, level, row, cost in zip(analyses, levels, probabilities, costs, strict=True)
        ]

    def explain(self, passage: PassageText) -> list[Reason]:
        """The features that moved the passage's level, strongest first; none where the termbase touches nothing."""
        analysis = analyse(passage)
        level = int(self.classifier.predict([analysis])[0])
        return self.classifier.reasons(analysis, level)

    def _judgement(self, analysis: Analysis, level: int, probabilities: Any, cost: float) -> Judgement:
        p0, p1, p2, p3, p4 = (round(float(p), 6) for p in probabilities)
        return Judgement(
            passage=analysis.passage.id,
            level=level,
            probabilities=(p0, p1, p2, p3, p4),
            findings=analysis.findings(level),
            doubtful=cost > self.doubt,
            model=self.id,
        )


def expected_cost(probabilities: Any, levels: Any) -> Any:
    """How many levels the judgement is expected to be off (0 to 4), one value a row."""
    distance = np.abs(np.arange(probabilities.shape[1])[None, :] - np.asarray(levels)[:, None])
    return (probabilities * distance).sum(axis=1)
