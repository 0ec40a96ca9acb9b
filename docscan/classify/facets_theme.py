"""What about migration a passage treats: the themes of its concepts, made more exact by the words beside them."""

from __future__ import annotations

from docscan.classify.clauses import Clause, Cue, Reading
from docscan.judgement import FACETS, Finding
from docscan.terms.lexicon import load

#: Tokens within which a word of context makes a movement's theme more exact.
_NEAR = 14
#: Themes that a word of context adds whatever the movement, and how near it must stand.
_ADDED = {
    "context_women_children": 6,
    "context_rights": 5,
    "context_access": 10,
    "context_governance": 3,
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
            if _weak(concept) and not set(_themes(concept)) & set(strong) and strong:
                continue
            for theme in _exact(concept, clause, reading):
                found.append(_finding(theme, concept))
    if any(finding.value != "general" for finding in found):
        return [finding for finding in found if finding.value != "general"]
    return found


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
        if any(_gap(cue, concept) <= within and not _same(cue, concept) for cue in clause.of(id_)):
            themes.add(load("cues")[id_].value[0])
    return themes & set(FACETS["theme"])


def _kinds(concept: Cue, clause: Clause) -> set[str]:
    """What kind of movement "migration" without more is, by the words around it."""
    abroad = _any(clause, "context_abroad", concept, _NEAR // 2)
    work = _any(clause, "context_work", concept, _NEAR)
    kinds: set[str] = set()
    if abroad or work:
        kinds.add("labour_migration")
    if not abroad and _any(clause, "context_internal", concept, _NEAR):
        kinds.add("internal_migration")
    if abroad and _any(clause, "context_skills", concept, _NEAR):
        kinds.add("skills_brain_drain")
    return kinds


def _climatic(concept: Cue, clause: Clause, reading: Reading) -> bool:
    """A climatic or natural cause in the same clause, or one named twice in the passage or in its headings."""
    if concept.id in _BESIDE or "pastoral_mobility" in _themes(concept):
        return any(_gap(cue, concept) <= _NEAR for cue in clause.of("driver_climate"))
    if clause.of("driver_climate"):
        return True
    return sum(len(other.of("driver_climate")) for other in reading.clauses) >= 2


def _any(clause: Clause, id_: str, concept: Cue, within: int) -> bool:
    return any(_gap(cue, concept) <= within for cue in clause.of(id_))


def _gap(one: Cue, two: Cue) -> int:
    return max(one.first - two.last, two.first - one.last, 0)


def _same(cue: Cue, concept: Cue) -> bool:
    return cue.start >= concept.start and cue.end <= concept.end


def _themes(concept: Cue) -> tuple[str, ...]:
    return load("concepts")[concept.id].value


def _weak(concept: Cue) -> bool:
    return load("concepts")[concept.id].weak


def _finding(theme: str, concept: Cue) -> Finding:
    return Finding(facet="theme", value=theme, start=concept.start, end=concept.end)
