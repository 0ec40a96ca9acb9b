"""The numbers of one document that figures are made of: small arrays, no text. Pooled, they are those of a country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from docscan.document import Document
from docscan.judgement import FACETS, Finding, Judgement, Judgements
from docscan.score.interval import Levels, draw_levels
from docscan.scorecard import Coverage

#: Columns of :attr:`Evidence.features`: facet and value.
FEATURES: tuple[tuple[str, str], ...] = tuple(
    (facet, value)
    for facet in ("assessment", "instrument", "tier", "effect", "stage", "coherence", "means", "partnership")
    for value in FACETS[facet]
)
MIGRATION_CHAPTER = "migration_chapter"
#: Columns of :attr:`Evidence.sectors`: all sectors but the chapter on migration itself.
SECTORS: tuple[str, ...] = tuple(sector for sector in FACETS["sector"] if sector != MIGRATION_CHAPTER)

#: Words of a printed page, by which files without pages of their own are weighed when documents are pooled.
WORDS_A_PAGE = 400

_NUMBER = re.compile(r"\d[\d.,   ]*\d")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """Judgements of one document as arrays over its *considered* passages: those with P(level >= 1) >= the threshold.

    ``words`` is of all judged passages, ``sector_words`` of all passages of the sections of each sector. ``levels``,
    ``expected``, ``probabilities``, ``sizes`` (words), ``features`` and ``sectors`` have a row per considered passage.
    ``numbers`` are the distinct figures in the text, by which a translation is told from another text.
    """

    document: str
    model: str
    file: str
    title: str
    iso3: str
    kind: str
    year: str
    edition: str
    language: str
    coverage: Coverage
    words: int
    sector_words: tuple[int, ...]
    counts: tuple[int, int, int, int, int]
    passages: tuple[str, ...]
    levels: npt.NDArray[np.int8]
    expected: npt.NDArray[np.float64]
    probabilities: npt.NDArray[np.float64]
    sizes: npt.NDArray[np.float64]
    features: npt.NDArray[np.bool_]
    sectors: npt.NDArray[np.bool_]
    numbers: frozenset[int]

    def draw(self, *, seed: int, draws: int) -> Levels:
        """Levels of the considered passages in every draw."""
        considered = np.ones(len(self.passages), dtype=bool)
        return draw_levels(self.probabilities, considered, document=self.document, seed=seed, draws=draws)


def collect(document: Document, judgements: Judgements) -> Evidence:
    """The evidence of one document. A passage without a judgement counts as unscored (see :class:`Coverage`)."""
    found = {judgement.passage: judgement for judgement in judgements.passages}
    sectors = {item.section: item.sectors for item in judgements.sections}
    sizes = [len(document.text[passage.start : passage.end].split()) for passage in document.passages]
    sector_words = dict.fromkeys(SECTORS, 0)
    counts = [0, 0, 0, 0, 0]
    chosen: list[tuple[Judgement, int, tuple[str, ...]]] = []
    judged_words = 0
    for passage, size in zip(document.passages, sizes, strict=True):
        own = sectors.get(passage.section, ())
        for sector in own:
            if sector in sector_words:
                sector_words[sector] += size
        judgement = found.get(passage.id)
        if judgement is None:
            continue
        judged_words += size
        considered = 1.0 - judgement.probabilities[0] >= judgements.threshold
        counts[judgement.level if considered else 0] += 1
        if considered:
            chosen.append((judgement, size, own))
    identity = document.identity
    return Evidence(
        document=document.id,
        model=judgements.model,
        file=document.source,
        title=document.title,
        iso3=identity.country.value or "ZZZ",
        kind=identity.kind.value,
        year=identity.year.value,
        edition=identity.edition.value,
        language=document.language,
        coverage=_coverage(document, sum(sizes), judged_words, len(document.passages) - sum(counts)),
        words=judged_words,
        sector_words=tuple(sector_words.values()),
        counts=(counts[0], counts[1], counts[2], counts[3], counts[4]),
        passages=tuple(judgement.passage for judgement, _, _ in chosen),
        levels=np.array([judgement.level for judgement, _, _ in chosen], dtype=np.int8),
        expected=np.array([judgement.expected for judgement, _, _ in chosen], dtype=float),
        probabilities=np.array([judgement.probabilities for judgement, _, _ in chosen], dtype=float).reshape(-1, 5),
        sizes=np.array([size for _, size, _ in chosen], dtype=float),
        features=feature_table([judgement for judgement, _, _ in chosen]),
        sectors=sector_table([(judgement.values("sector"), own) for judgement, _, own in chosen]),
        numbers=figures_in(document.text),
    )


def pool(parts: Sequence[Evidence], *, name: str) -> Evidence:
    """The evidence of several documents together, under ``name`` (a country code). ``parts`` must not be empty."""
    first = parts[0]
    total = [sum(part.counts[level] for part in parts) for level in range(5)]
    return Evidence(
        document=name,
        model=first.model,
        file="",
        title="",
        iso3=first.iso3,
        kind="",
        year="",
        edition="",
        language="",
        coverage=_pooled_coverage(parts),
        words=sum(part.words for part in parts),
        sector_words=tuple(sum(column) for column in zip(*(part.sector_words for part in parts), strict=True)),
        counts=(total[0], total[1], total[2], total[3], total[4]),
        passages=tuple(passage for part in parts for passage in part.passages),
        levels=np.concatenate([part.levels for part in parts]),
        expected=np.concatenate([part.expected for part in parts]),
        probabilities=np.concatenate([part.probabilities for part in parts]),
        sizes=np.concatenate([part.sizes for part in parts]),
        features=np.concatenate([part.features for part in parts]),
        sectors=np.concatenate([part.sectors for part in parts]),
        numbers=frozenset(),
    )


class Shown(Protocol):
    """Anything that carries the findings of a passage: a judgement, or a passage of finished results."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Facets and evidence."""


