"""What movement does and what causes it: the facets ``assessment``, ``effect`` and ``driver``.

The three hang on direction. An effect follows from movement (it stands after it, or movement is named as its cause); a
driver brings movement about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docscan.classify import links, registers
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
}
#: Cues that tell a good or an ill by themselves, and rules of a passage that assesses and does not act.
_TOLD = ("effect_worse", "effect_better", "effect_loss", "effect_relief")
_LINKED = ("link", "weak link", "account")
#: Rules of passages that tell a state aimed at: no effect is told.
_UNREAL = ("state",)
_OPPOSITE = {"negative": "positive", "positive": "negative"}
#: Goods and ills that take a side only behind a word that ties them to the movement.
_OUTCOMES = ("outcome_ill", "outcome_good")
_TIES = ("link_effect", "link_verb", "link_change", "link_make", "link_act", "link_swell", "lessens")
#: Tokens between a movement and the tie, between the tie and the outcome, and between a word of lessening and its object.
_TO_TIE, _TO_OUTCOME, _TO_OBJECT = 16, 8, 3
#: Cues that "less of it" turns into their opposite; verbs with their object say it already.
_TURNED = (*_OUTCOMES, "link_concern", "link_gain", "effect_better", "effect_relief", "link_benefit")
#: Words that tell a good or an ill without saying whose doing it is.
_UNSAID = ("link_concern", "link_gain", "effect_loss", "effect_relief")
_TELLS = ("link_effect", "link_cause", "link_harm", "link_benefit", "link_verb", "link_because")
#: Words of the cause entry that point on from the movement, not back from it.
_ONWARD = re.compile(
    r"aggrav|exacerb|agrav|attract|attir|atra[eíi]|conse[qc]|conséq|as a result$|como resultado$|por ello|por isso|por ende"
    r"|c.est pourquoi|de ce fait|par conséquent|discourag|motivat",
    re.IGNORECASE,
)
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
#: Concepts that name people who have moved: what befalls them afterwards did not make them move.
_PEOPLE = frozenset(
    {
        "migrants",
        "migrant_workers",
        "women_migrants",
        "refugees",
        "internally_displaced",
        "displacement_of_people",
        "returnees",
        "people_arriving",
        "foreign_residents",
        "host_communities",
        "nomads",
        "herders",
        "diaspora",
        "remittances",
        "money_transfers",
        "asylum",
    }
)
_FROM = 5
#: Tokens between a word of effect and the movement that it brings about.
_BROUGHT = 8
#: Cues of a sentence that commits or wishes something.
_OF_ACTS = ("action_future", "future_any", "modal_future", "pledge", "wish", "duty")
#: Words between a comma and a noun that is the next item.
_NEXT_ITEM = 2
#: What parts two items, nouns that need a verb to be somebody's doing, and verbs by which people meet with a good or an ill.
_APART = re.compile(r"[,;:|•●▪○■\n\uf0a7]|\s[-–—]\s")
_MERE = re.compile(r"opp?ortuni|growth|croissance|crecimiento|crescimento|potenti|potenc", re.IGNORECASE)
_FACES = re.compile(
    r"\b(?:fac(?:e|es|ed|ing)|suffer|experienc|encounter|lack|enfrent|sufr|padec|carec|tropiez|subi|confront|affront|souffr|manqu|heurt"
    r"|sofr|depar|offer|provid|present|repres|constitu|offr|brind|ofrec|oferec)",
    re.IGNORECASE,
)
#: Rules of commitment that tell what is done, not what movement does.
_ACTS = ("order",)


def find(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Findings of the three facets over the clauses that speak of migration."""
    found: list[Finding] = []
    for clause in reading.relevant:
        stated = links.find(clause, reading.text)
        found += _drivers(clause)
        if not stated:
            continue
        if verdict.level >= 3 and not _states(clause, stated, reading):
            continue
        found.append(Finding(facet="assessment", value="yes", start=stated[0].start, end=stated[0].end))
        if verdict.rule not in _UNREAL:
            found += _effects(clause, reading)
        if verdict.rule in _LINKED:
            found += _told_after(clause, reading)
    return found


def _told_after(clause: Clause, reading: Reading) -> list[Finding]:
    """What the next sentence tells of the movement where it names no movement and commits nothing itself."""
    position = reading.clauses.index(clause) + 1
    if reading.row or position >= len(reading.clauses):
        return []
    after = reading.clauses[position]
    if after.item or after.concepts or after.of(*_OF_ACTS):
        return []
    first = min((cue.first for cue in after.cues), default=0)
    return [
        Finding(facet="effect", value=_POLARITY[cue.id], start=cue.start, end=cue.end)
        for cue in after.cues
        if cue.id in _TOLD and cue.first - first <= _WEAK_REACH
    ]


def _states(clause: Clause, stated: Sequence[Cue], reading: Reading) -> bool:
    """Whether a clause of a passage that commits an action states a link beside the action, in words that leave no doubt."""
    if reading.row or clause.item or registers.article(reading) or commitments(clause, reading):
        return False
    return any(cue.id not in links.WEAK for cue in stated)


