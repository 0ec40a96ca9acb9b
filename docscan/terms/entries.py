"""The files of a lexicon: what an entry may hold, read and checked.

A lexicon is a folder of TOML files (``concepts``, ``exclusions``, ``cues``, ``sectors``), read in order of their names.
Each file is a list of ``[[entry]]`` tables with these keys:

``id``
    unique in the lexicon; lower case, digits, underscores.
``facet``, ``value``
    what the entry is evidence of; ``value`` is one name or a list (a concept's themes). Facets with a fixed list of
    values (``docscan.judgement.FACETS``, ``EVIDENCE``) accept only these.
``terms.<language>``
    terms in the syntax of :func:`docscan.terms.syntax.expand`: ``(s)`` optional, ``[a|b]`` exactly one of them.
    ``@demonyms`` in a list stands for every form of the countries' adjectives.
``acronyms.<language>``
    the same, but the capitals must stand in the text as written here.
``strength``
    ``strong`` (default) or ``weak``. What a weak entry needs is said by who uses the lexicon: a weak concept needs a
    strong one in the passage or in its heading path.
``context.<language>``, ``near``
    with these the entry counts only where one of the context terms stands in the same sentence within ``near`` words
    (default 8) before or after the term, not overlapping it.
``unless.<language>``
    the opposite: where one of them stands that near, the entry doesn't count.
``excludes``, ``reach``, ``patterns.<language>``
    for exclusions: ids of the concepts they silence (``["*"]`` is all); ``reach`` is the number of words around the
    exclusion's term, within its sentence, in which they are silenced (default 0: only where they overlap; -1: in the
    whole passage). ``patterns`` are regular expressions over the text as written, for what is no sequence of words
    (web addresses, references).
``requires``
    ids of entries of the same lexicon of which one must be found in the same passage.
``sectors``
    sectors the entry is also evidence of.
``shares``
    ids of entries that are meant to have a term in common with this one.
``why``
    the rule behind the entry, in English; shown to analysts.
``examples.<language>``, ``counterexamples.<language>``
    sentences in which the entry must and must not be found. The tests check every one.

Everything is checked on loading; a mistake raises :class:`docscan.errors.ConfigurationError` naming file, entry, key
and the nearest known key. ``languages.toml`` beside this module lists the languages and says which are experimental.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from docscan.errors import ConfigurationError
from docscan.judgement import EVIDENCE, FACETS

_ID = re.compile(r"[a-z][a-z0-9_]*")
_STRENGTHS = ("strong", "weak")
_NEAR = 8

Texts = Mapping[str, tuple[str, ...]]  # language → texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a lexicon; the keys of the file are explained in the module's documentation.

    ``terms`` are as written, unexpanded; :meth:`Lexicon.forms` gives the explicit forms. ``file`` is the file's name.
    """

    id: str
    facet: str
    value: tuple[str, ...]
    terms: Texts
    acronyms: Texts = field(default_factory=dict)
    strength: str = "strong"
    context: Texts = field(default_factory=dict)
    unless: Texts = field(default_factory=dict)
    near: int = _NEAR
    excludes: tuple[str, ...] = ()
    reach: int = 0
    patterns: Texts = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    why: str = ""
    examples: Texts = field(default_factory=dict)
    counterexamples: Texts = field(default_factory=dict)
    file: str = ""

    @property
    def weak(self) -> bool:
        """Whether the entry needs support from elsewhere in the passage."""
        return self.strength == "weak"


