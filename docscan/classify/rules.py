"""The level of a passage by the codebook's rules and rulings, and the words that decided it.

Every clause that speaks of migration is read on its own; the passage takes the highest level any of them reaches on its
own text (rule of thumb 1). A verdict names the rule, so that a reader can follow and the trust table of
:mod:`docscan.classify.baseline` can say how far it is to be believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from docscan.classify import anchors, links, registers
from docscan.classify.clauses import Clause, Cue, Reading
from docscan.classify.commitments import commitments, is_weakened
from docscan.classify.objects import find_object, is_listed
from docscan.classify.orders import names_deed
from docscan.judgement import Finding

#: With one of these the title of a law is more than a title.
_IN_FORCE = ("existing", "enacting", "modal_perfect", "action_future", "modal_future")
#: Sentences from the action on in which its anchors may stand.
_AHEAD = 3
#: Who or what can mean to do something; tokens after it within which the verb of doing stands.
_ACTORS = ("authority", "own_instrument", "instrument_policy", "instrument_programme", "instrument_legislation")
_AFTER = 14
#: What turns an infinitive behind an authority into a need, a difficulty, a possibility or a purpose of somebody else.
_NEED = re.compile(
    r"urgen|necesi|necess|nécess|need|besoin|importan|difficult|dificult|difícil|challenge|desaf|défi|\bcan\b|could|possib|posib|capaci|abilit"
    r"|enough|fail|unable|ask|urge|call|request|demand|pid|ped|exig|appel|invit|exhort|recom|recomm|suger|sugges|allow|enabl|permit|permet"
    r"|[.;:]",
    re.IGNORECASE,
)
#: Characters of a mark before the head of an item.
_NUMBER = 2
_HAS = re.compile(r"has|have|had|a|ont|avaient|avait|ha|han|había|habían|tem|têm|tinha|tinham", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:been|été|sido|being)\b")
#: Characters before a participle within which "is" makes it a state of affairs.
_STATE = 18


#: Nouns of growth and decline, and what may stand between them and the movement that grows or declines.
_GROWTH = re.compile(
    r"(?:increases?|rise|growth|surge|decline|decrease|drop|upsurge|augmentation|hausse|accroissement|croissance|diminution|baisse|aumento"
    r"|incremento|crecimiento|alza|disminución|descenso|crescimento|acréscimo|subida|diminuição|redução|reducción)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:\s[\w-]+){0,2}?\s(?:in|of|en|de|del|des|du|da|do|das|dos|no|na|nos|nas)(?:\s(?:the|number|la|le|les|el|los|las|numbers?|número|nombre|of|de|dos|des))*\s"
    r"|(?:\s[\w-]+){0,2}?\sde l[’']",
    re.IGNORECASE,
)


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
    formal = _formal(clause, position, reading)
    if formal:
        return _anchored(formal, clause, position, reading)
    if action.level == 2:
        return action
    return _link(clause, reading)


def _cap(clause: Clause, reading: Reading) -> str:
    """Rules that hold a clause at level 1 whatever its verbs: enumerations, definitions, titles of laws."""
    if clause.of("definition"):
        return "definition"
    if clause.of("law_title") and not clause.of(*_IN_FORCE):
        return "title"
    if all(is_listed(concept, clause, reading) for concept in registers.strong(clause) or clause.concepts):
        return "list"
    return ""


def _formal(clause: Clause, position: int, reading: Reading) -> Verdict | None:
    """Level 3 where the form of the text commits: an article of a law, the action of a row, a result against a target."""
    named = registers.strong(clause)
    if not named:
        return None
    told = registers.delivered(clause, reading)
    if told:
        return Verdict(level=3, rule="report", evidence=(_evidence(told, "report"),))
    article = registers.article(reading)
    if article:
        return Verdict(level=3, rule="existing", evidence=(_evidence(article, "commitment"),))
    if registers.budget_line(reading) and not clause.of("copula", "link_effect", "link_cause", "wish"):
        return Verdict(level=3, rule="order", evidence=(_evidence(named[0], "commitment"),))
    if registers.names_action(clause, position, reading) and names_deed(named[0], clause, reading.text):
        return Verdict(level=3, rule="order", evidence=(_evidence(named[0], "commitment"),))
    return None


def _action(clause: Clause, reading: Reading) -> Verdict:
    """Level 3 for a commitment with migration as its object, 2 for a wish or a state of affairs, else 0."""
    wish = _wish(clause)
    for rule, cue in commitments(clause, reading):
        if wish and wish.start != cue.start and wish.first <= (cue.first if rule == "order" else cue.last):
            continue
        if is_weakened(cue, rule, clause):
            continue
        concept = find_object(cue, clause, reading) or _headed(cue, rule, clause, reading)
        if concept is None:
            continue
        if any(account.first <= concept.first and account.first >= cue.first - 1 for account in clause.of("account")):
            return Verdict(level=2, rule="account", evidence=(_evidence(cue, "wish"),))
        return Verdict(level=3, rule=rule, evidence=(_evidence(cue, "report" if rule == "report" else "commitment"),))
    if wish:
        return Verdict(level=2, rule="wish", evidence=(_evidence(wish, "wish"),))
    intended = _intended(clause, reading)
    if intended:
        return Verdict(level=3, rule="pledge", evidence=(_evidence(intended, "commitment"),))
    for cue in clause.of("action_participle") if clause.item or reading.row else ():
        if any(0 <= cue.start - v.end <= _STATE and not _active(v, cue, reading.text) for v in clause.of("copula")):
            return Verdict(level=2, rule="state", evidence=(_evidence(cue, "wish"),))
    return Verdict(level=0, rule="")


def _intended(clause: Clause, reading: Reading) -> Cue | None:
    """The infinitive of doing that an authority or a plan has before it, whatever the verb between: it means to do it.

    Not where the words between tell a need, a difficulty or a possibility instead.
    """
    if clause.of("hedge", "negation") or not registers.strong(clause):
        return None
    for verb in clause.of("action_infinitive"):
        before = [actor for actor in clause.of(*_ACTORS) if 0 < verb.first - actor.last <= _AFTER]
        if not before or _NEED.search(reading.text, max(actor.end for actor in before) - 1, verb.start):
            continue
        if reading.language == "en" and not reading.text[: verb.start].lower().endswith(" to "):
            continue
        concept = find_object(verb, clause, reading)
        if concept is not None and concept.start > verb.start:
            return verb
    return None


def _headed(order: Cue, rule: str, clause: Clause, reading: Reading) -> Cue | None:
    """The movement before a colon behind which an item's order stands: "With the diaspora: creation of a fund"."""
    if rule != "order" or not any(0 <= order.start - opening <= 2 for opening in clause.openings[1:]):
        return None
    named = (c for c in registers.strong(clause) if c.end <= order.start and not is_listed(c, clause, reading))
    return next(named, None)


