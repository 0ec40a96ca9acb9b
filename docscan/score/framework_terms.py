"""Which items of which frameworks a text speaks of: term parts found once, combinations checked from there.

All frameworks asked together share one index per language, so a passage is cut into words and searched once, however
many frameworks there are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docscan.frameworks.framework import Combination, Framework, Item
from docscan.frameworks.vocabulary import EVERY_CONCEPT
from docscan.score.framework_quantities import recognise
from docscan.terms.matching import TermIndex, Tokens, tokenise

#: Where a part of a term stands: half-open positions of words.
Span = tuple[int, int]
#: A concept of the termbase found in a text: its id and its half-open span of characters.
ConceptSpan = tuple[str, int, int]
#: Words within which the parts of a term for ``partly`` must stand at most: nothing else holds them together.
TOUCH_NEAR = 12
#: What opens a part that is recognised in the text instead of listed.
FIGURE = "#"
#: Signs that open an item of a list where they open a line.
_BULLETS = frozenset("•▪●■◦‣–—-*·")


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One way to meet an item: all ``parts`` (ids in the index) within ``near`` words.

    ``touch``: to meet it partly. ``bars``: not to meet it in that sentence.
    """

    framework: int
    item: str
    parts: tuple[str, ...]
    near: int
    touch: bool
    bars: bool = False


@dataclass(frozen=True, slots=True)
class ItemMatch:
    """An item met by a text: position of its framework, id, and the spans of characters that met it.

    ``touch`` says that only the item's terms for ``partly`` did.
    """

    framework: int
    item: str
    spans: tuple[Span, ...]
    touch: bool


class ItemIndex:
    """The items of several frameworks in one language, ready to be found in texts."""

    def __init__(self, frameworks: Sequence[Framework], language: str) -> None:
        alternatives, phrases, self._topics, self._concepts = _collect(frameworks, language)
        self._index = TermIndex(phrases, language)
        # With each alternative that has a figure: the figures, and the words without which they need not be looked for.
        self._figured = [_divide(alternative.parts) for alternative in alternatives if _divide(alternative.parts)[0]]
        uses: dict[str, int] = {}
        for alternative in alternatives:
            for part in alternative.parts:
                uses[part] = uses.get(part, 0) + 1
        # An alternative is looked at only when its rarest part is there: most passages touch few of them.
        self._by_part: dict[str, list[_Alternative]] = {}
        self._bars: dict[str, list[_Alternative]] = {}
        for alternative in alternatives:
            rarest = min(alternative.parts, key=lambda part: (uses[part], part))
            (self._bars if alternative.bars else self._by_part).setdefault(rarest, []).append(alternative)

    def find(
        self, text: str, context: str = "", concepts: Iterable[ConceptSpan] = (), *, figures: bool = True
    ) -> list[ItemMatch]:
        """Items that ``text`` meets, ordered by framework, then as in its file.

        ``context`` (a heading, a lead-in) may supply the topic of a term, never all of it: a part stands in the text.
        ``concepts`` are those of the termbase that were found in the text: their words count as those of the word
        groups that list them. Without ``figures`` the parts that are no words (``#money``) are not looked for.
        """
        tokens = tokenise(text)
        found = self._parts(text)
        self._add_concepts(found, concepts, tokens)
        if figures and self._figured:
            self._add_figures(found, text, tokens)
        if not found:
            return []
        beside = self._topics.intersection(self._parts(context)) if context else frozenset()
        sentences = sentence_numbers(text, tokens, entries=True)
        there = beside.union(found)
        parts = (*found, *sorted(beside.difference(found)))
        barred: dict[tuple[int, str], set[int]] = {}
        for alternative in _present(self._bars, parts, there):
            if span := _closest(alternative, found, sentences):
                barred.setdefault((alternative.framework, alternative.item), set()).add(sentences[span[0]])
        known: dict[tuple[tuple[str, ...], int], Span | None] = {}
        met: dict[tuple[int, str, bool], list[Span]] = {}
        for alternative in _present(self._by_part, parts, there):
            closed = barred.get((alternative.framework, alternative.item))
            key = (alternative.parts, alternative.near)
            if closed:
                span = _closest(alternative, _outside(found, sentences, closed), sentences)
            elif key in known:  # frameworks have many terms in common
                span = known[key]
            else:
                span = known[key] = _closest(alternative, found, sentences)
            if span:
                met.setdefault((alternative.framework, alternative.item, alternative.touch), []).append(span)
        return [
            ItemMatch(framework, item, tuple(sorted({(tokens.starts[s], tokens.ends[e - 1]) for s, e in spans})), touch)
            for (framework, item, touch), spans in met.items()
        ]

    def _parts(self, text: str) -> dict[str, list[Span]]:
        parts: dict[str, list[Span]] = {}
        for part, start, end in self._index.spans(text, tokenise(text)):
            parts.setdefault(part, []).append((start, end))
        return parts

    def _add_concepts(self, found: dict[str, list[Span]], concepts: Iterable[ConceptSpan], tokens: Tokens) -> None:
        for concept, first, last in concepts:
            start, end = _words(tokens, first, last)
            for part in (*self._concepts.get(EVERY_CONCEPT, ()), *self._concepts.get(concept, ())):
                if 0 <= start < end and (start, end) not in found.get(part, ()):
                    found.setdefault(part, []).append((start, end))

    def _add_figures(self, found: dict[str, list[Span]], text: str, tokens: Tokens) -> None:
        wanted = {figure for figures, words in self._figured if words.issubset(found) for figure in figures}
        for kind, first, last in recognise(text, frozenset(figure[1:] for figure in wanted)):
            start, end = _words(tokens, first, last)
            if 0 <= start < end:
                found.setdefault(FIGURE + kind, []).append((start, end))


