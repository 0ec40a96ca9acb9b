"""The level of a passage by the codebook's rules and rulings, and the words that decided it.

Every clause that speaks of migration is read on its own; the passage takes the highest level any of them reaches on its
own text (rule of thumb 1). A verdict names the rule, so that a reader can follow and the trust table of
:mod:`docscan.classify.baseline` can say how far it is to be believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from docscan.classify import anchors
from docscan.classify.clauses import Clause, Cue, Reading
from docscan.judgement import Finding

#: Tokens within which a cue bears on the movement it is read with.
_REACH = 45
#: Tokens between an auxiliary or a pledge and the verb of doing it governs.
_NEXT = 5
_COPULA = re.compile(
    r"\b(?:is|are|was|were|remains?|has|have|est|sont|était|étaient|reste|restent|demeure|a|ont|es|son|era|eran|sigue|está|están|é"
    r"|são|foi|eram|continua)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"\b(?:is|are|est|sont|es|son|está|están|é|são)\b", re.IGNORECASE)
#: After these an effect is told, not an object: a side benefit (ruling 9).
_SIDE = re.compile(
    r"\b(?:which|thereby|thus|contributing|helping|leading|resulting|that (?:will|would|can|could)|ce qui|contribuant|permettra|lo que|lo cual"
    r"|contribuyendo|o que|contribuindo)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:is defined as|are defined as|refers? to|means (?:the|any|a)|se refiere a|se entiende por|se define como|on entend par|désigne"
    r"|se définit comme|entende-se por|define-se como|refere-se a)\b|^[\W\d]*[\w\s()]{3,40}:\s+(?:the|a|an|le|la|l'|el|los|o|os|as)?\s*"
    r"(?:process|movement|movements|movilización|movimiento|movimentação|mouvement|proceso|processus|processo|persona|person|personne|pessoa)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:loi|law|act|decree|décret|ley|decreto|lei|ordonnance|arrêté|resolución|resolução|convention|protocol)\s+(?:n[°ºo.]|no\.?|nro|\d|of \d)",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A level, the rule that gave it, and the evidence: findings of facets ``cue`` and ``anchor``."""

    level: int
    rule: str
    evidence: tuple[Finding, ...] = ()


def decide(reading: Reading) -> Verdict:
    """The highest verdict over the clauses that speak of migration; the first of equals."""
    best = Verdict(level=0, rule="nothing")
    for position, clause in enumerate(reading.clauses):
        if not clause.concepts:
            continue
        verdict = _clause(clause, position, reading)
        if verdict.level > best.level:
            best = verdict
    return best


def _clause(clause: Clause, position: int, reading: Reading) -> Verdict:
    capped = _cap(clause, reading)
    if capped:
        return Verdict(level=1, rule=capped)
    action = _action(clause, reading)
    if action.level == 3:
        return _anchored(action, clause, position, reading)
    if action.level == 2:
        return action
    return _link(clause, reading)


def _cap(clause: Clause, reading: Reading) -> str:
    """Rules that hold a clause at level 1 whatever its verbs: enumerations, definitions, titles of laws."""
    text = reading.text[clause.start : clause.end]
    if _DEFINITION.search(text):
        return "definition"
    if _TITLE.search(text) and not clause.of("existing") and not clause.starting("action_f"):
        return "title"
    if all(_listed(concept, clause, reading) for concept in clause.concepts):
        return "list"
    return ""


def _listed(concept: Cue, clause: Clause, reading: Reading) -> bool:
    """One group among four or more (ruling 8), or an item of a bracketed list of examples."""
    groups = {
        cue.start
        for cue in clause.of("group")
        if abs(cue.first - concept.first) <= 30 and not (cue.start < concept.end and concept.start < cue.end)
    }
    if len(groups) >= 3:
        return True
    for bracket in _PARENTHESIS.finditer(reading.text, clause.start, clause.end):
        if bracket.start() < concept.start < bracket.end():
            inside = bracket.group()
            return inside.count(",") >= 2 or "etc" in inside
    return False


def _action(clause: Clause, reading: Reading) -> Verdict:
    """Level 3 for a commitment with migration as its object, 2 for a wish or a state of affairs, else 0."""
    wish = _wish(clause)
    for rule, cue in commitments(clause, reading):
        if wish and rule != "order" and wish.first <= cue.last:
            continue
        if wish and rule == "order" and wish.first <= cue.first:
            continue
        if _negated(cue, clause):
            continue
        concept = _object(cue, clause, reading)
        if concept is not None:
            return Verdict(level=3, rule=rule, evidence=(_evidence(cue, "report" if rule == "report" else "commitment"),))
    if wish:
        return Verdict(level=2, rule="wish", evidence=(_evidence(wish, "wish"),))
    for cue in clause.of("action_participle"):
        if _STATE.search(reading.text, max(clause.start, cue.start - 18), cue.start):
            return Verdict(level=2, rule="state", evidence=(_evidence(cue, "wish"),))
    return Verdict(level=0, rule="")


