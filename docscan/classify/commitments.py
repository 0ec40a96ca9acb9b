"""What binds the author of a clause to an action, and whether migration is its object (rulings 9, 11 and 17)."""

from __future__ import annotations

import re

from docscan.classify.clauses import Clause, Cue, Reading, gap
from docscan.terms.lexicon import load

#: Tokens within which a cue bears on a movement named before it, and on one named after it (laws run long).
_BACK, _ONWARD = 45, 90
#: Tokens between an auxiliary, or a pledge, and the verb of doing it governs.
_NEXT, _AFTER_PLEDGE = 2, 5
#: Tokens between an authority and the verb of doing whose subject it is; closer where only "will" follows it.
_SUBJECT, _BEFORE_WILL = 10, 3
#: A noun of doing this near behind a movement is more likely to belong to it than to govern it.
_ASIDE = 6
#: Characters between a body's name and the verb, for each token of the above.
_WIDTH = 6
#: Characters after a noun of doing within which a finite verb makes it a subject.
_PREDICATE = 160
#: What can act as an authority does: "the fund lends", "the agreement grants".
_INSTRUMENTS = ("instrument_legislation", "instrument_policy", "instrument_programme")
#: In a row of a table these order wherever they stand.
_ANYWHERE = frozenset({"action_infinitive", "action_noun"})
#: Concepts that name a deed: at the head of an item they are the action itself.
_DEEDS = frozenset(
    {
        "resettlement",
        "planned_relocation",
        "relocation",
        "readmission_deportation",
        "reintegration",
        "integrated_border_management",
        "migrant_integration",
        "labour_agreements",
        "migration_data",
        "consular_services",
        "work_permits",
        "visas_and_residence",
    }
)
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


