"""Whose document it is: evidence, traps, and real strategies with their names hidden."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from docscan.config import load
from docscan.document import KINDS, Identity
from docscan.extract import extract
from docscan.extract.identity import country_code, identify
from docscan.extract.identity_title import find_title
from docscan.extract.piece import PageInfo, Piece, PieceLine, Reading

STRATEGIES = Path(__file__).parents[2] / ".." / "shared" / "strategies"
TRUTH = Path(__file__).with_name("identity_truth.csv")
FLOORS = {"country": 0.95, "year": 0.85, "kind": 0.85}


def found(*pages: str, source: str = "file.bin", language: str = "en", **properties: str) -> Identity:
    """The identity of a document whose pages hold these lines."""
    pieces = [
        Piece(kind="paragraph", lines=[PieceLine(page=number, text=line)])
        for number, page in enumerate(pages, 1)
        for line in page.split("\n")
    ]
    infos = [PageInfo(number=number) for number in range(1, len(pages) + 1)]
    reading = Reading(pieces=pieces, pages=infos, properties=properties)
    return identify(reading, source=source, metadata={}, language=language)


COUNTRIES = [
    ("formal name", "en", "Republic of Senegal\nNational Plan", "SEN"),
    (
        "donors on the cover",
        "en",
        "Adaptation Plan\nwith the support of Germany and of Japan\nMinistry of Water, Samoa",
        "WSM",
    ),
    ("capitals and accents", "fr", "RÉPUBLIQUE DU BÉNIN\nPLAN NATIONAL", "BEN"),
    ("the demonym alone", "es", "Política migratoria paraguaya", "PRY"),
    ("a given name", "es", "Mauricio Ruiz, director\nPlan de la República de Honduras", "HND"),
    ("the formal name of that name", "fr", "République de Maurice\nStratégie", "MUS"),
    (
        "neighbours in the text",
        "en",
        "Government of Niger\nPolicy\nTrade with Nigeria, Mali and Chad; workers in Libya",
        "NER",
    ),
    ("nothing", "en", "Strategy\nfor the years to come", "ZZZ"),
    ("an invented country", "en", "Republic of Marovia\nNational Development Plan", "ZZZ"),
]


@pytest.mark.parametrize(
    ("language", "page", "code"), [row[1:] for row in COUNTRIES], ids=[row[0] for row in COUNTRIES]
)
def test_the_country_is_the_one_whose_document_it_is(language: str, page: str, code: str) -> None:
    assert found(page, language=language).country.value == code


YEARS = [
    ("month and year", "en", "Strategy\nMarch 2019\n", {}, "2019"),
    ("in French", "fr", "Stratégie 2020-2030\nDécembre 2019", {}, "2019"),
    ("in Spanish", "es", "Plan 2022-2026\nmayo de 2023", {}, "2023"),
    ("in Portuguese", "pt", "Plano 2022-2026\nPraia, março de 2022", {}, "2022"),
    ("alone on its line", "en", "Strategy\n2018\nMinistry of Labour", {}, "2018"),
    ("copyright over horizon", "en", "Vision 2040\n© Government, 2012", {}, "2012"),
    ("the planned period where nothing else is said", "en", "Development Plan\n2021-2025", {}, "2021"),
    ("the period does not count beside a date", "en", "Development Plan 2021-2025\nNovember 2020", {}, "2020"),
    ("a period over when the file was made", "fr", "Rapport de suivi\n2014 - 2018", {"created": "D:20190301"}, "2018"),
    ("a later target", "en", "Strategy\nTargets for 2030", {"created": "2016-02-01"}, "2016"),
    ("a law cited in a sentence", "en", "Labour Strategy\nIt builds on the act of 3 May 2004 on the employment of citizens"
     " abroad.", {"created": "D:20170101"}, "2017"),
    ("nothing", "en", "Strategy", {}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "page", "properties", "year"), [row[1:] for row in YEARS], ids=[row[0] for row in YEARS]
)
def test_the_year_is_that_of_publication(language: str, page: str, properties: dict[str, str], year: str) -> None:
    assert found(page, language=language, **properties).year.value == year


def test_the_file_name_helps_where_the_document_is_silent() -> None:
    identity = found("Strategy\nfor the years to come", source="folder/SEN_2018_employment-policy.pdf")
    assert (identity.country.value, identity.country.where) == ("SEN", "file name")
    assert (identity.year.value, identity.year.where) == ("2018", "file name")
    assert (identity.kind.value, identity.kind.where) == ("employment_strategy", "file name")


def test_the_title_page_is_stronger_than_the_file_name() -> None:
    identity = found("Republic of Ghana\nNational Health Policy\nMay 2019", source="TGO_2011_law.pdf")
    assert (identity.country.value, identity.year.value) == ("GHA", "2019")
    assert identity.kind.value == "sector_strategy"


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("Mid-term review of the Third National Development Plan", "mid_term_review"),
        ("Rapport annuel de mise en œuvre du Plan national de développement", "progress_report"),
        ("Background paper for the Eighth Five Year Plan", "other"),
        ("Ley 1450\npor la cual se expide el Plan Nacional de Desarrollo", "national_development_plan"),
        ("Minutes of a meeting", "other"),
    ],
)
def test_what_is_about_a_plan_is_not_the_plan(page: str, kind: str) -> None:
    assert found(page).kind.value == kind


@pytest.mark.parametrize(
    ("page", "edition"),
    [("Policy\nSecond edition", "second edition"), ("Plan\nVersion finale", "version finale"), ("Plan", "")],
)
def test_the_edition_is_what_the_cover_says(page: str, edition: str) -> None:
    assert found(page).edition.value == edition


def test_every_confidence_is_a_share() -> None:
    for page in ("Republic of Chad\nMay 2015\nNational Adaptation Plan", "", "x"):
        identity = found(page)
        for fact in (identity.country, identity.year, identity.kind, identity.edition):
            assert 0.0 <= fact.confidence <= 1.0
            assert fact.where in {"metadata", "file name", "title page", "properties", "text", "none"}


def test_the_truth_table_holds_known_values() -> None:
    for row in truth():
        assert country_code(row["country"]) == row["country"]
        assert row["kind"] in KINDS
        assert row["year"].isdigit()


def truth() -> list[dict[str, str]]:
    with TRUTH.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.real
@pytest.mark.slow
def test_identity_of_real_strategies_with_their_names_hidden() -> None:
    if not STRATEGIES.is_dir():
        pytest.skip("the real strategies do not lie beside the project")
    settings = replace(load().extract, ocr="off")
    right = dict.fromkeys(FLOORS, 0)
    wrong: list[str] = []
    rows = [row for row in truth() if "scanned" not in row["file"]]
    for number, row in enumerate(rows):
        path = next(path for path in (STRATEGIES / row["file"], STRATEGIES / "pairs" / row["file"]) if path.exists())
        identity = extract(path, settings, source=f"document-{number}{path.suffix}").identity
        for fact in right:
            value = getattr(identity, fact).value
            right[fact] += value == row[fact]
            if value != row[fact]:
                wrong.append(f"{row['file']}: {fact} {value}, not {row[fact]}")
    shares = {fact: count / len(rows) for fact, count in right.items()}
    assert all(shares[fact] >= floor for fact, floor in FLOORS.items()), (shares, wrong)


HEALTH = "National Health Policy\nMay 2020"
STUDY = "Ending Poverty in Marovia\nBackground Paper for the Eighth Five Year Plan"
TITLES = [
    ("the line that names the kind", "Republic of Chad\nRoads Policy 2020-2025", "", "Roads Policy 2020-2025"),
    ("a true title in the properties", "Chad\nRoads for\nAll", "Roads for all", "Roads for all"),
    ("a template's title in the properties", HEALTH, "Microsoft Word - Document1", "National Health Policy"),
    ("another document's title in the properties", HEALTH, "Budget speech", "National Health Policy"),
    ("a study for a plan", STUDY, "", "Ending Poverty in Marovia"),
    ("nothing", "1\n2", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("page", "declared", "title"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_the_title_is_what_the_cover_calls_the_document(page: str, declared: str, title: str) -> None:
    pieces = [Piece(kind="paragraph", lines=[PieceLine(page=1, text=line)]) for line in page.split("\n")]
    reading = Reading(pieces=pieces, pages=[PageInfo(number=1)], properties={"title": declared})
    assert find_title(reading) == title
