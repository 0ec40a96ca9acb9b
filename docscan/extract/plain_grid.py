"""Lines of typewritten text to lines with boxes, as if set in one size: what layout and headings reason about.

A character is half an em wide and a line of print twelve points high, ten of them type. Text that stands side by side
is parted where the white between goes on from line to line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from docscan.extract.plain_pages import TextPage
from docscan.extract.textline import TextLine

SIZE = 10.0
_CHARACTER = 5.0
_ROW = 12.0
_RUN = re.compile(r"\S+(?: \S+)*")
#: White that always parts, and white that parts where others begin at the same place; in characters.
_WIDE, _NARROW = 12, 2
#: How many lines up and down are looked at for others that begin at the same place.
_NEAR = 12
#: A stretch that is laid out in one has at least this many lines.
_STRETCH = 120
_CONTENTS = re.compile(r"[.…_]{3,}\s*$|[.…_]\s*[-–]?\s*(?:\d{1,4}|[ivxlc]+)\s*[-–]?\s*$")


def lines(page: TextPage, number: int, *, loose: bool) -> list[TextLine]:
    """The page's lines, parted where they hold several columns. ``loose``: every line is a paragraph of its own."""
    texts = [line.expandtabs(4).rstrip() for line in page.lines]
    runs = [[match.span() for match in _RUN.finditer(text)] for text in texts]
    starts = _starts(runs)
    found: list[TextLine] = []
    row = 0.0
    for index, text in enumerate(texts):
        for first, last in _parts(text, runs[index], starts, index):
            line = _line(" ".join(text[first:last].split()), number, row, first, last)
            if index in page.furniture:
                line.kind = "furniture"
            found.append(line)
        row += 2 * _ROW if loose and text else _ROW
    return found


def stretches(found: list[TextLine]) -> list[list[TextLine]]:
    """Lines cut at white rows into stretches that are each laid out by themselves; a page of usual length is one."""
    cut: list[list[TextLine]] = [[]]
    bottom = 0.0
    for line in found:
        if len(cut[-1]) >= _STRETCH and line.box[1] - bottom > 1.5 * _ROW:
            cut.append([])
        cut[-1].append(line)
        bottom = max(bottom, line.box[3])
    return cut


def height(page: TextPage) -> float:
    """The page's height in points."""
    return len(page.lines) * _ROW


def _line(text: str, page: int, row: float, first: int, last: int) -> TextLine:
    box = (first * _CHARACTER, row, last * _CHARACTER, row + SIZE)
    return TextLine(page=page, text=text, box=box, size=SIZE)


def _starts(runs: Sequence[Sequence[tuple[int, int]]]) -> dict[int, list[int]]:
    """Rows on which a run after white begins at a character, in order."""
    starts: dict[int, list[int]] = {}
    for index, spans in enumerate(runs):
        for first, _ in spans:
            starts.setdefault(first, []).append(index)
    return starts


def _parts(
    text: str, spans: Sequence[tuple[int, int]], starts: dict[int, list[int]], row: int
) -> list[tuple[int, int]]:
    """Runs joined to what is one line of a column."""
    if len(spans) < 2 or _CONTENTS.search(text):
        return [(spans[0][0], spans[-1][1])] if spans else []
    parts = [spans[0]]
    for first, last in spans[1:]:
        white = first - parts[-1][1]
        marker = parts[-1][1] - parts[-1][0] <= 4 and len(parts) == 1 and white < 8
        if white >= _WIDE or (white > _NARROW and not marker and _aligned(first, starts, row)):
            parts.append((first, last))
        else:
            parts[-1] = (parts[-1][0], last)
    return parts


def _aligned(first: int, starts: dict[int, list[int]], row: int) -> bool:
    """Whether two other lines near begin at the same character."""
    count = 0
    for place in (first - 1, first, first + 1):
        rows = starts.get(place, [])
        count += bisect_left(rows, row + _NEAR + 1) - bisect_left(rows, row - _NEAR)
    return count > 2
