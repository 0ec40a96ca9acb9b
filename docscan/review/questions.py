"""Gaps to questions: what an analyst would ask the planning ministry, and what the text does say."""

from __future__ import annotations

from collections.abc import Sequence

from docscan.comparison import Question, Quote
from docscan.frameworks.framework import Framework
from docscan.review.texts import Passage, Record

#: Bands of a dimension that call for a question.
WEAK: frozenset[str] = frozenset({"absent", "negligible", "emerging"})
_SHOWN = 3


def ask(record: Record, rule: Framework, frameworks: Sequence[Framework], language: str) -> tuple[Question, ...]:
    """Questions on a document: weak dimensions in the codebook's order, then items in the order of their frameworks.

    ``rule`` is the framework that holds the questions on dimensions.
    """
    passages = {passage.id: passage for passage in record.passages}
    found = list(_dimensions(record, rule, passages, language))
    by_id = {framework.id: framework for framework in frameworks}
    for result in record.answers:
        framework = by_id.get(result.framework)
        if framework is None:
            continue
        for answer in result.answers:
            if answer.answer not in ("silent", "partly"):
                continue
            item = framework.item(answer.item)
            found.append(
                Question(
                    subject="item",
                    framework=framework.id,
                    item=item.id,
                    title=item.title.text(language),
                    state=answer.answer,
                    question=item.gap.text(language),
                    found=_quotes(record, answer.passages, passages),
                )
            )
    return tuple(found)


def _dimensions(record: Record, rule: Framework, passages: dict[str, Passage], language: str) -> list[Question]:
    questions = rule.review.questions if rule.review else {}
    return [
        Question(
            subject="dimension",
            framework=rule.id,
            item=figure.name,
            title=figure.name,
            state=figure.band,
            question=questions[figure.name].text(language),
            found=_quotes(record, figure.passages, passages),
        )
        for figure in record.dimensions
        if figure.band in WEAK and figure.name in questions
    ]


def _quotes(record: Record, ids: Sequence[str], passages: dict[str, Passage]) -> tuple[Quote, ...]:
    return tuple(quote(record.document, passages[id_]) for id_ in ids if id_ in passages)[:_SHOWN]


def quote(document: str, passage: Passage) -> Quote:
    """A passage as it is quoted."""
    return Quote(
        document=document,
        passage=passage.id,
        page=passage.page,
        label=passage.label,
        path=passage.path,
        language=passage.language,
        level=passage.level,
        text=passage.text,
    )
