"""One printed line as the page gives it: text, place, and type. What layout and headings reason about."""

from __future__ import annotations

from dataclasses import dataclass

from docscan.document import BlockKind, Box


@dataclass(slots=True, kw_only=True)
class TextLine:
    """A line of one column, in reading order.

    ``box`` in points from the upper left of the page; ``size`` is the dominant font size in points (0 where the format has
    none, as in plain text); ``kind`` is what layout already knows it to be (``paragraph`` where nothing else is known);
    ``column`` counts from 0 within the page; ``indent`` is the distance in points from its column's left edge;
    ``gap`` the white space above it within its column, in points (a large number at the top of a column).
    """

    page: int
    text: str
    box: Box
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    font: str = ""
    colour: int = 0
    kind: BlockKind = "paragraph"
    column: int = 0
    indent: float = 0.0
    gap: float = 0.0


@dataclass(slots=True, kw_only=True)
class OutlineEntry:
    """One entry of the file's own outline (bookmarks) or of its structure tags: title, rank (1 highest), page (from 1)."""

    title: str
    rank: int
    page: int
    source: str = "outline"


@dataclass(slots=True, kw_only=True, frozen=True)
class Heading:
    """Lines ``first`` to ``last`` (inclusive indices into the document's lines) form one heading of this rank.

    ``title`` is the cleaned text. ``why`` names the evidence, strongest first (``outline``, ``contents``, ``numbering``…).
    """

    first: int
    last: int
    rank: int
    title: str
    why: tuple[str, ...] = ()
