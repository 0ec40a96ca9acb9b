"""Which movement of a clause an action is about: not one of a long list, not a side effect (rulings 8, 9 and 16)."""

from __future__ import annotations

import re

from docscan.classify.clauses import Clause, Cue, Reading, gap
from docscan.terms.lexicon import load

#: Tokens within which a cue bears on a movement named before it, and on one named after it (laws run long).
_BACK, _ONWARD = 45, 90
#: A noun of doing this near behind a movement is more likely to belong to it than to govern it.
_ASIDE = 6
#: Weak concepts that an action can be about without a stronger word in the clause.
_ENOUGH = frozenset({"host_communities", "herders", "border_management", "student_mobility", "travel_documents"})
#: Concepts that name groups of people, or crimes: what ruling 8 and 16 call one item among others.
_GROUPS = frozenset(
    {
        "migrants",
        "migrant_workers",
        "women_migrants",
        "migrant_associations",
        "refugees",
        "internally_displaced",
        "displacement_of_people",
        "statelessness",
        "returnees",
        "coming_back",
        "people_arriving",
        "foreign_residents",
        "nomads",
        "herders",
        "leaving_home",
        "labour_mobility",
        "unaccompanied_minors",
        "immigration",
        "emigration",
        "diaspora",
        "human_trafficking",
        "exploitation_abroad",
        "asylum",
        "remittances",
    }
)
#: Words of an item that is one of many, and how many others there must be.
_SHORT, _OTHERS = 6, 3
_ITEM = re.compile(r"(?:(?!,|;|\s(?:and|or|as well as|et|ou|ainsi que|y|o|e|u|así como|bem como)\s).)+", re.DOTALL)
#: What may stand between the head of an item and the group's name.
_LEAD = re.compile(
    r"[\s,;]*(?:and|or|et|ou|y|o|e|u)?\s*(?:the|les|des|aux|los|las|os|as|aos|às|dos|das|de|of|l[’'])?\s*(?!(?:for|to|pour|para|of|among|with)\s)(?:[^\W\d]+\s)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)")


def find_object(cue: Cue, clause: Clause, reading: Reading) -> Cue | None:
    """The movement that the commitment is about: after it and not as a side effect, or the subject of a passive."""
    for concept in candidates(clause, reading):
        if concept.first >= cue.first:
            if concept.first - cue.last > _ONWARD:
                continue
            if any(cue.last <= side.first < concept.first for side in clause.of("side_effect")):
                continue
            return concept
        if cue.first - concept.last <= _BACK and (cue.id != "action_noun" or cue.first - concept.last > _ASIDE):
            return concept
    return None


def candidates(clause: Clause, reading: Reading) -> list[Cue]:
    """Movements that an action can be about: not one of a long list, and not a weak word where stronger ones stand."""
    named = [concept for concept in clause.concepts if not is_listed(concept, clause, reading)]
    strong = [concept for concept in named if not load("concepts")[concept.id].weak]
    if strong or not _any_strong(reading):
        # Where the passage has weak words only, its headings have settled that they speak of migration (rule 1).
        return strong or named
    return [concept for concept in named if concept.id in _ENOUGH]


def _any_strong(reading: Reading) -> bool:
    concepts = load("concepts")
    return any(not concepts[concept.id].weak for clause in reading.relevant for concept in clause.concepts)


def is_listed(concept: Cue, clause: Clause, reading: Reading) -> bool:
    """One group among four or more (ruling 8), or an item of a bracketed list of examples."""
    named = (c for c in clause.concepts if c.id in _GROUPS and c.start == concept.start)
    if any(_enumerated(c, clause, reading.text) for c in named):
        return True
    # "Niños, niñas" are one group, and "women migrants" are the migrants themselves.
    near = [g for g in clause.of("group") if gap(g, concept) <= 20 and not _beside(g, clause)]
    groups = {reading.text[g.start : g.start + 3].lower() for g in near}
    if len(groups) >= 3 and min(gap(g, concept) for g in near) <= 4:
        return True
    for bracket in _BRACKET.finditer(reading.text, clause.start, clause.end):
        if bracket.start() < concept.start < bracket.end():
            return bracket.group().count(",") >= 3
    return False


def _enumerated(concept: Cue, clause: Clause, text: str) -> bool:
    """Whether a group stands in a run of short items between commas, most of which name others."""
    items = [(m.start(), m.end()) for m in _ITEM.finditer(text, clause.start, clause.end)]
    own = next((i for i, (start, end) in enumerate(items) if start <= concept.start < end), None)
    if own is None or not _LEAD.fullmatch(text[items[own][0] : concept.start]):
        return False
    first = last = own
    while first > 0 and _is_short(text, items[first - 1]):
        first -= 1
    while last + 1 < len(items) and _is_short(text, items[last + 1]):
        last += 1
    others = [
        (start, end)
        for start, end in items[max(first - 1, 0) : last + 1]
        if not any(start <= c.start < end for c in clause.concepts)
    ]
    return len(others) >= _OTHERS and text[items[max(first - 1, 0)][0] : items[last][1]].count(",") >= 2


def _is_short(text: str, item: tuple[int, int]) -> bool:
    return len(text[item[0] : item[1]].split()) <= _SHORT


def _beside(group: Cue, clause: Clause) -> bool:
    """Whether the group's name and a movement's are one expression."""
    return any(
        group.last == c.first or c.last == group.first or c.start <= group.start < c.end for c in clause.concepts
    )
