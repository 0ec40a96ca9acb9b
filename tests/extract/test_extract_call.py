"""``docscan.extract`` is a package and a call; what the metadata table says wins."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

import docscan
from docscan.config import load
from docscan.document import Document
from docscan.extract import extract

TEXT = """National Employment Policy of the Republic of Chad

N'Djamena, March 2016

1. Purpose

The Ministry of Labour of Chad will open an office for workers who come back from abroad, and report on it each year.

2. Means

The office is paid for by the national budget and by fees of private recruitment agencies licensed in Chad.
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_package_and_function_read_alike(plan: Path) -> None:
    assert docscan.extract(plan) == extract(plan)
    assert docscan.extract(str(plan)) == extract(plan)


def test_the_id_is_the_hash_of_the_file_and_the_source_is_its_name(plan: Path) -> None:
    document = extract(plan)
    assert document.id == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert document.source == "plan.txt"
    assert extract(plan, source="folder/plan.txt").source == "folder/plan.txt"


def test_identity_is_found_in_the_text(plan: Path) -> None:
    identity = extract(plan).identity
    assert (identity.country.value, identity.country_name) == ("TCD", "Chad")
    assert identity.year.value == "2016"
    assert identity.kind.value == "employment_strategy"
    assert {identity.country.where, identity.year.where, identity.kind.where} == {"title page"}


def test_metadata_wins_over_what_is_found(plan: Path) -> None:
    row = {"country": "Sénégal", "year": "2001", "kind": "law", "edition": "2", "title": "A title", "language": "fr"}
    document = extract(plan, metadata=row)
    assert document.identity.country.value == "SEN"
    assert document.identity.country_name == "Senegal"
    assert document.identity.year.value == "2001"
    assert document.identity.kind.value == "law"
    assert document.identity.edition.value == "2"
    assert document.title == "A title"
    assert document.language == "fr"
    assert document.identity.country.where == "metadata"
    assert document.identity.country.confidence == 1.0


def test_invented_countries_take_their_name_from_the_table(plan: Path) -> None:
    identity = extract(plan, metadata={"country": "XAA", "country_name": "Marovia"}).identity
    assert (identity.country.value, identity.country_name) == ("XAA", "Marovia")


def test_a_wrong_kind_in_the_table_is_not_believed(plan: Path) -> None:
    assert extract(plan, metadata={"kind": "novel"}).identity.kind.value == "employment_strategy"


def test_the_language_of_the_settings_is_taken_for_every_document(plan: Path) -> None:
    settings = replace(load().extract, language="es")
    assert extract(plan, settings).language == "es"


def test_a_language_that_is_not_scored_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "Die Regierung wird bis zum Jahr 2027 in jeder Provinz eine Beratungsstelle für heimkehrende Arbeiter öffnen. "
        "Das Ministerium berichtet jedes Jahr darüber, wie viele Menschen dort beraten wurden.\n",
        encoding="utf-8",
    )
    document = extract(path)
    assert document.language == "de"
    assert any("German" in warning for warning in document.warnings)
    assert all(passage.language == "de" for passage in document.passages)


def test_reading_twice_gives_the_same_document(plan: Path) -> None:
    assert extract(plan) == extract(plan)


def test_every_span_lies_in_the_text(plan: Path) -> None:
    assert_whole(extract(plan))


def assert_whole(document: Document) -> None:
    length = len(document.text)
    for span in (*document.lines, *document.blocks, *document.sections, *document.passages, *document.pages):
        assert 0 <= span.start <= span.end <= length
    sections = {section.id for section in document.sections}
    assert all(passage.section in sections for passage in document.passages)
    assert all(section.parent in sections or not section.parent for section in document.sections)
