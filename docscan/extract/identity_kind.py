"""The kind of a document: a plan, a strategy, a review…"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from docscan.document import KINDS, Detected
from docscan.extract.identity_evidence import Evidence
from docscan.terms.identity import fold, kinds

# What a match in each place counts; the body counts by how often the name of a kind stands in it.
_PLACES: Final = (
    ("title", "title page", 1.0),
    ("declared", "properties", 0.6),
    ("name", "file name", 0.5),
    ("front", "title page", 0.25),
)
_BODY_WEIGHT: Final = 0.4
_BODY_MATCHES: Final = 400
_SCORE_NEEDED: Final = 0.6
_GAP: Final = r"[\W_]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTerms:
    """One entry of ``kinds.toml``, compiled: ``terms`` read folded text, ``acronyms`` text as written."""

    kind: str
    weight: float
    terms: re.Pattern[str]
    acronyms: re.Pattern[str] | None


def find_kind(evidence: Evidence) -> Detected:
    """The kind whose names stand on the title page, else in properties, file name or text; ``other`` where none does."""
    scores: dict[str, float] = {}
    places: dict[str, str] = {}
    for field, where, weight in _PLACES:
        text = getattr(evidence, field)
        for kind, score in score_text(text).items():
            scores[kind] = scores.get(kind, 0.0) + weight * score
            places.setdefault(kind, where)
    for kind, share in _shares(evidence.body).items():
        scores[kind] = scores.get(kind, 0.0) + _BODY_WEIGHT * share
        places.setdefault(kind, "text")
    ranked = sorted(scores, key=lambda kind: (-scores[kind], KINDS.index(kind)))
    if not ranked or scores[ranked[0]] < _SCORE_NEEDED:
        return Detected(value="other", where="none", confidence=0.2)
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    confidence = min(0.98, scores[best] / (scores[best] + second) * min(1.0, 0.3 + scores[best] / 4))
    return Detected(value=best, where=places[best], confidence=round(confidence, 3))


def score_text(text: str) -> dict[str, float]:
    """How much a short text (a title page) speaks for each kind: the earlier a name stands in it, the more.

    >>> max(score_text("Mid-term review of the National Development Plan").items(), key=lambda item: item[1])[0]
    'mid_term_review'
    """
    folded = fold(text)
    found: dict[str, float] = {}
    for entry in kind_terms():
        best = 0.0
        for match in entry.terms.finditer(folded):
            best = max(best, entry.weight * _prominence(match.start(), len(folded)))
        if entry.acronyms is not None:
            for match in entry.acronyms.finditer(text):
                best = max(best, 0.6 * entry.weight * _prominence(match.start(), len(text)))
        if best:
            found[entry.kind] = max(found.get(entry.kind, 0.0), best)
    return found


def _prominence(position: int, length: int) -> float:
    """1 at the start of the text, 0.4 at its end: titles come before what they rest on."""
    return 1.0 if length < 200 else 1.0 - 0.6 * position / length


def _shares(body: str) -> dict[str, float]:
    """By kind: its weight times its share of all the names of kinds that stand in the text."""
    folded = fold(body[:200_000])
    counts: dict[str, int] = {}
    for entry in kind_terms():
        count = sum(1 for _ in entry.terms.finditer(folded))
        count += sum(1 for _ in entry.acronyms.finditer(body[:200_000])) if entry.acronyms is not None else 0
        if count:
            counts[entry.kind] = counts.get(entry.kind, 0) + min(count, _BODY_MATCHES)
    total = sum(counts.values())
    weights = {entry.kind: entry.weight for entry in kind_terms()}
    return {kind: weights[kind] * count / total * min(1.0, total / 5) for kind, count in counts.items()}


@lru_cache(maxsize=1)
def kind_terms() -> tuple[KindTerms, ...]:
    """The entries of ``kinds.toml``, all languages of an entry in one pattern."""
    compiled = []
    for entry in kinds()["entry"]:
        terms = [as_pattern(term) for words in entry["terms"].values() for term in words]
        acronyms = [re.escape(word) for word in entry["acronyms"]]
        compiled.append(
            KindTerms(
                kind=entry["kind"],
                weight=float(entry["weight"]),
                terms=re.compile("|".join(terms)),
                acronyms=re.compile(rf"\b(?:{'|'.join(acronyms)})\b") if acronyms else None,
            )
        )
    return tuple(compiled)


def as_pattern(term: str) -> str:
    """A term of ``kinds.toml`` as regular expression: ``plan(s) (a|b)`` → ``plan(?:s)?[\\W_]*(?:a|b)``."""
    optional = re.sub(r"\(([^()|]*)\)", r"(?:\1)?", term)
    grouped = re.sub(r"\((?!\?)", "(?:", optional).replace(" ", _GAP)
    return rf"(?<!\w)(?:{grouped})(?!\w)"
