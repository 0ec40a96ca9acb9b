"""Ruled tables whose heads or rows are drawn in ways that real strategies draw them, set with typst and read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from docscan.config import load
from docscan.extract import pdf
from docscan.extract.rows import Cell, head_count

typst = pytest.importorskip("typst")
SETTINGS = replace(load().extract, ocr="off")

Rows = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Kind and text of the table rows and captions of a page set from typst source."""

    def read(source: str) -> list[tuple[str, str]]:
        target = tmp_path / "page.pdf"
        target.write_bytes(typst.compile(source.encode()))
        pieces = pdf.read(target, SETTINGS).pieces
        kinds = {"table_row", "caption"}
        return [(piece.kind, " ".join(line.text for line in piece.lines)) for piece in pieces if piece.kind in kinds]

    return read


def test_titles_side_by_side_in_a_head_without_walls_name_the_columns(rows: Rows) -> None:
    found = rows(
        """#table(columns: (30%, 30%, 40%), inset: 8pt,
        table.cell(colspan: 3, grid(columns: (30%, 30%, 40%), [*Measure*], [*Agency*], [*Deadline*])),
        [Register recruiters], [Labour office], [Before the next sowing season],
        [Open a help line], [Consulates], [Within two years of adoption])"""
    )
    assert ("caption", "Measure | Agency | Deadline") in found
    assert (
        "table_row",
        "Measure: Register recruiters | Agency: Labour office | Deadline: Before the next sowing season",
    ) in found


def test_heads_that_no_rule_parts_from_the_first_row_are_parted_by_the_white_below_them(rows: Rows) -> None:
    found = rows(
        """#table(columns: (40%, 60%), inset: 8pt,
        [*Option* #v(1.2em) Teach returning welders the trades that the port lacks],
        [*Step* #v(1.2em) Survey the yards #linebreak() Set up night classes #linebreak() Certify what was learnt abroad],
        [Lower the cost of sending money home], [Publish fees #linebreak() License mobile wallets])"""
    )
    assert ("caption", "Option | Step") in found
    assert found[-1] == (
        "table_row",
        "Option: Lower the cost of sending money home | Step: Publish fees License mobile wallets",
    )


def test_a_row_torn_over_two_pages_keeps_its_name_and_its_heads(rows: Rows) -> None:
    line = "A sentence on fields, wells and wages that fills the line of its cell. "
    found = rows(
        f"""#set page(width: 400pt, height: 240pt, margin: 30pt)
        #table(columns: (30%, 70%), inset: 6pt, table.cell([*Sector*]), [*Action*],
        table.cell(breakable: true)[Fisheries], table.cell(breakable: true)[{line * 10}], [Health], [{line * 2}])"""
    )
    texts = [text for kind, text in found if kind == "table_row"]
    assert [text[: text.index(" | Action: ")] for text in texts] == [
        "Sector: Fisheries",
        "Sector: Fisheries",
        "Sector: Health",
    ]


def grid(*rows_of_text: tuple[str, ...]) -> list[list[Cell | None]]:
    return [[Cell(text=text) for text in row] for row in rows_of_text]


def test_units_in_brackets_do_not_make_figures_of_a_head() -> None:
    body = ("Wells for the northern districts and their upkeep", "Drill; train keepers; levy fees", "3719")
    assert head_count(grid(("Programme", "Parts", "Cost (x 1000 US$)"), body, body)) == 1


def test_the_first_of_counted_rows_is_no_head() -> None:
    assert head_count(grid(("1", "Plan and schedule"), ("", "Draw up by-laws for the port"), ("2", "Train"))) == 0


def test_a_key_with_its_value_is_no_head() -> None:
    assert (
        head_count(grid(("Project 2:", "Insurance for herders"), ("Aim", "Lower what a drought costs 400 camps"))) == 0
    )


def test_rules_that_cross_between_the_words_of_sentences_make_no_table(rows: Rows) -> None:
    words = "Families in the delta send one child in three to the towns for work after each flood."
    found = rows(
        f"""#set page(width: 420pt, height: 220pt, margin: 20pt)
        #set text(size: 10pt)
        #set par(leading: 8pt)
        #place(box(stroke: 0.5pt, width: 120pt, height: 54pt))
        #place(dx: 120pt, box(stroke: 0.5pt, width: 260pt, height: 54pt))
        #place(dy: 18pt, line(length: 380pt, stroke: 0.5pt))
        #place(dy: 36pt, line(length: 380pt, stroke: 0.5pt))
        #block(inset: 4pt)[{words} #linebreak() {words} #linebreak() {words}]"""
    )
    assert [kind for kind, _ in found] == []
