"""A lexicon: the entries of a folder of data files, found in a text language by language.

The form of the files is explained in :mod:`docscan.terms.entries`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from docscan.errors import ConfigurationError
from docscan.terms.entries import Entry, Language, compiled, languages, read
from docscan.terms.identity import demonyms
from docscan.terms.literals import necessary
from docscan.terms.matching import Match, TermIndex, Tokens, tokenise

__all__ = ["Entry", "Language", "Lexicon", "distance", "languages", "load"]


#: In a list of terms: every form of the adjectives that go with countries ("Malian", "malien", "maliense" …).
DEMONYMS = "@demonyms"


class Lexicon:
    """The entries of one folder, and their matching, language by language, built when first asked for."""

    def __init__(self, name: str, entries: Iterable[Entry]) -> None:
        self.name = name
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._by_id = {entry.id: entry for entry in self.entries}
        self._indexes: dict[tuple[str, str], TermIndex] = {}
        self._patterns: dict[str, tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]] = {}
        self._strong_keys: dict[str, dict[str, set[str]]] = {}

    def __getitem__(self, id_: str) -> Entry:
        return self._by_id[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def forms(self, language: str) -> dict[str, tuple[str, ...]]:
        """Explicit, folded term forms per entry in a language."""
        return {id_: forms for id_, forms in self._index("terms", language).forms.items() if forms}

    def may_hold_strong(self, text: str, language: str) -> bool:
        """Whether a strong entry could be in the text: a quick necessary condition, for texts that say nothing."""
        keys = self._strong_keys.get(language)
        if keys is None:
            keys = self._strong_keys[language] = self._pairs_of_strong(language)
        words = set(tokenise(text).words)
        return any("" in keys[word] or not keys[word].isdisjoint(words) for word in words & keys.keys())

    def _pairs_of_strong(self, language: str) -> dict[str, set[str]]:
        """Words that stand in a strong term, each with the words of which one must stand by; the empty word is any."""
        index = self._index("terms", language)
        found: dict[str, set[str]] = {}
        for entry in self.entries:
            for first, second in () if entry.weak else index.pairs(entry.id):
                found.setdefault(first, set()).add(second)
        return found

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
        holds = text.lower().__contains__
        for id_, pattern, needed in self._language_patterns(language):
            if not needed or any(map(holds, needed)):
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
                {id_: _with_demonyms(written, language) for id_, written in terms.items() if written},
                language,
                acronyms={id_: written for id_, written in acronyms.items() if written},
            )
            self._indexes[key, language] = index
        return index

    def _language_patterns(self, language: str) -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
        """The entries' expressions, each with what it cannot match without."""
        if language not in self._patterns:
            self._patterns[language] = tuple(
                (entry.id, pattern, necessary(pattern))
                for entry in self.entries
                for pattern in compiled(entry, language)
            )
        return self._patterns[language]


def _with_demonyms(written: Iterable[str], language: str) -> tuple[str, ...]:
    """The terms of an entry, every form of the countries' adjectives in place of :data:`DEMONYMS`."""
    found: list[str] = []
    for term in written:
        found += [form for row in demonyms().values() for form in row.get(language, ())] if term == DEMONYMS else [term]
    return tuple(dict.fromkeys(found))


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