def _active(verb: Cue, participle: Cue, text: str) -> bool:
    """Whether auxiliary and participle are a perfect: what "has reduced" something is in no state."""
    between = text[verb.end : participle.start].lower()
    return bool(_HAS.fullmatch(text, verb.start, verb.end)) and not _PASSIVE.search(between)


def _wish(clause: Clause) -> Cue | None:
    wishes = clause.of("wish", "duty")
    return wishes[0] if wishes else None


def _link(clause: Clause, reading: Reading) -> Verdict:
    """Level 2 where the clause says how migration bears on development or the other way round, else 1."""
    stated = [cue for cue in links.find(clause, reading.text) if not _is_bare_growth(cue, clause, reading.text)]
    if not stated or clause.of("decomposition"):
        return Verdict(level=1, rule="mention")
    cue = stated[0]
    return Verdict(level=2, rule="weak link" if cue.id in links.WEAK else "link", evidence=(_evidence(cue, "link"),))


def _is_bare_growth(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a noun of growth or decline has but the movement itself as its object: "an increase in arrivals" is a figure."""
    if cue.id != "link_change" or not _GROWTH.match(text, cue.start):
        return False
    ahead = [concept.start for concept in clause.concepts if concept.start >= cue.end]
    return bool(ahead) and _OF.fullmatch(text, cue.end, min(ahead)) is not None


def _anchored(action: Verdict, clause: Clause, position: int, reading: Reading) -> Verdict:
    """Level 4 where two kinds of anchor stand with the action: in its row, its item, or its sentence and the next two."""
    if reading.row or action.rule == "report" or registers.article(reading):
        scope = reading.clauses
    elif registers.delivered(clause, reading):
        scope = reading.clauses[max(position - 1, 0) : position + 2]
    elif position + 1 < len(reading.clauses) and not reading.clauses[position + 1].item:
        scope = reading.clauses[position : position + _AHEAD]
    else:
        scope = (clause, *_labelled(reading.clauses[position + 1 :]))
    found = anchors.find(scope, reading)
    kinds = {finding.value for finding in found}
    if action.rule == "report" and "date" in kinds:
        kinds.add("indicator")
    if len(kinds) >= 2:
        return Verdict(level=4, rule="row" if reading.row else "anchored", evidence=(*action.evidence, *found))
    return Verdict(level=3, rule=action.rule, evidence=(*action.evidence, *found))


def _labelled(clauses: Sequence[Clause]) -> list[Clause]:
    """The items right behind an action that its own heads open: "indicator: …; cost: …"."""
    heads = (any(0 <= c.start - clause.openings[0] <= _NUMBER for c in clause.of("column_head")) for clause in clauses)
    return [clause for clause, _ in takewhile(lambda pair: pair[1], zip(clauses, heads, strict=True))]


def _evidence(cue: Cue, value: str) -> Finding:
    return Finding(facet="cue", value=value, start=cue.start, end=cue.end)
