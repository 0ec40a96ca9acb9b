"""What binds the author of a clause to an action (rulings 9, 11 and 17)."""

from __future__ import annotations

import re

from docscan.classify.clauses import Clause, Cue, Reading
from docscan.classify.orders import find_orders
from docscan.terms import identity

#: Tokens between an auxiliary, or a pledge, and the verb of doing it governs.
_NEXT, _AFTER_PLEDGE = 2, 5
#: Tokens between an authority and the verb of doing whose subject it is; closer where only "will" follows it.
_SUBJECT, _BEFORE_WILL = 10, 3
#: Tokens between the name of an instrument and its verb; between its kind and what it is about.
_PLAN_VERB, _NAMED = 9, 3
#: Characters between a body's name and the verb, for each token of the above.
_WIDTH = 6
#: What can act as an authority does: "the fund lends", "the agreement grants".
_INSTRUMENTS = ("instrument_legislation", "instrument_policy", "instrument_programme")
#: Behind these a name in capitals, or a country's, is an authority too: "the DDC supports", "Jordan has opened".
_OF_NAMES = frozenset({"action_present", "action_past", "deed"})
_ACRONYM = re.compile(r"\b[A-ZÀ-Þ]{2,8}\s$")
#: Characters and words before a verb in which a country's name stands.
_NAME_WIDTH, _NAME_WORDS = 40, 4
_FINDS = re.compile(
    r"(?:reconoc|reconhec|reconna|recogni[sz]|identifi)\w*\s+(?:\w+\s)?(?:que\b|qu[’']|that\b)", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"(?<![\w’'])(?:(?:la|le|une?|du|cette|leur|sa|son|el|los|las|del|una|esta|este|su|da|do|na|no|uma?|sua|seu|pour|por|para|com|con|the|an?)\s"
    r"|[ld][’'])$",
    re.IGNORECASE,
)
#: Pledges whose object is the thing itself, not a deed.
_PROVIDES = re.compile(r"provide|foresee|envisage|prév|prev|contempl", re.IGNORECASE)


