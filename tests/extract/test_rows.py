"""Rows of tables carry their column heads, whatever the format the table stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docscan.extract.rows import Cell, head_count, heads, row_text


def grid(*rows: str, bold: int = 0, marked: int = 0) -> list[list[Cell | None]]:
    """``grid("Action | Body", "Open offices | Ministry")``; ``^`` is the cell above, ``<`` the cell to the left."""
    made: list[list[Cell | None]] = []
    for number, row in enumerate(rows):
        cells: list[Cell | None] = []
        for column, text in enumerate(part.strip() for part in row.split("|")):
            if text == "^":
                cells.append(made[-1][column])
            elif text == "<":
                cells.append(cells[-1])
            else:
                cells.append(Cell(text=text, bold=number < bold, head=number < marked))
        made.append(cells)
    return made


def texts(table: list[list[Cell | None]]) -> list[str]:
    count = head_count(table)
    names = heads(table, count)
    return [
        row_text(names, row, table[count + index - 1] if index else None) for index, row in enumerate(table[count:])
    ]


TABLES = [
    (
        "bold heads",
        grid(
            "Action | Responsible | Deadline",
            "Open offices | Ministry of Labour | 2027",
            "Train staff | Agency | 2026",
            bold=1,
        ),
        [
            "Action: Open offices | Responsible: Ministry of Labour | Deadline: 2027",
            "Action: Train staff | Responsible: Agency | Deadline: 2026",
        ],
    ),
    (
        "plain heads over figures",
        grid("Province | Returnees | Share", "Bélo | 1 200 | 14 %", "Nàra | 800 | 9 %"),
        ["Province: Bélo | Returnees: 1 200 | Share: 14 %", "Province: Nàra | Returnees: 800 | Share: 9 %"],
    ),
    (
        "years as heads",
        grid("Indicator | 2019 | 2020", "Jobs | 1 200 | 1 400", "Offices | 3 | 4"),
        ["Indicator: Jobs | 2019: 1 200 | 2020: 1 400", "Indicator: Offices | 2019: 3 | 2020: 4"],
    ),
    (
        "two rows of heads",
        grid("Action | Budget | <", "^ | 2021 | 2022", "Open offices | 40 | 60", bold=2),
        ["Action: Open offices | Budget 2021: 40 | Budget 2022: 60"],
    ),
    (
        "empty cells left out",
        grid("Action | Responsible | Cost", "Open offices | – | 40", bold=1),
        ["Action: Open offices | Cost: 40"],
    ),
    (
        "cells merged over rows are filled",
        grid("Goal | Action", "Fair recruitment | License agencies", "^ | Inspect agencies", marked=1),
        ["Goal: Fair recruitment | Action: License agencies", "Goal: Fair recruitment | Action: Inspect agencies"],
    ),
    (
        "a heading row across the table",
        grid("Action | Cost", "Axis 1: Diaspora | <", "Open a desk | 40", marked=1),
        ["Axis 1: Diaspora", "Action: Open a desk | Cost: 40"],
    ),
    (
        "a title across the table above the heads",
        grid("Goal 1: fair recruitment | <", "Action | Cost", "License agencies | 40", bold=2),
        ["Action: License agencies | Cost: 40"],
    ),
    (
        "no heads",
        grid("120 | 140", "130 | 150"),
        ["120 | 140", "130 | 150"],
    ),
]


@pytest.mark.parametrize(("table", "expected"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_rows_read_as_an_analyst_would(table: list[list[Cell | None]], expected: list[str]) -> None:
    assert texts(table) == expected


def test_a_long_merged_cell_stands_in_its_first_row_only() -> None:
    long = " ".join(f"word{number}" for number in range(40))
    table = grid("Context | Action", f"{long} | Open offices", "^ | Train staff", marked=1)
    assert texts(table) == [f"Context: {long} | Action: Open offices", "Action: Train staff"]


def test_a_sheet_of_keys_and_values_has_no_heads() -> None:
    table = grid("Goal | Receive those who return", "Body | The agency for employment of Marovia", "Cost | 40")
    for row in table:
        assert row[0] is not None
        row[0].bold = True
    assert head_count(table) == 0


WORDS = st.text(alphabet="abcdef 123", min_size=0, max_size=12)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_all_words_of_a_table_remain(rows: list[list[str]]) -> None:
    width = min(len(row) for row in rows)
    table: list[list[Cell | None]] = [[Cell(text=" ".join(text.split())) for text in row[:width]] for row in rows]
    count = head_count(table)
    shown = " ".join([*heads(table, count), *texts(table)])
    for row in table:
        for cell in row:
            assert cell is not None
            assert all(word in shown for word in cell.text.split())
