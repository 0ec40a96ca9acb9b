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
    r"|Board|Agence|Autorité|Comité|Conseil|Secrétariat|Institut|Observatoire|Cellule|Agencia|Autoridad|Comisión|Consejo|Junta|Oficina"
    r"|Instituto|Observatorio|Unidad|Agência|Autoridade|Comissão|Conselho|Observatório|Unidade|Gabinete)\b"
)
_BY = re.compile(
    r"\b(?:by|through|under|par|sous|avec|por|bajo|con|pel[oa]|sob|com)\s+(?:the\s+|an?\s+|l[ae]s?\s+|l[’']|une?\s+|el\s+|un[ao]?\s+|uma?\s+)?$"
)
_AGED = re.compile(
    r"(?:aged|under|ages? (?:of|from)|âgée?s?(?: d[e’'])?|moins de|plus de|cumplid[oa]s?(?: los)?"
    r"|menor(?:es)? de|mayor(?:es)? de|entre los"
    r"|com mais de|com menos de|maiores de|menores de|idade de|completad[oa]s os)\s*(?:\d+\s*(?:and|to|et|à|y|e|a)\s*)?$",
    re.IGNORECASE,
)
_OF_AGE = re.compile(r"\s*(?:of age|old\b|d[’']âge|révolus|de edad|de idade)", re.IGNORECASE)
_VERBS = ("action_present", "action_future", "action_past", "future_any", "modal_future", "duty", "purpose", "norm")
#: Characters between a body and the verb of its task.
_TASK = 14
#: Characters between the wording of a duty and the body it falls to.
_OFFICE = 6
_FIGURE = re.compile(r"\d")
#: A cell of a row that holds a sum, or a number of things to deliver; never a share or an interval.
_SUM = re.compile(
    r"[\s|]*\d[\d.,\s]*(?:M|m|Mds?|bn|mn|million|millions|milliards?|billion|millones|mil|milhões|bilhões|contos)\b(?!\s+(?:de\s+)?(?:people|persons"
    r"|personnes|personas|pessoas|habitant))"
)
_DELIVERED = re.compile(r"[\s|]*\d[\d.,\s]*\s[^\W\d_]{4,}")
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
        found += _against_target(clause, reading.text)
        if reading.row:
            found += _bare_cell(clause, reading.text)
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
    found += [
        Finding(facet="anchor", value="body", start=cue.start, end=cue.end)
        for cue in clause.of("office_duty")
        if any(0 <= cue.start - q.end <= _TASK or 0 <= q.start - cue.end <= _OFFICE for q in named)
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


def _against_target(clause: Clause, text: str) -> list[Finding]:
    """A result set against its target is a quantity and its follow-up at once (rule of thumb 5)."""
    return [
        Finding(facet="anchor", value=value, start=cue.start, end=cue.end)
        for cue in clause.of("against_target")
        if _FIGURE.search(text, cue.start, cue.end)
        for value in ("date", "indicator")
    ]


def _bare_cell(clause: Clause, text: str) -> list[Finding]:
    """A cell without head that begins with a figure: a sum, or a number of things to deliver."""
    for value, pattern in (("money", _SUM), ("date", _DELIVERED)):
        cell = pattern.match(text, clause.start, clause.end)
        if cell and "%" not in cell.group():
            return [Finding(facet="anchor", value=value, start=cell.start(), end=cell.end())]
    return []


def _is_age(quantity: Quantity, text: str) -> bool:
    """Whether years are somebody's age."""
    before, after = text[max(quantity.start - 28, 0) : quantity.start], text[quantity.end : quantity.end + 12]
    return bool(_AGED.search(before) or _OF_AGE.match(after))


def _dates(clause: Clause, reading: Reading) -> list[Finding]:
    kinds = {"deadline", "period", "quantity"}
    found = [
        Finding(facet="anchor", value="date", start=q.start, end=q.end)
        for q in clause.quantities
        if q.kind in kinds and not _is_age(q, reading.text)
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
