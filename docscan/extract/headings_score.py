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
    """Weights of both looks in log odds, the probability from which a candidate is a heading, and
    the lower one from which it is where its number completes a series.
    """

    first: Mapping[str, float]
    second: Mapping[str, float]
    threshold: float
    completing: float


@lru_cache(maxsize=2)
def load(uniform: bool = False) -> Weights:
    """The packaged weights for print, or for text that is set in one size and weight throughout (``uniform``)."""
    text = files("docscan").joinpath("terms/headings/weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["uniform" if uniform else "print"]
    return Weights(
        first=table["first"], second=table["second"], threshold=table["threshold"], completing=table["completing"]
    )


def score(candidates: Sequence[Candidate], weights: Weights) -> None:
    """Set ``score`` (0 to 1) on every candidate."""
    for candidate in candidates:
        candidate.score = _probability(candidate.evidence, weights.first)
    add_company(candidates)
    for candidate in candidates:
        candidate.score = _probability(candidate.evidence, weights.second)


def choose(candidates: Sequence[Candidate], weights: Weights) -> list[Candidate]:
    """The headings among scored candidates: those above the threshold, and those that complete their numbers.

    A number that leads from one heading's to the next's, or that other headings' numbers are made of (``2`` before
    ``2.1``), is taken on weaker evidence: a document does not skip it.
    """
    chosen = {index for index, candidate in enumerate(candidates) if candidate.score >= weights.threshold}
    chosen = {index for index in chosen if _named(candidates[index])}
    known = {
        (label.family, candidates[index].style[:3], label.parts)
        for index in chosen
        if (label := candidates[index].label)
    }
    prefixes = {parts[:-1] for (_, depth), _, parts in known if depth > 1}
    for index, candidate in enumerate(candidates):
        label = candidate.label
        if index in chosen or label is None or candidate.score < weights.completing or not _named(candidate):
            continue
        own = (label.family, candidate.style[:3])
        around = [(*own, (*label.parts[:-1], label.parts[-1] + step)) in known for step in (-1, 1)]
        if (*own, label.parts) not in known and (all(around) or (any(around) and label.parts in prefixes)):
            chosen.add(index)
    return [candidates[index] for index in sorted(chosen)]


def _named(candidate: Candidate) -> bool:
    """Whether there is a name beside the number, or the number is a division's (``Chapter 3``)."""
    division = candidate.label is not None and candidate.label.order > 0
    return division or sum(letter.isalpha() for letter in candidate.title) >= 2


def add_company(candidates: Sequence[Candidate]) -> None:
    """Add what the first look says (``alone``), and its mean over others of the same look and number (``company``)."""
    groups: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for candidate in candidates:
        groups[_company(candidate)].append(candidate.score)
        if candidate.evidence.get("tagged"):
            groups["tagged", *_company(candidate)].append(candidate.score)
    for candidate in candidates:
        candidate.evidence["alone"] = candidate.score
        scores = [groups[_company(candidate)], groups.get(("tagged", *_company(candidate)), [])]
        # Others count beside a prior of one half, so that a single companion does not decide. Tagged lines keep the
        # better company: that of the tagged ones, where they are set like running text.
        means = [(sum(peers) - candidate.score + 0.5) / len(peers) for peers in scores if peers]
        candidate.evidence["company"] = max(means) if candidate.evidence.get("tagged") else means[0]


def _company(candidate: Candidate) -> tuple[object, ...]:
    label = candidate.label
    evidence = candidate.evidence
    apart = evidence.get("above", 0.0) >= 0.4, evidence.get("row", 0.0) > 0
    return (*candidate.style, label.family if label else None, *apart)


def _probability(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = weights["constant"]
    for name, value in evidence.items():
        if value:
            total += weights.get(name, 0.0) * value
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
