"""What a reader hands over: blocks in reading order that know their lines, before they get offsets in one text.

Every format's reader returns a :class:`Reading`; :func:`docscan.extract.segment.assemble` turns it into a Document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docscan.document import BlockKind, Box, Origin


@dataclass(slots=True, kw_only=True)
class PieceLine:
    """One line of a block: its page (from 1), its cleaned text, its box in points, and what joins it to the next.

    ``glue`` is a space, or empty where a line-end hyphen was removed and the word goes on in the next line.
    """

    page: int
    text: str
    box: Box | None = None
    glue: str = " "


@dataclass(slots=True, kw_only=True)
class Piece:
    """One block in reading order. ``rank`` is set for headings (1 highest). ``lead`` marks a list's lead-in paragraph."""

    kind: BlockKind
    lines: list[PieceLine]
    rank: int = 0
    lead: bool = False


@dataclass(slots=True, kw_only=True)
class PageInfo:
    """A page as the reader saw it; the character span is added when the text is assembled."""

    number: int
    label: str = ""
    width: float = 0.0
    height: float = 0.0
    origin: Origin = "text"


@dataclass(slots=True, kw_only=True)
class Reading:
    """A whole file as read. ``properties`` are the file's own metadata (``title``, ``author``, ``created``, ``language``)."""

    pieces: list[Piece]
    pages: list[PageInfo]
    title: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
