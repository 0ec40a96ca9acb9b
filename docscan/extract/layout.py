"""Words of a page to lines of one column, in reading order.

Words that stand on one row and close together form a run; runs on one row are joined again unless the white between them goes
on above or below, as a gutter or the space between table cells does. Reading order of the lines is found in
:mod:`docscan.extract.layout_order`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from statistics import median

import numpy as np

from docscan.document import Box
from docscan.extract.layout_clean import clean
from docscan.extract.pdf_words import LINE_HYPHEN, Floats, Font, PageWords
from docscan.extract.textline import TextLine

#: An upright ruling: x, top and bottom in points.
Wall = tuple[float, float, float]

#: Stands at the end of a line whose last word goes on in the next line.
SOFT_HYPHEN = "\u00ad"

_BULLET = re.compile(
    r"^(?:[•●○◦▪■□◆❖➢➤►▶✓✔*·‣⁃–—\-o§]|[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)\]]|\d{1,2}(?:\.\d{1,3}){1,5}\.?)$"
)
_PAGE_NUMBER = re.compile(r"^\W*(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})$")


def page_lines(words: PageWords, page: int, walls: Sequence[Wall] = ()) -> list[TextLine]:
    """The page's words as lines of one column each, in content order.

    ``walls`` are upright rulings (x, top, bottom): no line goes through one. The ``colour`` of a line is still the position
    of its first character, for :func:`colour` to look up once it is known which lines stay.
    """
    if not words.texts:
        return []
    runs = _runs(words, page, walls)
    return _join_rows(runs, walls) if runs else []


def colour(lines: Iterable[TextLine], at: Callable[[int], int]) -> None:
    """Set the colour of lines; ``at`` gives that of the character at a position of the page."""
    for line in lines:
        line.colour = at(line.colour)


def _runs(words: PageWords, page: int, walls: Sequence[Wall]) -> list[TextLine]:
    """Words of one row that stand close together; ``colour`` is the position of the first one's first character."""
    boxes, sizes = words.boxes, words.sizes
    left, top, right, bottom = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    gap = left[1:] - right[:-1]
    reach = np.maximum(sizes[1:], sizes[:-1])
    middle = (top + bottom) / 2
    apart = np.abs(middle[1:] - middle[:-1]) > 0.55 * np.maximum(bottom[1:] - top[1:], bottom[:-1] - top[:-1])
    cut = words.breaks[1:] | apart | (gap > 0.9 * reach) | (gap < -0.8 * reach)
    if walls:
        together = np.flatnonzero(~cut)  # words of one line: few of all pairs
        place, above, below = (column[:, None] for column in np.array(walls, np.float32).T)
        row = middle[None, 1:][:, together]
        between = (right[None, :-1][:, together] - 2 <= place) & (place <= left[None, 1:][:, together] + 2)
        cut[together] = (between & (above <= row) & (row <= below)).any(axis=0)
    bounds = [0, *(np.flatnonzero(cut) + 1).tolist(), len(words.texts)]
    starts = np.array(bounds[:-1])
    corners = np.empty((len(starts), 4), np.float32)
    np.minimum.reduceat(boxes[:, :2], starts, out=corners[:, :2])
    np.maximum.reduceat(boxes[:, 2:], starts, out=corners[:, 2:])
    first_sizes = sizes[starts].tolist()
    runs = []
    for index, (first, box) in enumerate(zip(bounds[:-1], corners.tolist(), strict=True)):
        last = bounds[index + 1]
        if last - first == 1:
            text, font, size = _run_text(words.texts[first]), words.fonts[first], first_sizes[index]
        else:
            text, font, size = _run(words, first, last)
        if text:
            runs.append(
                TextLine(
                    page=page,
                    text=text,
                    box=(box[0], box[1], box[2], box[3]),
                    size=size,
                    bold=font.bold,
                    italic=font.italic,
                    font=font.name,
                    colour=words.positions[first],
                )
            )
    return runs


