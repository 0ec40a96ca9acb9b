"""What is written, read back: tables, workbook, Word, JSON, charts. Same results, same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import PROFILE, SCORING, plans, results

from docscan.config import load
from docscan.errors import ConfigurationError
from docscan.report import FORMATS, Results, write
from docscan.report.interchange import schema
from docscan.report.tables import TABLES, columns_page
from docscan.report.words import words
from docscan.score.country import score_pool
from docscan.score.evidence import collect

SETTINGS = load().report


def written(out: Path, *formats: str, language: str = "en", run: Results | None = None) -> Path:
    write(run or results(), out, replace(SETTINGS, formats=formats, language=language))
    return out


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def few(run: Results, *codes: str) -> Results:
    return replace(
        run,
        documents=tuple(item for item in run.documents if item.iso3 in codes),
        countries=tuple(item for item in run.countries if item.id in codes),
    )


def test_the_same_results_give_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    run = few(results(), "XAA", "XAB")
    first = digests(written(tmp_path / "one", *FORMATS, run=run))
    assert first == digests(written(tmp_path / "two", *FORMATS, run=run))
    assert {"run.json", "results.json", "scorecards.xlsx", "index.html", "reports/XAA.docx"} <= set(first)
    for suffix in ("png", "svg"):
        names = (
            "XAA-profile",
            "XAA-along-1",
            "XAA-themes",
            "XAA-silence",
            "XAA-effects",
            "index",
            "heat-map",
            "distribution",
        )
        assert {f"charts/{name}.{suffix}" for name in names} <= set(first)


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="one of csv"):
        written(tmp_path / "none", "pdf")
    assert not (tmp_path / "none").exists()


def test_tables_open_in_spreadsheets_and_in_code(tmp_path: Path) -> None:
    import pandas

    out = written(tmp_path, "csv")
    for table in TABLES:
        content = (out / f"{table.name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        frame = pandas.read_csv(out / f"{table.name}.csv")
        assert tuple(frame.columns) == table.columns
    cards = pandas.read_csv(out / "scorecards.csv")
    assert len(cards) == len(results().countries) + len(results().documents)
    printed = cards.dropna(subset=["index"])
    assert ((printed["index_low"] <= printed["index"]) & (printed["index"] <= printed["index_high"])).all()
    assert cards.loc[cards["iso3"] == "XAH", "index"].isna().all()  # most of its pages could not be read


def test_documents_of_no_known_country_have_figures_of_their_own_only(tmp_path: Path) -> None:
    import pandas

    run = results()
    documents = tuple(replace(item, iso3="ZZZ") if item.iso3 in {"XAA", "XAC"} else item for item in run.documents)
    lost = score_pool(
        [replace(collect(*plan), iso3="ZZZ") for plan in plans() if plan[0].identity.country.value in {"XAA", "XAC"}],
        SCORING,
        PROFILE,
    )
    countries = (*(item for item in run.countries if item.id not in {"XAA", "XAC"}), lost)
    out = written(tmp_path, *FORMATS, run=replace(run, documents=documents, countries=countries))
    cards = pandas.read_csv(out / "scorecards.csv")
    together = cards[(cards["iso3"] == "ZZZ") & (cards["subject"] == "country")]
    assert len(together) == 1 and together.loc[:, "coverage":].isna().all(axis=None)
    single = cards[(cards["iso3"] == "ZZZ") & (cards["subject"] == "document")]
    assert len(single) == 4 and single["index"].notna().all()
    found = json.loads((out / "results.json").read_text(encoding="utf-8"))
    entry = next(item for item in found["countries"] if item["iso3"] == "ZZZ")
    assert entry["index"]["value"] is None and len(entry["pooled"]) == 4
    check(found, schema(), schema(), "results")
    assert {path.stem for path in (out / "reports").glob("ZZZ*")} == {f"ZZZ-{number}" for number in range(1, 5)}


def test_a_cell_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    run = few(results(), "XAA")
    document = run.documents[0]
    trap = replace(document.passages[0], text='=HYPERLINK("http://example.org")')
    run = replace(run, documents=(replace(document, passages=(trap,)),))
    out = written(tmp_path, "csv", "xlsx", run=run)
    with (out / "passages.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["text"].startswith("'=")
    from openpyxl import load_workbook

    cells = [cell for row in load_workbook(out / "scorecards.xlsx")["Evidence"].iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_the_page_on_columns_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "columns.md"
    assert page.read_text(encoding="utf-8") == columns_page()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_workbook_has_its_sheets_frozen_and_filtered(tmp_path: Path, language: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(written(tmp_path, "xlsx", language=language) / "scorecards.xlsx")
    sheets = ("summary", "dimensions", "sections", "evidence", "answers", "failures", "columns")
    assert book.sheetnames == [words(language).text("sheet", name) for name in sheets]
    for sheet in book:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
    evidence = book[words(language).text("sheet", "evidence")]
    link = evidence.cell(row=2, column=4).hyperlink
    assert (
        link
        and link.target.startswith("../plans/")
        and link.target.endswith(".pdf")
        and link.location == f"page={evidence.cell(row=2, column=3).value}"
    )
    assert isinstance(book[words(language).text("sheet", "summary")].cell(row=5, column=3).value, int | float)


def test_the_word_report_can_be_written_on_in(tmp_path: Path) -> None:
    from docx import Document

    run = few(results(), "XAA")
    document = Document(str(written(tmp_path, "docx", language="fr", run=run) / "reports" / "XAA.docx"))
    headings = [item.text for item in document.paragraphs if item.style.name.startswith(("Heading", "Title"))]
    wording = words("fr")
    assert headings[0] == "Aldoria"
    assert {wording.text("page", key) for key in ("profile", "along", "silence", "actions", "evidence")} <= set(
        headings
    )
    assert len(document.inline_shapes) >= 4
    pictures = document.element.xpath("//wp:docPr/@descr")
    assert len(pictures) == len(document.inline_shapes) and all(pictures)
    quoted = {cell.text for cell in document.tables[-1].columns[2].cells}
    assert " ".join(run.documents[0].passages[0].text.split()) in quoted
    targets = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]
    assert any(".pdf#page=" in target for target in targets)


def test_json_follows_its_schema(tmp_path: Path) -> None:
    out = written(tmp_path, "json")
    rules = schema()
    check(json.loads((out / "results.json").read_text(encoding="utf-8")), rules, rules, "results")


def test_run_json_says_what_the_run_was_made_with_and_nothing_of_the_machine(tmp_path: Path) -> None:
    text = (written(tmp_path, "csv") / "run.json").read_text(encoding="utf-8")
    run = json.loads(text)
    assert run["schema"] == 1
    assert {item["file"] for item in run["inputs"]} == {item.file for item in results().documents}
    assert not re.search(r'"/|\d{4}-\d\d-\d\d|[A-Z]:\\', text)


def test_charts_have_a_title_for_those_who_do_not_see_them(tmp_path: Path) -> None:
    out = written(tmp_path, "svg", language="fr", run=few(results(), "XAB"))
    for path in (out / "charts").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert "<dc:title>" in text
        assert "<dc:date>" not in text
    assert "Profil (Bessau)" in (out / "charts" / "XAB-profile.svg").read_text(encoding="utf-8")


def check(value: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    """The part of JSON Schema that our schema uses."""
    if "$ref" in rule:
        check(value, root["$defs"][rule["$ref"].rsplit("/", 1)[1]], root, where)
        return
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
    kinds["null"] = type(None)
    if "type" in rule:
        allowed = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
        assert any(isinstance(value, kinds[name]) for name in allowed), (where, value)
    assert value == rule.get("const", value), where
    assert value in rule.get("enum", [value]), (where, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        assert rule.get("minimum", value) <= value <= rule.get("maximum", value), (where, value)
    if isinstance(value, str) and "pattern" in rule:
        assert re.search(rule["pattern"], value), where
    if isinstance(value, list):
        assert rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)), where
        for number, item in enumerate(value):
            check(item, rule["items"], root, f"{where}[{number}]")
    if isinstance(value, dict):
        assert set(rule["required"]) <= set(value) <= set(rule["properties"]), where
        for key, item in value.items():
            check(item, rule["properties"][key], root, f"{where}.{key}")
