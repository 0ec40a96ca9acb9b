"""The samples are whole, agree with themselves, and are built the same twice."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest

from docscan.document import KINDS

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
TYPESETTING = SAMPLES.parent / "typesetting"
#: No built sample may weigh more, in bytes, so that the repository stays light.
LIGHT = 400_000


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def plan_text(name: str) -> str:
    path = SAMPLES / name
    if path.suffix == ".docx":
        return letters(" ".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs))
    pages = pypdfium2.PdfDocument(path)
    return letters(" ".join(page.get_textpage().get_text_bounded() for page in pages))


def numbers(cells: list[str]) -> list[int] | None:
    plain = [re.sub(r"[\s.,*]", "", cell) for cell in cells]
    return [int(cell) for cell in plain] if all(cell.isdigit() for cell in plain) else None


def budgets(source: str) -> list[list[list[int]]]:
    """Tables of amounts whose first line ends in Total and whose last one is a total: their figures, line by line."""
    found: list[list[list[int]]] = []
    pending: list[list[int]] | None = None
    for line in source.split("\n"):
        cells = [cell.strip(" |*") for cell in line.strip("| ").split("|")]
        if len(cells) > 3 and cells[-1] == "Total":
            pending = []
        elif pending is not None and len(cells) > 3:
            amounts = numbers(cells[1:])
            if amounts:
                pending.append(amounts)
            if amounts and cells[0] == "Total":
                found.append(pending)
                pending = None
    return found


@pytest.mark.parametrize("row", rows("documents.csv"), ids=lambda row: row["file"][:8])
def test_each_document_is_there_and_light(row: dict[str, str]) -> None:
    path = SAMPLES / row["file"]
    assert 0 < path.stat().st_size < LIGHT
    assert row["kind"] in KINDS
    assert re.fullmatch(r"XA[A-H]", row["country"])
    assert row["file"].startswith(f"{row['country']}_{row['year']}_")


def test_every_built_file_is_listed() -> None:
    assert {row["file"] for row in rows("documents.csv")} == {path.name for path in SAMPLES.glob("XA*")}


def test_quotations_of_the_commitments_stand_in_the_plans() -> None:
    texts = {row["file"]: plan_text(row["file"]) for row in rows("documents.csv") if row["country"] == "XAA"}
    for row in rows("commitments.csv"):
        for file, quote in ((row["older"], row["older_quote"]), (row["newer"], row["newer_quote"])):
            assert letters(quote) in texts[file], quote


@pytest.mark.parametrize("path", sorted(TYPESETTING.glob("XA*")), ids=lambda path: path.name[:8])
def test_budgets_add_up(path: Path) -> None:
    for table in budgets(path.read_text(encoding="utf-8")):
        *lines, total = table
        assert [sum(column) for column in zip(*lines, strict=True)] == total
        assert all(sum(line[:-1]) == line[-1] for line in table)


def test_the_scanned_page_has_no_text_of_its_own() -> None:
    scanned = pypdfium2.PdfDocument(SAMPLES / "XAD_2018_estrategia-reducao-pobreza_pt.pdf")[1]
    assert not scanned.get_textpage().get_text_bounded().strip()


@pytest.mark.slow
def test_a_build_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    built = []
    for name in ("first", "second"):
        folder = tmp_path / name
        shutil.copytree(TYPESETTING, folder / "typesetting", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "samples").mkdir()
        shutil.copy(SAMPLES / "documents.csv", folder / "samples")
        subprocess.run([sys.executable, folder / "typesetting" / "typeset.py"], check=True, capture_output=True)
        built.append({path.name: path.read_bytes() for path in sorted((folder / "samples").glob("XA*"))})
    assert built[0].keys() == {row["file"] for row in rows("documents.csv")}
    assert built[0] == built[1]
