"""Lines in reading order to blocks: paragraphs joined over lines, columns and pages; list items; everything else by kind.

Furniture and notes that stand between two parts of a paragraph are written before or after it, never inside, so that the pages'
text stays in order: what belongs to the page on which the paragraph begins before, what belongs to the next page after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from docscan.document import BlockKind
from docscan.extract.layout import SOFT_HYPHEN
from docscan.extract.layout_hyphens import HYPHENS, Hyphens
from docscan.extract.piece import Piece, PieceLine
from docscan.extract.textline import Heading, TextLine

_BULLET = re.compile(r"^[•●○◦▪■□◆❖➢➤►▶✓✔·‣⁃*–—\-]\s+\S|^o\s+[A-ZÀ-Þ]")
_SURE_BULLET = re.compile(r"^[•●○◦▪■□◆❖➢➤►▶✓✔‣⁃]")
_ENUMERATOR = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{2,5})[.)]|\(\d{1,2}\)|\d{1,2}[°º])\s*(?=[^\W\d_])(?<=[\s)])"
)
_LONE_MARK = re.compile(r"^(?:[•●○◦▪■□◆❖➢➤►▶✓✔·‣⁃–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])$")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\s?\d{1,3})?$")
_CONTINUES = re.compile(r"^[a-zà-öø-ÿœ(,;0-9%&]")
#: Kinds whose lines join into paragraphs; of the others each run of lines set alike is a block.
_FLOWING = frozenset({"paragraph", "list_item", "reference"})
_ASIDE = frozenset({"furniture", "note", "caption"})


@dataclass(slots=True)
class _Open:
    """The paragraph that lines are still added to, and what came between its lines."""

    kind: BlockKind
    lines: list[TextLine]
    left: float
    marker_left: float
    spacing: float = 0.0
    asides: list[TextLine] = field(default_factory=list)


def build(
    lines: Sequence[TextLine], headings: Sequence[Heading], edges: Mapping[tuple[int, int], float], leading: float
) -> list[Piece]:
    """The blocks of the document.

    ``edges`` is the right edge of each page's columns in points, ``leading`` the usual white between lines of a paragraph
    as a share of the font size.
    """
    return _Builder(lines, headings, edges, leading).run()


class _Builder:
    def __init__(
        self,
        lines: Sequence[TextLine],
        headings: Sequence[Heading],
        edges: Mapping[tuple[int, int], float],
        leading: float,
    ) -> None:
        self._lines = lines
        self._heading_at = {heading.first: heading for heading in headings}
        self._edges = edges
        self._leading = leading
        self._hyphens = Hyphens(lines)
        self._pieces: list[Piece] = []
        self._open: _Open | None = None

    def run(self) -> list[Piece]:
        index = 0
        while index < len(self._lines):
            heading = self._heading_at.get(index)
            if heading is not None:
                self._close()
                members = [
                    line
                    for line in self._lines[heading.first : heading.last + 1]
                    if line.kind not in {"furniture", "note"}
                ]
                others = [
                    line for line in self._lines[heading.first : heading.last + 1] if line.kind in {"furniture", "note"}
                ]
                self._add("heading", members, rank=heading.rank)
                self._add_asides(others)
                index = heading.last + 1
                continue
            self._take(self._lines[index])
            index += 1
        self._close()
        return self._pieces

    def _take(self, line: TextLine) -> None:
        if line.kind in _ASIDE and self._open is not None:
            self._open.asides.append(line)
        elif line.kind in _ASIDE:
            self._add_asides([line])
        elif line.kind not in _FLOWING:
            self._close()
            self._add(line.kind, [line])
        elif self._open is not None and self._goes_on(self._open, line):
            self._append(self._open, line)
        else:
            self._close()
            kind: BlockKind = "list_item" if self._opens_item(line) else "paragraph"
            kind = line.kind if line.kind == "reference" else kind
            self._open = _Open(kind, [line], line.box[0], line.box[0])

    def _append(self, block: _Open, line: TextLine) -> None:
        last = block.lines[-1]
        if line.page == last.page and line.column == last.column and line.gap < 100:
            block.spacing = max(block.spacing, line.gap) if len(block.lines) > 1 else line.gap
        if line.page != last.page or line.column != last.column:
            block.left = line.box[0]
            block.marker_left = line.box[0]
        elif len(block.lines) == 1 or block.kind == "paragraph":
            block.left = line.box[0] if block.kind == "list_item" else min(block.left, line.box[0])
        if block.asides and line.page != last.page:
            # What stood between belongs before the paragraph (its first page) or after it (the page it goes on to).
            earlier = [aside for aside in block.asides if aside.page <= last.page]
            self._add_asides(earlier)
            block.asides = [aside for aside in block.asides if aside.page > last.page]
        block.lines.append(line)

    def _close(self) -> None:
        block = self._open
        self._open = None
        if block is not None:
            kind = block.kind
            if (
                kind == "list_item"
                and block.lines[0].text[:1].isdigit()
                and sum(len(line.text) for line in block.lines) > 350
            ):
                kind = "paragraph"  # numbered paragraphs of a report, not items of a list
            self._add(kind, block.lines)
            self._add_asides(block.asides)

    def _add(self, kind: BlockKind, lines: Sequence[TextLine], rank: int = 0) -> None:
        if lines:
            self._pieces.append(Piece(kind=kind, lines=self._joined(lines), rank=rank))

    def _add_asides(self, lines: Iterable[TextLine]) -> None:
        """Notes begin anew at a note's number; lines of one caption go together; furniture stands by the line."""
        held: list[TextLine] = []
        for line in lines:
            if held and not (line.kind == held[-1].kind != "furniture" and _same_aside(held[-1], line)):
                self._add(held[0].kind, held)
                held = []
            held.append(line)
        if held:
            self._add(held[0].kind, held)

    def _joined(self, lines: Sequence[TextLine]) -> list[PieceLine]:
        found = []
        for index, line in enumerate(lines):
            text, glue = line.text, " "
            if text[-1:] in HYPHENS:
                if index + 1 < len(lines):
                    text, glue = self._hyphens.join(text, lines[index + 1].text)
                elif text.endswith(SOFT_HYPHEN):
                    text = text[:-1] + "-"
            if SOFT_HYPHEN in text:
                text = text.replace(SOFT_HYPHEN, "")
            found.append(PieceLine(page=line.page, text=text, box=line.box, glue=glue))
        return found

    def _opens_item(self, line: TextLine) -> bool:
        return bool(
            _BULLET.match(line.text)
            or _SURE_BULLET.match(line.text)
            or _ENUMERATOR.match(line.text)
            or _LONE_MARK.match(line.text)
        )

    def _goes_on(self, block: _Open, line: TextLine) -> bool:
        """Is the line the next one of the open paragraph?"""
        last = block.lines[-1]
        if (block.kind == "reference") != (line.kind == "reference"):
            return False
        if len(block.lines) == 1 and _LONE_MARK.match(last.text) and line.page == last.page:
            return abs(line.box[1] - last.box[1]) < 1.2 * last.size or line.gap < last.size
        if not 0.88 < line.size / max(last.size, 1.0) < 1.14:
            return False
        divided = last.text.endswith(SOFT_HYPHEN) and line.text[:1].islower()
        if line.page != last.page or line.column != last.column or line.box[1] < last.box[1] - 2:
            return divided or self._crosses(block, line)
        if divided:
            return True
        return not self._begins_anew(block, line)

    def _crosses(self, block: _Open, line: TextLine) -> bool:
        """Does the paragraph go on in another column or on the next page?"""
        last = block.lines[-1]
        if line.page > last.page + 1 or (line.page > block.lines[0].page + 1):
            return False
        if _ENDED.search(last.text) or line.bold != last.bold or self._opens_item(line):
            return False
        if _CONTINUES.match(line.text) and len(last.text) > 30:
            return True
        return self._is_full(last) and line.font == last.font and len(last.text) > 40

    def _begins_anew(self, block: _Open, line: TextLine) -> bool:
        last = block.lines[-1]
        ended = bool(_ENDED.search(last.text))
        usual = block.spacing if len(block.lines) > 1 else max(self._leading * line.size, 0.0)
        if line.gap > usual + 0.38 * line.size and (
            ended or not _CONTINUES.match(line.text) or line.gap > 1.6 * line.size
        ):
            return True
        if _SURE_BULLET.match(line.text):
            return True
        if self._opens_item(line) and (ended or block.kind == "list_item" or not self._is_full(last)):
            return True
        if line.bold != last.bold and (ended or not self._is_full(last)) and not _CONTINUES.match(line.text):
            return True
        return self._breaks_shape(block, line, ended=ended)

    def _breaks_shape(self, block: _Open, line: TextLine, *, ended: bool) -> bool:
        """Indents and short last lines."""
        last = block.lines[-1]
        fresh = not _CONTINUES.match(line.text)
        if block.kind == "list_item":
            back = len(block.lines) > 1 and line.box[0] < block.left - 0.6 * line.size
            if back and (ended or fresh):
                return True
        elif ended and fresh and 0.8 * line.size < line.box[0] - block.left < 5 * line.size:
            return True
        if self._is_full(last):
            return False
        if ended and fresh:
            return True
        return fresh and self._room(last) > 0.35 * self._width(last) and self._room(last) > 60

    def _is_full(self, line: TextLine) -> bool:
        """Does the line reach so far to the right that a long word would not have fitted?"""
        return self._room(line) < 4.5 * line.size

    def _room(self, line: TextLine) -> float:
        return self._edges.get((line.page, line.column), line.box[2]) - line.box[2]

    def _width(self, line: TextLine) -> float:
        return self._edges.get((line.page, line.column), line.box[2]) - line.box[0]


def _same_aside(before: TextLine, line: TextLine) -> bool:
    if before.page != line.page or before.column != line.column:
        return False
    if line.kind == "note":
        return not re.match(r"^[(\[]?(?:\d{1,3}|[*†‡]{1,3})[)\]]?\s?(?:[^\W\d_]|[\"“«(]|$)", line.text)
    return line.gap < 0.6 * line.size
