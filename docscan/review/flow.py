"""From planning to monitoring: how far each theme and each kind of effect goes in the texts of a country, or of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docscan.comparison import FLOW_STEPS, Flow, FlowRow
from docscan.judgement import FACETS
from docscan.review.editions import is_plan
from docscan.review.texts import Passage, Record

#: Stages of a passage that follow up an action.
_FOLLOWED = frozenset({"monitoring", "evaluation"})
_SHOWN = 3


def flow(records: Sequence[Record]) -> Flow:
    """The flow of these documents together.

    *diagnosis*: a passage that states an effect or a need (level 2, or facet ``assessment``); *action*: level 3 and above;
    *anchored*: level 4; *reported*: in a plan an action with its monitoring or evaluation, in a review of progress any passage
    that says more than a mention.
    """
    rows = []
    for facet in ("theme", "effect"):
        for value in FACETS[facet]:
            steps = [list(_of_step(records, facet, value, step)) for step in FLOW_STEPS]
            if any(steps):
                rows.append(_row(facet, value, steps))
    return Flow(
        documents=tuple(record.document for record in records),
        has_review=any(not is_plan(record) for record in records),
        rows=tuple(rows),
    )


def _row(facet: str, value: str, steps: Sequence[Sequence[Passage]]) -> FlowRow:
    counts = tuple(len(step) for step in steps)
    stops = next((FLOW_STEPS[i] for i in range(len(counts) - 1) if counts[i] and not counts[i + 1]), "")
    return FlowRow(
        facet=facet,
        value=value,
        counts=(counts[0], counts[1], counts[2], counts[3]),
        passages=tuple(tuple(passage.id for passage in step[:_SHOWN]) for step in steps),
        stops=stops,
    )


def _of_step(records: Sequence[Record], facet: str, value: str, step: str) -> Iterator[Passage]:
    for record in records:
        for passage in record.relevant:
            if value in passage.values(facet) and reaches(passage, step, plan=is_plan(record)):
                yield passage


def reaches(passage: Passage, step: str, *, plan: bool) -> bool:
    """Whether a passage stands at a step of the flow."""
    if step == "diagnosis":
        return passage.level == 2 or (passage.level >= 2 and bool(passage.values("assessment")))
    if step == "action":
        return passage.level >= 3
    if step == "anchored":
        return passage.level >= 4
    if not plan:
        return passage.level >= 2
    return passage.level >= 3 and not _FOLLOWED.isdisjoint(passage.values("stage"))
