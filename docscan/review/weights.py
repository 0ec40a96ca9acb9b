"""Attention against weight: how much an indicator says that migration matters, and how much the text looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp

from docscan.comparison import WeightPoint, WeightTable
from docscan.review.indicators import OWN_ONLY, THEMES, Fact, Table, nearest
from docscan.review.phrases import Phrases
from docscan.review.texts import Record

#: A gap (points of 100, of percentiles) from which a sentence says so, and how many of the widest are said.
WIDE = 30.0
SAID = 3
#: Countries below which ranks say nothing.
FEW = 3
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attention:
    attention: float
    depth: float
    passages: int


def tables(
    plans: Sequence[Sequence[Record]], facts: Table, phrases: Phrases, *, scale: float, within: int
) -> tuple[WeightTable, ...]:
    """One table an indicator. ``plans`` are the current plans of each country, the newest first.

    ``scale`` is the share of words that brings attention to 63 of 100 (as in the profile); ``within`` years.
    """
    names = [*facts.indicators, *(name for name in OWN_ONLY if name not in facts.indicators)]
    return tuple(_table(name, plans, facts, phrases, scale=scale, within=within) for name in names)


def _table(
    name: str, plans: Sequence[Sequence[Record]], facts: Table, phrases: Phrases, *, scale: float, within: int
) -> WeightTable:
    themes = THEMES.get(name, ())
    dated = [group for group in plans if group[0].year.isdigit()]
    own = facts.by_country(name)
    pairs = [(group, nearest(own.get(group[0].iso3, ()), int(group[0].year), within)) for group in dated]
    points = [_point(group, fact, _attention(group, themes, scale)) for group, fact in pairs if fact is not None]
    ranked = sorted(_ranked(points), key=lambda point: (-point.gap, point.weight_rank, point.iso3))
    told = [replace(point, sentence=phrases.weight(point, name, len(ranked))) for point in ranked]
    available = name in facts.indicators
    return WeightTable(
        indicator=name,
        unit=told[0].unit if told else "",
        themes=themes,
        available=available,
        points=tuple(told),
        missing=tuple(group[0].iso3 for group, fact in pairs if fact is None) if available else (),
        sentences=_sentences(told, name, phrases, available=available),
    )


def _sentences(points: Sequence[WeightPoint], name: str, phrases: Phrases, *, available: bool) -> tuple[str, ...]:
    if not available:
        return (phrases.text("weight_missing", indicator=phrases.indicator(name)),)
    if len(points) < FEW:
        return (phrases.text("weight_few", indicator=phrases.indicator(name), n=len(points)),)
    wide = [point.sentence for point in points if point.gap >= WIDE][:SAID]
    return tuple(wide) or (phrases.text("weight_none", indicator=phrases.indicator(name)),)


def _attention(plans: Sequence[Record], themes: Sequence[str], scale: float) -> _Attention:
    """How much of the texts is on these themes, and how much of that commits an action (both 0 to 100)."""
    every = [passage for record in plans for passage in record.relevant]
    own = [passage for passage in every if not themes or not set(themes).isdisjoint(passage.values("theme"))]
    words = sum(record.words for record in plans)
    share = sum(len(passage.text.split()) for passage in own) / max(words, 1)
    deep = sum(passage.level >= 3 for passage in own)
    return _Attention(
        attention=round(100.0 * (1.0 - exp(-share / scale)), _DECIMALS),
        depth=round(100.0 * deep / len(own), _DECIMALS) if own else 0.0,
        passages=len(own),
    )


def _point(plans: Sequence[Record], fact: Fact, found: _Attention) -> WeightPoint:
    newest, years = plans[0], sorted({record.year for record in plans if record.year})
    return WeightPoint(
        iso3=newest.iso3,
        country=newest.country,
        document=newest.document,
        document_year="–".join(dict.fromkeys((years[0], years[-1]))),
        year=fact.year,
        value=fact.value,
        unit=fact.unit,
        source=fact.source,
        licence=fact.licence,
        attention=found.attention,
        depth=found.depth,
        passages=found.passages,
        weight_rank=0,
        attention_rank=0,
        gap=0.0,
        sentence="",
    )


def _ranked(points: Sequence[WeightPoint]) -> list[WeightPoint]:
    weights, looks = [point.value for point in points], [point.attention for point in points]
    return [
        replace(
            point,
            weight_rank=1 + sum(value > point.value for value in weights),
            attention_rank=1 + sum(value > point.attention for value in looks),
            gap=round(_percentile(point.value, weights) - _percentile(point.attention, looks), 1),
        )
        for point in points
    ]


def _percentile(value: float, values: Sequence[float]) -> float:
    """Place of a value among all, 0 (lowest) to 100 (highest); equal values share the middle of their places."""
    if len(values) < FEW:
        return 50.0
    below, equal = sum(other < value for other in values), sum(other == value for other in values)
    return 100.0 * (below + (equal - 1) / 2.0) / (len(values) - 1)
