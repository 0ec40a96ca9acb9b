"""Numbers in figures and in words are one value, and years are none."""

from __future__ import annotations

import pytest

from docscan.review import numerals


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1,200 nurses and 30 drivers", "en", [1200, 30]),
        ("four hundred and twenty-five nurses", "en", [425]),
        ("a quarter of the pay, KD 2.5 million", "en", [25, 2_500_000]),
        ("mille deux cents femmes et vingt-cinq hommes", "fr", [1200, 25]),
        ("quatre-vingt-dix lits, 38 700 francs", "fr", [90, 38700]),
        ("doscientas cuarenta y cinco familias", "es", [245]),
        ("cuatro décimas partes; 1.900 millones", "es", [40, 1_900_000_000]),
        ("duas mil e quinhentas famílias em trezentos e vinte bairros", "pt", [2500, 320]),
        ("from 2016 to 2021, one office", "en", []),
    ],
)
def test_numbers_are_read(text: str, language: str, expected: list[float]) -> None:
    assert [number.value for number in numerals.find(text, language)] == expected


def test_numbers_point_at_their_words() -> None:
    text = "On formera mille deux cents femmes."
    (number,) = numerals.find(text, "fr")
    assert text[number.start : number.end] == "mille deux cents"
