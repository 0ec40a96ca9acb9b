"""Evidence to probability: a logistic model of few weights, which lie in ``terms/headings/weights.toml``.

The second look asks how the candidates of one look (size, weight, capitals) fared together: a heading seldom stands
alone in its style, and a style of body text does not turn into headings here and there.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp

from docscan.extract.headings_candidates import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of both looks in log odds, and the probability from which a candidate is a heading."""

    first: Mapping[str, float]
    second: Mapping[str, float]
    threshold: float


@lru_cache(maxsize=1)
def load() -> Weights:
    """The packaged weights."""
    table = tomllib.loads(files("docscan").joinpath("terms/headings/weights.toml").read_text(encoding="utf-8"))
    return Weights(first=table["first"], second=table["second"], threshold=table["threshold"])


def score(candidates: Sequence[Candidate]) -> None:
    """Set ``score`` (0 to 1) on every candidate."""
    weights = load()
    for candidate in candidates:
        candidate.score = _probability(candidate.evidence, weights.first)
    add_company(candidates)
    for candidate in candidates:
        candidate.score = _probability(candidate.evidence, weights.second)


def add_company(candidates: Sequence[Candidate]) -> None:
    """Add what the first look says (``alone``) and the mean of others of the same look and kind of number (``company``)."""
    groups: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for candidate in candidates:
        groups[_company(candidate)].append(candidate.score)
    for candidate in candidates:
        scores = groups[_company(candidate)]
        candidate.evidence["alone"] = candidate.score
        # Others count beside a prior of one half, so that a single companion does not decide.
        candidate.evidence["company"] = (sum(scores) - candidate.score + 0.5) / len(scores)


def _company(candidate: Candidate) -> tuple[object, ...]:
    label = candidate.label
    return (*candidate.style, label.family if label else None)


def _probability(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
