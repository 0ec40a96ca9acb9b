"""Texts whose form commits: an article of a law, a row of an action matrix, a report of results against a target.

In these a plain statement is norm, plan or delivery, where in prose the same words would only tell a state of affairs.
"""

from __future__ import annotations

import re
from dataclasses import replace

from docscan.classify import cells
from docscan.classify.clauses import Clause, Cue, Reading
from docscan.terms.lexicon import load

#: A passage that begins as an article does.
_ARTICLE = re.compile(
    r"[\W_]*(?:(?:Art(?:icle|ículo|igo)?|Section|Sección|Secção)\.?\s*(?:n[.º°]\s*)?\d+|§\s*\d+|Sec\.\s*\d+|\d{1,3}\.\s+(?:(?:No|Any|Every|A|An)\s+person|\(1\)\s)|\d{1,3}\.\s(?=[^.;:]{0,120}\sshall\s(?:be|have|not)\s))",
    re.IGNORECASE,
)
#: An article that speaks itself, not one that is spoken of; words below which it is but a title.
_PLAIN = re.compile(
    r"[\W_]*Art(?:icle|ículo|igo)?\.?\s*(?:n[.º°]\s*)?\d+(?!\d)(?!\s*(?:of|to|and|du|de|da|do|del|à|al|et|y|e)\b)",
    re.IGNORECASE,
)
_STATED = 9
#: The head of a budget line; dots before its sum; a sum whose currency the table's head tells.
_LINE = re.compile(
    r"[\W_]*(?:Programmes?|Programs?|Programa|Chapitre|Chapter|Capítulo|Line|Ligne|Vote|Head|Pliego|Actividad|Actividade|Partida|Rubrica"
    r"|Rúbrica|Rubrique|Mission|Misión|Sub-?programme|Subprograma|Article budgétaire|Budget line)\s+"
    r"(?:n[.º°]\s*)?[\dA-Z]*\d[\d.]*\s?[-–—.:]",
)
_LEADER = re.compile(r"\.{5,}\s*\d{1,3}(?:[.,\s\u00a0]\d{3})+")
_SUM = re.compile(
    r"\b\d{1,3}(?:[.,\s\u00a0]\d{3})+\b(?!\s(?:people|persons|familles|personnes|personas|pessoas|famil))|\d\s?(?:Mds?|M|bn|m)\b"
)
#: Heads of a logical framework's results, which are its action where they have indicator or target (rule of thumb 4).
_RESULT = re.compile(
    r"outcome|output|expected|effets?\b|résultat|produit|resultado|producto|produto|efecto|efeito|purpose|propósito",
    re.IGNORECASE,
)
#: Characters of a cell within which its head stands.
_HEAD = 30
#: Characters of numbering before a head.
_NUMBER = 6
#: A result told against what was planned, and a figure of what was done.
_FIGURE = re.compile(r"\d")
#: Cells that name the action of a row come this early where no head says which one it is.
_FIRST = 3
#: Titles above a row that tell what its table is, innermost last.
_TITLES = 2
#: Kinds of filled cells that make a row one of a logical framework.
_LOGFRAME = 2
#: What an article says where it does not name itself: a duty, a task of an office, something enacted.
_NORMS = ("modal_future", "duty", "action_future", "future_any", "office_duty", "enacting", "norm")
#: What a line of a plan names beside its action.
_PLANNED = ("body", "money", "deadline", "period", "year", "quantity")


def article(reading: Reading) -> Cue | None:
    """The words by which a passage shows itself as an article of a law, if it does."""
    if not _ARTICLE.match(reading.text):
        return None
    named = [cue for clause in reading.clauses for cue in clause.of("legal_article")]
    norms = [cue for clause in reading.clauses for cue in clause.of(*_NORMS)]
    # Of an article proper every statement is a norm; its bare title, or what is said of it, is not.
    plain = _PLAIN.match(reading.text) and len(reading.text.split()) >= _STATED
    speaks = [concept for clause in reading.clauses for concept in strong(clause)] if plain else []
    stated = [replace(concept, id="legal_article") for concept in speaks]
    return next(iter([*named, *norms, *stated]), None)


