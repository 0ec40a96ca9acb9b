"""Which items of which frameworks a text speaks of: term parts found once, combinations checked from there.

All frameworks asked together share one index per language, so a passage is cut into words and searched once, however
many frameworks there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docscan.frameworks.framework import Framework
from docscan.terms.matching import TermIndex, Tokens, tokenise

#: Where a part of a term stands: half-open positions of words.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One way to meet an item: all ``parts`` (ids in the index) within ``near`` words."""

    framework: int
    item: str
    parts: tuple[str, ...]
    near: int


@dataclass(frozen=True, slots=True)
class ItemMatch:
    """An item met by a text: position of its framework, id, and the spans of characters that met it."""

    framework: int
    item: str
    spans: tuple[Span, ...]


class ItemIndex:
    """The items of several frameworks in one language, ready to be found in texts."""

    def __init__(self, frameworks: Sequence[Framework], language: str) -> None:
        alternatives, phrases, self._topics = _collect(frameworks, language)
        self._index = TermIndex(phrases, language)
        uses: dict[str, int] = {}
        for alternative in alternatives:
            for part in alternative.parts:
                uses[part] = uses.get(part, 0) + 1
        # An alternative is looked at only when its rarest part is there: most passages touch few of them.
        self._by_part: dict[str, list[_Alternative]] = {}
        for alternative in alternatives:
            rarest = min(alternative.parts, key=lambda part: (uses[part], part))
            self._by_part.setdefault(rarest, []).append(alternative)

    def find(self, text: str, context: str = "") -> list[ItemMatch]:
        """Items that ``text`` meets, ordered by framework, then as in its file.

        ``context`` (a heading, a lead-in) may supply the topic of a term, never all of it: a part stands in the text.
        """
        tokens = tokenise(text)
        found = self._parts(text)
        if not found:
            return []
        beside = self._topics.intersection(self._parts(context)) if context else frozenset()
        sentences = _sentences(text, tokens)
        met: dict[tuple[int, str], list[Span]] = {}
        for part in (*found, *sorted(beside.difference(found))):
            for alternative in self._by_part.get(part, ()):
                span = _closest(alternative, found, beside, sentences)
                if span is not None:
                    met.setdefault((alternative.framework, alternative.item), []).append(span)
        return [
            ItemMatch(framework, item, tuple(sorted({(tokens.starts[s], tokens.ends[e - 1]) for s, e in spans})))
            for (framework, item), spans in met.items()
        ]

    def _parts(self, text: str) -> dict[str, list[Span]]:
        parts: dict[str, list[Span]] = {}
        for part, start, end in self._index.spans(text, tokenise(text)):
            parts.setdefault(part, []).append((start, end))
        return parts


def _collect(
    frameworks: Sequence[Framework], language: str
) -> tuple[list[_Alternative], dict[str, tuple[str, ...]], frozenset[str]]:
    """All alternatives, the phrases of every part by its id, and the ids of the parts that name a topic."""
    alternatives: list[_Alternative] = []
    phrases: dict[str, tuple[str, ...]] = {}
    topics: set[str] = set()
    for number, framework in enumerate(frameworks):
        for item in framework.items:
            for combination in item.terms.get(language, ()):
                terms = [_phrases(framework, part, language) for part in combination]
                if not all(terms):
                    continue  # a word group that says nothing in this language
                parts = tuple("¦".join(phrase) for phrase in terms)
                phrases.update(zip(parts, terms, strict=True))
                topics.update(i for i, part in zip(parts, combination, strict=True) if part[1:] in framework.topics)
                alternatives.append(_Alternative(number, item.id, parts, item.near))
    return alternatives, phrases, frozenset(topics)


def _phrases(framework: Framework, part: str, language: str) -> tuple[str, ...]:
    return framework.words[part[1:]].get(language, ()) if part.startswith("@") else (part,)


def _sentences(text: str, tokens: Tokens) -> list[int]:
    """The number of the sentence each word is in. None ends before a small letter, as after "e.g."."""
    numbers, number = [], 0
    for word, sentence in enumerate(tokens.sentences):
        starts = word > 0 and sentence != tokens.sentences[word - 1]
        number += starts and not text[tokens.starts[word]].islower()
        numbers.append(number)
    return numbers


def _closest(
    alternative: _Alternative, found: Mapping[str, list[Span]], beside: frozenset[str], sentences: Sequence[int]
) -> Span | None:
    """The shortest stretch of one sentence that holds the parts, if it is short enough; a topic may stand above."""
    missing = [part for part in alternative.parts if part not in found]
    if not beside.issuperset(missing) or len(missing) == len(alternative.parts):
        return None
    here = [found[part] for part in alternative.parts if part in found]
    if len(here) == 1:
        return here[0][0]
    shared = set.intersection(*({sentences[start] for start, _ in spans} for spans in here))
    stretches = [
        _window([[span for span in spans if sentences[span[0]] == sentence] for spans in here])
        for sentence in sorted(shared)
    ]
    best = min(stretches, key=lambda stretch: stretch[1] - stretch[0], default=None)
    return best if best is not None and best[1] - best[0] <= alternative.near else None


def _window(places: Sequence[Sequence[Span]]) -> Span:
    """The shortest stretch that holds one span of every list. None of the lists is empty."""
    ordered = sorted((start, end, which) for which, spans in enumerate(places) for start, end in spans)
    latest: dict[int, Span] = {}
    stretches: list[Span] = []
    for start, end, which in ordered:
        latest[which] = (start, end)
        if len(latest) == len(places):
            stretches.append((min(span[0] for span in latest.values()), max(span[1] for span in latest.values())))
    return min(stretches, key=lambda stretch: stretch[1] - stretch[0])


@lru_cache(maxsize=64)
def item_index(frameworks: tuple[Framework, ...], language: str) -> ItemIndex:
    """The index of these frameworks in one language; built once, since frameworks don't change."""
    return ItemIndex(frameworks, language)


def languages(frameworks: Iterable[Framework]) -> frozenset[str]:
    """Languages in which any of the frameworks has terms."""
    return frozenset(language for framework in frameworks for item in framework.items for language in item.terms)
