"""`docscan review` over a real scan: figures, notes, forms of output, and the same bytes twice."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile, copytree

import docx
import pytest
from click.testing import CliRunner

from docscan import batch, database, reviewing
from docscan.cli import main
from docscan.errors import UsageError

OLDER = """# National Development Plan 2016-2020

## Work

The Ministry of Labour will train 1,200 returnees in masonry by 2019, with 30 million francs. Roads are long.

A shelter for victims of human trafficking will be opened in Port Sana with forty beds.

## Money

Remittances pay for the schooling of one child in four and raise the price of land.
"""
NEWER = """# Second National Development Plan 2021-2025

## Work

The Ministry of Labour will train 2,000 returnees in masonry by 2024, with 50 million francs. Remittances are a fifth of GDP.

The shelter for victims of human trafficking in Port Sana, of forty beds, is kept open by the State.

A fund of 10 million francs will match the investments of the diaspora.

## Roads

Two bridges will be built.
"""
REVIEW = """# Mid-term review of the Second Plan

By June 2023, 900 of 2,000 returnees had been trained in masonry by the Ministry of Labour.

The bridges are open.
"""
FRENCH = """# Plan national de développement 2022-2026

Le ministère du Travail formera 2 000 migrants de retour à la maçonnerie d'ici 2025.
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    rows = ["file,country,country_name,year,kind"]
    for name, text, country, year, kind in (
        ("a1.md", OLDER, "XAA", "2016", "national_development_plan"),
        ("a2.md", NEWER, "XAA", "2021", "national_development_plan"),
        ("a3.md", REVIEW, "XAA", "2023", "mid_term_review"),
        ("b1.md", OLDER + "\nMore words.\n", "XAB", "2016", "national_development_plan"),
        ("b2.md", FRENCH, "XAB", "2022", "national_development_plan"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        rows.append(f"{name},{country},Land {country},{year},{kind}")
    (folder / "documents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    out = tmp_path_factory.mktemp("out") / "results"
    batch.scan([folder], out, jobs=1, quiet=True)
    return out


def test_editions_and_review_are_compared_and_followed(results: Path) -> None:
    country = reviewing.review(results).countries[0]
    assert [edition.status for edition in country.editions] == ["first_here", "revised", "review"]
    edition, review = country.tracks
    fates = {fate.older.quote.text[:12] if fate.older else "new": fate for fate in edition.fates}
    assert fates["The Ministry"].fate == "changed"
    assert {change.aspect for change in fates["The Ministry"].changes} == {"money", "date", "target"}
    assert fates["A shelter fo"].fate == "kept"
    assert "diaspora" in fates["new"].matches[0].action.quote.text
    assert [fate.fate for fate in review.fates if fate.older and "returnees" in fate.older.quote.text] == ["reported"]
    assert edition.whole_text


def test_editions_in_two_languages_are_followed_and_said_to_be(results: Path) -> None:
    country = reviewing.review(results).countries[1]
    assert country.tracks[0].languages_differ
    assert "editions_differ_in_language" in [note.code for note in country.notes]


def test_without_the_cache_the_rest_goes_on_and_is_said(results: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "results.sqlite").write_bytes((results / "results.sqlite").read_bytes())
    made = reviewing.review(bare)
    assert "texts_not_whole" in [note.code for note in made.notes]
    assert made.countries[0].tracks and not made.countries[0].tracks[0].whole_text


def test_the_same_results_give_the_same_bytes(results: Path) -> None:
    assert reviewing.as_json(reviewing.review(results)) == reviewing.as_json(reviewing.review(results))


def test_the_file_for_programs_says_its_schema(results: Path) -> None:
    found = json.loads(reviewing.as_json(reviewing.review(results, language="es")))
    assert (found["schema"], found["language"], len(found["countries"])) == (1, "es", 2)


def test_one_country_only(results: Path) -> None:
    assert [item.iso3 for item in reviewing.review(results, countries=["XAB"]).countries] == ["XAB"]
    with pytest.raises(UsageError, match="no country 'XZZ'"):
        reviewing.review(results, countries=["XZZ"])


def test_the_command_prints_a_summary_and_tells_bad_rows(results: Path, tmp_path: Path) -> None:
    table = tmp_path / "ours.csv"
    table.write_text("iso3,year,indicator,value\nXAA,2016,remittances_pct_gdp,many\n", encoding="utf-8")
    found = CliRunner().invoke(main, ["review", str(results), "--since", "2015", "--indicators", str(table)])
    assert found.exit_code == 0, found.output
    assert "2 countries" in found.stdout
    assert "ours.csv, row 2: 'many' is no number" in found.stderr


def test_the_command_writes_files(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = CliRunner().invoke(
        main, ["review", str(results), "-o", str(out), "--format", "json", "--format", "csv", "-q"]
    )
    assert found.exit_code == 0, found.output
    assert sorted(path.name for path in out.iterdir()) == ["review.csv", "review.json"]


def test_no_results_is_said_with_what_to_do(tmp_path: Path) -> None:
    found = CliRunner().invoke(main, ["review", str(tmp_path)])
    assert found.exit_code == 2
    assert "docscan scan" in found.stderr


def older_results(results: Path, folder: Path, statement: str, *values: object) -> Path:
    """A copy of the results in which a statement of SQL has undone what newer versions write."""
    folder.mkdir()
    copyfile(results / database.NAME, folder / database.NAME)
    with closing(sqlite3.connect(folder / database.NAME)) as db:
        db.execute(statement, values)
        db.commit()
    return folder


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET value = json_remove(value, '$.passages[0].findings')",
        "UPDATE documents SET value = json_remove(value, '$.scorecard.coverage')",
        "UPDATE run SET value = json_remove(value, '$[0].items') WHERE key = 'frameworks'",
        "UPDATE run SET value = json_remove(value, '$.model') WHERE key = 'run'",
        "DELETE FROM run WHERE key = 'frameworks'",
    ],
)
def test_results_of_another_version_are_refused_with_the_way_out(results: Path, tmp_path: Path, statement: str) -> None:
    folder = older_results(results, tmp_path / "old", statement)
    found = CliRunner().invoke(main, ["review", str(folder)])
    assert found.exit_code != 0
    assert "was written by another version of docscan" in found.stderr
    assert "run the scan again" in found.stderr
    assert "Traceback" not in found.output


def test_texts_of_another_version_are_done_without(results: Path, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    copytree(results, folder)
    with closing(sqlite3.connect(folder / ".docscan" / "cache.sqlite")) as db:
        db.execute("UPDATE result SET value = ? WHERE name = 'read'", (b"of another day",))
        db.commit()
    assert "texts_not_whole" in [note.code for note in reviewing.review(folder).notes]


def test_the_settings_file_gives_title_logo_templates_and_language(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )
    (tmp_path / "docscan.toml").write_text(
        '[report]\ntitle = "Observatory of plans"\nlogo = "logo.svg"\nlanguage = "pt"\n', encoding="utf-8"
    )
    found = CliRunner().invoke(main, ["review", str(results), "--quiet", "-o", str(tmp_path / "out")])
    assert found.exit_code == 0, found.output
    page = (tmp_path / "out" / "review.html").read_text(encoding="utf-8")
    assert "Observatory of plans" in page and 'lang="pt"' in page and "data:image/svg+xml" in page
    word = docx.Document(str(tmp_path / "out" / "review.docx"))
    assert "Observatory of plans" in [paragraph.text for paragraph in word.paragraphs]


def test_an_option_wins_over_the_settings_file(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "ours.toml"
    settings.write_text('[report]\ntitle = "Ours"\nlanguage = "pt"\n', encoding="utf-8")
    found = CliRunner().invoke(
        main,
        ["review", str(results), "-q", "--config", str(settings), "--lang", "es", "--title", "Mine", "-o"]
        + [str(tmp_path / "page.html")],
    )
    assert found.exit_code == 0, found.output
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Mine" in page and "Ours" not in page and 'lang="es"' in page
