"""Cues that stand near a movement, and the findings they become."""

from __future__ import annotations

from collections.abc import Iterator

from docscan.classify.clauses import Clause, Cue, gap
from docscan.judgement import Finding
from docscan.terms.lexicon import load

#: Tokens within which a cue belongs to the movement unless a facet says otherwise.
NEAR = 30


def near(clause: Clause, prefixes: tuple[str, ...], within: int = NEAR) -> Iterator[Cue]:
    """Cues of these ids that stand near a movement of the clause and are not the movement itself."""
    for cue in clause.cues:
        if cue.id.startswith(prefixes) and any(gap(cue, c) <= within for c in clause.concepts):
            yield cue


def finding(facet: str, cue: Cue) -> Finding:
    """A cue as evidence of a facet, with the value that its entry has."""
    return Finding(facet=facet, value=load("cues")[cue.id].value[0], start=cue.start, end=cue.end)
