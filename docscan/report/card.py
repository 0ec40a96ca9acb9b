"""What a country's scorecard shows, drawn together from results: plain values that templates and documents lay out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docscan.frameworks.framework import Profile
from docscan.judgement import FACETS
from docscan.report.results import DocumentResult, PassageResult, Results, SectionResult
from docscan.report.stored import DocumentFacts, stored
from docscan.report.words import Words
from docscan.scorecard import UNIDENTIFIED, Figure, Scorecard

#: Columns of the silence map after ``mentioned`` and ``assessed``.
STAGES: tuple[str, ...] = FACETS["stage"]
#: Lower limits of the shades of the silence map, in passages.
DEPTHS: tuple[int, ...] = (1, 3, 8, 20)
#: At most so many chapters are named or listed of one document; a reader looks no further.
CHAPTERS = 24
#: Kinds of document in which a State says what it will do: others are marked, lest they be taken for a plan.
STATE_PLANS: frozenset[str] = frozenset(
    {
        "national_development_plan",
        "poverty_reduction_strategy",
        "sector_strategy",
        "employment_strategy",
        "adaptation_plan",
        "national_contribution",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage in the evidence list: its number there (from 1), its document, the dimensions that rest on it."""

    number: int
    passage: PassageResult
    document: DocumentResult
    pooled: bool
    dimensions: tuple[str, ...]

    @property
    def link(self) -> str:
        """Where the passage stands in the file, from a page in ``scorecards/``; empty without a link."""
        return page_link(self.document, self.passage.page, up="../")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRow:
    """One sector of the silence map: its share of the words (0 to 1), and passages by how far they go."""

    sector: str
    share: float
    cells: tuple[int, ...]
    positive: int
    negative: int

    @property
    def total_effects(self) -> int:
        """Passages that state a benefit or a cost."""
        return self.positive + self.negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A value of a facet and its passages, by level 1 to 4."""

    value: str
    levels: tuple[int, int, int, int]

    @property
    def total(self) -> int:
        """Passages with this value."""
        return sum(self.levels)


@dataclass(frozen=True, kw_only=True)
class Card:
    """A country with its scorecard, its documents (pooled ones first) and their passages, ready to be laid out.

    ``key`` names the card's files: the country's code, or ``ZZZ-1`` and so on for documents of no identified country,
    each of which has a card of its own.
    """

    iso3: str
    key: str
    name: str
    scorecard: Scorecard
    rank: tuple[int, int] | None
    ranked: int
    documents: tuple[DocumentResult, ...]
    pooled: frozenset[str]
    results: Results

    @cached_property
    def current(self) -> tuple[DocumentResult, ...]:
        """The pooled documents."""
        return tuple(document for document in self.documents if document.id in self.pooled)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """All passages worth showing: in doubt first, then by level and probability, then as in the text."""
        rests: dict[str, list[str]] = {}
        for figure in self.scorecard.dimensions:
            for passage in figure.passages:
                rests.setdefault(passage, []).append(figure.name)
        pairs = [(document, passage) for document in self.documents for passage in document.passages]
        order = {document.id: number for number, document in enumerate(self.documents)}
        pairs.sort(
            key=lambda pair: (
                pair[0].id not in self.pooled,
                not pair[1].doubtful,
                -pair[1].level,
                -round(pair[1].expected, 4),
                order[pair[0].id],
                pair[1].start,
            )
        )
        return tuple(
            Evidence(
                number=number,
                passage=passage,
                document=document,
                pooled=document.id in self.pooled,
                dimensions=tuple(rests.get(passage.id, ())),
            )
            for number, (document, passage) in enumerate(pairs, start=1)
        )

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Number in the evidence list by passage id."""
        return {item.passage.id: item.number for item in self.evidence}

    @cached_property
    def counted(self) -> tuple[Evidence, ...]:
        """Passages that enter the country's figures: of pooled documents, above the threshold, level 1 or higher."""
        return tuple(item for item in self.evidence if item.pooled and item.passage.counted and item.passage.level >= 1)

    @cached_property
    def actions(self) -> tuple[Evidence, ...]:
        """Passages that commit an action, as in the text."""
        found = [item for item in self.counted if item.passage.level >= 3]
        order = {document.id: number for number, document in enumerate(self.documents)}
        return tuple(sorted(found, key=lambda item: (order[item.document.id], item.passage.start)))

    @cached_property
    def doubtful(self) -> int:
        """Passages of pooled documents that a person should look at."""
        return sum(item.pooled and item.passage.doubtful for item in self.evidence)

    @cached_property
    def sectors(self) -> tuple[SectorRow, ...]:
        """The silence map: sectors that the text has, or that a passage names, by share of the words."""
        words = dict.fromkeys(FACETS["sector"], 0)
        for document in self.current:
            for section in document.sections:
                for sector in section.score.sectors:
                    words[sector] = words.get(sector, 0) + section.own_words
        total = max(sum(document.words for document in self.current), 1)
        rows = [self._sector_row(sector, count / total) for sector, count in words.items()]
        return tuple(sorted((row for row in rows if row.share >= 0.005 or row.cells[0]), key=lambda row: -row.share))

    def _sector_row(self, sector: str, share: float) -> SectorRow:
        found = [item.passage for item in self.counted if sector in item.passage.sectors]
        stages = [sum(passage.level >= 3 and stage in passage.values("stage") for passage in found) for stage in STAGES]
        return SectorRow(
            sector=sector,
            share=share,
            cells=(len(found), sum(passage.level >= 2 for passage in found), *stages),
            positive=sum("positive" in passage.values("effect") for passage in found),
            negative=sum("negative" in passage.values("effect") for passage in found),
        )

    @cached_property
    def silent_chapters(self) -> tuple[tuple[DocumentResult, SectionResult], ...]:
        """Chapters tied to a sector in which no passage speaks of migration; subsections of a silent one left out."""
        found = []
        for document in self.current:
            silent: set[str] = set()
            for section in document.sections:
                if section.score.peak == 0 and section.score.sectors and section.title:
                    if section.parent not in silent:
                        found.append((document, section))
                    silent.add(section.score.section)
        return tuple(found)

    def tally(self, facet: str) -> tuple[Tally, ...]:
        """Values of a facet by number of passages, the most frequent first; equal ones in the codebook's order."""
        rows = []
        for value in FACETS[facet]:
            levels = [item.passage.level for item in self.counted if value in item.passage.values(facet)]
            one, two, three, four = (levels.count(level) for level in (1, 2, 3, 4))
            if levels:
                rows.append(Tally(value=value, levels=(one, two, three, four)))
        return tuple(sorted(rows, key=lambda row: -row.total))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of the pooled documents."""
        return tuple(sorted({document.kind for document in self.current}))

    @property
    def identified(self) -> bool:
        """Whether the country is known; else the card is that of one document."""
        return self.iso3 != UNIDENTIFIED

    @property
    def other_kinds(self) -> tuple[str, ...]:
        """Kinds of the pooled documents where none is a plan or strategy of the State, else nothing."""
        return () if STATE_PLANS.intersection(self.kinds) else tuple(kind for kind in self.kinds if kind)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The ten dimensions."""
        return self.scorecard.dimensions


