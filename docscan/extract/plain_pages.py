"""Pages of a text file: form feeds where it has them, else the page numbers printed in the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from docscan.extract.headings_numbering import roman

_NUMBER = r"(\d{1,4}|[ivxlc]{1,7})"
_LONE = re.compile(rf"^[-–—\[(|\s]*(?:p(?:age|ág(?:ina)?)?\.?\s*)?{_NUMBER}[-–—\])|\s]*$", re.IGNORECASE)
_LEADING = re.compile(rf"^\s*{_NUMBER}(?:\s*\|)?\s+(\S.{{3,110}})$")
_TRAILING = re.compile(rf"^\s*(\S.{{3,110}}?)\s+(?:\|\s*)?{_NUMBER}\s*$")

#: A text of fewer printed page numbers than this is one page.
_MIN_PAGES = 4
#: How many other numbers may stand between two that go on.
_WINDOW = 150
#: A number may skip this many pages (blank ones, pages of pictures) and still go on.
_MAX_SKIP = 12
#: The same where the numbers stand in the same running head.
_MAX_SKIP_UNDER_HEAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page's lines as they stand, its ``label`` as printed; ``furniture`` are the lines that number or head it."""

    lines: tuple[str, ...]
    label: str = ""
    furniture: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    value: int
    label: str
    head: str


def split(text: str) -> list[TextPage]:
    """The pages of the text, at least one."""
    if "\f" in text.strip("\f\n "):
        pages = text.split("\f")
        while len(pages) > 1 and not pages[-1].strip():
            pages.pop()
        return _numbered([tuple(page.split("\n")) for page in pages])
    lines = text.replace("\f", "\n").split("\n")
    marks = _running(_marks(lines))
    if len(marks) < _MIN_PAGES:
        return [TextPage(lines=tuple(lines))]
    return _cut(lines, marks)


def _numbered(pages: Sequence[tuple[str, ...]]) -> list[TextPage]:
    """Pages between form feeds: a number at the head or foot that runs along with the pages is their label."""
    found: list[tuple[int, int, str]] = []
    for number, lines in enumerate(pages):
        rows = [row for row, line in enumerate(lines) if line.strip()]
        for row in sorted({rows[0], rows[-1]}) if rows else ():
            lone = _LONE.match(lines[row])
            if lone:
                found.append((number, row, lone[1]))
    votes = Counter((label.isdigit(), _value(label) - number) for number, _, label in found)
    need = 3 if len(pages) > 4 else 2
    held = {}
    for number, row, label in found:
        if votes[(label.isdigit(), _value(label) - number)] >= need:
            held[number] = (row, label)
    return [
        TextPage(lines=lines, label=held[number][1], furniture=frozenset({held[number][0]}))
        if number in held
        else TextPage(lines=lines)
        for number, lines in enumerate(pages)
    ]


def _marks(lines: Sequence[str]) -> list[_Mark]:
    """Lines that stand alone and hold a number: bare, or before or after a head that is printed several times."""
    found: list[_Mark] = []
    for index, line in enumerate(lines):
        if not line.strip() or not _alone(lines, index):
            continue
        lone = _LONE.match(line)
        if lone:
            found.append(_Mark(index, _value(lone[1]), lone[1], ""))
            continue
        for match, number, head in ((_LEADING.match(line), 1, 2), (_TRAILING.match(line), 2, 1)):
            if match:
                found.append(_Mark(index, _value(match[number]), match[number], " ".join(match[head].split())))
    heads: dict[str, int] = defaultdict(int)
    for mark in found:
        heads[mark.head] += 1
    return [mark for mark in found if mark.value and (not mark.head or heads[mark.head] >= 3)]


def _alone(lines: Sequence[str], index: int) -> bool:
    """White lines on both sides (two on one of them), or the edge of the text."""
    above = _white(lines[max(index - 3, 0) : index][::-1]) if index else 3
    below = _white(lines[index + 1 : index + 4]) if index + 1 < len(lines) else 3
    return (above >= 1 and below >= 1 and above + below >= 3) or below >= 3 or above >= 3


def _white(lines: Sequence[str]) -> int:
    count = 0
    for line in lines:
        if line.strip():
            break
        count += 1
    return count


def _value(printed: str) -> int:
    return int(printed) if printed.isdigit() else roman(printed.upper())


def _running(marks: Sequence[_Mark]) -> list[_Mark]:
    """The longest run of marks whose numbers rise by small steps (roman ones before, arabic ones after)."""
    best: list[int] = []
    before: list[int] = []
    for index, mark in enumerate(marks):
        length, link = 1, -1
        for other in range(max(index - _WINDOW, 0), index):
            earlier = marks[other]
            if _goes_on(earlier, mark) and best[other] + 1 > length:
                length, link = best[other] + 1, other
        best.append(length)
        before.append(link)
    if not best:
        return []
    place = max(range(len(best)), key=lambda index: (best[index], index))
    chain: list[_Mark] = []
    while place >= 0:
        chain.append(marks[place])
        place = before[place]
    return chain[::-1]


def _goes_on(earlier: _Mark, mark: _Mark) -> bool:
    if earlier.line == mark.line:
        return False
    if earlier.label.isdigit() == mark.label.isdigit():
        skip = _MAX_SKIP_UNDER_HEAD if mark.head and mark.head == earlier.head else _MAX_SKIP
        return 0 < mark.value - earlier.value <= skip
    return mark.label.isdigit() and mark.value <= 2 * _MAX_SKIP


def _cut(lines: Sequence[str], marks: Sequence[_Mark]) -> list[TextPage]:
    """Numbers at the foot end their page; a number right above text without white between opens the next one."""
    pages: list[TextPage] = []
    start = 0
    for mark in marks:
        end = mark.line + 1
        pages.append(
            TextPage(lines=tuple(lines[start:end]), label=mark.label, furniture=frozenset({mark.line - start}))
        )
        start = end
    if any(line.strip() for line in lines[start:]):
        pages.append(TextPage(lines=tuple(lines[start:])))
    return pages
