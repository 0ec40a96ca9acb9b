"""Expressions of the term files are run only where a word they cannot match without stands in the text."""

from __future__ import annotations

import re

import pytest

from docscan.terms import lexicon
from docscan.terms.lexicon import load
from docscan.terms.literals import necessary

LANGUAGES = [language.code for language in lexicon.languages() if not language.experimental]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:[Bb]udget|[Cc]ost)s? of \d+", ("budget", "cost")),
        (r"(?i)\bTarget was\b", ("target was",)),
        (r"(?:\w+ )?fishing(?= boats)", ("fishing",)),
        (r"\b(?!not )[a-z]+ed by the council", ("ed by the council",)),
        (r"[A-Z]{2,4}\d+", ()),
        (r"(?:boat|\d+)", ()),
    ],
)
def test_the_words_that_must_stand_in_the_text_are_read_off_the_expression(
    pattern: str, words: tuple[str, ...]
) -> None:
    assert necessary(re.compile(pattern)) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_match_is_lost_by_asking_for_the_words_first(language: str) -> None:
    texts = [
        text
        for name in ("cues", "concepts", "exclusions")
        for entry in load(name).entries
        for text in (*entry.examples.get(language, ()), *entry.counterexamples.get(language, ()))
    ]
    lost = [
        (pattern.pattern, text)
        for name in ("cues", "concepts", "exclusions")
        for _, pattern, needed in load(name)._language_patterns(language)
        for text in texts
        if needed and pattern.search(text) and not any(word in text.lower() for word in needed)
    ]
    assert lost == []
