"""Is a passage about migration at all? Concepts of the termbase, less the false friends.

A passage is relevant (level 1 or more) when a strong concept survives the exclusions, or a weak one is supported by a
strong one in the passage or in its heading path (codebook, ruling 1: the path settles what a passage is about).
Silenced concepts leave the exclusion that silenced them as a finding, so that an analyst sees why a passage counts as
silent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from docscan.judgement import Finding
from docscan.terms.lexicon import Entry, Lexicon, load
from docscan.terms.matching import Match, Tokens, tokenise

CONCEPT = "concept"
EXCLUSION = "exclusion"


def find(text: str, language: str, path: Sequence[str] = ()) -> list[Finding]:
    """Concepts that survive and exclusions that fired, in order of position.

    ``language`` is the code of the text; a language without terms finds nothing. ``path`` holds the heading titles
    above the passage. The value of a finding is the id of the concept or exclusion; its offsets are within ``text``.
    """
    concepts = load("concepts")
    spoken = _path_speaks(tuple(path), language)
    if not spoken and not concepts.may_hold_strong(text, language):
        return []
    matches = concepts.find(text, language)
    if not spoken and all(concepts[match.id].weak for match in matches):
        return []
    matches, fired = _silence(text, language, matches)
    if not spoken and all(concepts[match.id].weak for match in matches):
        matches = []
    findings = [Finding(facet=CONCEPT, value=m.id, start=m.start, end=m.end) for m in matches]
    findings += [Finding(facet=EXCLUSION, value=m.id, start=m.start, end=m.end) for m in fired]
    return sorted(findings, key=lambda f: (f.start, -f.end, f.facet, f.value))


def is_relevant(findings: Iterable[Finding]) -> bool:
    """Whether a concept survived among the findings of :func:`find`."""
    return any(finding.facet == CONCEPT for finding in findings)


@lru_cache(maxsize=512)
def _path_speaks(path: tuple[str, ...], language: str) -> bool:
    """Whether a heading of the path holds a strong concept that no exclusion silences."""
    concepts = load("concepts")
    for title in path:
        matches = concepts.find(title, language) if concepts.may_hold_strong(title, language) else []
        if matches and any(not concepts[match.id].weak for match in _silence(title, language, matches)[0]):
            return True
    return False


def _silence(text: str, language: str, concepts: list[Match]) -> tuple[list[Match], list[Match]]:
    """Concept matches that survive, and the exclusion matches that silenced the others."""
    lexicon: Lexicon = load("exclusions")
    exclusions = lexicon.find(text, language)
    if not exclusions:
        return concepts, []
    tokens = tokenise(text)
    silenced: set[int] = set()
    fired: list[Match] = []
    for exclusion in exclusions:
        entry = lexicon[exclusion.id]
        hit = {
            i
            for i, concept in enumerate(concepts)
            if _concerns(entry, concept) and _reaches(tokens, exclusion, concept, entry.reach)
        }
        if hit:
            silenced |= hit
            fired.append(exclusion)
    return [concept for i, concept in enumerate(concepts) if i not in silenced], fired


def _concerns(entry: Entry, concept: Match) -> bool:
    return "*" in entry.excludes or concept.id in entry.excludes


def _reaches(tokens: Tokens, exclusion: Match, concept: Match, reach: int) -> bool:
    if reach < 0 or (exclusion.start < concept.end and concept.start < exclusion.end):
        return True
    if reach == 0:
        return False
    first, second = sorted((exclusion, concept), key=lambda match: match.start)
    left = bisect_left(tokens.starts, first.end)
    right = bisect_left(tokens.starts, second.start)
    same_sentence = tokens.sentences[max(left - 1, 0)] == tokens.sentences[right]
    return same_sentence and right - left <= reach
