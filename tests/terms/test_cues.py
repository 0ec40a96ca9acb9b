"""Every cue and sector entry proves itself by its own examples, in every language."""

from __future__ import annotations

import pytest

from docscan.terms import lexicon
from docscan.terms.lexicon import load

LANGUAGES = [language.code for language in lexicon.languages() if not language.experimental]
ENTRIES = [(name, entry) for name in ("cues", "sectors", "framing", "columns") for entry in load(name).entries]


def sentences(key: str) -> list[pytest.param]:
    return [
        pytest.param(name, entry.id, language, text, id=f"{entry.id}-{language}-{number}")
        for name, entry in ENTRIES
        for language in LANGUAGES
        for number, text in enumerate(getattr(entry, key).get(language, ()))
    ]


@pytest.mark.parametrize(("name", "id_", "language", "text"), sentences("examples"))
def test_example_matches_its_entry(name: str, id_: str, language: str, text: str) -> None:
    assert id_ in {match.id for match in load(name).find(text, language)}


@pytest.mark.parametrize(("name", "id_", "language", "text"), sentences("counterexamples"))
def test_counterexample_does_not_match(name: str, id_: str, language: str, text: str) -> None:
    assert id_ not in {match.id for match in load(name).find(text, language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_speaks_every_language_and_proves_it(language: str) -> None:
    silent = [e.id for _, e in ENTRIES if not e.terms.get(language) and not e.patterns.get(language)]
    unproved = [e.id for _, e in ENTRIES if not e.examples.get(language) or not e.counterexamples.get(language)]
    assert (silent, unproved) == ([], [])


def test_the_rules_name_only_entries_that_exist() -> None:
    from docscan.classify import commitments, cue_words, facets_effect, facets_theme, links, objects, orders

    cues, concepts = load("cues"), load("concepts")
    named = {*links.WEAK, *facets_effect._POLARITY, *facets_theme._ADDED, *commitments._INSTRUMENTS}
    named |= {*cue_words.COUNTS_AS, *cue_words.COUNTS_AS.values(), *cue_words._DEEDS, *cue_words._TAKEN}
    assert [id_ for id_ in sorted(named) if id_ not in cues] == []
    moved = {*orders._DEEDS, *objects._ENOUGH, *facets_theme._BESIDE}
    assert [id_ for id_ in sorted(moved) if id_ not in concepts] == []


def test_the_facets_have_cues_for_each_of_their_values() -> None:
    from docscan.judgement import EVIDENCE, FACETS

    values = {(entry.facet, value) for _, entry in ENTRIES for value in entry.value}
    wanted = {*FACETS, "cue", "anchor"} - {"assessment", "theme"}
    missing = [(f, v) for f in sorted(wanted) for v in (FACETS.get(f) or EVIDENCE[f]) if (f, v) not in values]
    assert missing == []
