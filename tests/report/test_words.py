"""Every word of every output stands in four languages, under the same keys, with the same blanks to fill."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

import docscan
from docscan.document import KINDS
from docscan.errors import ConfigurationError
from docscan.judgement import EVIDENCE, FACETS, LEVELS
from docscan.report.tables import TABLES, column_meaning
from docscan.report.words import LANGUAGES, words
from docscan.scorecard import BANDS, DIMENSIONS

OTHERS = [language for language in LANGUAGES if language != "en"]


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        found.update(flat(value, f"{name}.") if isinstance(value, dict) else {name: value})
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_keys_and_blanks_are_the_same_as_in_english(language: str) -> None:
    english, other = flat(words("en").table), flat(words(language).table)
    assert list(english) == list(other)
    assert {key: blanks(text) for key, text in english.items()} == {key: blanks(text) for key, text in other.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_the_codebook_has_a_word(language: str) -> None:
    table = words(language).table
    expected = {"level": LEVELS, "level_meaning": LEVELS, "band": BANDS, "dimension": DIMENSIONS, "kind": KINDS}
    expected |= FACETS
    expected |= {"anchor": EVIDENCE["anchor"], "cue": EVIDENCE["cue"], "question": DIMENSIONS}
    for group, keys in expected.items():
        assert set(keys) <= set(table[group]), group
        assert all(table[group][key].strip() for key in keys), group


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exclusion_has_words_for_readers(language: str) -> None:
    ids = {
        entry["id"]
        for path in sorted((Path(docscan.__file__).parent / "terms" / "exclusions").glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
    }
    assert ids == set(words(language).table["exclusion"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranks_are_told_in_words(language: str) -> None:
    wording = words(language)
    assert "90" in wording.rank_note((1, 1)) and "1" in wording.rank_note((1, 1))
    assert all(part in wording.rank_note((17, 22)) for part in ("17", "22"))
    assert wording.rank_note(None) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_explained(language: str) -> None:
    for table in TABLES:
        for column in table.columns:
            assert column_meaning(table.name, column, words(language)), (table.name, column)


@pytest.mark.parametrize(
    ("language", "number", "share", "pages"),
    [
        ("en", "12,345.5", "12%", "1 page"),
        ("fr", "12\u202f345,5", "12\xa0%", "1 page"),
        ("es", "12.345,5", "12\xa0%", "1 página"),
        ("pt", "12\xa0345,5", "12%", "1 página"),
    ],
)
def test_numbers_follow_the_language(language: str, number: str, share: str, pages: str) -> None:
    wording = words(language)
    assert wording.number(12345.5, 1) == number
    assert wording.percent(0.12) == share
    assert wording.count("page", 1) == pages
    assert wording.number(None) == "–"


def test_french_counts_nought_as_singular() -> None:
    assert words("fr").count("passage", 0) == "0 passage"
    assert words("en").count("passage", 0) == "0 passages"


def test_lines_do_not_end_before_french_punctuation_or_a_per_cent_sign() -> None:
    for text in flat(words("fr").table).values():
        assert not re.search(r" [:;?!»]|« |\d %", text), text


def test_small_shares_are_not_rounded_to_nothing() -> None:
    assert words("en").percent(0.004) == "0.4%"
    assert words("en").percent(0.0) == "0%"


def test_countries_have_names_of_the_language_unless_they_are_invented() -> None:
    assert words("fr").country("DEU", "Germany") == "Allemagne"
    assert words("es").country("XKX", "") == "Kosovo"
    assert words("fr").country("XAA", "Aldoria") == "Aldoria"
    assert words("en").country("ZZZ", "") == "Country not identified"


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigurationError, match="en, fr, es, pt"):
        words("de")


def test_no_text_judges_the_country() -> None:
    caveats = {
        "en": "what the text says",
        "fr": "ce que dit le texte",
        "es": "lo que dice el texto",
        "pt": "o que o texto diz",
    }
    for language, part in caveats.items():
        assert part in words(language).text("page", "caveat")
