"""Which passages of a document meet which items, and up to which level each of them counts for the item.

A passage's level is that of its strongest sentence. Where the words of an item stand far from the sentence of the
commitment, the passage commits something else: it counts for the item as a statement, not as an action.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from docscan.document import Document, Passage
from docscan.frameworks.framework import Framework, Item
from docscan.judgement import Finding, Judgement, Judgements
from docscan.score.evidence import collect
from docscan.score.framework_figures import ACTION, Reading
from docscan.score.framework_sheets import sheet_items
from docscan.score.framework_terms import ItemMatch, item_index, sentence_numbers
from docscan.score.interval import draw_levels
from docscan.terms.matching import tokenise

#: Highest level at which a passage counts for an item: its own; as a statement only; as a mere touch.
OWN, STATEMENT, TOUCH = 4, 2, 1
#: Sentences between the words of an item and the commitment up to which they are taken to speak of the same action.
REACH = 2
#: Sentences between the movement and what stands by an action on it, where the rule counts actions.
BESIDE = 1
#: What parts the cells of a row.
CELL = " | "
#: Facets of a passage whose words show where it commits an action.
_COMMITTING = frozenset({"instrument", "stage", "anchor"})


def read(
    frameworks: tuple[Framework, ...], document: Document, judgements: Judgements, *, seed: int, draws: int
) -> Reading:
    """The passages on migration, what each of them meets, and their levels in every draw."""
    places = {passage.id: (order, passage) for order, passage in enumerate(document.passages)}
    titles = {section.id: section.title for section in document.sections}
    sectors = {section.section: section.sectors for section in judgements.sections}
    chosen = [judgement for judgement in judgements.passages if _relevant(judgement, judgements.threshold)]
    met: list[dict[str, dict[int, int]]] = [{} for _ in frameworks]
    for row, judgement in enumerate(chosen):
        order, passage = places[judgement.passage]
        beside = {("sector", sector) for sector in sectors.get(passage.section, ())}
        text = document.text[passage.start : passage.end]
        title = context(document, passage, titles.get(passage.section, ""))
        acts = judgement.level >= ACTION
        found = _met(frameworks, text, passage.language, title, judgement.findings, beside, figures=acts)
        for (number, item), cap in found.items():
            met[number].setdefault(item, {})[row] = cap
        if acts:
            for number, item in sheet_items(frameworks, document, order):
                met[number].setdefault(item, {}).setdefault(row, OWN)
    probabilities = np.array([judgement.probabilities for judgement in chosen], dtype=float).reshape(-1, 5)
    considered = np.ones(len(chosen), dtype=bool)
    return Reading(
        passages=tuple(chosen),
        met=tuple(met),
        levels=draw_levels(probabilities, considered, document=document.id, seed=seed, draws=draws),
        share=collect(document, judgements).coverage.share,
    )


def meets(
    framework: Framework, item: Item, text: str, language: str, *, findings: Sequence[Finding], context: str = ""
) -> bool:
    """Whether one text meets an item: terms (when it has any) and facet conditions, whatever the level."""
    return (0, item.id) in _met((framework,), text, language, context, findings, set(), touches=False)


def _relevant(judgement: Judgement, threshold: float) -> bool:
    return judgement.level >= 1 and 1.0 - judgement.probabilities[0] >= threshold


def context(document: Document, passage: Passage, title: str) -> str:
    """What a short passage leans on: the title of its section and a lead-in that stands outside it."""
    lead = document.text[passage.lead[0] : passage.lead[1]] if passage.lead else ""
    return f"{title}. {lead}" if title or lead else ""


def _met(
    frameworks: tuple[Framework, ...],
    text: str,
    language: str,
    context: str,
    findings: Sequence[Finding],
    beside: set[tuple[str, str]],
    *,
    touches: bool = True,
    figures: bool = True,
) -> dict[tuple[int, str], int]:
    """Framework numbers and ids of the items met, each with the highest level at which the text counts for it."""
    concepts = [(found.value, found.start, found.end) for found in findings if found.facet == "concept"]
    about = [start for _, start, _ in concepts]
    shown = beside | {(f.facet, f.value) for f in findings if f.facet != "anchor" or _is_near(text, f, about)}
    worded: dict[tuple[int, str], ItemMatch] = {}
    touched: dict[tuple[int, str], ItemMatch] = {}
    for match in item_index(frameworks, language).find(text, context, concepts, figures=figures):
        (touched if match.touch else worded)[match.framework, match.item] = match
    committing = _committing(text, findings)
    met: dict[tuple[int, str], int] = {}
    for key in dict.fromkeys((*worded, *_unworded(frameworks), *(touched if touches else ()))):
        framework = frameworks[key[0]]
        spans = worded[key].spans if key in worded else ()
        counted = framework.rule.kind == "actions"
        if counted and spans and not _stands_by(text, spans, about):
            spans = ()
        if _is_met(_items(framework)[key[1]], bool(spans), shown):
            spans = () if counted else spans
            met[key] = OWN if _commits(text, spans, committing) else STATEMENT
        elif touches and key in touched:
            met[key] = TOUCH
    return met


@lru_cache(maxsize=64)
def _items(framework: Framework) -> Mapping[str, Item]:
    return {item.id: item for item in framework.items}


@lru_cache(maxsize=16)
def _unworded(frameworks: tuple[Framework, ...]) -> tuple[tuple[int, str], ...]:
    """The items that conditions alone may meet."""
    return tuple(
        (number, item.id)
        for number, framework in enumerate(frameworks)
        for item in framework.items
        if item.either or not item.terms
    )


def _is_met(item: Item, worded: bool, shown: set[tuple[str, str]]) -> bool:
    if item.either and item.terms:
        return worded or _fulfils(item, shown)
    return (worded or not item.terms) and _fulfils(item, shown)


def _fulfils(item: Item, shown: set[tuple[str, str]]) -> bool:
    return all(any((facet, value) in shown for value in values) for facet, values in item.conditions)


def _committing(text: str, findings: Iterable[Finding]) -> frozenset[int]:
    """Numbers of the sentences whose words commit an action; none where nothing in the text says where it does."""
    starts = [
        found.start for found in findings if found.facet in _COMMITTING or (found.facet, found.value) == _COMMITMENT
    ]
    return frozenset(_sentences(text, starts)) if starts else frozenset()


_COMMITMENT = ("cue", "commitment")


def _commits(text: str, spans: Sequence[tuple[int, int]], committing: frozenset[int]) -> bool:
    """Whether one of the spans stands in or near a sentence that commits an action, as far as that is known."""
    if not spans or not committing:
        return True
    numbers = _sentences(text, [start for start, _ in spans])
    return any(abs(number - other) <= REACH for number in numbers for other in committing)


def _is_near(text: str, finding: Finding, about: Sequence[int]) -> bool:
    """Whether an anchor stands by the movement: the body or date of another action in a long passage is none of its own."""
    return _stands_by(text, ((finding.start, finding.end),), about)


def _stands_by(text: str, spans: Sequence[tuple[int, int]], about: Sequence[int]) -> bool:
    """Whether one of the spans stands in or beside a sentence on migration; in a row of a table all cells are of one."""
    if not about or CELL in text:
        return True
    numbers = _sentences(text, [start for start, _ in spans])
    return any(abs(number - other) <= BESIDE for number in numbers for other in _sentences(text, about))


def _sentences(text: str, starts: Sequence[int]) -> list[int]:
    tokens, numbers = tokenise(text), _numbers(text)
    return [numbers[max(bisect_right(tokens.starts, start) - 1, 0)] for start in starts]


@lru_cache(maxsize=8)  # asked for once per item met, of the same text
def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sentence_numbers(text, tokenise(text)))
