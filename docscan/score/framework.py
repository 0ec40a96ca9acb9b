"""What a text answers to the items of a framework, and the framework's own figures by the rule in its file.

An item is met by a passage on migration (level 1 or higher) in which one of the item's terms stands and whose facets
fulfil the item's conditions. The strongest such passage decides: ``addressed`` from the item's level, ``partly`` below
it; where no passage meets the item the text is ``silent``, or ``not_read`` if too little of it was read to say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from docscan.document import Document, Passage
from docscan.frameworks.framework import Framework, Item
from docscan.judgement import Finding, Judgement, Judgements
from docscan.score.evidence import collect
from docscan.score.framework_figures import ACTION, Reading, figures, pool_figures
from docscan.score.framework_terms import ItemIndex, item_index
from docscan.score.interval import draw_levels
from docscan.scorecard import Answer, AnswerValue, FrameworkResult

#: Share of the text (0 to 1) below which silence is not stated; ``answers_coverage`` of the shipped profile.
COVERAGE = 0.8
#: Share of the passages committing an action from which "most" of them show an item.
MOST = 0.5
#: Settings of the draws where a caller has none of its own; those of the packaged defaults.
SEED, DRAWS = 20090, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One passage that commits an action on migration, and the ids of the items (in the framework's order) it meets."""

    passage: str
    items: tuple[str, ...]


def answer(
    framework: Framework, document: Document, judgements: Judgements, *, seed: int = SEED, draws: int = DRAWS
) -> FrameworkResult:
    """Answers and figures of one framework for one document. For several, :func:`answer_all` reads the text once."""
    return answer_all((framework,), document, judgements, seed=seed, draws=draws)[0]


def answer_all(
    frameworks: Sequence[Framework],
    document: Document,
    judgements: Judgements,
    *,
    seed: int = SEED,
    draws: int = DRAWS,
) -> tuple[FrameworkResult, ...]:
    """Answers and figures of several frameworks for one document, in the order given. Same input, same result."""
    reading = _read(tuple(frameworks), document, judgements, seed=seed, draws=draws)
    return tuple(_result(framework, reading, number) for number, framework in enumerate(frameworks))


def grid(framework: Framework, document: Document, judgements: Judgements) -> tuple[ActionRow, ...]:
    """For every passage that commits an action on migration, in document order, the items that it meets."""
    reading = _read((framework,), document, judgements, seed=SEED, draws=1)
    rows = []
    for row, judgement in enumerate(reading.passages):
        if judgement.level >= ACTION:
            items = tuple(item.id for item in framework.items if row in reading.met[0].get(item.id, ()))
            rows.append(ActionRow(passage=judgement.passage, items=items))
    return tuple(rows)


def pool_answers(
    frameworks: Sequence[Framework], documents: Sequence[Sequence[FrameworkResult]]
) -> tuple[FrameworkResult, ...]:
    """The answers of several documents together, as a country's: to every item the best answer that one of them gives.

    A document that was not read keeps the country from being called silent. ``documents`` hold one result per
    framework, in any order; passages of the best answer come first, the rest in the order of the documents.
    """
    pooled = []
    for framework in frameworks:
        results = [result for results in documents for result in results if result.framework == framework.id]
        answers = tuple(_best([_find(result, item.id) for result in results]) for item in framework.items if results)
        pooled.append(
            FrameworkResult(framework=framework.id, answers=answers, figures=pool_figures(framework, answers, results))
        )
    return tuple(pooled)


def _find(result: FrameworkResult, item: str) -> Answer:
    return next(found for found in result.answers if found.item == item)


def _best(answers: Sequence[Answer]) -> Answer:
    order: tuple[AnswerValue, ...] = ("addressed", "partly", "not_read", "silent")
    best = min(answers, key=lambda found: order.index(found.answer))
    strongest_first = sorted(answers, key=lambda found: found is not best)
    return replace(best, passages=tuple(passage for found in strongest_first for passage in found.passages))


def meets(
    framework: Framework, item: Item, text: str, language: str, *, findings: Sequence[Finding], context: str = ""
) -> bool:
    """Whether one text meets an item: terms (when it has any) and facet conditions, whatever the level."""
    if not _fulfils(item, {(finding.facet, finding.value) for finding in findings}):
        return False
    if not item.terms:
        return True
    found = item_index((framework,), language).find(text, context)
    return any(match.item == item.id for match in found)