def feature_table(judgements: Sequence[Shown]) -> npt.NDArray[np.bool_]:
    """Which of :data:`FEATURES` each passage shows."""
    column = {feature: index for index, feature in enumerate(FEATURES)}
    table = np.zeros((len(judgements), len(FEATURES)), dtype=bool)
    for row, judgement in enumerate(judgements):
        for finding in judgement.findings:
            index = column.get((finding.facet, finding.value))
            if index is not None:
                table[row, index] = True
    return table


def sector_table(rows: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> npt.NDArray[np.bool_]:
    """Which of :data:`SECTORS` each passage speaks for; rows are the sectors it names and those of its section."""
    # A passage speaks for the sectors it names and for those of the chapter it stands in. One that stands in the
    # chapter on migration speaks for none: breadth asks whether migration left that chapter.
    column = {sector: index for index, sector in enumerate(SECTORS)}
    table = np.zeros((len(rows), len(SECTORS)), dtype=bool)
    for row, (named, chapter) in enumerate(rows):
        if MIGRATION_CHAPTER not in chapter:
            for sector in (*named, *chapter):
                if sector in column:
                    table[row, column[sector]] = True
    return table


def _coverage(document: Document, words: int, judged: int, unscored: int) -> Coverage:
    pages, unreadable = len(document.pages), len(document.unreadable)
    readable = 1.0 - unreadable / pages if pages else 1.0
    scored = judged / words if words else 1.0
    return Coverage(
        pages=pages, unreadable_pages=unreadable, unscored_passages=unscored, share=round(readable * scored, 6)
    )


def _pooled_coverage(parts: Sequence[Evidence]) -> Coverage:
    # A text file is one page however long it is, and an unread page has no words: the larger measure weighs a document.
    sizes = [max(part.coverage.pages, part.words / WORDS_A_PAGE) for part in parts]
    share = sum(part.coverage.share * size for part, size in zip(parts, sizes, strict=True)) / max(sum(sizes), 1e-9)
    return Coverage(
        pages=sum(part.coverage.pages for part in parts),
        unreadable_pages=sum(part.coverage.unreadable_pages for part in parts),
        unscored_passages=sum(part.coverage.unscored_passages for part in parts),
        share=round(share, 6) if any(sizes) else 1.0,
    )


def figures_in(text: str) -> frozenset[int]:
    """The distinct figures of a text, by which a translation is told from another text."""
    # Separators differ between languages (1,200 · 1 200 · 1.200), the digits do not. Years stand in every text.
    found = set()
    for match in _NUMBER.finditer(text):
        digits = "".join(character for character in match.group() if character.isdigit())
        if 3 <= len(digits) <= 9 and not 1900 <= int(digits) <= 2100:
            found.add(int(digits))
    return frozenset(found)