def _present(
    by_part: Mapping[str, list[_Alternative]], parts: Iterable[str], there: frozenset[str]
) -> Iterator[_Alternative]:
    """The alternatives all of whose parts are there."""
    for part in parts:
        for alternative in by_part.get(part, ()):
            if there.issuperset(alternative.parts):
                yield alternative


def _outside(found: Mapping[str, list[Span]], sentences: Sequence[int], closed: set[int]) -> Mapping[str, list[Span]]:
    """What was found but for what stands in the closed sentences; a part that is only there has no place left."""
    return {part: [span for span in spans if sentences[span[0]] not in closed] for part, spans in found.items()}


def _divide(parts: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The figures among the parts of a term, and the rest."""
    figures = frozenset(part for part in parts if part.startswith(FIGURE))
    return figures, frozenset(parts) - figures


def _words(tokens: Tokens, first: int, last: int) -> Span:
    """The words from one character up to another."""
    return bisect_right(tokens.starts, first) - 1, bisect_left(tokens.starts, last)


def _collect(
    frameworks: Sequence[Framework], language: str
) -> tuple[list[_Alternative], dict[str, tuple[str, ...]], frozenset[str], dict[str, tuple[str, ...]]]:
    """All alternatives, the phrases of every part by its id, ids of parts that name a topic, parts by concept."""
    alternatives: list[_Alternative] = []
    phrases: dict[str, tuple[str, ...]] = {}
    topics: set[str] = set()
    concepts: dict[str, list[str]] = {}
    for number, framework in enumerate(frameworks):
        for item, touch, bars, combination in _combinations(framework, language):
            terms = [_phrases(framework, part, language) for part in combination]
            listed = [_concepts(framework, part) for part in combination]
            if not all(phrase or part.startswith(FIGURE) for phrase, part in zip(terms, combination, strict=True)):
                continue  # a word group that says nothing in this language
            named = zip(combination, terms, listed, strict=True)
            parts = tuple(part if part.startswith(FIGURE) else "¦".join((*phrase, *ids)) for part, phrase, ids in named)
            phrases.update((part, phrase) for part, phrase in zip(parts, terms, strict=True) if phrase)
            topics.update(i for i, part in zip(parts, combination, strict=True) if part[1:] in framework.topics)
            for part, ids in zip(parts, listed, strict=True):
                for concept in ids:
                    if part not in concepts.setdefault(concept, []):
                        concepts[concept].append(part)
            near = min(item.near, TOUCH_NEAR) if touch or bars else item.near
            alternatives.append(_Alternative(number, item.id, parts, near, touch, bars))
    return alternatives, phrases, frozenset(topics), {concept: tuple(found) for concept, found in concepts.items()}


def _combinations(framework: Framework, language: str) -> Iterator[tuple[Item, bool, bool, Combination]]:
    """Every combination with its item, and whether it meets the item in part only, or bars it."""
    for item in framework.items:
        for combination in item.terms.get(language, ()):
            yield item, False, False, combination
        for combination in item.partly.get(language, ()):
            yield item, True, False, combination
        for combination in item.unless.get(language, ()):
            yield item, False, True, combination


def _concepts(framework: Framework, part: str) -> tuple[str, ...]:
    return framework.concepts.get(part[1:], ()) if part.startswith("@") else ()


def _phrases(framework: Framework, part: str, language: str) -> tuple[str, ...]:
    if part.startswith(FIGURE):
        return ()
    return framework.words[part[1:]].get(language, ()) if part.startswith("@") else (part,)


def sentence_numbers(text: str, tokens: Tokens, *, entries: bool = False) -> list[int]:
    """The number of the sentence, or bullet, each word is in. None ends before a small letter ("e.g. x").

    With ``entries`` the parts of an enumeration between semicolons are told apart too.
    """
    numbers, number = [], 0
    for word, sentence in enumerate(tokens.sentences):
        if word > 0:
            first = text[tokens.starts[word]]
            ended = sentence != tokens.sentences[word - 1] and not first.islower()
            listed = first in _BULLETS and "\n" in text[tokens.ends[word - 1] : tokens.starts[word]]
            number += ended or listed or (entries and tokens.words[word - 1] == ";")
        numbers.append(number)
    return numbers


def _closest(alternative: _Alternative, found: Mapping[str, list[Span]], sentences: Sequence[int]) -> Span | None:
    """The shortest stretch of one sentence that holds the parts, if it is short enough; a topic may stand above.

    Every part of the ``alternative`` is there: found in the text, or named beside it.
    """
    here = [found[part] for part in alternative.parts if part in found]
    if not here or [] in here:
        return None
    if len(here) == 1:
        return here[0][0]
    if all(len(spans) == 1 for spans in here):
        first, last = min(here)[0][0], max(spans[0][1] for spans in here)
        close = last - first <= alternative.near and len({sentences[spans[0][0]] for spans in here}) == 1
        return (first, last) if close else None
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