def _read(
    frameworks: tuple[Framework, ...], document: Document, judgements: Judgements, *, seed: int, draws: int
) -> Reading:
    places = {passage.id: passage for passage in document.passages}
    titles = {section.id: section.title for section in document.sections}
    sectors = {section.section: section.sectors for section in judgements.sections}
    chosen = [judgement for judgement in judgements.passages if _relevant(judgement, judgements.threshold)]
    met: list[dict[str, list[int]]] = [{} for _ in frameworks]
    for row, judgement in enumerate(chosen):
        passage = places[judgement.passage]
        shown = {(finding.facet, finding.value) for finding in judgement.findings}
        shown |= {("sector", sector) for sector in sectors.get(passage.section, ())}
        context = _context(document, passage, titles.get(passage.section, ""))
        text = document.text[passage.start : passage.end]
        for number, item in _met(item_index(frameworks, passage.language), frameworks, text, context, shown):
            met[number].setdefault(item, []).append(row)
    probabilities = np.array([judgement.probabilities for judgement in chosen], dtype=float).reshape(-1, 5)
    considered = np.ones(len(chosen), dtype=bool)
    return Reading(
        passages=tuple(chosen),
        met=tuple({item: tuple(rows) for item, rows in found.items()} for found in met),
        levels=draw_levels(probabilities, considered, document=document.id, seed=seed, draws=draws),
        share=collect(document, judgements).coverage.share,
    )


def _relevant(judgement: Judgement, threshold: float) -> bool:
    return judgement.level >= 1 and 1.0 - judgement.probabilities[0] >= threshold


def _context(document: Document, passage: Passage, title: str) -> str:
    """What a short passage leans on: the title of its section and a lead-in that stands outside it."""
    lead = document.text[passage.lead[0] : passage.lead[1]] if passage.lead else ""
    return f"{title}. {lead}" if title or lead else ""


def _met(
    index: ItemIndex, frameworks: tuple[Framework, ...], text: str, context: str, shown: set[tuple[str, str]]
) -> list[tuple[int, str]]:
    """Framework numbers and ids of the items met, each once."""
    worded = {(match.framework, match.item) for match in index.find(text, context)}
    return [
        (number, item.id)
        for number, framework in enumerate(frameworks)
        for item in framework.items
        if (not item.terms or (number, item.id) in worded) and _fulfils(item, shown)
    ]


def _fulfils(item: Item, shown: set[tuple[str, str]]) -> bool:
    return all(any((facet, value) in shown for value in values) for facet, values in item.conditions)


def _result(framework: Framework, reading: Reading, number: int) -> FrameworkResult:
    met = reading.met[number]
    answers = tuple(_answer(framework, item, met.get(item.id, ()), reading) for item in framework.items)
    return FrameworkResult(
        framework=framework.id, answers=answers, figures=figures(framework, answers, reading, number)
    )


def _answer(framework: Framework, item: Item, rows: tuple[int, ...], reading: Reading) -> Answer:
    ordered = sorted(rows, key=lambda row: (-reading.passages[row].level, -reading.passages[row].expected, row))
    decide = _decide_by_actions if framework.rule.kind == "actions" else _decide
    value, rule = decide(item, ordered, reading)
    return Answer(
        framework=framework.id,
        item=item.id,
        answer=value,
        passages=tuple(reading.passages[row].passage for row in ordered),
        rule=rule,
    )


def _decide(item: Item, rows: Sequence[int], reading: Reading) -> tuple[AnswerValue, str]:
    if rows and reading.passages[rows[0]].level >= item.level:
        return "addressed", _addressed(item)
    if rows:
        return "partly", "partly.below_level"
    return _silent(reading, "silent.no_passage")


def _addressed(item: Item) -> str:
    usual = {("action", 3): "addressed.action", ("diagnostic", 2): "addressed.diagnostic"}
    return usual.get((item.kind, item.level), "addressed.level")


def _decide_by_actions(item: Item, rows: Sequence[int], reading: Reading) -> tuple[AnswerValue, str]:
    actions = sum(judgement.level >= ACTION for judgement in reading.passages)
    hits = sum(reading.passages[row].level >= ACTION for row in rows)
    if hits:
        return ("addressed", "addressed.most_actions") if hits >= MOST * actions else ("partly", "partly.some_actions")
    return _silent(reading, "silent.no_passage" if actions else "silent.no_action")


def _silent(reading: Reading, reason: str) -> tuple[AnswerValue, str]:
    if reading.share < COVERAGE:
        return "not_read", "not_read.coverage"
    return "silent", reason if reading.passages else "silent.no_migration"
