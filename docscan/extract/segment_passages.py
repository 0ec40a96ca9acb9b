"""Blocks to passages: the units of about 20 to 250 words that are judged.

A passage is one span of the text. Short fragments join their neighbours, long paragraphs are cut at sentence ends, list
items stay with their lead-in as far as 250 words reach; what follows of a longer list points to the lead-in by span.
Headings, notes, furniture and other kinds outside the strategy's own statements part passages and are never inside one.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docscan.config import ExtractSettings
from docscan.document import PASSAGE_KINDS, Block, BlockKind, Page, Passage, Section
from docscan.extract.language import SCORED, detect_passage
from docscan.extract.segment_sentences import sentence_ends

#: Paragraphs of fewer words are joined to a neighbour of the same section where one follows or precedes at once.
_SHORT = 20
#: Joining stops here: a passage of fragments that grows beyond loses its topic.
_JOINED = 120
_LETTERS = re.compile(r"[^\W\d_]{2,}")
#: A lead-in ends in a colon, or in a dash or semicolon before bullets.
_LEAD_END = re.compile(r"[:;：–—][\s\"”»)]*$")


def content_id(*parts: object) -> str:
    """A stable id (16 hex digits) of what it is called for."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    start: int
    end: int
    kind: BlockKind
    words: int
    lead: tuple[int, int] | None = None


def cut_passages(
    *,
    document: str,
    text: str,
    blocks: Sequence[Block],
    leads: frozenset[int],
    sections: Sequence[Section],
    pages: Sequence[Page],
    language: str,
    settings: ExtractSettings,
) -> list[Passage]:
    """All passages of a document in order of position. ``leads`` are indices of blocks known to lead into a list."""
    limit, minimum = settings.passage_max_words, settings.passage_min_words
    known = tuple(code for code in settings.languages if code in SCORED) or SCORED
    innermost = _Innermost(sections)
    passages = []
    for run in _runs(blocks):
        for draft in _join_short(list(_drafts(text, blocks, run, leads, limit)), limit):
            if draft.words < minimum or _is_figures(text, draft):
                continue
            passages.append(_passage(document, text, draft, innermost, pages, language, known))
    return passages


def _runs(blocks: Sequence[Block]) -> Iterator[range]:
    """Stretches of blocks that may share a passage: nothing of another kind stands between them."""
    begin = None
    for index, block in enumerate(blocks):
        if block.kind in PASSAGE_KINDS:
            begin = index if begin is None else begin
        elif begin is not None:
            yield range(begin, index)
            begin = None
    if begin is not None:
        yield range(begin, len(blocks))


def _drafts(text: str, blocks: Sequence[Block], run: range, leads: frozenset[int], limit: int) -> Iterator[_Draft]:
    index = run.start
    while index < run.stop:
        block = blocks[index]
        if block.kind == "table_row":
            yield from _split(text, block.start, block.end, "table_row", limit)
            index += 1
            continue
        stop = index + 1
        while stop < run.stop and blocks[stop].kind == "list_item":
            stop += 1
        if block.kind == "list_item":
            yield from _list(text, blocks[index:stop], _distant_lead(text, blocks, index, leads), limit)
        elif stop - index > 1 and (index in leads or _LEAD_END.search(text, block.start, block.end)):
            yield from _led_list(text, block, blocks[index + 1 : stop], limit)
        else:
            stop = index + 1
            yield from _split(text, block.start, block.end, "paragraph", limit)
        index = stop


def _led_list(text: str, lead: Block, items: Sequence[Block], limit: int) -> Iterator[_Draft]:
    """A lead-in and its items: one span where they fit, else the lead-in with the first items, then the rest by parts."""
    sentence = _last_sentence(text, lead.start, lead.end)
    whole = _words(text, lead.start, items[-1].end)
    if whole <= limit:
        yield _Draft(start=lead.start, end=items[-1].end, kind="list_item", words=whole)
        return
    if _words(text, lead.start, items[0].end) > limit:
        yield from _split(text, lead.start, lead.end, "paragraph", limit)
        yield from _list(text, items, sentence, limit)
        return
    stop = 1
    while stop < len(items) and _words(text, lead.start, items[stop].end) <= limit:
        stop += 1
    yield _Draft(
        start=lead.start, end=items[stop - 1].end, kind="list_item", words=_words(text, lead.start, items[stop - 1].end)
    )
    yield from _list(text, items[stop:], sentence, limit)


