"""What the text says makes people move: the facet ``driver``.

A cause of movement stands beside it: before it and a word of effect ("floods force families to leave"), behind it and a
word of cause ("they left because of the floods"), or in the name of the movement itself ("climate-induced migration").
"""

from __future__ import annotations

import re

from docscan.classify.clauses import Clause, Cue, Reading, gap
from docscan.judgement import Finding
from docscan.terms.lexicon import load

#: Words that point back at a cause, and words that point on at what is brought about.
_BACK = ("link_cause", "link_because")
_ON = ("link_effect", "link_verb", "link_harm", "link_benefit", "link_make")
#: Of these the first point on at what follows, the others back at what came before.
_ONWARD = re.compile(
    r"aggrav|exacerb|agrav|attract|attir|atra[eíi]|conse[qc]|conséq|as a result$|como resultado$|por ello|por isso|por ende"
    r"|c.est pourquoi|de ce fait|par conséquent|discourag|motivat|displac|forced|uproot|left|leave|had to|abandon|driver"
    r"|cause|push|pull|reason|raison|motif|moteur|déterminant|motivo|raz[oõ]|causa",
    re.IGNORECASE,
)
_LIST = re.compile(r"[,;:(|•]|^\s?(?:and|or|et|ou|y|o|e|u)\s|\s(?:and|et|y|e)\s(?=\S+\s?$)", re.IGNORECASE)
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
#: Tokens between a departure and what is left; between a movement and its cause; before a cause for the word that makes it
#: one; and between a word of cause and the movement behind it.
_FROM, _REACH, _AHEAD, _CAUSING = 5, 30, 6, 4
#: Tokens between a word of cause and the driver it points at, where the word says little by itself ("as", "after", "facing").
_POINTED = 4
#: Tokens before a movement from which a word of cause may stand.
_BEFORE = 2
#: Tokens between the words "push factors" and the movement that they are factors of.
_FACTORS = 5
#: Movements of whole settlements: what threatens the place is why they are moved.
_MOVED = frozenset({"relocation", "planned_relocation", "resettlement"})
#: Characters from the head of a sentence within which a word stands for what the one before told.
_HEAD = 30


def find(reading: Reading) -> list[Finding]:
    """One finding for every word that names a cause of a movement: in its clause, or in the one before that "this" takes up."""
    found: list[Cue] = []
    for position, clause in enumerate(reading.clauses):
        if not clause.concepts:
            found += _listed(position, reading)
            continue
        drivers = clause.starting("driver_")
        causes = [
            driver
            for driver in drivers
            if not any(_caused_by(concept, driver, clause, reading.text) for concept in clause.concepts)
            and any(_brings(driver, concept, clause, reading.text) for concept in clause.concepts)
        ]
        found += causes
        if not causes and position and _taken_up(clause):
            found += reading.clauses[position - 1].starting("driver_")
    return [Finding(facet="driver", value=load("cues")[cue.id].value[0], start=cue.start, end=cue.end) for cue in found]


def _taken_up(clause: Clause) -> bool:
    """Whether a sentence begins by what the one before told and brings a movement about: "this forces them to leave"."""
    head = [cue for cue in clause.of("takes_up") if cue.start - clause.openings[0] <= _HEAD]
    return (
        any(
            head[0].last <= word.first and 0 <= concept.first - word.last <= _REACH
            for word in clause.of("link_effect", "link_verb", "link_make")
            for concept in clause.concepts
        )
        if head
        else False
    )


def _listed(position: int, reading: Reading) -> tuple[Cue, ...]:
    """Drivers of a sentence that goes on to list factors of the movement named before it."""
    clause = reading.clauses[position]
    before = reading.clauses[position - 1] if position else None
    if before is None or not before.concepts or not clause.of("cause_factors"):
        return ()
    return clause.starting("driver_")


def points_back(cue: Cue, text: str) -> bool:
    """Whether a word of cause has the cause behind it: "due to", "caused by"."""
    return cue.id in _BACK and not _ONWARD.match(text[cue.start : cue.end])


def _brings(driver: Cue, concept: Cue, clause: Clause, text: str) -> bool:
    """Whether a driver is the cause of this movement."""
    if driver.start < concept.end and concept.start < driver.end:
        return True
    if _is_left(driver, concept, text) or _pointed_at(driver, concept, clause):
        return True
    if concept.id in _PEOPLE:
        return False
    if driver.last <= concept.first <= driver.last + _REACH:
        return _leads_to(driver, concept, clause)
    return concept.last <= driver.first <= concept.last + _REACH and _is_given(driver, concept, clause)


def _is_left(driver: Cue, concept: Cue, text: str) -> bool:
    """Whether a driver stands right beside a departure, as what is left, or threatens the place that people are moved from."""
    if concept.id in _MOVED and driver.id == "driver_climate" and gap(driver, concept) <= _REACH:
        return True
    return concept.id in _LEAVING and gap(driver, concept) <= _FROM and not _is_next_item(driver, concept, text)


def _is_given(driver: Cue, concept: Cue, clause: Clause) -> bool:
    """Whether a driver behind the movement is given as its cause or as one of its factors."""
    if any(concept.first - _FACTORS <= word.first < driver.first for word in clause.of("cause_factors")):
        return True
    return any(concept.first - _BEFORE <= word.first <= driver.first for word in clause.of(*_BACK))


def _pointed_at(driver: Cue, concept: Cue, clause: Clause) -> bool:
    """Whether a word such as "in the face of", "when" or "linked to" stands right before the driver, and the movement by it."""
    return gap(driver, concept) <= _REACH and any(
        0 <= driver.first - word.last <= _POINTED and (concept.last <= word.first or driver.last <= concept.first)
        for word in clause.of("cause_back")
    )


def _leads_to(driver: Cue, concept: Cue, clause: Clause) -> bool:
    """A driver before the movement, with a word of effect between; or before both, one that points back at the driver."""
    for word in clause.of(*_ON, *_BACK):
        if driver.last <= word.first + 1 and word.first <= concept.first:
            return True
        if 0 <= driver.first - word.first <= _AHEAD and (word.id in _BACK or word.id == "link_harm"):
            return True
    return False


def _caused_by(concept: Cue, driver: Cue, clause: Clause, text: str) -> bool:
    """Whether the movement is told as the cause of what would be its driver: "livelihoods lost due to migration"."""
    return any(
        driver.last <= word.first
        and 0 <= concept.first - word.last <= _CAUSING
        and (word.id == "cause_back" or points_back(word, text))
        for word in clause.of(*_BACK, "cause_back")
    )


def _is_next_item(driver: Cue, concept: Cue, text: str) -> bool:
    """Whether driver and movement are two items of a list: "displacement and further poverty"."""
    first, last = sorted((driver, concept), key=lambda cue: cue.start)
    return _LIST.search(text[first.end : last.start]) is not None
