"""Countries counted together, weight against attention, the flow, questions, and sentences in four languages."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from docscan import frameworks
from docscan.comparison import Review
from docscan.review import flow, indicators, overview, phrases, regions, weights
from docscan.review.countries import Rules
from docscan.review.texts import Record, Text
from tests.review.invented import passage, record, text

LANGUAGES = ("en", "fr", "es", "pt")
THEME = [("theme", "remittances")]


def rules(since: int | None = None) -> Rules:
    framework = frameworks.load("mid-term-review")
    return Rules(since=since, margin=3.0, interval=0.9, framework=framework, frameworks=())


def reviewed(
    *records: Record, since: int | None = None, facts: indicators.Table | None = None, language: str = "en"
) -> Review:
    def texts(document: str) -> Text:
        own = next(item for item in records if item.document == document)
        return text(*(own.passages or (passage("Nothing.", 0),)), document=document)

    ground = overview.Ground(model="m", settings="s", attention_scale=0.05, models=1, whole=True)
    return overview.review(
        records, texts, facts or indicators.Table(facts=(), bad=()), rules(since), phrases.load(language, {}), ground
    )


def test_countries_are_counted_with_their_denominator() -> None:
    made = reviewed(
        record("a1", iso3="XAA", year="2010", value=20),
        record("a22", iso3="XAA", year="2016", value=40),
        record("b1", iso3="XAB", year="2016", edition="first"),
        record("c1", iso3="XAC", year="2016"),
    )
    total = made.tallies[0]
    assert (total.countries, total.documents, total.new, total.revised, total.first_here) == (3, 4, 1, 1, 1)
    assert (total.compared, dict(total.verdicts)["more"]) == (1, 1)
    assert any("2 have no earlier edition" in sentence for sentence in made.summary)


def test_a_period_leaves_older_documents_out_but_compares_with_them() -> None:
    made = reviewed(
        record("a1", iso3="XAA", year="2010", value=20),
        record("a22", iso3="XAA", year="2016", value=40),
        record("b1", iso3="XAB", year="2011"),
        since=2015,
    )
    total = made.tallies[0]
    assert (total.countries, total.documents, total.compared) == (1, 1, 1)


def test_regions_are_counted_by_their_codes() -> None:
    made = reviewed(record("a", iso3="BFA"), record("b", iso3="HTI"), record("c", iso3="XAA"))
    found = {(tally.scope, tally.code): tally.name for tally in made.tallies}
    assert found["region", "002"] == "Africa"
    assert found["subregion", "029"] == "Caribbean"
    assert regions.of("XAA") == ("", "")


def test_weight_is_put_beside_attention() -> None:
    facts = indicators.parse(
        "iso3,year,indicator,value,unit\nXAA,2015,remittances_pct_gdp,30,% of GDP\nXAB,2016,remittances_pct_gdp,5,% of GDP\n"
        "XAC,2014,remittances_pct_gdp,1,% of GDP\nXAD,2001,remittances_pct_gdp,9,% of GDP\n",
        "t.csv",
        None,
    )
    loud = [passage("Remittances pay for school " * 10, 3, facets=THEME, number=n) for n in range(3)]
    made = reviewed(
        record("a", iso3="XAA"),
        record("b", iso3="XAB", passages=loud[:1]),
        record("c", iso3="XAC", passages=loud),
        record("d", iso3="XAD"),
        facts=facts,
    )
    table = next(item for item in made.weights if item.indicator == "remittances_pct_gdp")
    assert [point.iso3 for point in table.points] == ["XAA", "XAB", "XAC"]
    assert table.points[0].gap == 100.0
    assert "says nothing" in table.points[0].sentence and "2015" in table.points[0].sentence
    assert table.missing == ("XAD",), "a figure fifteen years off is none"
    assert table.points[0].gap >= weights.WIDE and table.points[0].sentence in table.sentences


def test_the_departure_of_the_skilled_is_said_to_be_missing() -> None:
    made = reviewed(record("a"))
    table = next(item for item in made.weights if item.indicator == "skilled_emigration_pct")
    assert not table.available
    assert "skilled_emigration_missing" in [note.code for note in made.notes]


def test_the_departure_of_the_skilled_works_from_a_table_of_ones_own() -> None:
    facts = indicators.parse("iso3,year,indicator,value\nXAA,2015,skilled_emigration_pct,60\n", "t.csv", None)
    made = reviewed(record("a"), facts=facts)
    assert next(item for item in made.weights if item.indicator == "skilled_emigration_pct").points[0].value == 60


def test_a_theme_that_is_only_analysed_stops_at_diagnosis() -> None:
    analysed = passage("Remittances lift incomes.", 2, facets=[*THEME, ("assessment", "yes")])
    acted = passage("A fund for the diaspora opens.", 3, facets=[("theme", "diaspora")], number=1)
    (first, second) = flow.flow([record("a", passages=[analysed, acted])]).rows
    assert (first.value, first.counts, first.stops) == ("remittances", (1, 0, 0, 0), "diagnosis")
    assert (second.value, second.counts, second.stops) == ("diaspora", (0, 1, 0, 0), "action")


def test_in_a_review_a_passage_reports() -> None:
    told = passage("Remittances rose as planned.", 3, facets=THEME)
    (row,) = flow.flow([record("a", kind="mid_term_review", passages=[told])]).rows
    assert row.counts[3] == 1


def test_weak_dimensions_become_questions_of_the_framework() -> None:
    made = reviewed(record("a", band="negligible"), language="fr")
    questions = made.countries[0].questions
    assert [item.item for item in questions][:2] == ["attention", "assessment"]
    assert questions[0].question == rules().framework.review.questions["attention"].fr  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ((record("a"),), "no_earlier_edition"),
        ((record("a", year=""),), "year_unknown"),
        ((record("a", kind="mid_term_review"),), "review_without_plan"),
        ((record("a"), record("b")), "same_year"),
        (
            (
                record("a", passages=[passage("The State will help returnees go home.")]),
                record(
                    "b",
                    year="2021",
                    language="fr",
                    passages=[passage("L'État aidera les migrants de retour.", language="fr")],
                ),
            ),
            "editions_differ_in_language",
        ),
    ],
)
def test_thin_input_is_said_plainly_and_the_rest_goes_on(records: tuple[Record, ...], code: str) -> None:
    made = reviewed(*records, record("z", iso3="XAZ"))
    assert code in [note.code for note in made.countries[0].notes]
    assert made.countries[1].iso3 == "XAZ"


def test_a_review_of_a_year_without_a_plan_has_no_track_and_one_with_a_plan_has() -> None:
    plan = record("a", year="2016", passages=[passage("The Ministry will open a shelter for refugees.")])
    told = record("b", year="2018", kind="mid_term_review", passages=[passage("A shelter for refugees was opened.")])
    (country,) = reviewed(plan, told).countries
    assert [(track.kind, track.older, track.newer) for track in country.tracks] == [("review", "a", "b")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(language: str) -> None:
    made = reviewed(record("a1", year="2010", value=20), record("a22", value=40), language=language)
    assert made.summary and all("{" not in sentence for sentence in made.summary)


def test_languages_have_the_same_sentences() -> None:
    def keys(language: str) -> dict[str, list[str]]:
        found = files("docscan.review").joinpath("wording", f"{language}.toml").read_text(encoding="utf-8")
        return {group: sorted(texts) for group, texts in tomllib.loads(found).items()}

    assert all(keys(language) == keys("en") for language in LANGUAGES)


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "1 action is kept, 1 changed", "2 actions are kept, 2 changed"),
        ("fr", "actions maintenues : 1, modifiées : 1", "actions maintenues : 2, modifiées : 2"),
        ("es", "1 acción se mantiene, 1 cambia, 1 se abandona y 1 es nueva", "2 acciones se mantienen, 2 cambian"),
        ("pt", "1 ação mantém-se, 1 muda, 1 é abandonada e 1 é nova", "2 ações mantêm-se, 2 mudam"),
    ],
)
def test_one_and_many_have_their_own_forms(language: str, one: str, two: str) -> None:
    for number, expected in ((1, one), (2, two)):
        counts = dict.fromkeys(("kept", "changed", "dropped", "new"), number)
        said = phrases.load(language, {}).text("country_edition_fates", older="2016", newer="2021", **counts)
        assert expected in said


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1 country has strategies in this collection (1 document)"),
        ("fr", "1 pays a des stratégies dans cette collection (1 document)"),
        ("es", "1 país tiene estrategias en esta colección (1 documento)"),
        ("pt", "1 país tem estratégias nesta coleção (1 documento)"),
    ],
)
def test_a_review_of_one_country_is_said_in_the_singular(language: str, expected: str) -> None:
    assert expected in reviewed(record("a"), language=language).summary[0]