def names_action(clause: Clause, position: int, reading: Reading) -> bool:
    """Whether a clause is the cell of a row that tells what is to be done: before the first cell with another head."""
    if not reading.row or (" | " not in reading.text and " / " not in reading.text) or tells_no_action(clause, reading):
        return False
    if not is_bare_action(clause, reading):
        return False
    cells = [other for other in reading.clauses[: position + 1] if _has_other_head(other)]
    return not cells and position < _FIRST


def budget_line(reading: Reading) -> bool:
    """Whether the passage is a line of a budget: a numbered programme or chapter, or dots before a sum, and money in it."""
    if not (_LINE.match(reading.text) or _LEADER.search(reading.text)):
        return False
    sums = any(quantity.kind == "money" for clause in reading.clauses for quantity in clause.quantities)
    return sums or bool(_LEADER.search(reading.text) or _SUM.search(reading.text))


def is_table(reading: Reading) -> bool:
    """Whether the row shows its cells or their heads, so that a verb of doing need not open anything."""
    return bool(" | " in reading.text or " / " in reading.text or cells.heads(reading.text)) or any(
        clause.of("column_head", "action_head") for clause in reading.clauses
    )


def tells_state(reading: Reading) -> bool:
    """Whether the innermost title above says that the table is one of impacts, risks or figures, and none of actions."""
    for title in reversed(reading.path[-_TITLES:]):
        found = {match.id for match in load("cues").find(title, reading.language)}
        if "action_title" in found:
            return False
        if "state_title" in found:
            return True
    return False


def is_bare_action(clause: Clause, reading: Reading) -> bool:
    """Whether a cell without a verb of doing can be the action of its row.

    In a logical framework any result is, with its filled indicator, target or body. Elsewhere the cell says no sentence,
    does not stand under the head of an objective, is no row of figures, and the row names who, when or for how much.
    """
    if tells_state(reading):
        return False
    if _is_logframe(reading):
        return True
    planned = {q.kind for other in reading.clauses for q in other.quantities} & {"body", "money", "deadline", "period"}
    if clause.of("copula", "link_effect", "link_cause", "wish") and len(planned) < _LOGFRAME:
        return False
    position = reading.clauses.index(clause)
    near = reading.clauses[max(position - 1, 0) : position + 1]
    if any(cue.start - other.start <= _HEAD for other in near for cue in other.of("objective_head")):
        return False
    words = reading.text.split()
    if sum(word.strip("()*").replace(".", "").replace("-", "").isdigit() for word in words) * 3 > len(words):
        return False
    return any(quantity.kind in _PLANNED for other in reading.clauses for quantity in other.quantities) or any(
        other.of("action_head", "column_head") for other in reading.clauses
    )


def _is_logframe(reading: Reading) -> bool:
    return len({finding.value for finding in cells.anchored(reading.text, reading.language)}) >= _LOGFRAME


def tells_no_action(clause: Clause, reading: Reading) -> bool:
    """Whether a cell's head says that it holds a risk, a result or another column than the action."""
    for cue in clause.of("topic_head", "column_head", "state_title"):
        headed = reading.text[cue.end : cue.end + 3].lstrip()[:1] == ":"
        if headed and len(reading.text[clause.start : cue.start].strip(" |-–•")) <= _NUMBER:
            return not (_RESULT.match(reading.text, cue.start) and _is_logframe(reading))
    return False


def _has_other_head(clause: Clause) -> bool:
    return any(
        cue.start - clause.start <= _HEAD and cue.id == "column_head" for cue in clause.of("column_head")
    ) and not (any(cue.start - clause.start <= _HEAD for cue in clause.of("action_head")))


def delivered(clause: Clause, reading: Reading) -> Cue | None:
    """The words that set a result against its target, in the clause of the movement or the one beside it."""
    position = reading.clauses.index(clause)
    for other in reading.clauses[max(position - 1, 0) : position + 2]:
        for cue in other.of("against_target"):
            if _FIGURE.search(reading.text, other.start, other.end):
                return cue
    return None


def strong(clause: Clause) -> list[Cue]:
    """Movements of a clause that need no support, named in it and not stood for."""
    concepts = load("concepts")
    return [concept for concept in clause.concepts if not concepts[concept.id].weak and not concept.anaphor]