def cards(results: Results, wording: Words) -> Iterator[Card]:
    """One card per country, in the order of the results; one per document where the country is not identified.

    Documents are read when their card's turn comes: whoever keeps no card keeps no document.
    """
    documents = stored(results.documents)
    for scorecard, facts in _groups(results):
        if scorecard.id == UNIDENTIFIED:
            yield from _alone(facts, results, wording)
            continue
        yield Card(
            iso3=scorecard.id,
            key=scorecard.id,
            name=_name(scorecard, facts, wording),
            scorecard=scorecard,
            rank=results.ranks.get(scorecard.id),
            ranked=len(results.ranks),
            documents=tuple(documents.of(item.id for item in facts)),
            pooled=frozenset(scorecard.documents),
            results=results,
        )


def names(results: Results, wording: Words) -> dict[str, str]:
    """The names of the countries that :func:`cards` would show, by code; no document is read."""
    return {card.id: _name(card, facts, wording) for card, facts in _groups(results) if card.id != UNIDENTIFIED}


def _groups(results: Results) -> Iterator[tuple[Scorecard, list[DocumentFacts]]]:
    """Every country with its documents, pooled ones first; without a country, by file."""
    groups: dict[str, list[DocumentFacts]] = {}
    for item in results.facts:
        groups.setdefault(item.iso3, []).append(item)
    for card in results.countries:
        found = groups.get(card.id, [])
        if card.id == UNIDENTIFIED:
            yield card, sorted(found, key=lambda item: (item.file, item.id))
            continue
        pooled = frozenset(card.documents)
        yield card, sorted(found, key=lambda item: (item.id not in pooled, item.kind, item.year, item.file))