def _run(words: PageWords, first: int, last: int) -> tuple[str, Font, float]:
    """Text, font and size of several pieces."""
    texts, fonts, sizes = words.texts[first:last], words.fonts[first:last], words.sizes[first:last].tolist()
    font = fonts[0] if fonts.count(fonts[0]) == len(fonts) else _dominant(fonts, texts)
    size = sizes[0] if sizes.count(sizes[0]) == len(sizes) else median(sizes)
    return _run_text(" ".join(texts)), font, size


def _run_text(text: str) -> str:
    if text.isascii():
        return text
    if LINE_HYPHEN in text:
        if text.endswith(LINE_HYPHEN):
            text = text[:-1] + SOFT_HYPHEN
        text = text.replace(LINE_HYPHEN, "-")
    return clean(text)


def _dominant(fonts: Sequence[Font], texts: Sequence[str]) -> Font:
    """The font in which most of the characters are set."""
    weight: dict[int, int] = {}
    for font, text in zip(fonts, texts, strict=True):
        weight[id(font)] = weight.get(id(font), 0) + len(text)
    return max(fonts, key=lambda font: weight[id(font)])


def _join_rows(runs: list[TextLine], walls: Sequence[Wall]) -> list[TextLine]:
    """Runs that follow each other on one row are one line unless a gutter or a table's white stands between them."""
    starts = np.array([run.box[0] for run in runs])
    middles = np.array([(run.box[1] + run.box[3]) / 2 for run in runs])
    lines = [runs[0]]
    for index in range(1, len(runs)):
        before, run = lines[-1], runs[index]
        above, below = before.box, run.box
        # Most runs stand below the one before, which is told without a call.
        same_row = below[1] < above[3] and above[1] < below[3] and _same_row(above, below)
        if (
            same_row
            and not (walls and _is_walled(above, below, walls))
            and _belong_together(before, run, partial(_is_column, starts, middles, index))
        ):
            lines[-1] = _joined(before, run)
        else:
            lines.append(run)
    return lines


def _same_row(first: Box, second: Box) -> bool:
    overlap = min(first[3], second[3]) - max(first[1], second[1])
    return overlap > 0.5 * min(first[3] - first[1], second[3] - second[1])


def _is_walled(first: Box, second: Box, walls: Sequence[Wall]) -> bool:
    middle = (second[1] + second[3]) / 2
    return any(first[2] - 2 <= place <= second[0] + 2 and above <= middle <= below for place, above, below in walls)


def _is_column(starts: Floats, middles: Floats, index: int) -> bool:
    """Do runs above or below begin where this one does?"""
    near = np.abs(middles - middles[index])
    around = (near > 3.0) & (near < 90.0)
    return bool((around & (np.abs(starts - starts[index]) < 2.5)).sum() >= 2)


def _belong_together(before: TextLine, run: TextLine, is_column: Callable[[], bool]) -> bool:
    em = max(before.size, run.size, 4.0)
    gap = run.box[0] - before.box[2]
    if gap < -0.8 * em or before.text.endswith(SOFT_HYPHEN):
        return False
    if gap < 0.35 * em:
        return True
    if _BULLET.match(before.text) and gap < 6 * em:
        return True
    if _PAGE_NUMBER.match(run.text) and ("..." in before.text or "…" in before.text or run.text[0] == "."):
        return True
    return gap < 2.2 * em and not is_column()


def _joined(before: TextLine, run: TextLine) -> TextLine:
    (a, b, c, d), (e, f, g, h) = before.box, run.box
    main = before if len(before.text) >= len(run.text) else run
    # Raised and lowered signs (1st, H2O) touch what they belong to; words never do.
    glue = "" if e - c < 0.03 * main.size and min(len(before.text), len(run.text)) < 3 else " "
    box = (min(a, e), min(b, f), max(c, g), max(d, h))
    return replace(main, text=before.text + glue + run.text, box=box)