def _effects(clause: Clause, reading: Reading) -> list[Finding]:
    """What the movement does, told in a statement: an action's own risks and benefits are none of its effects."""
    if reading.row or any(rule in _ACTS for rule, _ in commitments(clause, reading)):
        return []
    found = []
    for cue in clause.cues:
        polarity = _POLARITY.get(cue.id)
        if not polarity:
            continue
        if cue.id in _OUTCOMES:
            told = any(_comes_of(concept, cue, clause) for concept in clause.concepts)
        else:
            reach = _WEAK_REACH if cue.id in _UNSAID else _REACH
            told = any(_acts_on(concept, cue, clause, reach, reading.text) for concept in clause.concepts)
        if told:
            value = _OPPOSITE[polarity] if _lessened(cue, clause) else polarity
            found.append(Finding(facet="effect", value=value, start=cue.start, end=cue.end))
    return found


def _lessened(cue: Cue, clause: Clause) -> bool:
    return cue.id in _TURNED and any(
        0 <= cue.first - less.last <= _TO_OBJECT and less.last <= cue.first for less in clause.of("lessens")
    )


def _comes_of(concept: Cue, outcome: Cue, clause: Clause) -> bool:
    """Whether a good or an ill is tied to the movement: behind it and a word of effect, or before a word of cause."""
    if _overlap(concept, outcome) or _effect_itself(concept, clause):
        return False
    if outcome.last <= concept.first:
        return any(
            0 <= cause.first - outcome.last <= _OF and 0 <= concept.first - cause.last <= _OF
            for cause in clause.of("link_cause")
        )
    return any(
        concept.last <= tie.first <= concept.last + _TO_TIE
        and 0 <= outcome.first - tie.last <= _TO_OUTCOME
        and not _overlap(tie, outcome)
        for tie in clause.of(*_TIES)
    )


def _overlap(one: Cue, two: Cue) -> bool:
    return one.start < two.end and two.start < one.end


def _acts_on(concept: Cue, cue: Cue, clause: Clause, reach: int, text: str) -> bool:
    """Whether the movement is told as the cause of what ``cue`` names."""
    if _overlap(concept, cue):
        return False
    if cue.first < concept.last:
        return _told_before(concept, cue, clause, reach)
    if cue.first - concept.last > reach:
        return False
    if any(0 <= cue.first - cause.last <= 2 and concept.last <= cause.first for cause in _backward(clause, text)):
        return False  # "they left because of the shortages"
    if cue.id in _UNSAID and not _tied(concept, cue, clause) and _stands_apart(concept, cue, text):
        return False
    return not _effect_itself(concept, clause)


def _told_before(concept: Cue, cue: Cue, clause: Clause, reach: int) -> bool:
    """A good or an ill before the movement: caused by it, or said to be that of the people who moved."""
    if concept.first - cue.last > reach:
        return False
    if any(cue.last <= c.first and 0 <= concept.first - c.last <= 6 for c in clause.of("link_cause")):
        return True
    return concept.first - cue.last <= _OF and cue.id != "link_harm"


def _tied(concept: Cue, cue: Cue, clause: Clause) -> bool:
    """Whether a word of effect stands between the movement and what follows from it."""
    return any(
        concept.last <= tie.first and tie.last <= cue.first + 1 and tie.start != cue.start for tie in clause.of(*_TIES)
    )


def _stands_apart(concept: Cue, cue: Cue, text: str) -> bool:
    """Whether a good or an ill is the next item of a list, or a mere noun that no verb ties to the movement."""
    between = text[concept.end : cue.start]
    if cue.id in ("effect_worse", "effect_better"):
        return _APART.search(between) is not None and text[cue.start].isupper()
    last = _APART.split(between)
    if len(last) > 1 and len(last[-1].split()) <= _NEXT_ITEM:
        return True
    if _MERE.match(text, cue.start):
        return _FACES.search(between) is None
    return False


def _backward(clause: Clause, text: str) -> list[Cue]:
    """Words of cause behind which the cause stands."""
    return [cue for cue in clause.of("link_cause") if not _ONWARD.match(text[cue.start : cue.end])]


def _effect_itself(concept: Cue, clause: Clause) -> bool:
    """Whether something else brings the movement about: "floods lead to displacement"."""
    return any(0 <= concept.first - cue.last <= _BROUGHT for cue in clause.of("link_effect", "link_cause"))


def _drivers(clause: Clause) -> list[Finding]:
    found = []
    for cue in clause.starting("driver_"):
        if any(_brings(cue, concept, clause) for concept in clause.concepts):
            value = load("cues")[cue.id].value[0]
            found.append(Finding(facet="driver", value=value, start=cue.start, end=cue.end))
    return found


def _brings(driver: Cue, concept: Cue, clause: Clause) -> bool:
    """A driver named before the movement with a word of effect between, or after it behind a word of cause."""
    if driver.start < concept.end and concept.start < driver.end:
        return True
    if concept.id in _LEAVING and -1 <= max(driver.first - concept.last, concept.first - driver.last) <= _FROM:
        return True
    if concept.id in _PEOPLE:
        return False
    tells = clause.of(*_TELLS)
    if driver.last <= concept.first <= driver.last + _REACH:
        return any(driver.first - 6 <= t.first <= concept.first for t in tells)
    if concept.last <= driver.first <= concept.last + _REACH:
        causes = clause.of("link_cause", "link_because")
        return any(concept.first - 2 <= t.first <= driver.first for t in causes)
    return False
