"""What about migration a passage treats: the themes of its concepts, made more exact by the words beside them."""

from __future__ import annotations

from dataclasses import replace

from docscan.classify.clauses import Clause, Cue, Reading, gap
from docscan.judgement import FACETS, Finding
from docscan.terms.lexicon import load

#: Tokens within which a word of context makes a movement's theme more exact.
_NEAR = 14
#: Themes that a word of context adds whatever the movement, and how near it must stand.
_ADDED = {
    "context_women_children": 6,
    "context_rights": 5,
    "context_access": 10,
    "context_governance": 4,
    "context_border": 7,
    "context_data": 4,
}
#: Movements that a climatic cause makes climate mobility.
_MOVES = frozenset({"general", "internal_migration", "forced_displacement", "climate_mobility", "pastoral_mobility"})
#: Movements that a climatic cause makes climate mobility only where it stands beside them.
_BESIDE = frozenset({"refugees", "returnees", "host_communities", "asylum", "nomads", "herders"})


def find(reading: Reading) -> list[Finding]:
    """One finding per theme and movement that shows it."""
    strong = [t for clause in reading.relevant for c in clause.concepts for t in _themes(c) if not _weak(c)]
    found: list[Finding] = []
    for clause in reading.relevant:
        for concept in clause.concepts:
            if concept.anaphor:
                continue
            if _weak(concept) and not set(_themes(concept)) & set(strong) and strong:
                continue
            for theme in _exact(concept, clause, reading):
                found.append(_finding(theme, concept))
    exact = [finding for finding in found if finding.value != "general"]
    if exact:
        return exact
    # Migrants of whom nothing more is said are people to be served and included.
    return [
        replace(finding, value="integration_inclusion") if finding.value == "general" and people else finding
        for finding, people in ((f, _people(f, reading)) for f in found)
    ]


def _people(finding: Finding, reading: Reading) -> bool:
    return any(c.id == "migrants" and c.start == finding.start for clause in reading.relevant for c in clause.concepts)


def _exact(concept: Cue, clause: Clause, reading: Reading) -> set[str]:
    themes = set(_themes(concept))
    if themes & _MOVES and _climatic(concept, clause, reading):
        themes.add("climate_mobility")
    if "general" in themes:
        themes |= _kinds(concept, clause)
        if themes != {"general"}:
            themes.discard("general")
    if "pastoral_mobility" in themes and not clause.of("tier_regional"):
        # Herds that move inside the country are part of its internal migration too.
        themes.add("internal_migration")
    for id_, within in _ADDED.items():
        if any(gap(cue, concept) <= within and not _same(cue, concept) for cue in clause.of(id_)):
            themes.add(load("cues")[id_].value[0])
    return themes & set(FACETS["theme"])


def _kinds(concept: Cue, clause: Clause) -> set[str]:
    """What kind of movement "migration" without more is, by the words around it."""
    abroad = _any(clause, "context_abroad", concept, _NEAR // 2)
    kinds: set[str] = set()
    if _any(clause, "context_work", concept, _NEAR):
        kinds.add("labour_migration")
    if not abroad and _any(clause, "context_internal", concept, _NEAR):
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