def _name(card: Scorecard, facts: Sequence[DocumentFacts], wording: Words) -> str:
    return wording.country(card.id, facts[0].country if facts else "")


def _alone(facts: Sequence[DocumentFacts], results: Results, wording: Words) -> Iterator[Card]:
    found = stored(results.documents).of(item.id for item in facts)
    for number, document in enumerate(found, start=1):
        yield Card(
            iso3=UNIDENTIFIED,
            key=f"{UNIDENTIFIED}-{number}",
            name=f"{wording.country(UNIDENTIFIED, '')} ({document.file})",
            scorecard=document.scorecard,
            rank=None,
            ranked=len(results.ranks),
            documents=(document,),
            pooled=frozenset({document.id}),
            results=results,
        )


def profile_of(results: Results) -> Profile | None:
    """The scoring constants that the run's profile framework carries, where it is among the loaded ones."""
    own = [item for item in results.frameworks if item.id == results.run.profile and item.profile]
    found = own or [item for item in results.frameworks if item.profile]
    return found[0].profile if found else None


def profile_cutoffs(results: Results) -> list[float]:
    """Values at which bands begin, above 0."""
    profile = profile_of(results)
    return [start for _, start in profile.cutoffs if start > 0] if profile else []


def page_link(document: DocumentResult, page: int, *, up: str = "") -> str:
    """A link that opens the file, at the page where the format has pages; empty where there is no link.

    It is relative, with ``up`` before it, but for documents on the web, whose own address it is.
    """
    return href_link(document.href, page, up=up)


def href_link(href: str, page: int, *, up: str = "") -> str:
    """As :func:`page_link`, of the address alone."""
    from urllib.parse import quote, urlsplit

    if not href:
        return ""
    web = href.startswith(("http://", "https://"))
    target = quote(href, safe="/.~()_-:?=&%,;+@!$'*") if web else up + quote(href, safe="/.~()_-")
    name = urlsplit(href).path if web else href
    return f"{target}#page={page}" if name.lower().endswith(".pdf") else target


def chapters(document: DocumentResult) -> Sequence[SectionResult]:
    """The chapters of a document: its highest sections, or those below where all the text hangs on one or two."""
    ids = {section.score.section for section in document.sections}
    level = [section for section in document.sections if section.parent not in ids]
    for _ in range(3):
        large = [section for section in level if section.score.words > document.words / 2]
        if len(level) >= 4 and not large:
            break
        below = [
            section
            for section in document.sections
            if section.parent in {item.score.section for item in large or level}
        ]
        if not below:
            break
        opened = {item.parent for item in below}
        kept = [section for section in level if section.score.section not in opened]
        level = sorted([*kept, *below], key=lambda section: (section.start, section.rank))
    titled = [section for section in level if section.title]
    if len(titled) > CHAPTERS:
        largest = sorted(titled, key=lambda section: (-section.score.words, section.start))[:CHAPTERS]
        titled = sorted(largest, key=lambda section: section.start)
    return titled
