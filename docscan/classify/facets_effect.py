"""What movement does: the facets ``assessment`` and ``effect``, and ``driver`` with them.

Both hang on direction. An effect follows from movement (:mod:`docscan.classify.effects_told`). A sentence that commits an
action tells no effect but in words that take it for granted; a passage that acts may state one beside the action.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docscan.classify import effects_told, facets_driver, links, registers
from docscan.classify.clauses import Clause, Cue, Reading
from docscan.classify.commitments import commitments
from docscan.classify.rules import Verdict
from docscan.judgement import Finding
from docscan.terms.lexicon import load

_POLARITY = {
    "link_harm": "negative",
    "link_concern": "negative",
    "link_benefit": "positive",
    "link_gain": "positive",
    "effect_worse": "negative",
    "effect_better": "positive",
    "effect_loss": "negative",
    "effect_relief": "positive",
    "outcome_ill": "negative",
    "outcome_good": "positive",
    "told_share": "positive",
}
#: Cues that tell a good or an ill by themselves.
_TOLD = ("effect_worse", "effect_better", "effect_loss", "effect_relief")
#: Rules of passages that tell a state aimed at: no effect is told.
_UNREAL = ("state",)
_OPPOSITE = {"negative": "positive", "positive": "negative"}
#: Level from which a passage commits an action.
_ACTED = 3
#: Words beside which nothing is assessed unless an effect or a driver is found.
_MERELY = ("link_concern", "link_gain", "link_change")
#: Cues of a sentence that commits or wishes something.
_OF_ACTS = ("action_future", "future_any", "modal_future", "pledge", "wish", "duty")
#: Tokens from the first cue of the next sentence within which it tells of the movement named before.
_TOLD_REACH = 20
#: Themes of concepts that name rules, bodies and figures, not movement.
_NO_MOVEMENT = frozenset({"governance_partnership", "data_evidence"})
#: A sentence that opens with its aim; what parts a statement from the action that follows it.
_AIM = re.compile(
    r"\W*(?:in order to|to|so as to|with (?:a view|the aim)|afin|pour|en vue|dans le but|para|a fin|con el (?:fin|objetivo)"
    r"|com (?:o|a|vista)|a fim)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"[;:—–]|,\s|\s(?:and|so|therefore|et|donc|y|por lo que|e|pelo que)\s", re.IGNORECASE)
_IN_EFFECT = re.compile(
    r"(?:à|a|en) (?:cet )?effet|(?:a|para) (?:este|esse|tal) (?:efecto|efeito|fin|fim)", re.IGNORECASE
)


def find(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Findings of ``assessment``, ``effect`` and ``driver`` over the clauses that speak of migration."""
    drivers = facets_driver.find(reading)
    found = list(drivers)
    causing = {driver.start for driver in drivers}
    for position, clause in enumerate(reading.clauses):
        if not clause.concepts:
            continue
        stated = links.find(clause, reading.text)
        polar = [cue for cue in clause.cues if cue.id in _POLARITY and cue.start not in causing]
        acts = [cue for _, cue in commitments(clause, reading)] if polar or verdict.level >= _ACTED else []
        effects = _effects(clause, reading, polar, acts) if verdict.rule not in _UNREAL else []
        found += effects
        if verdict.level < _ACTED or not acts:
            found += _told_after(position, reading)
        told = [f for f in (*effects, *drivers) if clause.start <= f.start < clause.end]
        sure = [cue for cue in stated if cue.id not in _MERELY] if verdict.rule not in _UNREAL else []
        if sure and (verdict.level < _ACTED or (not acts and _states(clause, sure, reading))):
            found.append(Finding(facet="assessment", value="yes", start=sure[0].start, end=sure[0].end))
        elif told:
            found.append(Finding(facet="assessment", value="yes", start=told[0].start, end=told[0].end))
    return found


def _told_after(position: int, reading: Reading) -> list[Finding]:
    """What the next sentence tells of the movement where it names no movement, no other cause, and commits nothing itself."""
    if reading.row or position + 1 >= len(reading.clauses):
        return []
    after = reading.clauses[position + 1]
    if after.item or after.concepts or after.of(*_OF_ACTS):
        return []
    first = min((cue.first for cue in after.cues), default=0)
    causes = [cue.first for cue in after.of("driver_climate", "driver_conflict")]
    return [
        Finding(facet="effect", value=_POLARITY[cue.id], start=cue.start, end=cue.end)
        for cue in after.cues
        if cue.id in _TOLD and cue.first - first <= _TOLD_REACH and not any(cause < cue.first for cause in causes)
    ]


def _states(clause: Clause, stated: Sequence[Cue], reading: Reading) -> bool:
    """Whether a clause that commits nothing, of a passage that acts, states a link in words that leave no doubt."""
    if reading.row or clause.item or registers.article(reading):
        return False
    return any(cue.id not in links.WEAK for cue in stated)


def _effects(clause: Clause, reading: Reading, polar: Sequence[Cue], acts: Sequence[Cue]) -> list[Finding]:
    """What the movement does. In a sentence that commits an action only what it takes for granted."""
    polar = [cue for cue in polar if not effects_told.is_idle(cue, reading.text)]
    acting = reading.row or bool(acts)
    found = []
    for concept in _movements(clause, reading):
        for cue, way in effects_told.tells(concept, polar, clause, reading.text):
            if acting and not _is_granted(cue, way, reading.text) and not _goes_before(cue, acts, clause, reading):
                continue
            value = _POLARITY[cue.id]
            if effects_told.is_lessened(cue, clause) and not acting:
                value = _OPPOSITE[value]
            found.append(Finding(facet="effect", value=value, start=cue.start, end=cue.end))
    return found


def _is_granted(cue: Cue, way: str, text: str) -> bool:
    """Whether a sentence that acts takes the effect for granted: "to relieve the pressure of arrivals on the wells"."""
    return way in ("which", "caused") or (way == "of" and effects_told.is_taken(cue, text))


def _goes_before(cue: Cue, acts: Sequence[Cue], clause: Clause, reading: Reading) -> bool:
    """Whether a sentence states the effect first and then acts: "arrivals crowd the schools, and the State will build ten"."""
    if reading.row or not acts or _AIM.match(reading.text, clause.openings[0], clause.end):
        return False
    first = min(act.start for act in acts)
    return cue.end < first and _THEN.search(reading.text, cue.end, first) is not None


def _movements(clause: Clause, reading: Reading) -> list[Cue]:
    """The movements of a clause that can have effects: weak words only where the passage has no others."""
    concepts = load("concepts")
    strong = [
        c
        for c in clause.concepts
        if not concepts[c.id].weak
        and not _NO_MOVEMENT.issuperset(concepts[c.id].value)
        and not (c.anaphor and _IN_EFFECT.match(reading.text, c.start))
    ]
    if strong or any(not concepts[c.id].weak for other in reading.relevant for c in other.concepts):
        return strong
    return list(clause.concepts)
