"""Ruled tables of a PDF by both readers: docscan's own, and pdfplumber."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import typst

from docscan.config import load
from docscan.errors import ConfigurationError
from docscan.extract import extract, layout_tables, pdf, tables
from docscan.extract.rows import Cell
from docscan.extract.textline import TextLine

SHEET = """#set page(width: 560pt, height: 400pt, margin: 40pt)
#set text(size: 10pt)
The council of Marovia agreed on the measures that this sheet lists, with who answers for each and by when.

#table(columns: (1fr, 2fr, 1fr, 1fr),
  [*Goal*], [*Measure*], [*Office*], [*Deadline*],
  table.cell(rowspan: 2)[Safe return], [Register workers who come home], [Labour agency], [2027],
  [Open a desk at each border post], [Border police], [2028],
  [Fair hiring], [License agencies that recruit abroad], [Labour agency], [2026],
)

After the first year the council looks at the list again and strikes out what has been done.
"""
ROWS = [
    "Goal: Safe return | Measure: Register workers who come home | Office: Labour agency | Deadline: 2027",
    "Goal: Safe return | Measure: Open a desk at each border post | Office: Border police | Deadline: 2028",
    "Goal: Fair hiring | Measure: License agencies that recruit abroad | Office: Labour agency | Deadline: 2026",
]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    source = folder / "sheet.typ"
    source.write_text(SHEET, encoding="utf-8")
    typst.compile(source, output=folder / "sheet.pdf")
    return folder / "sheet.pdf"


def _rows(path: Path, mode: str) -> list[str]:
    document = extract(path, replace(load().extract, tables=mode))
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == "table_row"]


@pytest.mark.parametrize("mode", ["auto", "pdfplumber"])
def test_each_row_names_its_columns_whichever_reader_is_asked(sheet: Path, mode: str) -> None:
    assert _rows(sheet, mode) == ROWS


def test_both_readers_give_the_same_document_but_for_hairs_of_its_boxes(sheet: Path) -> None:
    own, other = (extract(sheet, replace(load().extract, tables=mode)) for mode in ("auto", "pdfplumber"))
    assert own.text == other.text
    assert own.passages == other.passages
    assert [block.kind for block in own.blocks] == [block.kind for block in other.blocks]
    for one, two in zip(own.blocks, other.blocks, strict=True):
        assert one.box == pytest.approx(two.box, abs=2.0)


def test_with_tables_off_no_row_names_its_columns_and_no_word_is_lost(sheet: Path) -> None:
    assert not any("Goal:" in row for row in _rows(sheet, "off"))
    document = extract(sheet, replace(load().extract, tables="off"))
    assert all(word in document.text for row in ROWS for word in ("Register", "Border", "2026") if word in row)


def test_an_unknown_reader_is_refused_with_those_there_are(sheet: Path) -> None:
    with pytest.raises(ConfigurationError, match="auto, pdfplumber, off"):
        extract(sheet, replace(load().extract, tables="lattice"))


def test_a_spanning_cell_is_the_same_object_in_each_place(sheet: Path) -> None:
    [(number, [table])] = tables.find(sheet, [1])
    assert number == 1
    assert table.rows[1][0] is table.rows[2][0]
    assert [cell.text for cell in table.rows[0] if cell] == ["Goal", "Measure", "Office", "Deadline"]
    assert all(cell.bold for cell in table.rows[0] if cell)
    assert not any(cell.bold for cell in table.rows[3] if cell)
    assert len(table.xs) == 5
    assert len(table.ys) == 5


def test_a_table_that_would_lose_a_word_is_not_taken() -> None:
    found = tables.Found(
        box=(0, 0, 100, 100),
        xs=[0, 50, 100],
        ys=[0, 50, 100],
        rows=[[Cell(text="Office"), Cell(text="Task")], [Cell(text="Agency"), Cell(text="Register")]],
    )
    assert tables.keeps_words(found, ["Office Task", "Agency Register"])
    assert tables.keeps_words(found, ["Office Task", "Agency Regis\u00ad", "ter"])
    assert not tables.keeps_words(found, ["Office Task", "Agency Register soon"])
    lines = [TextLine(page=1, text="Agency Register soon", box=(5, 60, 90, 70), size=10)]
    assert layout_tables.replace_found(lines, found, 1) is None
    assert [line.text for line in lines] == ["Agency Register soon"]


def test_pages_that_the_first_reader_does_not_understand_are_read_by_the_second(
    sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout_tables, "replace_lines", lambda *_: None)
    assert _rows(sheet, "auto") == ROWS


def test_no_second_reader_is_asked_where_the_first_understood(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(pdf.tables, "find", lambda _, numbers: asked.extend(numbers) or iter(()))
    assert _rows(sheet, "auto") == ROWS
    assert asked == []


def test_a_file_that_is_no_pdf_has_no_tables(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 cut short")
    assert list(tables.find(broken, [1])) == []
