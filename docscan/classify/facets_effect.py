"""What movement does and what causes it: the facets ``assessment``, ``effect`` and ``driver``.

The three hang on direction. An effect follows from movement (it stands after it, or movement is named as its cause); a
driver brings movement about.
"""

from __future__ import annotations

from docscan.classify import links
from docscan.classify.clauses import Clause, Cue, Reading
from docscan.classify.commitments import commitments
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
}
#: Words that tell a good or an ill without saying whose doing it is.
_UNSAID = ("link_concern", "link_gain", "effect_loss", "effect_relief")
_TELLS = ("link_effect", "link_cause", "link_harm", "link_benefit", "link_need")
#: Tokens between a movement and what it does.
_REACH = 30
#: The same for words that name a good or an ill without saying whose.
_WEAK_REACH = 20
#: Tokens between a good or an ill and the movement it is said to be of: "the problems of the newcomers".
_OF = 4
#: Movements that name a departure: a driver beside them is what they leave.
_LEAVING = frozenset(
    {
        "fleeing",
        "driven_out",
        "departing",
        "leaving_home",
        "leaving_the_country",
        "leaving_for_abroad",
        "rural_exodus",
        "displacement",
        "displacement_of_people",
        "disaster_displacement",
        "internally_displaced",
        "relocation",
        "resettlement",
        "exile",
    }
)
_FROM = 5
#: Rules of commitment that tell what is done, not what movement does.
_ACTS = ("order",)


def find(reading: Reading) -> list[Finding]:
    """Findings of the three facets over the clauses that speak of migration."""
    found: list[Finding] = []
    for clause in reading.relevant:
        stated = links.find(clause, reading.text)
        found += _drivers(clause)
        if not stated:
            continue
        found.append(Finding(facet="assessment", value="yes", start=stated[0].start, end=stated[0].end))
        found += _effects(clause, reading)
    return found


def _effects(clause: Clause, reading: Reading) -> list[Finding]:
    """What the movement does, told in a statement: an action's own risks and benefits are none of its effects."""
    if reading.row or any(rule in _ACTS for rule, _ in commitments(clause, reading)):
        return []
    found = []
    for cue in clause.cues:
        polarity = _POLARITY.get(cue.id)
        reach = _WEAK_REACH if cue.id in _UNSAID else _REACH
        if polarity and any(_acts_on(concept, cue, clause, reach) for concept in clause.concepts):
            found.append(Finding(facet="effect", value=polarity, start=cue.start, end=cue.end))
    return found


def _acts_on(concept: Cue, cue: Cue, clause: Clause, reach: int) -> bool:
    """Whether the movement is told as the cause of what ``cue`` names."""
    if cue.first < concept.last:
        causes = [c for c in clause.of("link_cause") if cue.last <= c.first and 0 <= concept.first - c.last <= 6]
        of_it = 0 <= concept.first - cue.last <= _OF
        return concept.first - cue.last <= reach and (bool(causes) or (of_it and cue.id != "link_harm"))
    if cue.first - concept.last > reach:
        return False
    return not _effect_itself(concept, clause)


def _effect_itself(concept: Cue, clause: Clause) -> bool:
    """Whether something else brings the movement about: "floods lead to displacement"."""
    return any(0 <= concept.first - cue.last <= 12 for cue in clause.of("link_effect", "link_cause"))


def _drivers(clause: Clause) -> list[Finding]:
    found = []
    tells = clause.of(*_TELLS)
    for cue in clause.starting("driver_"):
        if any(_brings(cue, concept, tells) for concept in clause.concepts):
            value = load("cues")[cue.id].value[0]
            found.append(Finding(facet="driver", value=value, start=cue.start, end=cue.end))
    return found


def _brings(driver: Cue, concept: Cue, tells: tuple[Cue, ...]) -> bool:
    """A driver named before the movement with a word of effect between, or after it behind a word of cause."""
    if driver.start < concept.end and concept.start < driver.end:
        return True
    if concept.id in _LEAVING and -1 <= driver.first - concept.last <= _FROM:
        return True
    if concept.id in _LEAVING and 0 <= concept.first - driver.last <= _FROM:
        return True
    if driver.last <= concept.first <= driver.last + _REACH:
        return any(driver.first - 6 <= t.first <= concept.first for t in tells if t.id != "link_need")
    if concept.last <= driver.first <= concept.last + _REACH:
        return any(concept.first - 2 <= t.first <= driver.first for t in tells if t.id == "link_cause")
    return False
