"""What a text answers to the items of a framework, and the framework's own figures by the rule in its file.

An item is met by a passage on migration (level 1 or higher) in which one of the item's terms stands and whose facets
fulfil the item's conditions. The strongest such passage decides: ``addressed`` from the item's level, ``partly`` below
it; where no passage meets the item the text is ``silent``, or ``not_read`` if too little of it was read to say so. A
passage whose commitment stands in another sentence than the item's words counts as a statement (level 2 at most).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docscan.document import Document
from docscan.frameworks.framework import Framework, Item
from docscan.judgement import Judgements
from docscan.score.framework_figures import ACTION, Reading, figures, pool_figures
from docscan.score.framework_reading import meets, read
from docscan.scorecard import Answer, AnswerValue, FrameworkResult

__all__ = ["ActionRow", "answer", "answer_all", "grid", "meets", "pool_answers"]

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
    reading = read(tuple(frameworks), document, judgements, seed=seed, draws=draws)
    return tuple(_result(framework, reading, number) for number, framework in enumerate(frameworks))


def grid(framework: Framework, document: Document, judgements: Judgements) -> tuple[ActionRow, ...]:
    """For every passage that commits an action on migration, in document order, the items that it meets."""
    reading = read((framework,), document, judgements, seed=SEED, draws=1)
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


def _result(framework: Framework, reading: Reading, number: int) -> FrameworkResult:
    met = reading.met[number]
    answers = tuple(_answer(framework, item, met.get(item.id, {}), reading) for item in framework.items)
    return FrameworkResult(
        framework=framework.id, answers=answers, figures=figures(framework, answers, reading, number)
    )


def _answer(framework: Framework, item: Item, caps: Mapping[int, int], reading: Reading) -> Answer:
    counted = {row: min(reading.passages[row].level, cap) for row, cap in caps.items()}
    ordered = sorted(counted, key=lambda row: (-counted[row], -reading.passages[row].expected, row))
    if framework.rule.kind == "actions":
        value, rule = _decide_by_actions(ordered, reading)
    else:
        value, rule = _decide(item, [counted[row] for row in ordered], reading)
    return Answer(
        framework=framework.id,
        item=item.id,
        answer=value,
        passages=tuple(reading.passages[row].passage for row in ordered),
        rule=rule,
    )


def _decide(item: Item, levels: Sequence[int], reading: Reading) -> tuple[AnswerValue, str]:
    if levels and levels[0] >= item.level:
        return "addressed", _addressed(item)
    if levels:
        return "partly", "partly.below_level"
    return _silent(reading, "silent.no_passage")


def _addressed(item: Item) -> str:
    usual = {("action", 3): "addressed.action", ("diagnostic", 2): "addressed.diagnostic"}
    return usual.get((item.kind, item.level), "addressed.level")


def _decide_by_actions(rows: Sequence[int], reading: Reading) -> tuple[AnswerValue, str]:
    actions = sum(judgement.level >= ACTION for judgement in reading.passages)
    hits = sum(reading.passages[row].level >= ACTION for row in rows)
    if hits:
        return ("addressed", "addressed.most_actions") if hits >= MOST * actions else ("partly", "partly.some_actions")
    return _silent(reading, "silent.no_passage" if actions else "silent.no_action")


def _silent(reading: Reading, reason: str) -> tuple[AnswerValue, str]:
    if reading.share < COVERAGE:
        return "not_read", "not_read.coverage"
    return "silent", reason if reading.passages else "silent.no_migration"
