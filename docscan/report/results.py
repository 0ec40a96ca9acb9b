"""What a report is made of: a compact value per document, built where the document was judged, and the whole run.

A :class:`Results` of ten thousand documents fits in memory: it keeps no full texts, only the passages that speak of
migration or that a person should look at, each with the words and places a reader needs to check it, and reads even
these document by document from where they are kept (:mod:`docscan.report.stored`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from docscan.document import Box, Document, Passage
from docscan.errors import UsageError
from docscan.frameworks.framework import Framework
from docscan.judgement import Finding, Judgement, Judgements
from docscan.report.stored import DocumentFacts, stored
from docscan.scorecard import Scorecard, SectionScore

FailureStatus = Literal["failed", "unreadable", "unsupported_language", "duplicate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageResult:
    """A passage worth showing: level 1 or higher, or doubtful.

    ``text`` is quoted as it stands; ``findings`` are offsets into it. ``lead`` is the lead-in sentence of a list item,
    or empty. ``page`` counts from 1, ``label`` is the number printed on it. ``position`` (0 to 1) is where in the
    document it stands; ``box`` bounds it on its first page (points from the upper left). ``level`` is the judged one
    (0 to 4), ``counted`` tells whether it passes the model's threshold and so enters figures. ``sectors`` are those of
    its section and of its own text.
    """

    id: str
    section: str
    path: tuple[str, ...]
    text: str
    lead: str
    page: int
    label: str
    box: Box | None
    start: int
    end: int
    position: float
    kind: str
    language: str
    level: int
    counted: bool
    expected: float
    probabilities: tuple[float, float, float, float, float]
    findings: tuple[Finding, ...]
    doubtful: bool
    sectors: tuple[str, ...]

    @property
    def probability(self) -> float:
        """Probability (0 to 1) that the passage is about migration at all."""
        return min(1.0, max(0.0, 1.0 - self.probabilities[0]))

    def values(self, facet: str) -> tuple[str, ...]:
        """Distinct values of a facet in order of position."""
        return tuple(dict.fromkeys([item.value for item in self.findings if item.facet == facet]))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionResult:
    """A section: where it stands and how it scored. ``start`` and ``end`` (0 to 1) are shares of the document's text.

    ``own_words`` counts the words of its own passages, without those of its subsections.
    """

    title: str
    rank: int
    path: tuple[str, ...]
    parent: str
    page_start: int
    page_end: int
    start: float
    end: float
    own_words: int
    score: SectionScore


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """What reports need of one document.

    ``file`` is the path as the analyst named it, relative to the scanned folder. ``href`` leads from the results folder
    to the file (relative, with forward slashes), empty where no link can be made. ``iso3`` is a country code, ``ZZZ``
    when not identified. ``detected`` maps ``country``, ``year``, ``kind``, ``edition`` to where they were found.
    ``words`` counts the words of its passages, ``judged`` its judged passages. ``scorecard.id`` is the document's id.
    """

    id: str
    file: str
    href: str
    title: str
    iso3: str
    country: str
    year: str
    kind: str
    edition: str
    language: str
    detected: Mapping[str, str]
    pages: int
    words: int
    judged: int
    warnings: tuple[str, ...]
    scorecard: Scorecard
    sections: tuple[SectionResult, ...]
    passages: tuple[PassageResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file without a scorecard: its status, what is wrong with it and what to do. ``iso3`` where it is known."""

    status: FailureStatus
    file: str
    cause: str
    fix: str
    iso3: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a country's index differs from that of a former run: values 0 to 100; ``clear`` when the interval of the
    difference excludes 0, else the difference is unclear."""

    iso3: str
    before: float
    after: float
    difference: float
    low: float
    high: float
    clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What a run was made with. ``inputs`` pairs each file with the SHA-256 of its bytes; ``settings`` is a hash."""

    version: str
    settings: str
    model: str
    threshold: float
    profile: str
    seed: int
    draws: int
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A whole run, ready to be written by :func:`docscan.report.write`.

    ``documents`` are those read, each with its own scorecard; they may be read anew each time they are gone through.
    ``countries`` are the pooled scorecards: ``id`` is the country code, ``documents`` the ids pooled. ``ranks`` maps a
    country code to its range of ranks (1 is highest). ``frameworks`` are the loaded ones that the scorecards answer, in
    order. ``former`` lists changes against an earlier run.
    """

    documents: Sequence[DocumentResult]
    countries: tuple[Scorecard, ...]
    ranks: Mapping[str, tuple[int, int]]
    failures: tuple[Failure, ...]
    frameworks: tuple[Framework, ...]
    run: RunFacts
    former: tuple[Change, ...] = field(default=())

    @property
    def facts(self) -> tuple[DocumentFacts, ...]:
        """What is known of every document without reading it, in the order of ``documents``."""
        return stored(self.documents).facts


def named_countries(results: Results, names: Iterable[str], known: Collection[str]) -> set[str]:
    """Codes of the countries that people name by code or name. Raises UsageError for one that is not ``known``."""
    by_name = {item.country.casefold(): item.iso3 for item in results.facts}
    asked = {by_name.get(name.casefold(), name.upper()): name for name in names}
    for code, name in asked.items():
        if code not in known:
            raise UsageError(
                f"no country '{name}' in these results", subject="--country", fix=f"one of {', '.join(sorted(known))}"
            )
    return set(asked)


def document_result(
    document: Document, judgements: Judgements, scorecard: Scorecard, *, file: str = "", href: str = ""
) -> DocumentResult:
    """The compact value of one document; pure, to be called where the document was judged.

    ``scorecard`` is the document's own, framework answers included. ``file`` defaults to the document's source.
    """
    found = {judgement.passage: judgement for judgement in judgements.passages}
    sectors = {item.section: item.sectors for item in judgements.sections}
    paths = {section.id: section.path for section in document.sections}
    words = {passage.id: len(document.text[passage.start : passage.end].split()) for passage in document.passages}
    shown = tuple(
        _passage(document, passage, found[passage.id], threshold=judgements.threshold, paths=paths, sectors=sectors)
        for passage in document.passages
        if passage.id in found and (found[passage.id].level >= 1 or found[passage.id].doubtful)
    )
    identity = document.identity
    return DocumentResult(
        id=document.id,
        file=file or document.source,
        href=href,
        title=document.title,
        iso3=identity.country.value or "ZZZ",
        country=identity.country_name,
        year=identity.year.value,
        kind=identity.kind.value,
        edition=identity.edition.value,
        language=document.language,
        detected={name: getattr(identity, name).where for name in ("country", "year", "kind", "edition")},
        pages=len(document.pages),
        words=sum(words.values()),
        judged=len(judgements.passages),
        warnings=document.warnings + judgements.warnings,
        scorecard=scorecard,
        sections=_sections(document, scorecard, words),
        passages=shown,
    )


def _passage(
    document: Document,
    passage: Passage,
    judgement: Judgement,
    *,
    threshold: float,
    paths: Mapping[str, tuple[str, ...]],
    sectors: Mapping[str, tuple[str, ...]],
) -> PassageResult:
    page = document.page_at(passage.start)
    lead = document.text[passage.lead[0] : passage.lead[1]] if passage.lead else ""
    own = judgement.values("sector")
    return PassageResult(
        id=passage.id,
        section=passage.section,
        path=paths.get(passage.section, ()),
        text=document.text[passage.start : passage.end],
        lead=" ".join(lead.split()),
        page=passage.pages[0] if passage.pages else page.number,
        label=page.label,
        box=_bounds(document, passage, page.number),
        start=passage.start,
        end=passage.end,
        position=passage.start / max(len(document.text), 1),
        kind=passage.kind,
        language=passage.language,
        level=judgement.level,
        counted=1.0 - judgement.probabilities[0] >= threshold,
        expected=judgement.expected,
        probabilities=judgement.probabilities,
        findings=judgement.findings,
        doubtful=judgement.doubtful,
        sectors=tuple(dict.fromkeys((*sectors.get(passage.section, ()), *own))),
    )


def _bounds(document: Document, passage: Passage, number: int) -> Box | None:
    boxes = [box for page, box in document.boxes(passage.start, passage.end) if page == number]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return (round(min(left), 1), round(min(top), 1), round(max(right), 1), round(max(bottom), 1))


def _sections(document: Document, scorecard: Scorecard, words: Mapping[str, int]) -> tuple[SectionResult, ...]:
    scores = {score.section: score for score in scorecard.sections}
    own: dict[str, int] = {}
    for passage in document.passages:
        own[passage.section] = own.get(passage.section, 0) + words[passage.id]
    size = max(len(document.text), 1)
    return tuple(
        SectionResult(
            title=section.title,
            rank=section.rank,
            path=section.path,
            parent=section.parent,
            page_start=section.page_start,
            page_end=section.page_end,
            start=section.start / size,
            end=section.end / size,
            own_words=own.get(section.id, 0),
            score=scores[section.id],
        )
        for section in document.sections
        if section.id in scores
    )
