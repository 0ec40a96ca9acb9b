"""Which documents speak for a country, and what pooling them gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from invented import NEUTRAL, SPOKEN, Chapter, Said, long_plan, plan

from docscan import frameworks
from docscan.config import load
from docscan.document import Document
from docscan.judgement import Judgements
from docscan.score.country import by_country, current, ranks, same_text, score_country, score_pool
from docscan.score.evidence import Evidence, collect
from docscan.score.profile import score_document

SETTINGS = load().score
PROFILE = frameworks.load("fmmd-2009")
UNCOUNTED = PROFILE.profile.uncounted_kinds if PROFILE.profile else ()


def evidence(file: str, **facts: str) -> Evidence:
    said = [Chapter("Work", (*SPOKEN[2], Said(NEUTRAL[0]), Said(file)), ("health",))]
    return collect(*plan(said, file=file, **facts))  # type: ignore[arg-type]


def chosen(*documents: Evidence) -> list[str]:
    return [document.file for document in current(documents, uncounted=UNCOUNTED)]


def test_of_each_kind_the_latest_edition_is_current() -> None:
    assert chosen(
        evidence("old.pdf", year="2011"),
        evidence("new.pdf", year="2016"),
        evidence("nap.pdf", year="2014", kind="adaptation_plan"),
    ) == ["nap.pdf", "new.pdf"]


def test_reviews_of_progress_are_not_pooled_unless_there_is_nothing_else() -> None:
    review = evidence("review.pdf", year="2020", kind="progress_report")
    assert chosen(evidence("plan.pdf", year="2016"), review) == ["plan.pdf"]
    assert chosen(review) == ["review.pdf"]


def test_two_sector_strategies_are_two_documents_and_two_editions_of_one_are_not() -> None:
    health, school = "Health Strategy", "Schools Strategy"
    assert chosen(
        evidence("h3.pdf", year="2015", kind="sector_strategy", title=f"{health} III 2015-2019"),
        evidence("h4.pdf", year="2020", kind="sector_strategy", title=f"{health} IV 2020-2024"),
        evidence("s.pdf", year="2018", kind="sector_strategy", title=school),
    ) == ["h4.pdf", "s.pdf"]


def test_one_text_in_two_languages_counts_once() -> None:
    figures = " ".join(f"{number} tonnes;" for number in range(3000, 3040))
    said = [Chapter("Work", (Said(figures), *SPOKEN[2]), ("health",))]
    english = collect(*plan(said, file="en.pdf"))
    french = collect(*plan(said, file="fr.pdf", language="fr"))
    other = collect(*plan([Chapter("Work", (Said(figures.replace("30", "47")),))], file="other.pdf", language="fr"))
    assert chosen(english, french) == ["en.pdf"]
    assert chosen(english, other) == ["en.pdf", "other.pdf"]


def test_without_enough_figures_length_tells_a_translation() -> None:
    english, french = evidence("en.pdf"), evidence("fr.pdf", language="fr")
    assert chosen(english, french) == ["en.pdf"]
    assert chosen(replace(english, words=1000), replace(french, words=5000)) == ["en.pdf", "fr.pdf"]


def test_a_country_of_one_document_has_the_figures_of_that_document() -> None:
    document, judgements = long_plan(2)
    card = score_country([(document, judgements)], SETTINGS, PROFILE)
    own = score_document(document, judgements, SETTINGS, PROFILE)
    assert (card.dimensions, card.index, card.draws, card.counts) == (own.dimensions, own.index, own.draws, own.counts)
    assert (card.subject, card.id, card.documents) == ("country", "XAA", (document.id,))


def test_pooling_adds_passages_and_all_pools_everything() -> None:
    old, new = long_plan(1, year="2011"), long_plan(2, year="2016")
    parts = [collect(*old), collect(*new)]
    together = score_pool(parts, SETTINGS, PROFILE)
    assert together.counts == tuple(a + b for a, b in zip(parts[0].counts, parts[1].counts, strict=True))
    assert score_country([old, new], SETTINGS, PROFILE).documents == (new[0].id,)
    assert set(score_country([old, new], replace(SETTINGS, documents="all"), PROFILE).documents) == {
        old[0].id,
        new[0].id,
    }


def test_countries_are_grouped_in_order_of_code() -> None:
    found = by_country([evidence("b.pdf", iso3="XAB"), evidence("a.pdf", iso3="XAA"), evidence("c.pdf", iso3="XAB")])
    assert {iso3: [item.file for item in group] for iso3, group in found.items()} == {
        "XAA": ["a.pdf"],
        "XAB": ["b.pdf", "c.pdf"],
    }


def test_documents_of_no_known_country_are_listed_and_neither_pooled_nor_ranked() -> None:
    old, new = long_plan(1, iso3="ZZZ", year="2011"), long_plan(2, iso3="ZZZ", year="2016")
    card = score_country([old, new], SETTINGS, PROFILE)
    assert set(card.documents) == {old[0].id, new[0].id}
    assert card.index.value is None and not card.index.band and card.index.reason == "not_identified"
    assert all(figure.value is None and not figure.passages for figure in card.dimensions)
    assert not card.draws and not card.frameworks
    assert ranks([card]) == {}


def test_ranks_leave_out_what_has_no_index() -> None:
    rich = score_country([long_plan(1, migration=0.3)], SETTINGS, PROFILE)
    poor = replace(score_country([long_plan(1, migration=0.02)], SETTINGS, PROFILE), id="XAB")
    unread = replace(rich, id="XAC", index=replace(rich.index, value=None))
    assert ranks([rich, poor, unread]) == {"XAA": (1, 1), "XAB": (2, 2)}


@pytest.mark.parametrize("seed", range(3))
def test_evidence_points_only_at_considered_passages(seed: int) -> None:
    document, judgements = long_plan(seed)
    found = collect(document, judgements)
    probable = {item.passage for item in judgements.passages if 1 - item.probabilities[0] >= judgements.threshold}
    assert set(found.passages) == probable
    assert sum(found.counts) == len(judgements.passages)


def test_pooled_coverage_weighs_documents_by_their_size() -> None:
    read = collect(*long_plan(1, year="2011"))
    unread = collect(*long_plan(2, year="2016", kind="adaptation_plan", unreadable=30))
    together = score_pool([read, unread], SETTINGS, PROFILE).coverage
    assert unread.coverage.share < together.share < 1.0
    assert together.unreadable_pages == 30
    one_page = replace(read, coverage=replace(read.coverage, pages=1))
    assert score_pool([one_page, unread], SETTINGS, PROFILE).coverage.share == pytest.approx(together.share, abs=0.05)


@pytest.mark.real
@pytest.mark.parametrize("country", ["BFA_Burkina-Faso", "COL_Colombia", "TUN_Tunisia"])
def test_real_translations_are_told_from_other_texts(country: str) -> None:
    import docscan

    folder = Path(__file__).parents[2] / ".." / "shared" / "strategies" / "pairs"
    if not folder.is_dir():
        pytest.skip("the real strategies are not beside the project")
    pair = [_unjudged(docscan.extract(path)) for path in sorted(folder.glob(f"{country}_*.pdf"))]
    other = _unjudged(docscan.extract(sorted(folder.glob("ARG_*Spanish.pdf"))[0]))
    assert {document.language for document in pair} > {"en"}
    assert same_text(*(replace(document, kind="other", year="2015") for document in pair))
    for document in pair:
        if document.language != "es":
            assert not same_text(replace(document, kind=other.kind, year=other.year), other)


def _unjudged(document: Document) -> Evidence:
    return collect(document, Judgements(document=document.id, model="none", threshold=1.0, passages=(), sections=()))
