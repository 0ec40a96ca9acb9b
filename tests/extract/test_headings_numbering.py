"""Numbers in front of headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docscan.extract import headings_numbering

LABELS = [
    ("2.1. Rural water", "decimal", (2, 1), "Rural water"),
    ("4.3.Urban water", "decimal", (4, 3), "Urban water"),
    ("0 Reading guide", "decimal", (0,), "Reading guide"),
    ("7 FINANCE", "decimal", (7,), "FINANCE"),
    ("1.0 First steps", "decimal", (1,), "First steps"),
    ("2.2.3 An outlook", "decimal", (2, 2, 3), "An outlook"),
    ("3- Perspectives", "decimal", (3,), "Perspectives"),
    ("12) Éducation", "decimal", (12,), "Éducation"),
    ("IV. TRANSPORT", "roman", (4,), "TRANSPORT"),
    ("II PORTS", "roman", (2,), "PORTS"),
    ("III.2 Harbours", "roman", (3, 2), "Harbours"),
    ("D. Energy", "upper", (4,), "Energy"),
    ("B.1 Solar", "upper", (2, 1), "Solar"),
    ("c) wind", "lower", (3,), "wind"),
    ("(iv) tides", "lower-roman", (4,), "tides"),
    ("Section 3. Method", "section", (3,), "Method"),
    ("CHAPITRE PREMIER", "chapter", (1,), ""),
    ("CHAPTER TWO: ROADS", "chapter", (2,), "ROADS"),
    ("Título IV", "part", (4,), ""),
    ("ARTÍCULO 12°. Vigencia", "article", (12,), "Vigencia"),
    ("Axe d'intervention 2 : Pêche", "axis", (2,), "Pêche"),
    ("Anexo B - Mapas", "annex", (2,), "Mapas"),
]
NO_LABELS = [
    "",
    "2.5 million households",
    "2.5 times as many",
    "3 years later",
    "1st prize",
    "2019 was dry",
    "10 000 wells",
    "45 % of farms",
    "A country of hills",
    "I think so",
    "Article 4 of the treaty applies",
    "Part of the harvest",
    "C’est pourquoi",
    "e.g. maize",
    "3.5°C by mid-century",
    "-",
]


@pytest.mark.parametrize(("text", "kind", "parts", "title"), LABELS)
def test_a_number_is_parted_from_its_title(text, kind, parts, title):
    label = headings_numbering.parse(text)
    assert label is not None
    assert (label.kind, label.parts, text[label.end :]) == (kind, parts, title)


@pytest.mark.parametrize("text", NO_LABELS)
def test_amounts_years_and_sentences_have_no_number(text):
    assert headings_numbering.parse(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("I", 1), ("IV", 4), ("XIV", 14), ("XL", 40), ("IIII", 0), ("", 0), ("MIX", 0)]
)
def test_roman_numerals(text, value):
    assert headings_numbering.roman(text) == value


def test_the_title_of_a_text_that_is_only_a_number():
    assert headings_numbering.title_of("3.2") == "3.2"
    assert headings_numbering.title_of("3.2 Wells") == "Wells"


@given(st.text(max_size=60))
def test_any_text_gives_a_label_inside_it_or_none(text):
    label = headings_numbering.parse(text)
    assert label is None or (0 < label.end <= len(text) and label.parts and all(part >= 0 for part in label.parts))
