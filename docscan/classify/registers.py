"""Texts whose form commits: an article of a law, a row of an action matrix, a report of results against a target.

In these a plain statement is norm, plan or delivery, where in prose the same words would only tell a state of affairs.
"""

from __future__ import annotations

import re

from docscan.classify.clauses import Clause, Cue, Reading
from docscan.terms.lexicon import load

#: A passage that begins as an article does.
_ARTICLE = re.compile(
    r"[\W_]*(?:(?:Art(?:icle|ículo|igo)?|Section|Sección|Secção)\.?\s*(?:n[.º°]\s*)?\d+|§\s*\d+|Sec\.\s*\d+|\d{1,3}\.\s+(?:No|Any|Every|A|An)\s+person)",
    re.IGNORECASE,
)
#: Characters of a cell within which its head stands.
_HEAD = 30
#: A result told against what was planned, and a figure of what was done.
_FIGURE = re.compile(r"\d")
#: Cells that name the action of a row come this early where no head says which one it is.
_FIRST = 3


def article(reading: Reading) -> Cue | None:
    """The words by which a passage shows itself as an article of a law, if it does."""
    if not _ARTICLE.match(reading.text):
        return None
    return next((cue for clause in reading.clauses for cue in clause.of("legal_article")), None)


def names_action(clause: Clause, position: int, reading: Reading) -> bool:
    """Whether a clause is the cell of a row that tells what is to be done: before the first cell with another head."""
    if not reading.row or (" | " not in reading.text and " / " not in reading.text):
        return False
    cells = [other for other in reading.clauses[: position + 1] if _has_other_head(other)]
    return not cells and position < _FIRST


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
