"""A country's scorecard: which of its documents are current, and their evidence pooled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np

from docscan.config import ScoreSettings
from docscan.document import Document
from docscan.frameworks.framework import Framework
from docscan.judgement import Judgements
from docscan.score.evidence import Evidence, collect, pool
from docscan.score.interval import rank_ranges
from docscan.score.profile import constants, figures
from docscan.scorecard import DIMENSIONS, UNIDENTIFIED, Figure, FrameworkResult, Scorecard

#: Kinds of which a country has many at a time: a health strategy is no edition of an education strategy. Their editions
#: are told by title.
OPEN_KINDS: frozenset[str] = frozenset({"sector_strategy", "law", "bilateral_agreement", "party_programme", "other"})

#: Two documents in two languages are one text when they share this part of their distinct figures…
SHARED_NUMBERS = 0.5
#: …judged only where both have at least this many; else when their lengths differ by no more than this factor.
ENOUGH_NUMBERS = 12
SAME_LENGTH = 1.5


def current(documents: Sequence[Evidence], *, uncounted: Sequence[str] = ()) -> tuple[Evidence, ...]:
    """The documents that a country's scorecard pools: of each kind the latest edition, one text in two languages once.

    ``uncounted`` kinds (reviews of progress) are left out unless the country has nothing else. Order: by kind and file.
    """
    counted = [document for document in documents if document.kind not in uncounted] or list(documents)
    editions: dict[tuple[str, str], list[Evidence]] = {}
    for document in counted:
        editions.setdefault(series_of(document), []).append(document)
    latest: list[Evidence] = []
    for series in editions.values():
        year = max(document.year for document in series)
        latest += [document for document in series if document.year == year]
    chosen: list[Evidence] = []
    for document in sorted(latest, key=_preference):
        if not any(same_text(document, other) for other in chosen):
            chosen.append(document)
    return tuple(sorted(chosen, key=lambda document: (document.kind, document.file, document.document)))


def same_text(first: Evidence, second: Evidence) -> bool:
    """Whether two documents of one kind and year are one text in two languages: the same figures stand in both."""
    if first.language == second.language or (first.kind, first.year) != (second.kind, second.year):
        return False
    fewer = min(len(first.numbers), len(second.numbers))
    if fewer >= ENOUGH_NUMBERS:
        return len(first.numbers & second.numbers) / fewer >= SHARED_NUMBERS
    shorter, longer = sorted((first.words, second.words))
    return longer <= SAME_LENGTH * max(shorter, 1)


def pooled(documents: Sequence[Evidence], settings: ScoreSettings, framework: Framework) -> tuple[Evidence, ...]:
    """The documents of one country that ``settings.documents`` (``current`` or ``all``) pools.

    Documents of no identified country have no editions in common, so all of them are returned, for a list.
    """
    if settings.documents == "all" or all(document.iso3 == UNIDENTIFIED for document in documents):
        return tuple(sorted(documents, key=lambda document: (document.kind, document.file, document.document)))
    return current(documents, uncounted=constants(framework).uncounted_kinds)


def score_pool(
    parts: Sequence[Evidence],
    settings: ScoreSettings,
    framework: Framework,
    frameworks: tuple[FrameworkResult, ...] = (),
) -> Scorecard:
    """The scorecard of one country over exactly these documents, at least one.

    Every document keeps the draws of its own scorecard, so a country and its documents differ by pooling only.
    Documents of no identified country have nothing to do with one another: their card lists them and has no figure.
    """
    if parts[0].iso3 == UNIDENTIFIED:
        return _unpooled(parts, settings, framework)
    evidence = pool(parts, name=parts[0].iso3)
    levels = np.concatenate([part.draw(seed=settings.seed, draws=settings.draws) for part in parts])
    dimensions, index, draws = figures(evidence, levels, constants(framework))
    return Scorecard(
        subject="country",
        id=evidence.iso3,
        documents=tuple(part.document for part in parts),
        dimensions=dimensions,
        index=index,
        counts=evidence.counts,
        sections=(),
        frameworks=frameworks,
        coverage=evidence.coverage,
        draws=draws,
        settings=f"{framework.id}-{framework.version}-{settings.seed}-{settings.draws}-{settings.documents}",
        model=evidence.model,
    )


def _unpooled(parts: Sequence[Evidence], settings: ScoreSettings, framework: Framework) -> Scorecard:
    evidence = pool(parts, name=UNIDENTIFIED)
    return Scorecard(
        subject="country",
        id=UNIDENTIFIED,
        documents=tuple(part.document for part in parts),
        dimensions=tuple(_blank(name) for name in DIMENSIONS),
        index=_blank("index"),
        counts=evidence.counts,
        sections=(),
        frameworks=(),
        coverage=evidence.coverage,
        draws=(),
        settings=f"{framework.id}-{framework.version}-{settings.seed}-{settings.draws}-{settings.documents}",
        model=evidence.model,
    )


def _blank(name: str) -> Figure:
    return Figure(name=name, value=None, low=None, high=None, band="", reason="not_identified", passages=())


def score_country(
    documents: Sequence[tuple[Document, Judgements]],
    settings: ScoreSettings,
    framework: Framework,
    frameworks: tuple[FrameworkResult, ...] = (),
) -> Scorecard:
    """The scorecard of one country from its documents, of which the current ones are pooled."""
    parts = [collect(document, judgements) for document, judgements in documents]
    return score_pool(pooled(parts, settings, framework), settings, framework, frameworks)


def by_country(documents: Sequence[Evidence]) -> dict[str, tuple[Evidence, ...]]:
    """Documents by country code, codes in order."""
    found: dict[str, list[Evidence]] = {}
    for document in sorted(documents, key=lambda document: (document.iso3, document.file, document.document)):
        found.setdefault(document.iso3, []).append(document)
    return {iso3: tuple(group) for iso3, group in found.items()}


def ranks(cards: Sequence[Scorecard]) -> Mapping[str, tuple[int, int]]:
    """Range of ranks of every country whose index is printed; 1 is the highest index."""
    return rank_ranges(
        {card.id: card.draws for card in cards if card.index.value is not None and card.id != UNIDENTIFIED}
    )


def series_of(document: Evidence) -> tuple[str, str]:
    """The line of editions that a document belongs to: its kind, and its title where a country has many of the kind."""
    if document.kind not in OPEN_KINDS:
        return document.kind, ""
    plain = unicodedata.normalize("NFKD", document.title.casefold())
    words = re.findall(r"[^\W\d_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    # Without years, numbers and numerals the titles of two editions are the same words.
    return document.kind, " ".join(word for word in words if not re.fullmatch(r"[ivx]+", word)) or document.file


def _preference(document: Evidence) -> tuple[float, int, str, str]:
    return (-document.coverage.share, -document.words, document.file, document.document)
