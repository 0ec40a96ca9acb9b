"""How headings look against the running text of the same document: size, weight, capitals, place in the column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from docscan.extract.textline import TextLine

#: Kinds that layout may leave on lines that can be headings; the others are out of the question.
OPEN_KINDS = frozenset({"paragraph", "list_item", "heading"})

_WORD = re.compile(r"[a-zß-öø-ÿ]{4}")
Style = tuple[float, bool, bool, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The running text: its size, and the gap between its lines, in points; whether bold or italic; its colour.

    ``edges`` gives, for page and column, left and right in points. ``uniform``: all is set alike, as in typescript.
    """

    size: float
    bold: bool
    italic: bool
    gap: float
    colour: int
    uniform: bool
    edges: dict[tuple[int, int], tuple[float, float]]

    def width(self, line: TextLine) -> float:
        """The width of the line's column in points."""
        left, right = self.edges.get((line.page, line.column), (line.box[0], line.box[2]))
        return max(right - left, 1.0)


def measure(lines: Sequence[TextLine]) -> Body:
    """The body of a document: the style that most letters have, and the usual gap between its lines."""
    sizes: Counter[tuple[float, bool, bool]] = Counter()
    for line in lines:
        if line.kind in OPEN_KINDS:
            sizes[(rounded(line.size), line.bold, line.italic)] += len(line.text) if len(line.text) > 40 else 1
    size, bold, italic = sizes.most_common(1)[0][0] if sizes else (0.0, False, False)
    colours: Counter[int] = Counter()
    for line in lines:
        colours[line.colour] += len(line.text)
    colour = colours.most_common(1)[0][0] if colours else 0
    gaps = [
        line.gap
        for line in lines
        if rounded(line.size) == size and len(line.text) > 40 and line.gap < 3 * max(size, 4.0)
    ]
    alike = sum(count for (other, heavy, _), count in sizes.items() if (other, heavy) == (size, bold))
    # A scan shows no weights, and sizes only roughly: a plain line may be a title there.
    scanned = sum(not line.font for line in lines) * 2 > len(lines)
    uniform = alike >= (0.8 if scanned else 0.999) * sizes.total()
    return Body(
        uniform=uniform,
        size=size,
        bold=bold,
        italic=italic,
        gap=median(gaps) if gaps else 0.0,
        colour=colour,
        edges=_edges(lines),
    )


def _edges(lines: Sequence[TextLine]) -> dict[tuple[int, int], tuple[float, float]]:
    lefts: dict[tuple[int, int], list[float]] = {}
    rights: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        if line.kind in OPEN_KINDS:
            lefts.setdefault((line.page, line.column), []).append(line.box[0])
            rights.setdefault((line.page, line.column), []).append(line.box[2])
    return {
        place: (sorted(values)[len(values) // 20], sorted(rights[place])[-1 - len(values) // 20])
        for place, values in lefts.items()
    }


def rounded(size: float) -> float:
    """Sizes to the half point: what a reader can tell apart."""
    return round(size * 2) / 2


def capitals(text: str) -> bool:
    """Whether the letters (three at least) are capitals, a small word or unit apart."""
    if _WORD.search(text):
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 3 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def style(line: TextLine) -> Style:
    """What lines of one kind of heading share."""
    return rounded(line.size), line.bold, line.italic, capitals(line.text)