_KEYS = tuple(f.name for f in fields(Entry) if f.name != "file")
_BY_LANGUAGE = ("terms", "acronyms", "context", "unless", "patterns", "examples", "counterexamples")
_LISTS = ("excludes", "requires", "sectors", "shares")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the lexicons. An ``experimental`` one may lack entries and is read only when asked for."""

    code: str
    name: str
    experimental: bool


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """The languages of ``languages.toml``, in its order."""
    table = tomllib.loads((files("docscan.terms") / "languages.toml").read_text(encoding="utf-8"))
    return tuple(
        Language(code=code, name=row["name"], experimental=row.get("experimental", False))
        for code, row in table.items()
    )


def read(path: Path) -> list[Entry]:
    """Entries of one file, checked. Raises :class:`ConfigurationError`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"cannot be read: {error}", subject=path.name, fix="correct the TOML") from error
    unknown = [key for key in data if key != "entry"]
    if unknown:
        raise ConfigurationError(
            f"unknown table {unknown[0]!r}", subject=path.name, fix="a lexicon file is a list of [[entry]] tables"
        )
    return [_entry(path.name, number, row) for number, row in enumerate(data.get("entry", []), 1)]


def _entry(file: str, number: int, row: Mapping[str, Any]) -> Entry:
    id_ = row.get("id")
    subject = f"{file}: entry {number} ({id_})"
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise ConfigurationError("id is missing or malformed", subject=subject, fix="ids are like rural_exodus")
    for key in row:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1)
            fix = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(_KEYS)}"
            raise ConfigurationError(f"unknown key {key!r}", subject=subject, fix=fix)
    values: dict[str, Any] = {k: v for k, v in row.items() if k not in _BY_LANGUAGE and k not in _LISTS}
    values["value"] = _value(subject, row)
    for key in _BY_LANGUAGE:
        values[key] = _by_language(subject, key, row.get(key, {}))
    for key in _LISTS:
        values[key] = _strings(subject, key, row.get(key, []))
    if values.get("strength", "strong") not in _STRENGTHS:
        raise ConfigurationError(f"strength {values['strength']!r}", subject=subject, fix="strong or weak")
    if not values["terms"] and not values["patterns"]:
        raise ConfigurationError("has neither terms nor patterns", subject=subject, fix="add terms.en = [...]")
    return Entry(file=file, **values)


def _value(subject: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    facet, value = row.get("facet"), row.get("value")
    known = {**EVIDENCE, **FACETS}
    if not isinstance(facet, str) or facet not in known:
        near = get_close_matches(str(facet), known, n=1)
        fix = f"did you mean {near[0]!r}?" if near else f"facets: {', '.join(known)}"
        raise ConfigurationError(f"facet {facet!r} is not known", subject=subject, fix=fix)
    names = _strings(subject, "value", [value] if isinstance(value, str) else value)
    for name in names:
        if known[facet] and name not in known[facet]:
            near = get_close_matches(name, known[facet], n=1)
            fix = f"did you mean {near[0]!r}?" if near else f"values: {', '.join(known[facet])}"
            raise ConfigurationError(f"{facet} has no value {name!r}", subject=subject, fix=fix)
    return names


def _by_language(subject: str, key: str, table: Any) -> dict[str, tuple[str, ...]]:
    codes = [language.code for language in languages()]
    if not isinstance(table, Mapping):
        raise ConfigurationError(f"{key} needs a language", subject=subject, fix=f'{key}.en = ["…"]')
    for code in table:
        if code not in codes:
            raise ConfigurationError(
                f"{key}.{code}: unknown language", subject=subject, fix=f"add it to languages.toml or use {codes}"
            )
    return {code: _strings(subject, f"{key}.{code}", texts) for code, texts in table.items()}


def _strings(subject: str, key: str, texts: Any) -> tuple[str, ...]:
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise ConfigurationError(f"{key} is not a list of texts", subject=subject, fix=f'{key} = ["…"]')
    return tuple(texts)


def compiled(entry: Entry, language: str) -> list[re.Pattern[str]]:
    """The expressions of an entry in a language, which are looked at only now: all of them would take half a second.

    Raises :class:`ConfigurationError`.
    """
    found = []
    for pattern in entry.patterns.get(language, ()):
        try:
            found.append(re.compile(pattern))
        except re.error as error:
            raise ConfigurationError(
                f"pattern {pattern!r}: {error}", subject=f"{entry.file}: {entry.id}", fix="correct it"
            ) from error
    return found
