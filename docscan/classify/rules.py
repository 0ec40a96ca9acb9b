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
from docscan.terms.lexicon import load

#: Tokens within which a cue bears on the movement it is read with.
_REACH = 45
#: Tokens between an auxiliary, or a pledge, and the verb of doing it governs.
_NEXT, _AFTER_PLEDGE = 2, 5
#: Tokens between an authority and the verb of doing whose subject it is.
_SUBJECT = 10
#: What can act as an authority does: "the fund lends", "the agreement grants".
_INSTRUMENTS = ("instrument_legislation", "instrument_policy", "instrument_programme")
#: Tokens within which a word of change has the movement as its object.
_OBJECT = 5
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
_FIGURE = re.compile(r"\d")
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
    action = _action(clause, reading)
    if action.level == 3:
        return _anchored(action, clause, position, reading)
    capped = _cap(clause, reading)
    if capped:
        return Verdict(level=1, rule=capped)
    if action.level == 2:
        return action
    return _link(clause, reading)


def _cap(clause: Clause, reading: Reading) -> str:
    """Rules that hold a clause at level 1 whatever its verbs: enumerations, definitions, titles of laws."""
    text = reading.text[clause.start : clause.end]
    if _DEFINITION.search(text):
        return "definition"
    if _TITLE.search(text) and not clause.of("existing", "enacting", "modal_perfect", "action_future", "modal_future"):
        return "title"
    if all(_listed(concept, clause, reading) for concept in clause.concepts):
        return "list"
    return ""


def _listed(concept: Cue, clause: Clause, reading: Reading) -> bool:
    """One group among four or more (ruling 8), or an item of a bracketed list of examples."""
    # "Niños, niñas" are one group, and "women migrants" are the migrants themselves.
    near = [g for g in clause.of("group") if _gap(g, concept) <= 20 and not _beside(g, clause)]
    groups = {reading.text[g.start : g.start + 3].lower() for g in near}
    if len(groups) >= 3 and min(_gap(g, concept) for g in near) <= 4:
        return True
    for bracket in _PARENTHESIS.finditer(reading.text, clause.start, clause.end):
        if bracket.start() < concept.start < bracket.end():
            inside = bracket.group()
            return inside.count(",") >= 2 or "etc" in inside
    return False


def _beside(group: Cue, clause: Clause) -> bool:
    """Whether the group's name and a movement's are one expression."""
    return any(
        group.last == c.first or c.last == group.first or group.start >= c.start and group.end <= c.end
        for c in clause.concepts
    )


def _action(clause: Clause, reading: Reading) -> Verdict:
    """Level 3 for a commitment with migration as its object, 2 for a wish or a state of affairs, else 0."""
    wish = _wish(clause)
    for rule, cue in commitments(clause, reading):
        if wish and wish.start != cue.start and wish.first <= (cue.first if rule == "order" else cue.last):
            continue
        if _weakened(cue, rule, clause):
            continue
        concept = _object(cue, clause, reading)
        if concept is None:
            continue
        if any(account.first <= concept.first and account.first >= cue.first - 1 for account in clause.of("account")):
            return Verdict(level=2, rule="account", evidence=(_evidence(cue, "wish"),))
        return Verdict(level=3, rule=rule, evidence=(_evidence(cue, "report" if rule == "report" else "commitment"),))
    if wish:
        return Verdict(level=2, rule="wish", evidence=(_evidence(wish, "wish"),))
    for cue in clause.of("action_participle") if clause.item or reading.row else ():
        if _STATE.search(reading.text, max(clause.start, cue.start - 18), cue.start):
            return Verdict(level=2, rule="state", evidence=(_evidence(cue, "wish"),))
    return Verdict(level=0, rule="")


