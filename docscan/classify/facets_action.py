"""The commitment itself: at which ``stage`` it stands and which ``instrument`` it is (both only from level 3)."""

from __future__ import annotations

import re

from docscan.classify import anchors, registers
from docscan.classify.clauses import Cue, Reading, gap
from docscan.classify.commitments import commitments
from docscan.classify.neighbours import finding, near
from docscan.classify.rules import Verdict
from docscan.judgement import Finding

_INSTRUMENTS = ("instrument_legislation", "instrument_policy", "instrument_programme")
#: Tokens between a commitment or a movement and the name of the instrument.
_BESIDE = 10
#: The same for a policy named in the article of a law.
_POLICY_OF_LAW = 6
#: Verbs and nouns of doing whose object can be delivered: what they open is a programme.
_TANGIBLE = re.compile(
    r"(?:(?:we )?(?:will|shall|to) )?(?:buil[dt]|constru|train|form[ae]|capacit|distribut|open|ouv[re]|abr[ei]|provid|fourn"
    r"|prove|offer|offr|ofre|oferec|deliver|regist|enreg|reloc|relocalis|reubic|realoj|resettl|réinstall|reasent|reassent|equip"
    r"|équip|deploy|déploy|install|instal|pay|pag[ae]|fund|financ|grant|subsid|conduct|carry|réalis|realiz|organi|launch|lanc|lanz|pilot"
    r"|rehabilit|réhabilit|support|appu|apoy|apoi|assist|accomp|acomp|accueil|acog|acolh|recruit|recrut|contrat|vaccin|vacun|vacin)",
    re.IGNORECASE,
)
#: Stage that a rule of commitment stands for.
_STAGE_OF = {
    "order": "design",
    "future": "design",
    "pledge": "design",
    "present": "implementation",
    "existing": "implementation",
    "report": "implementation",
}
#: What an authority aims at, must do or will do is still to come.
_STILL_TO_COME = frozenset({"purpose", "duty", "modal_future", "plan_verb", "has_instrument"})
#: Words by which a plan or law is adopted: it is worked out and in force.
_ADOPTED = frozenset({"decision", "enacting"})
_WORKED_OUT = re.compile(
    r"develop|draft|formul|prepar|elabor|design|élabor|développ|prépar|conçu|diseñ|desarroll|desenvolv", re.IGNORECASE
)
_APPROVED = re.compile(r"adopt|approv|approuv|aprob|aprov", re.IGNORECASE)
_CARRIED_ON = re.compile(
    r"(?:to )?(?:continu|carry on|maintain|poursui|maintenir|prossegu|prosegu|mantener|manter)", re.IGNORECASE
)
#: Tokens between a movement and the evaluation of what is done for it.
_EVALUATED = 6


