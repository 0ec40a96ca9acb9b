"""Cells of action tables: what is filled anchors the action, what is empty does not, and heads are no statements."""

from __future__ import annotations

import pytest

from docscan.classify import PassageText
from docscan.classify.cells import anchored, cells
from docscan.classify.model import load_model

ROW = "No.: 4 | Action: Open a desk for returning workers | Responsible: {} | Deadline: {} | Cost (million): {} | Indicator: {}"


@pytest.mark.parametrize(
    ("language", "row", "expected"),
    [
        ("en", ROW.format("Labour Office", "2026", "12", "desks open"), ["body", "date", "money", "indicator"]),
        ("en", ROW.format("–", "tbd", "n/a", "…"), []),
        (
            "fr",
            "Action : Guichet | Structures : Office du travail | Échéance : 2026 | Coût : à définir",
            ["body", "date"],
        ),
        ("es", "Acción: Ventanilla | Entidad responsable: Oficina | Plazo: 2026 | Presupuesto: n.d.", ["body", "date"]),
        ("pt", "Acção: Balcão | Responsável: Gabinete | Prazo: a definir | Custo (milhões): 3", ["body", "money"]),
    ],
)
def test_a_filled_cell_is_the_anchor_its_head_names(language: str, row: str, expected: list[str]) -> None:
    assert [finding.value for finding in anchored(row, language)] == expected


def test_the_span_of_an_anchor_is_what_the_cell_says() -> None:
    row = ROW.format("Labour Office", "2026", "12", "desks open")
    assert [row[f.start : f.end] for f in anchored(row, "en")] == ["Labour Office", "2026", "12", "desks open"]
    assert [head for head, _, _ in cells(row)] == [
        "No.",
        "Action",
        "Responsible",
        "Deadline",
        "Cost (million)",
        "Indicator",
    ]


@pytest.mark.parametrize(
    ("filled", "level"),
    [
        (("Labour Office", "2026", "12", "desks open"), 4),
        (("Labour Office", "June 2026", "–", "–"), 4),
        (("–", "–", "–", "–"), 3),
    ],
)
def test_two_filled_cells_beside_the_action_make_level_4_and_none_make_3(filled: tuple[str, ...], level: int) -> None:
    (judged,) = load_model("baseline").judge([PassageText(id="r", text=ROW.format(*filled), language="en")])
    assert judged.level == level
