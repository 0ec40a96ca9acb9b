"""Printed contents pages: where they stand, and what they list (title, printed page, indent).

Works on any lines, with or without boxes: a contents line ends in a page number, most often after a row of dots.
Lists of tables and figures are recognised as contents too, but their entries are no headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from docscan.document import Box
from docscan.extract import headings_numbering, headings_words
from docscan.extract.headings_numbering import Label
from docscan.extract.textline import TextLine

_PAGE = r"[-–—]?\s*(?P<page>\d{1,3}|[ivxlc]{1,7}|[IVXLC]{1,7})\s*[-–—]?\s*$"
_LEADER = re.compile(r"\s*(?:\.{3,}|(?:\.\s){3,}|…{1,}[.…]*|_{3,}|-{4,}|·{3,}|\t)[\s.…_·]*(?:" + _PAGE + r"|$)")
_ENDED = re.compile(r"(?<=[^\s.,;])(?:\s+|(?<=[^\W\d_)]))" + _PAGE)
_MAYBE_LED = re.compile(r"\.\s?\.|…|__|\t|--|··")
#: What a line with a page number ends in.
_LAST = frozenset("0123456789ivxlcIVXLC-–—")
_NUMBER_ONLY = re.compile(r"^\s*" + _PAGE)

#: How many lines without a page number may stand between two with one: a title over several lines, a division's name.
_MAX_WRAP = 4
#: A longer line, in characters, is no title with a page number.
_LONG_TITLE = 80
#: A contents page has at least this many lines with page numbers.
_MIN_ENTRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One listed title. ``page`` is the printed page number (roman ones negative), None where none is printed.

    ``indent`` is in points from the left of the page; ``line`` is the index of the entry's first line.
    """

    title: str
    label: Label | None
    page: int | None
    indent: float
    line: int

    @property
    def key(self) -> str:
        """What the title and the heading in the text share."""
        return headings_words.squash(headings_numbering.title_of(self.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The lines (indices) that belong to contents pages, and the entries that name sections."""

    lines: frozenset[int]
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class _Part:
    index: int
    title: str
    page: str | None
    led: bool
    joined: bool = False


def find(lines: Sequence[TextLine]) -> Contents:
    """All contents pages among the lines."""
    parts = _Parts(lines)
    found: set[int] = set()
    entries: list[Entry] = []
    position = 0
    for start, line in enumerate(lines):
        if start < position or not _may_open(line):
            continue
        end = _region(lines, parts, start)
        if end is not None:
            found.update(range(start, end))
            entries.extend(_entries(lines, [parts[index] for index in range(start, end)]))
            position = end
    return Contents(lines=frozenset(found), entries=tuple(entries))


class _Parts:
    """The lines parted into titles and page numbers, page by page when first asked for: most pages list nothing."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._parts: dict[int, _Part] = {}
        self._pages: dict[int, list[int]] = {}
        for index, line in enumerate(lines):
            self._pages.setdefault(line.page, []).append(index)

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: int) -> _Part:
        if index not in self._parts:
            fresh = {other: _split(other, self._lines[other]) for other in self._pages[self._lines[index].page]}
            _mend_rows(self._lines, list(fresh.values()))
            self._parts.update(fresh)
        return self._parts[index]


def _may_open(line: TextLine) -> bool:
    """Whether a contents page may begin with the line: its title, or a line with a row of dots."""
    text = line.text
    if _MAYBE_LED.search(text):
        return True
    first = text[:1].lower() if text[:1].isascii() else headings_words.fold(text[:1])
    return len(text) < _LONG_TITLE and first in _initials() and is_title(_split(0, line).title)


@lru_cache(maxsize=1)
def _initials() -> frozenset[str]:
    """What the titles of contents pages and lists begin with, and what may stand before."""
    titles = headings_words.load().titles
    return frozenset({title[0] for title, kind in titles.items() if kind in {"contents", "lists"}} | set(" .:-"))


def is_title(text: str) -> bool:
    """Whether the line is the title of a contents page or of a list of tables or figures."""
    return headings_words.load().title_kind(text) in {"contents", "lists"}


def _split(index: int, line: TextLine) -> _Part:
    text = line.text.rstrip()
    if _MAYBE_LED.search(text):
        match = _LEADER.search(text)
        if match:
            return _Part(index, text[: match.start()].strip(), match.group("page"), True)
    if not text or text[-1] not in _LAST:
        return _Part(index, text.strip(), None, False)
    match = _NUMBER_ONLY.match(text)
    if match:
        return _Part(index, "", match.group("page"), False)
    match = _ENDED.search(text) if _may_end_in_page(text) else None
    if match and (match.group("page").isdigit() or match.group(0)[0].isspace()):
        return _Part(index, text[: match.start()].strip(), match.group("page"), False)
    return _Part(index, text.strip(), None, False)


def _may_end_in_page(text: str) -> bool:
    """Many words end in a letter that is a roman numeral too: only those that are one throughout can be a page."""
    text = text.rstrip("-–— ")
    return text[-1:].isdigit() or _LAST.issuperset(text[text.rfind(" ") + 1 :])


def _mend_rows(lines: Sequence[TextLine], parts: Sequence[_Part]) -> None:
    """Numbers that layout set apart go to the title on their row: right of it a page, left of it the title's own.

    ``parts`` are those of one page.
    """
    numbers = [part for part in parts if part.page is not None and not part.title and not part.led]
    titles = [part for part in parts if part.title]
    for number in numbers:
        own = lines[number.index].box
        top, bottom = own[1], own[3]
        beside = [
            part
            for part in titles
            if (box := lines[part.index].box)[1] < bottom and top < box[3] and _same_row(own, box)
        ]
        left = [part for part in beside if lines[part.index].box[2] <= own[0] + 1]
        if left and left[-1].page is None:
            left[-1].page, number.page, number.joined = number.page, None, True
        elif not left and beside and abs(beside[0].index - number.index) == 1:
            number.title, number.page = lines[number.index].text.strip(), None


def _same_row(first: Box, second: Box) -> bool:
    return (
        min(first[3], second[3]) - max(first[1], second[1]) > 0.5 * min(first[3] - first[1], second[3] - second[1]) > 0
    )


def _region(lines: Sequence[TextLine], parts: _Parts, start: int) -> int | None:
    """The end of the contents page that starts here, or None."""
    titled = is_title(parts[start].title) and not parts[start].led
    if not titled and not (parts[start].led and parts[start].page):
        return None
    last, seen, led, since = start, 0, 0, 0
    pages: list[int] = []
    for position in range(start + (1 if titled else 0), len(parts)):
        part = parts[position]
        if lines[part.index].kind == "furniture" or part.joined:
            continue
        if part.page is not None or part.led:
            last, seen, led, since = position, seen + 1, led + part.led, 0
            pages.extend([_number(part.page)] if part.page and _number(part.page) > 0 else [])
            continue
        since = 0 if is_title(part.title) else since + 1
        if since > _MAX_WRAP or len(part.title) > 250:
            break
    if seen < _MIN_ENTRIES:
        return None
    if led * 2 < seen and not (titled and _rising(pages)):
        return None
    return last + 1


def _rising(pages: Sequence[int]) -> bool:
    steps = list(pairwise(pages))
    return bool(steps) and sum(before <= after for before, after in steps) >= 0.8 * len(steps)


def _number(page: str) -> int:
    return int(page) if page.isdigit() else -headings_numbering.roman(page.upper())


def _entries(lines: Sequence[TextLine], parts: Sequence[_Part]) -> list[Entry]:
    found: list[Entry] = []
    held: list[_Part] = []
    listing = False
    for part in parts:
        if is_title(part.title) and part.page is None:
            listing = headings_words.load().title_kind(part.title) == "lists"
            held = []
            continue
        if lines[part.index].kind == "furniture" or listing or part.joined:
            continue
        if held and part.title and _opens(part.title):
            _close(lines, held, None, found)
            held = []
        held.append(part)
        if part.page is not None:
            _close(lines, held, _number(part.page), found)
            held = []
    _close(lines, held, None, found)
    return found


def _opens(title: str) -> bool:
    return headings_numbering.parse(title) is not None


def _close(lines: Sequence[TextLine], held: Sequence[_Part], page: int | None, found: list[Entry]) -> None:
    title = " ".join(part.title for part in held if part.title)
    if sum(letter.isalpha() for letter in title) < 3 or is_caption(title):
        return
    first = lines[held[0].index]
    indent = first.box[0] if first.box[2] > first.box[0] else first.indent
    label = headings_numbering.parse(title)
    found.append(Entry(title=title, label=label, page=page, indent=indent, line=held[0].index))


def is_caption(text: str) -> bool:
    """Whether the text opens as a caption does: "Table 3", "Figure 2:", "Source:"."""
    first = text[:60].split(None, 1)
    if not first or headings_words.fold(first[0]).rstrip(".:") not in headings_words.load().captions:
        return False
    words = headings_words.fold(text[:60]).split(" ")
    after = words[1] if len(words) > 1 else ""
    return (
        words[0][-1] in ":"
        or not after
        or bool(re.match(r"(n\s?[°ºo.]|no\b|\d|[ivxlc]+[.:)\-]*$|[a-z]?\.?\d|[a-z][.:)]?$)", after))
    )
