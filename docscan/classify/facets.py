"""Facets of a passage with the words that show them. A facet without words does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docscan.classify.clauses import Reading, read
from docscan.judgement import FACETS, Finding
from docscan.terms.lexicon import load


def find(text: str, language: str, path: Sequence[str], concepts: Sequence[Finding]) -> list[Finding]:
    """All facets of a passage whose ``concepts`` come from ``relevance.find``, in order of position."""
    if not any(finding.facet == "concept" for finding in concepts):
        return []
    return of(read(text, language, path, concepts))


def of(reading: Reading) -> list[Finding]:
    """As :func:`find`, of a passage that has been read into clauses."""
    concepts = load("concepts")
    found = [
        Finding(facet="theme", value=value, start=concept.start, end=concept.end)
        for clause in reading.relevant
        for concept in clause.concepts
        for value in concepts[concept.id].value
        if value in FACETS["theme"]
    ]
    return sorted(set(found), key=lambda f: (f.start, -f.end, f.facet, f.value))


def at_level(findings: Iterable[Finding], level: int) -> list[Finding]:
    """The findings that a passage of this level may carry: no facet at 0, ``stage`` and ``instrument`` from 3."""
    if level == 0:
        return [f for f in findings if f.facet not in FACETS]
    if level < 3:
        return [f for f in findings if f.facet not in ("stage", "instrument")]
    return list(findings)
