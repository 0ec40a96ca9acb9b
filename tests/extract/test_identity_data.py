"""The tables of names, demonyms and kinds test themselves: every entry by its own forms and examples."""

from __future__ import annotations

import re

import pytest

from docscan.document import KINDS
from docscan.extract.identity import country_code
from docscan.extract.identity_country import count_mentions
from docscan.extract.identity_kind import score_text
from docscan.terms.identity import (
    LANGUAGES,
    alpha3_by_alpha2,
    codes_by_name,
    country_name,
    demonyms,
    fold,
    kinds,
    names,
    tokens,
    variants,
)

ENTRIES = kinds()["entry"]
EXAMPLES = [
    (entry["kind"], language, text)
    for entry in ENTRIES
    for language, texts in entry["examples"].items()
    for text in texts
]
COUNTEREXAMPLES = [
    (entry["kind"], text) for entry in ENTRIES for texts in entry.get("counterexamples", {}).values() for text in texts
]


def test_every_country_of_the_demonyms_has_an_iso_code_and_names() -> None:
    assert set(demonyms()) <= set(alpha3_by_alpha2().values())
    assert len(demonyms()) >= 195
    for code in demonyms():
        assert len(names()[code]) >= 1
        assert all(demonyms()[code][language] for language in LANGUAGES), code


def test_codes_left_to_users_are_no_countries() -> None:
    given = set(alpha3_by_alpha2().values())
    assert "XKX" in given
    assert not {"ZZZ", "AAA", "XAA", "XZZ", "QMM"} & given
    assert not {"ZAR", "BUR", "TMP", "ROM", "SUN"} & given


@pytest.mark.parametrize("code", sorted(demonyms()))
def test_a_country_is_found_by_each_of_its_names(code: str) -> None:
    for name in names()[code]:
        assert country_code(name) == code, name
    assert country_code(code) == code
    assert country_code(code.lower()) == code


def test_no_name_stands_for_two_countries() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for code, known in names().items():
        for name in known:
            assert seen.setdefault(tokens(name), code) == code, name
    assert set(variants()) <= set(names())
    assert codes_by_name()[tokens("the Gambia")] == "GMB"


@pytest.mark.parametrize(
    ("word", "language", "code"),
    [
        ("sénégalaises", "fr", "SEN"),
        ("tchadienne", "fr", "TCD"),
        ("malgaches", "fr", "MDG"),
        ("nigérianes", "fr", "NGA"),
        ("nigériennes", "fr", "NER"),
        ("haïtiennes", "fr", "HTI"),
        ("Bangladeshis", "en", "BGD"),
        ("Ghanaians", "en", "GHA"),
        ("Burkinabè", "en", "BFA"),
        ("colombianas", "es", "COL"),
        ("costarricenses", "es", "CRI"),
        ("marroquíes", "es", "MAR"),
        ("alemanes", "es", "DEU"),
        ("moçambicanas", "pt", "MOZ"),
        ("cabo-verdianos", "pt", "CPV"),
        ("portuguesas", "pt", "PRT"),
    ],
)
def test_demonyms_are_found_in_their_forms(word: str, language: str, code: str) -> None:
    found = count_mentions(f"xyz {word} xyz", language)
    assert set(found) == {code}


def test_shared_demonyms_are_shared_between_their_countries() -> None:
    assert set(count_mentions("congolais", "fr")) == {"COD", "COG"}
    assert set(count_mentions("the Dominican people", "en")) == {"DMA", "DOM"}


@pytest.mark.parametrize("text", ["a cold turkey on the table", "chile con carne", "the bay of jordan almonds"])
def test_names_without_capital_are_words(text: str) -> None:
    assert count_mentions(text, "en") == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("South Sudan", "SSD"),
        ("Democratic Republic of the Congo", "COD"),
        ("República Dominicana", "DOM"),
        ("Nigeria", "NGA"),
        ("Côte d'Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
    ],
)
def test_the_longest_name_counts(text: str, code: str) -> None:
    assert set(count_mentions(text, "en")) == {code}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("sn", "SEN"),
        ("Viet Nam", "VNM"),
        ("RDC", "COD"),
        ("Kosovo", "XKX"),
        ("xab", "XAB"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_codes_and_names_of_the_metadata_table(value: str, code: str | None) -> None:
    assert country_code(value) == code


def test_names_are_shown_in_the_language_asked_for() -> None:
    assert country_name("TLS") == "Timor-Leste"
    assert country_name("DEU", "pt") == "Alemanha"
    assert country_name("XAA") == "XAA"


def test_kinds_are_the_kinds_of_documents() -> None:
    assert {entry["kind"] for entry in ENTRIES} == set(KINDS)
    for entry in ENTRIES:
        assert set(entry["examples"]) >= set(LANGUAGES), entry["kind"]


@pytest.mark.parametrize(("kind", "language", "text"), EXAMPLES)
def test_each_kind_is_told_by_its_examples(kind: str, language: str, text: str) -> None:
    scores = score_text(text)
    assert scores, text
    assert max(scores, key=lambda found: scores[found]) == kind


@pytest.mark.parametrize(("kind", "text"), COUNTEREXAMPLES)
def test_counterexamples_do_not_tell_the_kind(kind: str, text: str) -> None:
    assert kind not in score_text(text)


def test_folding_takes_case_and_accents_away() -> None:
    assert fold("Été Ñandú Ç’") == "ete nandu c'"
    assert re.fullmatch(r"[a-z ]+", fold("SÃO TOMÉ"))