def commitments(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """What binds the author in a clause, surest kind first."""
    found: list[tuple[str, Cue]] = []
    found += [("order", cue) for cue in _orders(clause, reading)]
    found += [("future", cue) for cue in clause.of("action_future")]
    doing = clause.of("action_infinitive", "action_participle", "action_noun")
    for auxiliary, rule in (("modal_future", "future"), ("pledge", "pledge")):
        for cue in clause.of(auxiliary):
            if any(0 <= verb.first - cue.last <= _NEXT for verb in doing) or (rule == "pledge" and not doing):
                found.append((rule, cue))
    found += [("existing", cue) for cue in clause.of("existing")]
    authorities = clause.of("authority")
    for cue in clause.of("action_present", "purpose"):
        if any(0 <= cue.first - subject.last <= 10 for subject in authorities):
            found.append(("present", cue))
    quantified = any(q.kind in ("quantity", "target") for q in clause.quantities)
    reports = clause.of("result_delivered") if quantified else ()
    found += [("report", cue) for cue in reports]
    found += [
        ("report", cue) for cue in clause.of("action_past") if any(0 <= cue.first - a.last <= 10 for a in authorities)
    ]
    return found


def _orders(clause: Clause, reading: Reading) -> list[Cue]:
    """Verbs of doing in the infinitive, and nouns of doing, at the opening of an item; anywhere in a row of a table."""
    text = reading.text
    found = []
    for cue in clause.of("action_infinitive", "action_noun"):
        opens = any(0 <= cue.start - opening <= 2 for opening in clause.openings)
        if not opens and not reading.row:
            continue
        if cue.id == "action_noun" and not reading.row and _COPULA.search(text, cue.end, min(clause.end, cue.end + 160)):
            continue
        found.append(cue)
    return found


def _wish(clause: Clause) -> Cue | None:
    wishes = clause.of("wish")
    return wishes[0] if wishes else None


def _negated(cue: Cue, clause: Clause) -> bool:
    return any(0 <= cue.first - negation.last <= 2 for negation in clause.of("negation", "hedge"))


def _object(cue: Cue, clause: Clause, reading: Reading) -> Cue | None:
    """The movement that the commitment is about: after it and not as a side effect, or the subject of a passive."""
    for concept in clause.concepts:
        if _listed(concept, clause, reading):
            continue
        if concept.first >= cue.first:
            if concept.first - cue.last > _REACH:
                continue
            if _SIDE.search(reading.text, cue.end, max(cue.end, concept.start)):
                continue
            return concept
        passive = cue.id in ("existing", "result_delivered", "action_participle", "pledge") or any(
            0 <= verb.first - cue.last <= _NEXT for verb in clause.of("action_participle")
        )
        if cue.first - concept.last <= _REACH and (passive or cue.first - concept.last > 6):
            return concept
    return None


def _link(clause: Clause, reading: Reading) -> Verdict:
    """Level 2 where the clause says how migration bears on development or the other way round, else 1."""
    stated = links(clause)
    if not stated:
        return Verdict(level=1, rule="mention")
    cue = stated[0]
    return Verdict(level=2, rule="weak link" if cue.id in _WEAK else "link", evidence=(_evidence(cue, "link"),))


def links(clause: Clause) -> list[Cue]:
    """Words that tie the movement to something else: strong ones first; weak ones only beside a development objective."""
    objective = clause.of("objective")
    found = []
    for cue in clause.starting("link_"):
        if any(cue.start < c.end and c.start < cue.end for c in clause.concepts):
            continue
        if min(_gap(cue, c) for c in clause.concepts) > _REACH:
            continue
        if cue.id in _WEAK and not any(o.start >= cue.end or o.end <= cue.start for o in objective):
            continue
        found.append(cue)
    return sorted(found, key=lambda cue: (cue.id in _WEAK, cue.start))


_WEAK = frozenset({"link_change", "link_concern", "link_gain"})


def _gap(one: Cue, two: Cue) -> int:
    return max(two.first - one.last, one.first - two.last, 0)


def _anchored(action: Verdict, clause: Clause, position: int, reading: Reading) -> Verdict:
    """Level 4 where two kinds of anchor stand with the action: in its row, its item, or its sentence and the next."""
    if reading.row:
        scope = reading.clauses
    elif position + 1 < len(reading.clauses) and not reading.clauses[position + 1].item:
        scope = reading.clauses[position : position + 2]
    else:
        scope = (clause,)
    found = anchors.find(scope, reading)
    kinds = {finding.value for finding in found}
    if action.rule == "report" and "date" in kinds:
        kinds.add("indicator")
    if len(kinds) >= 2:
        return Verdict(level=4, rule="row" if reading.row else "anchored", evidence=(*action.evidence, *found))
    return Verdict(level=3, rule=action.rule, evidence=(*action.evidence, *found))


def _evidence(cue: Cue, value: str) -> Finding:
    return Finding(facet="cue", value=value, start=cue.start, end=cue.end)
