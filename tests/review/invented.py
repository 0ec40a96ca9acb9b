"""Small values for tests of the review: passages, texts and records without a scan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from docscan.judgement import Finding
from docscan.review.texts import Passage, Record, Text
from docscan.scorecard import DIMENSIONS, Figure


def passage(
    text: str,
    level: int = 3,
    *,
    language: str = "en",
    kind: str = "paragraph",
    path: tuple[str, ...] = (),
    facets: Iterable[tuple[str, str]] = (),
    number: int = 0,
) -> Passage:
    """A passage of that level; ``facets`` are findings over all of its text."""
    return Passage(
        id=f"p{number}-{abs(hash(text)) % 10_000}",
        text=text,
        lead="",
        kind=kind,
        language=language,
        path=path,
        page=1,
        label="1",
        level=level,
        counted=level >= 1,
        findings=tuple(Finding(facet=facet, value=value, start=0, end=len(text)) for facet, value in facets),
    )


def text(*passages: Passage, document: str = "doc", whole: bool = True) -> Text:
    """A text of these passages."""
    return Text(document=document, language=passages[0].language, passages=passages, whole=whole)


def figure(name: str, value: float | None, band: str = "partial", passages: tuple[str, ...] = ()) -> Figure:
    """A figure without an interval of its own."""
    return Figure(name=name, value=value, low=value, high=value, band=band, reason="", passages=passages)


def record(
    document: str = "doc",
    *,
    iso3: str = "XAA",
    year: str = "2016",
    kind: str = "national_development_plan",
    edition: str = "",
    title: str = "",
    head: str = "",
    language: str = "en",
    value: float = 40.0,
    spread: float = 0.5,
    band: str = "partial",
    passages: Sequence[Passage] = (),
    words: int = 1000,
) -> Record:
    """A record whose every figure is ``value`` with draws that ``spread`` around it."""
    draws = np.random.default_rng(len(document)).normal(value, spread, 200)
    return Record(
        document=document,
        file=f"{document}.pdf",
        href="",
        title=title,
        iso3=iso3,
        country=f"Land {iso3}",
        year=year,
        kind=kind,
        edition=edition,
        language=language,
        series=kind,
        detected={"edition": "metadata" if edition else "none"},
        pages=10,
        coverage=1.0,
        words=words,
        index=figure("index", value),
        dimensions=tuple(figure(name, value, band) for name in DIMENSIONS),
        draws=dict.fromkeys((*DIMENSIONS, "index"), draws),
        passages=tuple(passages),
        answers=(),
        head=head,
    )
