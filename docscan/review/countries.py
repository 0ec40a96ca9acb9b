"""One country under review: its editions, their differences, the fates of its actions, its flow, its questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docscan.comparison import Comparison, CountryReview, Note, Question, Track
from docscan.document import KINDS
from docscan.frameworks.framework import Framework
from docscan.review import differences, editions, fates, flow, questions, regions
from docscan.review.phrases import Phrases
from docscan.review.texts import Record, Text

#: Gives the text of a document by its id.
Texts = Callable[[str], Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How countries are reviewed: first year of the period, margin of "same", share of the interval, the framework that
    holds the rules and questions, and the frameworks whose gaps become questions."""

    since: int | None
    margin: float
    interval: float
    framework: Framework
    frameworks: tuple[Framework, ...]


def review(records: Sequence[Record], texts: Texts, rules: Rules, phrases: Phrases) -> CountryReview:
    """The review of one country; ``records`` are all its documents, at least one."""
    ordered = editions.in_order(records)
    newest = editions.newest(ordered, rules.since)
    comparisons = _comparisons(ordered, rules)
    tracks = _tracks(ordered, texts, rules)
    region, subregion = regions.of(ordered[0].iso3)
    country = ordered[0].country or ordered[0].iso3
    return CountryReview(
        iso3=ordered[0].iso3,
        country=country,
        region=region,
        subregion=subregion,
        newest=newest.document if newest else "",
        editions=tuple(editions.edition(record, ordered, rules.since) for record in ordered),
        comparisons=comparisons,
        tracks=tracks,
        flow=flow.flow(present(ordered, rules.since)),
        questions=_questions(newest, rules, phrases),
        notes=_notes(ordered, tracks, country, rules, phrases),
        summary=_summary(ordered, comparisons, tracks, phrases),
    )


def present(ordered: Sequence[Record], since: int | None) -> tuple[Record, ...]:
    """What stands for a country now: the newest plan of each series of the period, and the reviews of the period."""
    found: list[Record] = []
    for record in ordered:
        if not editions.in_period(record, since):
            continue
        later = [other for other in ordered if other.series == record.series and other.year > record.year]
        if not editions.is_plan(record) or not later:
            found.append(record)
    return tuple(found)


def plan_of(review_: Record, ordered: Sequence[Record]) -> Record | None:
    """The plan that a review reports on: the latest of its year or before, of several the most comprehensive kind."""
    plans = [
        record
        for record in ordered
        if editions.is_plan(record) and record.year and record.year <= (review_.year or "0")
    ]
    return min(
        plans, key=lambda r: (-int(r.year), KINDS.index(r.kind) if r.kind in KINDS else 99, r.file), default=None
    )


def _comparisons(ordered: Sequence[Record], rules: Rules) -> tuple[Comparison, ...]:
    found = []
    for record in ordered:
        former = editions.before(record, ordered)
        if former is not None and editions.in_period(record, rules.since):
            found.append(differences.compare(former, record, margin=rules.margin, interval=rules.interval))
    return tuple(found)


def _tracks(ordered: Sequence[Record], texts: Texts, rules: Rules) -> tuple[Track, ...]:
    found = []
    for record in ordered:
        if not editions.in_period(record, rules.since):
            continue
        if editions.is_plan(record):
            former = editions.before(record, ordered)
            if former is not None:
                found.append(fates.track(texts(former.document), texts(record.document), "edition"))
        elif record.kind in editions.REVIEWS:
            plan = plan_of(record, ordered)
            if plan is not None:
                found.append(fates.track(texts(plan.document), texts(record.document), "review"))
    return tuple(found)


def _questions(newest: Record | None, rules: Rules, phrases: Phrases) -> tuple[Question, ...]:
    if newest is None:
        return ()
    return questions.ask(newest, rules.framework, rules.frameworks, phrases.language)


def _notes(
    ordered: Sequence[Record], tracks: Sequence[Track], country: str, rules: Rules, phrases: Phrases
) -> tuple[Note, ...]:
    iso3, notes = ordered[0].iso3, []
    plans = [record for record in ordered if editions.is_plan(record)]
    if len(plans) == 1:
        notes.append(phrases.note("no_earlier_edition", iso3, country=country, file=plans[0].file))
    for record in ordered:
        notes += [
            phrases.note("same_text", iso3, country=country, file=record.file, other=other) for other in record.same_as
        ]
        if not record.year:
            notes.append(phrases.note("year_unknown", iso3, country=country, file=record.file))
        if record.index.value is None:
            notes.append(phrases.note("no_index", iso3, country=country, file=record.file))
        if record.kind in editions.REVIEWS and plan_of(record, ordered) is None:
            notes.append(phrases.note("review_without_plan", iso3, country=country, file=record.file))
    notes += _same_year(ordered, country, phrases)
    years = {record.document: record.year for record in ordered}
    for track in tracks:
        if track.languages_differ:
            older, newer = years[track.older], years[track.newer]
            notes.append(phrases.note("editions_differ_in_language", iso3, country=country, older=older, newer=newer))
    return tuple(notes)


def _same_year(ordered: Sequence[Record], country: str, phrases: Phrases) -> list[Note]:
    groups: dict[tuple[str, str], list[str]] = {}
    for record in ordered:
        if record.year:
            groups.setdefault((record.series, record.year), []).append(record.file)
    return [
        phrases.note("same_year", ordered[0].iso3, country=country, files=phrases.series(names), year=year)
        for (_, year), names in groups.items()
        if len(names) > 1
    ]


def _summary(
    ordered: Sequence[Record], comparisons: Sequence[Comparison], tracks: Sequence[Track], phrases: Phrases
) -> tuple[str, ...]:
    years = {record.document: record.year for record in ordered}
    dated = [record.year for record in ordered if record.year]
    said = [_extent(len(ordered), dated, phrases)]
    for item in comparisons:
        found = next(difference for difference in item.dimensions if difference.name == "attention")
        if item.verdict != "no_comparison" and found.value is not None:
            said.append(
                phrases.text(
                    f"country_verdict_{item.verdict}",
                    older=years[item.older],
                    newer=years[item.newer],
                    value=found.value,
                    low=found.low,
                    high=found.high,
                )
            )
    return (*said, *(_track_sentence(track, years, phrases) for track in tracks))


def _extent(number: int, years: Sequence[str], phrases: Phrases) -> str:
    if number == 1 or not years:
        return phrases.text("country_one", year=years[0] if years else "?")
    if years[0] == years[-1]:
        return phrases.text("country_year", n=number, year=years[0])
    return phrases.text("country_editions", n=number, first=years[0], last=years[-1])


def _track_sentence(track: Track, years: Mapping[str, str], phrases: Phrases) -> str:
    counts: dict[str, int] = dict(track.counts)
    older, newer = years[track.older], years[track.newer]
    if track.kind == "review":
        total = counts["reported"] + counts["unreported"]
        return phrases.text(
            "country_review_fates", older=older, newer=newer, reported=counts["reported"], total=total
        )  # fmt: skip
    return phrases.text("country_edition_fates", older=older, newer=newer, **counts)
