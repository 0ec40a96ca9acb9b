"""Every entry of the termbase and of the exclusions proves itself by its own examples, in every language."""

from __future__ import annotations

from collections import defaultdict

import pytest

from docscan.classify import relevance
from docscan.terms import lexicon
from docscan.terms.lexicon import Entry, load

LANGUAGES = [language.code for language in lexicon.languages() if not language.experimental]
ALL = [language.code for language in lexicon.languages()]
CONCEPTS = load("concepts").entries
EXCLUSIONS = load("exclusions").entries


def sentences(entries: tuple[Entry, ...], key: str) -> list[pytest.param]:
    return [
        pytest.param(entry.id, language, text, id=f"{entry.id}-{language}-{number}")
        for entry in entries
        for language in ALL
        for number, text in enumerate(getattr(entry, key).get(language, ()))
    ]


#: A chapter on migration, in which even weak concepts would count, so an exclusion has something to silence.
CHAPTER = {"en": "Migration", "fr": "Migration", "es": "Migración", "pt": "Migração", "it": "Migrazione"}


def found(facet: str, text: str, language: str, path: tuple[str, ...] = ()) -> set[str]:
    return {finding.value for finding in relevance.find(text, language, path) if finding.facet == facet}


@pytest.mark.parametrize(("id_", "language", "text"), sentences(CONCEPTS, "examples"))
def test_example_matches_its_concept(id_: str, language: str, text: str) -> None:
    assert id_ in found(relevance.CONCEPT, text, language)


@pytest.mark.parametrize(("id_", "language", "text"), sentences(CONCEPTS, "counterexamples"))
def test_counterexample_does_not_match_its_concept(id_: str, language: str, text: str) -> None:
    assert id_ not in found(relevance.CONCEPT, text, language)


@pytest.mark.parametrize(("id_", "language", "text"), sentences(EXCLUSIONS, "examples"))
def test_example_of_an_exclusion_is_silenced_by_it(id_: str, language: str, text: str) -> None:
    assert id_ in found(relevance.EXCLUSION, text, language, (CHAPTER[language],))
    assert not found(relevance.CONCEPT, text, language)


@pytest.mark.parametrize(("id_", "language", "text"), sentences(EXCLUSIONS, "counterexamples"))
def test_counterexample_of_an_exclusion_stays_relevant(id_: str, language: str, text: str) -> None:
    assert id_ not in found(relevance.EXCLUSION, text, language)
    assert found(relevance.CONCEPT, text, language)


@pytest.mark.parametrize("entry", CONCEPTS, ids=lambda entry: entry.id)
def test_concept_is_complete_in_all_languages(entry: Entry) -> None:
    assert set(LANGUAGES) <= set(entry.terms)
    assert set(LANGUAGES) <= set(entry.examples)
    assert set(LANGUAGES) <= set(entry.counterexamples)
    assert entry.facet == "theme"
    if entry.weak:
        assert not set(LANGUAGES) - set(entry.examples)


@pytest.mark.parametrize("entry", EXCLUSIONS, ids=lambda entry: entry.id)
def test_exclusion_says_what_it_silences_and_why(entry: Entry) -> None:
    assert entry.excludes
    assert entry.why
    known = {concept.id for concept in CONCEPTS} | {"*"}
    assert set(entry.excludes) <= known
    assert len(set(entry.examples) & set(LANGUAGES)) >= 2
    assert len(set(entry.counterexamples) & set(LANGUAGES)) >= 2


@pytest.mark.parametrize("language", ALL)
def test_no_term_stands_in_two_concepts_of_one_theme_unless_said(language: str) -> None:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    lexicon_ = load("concepts")
    for id_, forms in lexicon_.forms(language).items():
        for theme in lexicon_[id_].value:
            for form in forms:
                owners[theme, form].append(id_)
    shared = {
        (form, *ids)
        for (_, form), ids in owners.items()
        if len(ids) > 1 and not any(set(ids) - {id_} <= set(lexicon_[id_].shares) for id_ in ids)
    }
    assert not shared


def test_termbase_is_as_large_as_promised() -> None:
    lexicon_ = load("concepts")
    assert len(lexicon_.entries) >= 80
    for language in LANGUAGES:
        assert sum(len(forms) for forms in lexicon_.forms(language).values()) >= 1500


def test_references_between_entries_exist() -> None:
    for name in ("concepts", "exclusions"):
        entries = load(name)
        for entry in entries.entries:
            assert all(id_ in entries for id_ in (*entry.requires, *entry.shares)), entry.id