def commitments(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """What binds the author in a clause and by which rule, surest kind first."""
    doing = clause.of("action_infinitive", "action_participle", "action_noun")
    participles = clause.of("action_participle")
    found: list[tuple[str, Cue]] = [("order", cue) for cue in _orders(clause, reading)]
    foretold = {cue.start for cue in clause.of("forecast")}
    found += [("future", c) for c in clause.of("action_future", "future_any") if c.start not in foretold]
    found += [("future", c) for c in clause.of("modal_future") if _follows(c, doing, _NEXT)]
    found += [("pledge", cue) for cue in clause.of("pledge") if not doing or _follows(cue, doing, _AFTER_PLEDGE)]
    found += [("existing", cue) for cue in clause.of("existing", "enacting")]
    taken = tuple(p for p in participles if p.start not in {f.start for f in clause.of("finding_participle")})
    found += [("existing", cue) for cue in clause.of("modal_perfect") if _follows(cue, taken, 2)]
    instruments = clause.starting("instrument_l") + clause.starting("instrument_po")
    found += [("existing", cue) for cue in clause.of("has_instrument") if _follows(cue, instruments, 3)]
    found += _by_authority(clause, reading)
    if any(q.kind in ("quantity", "target") for q in clause.quantities):
        found += [("report", cue) for cue in clause.of("result_delivered")]
    return found


def _follows(cue: Cue, verbs: tuple[Cue, ...], within: int) -> bool:
    return any(0 <= verb.first - cue.last <= within for verb in verbs)


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
    for cue in clause.of("action_present", "purpose", "duty", "action_past", "modal_future"):
        if cue.start in foretold and cue.id == "modal_future":
            continue
        near = _BEFORE_WILL if cue.id == "modal_future" else _SUBJECT
        word = reading.text[cue.start : cue.end].lower()
        if (
            any(0 <= cue.first - a.last <= near for a in authorities)
            or any(0 <= cue.start - end <= _WIDTH * near for end in named)
            or (cue.id == "action_present" and (word.endswith("mos") or word.startswith("nous ")))
        ):
            found.append(("report" if cue.id == "action_past" else "present", cue))
    return [*found, *_by_instrument(clause, reading)]


def _by_instrument(clause: Clause, reading: Reading) -> list[tuple[str, Cue]]:
    """In English a bare verb right after an authority; in all languages a participle right after an instrument."""
    found: list[tuple[str, Cue]] = []
    for cue in clause.of("action_participle", "action_infinitive"):
        if reading.language == "en" and any(0 <= cue.first - a.last <= 1 for a in clause.of("authority")):
            found.append(("report" if cue.id == "action_participle" else "present", cue))
    findings = {cue.start for cue in clause.of("finding_participle")}
    for cue in clause.of("action_participle"):
        if cue.start not in findings and any(0 <= cue.first - i.last <= 1 for i in clause.of(*_INSTRUMENTS)):
            found.append(("existing", cue))
    return found


def _orders(clause: Clause, reading: Reading) -> list[Cue]:
    """Verbs of doing in the infinitive, and nouns of doing, at the opening of an item; anywhere in a row of a table."""
    none = {cue.start for cue in clause.of("not_an_order")}
    verbs = clause.of("action_infinitive", "action_noun", "opening_infinitive")
    named = tuple(c for c in clause.concepts if c.id in _DEEDS) + clause.of("instrument_programme")
    heads = [
        cue
        for cue in (*verbs, *(named if clause.item else ()))
        if cue.start not in none and (_opens(cue, clause, reading.text) or (reading.row and cue.id in _ANYWHERE))
    ]
    if reading.row:
        heads += _cell_heads(clause, reading)
    starts = sorted(cue.start for cue in heads)
    found = []
    for cue in heads:
        until = next((start for start in starts if start > cue.start), clause.end)
        sure = cue.id == "action_infinitive" or (cue.id == "opening_infinitive" and reading.language != "en")
        if sure or reading.row or not _predicated(cue, clause, reading, until):
            found.append(cue)
    return found


def _cell_heads(clause: Clause, reading: Reading) -> list[Cue]:
    """What names the row's action where this clause is its cell: the cell's head, or the movement in a first, bare cell."""
    text = reading.text
    found = [
        cue
        for cue in clause.of("action_head")
        if cue.start - clause.start <= 2 and text[cue.end : cue.end + 2].lstrip()[:1] == ":"
    ]
    bare = " | " in text and ":" not in text[clause.start : clause.end]
    if not found and bare and clause is reading.clauses[0]:
        return list(clause.concepts[:1])
    return found


def _opens(cue: Cue, clause: Clause, text: str) -> bool:
    return any(0 <= cue.start - opening <= 2 for opening in clause.openings) or _flattened(cue, clause, text)


def _flattened(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a capital begins the next item of a list whose marks and line ends the layout has lost."""
    before = text[max(clause.start, cue.start - 2) : cue.start]
    return text[cue.start].isupper() and before[:1].islower() and before[1:] == " " and text[cue.start + 1].islower()


def _predicated(cue: Cue, clause: Clause, reading: Reading, until: int) -> bool:
    """Whether a noun of doing is the subject of a statement instead of an item's head."""
    if any(cue.end <= verb.start < min(until, cue.end + _PREDICATE) for verb in clause.of("copula")):
        return True
    first = min(concept.first for concept in _objects(clause, reading) or clause.concepts)
    return any(cue.last <= link.first < first for link in clause.of("link_effect"))


def is_weakened(cue: Cue, rule: str, clause: Clause) -> bool:
    """Whether a possibility or a denial stands right before; an author's "we will not" binds as well."""
    denials = () if rule in ("future", "pledge") else clause.of("negation")
    return any(0 <= cue.first - word.last <= 2 for word in (*denials, *clause.of("hedge")))


def find_object(cue: Cue, clause: Clause, reading: Reading) -> Cue | None:
    """The movement that the commitment is about: after it and not as a side effect, or the subject of a passive."""
    for concept in _objects(clause, reading):
        if concept.first >= cue.first:
            if concept.first - cue.last > _ONWARD:
                continue
            if any(cue.last <= side.first < concept.first for side in clause.of("side_effect")):
                continue
            return concept
        if cue.first - concept.last <= _BACK and (cue.id != "action_noun" or cue.first - concept.last > _ASIDE):
            return concept
    return None


def _objects(clause: Clause, reading: Reading) -> list[Cue]:
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
    if concept.id in _GROUPS and _enumerated(concept, clause, reading.text):
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
