"""All countries together: counted as the source does, the flow over all, weight against attention, and that in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docscan.comparison import (
    SCHEMA,
    VERDICTS,
    Comparison,
    CountryReview,
    Edition,
    Note,
    Review,
    Tally,
    Verdict,
    WeightTable,
)
from docscan.document import KINDS
from docscan.review import editions, flow, regions, summary, weights
from docscan.review.countries import Rules, Texts, present
from docscan.review.countries import review as review_country
from docscan.review.indicators import TOLD, BadRow, Table
from docscan.review.phrases import Phrases
from docscan.review.summary import fates_of
from docscan.review.texts import Record

_COMPARED: tuple[Verdict, ...] = tuple(verdict for verdict in VERDICTS if verdict != "no_comparison")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the results were made with: model, settings, the profile's scale of attention; whether all texts are whole."""

    model: str
    settings: str
    attention_scale: float
    models: int
    whole: bool


def review(
    records: Sequence[Record], texts: Texts, facts: Table, rules: Rules, phrases: Phrases, ground: Ground
) -> Review:
    """The whole review of these documents; those of no identified country are for the caller to leave out."""
    by_country: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda r: (r.iso3, r.file, r.document)):
        by_country.setdefault(record.iso3, []).append(record)
    countries = tuple(review_country(group, texts, rules, phrases) for group in by_country.values())
    known = {record.document: record for record in records}
    now = [record for group in by_country.values() for record in present(editions.in_order(group), rules.since)]
    newest = [known[item.newest] for item in countries if item.newest]
    nearest = rules.framework.review.nearest_years if rules.framework.review else 5
    plans = [_plans(record, now) for record in newest]
    points = weights.tables(plans, facts, phrases, scale=ground.attention_scale, within=nearest)
    edition_fates, review_fates = fates_of(countries, "edition"), fates_of(countries, "review")
    tallies = _tallies(countries, known, rules.since, phrases)
    whole = flow.flow(now)
    return Review(
        schema=SCHEMA,
        language=phrases.language,
        since=rules.since,
        margin=rules.margin,
        interval=rules.interval,
        model=ground.model,
        settings=ground.settings,
        countries=countries,
        tallies=tallies,
        edition_fates=edition_fates,
        review_fates=review_fates,
        flow=whole,
        weights=points,
        summary=tuple(summary.paragraph(countries, tallies[0], whole, now, facts, rules.since, phrases, nearest)),
        notes=tuple(_notes(newest, points, facts, rules, phrases, ground)),
    )


def _plans(newest: Record, now: Sequence[Record]) -> list[Record]:
    """The current plans of a country, the one that stands for it first."""
    others = [r for r in now if r.iso3 == newest.iso3 and editions.is_plan(r) and r.document != newest.document]
    return [newest, *others]


def _tallies(
    countries: Sequence[CountryReview], known: Mapping[str, Record], since: int | None, phrases: Phrases
) -> tuple[Tally, ...]:
    found = [_tally("all", "", "", [(country, known.get(country.newest)) for country in countries], known, since)]
    for scope, column in (("region", 0), ("subregion", 1)):
        codes = sorted({(item.region, item.subregion)[column] for item in countries} - {""})
        for code in codes:
            own = [item for item in countries if (item.region, item.subregion)[column] == code]
            pairs = [(item, known.get(item.newest)) for item in own]
            found.append(_tally(scope, code, regions.name(code, phrases.language), pairs, known, since))
    for kind in KINDS:
        pairs = []
        for item in countries:
            own_kind = [known[e.document] for e in item.editions if known[e.document].kind == kind]
            newest = editions.newest(own_kind, since)
            if newest is not None:
                pairs.append((item, newest))
        if pairs:
            found.append(_tally("kind", kind, phrases.name(kind), pairs, known, since))
    return tuple(found)


def _tally(
    scope: str,
    code: str,
    name: str,
    pairs: Sequence[tuple[CountryReview, Record | None]],
    known: Mapping[str, Record],
    since: int | None,
) -> Tally:
    """``pairs`` of country and the plan that stands for it (``None`` where it has none of the period)."""
    plans = [(country, record) for country, record in pairs if record is not None]
    status = Counter(_edition(country, record).status for country, record in plans)
    verdicts = [_comparison(country, record) for country, record in plans]
    compared = [item for item in verdicts if item is not None and item.verdict != "no_comparison"]
    own = [known[e.document] for country, _ in pairs for e in country.editions if e.in_period]
    documents = [record for record in own if editions.is_plan(record) and (scope != "kind" or record.kind == code)]
    attention = Counter(item.verdict for item in compared)
    index = Counter(item.index.verdict for item in compared)
    return Tally(
        scope=scope,  # type: ignore[arg-type]
        code=code,
        name=name,
        countries=len(plans),
        documents=len(documents),
        new=status["new"],
        revised=status["revised"],
        first_here=status["first_here"],
        compared=len(compared),
        verdicts=tuple((verdict, attention[verdict]) for verdict in _COMPARED),
        index_verdicts=tuple((verdict, index[verdict]) for verdict in _COMPARED),
        reviews=sum(record.kind in editions.REVIEWS for record in own) if scope != "kind" else 0,
        goals_reviews=sum(record.kind in editions.GOALS_REVIEWS for record in own) if scope != "kind" else 0,
    )


def _edition(country: CountryReview, record: Record) -> Edition:
    return next(item for item in country.editions if item.document == record.document)


def _comparison(country: CountryReview, record: Record) -> Comparison | None:
    return next((item for item in country.comparisons if item.newer == record.document), None)


def _notes(
    newest: Sequence[Record],
    points: Sequence[WeightTable],
    facts: Table,
    rules: Rules,
    phrases: Phrases,
    ground: Ground,
) -> list[Note]:
    notes = [_bad_row(row, phrases) for row in facts.bad[:TOLD]]
    if len(facts.bad) > TOLD:
        notes.append(phrases.note("more_bad_rows", file=facts.bad[0].file, n=len(facts.bad) - TOLD))
    if any(not table.available and table.indicator == "skilled_emigration_pct" for table in points):
        notes.append(phrases.note("skilled_emigration_missing"))
    notes += [
        phrases.note("no_weight_year", record.iso3, country=record.country) for record in newest if not record.year
    ]
    if rules.since is not None and not newest:
        notes.append(phrases.note("since_none", since=str(rules.since)))
    if ground.models > 1:
        notes.append(phrases.note("other_model"))
    if not ground.whole:
        notes.append(phrases.note("texts_not_whole"))
    return notes


def _bad_row(row: BadRow, phrases: Phrases) -> Note:
    return phrases.note(row.code, file=row.file, row=str(row.row), value=row.value)
