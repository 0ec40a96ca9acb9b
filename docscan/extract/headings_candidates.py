"""Lines that may be headings, joined where a title runs over several lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from docscan.extract import contents, headings_numbering, headings_words
from docscan.extract.headings_numbering import Label
from docscan.extract.headings_style import OPEN_KINDS, Body, Style, capitals, style
from docscan.extract.textline import TextLine

#: No heading has more lines or characters.
_MAX_LINES = 6
_MAX_LENGTH = 320
_BULLET = re.compile(r"^[•●○◦▪■□◆❖➢➤►▶✓✔*·‣⁃–—\-]\s")
_ENDED = re.compile(r"[.;:!?]$")


@dataclass(slots=True, kw_only=True)
class Candidate:
    """Lines ``first`` to ``last`` that may be one heading; ``evidence`` is filled in by the steps that look at it."""

    first: int
    last: int
    text: str
    label: Label | None
    style: Style
    page: int
    evidence: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    rank: int = 0

    @property
    def title(self) -> str:
        """The text without its label."""
        return self.text[self.label.end :] if self.label else self.text

    @property
    def key(self) -> str:
        """What the heading and its printings elsewhere (contents page, outline) share."""
        return headings_words.squash(self.title or self.text)


def gather(
    lines: Sequence[TextLine],
    body: Body,
    printed: frozenset[int],
    given: Mapping[int, int],
    marked: Mapping[int, int] = MappingProxyType({}),
) -> list[Candidate]:
    """All candidates in order. ``printed`` are lines of contents pages; ``given`` maps the first to the last line of
    titles that the contents page or the outline names: those are joined as named. ``marked`` does so for titles that
    structure tags name, which are believed only where the lines themselves tell nothing.
    """
    found: list[Candidate] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if position in printed or line.kind not in OPEN_KINDS:
            position += 1
            continue
        if position in given:
            last = given[position]
        elif position + 1 in given and _beside(line, lines[position + 1]):
            last = given[position + 1]
        elif _possible(line, body):
            last = _extend(lines, position, body, printed, given)
        elif position in marked:
            last = marked[position]
        else:
            position += 1
            continue
        found.append(_candidate(lines, position, last))
        position = last + 1
    return found


def is_bullet(text: str) -> bool:
    """Whether the line opens an item of a bulleted list."""
    return _BULLET.match(text) is not None


def join(lines: Sequence[TextLine], first: int, last: int) -> str:
    """The text of consecutive lines, words divided at line ends made whole."""
    text = ""
    for line in lines[first : last + 1]:
        piece = line.text.strip() if line.kind != "furniture" else ""
        text = text[:-1] + piece if text.endswith("\u00ad") else f"{text} {piece}" if text else piece
    return " ".join(text.replace("\u00ad", "").split())


def _candidate(lines: Sequence[TextLine], first: int, last: int) -> Candidate:
    text = join(lines, first, last)
    longest = max(lines[first : last + 1], key=lambda line: len(line.text) * (line.kind != "furniture"))
    return Candidate(
        first=first,
        last=last,
        text=text,
        label=headings_numbering.parse(text),
        style=(*style(longest)[:3], capitals(text)),
        page=lines[first].page,
    )


def _beside(line: TextLine, other: TextLine) -> bool:
    """Whether ``line`` is the number of the title that stands to its right, or just above it."""
    label = headings_numbering.parse(line.text)
    if label is None or label.end < len(line.text) or line.page != other.page:
        return False
    overlap = min(line.box[3], other.box[3]) - max(line.box[1], other.box[1])
    beside = overlap > 0.4 * (other.box[3] - other.box[1]) and line.box[2] <= other.box[0] + 1
    return beside or (label.order > 0 and other.gap <= 2.5 * max(other.size, 1.0))


def _possible(line: TextLine, body: Body) -> bool:
    text = line.text
    if len(text) > _MAX_LENGTH or not any(letter.isalpha() for letter in text):
        return bool(headings_numbering.parse(text)) if len(text) < 12 else False
    if text[0].islower() or _BULLET.match(text) or contents.is_caption(text):
        return False
    return (
        stands_out(line, body)
        or (len(text) < 100 and line.gap > body.gap + 0.4 * line.size and _short(line, body))
        or headings_numbering.parse(text) is not None
        or bool(headings_words.load().title_kind(text))
    )


def _short(line: TextLine, body: Body) -> bool:
    return line.box[2] - line.box[0] < 0.8 * body.width(line) and not _ENDED.search(line.text)


def stands_out(line: TextLine, body: Body) -> bool:
    """Whether the line looks other than running text: larger, bold, italic, coloured, or in capitals."""
    return (
        line.size > body.size + 0.6
        or (line.bold and not body.bold)
        or (line.italic and not body.italic)
        or (line.colour != body.colour and line.size > body.size - 0.6)
        or capitals(line.text)
    )


def _extend(
    lines: Sequence[TextLine], first: int, body: Body, printed: frozenset[int], given: Mapping[int, int]
) -> int:
    last, length = _over_page(lines, first, body), len(lines[first].text)
    while last + 1 < len(lines) and last - first + 1 < _MAX_LINES:
        line = lines[last + 1]
        length += len(line.text)
        if last + 1 in printed or last + 1 in given or length > _MAX_LENGTH or not _continues(lines[last], line, body):
            break
        last += 1
    return last


def _over_page(lines: Sequence[TextLine], first: int, body: Body) -> int:
    """The first line of the title that stands on the next page, above its text, where a lone "Chapter 3" ends a page."""
    label = headings_numbering.parse(lines[first].text)
    if label is None or not label.order or label.end < len(lines[first].text):
        return first
    for index in range(first + 1, min(first + 6, len(lines))):
        line = lines[index]
        if line.kind == "furniture":
            continue
        titled = line.page == lines[first].page + 1 and line.kind in OPEN_KINDS and stands_out(line, body)
        return index if titled and headings_numbering.parse(line.text) is None else first
    return first


def _continues(before: TextLine, line: TextLine, body: Body) -> bool:
    """Whether ``line`` goes on with the title that ``before`` began."""
    if line.page != before.page or line.kind not in OPEN_KINDS:
        return False
    label = headings_numbering.parse(line.text)
    lone = headings_numbering.parse(before.text)
    if lone is not None and lone.end >= len(before.text):
        titled = stands_out(line, body) or (body.uniform and not _ENDED.search(line.text) and len(line.text) < 100)
        return titled and label is None and _beside(before, line)
    if not stands_out(line, body):
        return False
    opens = label is not None or _BULLET.match(line.text) or contents.is_caption(line.text)
    if opens or _ENDED.search(before.text) or not _alike(before, line) or not stands_out(before, body):
        return False
    near = line.gap <= max(0.75 * before.size, body.gap + 2) or not (before.size or body.gap)
    return near and (line.text[:1].islower() or _filled(before, line, body))


def _alike(before: TextLine, line: TextLine) -> bool:
    """Whether both are set alike in one column; capitals matter where there are letters enough to tell."""
    same = line.column == before.column and line.bold == before.bold and abs(line.size - before.size) <= 0.6
    return same and (capitals(before.text) == capitals(line.text) or len(line.text) <= 3)


def _filled(before: TextLine, line: TextLine, body: Body) -> bool:
    """Whether the line above had no room for the next word, or both are centred: else they are two titles."""
    if body.uniform and capitals(before.text):
        return True  # typescript does not keep the width that capitals had
    left, right = body.edges.get((before.page, before.column), (before.box[0], before.box[2]))
    word = len(line.text.split(" ")[0]) * before.size * 0.55
    if before.box[2] + word >= right - 0.08 * (right - left):
        return True
    middle = (left + right) / 2
    centred = [abs((item.box[0] + item.box[2]) / 2 - middle) < 0.04 * (right - left) for item in (before, line)]
    return all(centred) and before.box[0] - left > 8
