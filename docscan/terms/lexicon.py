"""Load the data files of terms, check them, and find their entries in a text.

A lexicon is a folder of TOML files (``concepts``, ``exclusions``, ``cues``, ``sectors``), read in order of their names.
Each file is a list of ``[[entry]]`` tables with these keys:

``id``
    unique in the lexicon; lower case, digits, underscores.
``facet``, ``value``
    what the entry is evidence of; ``value`` is one name or a list (a concept's themes). Facets with a fixed list of
    values (``docscan.judgement.FACETS``, ``EVIDENCE``) accept only these.
``terms.<language>``
    terms in the syntax of :func:`docscan.terms.matching.expand`: ``(s)`` optional, ``[a|b]`` exactly one of them.
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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from docscan.errors import ConfigurationError
from docscan.judgement import EVIDENCE, FACETS
from docscan.terms.matching import Match, TermIndex, Tokens, tokenise

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


class Lexicon:
    """The entries of one folder, and their matching, language by language, built when first asked for."""

    def __init__(self, name: str, entries: Iterable[Entry]) -> None:
        self.name = name
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries}
        self._indexes: dict[tuple[str, str], TermIndex] = {}
        self._patterns: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}

    def __getitem__(self, id_: str) -> Entry:
        return self._by_id[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def forms(self, language: str) -> dict[str, tuple[str, ...]]:
        """Explicit, folded term forms per entry in a language."""
        return {id_: forms for id_, forms in self._index("terms", language).forms.items() if forms}

    def find(self, text: str, language: str) -> list[Match]:
        """Entries found in the text whose ``context``, ``unless`` and ``requires`` hold, in order of position.

        Of matches of one entry that overlap only the longest stays; different entries may overlap. A language without
        terms finds nothing.
        """
        tokens = tokenise(text)
        spans = self._index("terms", language).spans(text, tokens)
        found = []
        if spans:
            spans = self._in_context(text, tokens, language, spans)
            found = [Match(id_, tokens.starts[start], tokens.ends[end - 1]) for id_, start, end in spans]
        for id_, pattern in self._language_patterns(language):
            found += [Match(id_, m.start(), m.end()) for m in pattern.finditer(text) if m.end() > m.start()]
        present = {match.id for match in found}
        kept = [m for m in found if not self[m.id].requires or present.intersection(self[m.id].requires)]
        return sorted(kept, key=lambda m: (m.start, -m.end, m.id))

    def _in_context(
        self, text: str, tokens: Tokens, language: str, spans: list[tuple[str, int, int]]
    ) -> list[tuple[str, int, int]]:
        conditioned = {id_ for id_, _, _ in spans if self._conditioned(self[id_], language)}
        if not conditioned:
            return spans
        context = _positions(self._index("context", language).spans(text, tokens))
        unless = _positions(self._index("unless", language).spans(text, tokens))
        kept = []
        for id_, start, end in spans:
            entry = self[id_]
            if id_ in conditioned:
                if entry.context.get(language) and not _any_near(
                    tokens, (start, end), context.get(id_, ()), entry.near
                ):
                    continue
                if _any_near(tokens, (start, end), unless.get(id_, ()), entry.near):
                    continue
            kept.append((id_, start, end))
        return kept

    @staticmethod
    def _conditioned(entry: Entry, language: str) -> bool:
        return bool(entry.context.get(language) or entry.unless.get(language))

    def _index(self, key: str, language: str) -> TermIndex:
        index = self._indexes.get((key, language))
        if index is None:
            terms = {e.id: getattr(e, key).get(language, ()) for e in self.entries}
            acronyms = {e.id: e.acronyms.get(language, ()) for e in self.entries} if key == "terms" else {}
            index = TermIndex(
                {id_: written for id_, written in terms.items() if written},
                language,
                acronyms={id_: written for id_, written in acronyms.items() if written},
            )
            self._indexes[key, language] = index
        return index

    def _language_patterns(self, language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        if language not in self._patterns:
            self._patterns[language] = tuple(
                (entry.id, re.compile(pattern))
                for entry in self.entries
                for pattern in entry.patterns.get(language, ())
            )
        return self._patterns[language]


def _positions(spans: list[tuple[str, int, int]]) -> dict[str, list[tuple[int, int]]]:
    positions: dict[str, list[tuple[int, int]]] = {}
    for id_, start, end in spans:
        positions.setdefault(id_, []).append((start, end))
    return positions


def _any_near(tokens: Tokens, span: tuple[int, int], others: Iterable[tuple[int, int]], near: int) -> bool:
    return any(distance(tokens, span, other) <= near for other in others if other[1] <= span[0] or other[0] >= span[1])


def distance(tokens: Tokens, span: tuple[int, int], other: tuple[int, int]) -> float:
    """Number of tokens between two spans of token positions: 0 where they touch, infinite across sentences."""
    gap = max(other[0] - span[1], span[0] - other[1], 0)
    if gap and tokens.sentences[span[0]] != tokens.sentences[other[0]]:
        return float("inf")
    return gap


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


@lru_cache(maxsize=16)
def load(name: str) -> Lexicon:
    """The lexicon of a packaged folder (``concepts``, ``exclusions``, ``cues``, ``sectors``) or of a folder's path.

    Raises :class:`ConfigurationError` where the folder has no TOML file or one of them fails its check.
    """
    packaged = Path(str(files("docscan.terms"))) / name
    folder = packaged if packaged.is_dir() else Path(name)
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise ConfigurationError(
            "no such lexicon", subject=name, fix="name a folder with .toml files, or one of docscan/terms"
        )
    entries: dict[str, Entry] = {}
    for path in paths:
        for entry in read(path):
            if entry.id in entries:
                raise ConfigurationError(
                    f"id {entry.id!r} is already used in {entries[entry.id].file}",
                    subject=path.name,
                    fix="ids are unique in a lexicon: rename one or merge both",
                )
            entries[entry.id] = entry
    return Lexicon(name, entries.values())


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
    for patterns in values["patterns"].values():
        _check_patterns(subject, patterns)
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


def _check_patterns(subject: str, patterns: tuple[str, ...]) -> None:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ConfigurationError(f"pattern {pattern!r}: {error}", subject=subject, fix="correct it") from error
