"""The transparent scorer: relevance from the termbase, level from the codebook's rules, probabilities from a table.

It learns nothing. Every model is shown against it, and it stands in where no model is.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from docscan.classify import PassageText
from docscan.classify.analysis import analyse
from docscan.classify.reasons import Reason, of_rule
from docscan.judgement import Judgement

Probabilities = tuple[float, float, float, float, float]

#: How far a rule is trusted: probabilities of levels 0 to 4 where it decided. Set by judgement, not fitted: an order at the
#: head of an item is rarely anything but an action, a state of affairs can be either side of one.
TRUST: dict[str, Probabilities] = {
    "silent": (0.995, 0.003, 0.001, 0.001, 0.0),
    "excluded": (0.93, 0.04, 0.02, 0.01, 0.0),
    "mention": (0.12, 0.57, 0.25, 0.05, 0.01),
    "list": (0.10, 0.62, 0.18, 0.09, 0.01),
    "definition": (0.15, 0.65, 0.15, 0.04, 0.01),
    "title": (0.20, 0.60, 0.08, 0.11, 0.01),
    "link": (0.06, 0.14, 0.70, 0.09, 0.01),
    "weak link": (0.08, 0.30, 0.53, 0.08, 0.01),
    "account": (0.06, 0.22, 0.55, 0.16, 0.01),
    "heading": (0.80, 0.15, 0.04, 0.01, 0.0),
    "wish": (0.06, 0.12, 0.64, 0.16, 0.02),
    "state": (0.06, 0.20, 0.52, 0.20, 0.02),
    "order": (0.05, 0.07, 0.13, 0.68, 0.07),
    "future": (0.05, 0.06, 0.16, 0.65, 0.08),
    "pledge": (0.05, 0.07, 0.20, 0.60, 0.08),
    "existing": (0.05, 0.12, 0.15, 0.60, 0.08),
    "present": (0.06, 0.10, 0.22, 0.55, 0.07),
    "report": (0.05, 0.13, 0.15, 0.52, 0.15),
    "anchored": (0.04, 0.04, 0.07, 0.32, 0.53),
    "row": (0.05, 0.05, 0.05, 0.25, 0.60),
}

#: Least P(level >= 1) at which a passage takes part in the draws behind an interval.
THRESHOLD = 0.5
#: A person should look where the two likeliest levels are no further apart than this.
_MARGIN = 0.25

#: Raised with every change of the rules that may change a judgement.
_VERSION = 3
_LEXICONS = ("concepts", "exclusions", "cues", "sectors")


class Baseline:
    """Judges passages by rules. ``id`` changes whenever its judgements may change."""

    name = "baseline"
    threshold = THRESHOLD

    @property
    def id(self) -> str:
        """Name and a hash (8 hex digits) of the rules' version and of every term file they read."""
        return f"{self.name}-{_fingerprint()}"

    def judge(self, passages: Sequence[PassageText]) -> list[Judgement]:
        """One judgement per passage, in the same order."""
        return [self._judge(passage) for passage in passages]

    def explain(self, passage: PassageText) -> list[Reason]:
        """The rule that decided, at its words; its weight is the log-odds of the level that it gives."""
        analysis = analyse(passage)
        sure = max(TRUST[analysis.verdict.rule])
        return [of_rule(analysis, math.log(sure / (1.0 - sure)))] if analysis.touched else []

    def _judge(self, passage: PassageText) -> Judgement:
        analysis = analyse(passage)
        probabilities = TRUST[analysis.verdict.rule]
        level = probabilities.index(max(probabilities))
        ordered = sorted(probabilities)
        return Judgement(
            passage=passage.id,
            level=level,
            probabilities=probabilities,
            findings=analysis.findings(level),
            doubtful=ordered[-1] - ordered[-2] <= _MARGIN,
            model=self.id,
        )


@lru_cache(maxsize=1)
def _fingerprint() -> str:
    digest = hashlib.sha256(str(_VERSION).encode())
    for lexicon in _LEXICONS:
        folder = files("docscan.terms").joinpath(lexicon)
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.name.endswith(".toml"):
                digest.update(item.read_bytes())
    return digest.hexdigest()[:8]
