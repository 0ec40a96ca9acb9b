"""Which parts of the strategy a passage ties migration to, by the sector words around the movement."""

from __future__ import annotations

from collections import defaultdict

from docscan.classify.clauses import Reading
from docscan.classify.sectors import best
from docscan.judgement import Finding
from docscan.terms.lexicon import load
from docscan.terms.matching import Match

_CHAPTER = "migration_chapter"
#: Weight of a sector term in a clause of the movement, elsewhere in the passage, and in the innermost headings.
_HERE, _ELSEWHERE, _HEADING = 1.0, 0.5, 1.0
_LEAST, _SECOND = 1.0, 0.5
#: Share of a passage's letters in clauses on migration from which it is about nothing else, as a chapter on migration is.
_DEVOTED = 0.7
#: Sectors whose words are common in passages about anything else ("women", "cities", "work") count for less.
_COMMON = {"gender_youth": 0.7, "infrastructure_urban": 0.6, "employment_labour": 0.8, "governance_justice": 0.8}


def find(reading: Reading) -> list[Finding]:
    """The first term of each sector chosen: at most two sectors, the headings only strengthening what the text names.

    A passage that names no sector and is all about migration belongs to a chapter on migration; its span is the first
    clause that says so.
    """
    scores: dict[str, float] = defaultdict(float)
    shown: dict[str, Match] = {}
    spans = [(clause.start, clause.end) for clause in reading.relevant]
    for match in load("sectors").find(reading.text, reading.language):
        if match.id == _CHAPTER:
            continue
        here = any(start <= match.start < end for start, end in spans)
        scores[match.id] += (_HERE if here else _ELSEWHERE) * _COMMON.get(match.id, 1.0)
        if match.id not in shown or (here and not any(s <= shown[match.id].start < e for s, e in spans)):
            shown[match.id] = match
    for title in reading.path[-2:]:
        for match in load("sectors").find(title, reading.language):
            if match.id in scores:
                scores[match.id] += _HEADING
    chosen = best(scores, least=_LEAST, second=_SECOND)
    if not chosen and _is_devoted(reading):
        clause = reading.relevant[0]
        return [Finding(facet="sector", value=_CHAPTER, start=clause.start, end=clause.end)]
    return [
        Finding(facet="sector", value=sector, start=shown[sector].start, end=shown[sector].end) for sector in chosen
    ]


def _is_devoted(reading: Reading) -> bool:
    whole = sum(clause.end - clause.start for clause in reading.clauses)
    return sum(clause.end - clause.start for clause in reading.relevant) >= _DEVOTED * whole > 0
