"""Why a model judged as it did: the features that moved the level, each with the words that carry it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docscan.classify.analysis import Analysis

#: How many reasons are given, strongest first.
SHOWN = 8
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A feature, how far it moved the log-odds of the level (above 0: upwards), and where it stands in the text.

    A feature that no single word carries (length, a rule that found nothing) spans the whole text.
    """

    feature: str
    weight: float
    start: int
    end: int


def strongest(reasons: list[Reason]) -> list[Reason]:
    """The reasons that weigh most, strongest first; equals in order of position."""
    heavy = [reason for reason in reasons if abs(reason.weight) >= 0.005]
    return sorted(heavy, key=lambda reason: (-abs(reason.weight), reason.start, reason.feature))[:SHOWN]


def of_rule(analysis: Analysis, weight: float) -> Reason:
    """The codebook's rule that decided, at the words that decided it."""
    evidence = analysis.verdict.evidence or tuple(f for f in analysis.concepts if f.facet == "concept")
    start, end = (evidence[0].start, evidence[0].end) if evidence else (0, len(analysis.passage.text))
    return Reason(feature=f"rule: {analysis.verdict.rule}", weight=round(weight, 3), start=start, end=end)


def of_fact(analysis: Analysis, name: str, weight: float) -> Reason:
    """A cue, facet or property of the passage, at the first words that show it."""
    start, end = next(_places(analysis, name), (0, len(analysis.passage.text)))
    return Reason(feature=name, weight=round(weight, 3), start=start, end=end)


def _places(analysis: Analysis, name: str) -> Iterator[tuple[int, int]]:
    kind, _, value = name.partition("=")
    if kind in ("rule", "verdict>") and analysis.verdict.evidence:
        yield analysis.verdict.evidence[0].start, analysis.verdict.evidence[0].end
    if "concepts" in name or kind == "exclusions":
        wanted = "exclusion" if kind == "exclusions" else "concept"
        yield from ((f.start, f.end) for f in analysis.concepts if f.facet == wanted)
    yield from (
        (finding.start, finding.end)
        for finding in (*analysis.facets, *analysis.verdict.evidence)
        if (finding.facet, finding.value) == (kind, value)
    )
    for clause in analysis.reading.clauses if analysis.reading else ():
        if kind in ("near", "far") and bool(clause.concepts) == (kind == "near"):
            yield from ((cue.start, cue.end) for cue in clause.cues if cue.id == value)
        if kind == "near quantity" and clause.concepts:
            yield from ((q.start, q.end) for q in clause.quantities if q.kind == value)


def of_words(text: str, weights: dict[str, float], spans: Sequence[tuple[int, int]]) -> list[Reason]:
    """Words and pairs of words by their weights, at their first place in these spans of the text."""
    words = [(_plain(found.group()), found.start(), found.end()) for found in _words(text, spans)]
    found: list[Reason] = []
    for phrase in sorted(weights):
        parts = phrase.lower().split(" ")
        for index in range(len(words) - len(parts) + 1):
            if [word for word, _, _ in words[index : index + len(parts)]] == parts:
                start, end = words[index][1], words[index + len(parts) - 1][2]
                found.append(Reason(feature=f"words: {phrase}", weight=round(weights[phrase], 3), start=start, end=end))
                break
    return found


def of_pieces(text: str, weights: dict[str, float], spans: Sequence[tuple[int, int]]) -> list[Reason]:
    """Pieces of words by their weights, summed up by the words that hold them; each word at its first place there."""
    places: dict[str, tuple[int, int]] = {}
    for found in _words(text, spans):
        places.setdefault(_plain(found.group()), found.span())
    sums: dict[str, float] = {}
    for piece in sorted(weights):
        holders = [word for word in places if piece in f" {word} "]
        for word in holders:
            sums[word] = sums.get(word, 0.0) + weights[piece] / len(holders)
    return [
        Reason(feature=f"word: {word}", weight=round(sums[word], 3), start=places[word][0], end=places[word][1])
        for word in sorted(sums)
    ]


def _words(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from _WORD.finditer(text, start, end)


def _plain(word: str) -> str:
    """Small letters without accents, as the word features see them."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
