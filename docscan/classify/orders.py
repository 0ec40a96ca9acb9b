"""Orders by form: an infinitive, a noun of doing or of a measure that opens an item or a cell (ruling 9)."""

from __future__ import annotations

import re

from docscan.classify import registers
from docscan.classify.clauses import Clause, Cue, Reading
from docscan.classify.objects import candidates

#: Characters after a noun of doing within which a finite verb makes it a subject.
_PREDICATE = 160
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
#: Words behind which a capital begins a name, not an item.
_JOINING = re.compile(
    r"\b(?:the|an?|of|and|or|in|for|by|with|to|from|on|at|through|its|their|this|that|under|between|emergency|national"
    r"|les?|la|l|du|des|d|de|et|ou|par|pour|avec|dans|en|aux?|une?|ce|cette|sur|sous"
    r"|el|los|las|del|y|o|e|con|al|una?|est[ae]|su|os?|as?|d[oa]s?|n[oa]s?|pel[oa]|com|uma?|seu|sua)\s$",
    re.IGNORECASE,
)
#: Characters of a phrase that may stand before the verb of an item, and how such a phrase begins.
_PHRASE = 160
_PREPOSITION = re.compile(
    r"(?:with|in|on|regarding|concerning|for|through|as|en|dans|pour|par|concernant|s[’']agissant|au|avec|con|para|por|respecto|sobre"
    r"|em|no|na|com|quanto|relativamente)\b",
    re.IGNORECASE,
)
#: Behind these a verb tells what the action is for.
_PURPOSE = re.compile(
    r"\b(?:so (?:that|as)|in order|to|afin|pour|a fin|para|com vista|which|that|qui|que)\b", re.IGNORECASE
)
#: Nouns of doing, before which an item may have its article: "; la fixation des …".
_NOUNS = frozenset({"action_noun", "measure_noun", "instrument_programme"})
_DETERMINER = re.compile(r"(?:the|an?|la|le|les|une?|des|l[’']|el|los|las|una|o|a|os|as|uma?)\s?", re.IGNORECASE)


def find_orders(clause: Clause, reading: Reading) -> list[Cue]:
    """Verbs of doing in the infinitive, and nouns of doing, at the opening of an item; anywhere in a row of a table."""
    none = {cue.start for cue in clause.of("not_an_order")}
    if reading.row and (registers.tells_no_action(clause, reading) or registers.tells_state(reading)):
        return []
    anywhere = reading.row and registers.is_table(reading)
    title = min((cue.start for cue in clause.of("law_title")), default=clause.end)
    verbs = clause.of("action_infinitive", "action_noun", "opening_infinitive")
    named = tuple(c for c in clause.concepts if c.id in _DEEDS) + clause.of("instrument_programme", "measure_noun")
    heads = [c for c in clause.concepts if c.id in _DEEDS and _due(c, clause)]
    heads += [
        cue
        for cue in (*verbs, *(named if clause.item else ()))
        if cue.start not in none
        and (_opens(cue, clause, reading.text) or (anywhere and cue.id in _ANYWHERE and cue.start < title))
    ]
    if reading.row:
        heads += _cell_heads(clause, reading)
    starts = sorted(cue.start for cue in heads)
    found = []
    for cue in heads:
        until = next((start for start in starts if start > cue.start), clause.end)
        sure = cue.id == "action_infinitive" or (cue.id == "opening_infinitive" and reading.language != "en")
        if sure or anywhere or not _predicated(cue, clause, reading, until):
            found.append(cue)
    return found


def _due(deed: Cue, clause: Clause) -> bool:
    """Whether a deed is promised by a date at the head of its clause: "By 2030, 40 hamlets resettled"."""
    opens = any(q.kind == "deadline" and q.start - clause.openings[0] <= 4 for q in clause.quantities)
    return opens and not clause.of("copula", "wish", "link_effect", "link_cause")


def _cell_heads(clause: Clause, reading: Reading) -> list[Cue]:
    """What names the row's action where this clause is its cell: the cell's head, or the movement in a first, bare cell."""
    text = reading.text
    found = [
        cue
        for cue in clause.of("action_head")
        if cue.start - clause.start <= 2 and text[cue.end : cue.end + 2].lstrip()[:1] == ":"
    ]
    bare = " | " in text and ":" not in text[clause.start : clause.end]
    if not found and bare and _is_first(clause, reading) and registers.is_bare_action(clause, reading):
        return [concept for concept in clause.concepts[:1] if names_deed(concept, clause, text)]
    return found


def _is_first(clause: Clause, reading: Reading) -> bool:
    """Whether only numbers stand before the clause."""
    return not any(character.isalpha() for character in reading.text[: clause.start])


def names_deed(concept: Cue, clause: Clause, text: str) -> bool:
    """Whether a movement can be the action of a cell, not one of the subjects of its label: "Population, gender, migration"."""
    return concept.id in _DEEDS or "," not in text[clause.start : concept.start]


def _opens(cue: Cue, clause: Clause, text: str) -> bool:
    if any(0 <= cue.start - opening <= 2 for opening in clause.openings):
        return True
    behind = (opening for opening in clause.openings if opening < cue.start)
    if cue.id in _NOUNS and _is_marked(clause, text) and any(_DETERMINER.fullmatch(text, o, cue.start) for o in behind):
        return True
    return _introduced(cue, clause, text) or _flattened(cue, clause, text)


def _is_marked(clause: Clause, text: str) -> bool:
    """Whether a clause is an item by its mark, by the semicolon before it or by a colon in it, not just a first sentence."""
    if not clause.item:
        return False
    before, own = text[: clause.start].rstrip()[-1:], text[clause.start : clause.openings[0]].strip()
    return before in (";", ":") or bool(own) or len(clause.openings) > 1


def _introduced(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether only a phrase up to a comma stands before the infinitive of an item: "With regard to returnees, set up …"."""
    before = text[clause.openings[0] : cue.start]
    if cue.id != "action_infinitive" or not clause.item or not before.endswith(", ") or len(before) > _PHRASE:
        return False
    verbs = clause.of("copula", "action_present", "action_past", "action_future", "link_effect", "action_infinitive")
    return (
        before.count(",") == 1 and bool(_PREPOSITION.match(before)) and all(verb.start >= cue.start for verb in verbs)
    )


def _flattened(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a capital begins the next item of a list whose marks and line ends the layout has lost."""
    before = text[max(clause.start, cue.start - 2) : cue.start]
    if not (text[cue.start].isupper() and before[:1].islower() and before[1:] == " " and text[cue.start + 1].islower()):
        return False
    return not _JOINING.search(text[max(clause.start, cue.start - 16) : cue.start])


def _predicated(cue: Cue, clause: Clause, reading: Reading, until: int) -> bool:
    """Whether a noun of doing is the subject of a statement instead of an item's head."""
    if (
        cue.id == "action_noun"
        and not clause.item
        and any(
            cue.last <= verb.first and not _PURPOSE.search(reading.text, cue.end, verb.start)
            for verb in clause.of("link_effect", "link_verb")
        )
    ):
        return True
    if any(cue.end <= verb.start < min(until, cue.end + _PREDICATE) for verb in clause.of("copula")):
        return True
    first = min(concept.first for concept in candidates(clause, reading) or clause.concepts)
    return any(cue.last <= link.first < first for link in clause.of("link_effect"))
