"""Senses: what an action is about, told from single words in four languages, so that paraphrases and translations meet.

The words stand in ``senses.toml``. A sense found is named by its group and id, ``subjects:returnee``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from docscan.errors import ConfigurationError
from docscan.terms.syntax import fold

#: Languages in the order of the file's rows.
ORDER: tuple[str, ...] = ("en", "fr", "es", "pt")
GROUPS: tuple[str, ...] = ("subjects", "groups", "things", "offices", "ends", "deeds")
#: Parts of phrases that are words of their own, no beginnings.
_WHOLE = frozenset(
    (
        "a",
        "au",
        "by",
        "d",
        "da",
        "de",
        "do",
        "du",
        "e",
        "el",
        "en",
        "es",
        "i",
        "in",
        "l",
        "la",
        "le",
        "los",
        "na",
        "ne",
        "no",
    )
    + ("o", "of", "on", "os", "ou", "par", "se", "to", "un", "up", "y")
)
_LETTERS = frozenset("nsy")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and where it stands in the text folded."""

    form: str
    start: int
    end: int


@dataclass(slots=True)
class _Index:
    """The senses of one language by the first word that tells them."""

    exact: dict[str, list[str]] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, folded."""
    return tuple(Word(match.group(), match.start(), match.end()) for match in WORD.finditer(fold(text)))


def find(text_words: Sequence[Word], language: str) -> tuple[tuple[str, int], ...]:
    """Senses in a text and the position of the word each begins at, in order; a sense may be found more than once."""
    found: list[tuple[str, int]] = []
    for position, word in enumerate(text_words):
        found += [(name, position) for name in _of_word(word.form, language)]
        for rest, name in _begun(word.form, language):
            follows = text_words[position + 1 : position + 1 + len(rest)]
            if len(follows) == len(rest) and all(_fits(w.form, part) for w, part in zip(follows, rest, strict=True)):
                found.append((name, position))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=200_000)
def _begun(form: str, language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Phrases that a word may begin: what must follow, and the sense."""
    phrases = _index(language).phrases
    found: list[tuple[tuple[str, ...], str]] = []
    for length in range(1, len(form) + 1):
        first = form[:length]
        if length == len(form) or first not in _WHOLE | _LETTERS:
            found += phrases.get(first, ())
    return tuple(found)


def _fits(form: str, part: str) -> bool:
    if part.endswith("="):
        return form == part[:-1]
    return form == part if part in _WHOLE else form.startswith(part)


@lru_cache(maxsize=200_000)
def _of_word(form: str, language: str) -> tuple[str, ...]:
    index = _index(language)
    found = list(index.exact.get(form, ()))
    for length in range(3, len(form) + 1):
        found += index.beginnings.get(form[:length], ())
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8)
def _index(language: str) -> _Index:
    index = _Index()
    column = ORDER.index(language) if language in ORDER else 0
    for name, written in _table().items():
        for term in written[column].split():
            if "_" in term:
                first, *rest = term.split("_")
                index.phrases.setdefault(first, []).append((tuple(rest), name))
            elif term.endswith("="):
                index.exact.setdefault(term[:-1], []).append(name)
            else:
                index.beginnings.setdefault(term, []).append(name)
    return index


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[str, ...]]:
    content = tomllib.loads(files("docscan.review").joinpath("senses.toml").read_text(encoding="utf-8"))
    table: dict[str, tuple[str, ...]] = {}
    for group in GROUPS:
        for name, written in content[group].items():
            if len(written) != len(ORDER):
                raise ConfigurationError(
                    f"'{name}' has words in {len(written)} languages",
                    subject="senses.toml",
                    fix=f"give one text for each of {', '.join(ORDER)}",
                )
            table[f"{group}:{name}"] = tuple(written)
    return table


def names(group: str) -> Iterable[str]:
    """Names of all senses of a group, in the file's order."""
    return tuple(name for name in _table() if name.startswith(f"{group}:"))
