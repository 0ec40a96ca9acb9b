"""What anchors an action in the cycle: a body with a task, money, a date or quantity, an indicator (ruling 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from docscan.classify import cells
from docscan.classify.clauses import Clause, Reading
from docscan.judgement import Finding
from docscan.terms.quantities import Quantity

#: Bodies that anchor as the subject of a task; a ministry or a town does not.
_AGENCY = re.compile(
    r"(?:National\s+|Inter\w+\s+)?(?:Agency|Authority|Commission|Committee|Council|Secretariat|Office|Bureau|Institute|Observatory|Unit"
    r"|Task Force"
    r"|Board|Agence|Autorité|Comité|Conseil|Secrétariat|Institut|Observatoire|Cellule|Agencia|Autoridad|Comisión|Consejo|Oficina"
    r"|Instituto|Observatorio|Unidad|Agência|Autoridade|Comissão|Conselho|Observatório|Unidade|Gabinete)\b"
)
_BY = re.compile(
    r"\b(?:by|through|under|par|sous|avec|por|bajo|con|pel[oa]|sob|com)\s+(?:the\s+|an?\s+|l[ae]s?\s+|l[’']|une?\s+|el\s+|un[ao]?\s+|uma?\s+)?$"
)
_VERBS = ("action_present", "action_future", "action_past", "future_any", "modal_future", "duty", "purpose")
#: Characters between a body and the verb of its task.
_TASK = 14
#: A year beside another makes a period where a table lost its cells: "2017 2021".
_YEARS_APART = 14


def find(clauses: Iterable[Clause], reading: Reading) -> list[Finding]:
    """Anchors that stand in these clauses, one finding each, in order of position.

    In a row with labelled columns a filled cell is the anchor that its head names; words of the heads themselves are none.
    """
    labels = cells.heads(reading.text) if reading.row else []
    found = cells.anchored(reading.text, reading.language) if labels else []
    for clause in clauses:
        found += _bodies(clause, reading)
        found += _amounts(clause)
        found += [
            Finding(facet="anchor", value=cue.id.removeprefix("anchor_"), start=cue.start, end=cue.end)
            for cue in clause.of("anchor_money", "anchor_indicator")
        ]
        found += _dates(clause, reading)
    kept = {f for f in found if not any(start < f.end and f.start < end for start, end in labels)}
    return sorted(kept, key=lambda f: (f.start, f.end, f.value))


def _bodies(clause: Clause, reading: Reading) -> list[Finding]:
    """A cue such as "responsible" beside a named body; a body that the action creates; a body in a row's own cell."""
    named = [q for q in clause.quantities if q.kind == "body"]
    found = [
        Finding(facet="anchor", value="body", start=cue.start, end=cue.end)
        for cue in clause.of("anchor_body")
        if named or cue.last - cue.first > 1 or reading.row
    ]
    for made in clause.of("creation"):
        for body in clause.of("body_noun"):
            if 0 <= body.first - made.last <= 4:
                found.append(Finding(facet="anchor", value="body", start=made.start, end=body.end))
    found += [
        Finding(facet="anchor", value="body", start=q.start, end=q.end)
        for q in named
        if reading.row or _acts(q, clause, reading.text)
    ]
    return found


def _acts(body: Quantity, clause: Clause, text: str) -> bool:
    """Whether an agency or committee has the task: it stands behind "by", or right before a verb of doing (ruling 10)."""
    name = text[body.start : body.end]
    if not _AGENCY.match(name):
        return False
    if _BY.search(text[max(clause.start, body.start - 16) : body.start]):
        return True
    return any(0 <= cue.start - body.end <= _TASK for cue in clause.of(*_VERBS))


def _amounts(clause: Clause) -> list[Finding]:
    return [
        Finding(facet="anchor", value="money", start=q.start, end=q.end) for q in clause.quantities if q.kind == "money"
    ]


def _dates(clause: Clause, reading: Reading) -> list[Finding]:
    kinds = {"deadline", "period", "quantity"}
    found = [
        Finding(facet="anchor", value="date", start=q.start, end=q.end) for q in clause.quantities if q.kind in kinds
    ]
    found += [Finding(facet="anchor", value="date", start=cue.start, end=cue.end) for cue in clause.of("anchor_date")]
    if reading.row:
        found += [
            Finding(facet="anchor", value="date", start=q.start, end=q.end)
            for q in clause.quantities
            if q.kind == "year" and reading.text[q.end : clause.end].strip(" |.") == ""
        ]
        years = [q for q in clause.quantities if q.kind == "year"]
        found += [
            Finding(facet="anchor", value="date", start=one.start, end=two.end)
            for one, two in pairwise(years)
            if two.start - one.end <= _YEARS_APART
        ]
    return found
