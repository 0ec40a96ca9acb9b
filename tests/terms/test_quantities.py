"""Amounts, dates, periods, quantities and bodies are recognised in the four languages."""

from __future__ import annotations

import pytest

from docscan.terms import quantities

TABLE = [
    ("It costs US$ 2.5 million.", "money", "US$ 2.5 million"),
    ("It costs 1,234,567 euros.", "money", "1,234,567 euros"),
    ("It costs Tk. 500 crore.", "money", "Tk. 500 crore"),
    ("It costs KES 12,000.", "money", "KES 12,000"),
    ("Coût : 1 500 000 FCFA.", "money", "1 500 000 FCFA"),
    ("Coût : 1\u202f500\u202f000 FCFA.", "money", "1\u202f500\u202f000 FCFA"),
    ("Soit 3,5 milliards de francs CFA.", "money", "3,5 milliards de francs CFA"),
    ("Un costo de 1.200.000 pesos.", "money", "1.200.000 pesos"),
    ("Un costo de 4,2 millones de dólares.", "money", "4,2 millones de dólares"),
    ("Um custo de R$ 3 milhões.", "money", "R$ 3 milhões"),
    ("Um custo de 900 milhões de meticais.", "money", "900 milhões de meticais"),
    ("It opens by 2027.", "deadline", "by 2027"),
    ("It opens before the end of 2031.", "deadline", "before the end of 2031"),
    ("Il ouvre d'ici 2025.", "deadline", "d'ici 2025"),
    ("Il ouvre à l'horizon 2040.", "deadline", "à l'horizon 2040"),
    ("Abre a más tardar en 2029.", "deadline", "a más tardar en 2029"),
    ("Abre até 2026.", "deadline", "até 2026"),
    ("Closing on 31/12/2030.", "deadline", "31/12/2030"),
    ("Spent in FY 2015/16.", "deadline", "FY 2015/16"),
    ("From there, 2018-2022.", "period", "2018-2022"),
    ("It lasts three years.", "period", "three years"),
    ("Cela dure cinq ans.", "period", "cinq ans"),
    ("Some 1,450 returnees came.", "quantity", "1,450 returnees"),
    ("Unas 1.450 familias.", "quantity", "1.450 familias"),
    ("About 12 % of them.", "target", "12 %"),
    ("The Ministry of Labour and Employment acts.", "body", "Ministry of Labour and Employment"),
    ("Le Ministère de l'Intérieur agit.", "body", "Ministère de l'Intérieur"),
    ("La Comisión Nacional de Aguas actúa.", "body", "Comisión Nacional de Aguas"),
    ("A Comissão Nacional de Águas atua.", "body", "Comissão Nacional de Águas"),
]


@pytest.mark.parametrize(("text", "kind", "words"), TABLE)
def test_it_is_recognised_with_its_span(text: str, kind: str, words: str) -> None:
    found = {(q.kind, text[q.start : q.end]) for q in quantities.find(text)}
    assert (kind, words) in found


@pytest.mark.parametrize(
    "text", ["Chapter 12", "Goal 8.7", "page 41", "the second floor", "no figures here", "1,150 in all"]
)
def test_bare_numbers_are_no_amounts_and_no_deadlines(text: str) -> None:
    assert not {q.kind for q in quantities.find(text)} & {"money", "deadline", "quantity", "body"}


def test_shifting_all_years_by_ten_recognises_the_same_kinds() -> None:
    text = "By 2027 and in FY 2015/16, from 2018 to 2022, on 31/12/2020."
    later = "By 2037 and in FY 2025/26, from 2028 to 2032, on 31/12/2030."
    assert [(q.kind, q.start) for q in quantities.find(text)] == [(q.kind, q.start) for q in quantities.find(later)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A budget of 12 million sikar.", ["money"]),
        ("Une enveloppe de 3 milliards.", ["money"]),
        ("Un presupuesto de 12 millones de sikares.", ["money"]),
        ("The cost of 2 schools.", ["quantity"]),
        ("A budget of 12 million crowns.", ["money"]),
    ],
)
def test_a_large_amount_after_a_word_for_budget_is_money_whatever_the_currency(text: str, found: list[str]) -> None:
    assert [quantity.kind for quantity in quantities.find(text)] == found