def commitments(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """What binds the author in a clause and by which rule, surest kind first."""
    doing = clause.of("action_infinitive", "action_participle", "action_noun")
    participles = clause.of("action_participle")
    found: list[tuple[str, Cue]] = [("order", cue) for cue in find_orders(clause, reading)]
    foretold = {cue.start for cue in clause.of("forecast")}
    found += [("future", c) for c in clause.of("action_future", "future_any") if c.start not in foretold]
    found += [("future", c) for c in clause.of("modal_future") if _follows(c, doing, _NEXT)]
    found += [("pledge", cue) for cue in clause.of("pledge") if not doing or _pledged(cue, doing, clause, reading)]
    found += [("existing", cue) for cue in clause.of("existing", "enacting", "office_duty", "decision", "norm")]
    found += [
        ("existing", cue)
        for cue in clause.of("plan_verb")
        if _has_plan(cue, clause) and not _FINDS.match(reading.text, cue.start)
    ]
    taken = tuple(p for p in participles if p.start not in {f.start for f in clause.of("finding_participle")})
    found += [("existing", cue) for cue in clause.of("modal_perfect") if _follows(cue, taken, 2)]
    instruments = clause.of(*_INSTRUMENTS)
    found += [("existing", cue) for cue in clause.of("has_instrument") if _follows(cue, instruments, 3)]
    found += _by_authority(clause, reading)
    if any(q.kind in ("quantity", "target") for q in clause.quantities):
        found += [("report", cue) for cue in clause.of("result_delivered")]
    return found


def _follows(cue: Cue, verbs: tuple[Cue, ...], within: int) -> bool:
    return any(0 <= verb.first - cue.last <= within for verb in verbs)


def _pledged(cue: Cue, doing: tuple[Cue, ...], clause: Clause, reading: Reading) -> bool:
    """Whether a deed stands behind a pledge, or behind "provides for" the movement itself."""
    if _follows(cue, doing, _AFTER_PLEDGE):
        return True
    return bool(_PROVIDES.match(reading.text, cue.start)) and _follows(cue, clause.concepts, _AFTER_PLEDGE)


def _has_plan(verb: Cue, clause: Clause) -> bool:
    """Whether the text's own instrument, or one that is about migration by its name, stands before the verb."""
    if _follows_one(verb, clause.of("own_instrument"), _NAMED):
        return True
    plans = [
        one
        for one in clause.of(*_INSTRUMENTS)
        if 0 <= verb.first - one.last <= _PLAN_VERB
        and any(-1 <= c.first - one.last <= _NAMED or c.last == one.first for c in clause.concepts)
    ]
    return any(concept.last <= verb.first for concept in clause.concepts) and bool(plans)


def _follows_one(verb: Cue, subjects: tuple[Cue, ...], within: int) -> bool:
    return any(0 <= verb.first - subject.last <= within for subject in subjects)


def _by_authority(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """Verbs of doing, purposes and duties that have an authority, or the author's own "we", as their subject."""
    authorities = [
        cue
        for cue in clause.of("authority", *_INSTRUMENTS)
        if not any(c.start <= cue.start < c.end for c in clause.concepts)
    ]
    named = [q.end for q in clause.quantities if q.kind == "body"]
    foretold = {cue.start for cue in clause.of("forecast")}
    found: list[tuple[str, Cue]] = []
    for cue in clause.of("action_present", "purpose", "duty", "action_past", "modal_future", "deed"):
        if (cue.start in foretold and cue.id == "modal_future") or _is_noun(cue, reading.text):
            continue
        near = _BEFORE_WILL if cue.id in ("modal_future", "deed") else _SUBJECT
        word = reading.text[cue.start : cue.end].lower()
        if (
            any(0 <= cue.first - a.last <= near for a in authorities if cue.id != "deed" or a.id == "authority")
            or any(0 <= cue.start - end <= _WIDTH * near for end in named)
            or (cue.id in _OF_NAMES and _behind_name(cue, reading.text))
            or (cue.id == "action_present" and (word.endswith("mos") or word.startswith("nous ")))
        ):
            found.append(("report" if cue.id == "action_past" else "present", cue))
    return [*found, *_by_instrument(clause, reading)]


def _behind_name(cue: Cue, text: str) -> bool:
    """Whether an acronym or the name of a country stands right before the verb."""
    before = text[max(cue.start - _NAME_WIDTH, 0) : cue.start]
    if _ACRONYM.search(before):
        return True
    words = identity.tokens(before) if before.endswith(" ") else ()
    known = identity.codes_by_name()
    return any(words[-count:] in known for count in range(1, min(len(words), _NAME_WORDS) + 1))


def _is_noun(cue: Cue, text: str) -> bool:
    """Whether what looks like a verb of doing in the present is a noun, behind an article or a preposition, or finds a fact."""
    if cue.id in ("action_present", "deed") and _FINDS.match(text, cue.start):
        return True
    return cue.id == "action_present" and bool(_ARTICLE.search(text[max(cue.start - 12, 0) : cue.start]))


def _by_instrument(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """In English a bare verb right after an authority; in all languages a participle right after an instrument."""
    found: list[tuple[str, Cue]] = []
    for cue in clause.of("action_participle", "action_infinitive"):
        if reading.language == "en" and any(0 <= cue.first - a.last <= 1 for a in clause.of("authority")):
            found.append(("report" if cue.id == "action_participle" else "present", cue))
    findings = {cue.start for cue in clause.of("finding_participle")}
    for cue in clause.of("action_participle"):
        if cue.start not in findings and any(
            0 <= cue.first - i.last <= 1 and "," not in reading.text[i.end : cue.start]
            for i in clause.of(*_INSTRUMENTS)
        ):
            found.append(("existing", cue))
    return found


def is_weakened(cue: Cue, rule: str, clause: Clause) -> bool:
    """Whether a possibility or a denial stands right before; an author's "we will not" binds as well."""
    denials = () if rule in ("future", "pledge") else clause.of("negation")
    return any(0 <= cue.first - word.last <= 2 for word in (*denials, *clause.of("hedge")))
