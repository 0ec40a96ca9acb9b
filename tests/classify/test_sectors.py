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
