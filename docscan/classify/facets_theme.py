"""What about migration a passage treats: the themes of its concepts, made more exact by the words beside them."""

from __future__ import annotations

from dataclasses import replace

from docscan.classify.clauses import Clause, Cue, Reading, gap
from docscan.classify.rules import Verdict
from docscan.judgement import FACETS, Finding
from docscan.terms.lexicon import load

#: Tokens within which a word of context makes a movement's theme more exact.
_NEAR = 14
#: The same for the kind of movement that a bare "migration" is: for work, and inside the country.
_WORK, _INSIDE = 8, 4
#: Themes that a word of context adds to a movement, and how near it must stand.
_ADDED = {
    "context_women_children": 6,
    "context_rights": 8,
    "context_access": 10,
    "context_services": 16,
    "context_governance": 4,
    "context_border": 7,
    "context_data": 4,
}
#: Words of context that settle what a bare "migration" is about where they stand anywhere in the passage; first of equals.
_REST = ("context_border", "context_governance", "context_internal", "context_work", "context_rights", "context_access")
#: Concepts that name people who live where they came to: services, work and neighbours there concern their inclusion.
_SETTLED = frozenset(
    {
        "refugees",
        "asylum",
        "international_protection",
        "internally_displaced",
        "displacement_of_people",
        "host_communities",
        "migrants",
        "immigration",
        "migrant_workers",
        "women_migrants",
        "unaccompanied_minors",
        "foreign_residents",
        "people_arriving",
        "returnees",
        "coming_back",
        "statelessness",
        "exile",
        "fleeing",
        "driven_out",
        "refuge",
        "access_to_services_for_migrants",
        "migrant_integration",
    }
)
#: Concepts that name those who live abroad: without more they are the diaspora, and what they send is no theme of its own.
_ABROAD = frozenset({"people_abroad", "nationals_abroad", "overseas_employment", "expatriates", "emigration"})
_MONEY = frozenset({"remittances", "money_from_absent", "remittance_costs", "remittance_investment"})
#: Words for money that need people abroad beside them, how near, and the themes of such people.
_MONEY_WEAK = frozenset({"money_transfers"})
_FROM_ABROAD = 5
_OF_ABROAD = frozenset({"diaspora", "labour_migration", "general"})
#: Second themes that a concept has only where a word of context stands near.
_SECOND = {
    "leaving_for_abroad": ("labour_migration", "context_work"),
    "expatriate_population": ("labour_migration", "context_work"),
    "statelessness": ("rights_protection", "context_rights"),
    "departing": ("internal_migration", "context_internal"),
}
#: Movements that a climatic cause elsewhere in the passage does not make climate mobility.
_APART = frozenset(
    {
        "people_abroad",
        "leaving_for_abroad",
        "leaving_the_country",
        "origin_destination_countries",
        "refuge",
        "emigration",
        "immigration",
        "departing",
        "fleeing",
        "durable_solutions",
        "human_mobility",
    }
)
#: Movements that a climatic cause makes climate mobility.
_MOVES = frozenset({"general", "internal_migration", "forced_displacement", "climate_mobility", "pastoral_mobility"})
#: Movements that a climatic cause makes climate mobility only where it stands beside them.
_BESIDE = frozenset({"refugees", "returnees", "host_communities", "asylum", "nomads", "herders"})


def find(reading: Reading, verdict: Verdict) -> list[Finding]:
    """One finding per theme and movement that shows it."""
    acted = verdict.level >= 3
    strong = [t for clause in reading.relevant for c in clause.concepts for t in _themes(c) if not _weak(c)]
    found: list[Finding] = []
    for clause in reading.relevant:
        for concept in clause.concepts:
            if concept.anaphor:
                continue
            if _weak(concept) and not set(_themes(concept)) & set(strong) and strong and not _sent(concept, clause):
                continue
            for theme in _exact(concept, clause, reading, acted):
                found.append(_finding(theme, concept))
    exact = [finding for finding in found if finding.value != "general"]
    if exact:
        return exact
    return [replace(finding, value=_nearest(finding, reading)) for finding in found]


def _nearest(finding: Finding, reading: Reading) -> str:
    """The theme of people of whom nothing more is said: migrants are to be included, those abroad are the diaspora."""
    here = {c.id for clause in reading.relevant for c in clause.concepts if c.start == finding.start}
    if "migrants" in here:
        return "integration_inclusion"
    if here & _ABROAD:
        return "diaspora"
    return _elsewhere(reading) or finding.value


