"""Titles that the contents page or the file's outline lists, found again among the lines of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from docscan.extract import headings_candidates, headings_numbering, headings_words
from docscan.extract.contents import Contents
from docscan.extract.headings_numbering import Label
from docscan.extract.headings_style import OPEN_KINDS
from docscan.extract.textline import OutlineEntry, TextLine

_HEAD = 5
_MAX_LINES = 6
_ALIKE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A title someone lists. ``page`` is a page of the file for the outline, a printed number for the contents page."""

    key: str
    label: Label | None
    page: int | None
    indent: float
    rank: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a listed title stands: lines ``first`` to ``last``, and how exactly it matches (1 exactly)."""

    first: int
    last: int
    exact: float
    listed: Listed


def from_contents(found: Contents) -> list[Listed]:
    """The entries of the contents pages."""
    return [
        Listed(key=entry.key, label=entry.label, page=entry.page, indent=entry.indent, rank=0, source="contents")
        for entry in found.entries
    ]


def from_outline(outline: Sequence[OutlineEntry]) -> list[Listed]:
    """The entries of the file's outline, or its tagged headings."""
    listed = []
    for entry in outline:
        label = headings_numbering.parse(entry.title)
        key = headings_words.squash(headings_numbering.title_of(entry.title))
        listed.append(Listed(key=key, label=label, page=entry.page, indent=0.0, rank=entry.rank, source=entry.source))
    return listed


def locate(listed: Sequence[Listed], lines: Sequence[TextLine], printed: frozenset[int]) -> list[Place]:
    """The place of each listed title that stands in the text, in the order of the text; one place per title."""
    if not listed:
        return []
    index = _index(lines, printed, {item.key[:_HEAD] for item in listed})
    options = [_options(item, lines, index, printed) for item in listed]
    offset = _offset(listed, options, lines)
    taken: dict[int, Place] = {}
    after = -1
    for item, places in zip(listed, options, strict=True):
        best = _choose(item, places, lines, offset, after)
        if best is None:
            continue
        held = taken.get(best.first)
        if held is None or best.exact > held.exact:
            taken[best.first] = best
        after = best.first
    return [taken[first] for first in sorted(taken)]


def _index(lines: Sequence[TextLine], printed: frozenset[int], heads: set[str]) -> dict[str, list[int]]:
    """Lines that begin, with or without a number before, as one of the titles does."""
    index: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        if position in printed or line.kind not in OPEN_KINDS or headings_candidates.is_bullet(line.text):
            continue
        start = line.text[:40]
        found = {headings_words.squash(start[:16])[:_HEAD]}
        if not start[:1].islower() and headings_numbering.parse(line.text):
            found.add(headings_words.squash(headings_numbering.title_of(line.text)[:16])[:_HEAD])
        for head in sorted(found & heads):
            index.setdefault(head, []).append(position)
    return index


def _options(
    item: Listed, lines: Sequence[TextLine], index: dict[str, list[int]], printed: frozenset[int]
) -> list[Place]:
    places = []
    for position in index.get(item.key[:_HEAD], ()):
        place = _compare(item, lines, position, printed)
        if place is not None:
            places.append(place)
    return places


def _compare(item: Listed, lines: Sequence[TextLine], position: int, printed: frozenset[int]) -> Place | None:
    label = headings_numbering.parse(lines[position].text)
    if label and item.label and label.parts != item.label.parts and label.kind == item.label.kind:
        return None
    text = lines[position].text
    joined = headings_words.squash(headings_numbering.title_of(text) if label else text)
    last = position
    while len(joined) < len(item.key) - 2 and last - position < _MAX_LINES - 1:
        after = last + 1
        if after >= len(lines) or after in printed or lines[after].page != lines[position].page:
            break
        joined += headings_words.squash(lines[after].text)
        last = after
    if joined == item.key:
        return Place(first=position, last=last, exact=1.0, listed=item)
    if abs(len(joined) - len(item.key)) > 0.15 * len(item.key) + 2:
        return None
    matcher = SequenceMatcher(None, joined, item.key, autojunk=False)
    if matcher.quick_ratio() < _ALIKE:  # an upper bound, and ten times as fast
        return None
    alike = matcher.ratio()
    return Place(first=position, last=last, exact=alike, listed=item) if alike >= _ALIKE else None


def _offset(listed: Sequence[Listed], options: Sequence[list[Place]], lines: Sequence[TextLine]) -> int | None:
    """Pages of the file minus printed page numbers, as most titles found just once have it."""
    votes: Counter[int] = Counter()
    for item, places in zip(listed, options, strict=True):
        if item.page is not None and item.page > 0:
            votes.update({lines[place.first].page - item.page for place in places} if len(places) <= 2 else ())
    return votes.most_common(1)[0][0] if votes else None


def _choose(
    item: Listed, places: list[Place], lines: Sequence[TextLine], offset: int | None, after: int
) -> Place | None:
    """The option on the expected page; without one, the first after the title before."""
    if item.source != "contents":
        reach = 0 if item.source == "tags" else 1
        places = [place for place in places if item.page is None or abs(lines[place.first].page - item.page) <= reach]
    elif item.page is not None and item.page > 0 and offset is not None:
        expected = item.page + offset
        near = [place for place in places if abs(lines[place.first].page - expected) <= 2]
        return min(
            near, key=lambda place: (abs(lines[place.first].page - expected), -place.exact, place.first), default=None
        )
    later = [place for place in places if place.first > after]
    return max(later, key=lambda place: (place.exact, -place.first), default=None)
