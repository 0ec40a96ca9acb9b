"""Invented plans with judgements, made from small parts: what scoring and reports are tested on."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from docscan.document import Block, Detected, Document, Identity, Line, Page, Passage, Section
from docscan.judgement import Finding, Judgement, Judgements, SectionSectors

THRESHOLD = 0.5
SURE = {
    0: (0.99, 0.01, 0.0, 0.0, 0.0),
    1: (0.04, 0.84, 0.10, 0.02, 0.0),
    2: (0.02, 0.12, 0.78, 0.07, 0.01),
    3: (0.01, 0.05, 0.12, 0.74, 0.08),
    4: (0.01, 0.02, 0.05, 0.16, 0.76),
}


@dataclass(frozen=True)
class Said:
    """One passage: its words, level, probabilities (by default fairly sure ones), marks (facet, value, words)."""

    text: str
    level: int = 0
    marks: tuple[tuple[str, str, str], ...] = ()
    probabilities: tuple[float, float, float, float, float] | None = None
    doubtful: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True)
class Chapter:
    """A heading, its rank, the sectors of its text, and what it says."""

    title: str
    said: tuple[Said, ...]
    sectors: tuple[str, ...] = ()
    rank: int = 1


@dataclass
class _Writer:
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    words: int = 0

    def write(self, text: str, kind: str, rank: int = 0) -> tuple[int, int, int]:
        if self.words > 380:
            self.pages[-1] = (self.pages[-1][0], len(self.text))
            self.pages.append((len(self.text), len(self.text)))
            self.words = 0
        start = len(self.text)
        self.text += text + "\n"
        self.words += len(text.split())
        page, end = len(self.pages), start + len(text)
        box = (72.0, 90.0 + self.words % 60 * 10, 520.0, 120.0 + self.words % 60 * 10)
        self.blocks.append(Block(kind=kind, rank=rank, page=page, box=box, start=start, end=end))
        self.lines.append(Line(page=page, start=start, end=end, box=box))
        return start, end, page


def plan(
    chapters: Sequence[Chapter],
    *,
    iso3: str = "XAA",
    country: str = "Aldoria",
    year: str = "2021",
    kind: str = "national_development_plan",
    language: str = "en",
    title: str = "National Development Plan",
    file: str = "",
    unreadable: int = 0,
) -> tuple[Document, Judgements]:
    """A document of these chapters (subsections follow their parent with a higher rank) and its judgements."""
    writer = _Writer()
    sections: list[dict[str, object]] = []
    passages: list[Passage] = []
    judged: list[Judgement] = []
    document_id = hashlib.sha256(repr((chapters, iso3, year, kind, language)).encode()).hexdigest()
    open_sections: list[tuple[int, str, str]] = []
    for number, chapter in enumerate(chapters):
        start, _, page = writer.write(chapter.title, "heading", chapter.rank)
        while open_sections and open_sections[-1][0] >= chapter.rank:
            open_sections.pop()
        section_id = f"{document_id[:8]}-s{number}"
        path = (*(entry[2] for entry in open_sections), chapter.title)
        sections.append(
            {"id": section_id, "title": chapter.title, "rank": chapter.rank, "path": path, "start": start,
             "parent": open_sections[-1][1] if open_sections else "", "page_start": page}
        )  # fmt: skip
        open_sections.append((chapter.rank, section_id, chapter.title))
        for said in chapter.said:
            start, end, page = writer.write(said.text, said.kind)
            passage_id = hashlib.sha256(f"{document_id}{start}{end}".encode()).hexdigest()[:16]
            passages.append(
                Passage(id=passage_id, section=section_id, pages=(page,), start=start, end=end, kind=said.kind,
                        language=language)
            )  # fmt: skip
            judged.append(_judgement(said, passage_id))
        sections[-1]["page_end"] = len(writer.pages)
        sections[-1]["end"] = len(writer.text)
    document = Document(
        id=document_id,
        source=file or f"{iso3}_{year}_{kind}_{language}.pdf",
        title=title,
        language=language,
        identity=_identity(iso3, country, year, kind),
        text=writer.text,
        pages=_pages(writer, unreadable),
        lines=tuple(writer.lines),
        blocks=tuple(writer.blocks),
        sections=_closed(sections),
        passages=tuple(passages),
        warnings=(),
    )
    judgements = Judgements(
        document=document_id,
        model="invented-1",
        threshold=THRESHOLD,
        passages=tuple(judged),
        sections=tuple(
            SectionSectors(section=section.id, sectors=chapter.sectors)
            for section, chapter in zip(document.sections, chapters, strict=True)
        ),
    )
    return document, judgements


def _judgement(said: Said, passage: str) -> Judgement:
    findings = []
    for facet, value, words in said.marks:
        start = said.text.find(words)
        assert start >= 0, (words, said.text)
        findings.append(Finding(facet=facet, value=value, start=start, end=start + len(words)))
    return Judgement(
        passage=passage,
        level=said.level,
        probabilities=said.probabilities or SURE[said.level],
        findings=tuple(sorted(findings, key=lambda item: (item.start, item.end, item.facet))),
        doubtful=said.doubtful,
        model="invented-1",
    )


def _identity(iso3: str, country: str, year: str, kind: str) -> Identity:
    def fact(value: str) -> Detected:
        return Detected(value=value, where="metadata", confidence=1.0)

    return Identity(country=fact(iso3), country_name=country, year=fact(year), kind=fact(kind), edition=fact(""))


def _pages(writer: _Writer, unreadable: int) -> tuple[Page, ...]:
    writer.pages[-1] = (writer.pages[-1][0], len(writer.text))
    pages = [
        Page(number=number, label=str(number), width=595, height=842, start=start, end=end, origin="text")
        for number, (start, end) in enumerate(writer.pages, start=1)
    ]
    end = len(writer.text)
    missing = range(len(pages) + 1, len(pages) + unreadable + 1)
    return (
        *pages,
        *(Page(number=n, label="", width=595, height=842, start=end, end=end, origin="unreadable") for n in missing),
    )


def _closed(sections: list[dict[str, object]]) -> tuple[Section, ...]:
    """A section ends where the next of the same or a higher rank begins."""
    for index, section in enumerate(sections):
        for later in sections[index + 1 :]:
            if int(str(later["rank"])) <= int(str(section["rank"])):
                break
            section["end"], section["page_end"] = later["end"], later["page_end"]
    return tuple(Section(**section) for section in sections)  # type: ignore[arg-type]


SECTOR_TITLES = {
    "macroeconomy_growth": "Growth and macroeconomic stability",
    "employment_labour": "Decent work and employment",
    "education_training": "Education and vocational training",
    "health": "A healthy population",
    "social_protection": "Social protection",
    "agriculture_rural": "Agriculture and rural life",
    "environment_climate": "Environment and climate",
    "infrastructure_urban": "Towns, roads, water and energy",
    "private_sector_finance": "Enterprise and finance",
    "governance_justice": "Institutions and justice",
    "gender_youth": "Women and young people",
    "population_demography": "Population",
    "migration_chapter": "Migration and the nation abroad",
}

NEUTRAL = (
    "The harbour of Port Lena will be dredged so that larger vessels can call there in all seasons of the year.",
    "Yields of sorghum rose in the last three campaigns, although storage losses remain close to a fifth of harvest.",
    "A register of teachers lets the ministry post staff where classes are largest and vacancies have lasted longest.",
    "Public debt stood at 47 percent of output, below the ceiling that the finance law sets for the period.",
    "Clinics receive medicines every quarter; the supply chain is to be run from four regional stores by 2026.",
    "Grid losses fell to 14 percent after meters were replaced in the three largest towns of the coastal plain.",
)

SPOKEN: dict[int, tuple[Said, ...]] = {
    1: (
        Said("Some 310,000 Aldorians live abroad, most of them in the neighbouring republics, according to the census.", 1,
             (("theme", "diaspora", "live abroad"), ("concept", "diaspora", "Aldorians live abroad"))),
        Said("Remittances reached 6.2 percent of output in 2019, behind exports of copper but ahead of tourism receipts.", 1,
             (("theme", "remittances", "Remittances"), ("concept", "remittances", "Remittances"))),
    ),
    2: (
        Said("Failed rains push herders and young farmers towards the towns, where rents rise and clinics are crowded.", 2,
             (("assessment", "yes", "push"), ("driver", "climate_environment", "Failed rains"),
              ("effect", "negative", "clinics are crowded"), ("theme", "internal_migration", "towards the towns"),
              ("tier", "local", "the towns"), ("sector", "infrastructure_urban", "rents rise"))),
        Said("Money sent home by relatives keeps children in school and carries households through the lean season.", 2,
             (("assessment", "yes", "keeps children in school"), ("effect", "positive", "keeps children in school"),
              ("theme", "remittances", "Money sent home"), ("tier", "individual", "households"),
              ("sector", "education_training", "school"))),
        Said("The departure of nurses leaves one post in four vacant in the northern districts and weakens vaccination.", 2,
             (("assessment", "yes", "leaves one post in four vacant"), ("effect", "negative", "weakens vaccination"),
              ("theme", "skills_brain_drain", "departure of nurses"), ("sector", "health", "vaccination"))),
    ),
    3: (
        Said("A law on the protection of workers recruited for jobs abroad will be submitted to Parliament.", 3,
             (("instrument", "legislation", "A law"), ("stage", "design", "will be submitted"),
              ("theme", "labour_migration", "workers recruited for jobs abroad"), ("cue", "commitment", "will be"),
              ("tier", "national", "Parliament"))),
        Said("The programme for returning migrants opens counselling desks in every province together with their unions.", 3,
             (("instrument", "programme", "programme"), ("stage", "implementation", "opens"),
              ("theme", "return_reintegration", "returning migrants"), ("tier", "local", "every province"),
              ("partnership", "multi_stakeholder", "together with their unions"), ("cue", "commitment", "opens"))),
        Said("Migration will be taken up in each sector plan, and the ministries concerned will agree on one approach.", 3,
             (("instrument", "policy", "sector plan"), ("coherence", "policy", "agree on one approach"),
              ("theme", "governance_partnership", "Migration"), ("stage", "design", "will be taken up"))),
    ),
    4: (
        Said("Action: savings bonds for the diaspora | Responsible: Treasury | Deadline: 2024 | Cost: 3 million | "
             "Indicator: bonds subscribed", 4,
             (("instrument", "programme", "savings bonds"), ("theme", "diaspora", "diaspora"),
              ("anchor", "body", "Treasury"), ("anchor", "date", "2024"), ("anchor", "money", "3 million"),
              ("anchor", "indicator", "bonds subscribed"), ("stage", "implementation", "Action"),
              ("stage", "monitoring", "Indicator"), ("means", "finance", "3 million"),
              ("sector", "private_sector_finance", "savings bonds")), kind="table_row"),
        Said("By 2025 the Migration Council will publish a yearly report on returnees placed in jobs, funded at 2 million.", 4,
             (("instrument", "policy", "yearly report"), ("anchor", "body", "Migration Council"),
              ("anchor", "date", "By 2025"), ("anchor", "money", "2 million"), ("stage", "monitoring", "yearly report"),
              ("stage", "evaluation", "report"), ("theme", "return_reintegration", "returnees"),
              ("coherence", "institutional", "Migration Council"), ("means", "data", "yearly report"),
              ("sector", "employment_labour", "jobs"))),
    ),
}  # fmt: skip


def long_plan(
    seed: int, *, chapters: int = 10, size: int = 30, migration: float = 0.15, **facts: object
) -> tuple[Document, Judgements]:
    """A plan of ``chapters`` sector chapters with ``size`` passages each, of which a share speaks of migration."""
    chance = random.Random(seed)
    made = []
    for sector in list(SECTOR_TITLES)[: chapters - 1] + ["migration_chapter"]:
        share = migration * (5 if sector == "migration_chapter" else chance.choice((0.0, 0.5, 1.0, 1.5)))
        for part in range(2):
            said = tuple(_say(chance, share) for _ in range(size // 2))
            title = SECTOR_TITLES[sector] if part == 0 else f"{SECTOR_TITLES[sector]}: measures"
            made.append(Chapter(title, said, (sector,), rank=1 if part == 0 else 2))
    return plan(made, **facts)  # type: ignore[arg-type]


def _say(chance: random.Random, share: float) -> Said:
    if chance.random() >= share:
        doubtful = chance.random() < 0.01
        text = chance.choice(NEUTRAL)
        return Said(text, probabilities=(0.62, 0.3, 0.06, 0.02, 0.0) if doubtful else None, doubtful=doubtful)
    level = chance.choices((1, 2, 3, 4), weights=(4, 4, 3, 1))[0]
    return chance.choice(SPOKEN[level])