def _elsewhere(reading: Reading) -> str:
    """What the rest of the passage says most about a movement that is named without more; empty where it says nothing."""
    counts = {id_: sum(len(clause.of(id_)) for clause in reading.clauses) for id_ in _REST}
    most = max(counts, key=lambda id_: counts[id_])
    return load("cues")[most].value[0] if counts[most] else ""


def _exact(concept: Cue, clause: Clause, reading: Reading, acted: bool) -> set[str]:
    themes = set(_themes(concept))
    if themes & _MOVES and _climatic(concept, clause, reading):
        themes.add("climate_mobility")
    if "general" in themes:
        themes |= _kinds(concept, clause)
        if themes != {"general"}:
            themes.discard("general")
    themes -= _unsupported(concept, clause)
    if concept.id in _ABROAD and any(other.id in _MONEY for other in clause.concepts):
        themes -= {"labour_migration", "diaspora", "general"}
    if concept.id == "foreign_residents":
        themes.discard("irregular_border")
    for id_, within in _ADDED.items():
        near = any(gap(cue, concept) <= within and not _same(cue, concept) for cue in clause.of(id_))
        if near and _bears(id_, concept, acted):
            themes.add(load("cues")[id_].value[0])
    return themes & set(FACETS["theme"])


def _sent(concept: Cue, clause: Clause) -> bool:
    """Whether a word for transfers is said of people abroad: "transfers from the diaspora"."""
    return concept.id in _MONEY_WEAK and any(
        gap(concept, other) <= _FROM_ABROAD and set(_themes(other)) & _OF_ABROAD for other in clause.concepts
    )


def _unsupported(concept: Cue, clause: Clause) -> set[str]:
    """Second themes of a concept that a word of context beside it must bear out."""
    theme, context = _SECOND.get(concept.id, ("", ""))
    return set() if not theme or _any(clause, context, concept, _NEAR) else {theme}


def _bears(context: str, concept: Cue, acted: bool) -> bool:
    """Whether a word of context says something of such a movement: services of people, borders of those who cross them."""
    themes = set(_themes(concept))
    if context == "context_services":
        return acted and concept.id in _SETTLED
    if context == "context_access":
        return concept.id in _SETTLED or "labour_migration" in themes
    if context == "context_border":
        return not themes & {"forced_displacement", "pastoral_mobility"}
    if context == "context_rights":
        return not themes & {"pastoral_mobility", "trafficking_smuggling", "climate_mobility"}
    return True


def _kinds(concept: Cue, clause: Clause) -> set[str]:
    """What kind of movement "migration" without more is, by the words around it."""
    abroad = concept.id in _ABROAD or _any(clause, "context_abroad", concept, _NEAR // 2)
    kinds: set[str] = set()
    if _any(clause, "context_work", concept, _WORK):
        kinds.add("labour_migration")
    if not abroad and _any(clause, "context_internal", concept, _INSIDE):
        kinds.add("internal_migration")
    if abroad and _any(clause, "context_skills", concept, _NEAR):
        kinds.add("skills_brain_drain")
    if abroad and not kinds and any(other.id == "remittances" for other in clause.concepts):
        kinds.add("labour_migration")
    return kinds


def _climatic(concept: Cue, clause: Clause, reading: Reading) -> bool:
    """A climatic or natural cause in the same clause; elsewhere in the passage where no conflict is the cause."""
    if concept.id in _BESIDE or "pastoral_mobility" in _themes(concept):
        return any(gap(cue, concept) <= _NEAR for cue in clause.of("driver_climate"))
    if "forced_displacement" in _themes(concept) and any(other.of("driver_conflict") for other in reading.clauses):
        return any(gap(cue, concept) <= _NEAR for cue in clause.of("driver_climate"))
    if clause.of("driver_climate"):
        return True
    if concept.id in _APART:
        return False
    return any(other.of("driver_climate") for other in reading.clauses)


def _any(clause: Clause, id_: str, concept: Cue, within: int) -> bool:
    return any(gap(cue, concept) <= within for cue in clause.of(id_))


def _same(cue: Cue, concept: Cue) -> bool:
    return cue.start >= concept.start and cue.end <= concept.end


def _themes(concept: Cue) -> tuple[str, ...]:
    return load("concepts")[concept.id].value


def _weak(concept: Cue) -> bool:
    return load("concepts")[concept.id].weak


def _finding(theme: str, concept: Cue) -> Finding:
    return Finding(facet="theme", value=theme, start=concept.start, end=concept.end)
