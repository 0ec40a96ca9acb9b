"""From judged passages to the ten dimensions and the index, each with its interval (codebook, "the profile").

All constants come from the framework's ``[profile]`` table. A figure describes what the text says, never what the
country does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docscan.config import ScoreSettings
from docscan.document import Document
from docscan.errors import FrameworkError
from docscan.frameworks.framework import Framework, Profile
from docscan.judgement import Judgements
from docscan.score.evidence import FEATURES, Evidence, collect
from docscan.score.interval import DECIMALS, Draws, Levels, spread
from docscan.score.section import score_sections
from docscan.scorecard import DIMENSIONS, Figure, FrameworkResult, Scorecard

#: Facets that a passage shows only when it commits an action (level 3 and above).
ACTION_FACETS: frozenset[str] = frozenset({"instrument", "stage"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """What every draw counts: ``n1``, ``n3``, ``n4`` passages at that level or above, ``share`` of words at level >= 1,
    ``facets`` by facet and value, ``sectors`` (rows: the sectors that the text has)."""

    n1: Draws
    n3: Draws
    n4: Draws
    share: Draws
    facets: Mapping[tuple[str, str], Draws]
    sectors: Draws


def score_document(
    document: Document,
    judgements: Judgements,
    settings: ScoreSettings,
    framework: Framework,
    frameworks: tuple[FrameworkResult, ...] = (),
) -> Scorecard:
    """The scorecard of one document: sections, dimensions, index, coverage.

    ``frameworks`` are its answers to frameworks, kept as given. ``framework`` is the one that carries the profile's
    constants. Raises FrameworkError when it has none.
    """
    profile = constants(framework)
    evidence = collect(document, judgements)
    levels = evidence.draw(seed=settings.seed, draws=settings.draws)
    dimensions, index, draws = figures(evidence, levels, profile)
    return Scorecard(
        subject="document",
        id=document.id,
        documents=(document.id,),
        dimensions=dimensions,
        index=index,
        counts=evidence.counts,
        sections=score_sections(document, judgements, evidence, levels, profile),
        frameworks=frameworks,
        coverage=evidence.coverage,
        draws=draws,
        settings=f"{framework.id}-{framework.version}-{settings.seed}-{settings.draws}",
        model=judgements.model,
    )


def constants(framework: Framework) -> Profile:
    """The scoring constants of a framework. Raises FrameworkError when its file has no ``[profile]`` table."""
    if framework.profile is None:
        raise FrameworkError(
            "has no [profile] table, so it cannot score", subject=framework.id, fix="set score.profile to fmmd-2009"
        )
    return framework.profile


def figures(
    evidence: Evidence, levels: Levels, profile: Profile
) -> tuple[tuple[Figure, ...], Figure, tuple[float, ...]]:
    """Dimensions, index, and the index of every draw (0 to 100), of one document or of several pooled."""
    counted = count(evidence, levels, profile)
    values = dimension_draws(counted, profile)
    mentioned = bool(np.median(counted.n1) >= 1)
    dimensions = tuple(
        _figure(name, values.get(name), counted, evidence=evidence, profile=profile, mentioned=mentioned)
        for name in DIMENSIONS
    )
    weights = {name: profile.weight(name) for name in values}
    total = sum(weights.values())
    draws = sum((weights[name] * values[name] for name in values), np.zeros(levels.shape[1])) / total
    return dimensions, _index(draws, evidence, profile, mentioned), tuple(np.round(draws, DECIMALS).tolist())


def count(evidence: Evidence, levels: Levels, profile: Profile) -> Counts:
    """Count passages, words, facets and sectors in every draw; a facet counts only where its passage's level allows."""
    at_least = {level: (levels >= level).astype(float) for level in {1, 3, 4, profile.breadth_level}}
    by_feature = evidence.features.T.astype(float)
    facets = {}
    for level in (1, 3):
        rows = [row for row, (facet, _) in enumerate(FEATURES) if (facet in ACTION_FACETS) == (level == 3)]
        table = by_feature[rows] @ at_least[level]
        facets.update({FEATURES[row]: table[index] for index, row in enumerate(rows)})
    minimum = profile.breadth_share * evidence.words
    present = [column for column, words in enumerate(evidence.sector_words) if words and words >= minimum]
    return Counts(
        n1=at_least[1].sum(axis=0),
        n3=at_least[3].sum(axis=0),
        n4=at_least[4].sum(axis=0),
        share=evidence.sizes @ at_least[1] / max(evidence.words, 1),
        facets=facets,
        sectors=evidence.sectors.T.astype(float)[present] @ at_least[profile.breadth_level],
    )


