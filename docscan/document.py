"""What was read of one file: the text, and where every piece of it stands.

Offsets are half-open character positions in :attr:`Document.text`: ``text[start:end]`` gives the text of any span.
Pages count from 1 as in the file; ``label`` is the number printed on the page where the file has one. Boxes are
``(left, top, right, bottom)`` in points from the upper left corner of the page as displayed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]

BlockKind = Literal[
    "heading",
    "paragraph",
    "list_item",
    "table_row",
    "note",
    "caption",
    "furniture",
    "contents",
    "reference",
    "acronyms",
]
Origin = Literal["text", "ocr", "unreadable"]

#: Kinds of block that hold the strategy's own statements; the rest stays in the document but out of passages.
PASSAGE_KINDS: frozenset[str] = frozenset({"paragraph", "list_item", "table_row"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """A fact about the document: its value, where it was found, and how sure (0 to 1).

    ``where`` is one of ``metadata``, ``file name``, ``title page``, ``properties``, ``text``, ``none``.
    """

    value: str
    where: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose document it is. ``country.value`` is ISO 3166 alpha-3 (``XAA``-``XZZ`` invented, ``ZZZ`` unknown).

    ``kind.value`` is a key of :data:`docscan.document.KINDS`; ``year.value`` four digits or empty;
    ``edition.value`` free text or empty.
    """

    country: Detected
    country_name: str
    year: Detected
    kind: Detected
    edition: Detected


#: Kinds of document, in the order in which tables list them.
KINDS: tuple[str, ...] = (
    "national_development_plan",
    "poverty_reduction_strategy",
    "sector_strategy",
    "employment_strategy",
    "adaptation_plan",
    "national_contribution",
    "donor_cooperation_strategy",
    "mid_term_review",
    "progress_report",
    "sdg_review",
    "law",
    "bilateral_agreement",
    "migration_profile",
    "party_programme",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. ``width`` and ``height`` in points, 0 where the format has no pages of its own (HTML, text).

    ``start`` and ``end`` bound the page's text. ``origin`` says how the text was had: the file's ``text`` layer,
    ``ocr``, or not at all (``unreadable``).
    """

    number: int
    label: str
    width: float
    height: float
    start: int
    end: int
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line: its span of the text and its place on the page (``box`` is empty where there is none)."""

    page: int
    start: int
    end: int
    box: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, row… ``rank`` is the heading's (1 highest), 0 for other kinds. ``page`` is the first."""

    kind: BlockKind
    rank: int
    page: int
    box: Box | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """From a heading to the next heading of the same or a higher rank. ``path`` holds the titles down to this one.

    ``start`` includes the heading itself. ``parent`` is the id of the enclosing section, empty at the top. Text before
    the first heading forms a section of rank 0 with an empty title.
    """

    id: str
    title: str
    rank: int
    path: tuple[str, ...]
    parent: str
    page_start: int
    page_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit that is judged: a paragraph, a list item with its lead-in, or a table row with its column heads.

    ``lead`` is the span of the lead-in sentence when it stands outside ``start:end`` (later items of a long list), else
    ``None``. ``language`` is an ISO 639-1 code. ``section`` is the id of the innermost section. ``origin`` is the worst
    of the pages it stands on.
    """

    id: str
    section: str
    pages: tuple[int, ...]
    start: int
    end: int
    kind: BlockKind
    language: str
    lead: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file as read. ``id`` is the SHA-256 of the file's bytes, ``source`` the name it is cited by.

    ``words`` counts the words of the text; ``warnings`` are sentences for the analyst.
    """

    id: str
    source: str
    title: str
    language: str
    identity: Identity
    text: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...]

    def page_at(self, position: int) -> Page:
        """The page on which the character at ``position`` stands."""
        index = bisect_right(self.pages, position, key=lambda page: page.start) - 1
        return self.pages[max(index, 0)]

    def boxes(self, start: int, end: int) -> tuple[tuple[int, Box], ...]:
        """Page number and box of every line that the span touches, in order; empty where the format has no boxes."""
        first = bisect_right(self.lines, start, key=lambda line: line.end)
        found = []
        for line in self.lines[first:]:
            if line.start >= end:
                break
            if line.box is not None:
                found.append((line.page, line.box))
        return tuple(found)

    @property
    def unreadable(self) -> tuple[int, ...]:
        """Numbers of the pages that could not be read."""
        return tuple(page.number for page in self.pages if page.origin == "unreadable")
