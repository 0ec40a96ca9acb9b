"""What the review needs of a document: its passages as judged, its figures and their draws, its answers to frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docscan.judgement import Finding
from docscan.scorecard import Figure, FrameworkResult

Draws = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage as it stands in the text. ``level`` is 0 to 4; ``counted`` tells whether it enters figures.

    ``lead`` is the lead-in of a list item where it stands outside ``text``; ``page`` counts from 1; ``findings`` are offsets
    into ``text``.
    """

    id: str
    text: str
    lead: str
    kind: str
    language: str
    path: tuple[str, ...]
    page: int
    label: str
    level: int
    counted: bool
    findings: tuple[Finding, ...]

    def values(self, facet: str) -> tuple[str, ...]:
        """Distinct values of a facet in order of position."""
        return tuple(dict.fromkeys(item.value for item in self.findings if item.facet == facet))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document's passages in order. ``whole`` tells that all of them are there, not only those on migration.

    ``head`` are the first words of the document, where they are known.
    """

    document: str
    language: str
    passages: tuple[Passage, ...]
    whole: bool
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """One document under review: what is known of it, its figures, the draws of each (0 to 100), its answers.

    ``series`` names the line of editions it belongs to; ``words`` counts those of its judged passages; ``passages`` are
    those worth showing. ``same_as`` are files that hold the same text in another language. ``detected`` says where facts
    were found.
    """

    document: str
    file: str
    href: str
    title: str
    iso3: str
    country: str
    year: str
    kind: str
    edition: str
    language: str
    series: str
    detected: Mapping[str, str]
    pages: int
    coverage: float
    words: int
    index: Figure
    dimensions: tuple[Figure, ...]
    draws: Mapping[str, Draws]
    passages: tuple[Passage, ...]
    answers: tuple[FrameworkResult, ...]
    head: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def relevant(self) -> tuple[Passage, ...]:
        """Passages that enter figures and speak of migration."""
        return tuple(passage for passage in self.passages if passage.counted and passage.level >= 1)