def commitments(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """What binds the author in a clause and by which rule, surest kind first."""
    doing = clause.of("action_infinitive", "action_participle", "action_noun")
    participles = clause.of("action_participle")
    found: list[tuple[str, Cue]] = [("order", cue) for cue in _orders(clause, reading)]
    foretold = {cue.start for cue in clause.of("forecast")}
    found += [("future", c) for c in clause.of("action_future", "future_any") if c.start not in foretold]
    found += [("future", c) for c in clause.of("modal_future") if _follows(c, doing, _NEXT) and c.start not in foretold]
    found += [("pledge", cue) for cue in clause.of("pledge") if not doing or _follows(cue, doing, _AFTER_PLEDGE)]
    found += [("existing", cue) for cue in clause.of("existing", "enacting")]
    taken = tuple(p for p in participles if p.start not in {f.start for f in clause.of("finding_participle")})
    found += [("existing", cue) for cue in clause.of("modal_perfect") if _follows(cue, taken, 2)]
    instruments = clause.starting("instrument_l") + clause.starting("instrument_po")
    found += [("existing", cue) for cue in clause.of("has_instrument") if _follows(cue, instruments, 3)]
    found += _by_authority(clause, reading)
    if any(q.kind in ("quantity", "target") for q in clause.quantities):
        found += [("report", cue) for cue in clause.of("result_delivered")]
    return found


def _follows(cue: Cue, verbs: tuple[Cue, ...], within: int) -> bool:
    return any(0 <= verb.first - cue.last <= within for verb in verbs)


def _by_authority(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """Verbs of doing, purposes and duties that have an authority, or the author's own "we", as their subject."""
    authorities = clause.of("authority", *_INSTRUMENTS)
    named = [q.end for q in clause.quantities if q.kind == "body"]
    foretold = {cue.start for cue in clause.of("forecast")}
    found: list[tuple[str, Cue]] = []
    for cue in clause.of("action_present", "purpose", "duty", "action_past", "modal_future"):
        if cue.start in foretold and cue.id == "modal_future":
            continue
        near = 3 if cue.id == "modal_future" else _SUBJECT
        word = reading.text[cue.start : cue.end].lower()
        if (
            any(0 <= cue.first - a.last <= near for a in authorities)
            or any(0 <= cue.start - end <= 6 * near for end in named)
            or (cue.id == "action_present" and (word.endswith("mos") or word.startswith("nous ")))
        ):
            found.append(("report" if cue.id == "action_past" else "present", cue))
    for cue in clause.of("action_participle", "action_infinitive"):
        if reading.language == "en" and any(0 <= cue.first - a.last <= 1 for a in clause.of("authority")):
            found.append(("report" if cue.id == "action_participle" else "present", cue))
    findings = {cue.start for cue in clause.of("finding_participle")}
    for cue in clause.of("action_participle"):
        if cue.start not in findings and any(0 <= cue.first - i.last <= 1 for i in clause.of(*_INSTRUMENTS)):
            found.append(("existing", cue))
    return found


def _orders(clause: Clause, reading: Reading) -> list[Cue]:
    """Verbs of doing in the infinitive, and nouns of doing, at the opening of an item; anywhere in a row of a table."""
    text = reading.text
    found = []
    none = {cue.start for cue in clause.of("not_an_order")}
    for cue in clause.of("action_infinitive", "action_noun", "opening_infinitive"):
        if cue.start in none:
            continue
        opens = any(0 <= cue.start - opening <= 2 for opening in clause.openings) or _flattened(cue, clause, text)
        if not opens and (not reading.row or cue.id == "opening_infinitive"):
            continue
        if (
            (cue.id == "action_noun" or reading.language == "en")
            and cue.id != "action_infinitive"
            and not reading.row
            and _predicated(cue, clause, text)
        ):
            continue
        found.append(cue)
    return found


def _flattened(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a capital begins the next item of a list whose marks and line ends the layout has lost."""
    before = text[max(clause.start, cue.start - 2) : cue.start]
    return text[cue.start].isupper() and before[:1].islower() and before[1:] == " " and text[cue.start + 1].islower()


def _predicated(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a noun of doing is the subject of a statement instead of an item's head."""
    if _COPULA.search(text, cue.end, min(clause.end, cue.end + 160)):
        return True
    first = min(concept.first for concept in clause.concepts)
    return any(cue.last <= link.first < first for link in clause.of("link_effect"))


def _wish(clause: Clause) -> Cue | None:
    wishes = clause.of("wish", "duty")
    return wishes[0] if wishes else None


def _weakened(cue: Cue, rule: str, clause: Clause) -> bool:
    """Whether a possibility or a denial stands right before; an author's "we will not" binds as well."""
    denials = () if rule in ("future", "pledge") else clause.of("negation")
    return any(0 <= cue.first - word.last <= 2 for word in (*denials, *clause.of("hedge")))


def _object(cue: Cue, clause: Clause, reading: Reading) -> Cue | None:
    """The movement that the commitment is about: after it and not as a side effect, or the subject of a passive."""
    for concept in _objects(clause, reading):
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


def _objects(clause: Clause, reading: Reading) -> list[Cue]:
    """Movements that an action can be about: not one of a long list, and not a weak word where stronger ones stand."""
    named = [concept for concept in clause.concepts if not _listed(concept, clause, reading)]
    return [concept for concept in named if not load("concepts")[concept.id].weak] or [
        concept for concept in named if concept.id in _ENOUGH
    ]


#: Weak concepts that an action can be about without a stronger word in the clause.
_ENOUGH = frozenset({"host_communities", "herders", "border_management", "student_mobility", "travel_documents"})


def _link(clause: Clause, reading: Reading) -> Verdict:
    """Level 2 where the clause says how migration bears on development or the other way round, else 1."""
    stated = links(clause, reading.text)
    if not stated:
        return Verdict(level=1, rule="mention")
    cue = stated[0]
    return Verdict(level=2, rule="weak link" if cue.id in _WEAK else "link", evidence=(_evidence(cue, "link"),))


def links(clause: Clause, text: str) -> list[Cue]:
    """Words that tie the movement to something else: strong ones first; weak ones only beside a development objective."""
    found = [
        cue
        for cue in clause.starting("link_")
        if not any(cue.start < c.end and c.start < cue.end for c in clause.concepts)
        and min(_gap(cue, c) for c in clause.concepts) <= _REACH
        and (cue.id not in _WEAK or any(_supported(cue, c, clause, text) for c in clause.concepts))
    ]
    return sorted(found, key=lambda cue: (cue.id in _WEAK, cue.start))


def _supported(cue: Cue, concept: Cue, clause: Clause, text: str) -> bool:
    """Whether a weak word says something of the movement: it changes it, or stands between it and an objective."""
    if cue.id in ("link_make", "link_change") and 0 <= concept.first - cue.last <= _OBJECT:
        return True
    for objective in clause.of("objective"):
        if objective.start < cue.end and cue.start < objective.end:
            continue
        if concept.last <= cue.first and cue.last <= objective.first <= cue.last + 12:
            if _FIGURE.search(text, cue.end, objective.start):
                continue  # "rose from 5 to 10 % of GDP" is a bare statistic
            return True
        if objective.last <= cue.first and cue.last <= concept.first <= cue.last + 12:
            return True
        if cue.id != "link_change" and _gap(cue, concept) <= _OBJECT and _gap(cue, objective) <= 12:
            return True
    return False


_WEAK = frozenset({"link_change", "link_make", "link_concern", "link_gain"})


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
