"""A scorecard as one line of an overview of many, small enough that the lines of all countries can be held."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docscan.report.card import Card
from docscan.scorecard import UNIDENTIFIED, Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What an overview shows of a card: see :class:`Card`.

    ``index`` and ``figures`` come without their passages, ``coverage`` is a share (0 to 1), ``file`` is that of the first
    document. Languages, kinds and years are those of the pooled documents.
    """

    iso3: str
    key: str
    name: str
    file: str
    index: Figure
    figures: tuple[Figure, ...]
    coverage: float
    rank: tuple[int, int] | None
    languages: tuple[str, ...]
    kinds: tuple[str, ...]
    other_kinds: tuple[str, ...]
    years: tuple[str, ...]

    @property
    def identified(self) -> bool:
        """Whether the country is known; else the line is that of one document."""
        return self.iso3 != UNIDENTIFIED


def line(card: Card) -> Line:
    """The line of a card."""
    return Line(
        iso3=card.iso3,
        key=card.key,
        name=card.name,
        file=card.current[0].file if card.current else "",
        index=replace(card.scorecard.index, passages=()),
        figures=tuple(replace(figure, passages=()) for figure in card.figures),
        coverage=card.scorecard.coverage.share,
        rank=card.rank,
        languages=tuple(sorted({document.language for document in card.current})),
        kinds=card.kinds,
        other_kinds=card.other_kinds,
        years=tuple(sorted({document.year for document in card.current})),
    )
