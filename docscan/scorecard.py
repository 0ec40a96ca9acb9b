"""Figures about a section, a document or a country, each with its interval and the passages behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DIMENSIONS: tuple[str, ...] = (
    "attention",
    "assessment",
    "action",
    "cycle",
    "balance",
    "breadth",
    "tiers",
    "coherence",
    "partnership",
    "means",
)
BANDS: tuple[str, ...] = ("absent", "negligible", "emerging", "partial", "advanced")
#: The country code of documents whose country is not known; they are scored one by one, never together.
UNIDENTIFIED = "ZZZ"
AnswerValue = Literal["addressed", "partly", "silent", "not_read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value from 0 to 100 with its 90 % interval; ``None`` where not applicable or not printed.

    ``reason`` says why a value is 0 or missing (``no_effect_stated``, ``not_applicable``, ``coverage``,
    ``not_identified``), else empty.
    ``passages`` are ids of the passages that attain it, strongest first. ``band`` is one of :data:`BANDS` or empty.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    band: str
    reason: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """A section's level (0-4), score (0 to 100, with interval), peak level, share of words at level >= 1 (0 to 1)."""

    section: str
    level: int
    score: float
    low: float
    high: float
    peak: int
    share: float
    words: int
    passage: str
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a text answers to one item of a framework, with the passages and the rule that decided."""

    framework: str
    item: str
    answer: AnswerValue
    passages: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkResult:
    """All answers of one framework, and the framework's own figures (name, value 0 to 100, label) by its rule."""

    framework: str
    answers: tuple[Answer, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the text was read and could be judged. ``share`` (0 to 1) is of words and pages together."""

    pages: int
    unreadable_pages: int
    unscored_passages: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The profile of one document or country. ``documents`` are the ids pooled in it.

    ``draws`` keeps the index of every seeded draw (0 to 100), so that differences between subjects get intervals of
    their own. ``counts`` holds n per level, 0 to 4.
    """

    subject: Literal["document", "country"]
    id: str
    documents: tuple[str, ...]
    dimensions: tuple[Figure, ...]
    index: Figure
    counts: tuple[int, int, int, int, int]
    sections: tuple[SectionScore, ...]
    frameworks: tuple[FrameworkResult, ...]
    coverage: Coverage
    draws: tuple[float, ...]
    settings: str
    model: str
