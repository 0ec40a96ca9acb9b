"""Word groups that every framework may name in its terms (``@remittances``), in four languages: ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

#: Name of a group to language to terms in the term syntax.
Words = Mapping[str, Mapping[str, tuple[str, ...]]]


def words_file() -> Path:
    """The file of the shared word groups."""
    return Path(str(files("docscan").joinpath("frameworks", "vocabulary", "words.toml")))


@lru_cache(maxsize=1)
def shared_words() -> Words:
    """The shared word groups: name to language to terms."""
    return read_words(tomllib.loads(words_file().read_text(encoding="utf-8")))


def read_words(table: Mapping[str, Mapping[str, list[str]]]) -> Words:
    """Word groups as they stand in a parsed file, with tuples in place of lists."""
    return {
        name: {language: tuple(terms) for language, terms in by_language.items()} for name, by_language in table.items()
    }