def _list(text: str, items: Sequence[Block], lead: tuple[int, int] | None, limit: int) -> Iterator[_Draft]:
    """Items without their lead-in in the span, packed up to the limit; too long an item is cut at sentence ends."""
    index = 0
    while index < len(items):
        words = _words(text, items[index].start, items[index].end)
        if words > limit:
            yield from _split(text, items[index].start, items[index].end, "list_item", limit, lead)
            index += 1
            continue
        stop = index + 1
        while stop < len(items) and (longer := _words(text, items[index].start, items[stop].end)) <= limit:
            words = longer
            stop += 1
        yield _Draft(start=items[index].start, end=items[stop - 1].end, kind="list_item", words=words, lead=lead)
        index = stop


def _distant_lead(text: str, blocks: Sequence[Block], index: int, leads: frozenset[int]) -> tuple[int, int] | None:
    """The lead-in of items that notes or furniture part from it: look back over those and over earlier items."""
    for earlier in range(index - 1, max(index - 40, -1), -1):
        block = blocks[earlier]
        if block.kind == "paragraph":
            if earlier in leads or _LEAD_END.search(text, block.start, block.end):
                return _last_sentence(text, block.start, block.end)
            return None
        if block.kind not in {"list_item", "furniture", "note"}:
            return None
    return None


def _split(
    text: str, start: int, end: int, kind: BlockKind, limit: int, lead: tuple[int, int] | None = None
) -> Iterator[_Draft]:
    """The span whole, or cut at sentence ends into parts of about equal length within the limit."""
    words = _words(text, start, end)
    if words <= limit:
        yield _Draft(start=start, end=end, kind=kind, words=words, lead=lead)
        return
    goal = words / -(-words // limit)
    begin = start
    last = start
    for stop in sentence_ends(text, start, end, limit):
        if last > begin and _words(text, begin, stop) > limit:
            yield _Draft(start=begin, end=last, kind=kind, words=_words(text, begin, last), lead=lead)
            begin = _skip_blank(text, last)
        last = stop
        if stop < end and _words(text, begin, stop) >= goal:
            yield _Draft(start=begin, end=stop, kind=kind, words=_words(text, begin, stop), lead=lead)
            begin = last = _skip_blank(text, stop)
    if begin < end:
        yield _Draft(start=begin, end=end, kind=kind, words=_words(text, begin, end), lead=lead)


def _join_short(drafts: list[_Draft], limit: int) -> Iterator[_Draft]:
    """Short paragraphs joined with what follows or precedes in the same stretch; table rows only with table rows."""
    held: _Draft | None = None
    for draft in drafts:
        if held is None:
            held = draft
        elif _joinable(held, draft, limit):
            kind: BlockKind = held.kind if held.words >= draft.words else draft.kind
            held = replace(held, end=draft.end, words=held.words + draft.words, kind=kind)
        else:
            yield held
            held = draft
    if held is not None:
        yield held


def _joinable(held: _Draft, draft: _Draft, limit: int) -> bool:
    if (held.kind == "table_row") != (draft.kind == "table_row") or draft.lead is not None:
        return False
    if held.kind == "table_row":
        # A row is a statement of its own: only scraps (a spanning title, a unit) go with their neighbour.
        return min(held.words, draft.words) < 5 and held.words + draft.words <= _JOINED
    return min(held.words, draft.words) < _SHORT and held.words + draft.words <= min(_JOINED, limit)


def _is_figures(text: str, draft: _Draft) -> bool:
    """Numbers of a chart's axis or of a formula say nothing by themselves."""
    return draft.kind == "paragraph" and draft.words < 40 and len(_LETTERS.findall(text, draft.start, draft.end)) < 4


class _Innermost:
    """Finds the innermost section of a position: the last one that begins before it, for spans nest."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._starts = [section.start for section in sections]

    def id_at(self, position: int) -> str:
        index = bisect_right(self._starts, position) - 1
        return self._sections[max(index, 0)].id if self._sections else ""


def _passage(
    document: str,
    text: str,
    draft: _Draft,
    innermost: _Innermost,
    pages: Sequence[Page],
    language: str,
    known: Sequence[str],
) -> Passage:
    first = max(bisect_right(pages, draft.start, key=lambda page: page.start) - 1, 0)
    last = first
    while last + 1 < len(pages) and pages[last + 1].start < draft.end:
        last += 1
    numbers = tuple(page.number for page in pages[first : last + 1] if page.end > page.start) or (1,)
    return Passage(
        id=content_id(document, draft.start, draft.end),
        section=innermost.id_at(draft.start),
        pages=numbers,
        start=draft.start,
        end=draft.end,
        kind=draft.kind,
        language=detect_passage(text[draft.start : draft.end], language, known),
        lead=draft.lead,
    )


def _words(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())


def _skip_blank(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _last_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    begin = start
    for stop in sentence_ends(text, start, end):
        if stop < end and len(text[stop:end].split()) >= 3:
            begin = _skip_blank(text, stop)
    return begin, end
