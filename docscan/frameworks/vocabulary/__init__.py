"""Word groups that every framework may name in its terms (``@remittances``), in four languages: ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

#: Name of a group to language to terms in the term syntax.
Words = Mapping[str, Mapping[str, tuple[str, ...]]]
#: Key by which a group says that its words may stand in the heading above a passage instead of in it.
TOPIC = "topic"
#: Key under which a group lists ids of the termbase's concepts whose words count as its own.
CONCEPTS = "concepts"
#: In such a list: every concept.
EVERY_CONCEPT = "*"


def words_file() -> Path:
    """The file of the shared word groups."""
    return Path(str(files("docscan").joinpath("frameworks", "vocabulary", "words.toml")))


@lru_cache(maxsize=1)
def shared_words() -> Words:
    """The shared word groups: name to language to terms."""
    return read_words(_shared())


@lru_cache(maxsize=1)
def shared_topics() -> frozenset[str]:
    """Names of the shared word groups that name a topic."""
    return read_topics(_shared())


@lru_cache(maxsize=1)
def shared_concepts() -> Mapping[str, tuple[str, ...]]:
    """Ids of the termbase's concepts whose words count as those of a shared group, by the group's name."""
    return read_concepts(_shared())


@lru_cache(maxsize=1)
def _shared() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(words_file().read_text(encoding="utf-8"))


def read_words(table: Mapping[str, Mapping[str, Any]]) -> Words:
    """Word groups as they stand in a parsed file, with tuples in place of lists."""
    return {
        name: {language: tuple(terms) for language, terms in group.items() if language not in (TOPIC, CONCEPTS)}
        for name, group in table.items()
    }


def read_topics(table: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Names of the word groups of a parsed file that name a topic."""
    return frozenset(name for name, group in table.items() if group.get(TOPIC))


def read_concepts(table: Mapping[str, Mapping[str, Any]]) -> Mapping[str, tuple[str, ...]]:
    """Concept ids of the word groups of a parsed file that list any."""
    return {name: tuple(group[CONCEPTS]) for name, group in table.items() if group.get(CONCEPTS)}
