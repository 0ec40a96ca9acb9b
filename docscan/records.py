"""Finished results as the mid-term review takes them: figures with their draws, and texts from the scan's cache.

The draws of every dimension are made again from the passages that results keep, with the seed they were made with, so
that two editions can be compared draw by draw. No document is read again.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

from docscan.document import Document
from docscan.frameworks.framework import Framework
from docscan.pipeline import decode
from docscan.report.results import DocumentResult, PassageResult, Results
from docscan.review.texts import Draws, Passage, Record, Text
from docscan.score.country import same_text, series_of
from docscan.score.evidence import SECTORS, Evidence, feature_table, figures_in, sector_table
from docscan.score.profile import constants, count, dimension_draws
from docscan.scorecard import UNIDENTIFIED
from docscan.store import kept

#: Characters of a document's beginning that a record keeps.
HEAD = 8000


def records(results: Results, texts: Mapping[str, Document], framework: Framework) -> tuple[Record, ...]:
    """All documents of identified countries, one text in two languages once. ``framework`` carries the profile."""
    chosen = [item for item in results.documents if item.iso3 != UNIDENTIFIED]
    evidence = {item.id: _evidence(item, texts.get(item.id)) for item in chosen}
    found: list[DocumentResult] = []
    twins: dict[str, list[str]] = {}
    for item in sorted(chosen, key=lambda item: (item.iso3, -item.scorecard.coverage.share, -item.words, item.file)):
        twin = next((other for other in found if _same(evidence[item.id], evidence[other.id])), None)
        if twin is None:
            found.append(item)
        else:
            twins.setdefault(twin.id, []).append(item.file)
    return tuple(
        _record(item, evidence[item.id], texts.get(item.id), results, framework, tuple(sorted(twins.get(item.id, ()))))
        for item in sorted(found, key=lambda item: (item.iso3, item.file))
    )


def _same(one: Evidence, two: Evidence) -> bool:
    return (one.iso3, series_of(one)[0]) == (two.iso3, series_of(two)[0]) and same_text(one, two)


def documents(folder: Path, results: Results) -> dict[str, Document]:
    """The texts of the results' documents as the scan read them, by id; those that its cache no longer has are missing."""
    wanted = {item.id: {passage.id for passage in item.passages} for item in results.documents}
    found: dict[str, Document] = {}
    for value in kept(folder, "read"):
        try:
            document = decode(value, Document)
        except (msgspec.DecodeError, ValueError, zlib.error):
            continue  # kept by another version
        passages = {passage.id for passage in document.passages}
        if wanted.get(document.id, {""}) <= passages and document.id not in found:
            found[document.id] = document
    return found


def text(item: DocumentResult, document: Document | None) -> Text:
    """The passages of a document: all of them where its text is at hand, else those that the results keep."""
    shown = {passage.id: _shown(passage) for passage in item.passages}
    if document is None:
        return Text(document=item.id, language=item.language, passages=tuple(shown.values()), whole=False)
    paths = {section.id: section.path for section in document.sections}
    every = []
    for passage in document.passages:
        known = shown.get(passage.id)
        if known is not None:
            every.append(known)
            continue
        lead = document.text[slice(*passage.lead)] if passage.lead else ""
        page = document.page_at(passage.start)
        every.append(
            Passage(
                id=passage.id,
                text=document.text[passage.start : passage.end],
                lead=" ".join(lead.split()),
                kind=passage.kind,
                language=passage.language,
                path=paths.get(passage.section, ()),
                page=passage.pages[0] if passage.pages else page.number,
                label=page.label,
                level=0,
                counted=False,
                findings=(),
            )
        )
    return Text(
        document=item.id, language=item.language, passages=tuple(every), whole=True, head=document.text[:HEAD]
    )  # fmt: skip


def _shown(passage: PassageResult) -> Passage:
    return Passage(
        id=passage.id,
        text=passage.text,
        lead=passage.lead,
        kind=passage.kind,
        language=passage.language,
        path=passage.path,
        page=passage.page,
        label=passage.label,
        level=passage.level if passage.counted else 0,
        counted=passage.counted,
        findings=passage.findings,
    )


def _record(
    item: DocumentResult,
    evidence: Evidence,
    document: Document | None,
    results: Results,
    framework: Framework,
    same_as: tuple[str, ...],
) -> Record:
    run = results.run
    kind, title = series_of(evidence)
    return Record(
        document=item.id,
        file=item.file,
        href=item.href,
        title=item.title,
        iso3=item.iso3,
        country=item.country,
        year=item.year,
        kind=item.kind,
        edition=item.edition,
        language=item.language,
        series=f"{kind}: {title}" if title else kind,
        detected=item.detected,
        pages=item.pages,
        coverage=item.scorecard.coverage.share,
        words=item.words,
        index=item.scorecard.index,
        dimensions=item.scorecard.dimensions,
        draws=draws(item, evidence, seed=run.seed, number=run.draws, framework=framework),
        passages=tuple(_shown(passage) for passage in item.passages),
        answers=item.scorecard.frameworks,
        head=document.text[:HEAD] if document else "",
        same_as=same_as,
    )


def draws(
    item: DocumentResult, evidence: Evidence, *, seed: int, number: int, framework: Framework
) -> dict[str, Draws]:
    """The draws of every dimension and of the index, as they were when the document was scored."""
    profile = constants(framework)
    levels = evidence.draw(seed=seed, draws=number)
    found = dict(dimension_draws(count(evidence, levels, profile), profile))
    if item.scorecard.draws:
        found["index"] = np.asarray(item.scorecard.draws, dtype=float)
    return found


def _evidence(item: DocumentResult, document: Document | None) -> Evidence:
    """The numbers that the figures were made of, again from the passages that results keep."""
    passages = [passage for passage in item.passages if passage.counted]
    sections = {section.score.section: section.score.sectors for section in item.sections}
    sector_words = dict.fromkeys(SECTORS, 0)
    for section in item.sections:
        for sector in section.score.sectors:
            if sector in sector_words:
                sector_words[sector] += section.own_words
    return Evidence(
        document=item.id,
        model=item.scorecard.model,
        file=item.file,
        title=item.title,
        iso3=item.iso3,
        kind=item.kind,
        year=item.year,
        edition=item.edition,
        language=item.language,
        coverage=item.scorecard.coverage,
        words=item.words,
        sector_words=tuple(sector_words.values()),
        counts=item.scorecard.counts,
        passages=tuple(passage.id for passage in passages),
        levels=np.array([passage.level for passage in passages], dtype=np.int8),
        expected=np.array([passage.expected for passage in passages], dtype=float),
        probabilities=np.array([passage.probabilities for passage in passages], dtype=float).reshape(-1, 5),
        sizes=np.array([len(passage.text.split()) for passage in passages], dtype=float),
        features=feature_table(passages),
        sectors=sector_table([(_named(passage), sections.get(passage.section, ())) for passage in passages]),
        numbers=figures_in(document.text if document else " ".join(passage.text for passage in item.passages)),
    )


def _named(passage: PassageResult) -> tuple[str, ...]:
    return passage.values("sector")


def without_country(results: Results) -> Sequence[str]:
    """Files that belong to no identified country."""
    return sorted(item.file for item in results.documents if item.iso3 == UNIDENTIFIED)
