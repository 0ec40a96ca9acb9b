"""From passages to sections: the walk (codebook, "from passages to a section").

A section is scored on its own passages and those of its subsections, strongest first, until enough of it is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docscan.document import Document
from docscan.frameworks.framework import Profile
from docscan.judgement import Judgements
from docscan.score.evidence import Evidence
from docscan.score.interval import DECIMALS, Levels
from docscan.scorecard import SectionScore


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Walk:
    """The passages of one section that enter its walk: rows of the evidence, and the section's size in words."""

    rows: npt.NDArray[np.intp]
    words: int
    passages: int


def score_sections(
    document: Document, judgements: Judgements, evidence: Evidence, levels: Levels, profile: Profile
) -> tuple[SectionScore, ...]:
    """Scores of all sections that hold judged text, in document order."""
    sectors = {item.section: item.sectors for item in judgements.sections}
    walks = _walks(document, judgements, evidence)
    # One number orders passages within every draw: the drawn level first, then expected level, then position.
    order = np.lexsort((np.arange(len(evidence.passages)), -evidence.expected))
    place = np.empty(len(order))
    place[order] = np.arange(len(order), 0, -1) / (len(order) + 1.0)
    keys = levels + place[:, None]
    return tuple(
        _score(section.id, walks[section.id], evidence, keys=keys, profile=profile, sectors=sectors.get(section.id, ()))
        for section in document.sections
        if section.id in walks and walks[section.id].words
    )


def _walks(document: Document, judgements: Judgements, evidence: Evidence) -> dict[str, Walk]:
    parents = {section.id: section.parent for section in document.sections}
    judged = {judgement.passage for judgement in judgements.passages}
    row_of = {passage: row for row, passage in enumerate(evidence.passages)}
    rows: dict[str, list[int]] = {section.id: [] for section in document.sections}
    words = dict.fromkeys(rows, 0)
    passages = dict.fromkeys(rows, 0)
    for passage in document.passages:
        if passage.id not in judged:
            continue
        size = len(document.text[passage.start : passage.end].split())
        for section in _ancestry(passage.section, parents):
            words[section] += size
            passages[section] += 1
            if passage.id in row_of:
                rows[section].append(row_of[passage.id])
    return {
        section: Walk(rows=np.array(rows[section], dtype=np.intp), words=words[section], passages=passages[section])
        for section in rows
    }


def _ancestry(section: str, parents: Mapping[str, str]) -> Iterable[str]:
    seen: set[str] = set()
    while section in parents and section not in seen:
        seen.add(section)
        yield section
        section = parents[section]


def _score(
    section: str,
    walk: Walk,
    evidence: Evidence,
    *,
    keys: npt.NDArray[np.float64],
    profile: Profile,
    sectors: tuple[str, ...],
) -> SectionScore:
    rows = walk.rows
    judged = np.lexsort((rows, -evidence.expected[rows], -evidence.levels[rows]))
    ordered = rows[judged]
    level, score, stop = _walk(ordered, evidence, walk, profile)
    low, high = _interval(walk, evidence, keys, profile)
    mentioned = ordered[evidence.levels[ordered] >= 1]
    return SectionScore(
        section=section,
        level=level,
        score=round(score, DECIMALS),
        low=round(min(low, score), DECIMALS),
        high=round(max(high, score), DECIMALS),
        peak=int(evidence.levels[ordered[0]]) if ordered.size else 0,
        share=round(float(evidence.sizes[mentioned].sum()) / walk.words, 6),
        words=walk.words,
        passage=stop,
        sectors=sectors,
    )


def _walk(ordered: npt.NDArray[np.intp], evidence: Evidence, walk: Walk, profile: Profile) -> tuple[int, float, str]:
    """Level, score and passage at which the walk stops. Passages below the threshold stand at level 0, expected 0."""
    if not ordered.size:
        return 0, 0.0, ""
    steps = _steps(evidence.sizes[ordered], walk, profile)
    top = int(ordered[0])
    if steps <= len(ordered):
        stop = int(ordered[steps - 1])
        if evidence.levels[stop] >= 1 or evidence.levels[top] == 0:
            return (
                int(evidence.levels[stop]),
                profile.section_scale * float(evidence.expected[stop]),
                evidence.passages[stop],
            )
    if evidence.levels[top] == 0:
        return 0, 0.0, ""
    capped = min(profile.section_cap, profile.section_scale * float(evidence.expected[top]))
    return 1, capped, evidence.passages[top]


def _steps(sizes: Sequence[float] | npt.NDArray[np.float64], walk: Walk, profile: Profile) -> int:
    """How many passages the walk takes: until a share of the section's words, or a number of passages, is reached."""
    most = min(profile.walk_passages, walk.passages)
    seen = 0.0
    for step, size in enumerate(sizes, start=1):
        seen += float(size)
        if step >= most or seen >= profile.walk_share * walk.words:
            return step
    return most


def _interval(walk: Walk, evidence: Evidence, keys: npt.NDArray[np.float64], profile: Profile) -> tuple[float, float]:
    """Interval of the section's score, from the drawn level of the passage at which each draw's walk stops."""
    if not walk.rows.size:
        return 0.0, 0.0
    table = keys[walk.rows]
    columns = np.arange(table.shape[1])
    seen = np.zeros(table.shape[1])
    reached = np.zeros(table.shape[1])
    walking = np.ones(table.shape[1], dtype=bool)
    top = np.floor(table.max(axis=0))
    most = min(profile.walk_passages, walk.passages)
    for step in range(1, most + 1):
        best = table.argmax(axis=0)
        value = np.maximum(np.floor(table[best, columns]), 0.0)
        seen += evidence.sizes[walk.rows[best]]
        stops = walking & ((seen >= profile.walk_share * walk.words) | (step >= most))
        reached[stops] = value[stops]
        walking &= ~stops
        table[best, columns] = -1.0
    scores = profile.section_scale * reached
    scores[(reached == 0) & (top >= 1)] = profile.section_cap
    tail = (1.0 - profile.interval) / 2.0
    low, high = np.quantile(scores, (tail, 1.0 - tail))
    return float(low), float(high)