def find(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Findings of ``stage`` and ``instrument``."""
    return [*_stages(reading, verdict), *_instruments(reading, verdict)]


def _stages(reading: Reading, verdict: Verdict) -> list[Finding]:
    """The stage of every commitment on migration, and follow-up or evaluation named beside it."""
    if verdict.level == 4 and verdict.rule == "row":
        return _row_stages(reading, verdict)
    found: list[Finding] = []
    for clause in reading.relevant:
        bound = list(commitments(clause, reading))
        for rule, cue in bound[:1]:
            values = ("implementation",) if registers.article(reading) else _stages_of(rule, cue, reading.text)
            found += [Finding(facet="stage", value=value, start=cue.start, end=cue.end) for value in values]
        if bound:
            found += [finding("stage", cue) for cue in near(clause, ("stage_evaluation",), _EVALUATED)]
    if verdict.level >= 3:
        found += ([] if found else _by_form(verdict)) + _followed(reading, verdict)
    return found


def _by_form(verdict: Verdict) -> list[Finding]:
    """The stage of an action that the form of the text commits, not a word: an article of a law is in force."""
    value = _STAGE_OF.get(verdict.rule, "implementation")
    done = [f for f in verdict.evidence if f.facet == "cue"][:1]
    return [Finding(facet="stage", value=value, start=f.start, end=f.end) for f in done]


def _stages_of(rule: str, cue: Cue, text: str) -> tuple[str, ...]:
    """The stages that a commitment shows: a plan that sets out something is design, one adopted is in force too.

    An article of a law is in force in whatever tense it speaks, and what an order carries on is under way.
    """
    if cue.id in _STILL_TO_COME:
        return ("design",)
    if rule == "order" and _CARRIED_ON.match(text, cue.start):
        return ("implementation",)
    if cue.id == "existing" and _WORKED_OUT.search(text, cue.start, cue.end):
        return ("design",)
    if cue.id in _ADOPTED or (cue.id == "existing" and _APPROVED.search(text, cue.start, cue.end)):
        return ("design", "implementation")
    return (_STAGE_OF[rule],)


def _followed(reading: Reading, verdict: Verdict) -> list[Finding]:
    """The stage of follow-up, where an indicator or report anchors the action or a result is set against its target."""
    told = [f for f in verdict.evidence if (f.facet, f.value) == ("anchor", "indicator")]
    told += [f for f in verdict.evidence if (f.facet, f.value) == ("cue", "report") and verdict.level == 4]
    return [Finding(facet="stage", value="monitoring", start=f.start, end=f.end) for f in told[:1]]


def _row_stages(reading: Reading, verdict: Verdict) -> list[Finding]:
    """A row of a table of projects is carried out where its years have begun to be spent, else planned."""
    cue = next(finding for finding in verdict.evidence if finding.facet == "cue")
    running = any(clause.of("stage_implementation") for clause in reading.clauses) or any(
        q.kind == "deadline" and reading.text[q.start : q.end][:1].isdigit()
        for clause in reading.clauses
        for q in clause.quantities
    )
    value = "implementation" if running or _has_years(reading) else "design"
    return [Finding(facet="stage", value=value, start=cue.start, end=cue.end), *_followed(reading, verdict)]


def _has_years(reading: Reading) -> bool:
    return any(f.value == "date" for f in _anchors(reading))


def _anchors(reading: Reading) -> list[Finding]:
    return anchors.find(reading.clauses, reading)


def _instruments(reading: Reading, verdict: Verdict) -> list[Finding]:
    """What the commitment is: named near the movement or the commitment; in the text of a law, a law."""
    law = registers.article(reading)
    article = law or next((cue for clause in reading.clauses for cue in clause.of("legal_article")), None)
    if law and verdict.level >= 3:
        named = [cue for clause in reading.relevant for cue in near(clause, ("instrument_policy",), _POLICY_OF_LAW)]
        return [finding("instrument", cue) for cue in (law, *named)]
    found: list[Finding] = []
    for clause in reading.relevant:
        bound = [cue for _, cue in commitments(clause, reading)]
        if not bound and not reading.row:
            continue
        marks = (*clause.concepts, *bound[:1])
        named = [cue for cue in clause.of(*_INSTRUMENTS) if min(gap(cue, other) for other in marks) <= _BESIDE]
        chosen = sorted(named, key=lambda cue: (_INSTRUMENTS.index(cue.id), cue.start))
        found += [finding("instrument", cue) for cue in (chosen or ([article] if article else []))]
    return found or _undertaken(reading, verdict)


def _undertaken(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Where no instrument is named, a deed with an anchor or a tangible verb is a programme, anything else a line of policy."""
    done = [f for f in verdict.evidence if f.facet == "cue"]
    if not done or verdict.level < 3:
        return []
    anchored = any(f.facet == "anchor" for f in verdict.evidence)
    tangible = anchored or reading.row or _TANGIBLE.match(reading.text, done[0].start)
    value = "programme" if tangible else "policy"
    return [Finding(facet="instrument", value=value, start=done[0].start, end=done[0].end)]
