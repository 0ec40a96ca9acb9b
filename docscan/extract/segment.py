"""Blocks in reading order to one text with sections and passages.

All spans point into the text that is assembled here: lines of a block are joined by their glue, blocks stand on lines of
their own. Sections form a tree by heading rank; passages are cut by :mod:`docscan.extract.segment_passages`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docscan.config import ExtractSettings
from docscan.document import Block, Box, Document, Identity, Line, Page, Section
from docscan.extract.piece import PageInfo, Piece, PieceLine, Reading
from docscan.extract.segment_passages import content_id, cut_passages

_CLOSE_KINDS = frozenset({"list_item", "table_row", "contents", "reference", "acronyms", "furniture", "note"})


@dataclass(slots=True)
class _Assembled:
    text: str
    lines: list[Line]
    blocks: list[Block]
    leads: frozenset[int]


def assemble(
    reading: Reading,
    *,
    id: str,
    source: str,
    language: str,
    identity: Identity,
    warnings: Sequence[str],
    settings: ExtractSettings,
) -> Document:
    """The Document of a reading: text, page spans, blocks, sections and passages.

    ``id`` is the file's SHA-256, ``language`` an ISO 639-1 code. ``warnings`` are added to the reading's own.
    """
    assembled = _join(reading.pieces)
    pages = _page_spans(reading.pages, assembled)
    sections = _sections(id, assembled, pages)
    passages = cut_passages(
        document=id,
        text=assembled.text,
        blocks=assembled.blocks,
        leads=assembled.leads,
        sections=sections,
        pages=pages,
        language=language,
        settings=settings,
    )
    return Document(
        id=id,
        source=source,
        title=reading.title,
        language=language,
        identity=identity,
        text=assembled.text,
        pages=tuple(pages),
        lines=tuple(assembled.lines),
        blocks=tuple(assembled.blocks),
        sections=tuple(sections),
        passages=tuple(passages),
        warnings=tuple(dict.fromkeys((*reading.warnings, *warnings))),
    )


def _join(pieces: Iterable[Piece]) -> _Assembled:
    parts: list[str] = []
    lines: list[Line] = []
    blocks: list[Block] = []
    leads: set[int] = set()
    position, last_kind = 0, ""
    for piece in pieces:
        kept = [line for line in piece.lines if line.text]
        if not kept:
            continue
        if blocks:
            between = "\n" if piece.kind == last_kind and piece.kind in _CLOSE_KINDS else "\n\n"
            parts.append(between)
            position += len(between)
        start = position
        for index, line in enumerate(kept):
            parts.append(line.text)
            lines.append(Line(page=line.page, start=position, end=position + len(line.text), box=line.box))
            position += len(line.text)
            if index + 1 < len(kept) and line.glue:
                parts.append(line.glue)
                position += len(line.glue)
        if piece.lead:
            leads.add(len(blocks))
        rank = piece.rank if piece.kind == "heading" else 0
        box = _around(kept)
        blocks.append(Block(kind=piece.kind, rank=rank, page=kept[0].page, box=box, start=start, end=position))
        last_kind = piece.kind
    return _Assembled("".join(parts), lines, blocks, frozenset(leads))


def _around(lines: Sequence[PieceLine]) -> Box | None:
    """The box around the lines that stand on the first line's page."""
    boxes = [line.box for line in lines if line.box is not None and line.page == lines[0].page]
    if not boxes:
        return None
    if len(boxes) == 1:
        return boxes[0]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def _page_spans(infos: Sequence[PageInfo], assembled: _Assembled) -> list[Page]:
    """A page begins where its first line does; the spans follow each other and together cover the text.

    Where a later page's text stands first (it should not), the earlier page ends there: spans never overlap.
    """
    end_of_text = len(assembled.text)
    starts: dict[int, int] = {}
    for line in assembled.lines:
        starts.setdefault(line.page, line.start)
    pages: list[Page] = []
    following = end_of_text
    for info in sorted(infos, key=lambda info: info.number, reverse=True):
        start = min(starts.get(info.number, following), following)
        if info is min(infos, key=lambda info: info.number):
            start = 0
        pages.append(
            Page(
                number=info.number,
                label=info.label,
                width=info.width,
                height=info.height,
                start=start,
                end=following,
                origin=info.origin,
            )
        )
        following = start
    return pages[::-1]


def _sections(document: str, assembled: _Assembled, pages: Sequence[Page]) -> list[Section]:
    """The section tree in order of position; text before the first heading is a section of rank 0 without title."""
    headings = [block for block in assembled.blocks if block.kind == "heading"]
    end_of_text = len(assembled.text)
    first = headings[0].start if headings else end_of_text
    sections: list[Section] = []
    if assembled.text[:first].strip():
        sections.append(_section(document, "", 0, (), "", (0, first), pages))
    ends = _section_ends(headings, end_of_text)
    open_sections: list[Section] = []
    for block, end in zip(headings, ends, strict=True):
        while open_sections and open_sections[-1].rank >= block.rank:
            open_sections.pop()
        above = open_sections[-1] if open_sections else None
        title = " ".join(assembled.text[block.start : block.end].split())
        path = (*above.path, title) if above else (title,)
        parent = above.id if above else ""
        section = _section(document, title, block.rank, path, parent, (block.start, end), pages)
        sections.append(section)
        open_sections.append(section)
    return sections


def _section_ends(headings: Sequence[Block], end_of_text: int) -> list[int]:
    """Where each heading's section ends: at the next heading of the same or a higher rank."""
    ends = [end_of_text] * len(headings)
    waiting: list[int] = []
    for index, block in enumerate(headings):
        while waiting and headings[waiting[-1]].rank >= block.rank:
            ends[waiting.pop()] = block.start
        waiting.append(index)
    return ends


def _section(
    document: str,
    title: str,
    rank: int,
    path: tuple[str, ...],
    parent: str,
    span: tuple[int, int],
    pages: Sequence[Page],
) -> Section:
    start, end = span
    return Section(
        id=content_id(document, "section", start, end),
        title=title,
        rank=rank,
        path=path,
        parent=parent,
        page_start=page_number(pages, start),
        page_end=page_number(pages, max(start, end - 1)),
        start=start,
        end=end,
    )


def page_number(pages: Sequence[Page], position: int) -> int:
    """The number of the page on which a position of the text stands; 1 where the file has no pages."""
    if not pages:
        return 1
    return pages[max(bisect_right(pages, position, key=lambda page: page.start) - 1, 0)].number
