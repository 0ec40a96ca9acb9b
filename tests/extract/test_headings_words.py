"""The heading words test themselves: examples are taken for what they are, counterexamples are not."""

import tomllib
from importlib.resources import files

import pytest

from docscan.extract import contents, headings_numbering, headings_words

TABLE = tomllib.loads(files("docscan").joinpath("terms/headings/words.toml").read_text(encoding="utf-8"))
DIVISIONS = [(entry["id"], text) for entry in TABLE["division"] for text in entry["examples"]]
NO_DIVISIONS = [text for entry in TABLE["division"] for text in entry["counterexamples"]]
TITLES = [
    (entry["id"], language, term)
    for entry in TABLE["title"]
    for language, terms in entry["terms"].items()
    for term in terms
]


@pytest.mark.parametrize(("kind", "text"), DIVISIONS)
def test_examples_open_their_division(kind, text):
    label = headings_numbering.parse(text)
    assert label is not None
    assert label.kind == kind
    assert label.order > 0


@pytest.mark.parametrize("text", NO_DIVISIONS)
def test_counterexamples_open_no_division(text):
    label = headings_numbering.parse(text)
    assert label is None or label.order == 0


@pytest.mark.parametrize("text", TABLE["caption"][0]["examples"])
def test_captions_are_recognised(text):
    assert contents.is_caption(text)


@pytest.mark.parametrize("text", TABLE["caption"][0]["counterexamples"])
def test_other_lines_are_no_captions(text):
    assert not contents.is_caption(text)


@pytest.mark.parametrize(("kind", "language", "term"), TITLES)
def test_titles_are_found_in_capitals_and_without_accents(kind, language, term):
    words = headings_words.load()
    for form in headings_words.expand(term):
        assert words.title_kind(form.upper()) == words.title_kind(form) != ""
        assert words.title_kind(headings_words.fold(form) + " ") == words.title_kind(form)


def test_every_division_has_words_in_the_four_languages():
    for entry in TABLE["division"]:
        assert set(entry["terms"]) == {"en", "fr", "es", "pt"}


def test_optional_endings_and_alternatives_are_expanded():
    assert headings_words.expand("annex(e|es)") == ["annexe", "annexes"]
    assert headings_words.expand("report(s)") == ["report", "reports"]
    assert headings_words.expand("axis") == ["axis"]


def test_squashed_titles_ignore_accents_case_hyphens_and_spaces():
    assert headings_words.squash("Sécurité  Ali-\u00admentaire") == headings_words.squash("SECURITE ALIMENTAIRE")
