"""The paragraph of the source on strategies and mid-term reviews, written anew from the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from docscan.comparison import EDITION_FATES, REVIEW_FATES, CountryReview, FateName, Flow, Tally
from docscan.review import editions, flow
from docscan.review.indicators import Table
from docscan.review.indicators import nearest as nearest_fact
from docscan.review.phrases import Phrases
from docscan.review.texts import Record

#: Remittances (% of GDP) from which they weigh much in a country: about the upper third of the world.
HEAVY = 5.0


def paragraph(
    countries: Sequence[CountryReview],
    total: Tally,
    whole: Flow,
    now: Sequence[Record],
    facts: Table,
    since: int | None,
    phrases: Phrases,
    nearest: int,
) -> list[str]:
    """The paragraph of the source, written anew from the figures."""
    counts = {"countries": total.countries, "documents": total.documents, "new": total.new, "revised": total.revised}
    counts["first_here"] = total.first_here
    key = "summary_all" if since is None else "summary_period"
    said = [phrases.text(key, since=str(since), **counts)]
    said += _said_verdicts(total, countries, phrases)
    said += _said_effects(countries, now, phrases)
    said += _said_reviews(now, facts, phrases, nearest)
    said += _said_fates(countries, phrases)
    themes = [phrases.name(row.value) for row in whole.rows if row.facet == "theme" and row.stops == "diagnosis"]
    if themes:
        said.append(phrases.text("summary_stops", themes=phrases.series(themes)))
    return said


def _said_verdicts(total: Tally, countries: Sequence[CountryReview], phrases: Phrases) -> list[str]:
    if not total.compared:
        return [phrases.text("summary_none_compared", countries=total.countries)] if total.countries else []
    verdicts: dict[str, int] = dict(total.verdicts)
    said = [
        phrases.text("summary_verdicts", compared=total.compared, without=total.countries - total.compared, **verdicts)
    ]
    for verdict in ("more", "less"):
        names = [
            country.country
            for country in countries
            if any(item.newer == country.newest and item.verdict == verdict for item in country.comparisons)
        ]
        if names:
            said.append(phrases.text(f"summary_{verdict}", countries=phrases.series(names)))
    return said


def _said_effects(countries: Sequence[CountryReview], now: Sequence[Record], phrases: Phrases) -> list[str]:
    good, bad = _stating(now, "positive"), _stating(now, "negative")
    said = [
        phrases.text(
            "summary_effects",
            both=len(good.keys() & bad.keys()),
            countries=len(countries),
            negative=len(bad.keys() - good.keys()),
            positive=len(good.keys() - bad.keys()),
        )
    ]
    if good:
        action, reported = (_carried(now, good, step) for step in ("action", "reported"))
        said.append(phrases.text("summary_positive", stated=len(good), action=action, reported=reported))
    return said


def _stating(now: Sequence[Record], effect: str) -> dict[str, set[str]]:
    """Themes of which an effect is stated, by country."""
    found: dict[str, set[str]] = {}
    for record in now:
        for passage in record.relevant:
            if effect in passage.values("effect"):
                found.setdefault(record.iso3, set()).update(passage.values("theme"))
    return found


def _carried(now: Sequence[Record], themes: Mapping[str, set[str]], step: str) -> int:
    """Countries in which one of these themes reaches a step of the flow."""
    return len(
        {
            record.iso3
            for record in now
            for passage in record.relevant
            if flow.reaches(passage, step, plan=editions.is_plan(record))
            and not themes.get(record.iso3, set()).isdisjoint(passage.values("theme"))
        }
    )


def _said_reviews(now: Sequence[Record], facts: Table, phrases: Phrases, nearest: int) -> list[str]:
    said = []
    for key, kinds in (("summary_reviews", editions.REVIEWS), ("summary_goals_reviews", editions.GOALS_REVIEWS)):
        reviews = [record for record in now if record.kind in kinds]
        little = [record for record in reviews if _attention_band(record) in ("absent", "negligible")]
        if reviews:
            names = phrases.series(list(dict.fromkeys(record.country for record in little)))
            said.append(
                phrases.text(key, reviews=len(reviews), little=len(little), countries=f" ({names})" if names else "")
            )
            said += _said_heavy(little, facts, phrases, nearest)
    return said


def _said_heavy(little: Sequence[Record], facts: Table, phrases: Phrases, nearest: int) -> list[str]:
    own = facts.by_country("remittances_pct_gdp")
    heavy = []
    for record in little:
        fact = nearest_fact(own.get(record.iso3, ()), int(record.year), nearest) if record.year.isdigit() else None
        if fact is not None and fact.value >= HEAVY:
            heavy.append(phrases.text("heavy_country", country=record.country, value=fact.value, year=str(fact.year)))
    return [phrases.text("summary_little_heavy", countries=phrases.series(heavy))] if heavy else []


def _attention_band(record: Record) -> str:
    return next((figure.band for figure in record.dimensions if figure.name == "attention"), "")


def _said_fates(countries: Sequence[CountryReview], phrases: Phrases) -> list[str]:
    said = []
    edition: dict[str, int] = dict(fates_of(countries, "edition"))
    followed = edition["kept"] + edition["changed"] + edition["dropped"]
    doubtful = sum(track.doubtful for item in countries for track in item.tracks if track.kind == "edition")
    if followed:
        said.append(phrases.text("summary_edition_fates", total=followed, doubtful=doubtful, **edition))
    reviewed: dict[str, int] = dict(fates_of(countries, "review"))
    total = reviewed["reported"] + reviewed["unreported"]
    if total:
        said.append(
            phrases.text(
                "summary_review_fates", total=total, reported=reviewed["reported"], unreported=reviewed["unreported"]
            )
        )
    return said


def fates_of(countries: Sequence[CountryReview], kind: str) -> tuple[tuple[FateName, int], ...]:
    """The counts of all tracks of a kind (``edition`` or ``review``) together."""
    counts: Counter[str] = Counter()
    for country in countries:
        for track in country.tracks:
            if track.kind == kind:
                counts.update(dict(track.counts))
    names = EDITION_FATES if kind == "edition" else REVIEW_FATES
    return tuple((name, counts[name]) for name in names)