def dimension_draws(counts: Counts, profile: Profile) -> dict[str, Draws]:
    """Every applicable dimension (0 to 100) in every draw, in the codebook's order."""
    growth = _growth(counts, profile)
    present = {
        facet: _present(_rows(counts, facet), growth, profile)
        for facet in ("instrument", "stage", "tier", "coherence", "partnership", "means")
    }
    mentions = counts.n1 + profile.k
    action, cycle = profile.action_rate_weight, profile.cycle_rate_weight
    values = {
        "attention": 1.0 - np.exp(-counts.share / profile.attention_scale),
        "assessment": counts.facets["assessment", "yes"] / mentions,
        "action": action * counts.n3 / mentions + (1 - action) * present["instrument"].mean(axis=0),
        "cycle": cycle * counts.n4 / mentions + (1 - cycle) * present["stage"].mean(axis=0),
        "balance": _balance(counts, growth, profile),
        "breadth": _present(counts.sectors, growth, profile).mean(axis=0) if len(counts.sectors) else counts.n1 * 0.0,
        "tiers": _tiers(present["tier"]),
        "coherence": present["coherence"].mean(axis=0),
        "partnership": present["partnership"].mean(axis=0),
        "means": present["means"].mean(axis=0),
    }
    if len(counts.sectors) < profile.breadth_sectors:
        del values["breadth"]
    return {name: 100.0 * value for name, value in values.items()}


def _rows(counts: Counts, facet: str) -> Draws:
    return np.array([draws for (name, _), draws in counts.facets.items() if name == facet])


def _present(counts: Draws, growth: Draws, profile: Profile) -> Draws:
    found: Draws = counts / (counts + profile.present_half * growth)
    return found


def _growth(counts: Counts, profile: Profile) -> Draws:
    """How many times more passages settle a question in a long plan: 1 up to ``present_scale`` relevant passages."""
    found: Draws = np.maximum(1.0, counts.n1 / profile.present_scale)
    return found


def _balance(counts: Counts, growth: Draws, profile: Profile) -> Draws:
    positive, negative = counts.facets["effect", "positive"], counts.facets["effect", "negative"]
    total = positive + negative
    evenness = np.minimum(1.0, profile.balance_factor * np.minimum(positive, negative) / np.maximum(total, 1.0))
    found: Draws = evenness * total / (total + profile.balance_half * growth)
    return found


def _tiers(present: Draws) -> Draws:
    # Regional is asked for "where relevant": it helps where it stands, and its absence costs nothing.
    own, regional = present[:3], present[3]
    weakest = own.min(axis=0)
    found: Draws = (own.sum(axis=0) - weakest + np.maximum(weakest, regional)) / 3.0
    return found


def _figure(
    name: str, draws: Draws | None, counts: Counts, *, evidence: Evidence, profile: Profile, mentioned: bool
) -> Figure:
    if draws is None:
        return Figure(name=name, value=None, low=None, high=None, band="", reason="not_applicable", passages=())
    found = spread(draws, profile.interval)
    effects = counts.facets["effect", "positive"] + counts.facets["effect", "negative"]
    silent = name == "balance" and np.median(effects) < 1
    return Figure(
        name=name,
        value=found.value,
        low=found.low,
        high=found.high,
        band=profile.band(found.value, mentioned),
        reason="no_effect_stated" if silent and mentioned else "",
        passages=_attained(name, evidence, profile),
    )


def _index(draws: Draws, evidence: Evidence, profile: Profile, mentioned: bool) -> Figure:
    if evidence.coverage.share < profile.coverage_minimum:
        return Figure(name="index", value=None, low=None, high=None, band="", reason="coverage", passages=())
    found = spread(draws, profile.interval)
    return Figure(
        name="index",
        value=found.value,
        low=found.low,
        high=found.high,
        band=profile.band(found.value, mentioned),
        reason="",
        passages=_ordered(evidence, evidence.levels >= 1),
    )


def _attained(name: str, evidence: Evidence, profile: Profile) -> tuple[str, ...]:
    """Ids of the passages that a dimension's value rests on, strongest first."""
    facets = {"action": "instrument", "cycle": "stage", "balance": "effect", "tiers": "tier"}
    if name == "attention":
        return _ordered(evidence, evidence.levels >= 1)
    if name == "breadth":
        return _ordered(evidence, evidence.sectors.any(axis=1) & (evidence.levels >= profile.breadth_level))
    facet = facets.get(name, name)
    columns = [column for column, (feature, _) in enumerate(FEATURES) if feature == facet]
    shows = evidence.features[:, columns].any(axis=1) & (evidence.levels >= (3 if facet in ACTION_FACETS else 1))
    if name in {"action", "cycle"}:
        shows |= evidence.levels >= (3 if name == "action" else 4)
    return _ordered(evidence, shows)


def _ordered(evidence: Evidence, chosen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    rows = np.flatnonzero(chosen)
    order = np.lexsort((rows, -evidence.expected[rows], -evidence.levels[rows]))
    return tuple(evidence.passages[row] for row in rows[order])
