"""Sections get the part of the strategy they belong to: the heading first, the text where the heading is silent."""

from __future__ import annotations

import pytest

from docscan.classify.sectors import of_section

TABLE = [
    ("en", ("Part II", "Agriculture and livestock"), "", "agriculture_rural"),
    ("en", ("Annex", "Migration and the diaspora"), "", "migration_chapter"),
    ("fr", ("Axe 3", "Santé et nutrition"), "", "health"),
    ("es", ("Eje 2", "Educación superior"), "", "education_training"),
    ("pt", ("Eixo 4", "Habitação e transportes"), "", "infrastructure_urban"),
    (
        "en",
        ("Way forward",),
        "Teachers, pupils and schools need books; each school has one teacher.",
        "education_training",
    ),
    ("fr", ("Constat",), "Les hôpitaux, les médecins et les maladies : la santé du district.", "health"),
    ("es", ("Diagnóstico",), "Los bancos dan pocos créditos a las empresas y al comercio.", "private_sector_finance"),
    ("pt", ("Situação",), "A polícia e as forças armadas guardam a fronteira.", "security_borders"),
]


@pytest.mark.parametrize(("language", "path", "text", "sector"), TABLE)
def test_the_section_has_its_sector_first(language: str, path: tuple[str, ...], text: str, sector: str) -> None:
    assert of_section(path, text, language)[:1] == (sector,)


def test_a_section_without_a_word_of_any_sector_has_none() -> None:
    assert of_section(("Foreword",), "Dear readers, thank you for your trust.", "en") == ()


def test_a_section_has_two_sectors_at_most() -> None:
    title = "Health, education, trade, energy, justice and the environment"
    assert len(of_section((title,), "", "en")) == 2


def test_words_on_migration_alone_make_no_migration_chapter() -> None:
    assert "migration_chapter" not in of_section(("Results",), "Migrants and migration. " * 30, "en")


@pytest.mark.parametrize(
    ("title", "language"),
    [("References", "en"), ("Annex 2. Bibliography", "en"), ("Sigles et abréviations", "fr"), ("BIBLIOGRAFÍA", "es")],
)
def test_apparatus_belongs_to_no_sector(title: str, language: str) -> None:
    assert of_section(("Climate change adaptation", title), "Climate change adaptation " * 20, language) == ()


def test_a_heading_on_transport_and_human_mobility_is_about_getting_around() -> None:
    assert "migration_chapter" not in of_section(("Transporte público y movilidad humana",), "", "es")


CLIMATE = "Drought, floods and erosion; adaptation to climate change and resilience. "


@pytest.mark.parametrize(
    ("path", "language"),
    [
        (("1. Introduction",), "en"),
        (("Methodology", "Sources"), "en"),
        (("VI. Suivi-évaluation", "Dispositif"), "fr"),
        (("Seguimiento y evaluación del Plan Nacional de Adaptación",), "es"),
        (("Metodologia", "Consultas"), "pt"),
    ],
)
def test_how_the_plan_was_made_and_is_followed_belongs_to_no_sector(path: tuple[str, ...], language: str) -> None:
    words = {"en": CLIMATE, "fr": "Sécheresse, inondations. ", "es": "Sequía, inundaciones. ", "pt": "Secas e cheias. "}
    assert of_section(path, words[language] * 20, language) == ()


def test_following_up_a_sector_is_about_that_sector() -> None:
    assert of_section(("Monitoring and evaluation of schools",), "", "en")[:1] == ("education_training",)
    assert of_section(("Methodology", "Health"), "", "en")[:1] == ("health",)


def test_the_chapter_of_a_climate_plan_on_one_sector_is_on_both() -> None:
    text = "Transport and roads. " + CLIMATE * 3
    assert of_section(("Transport",), text, "en") == ("infrastructure_urban", "environment_climate")
    assert of_section(("Transport",), "Buses and roads are old. " * 10, "en") == ("infrastructure_urban",)


def test_a_heading_above_tells_nothing_that_the_text_does_not_echo() -> None:
    text = "Fertility falls, births fall and the census counts fewer inhabitants. " * 5
    assert of_section(("Climate change", "Projections"), text, "en") == ("population_demography",)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Business-as-usual scenario", "en"),
        ("Feuille de route", "fr"),
        ("Initiatives prévues et entreprises par l'État", "fr"),
        ("Security of tenure", "en"),
    ],
)
def test_turns_of_phrase_name_no_sector(title: str, language: str) -> None:
    assert of_section((title,), "", language) == ()
