"""Structure tags of a PDF page: what its author's program marked as headings.

PDFium builds the page's part of the structure tree anew for each page, which in long files costs a third of the page's
reading; and most tagged headings can be told by their type as well. So :class:`TagReader` goes on only as long as it finds
headings that are set like the running text (underlined, say), which nothing but the tags gives away.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from docscan.extract.pdf_words import PageWords, bind
from docscan.extract.textline import OutlineEntry, TextLine

_POINTER, _INT, _SIZE = ctypes.c_size_t, ctypes.c_int, ctypes.c_ulong
_tree_for_page = bind("FPDF_StructTree_GetForPage", _POINTER, _POINTER)
_close_tree = bind("FPDF_StructTree_Close", None, _POINTER)
_count_top = bind("FPDF_StructTree_CountChildren", _INT, _POINTER)
_top_at = bind("FPDF_StructTree_GetChildAtIndex", _POINTER, _POINTER, _INT)
_type = bind("FPDF_StructElement_GetType", _SIZE, _POINTER, _POINTER, _SIZE)
_count_children = bind("FPDF_StructElement_CountChildren", _INT, _POINTER)
_child_at = bind("FPDF_StructElement_GetChildAtIndex", _POINTER, _POINTER, _INT)
_content_at = bind("FPDF_StructElement_GetChildMarkedContentID", _INT, _POINTER, _INT)
_content_of = bind("FPDFPageObj_GetMarkedContentID", _INT, _POINTER)

_NAME = ctypes.create_string_buffer(32)
_NAME_AT = ctypes.addressof(_NAME)
_HEADING = re.compile(r"H([1-6])?$")
#: Pages that are looked at without finding a heading that only its tag tells.
_PATIENCE = 16
#: Longer headings, in characters, are paragraphs tagged by mistake.
_LONGEST = 240
_MAX_DEPTH = 24


class TagReader:
    """Reads the headings among the tags of one open document, page after page, as long as they may tell something."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._patience = _PATIENCE if pdfium.FPDFCatalog_IsTagged(document.raw) else 0

    def read(self, page: int, number: int, words: PageWords, lines: Sequence[TextLine]) -> list[OutlineEntry]:
        """The tagged headings of the page (PDFium's pointer), in the order of the tags."""
        if not self._patience or not lines:
            return []
        found = _headings(page)
        entries = list(_entries(found, number, words)) if found else []
        self._patience = _PATIENCE if _any_hidden(entries, lines) else self._patience - 1
        return entries


def _any_hidden(entries: Sequence[OutlineEntry], lines: Sequence[TextLine]) -> bool:
    """Whether one of the headings is a line set like most of the page's text, and no sentence."""
    titles = {entry.title for entry in entries}
    named = [line for line in lines if line.text in titles and line.text[-1] not in ".;,:"]
    if not named:
        return False
    letters: Counter[tuple[float, bool, bool]] = Counter()
    for line in lines:
        letters[line.size, line.bold, line.italic] += len(line.text)
    usual = max(letters, key=lambda style: letters[style])
    return any((line.size, line.bold, line.italic) == usual for line in named)


def _headings(page: int) -> list[tuple[int, list[int]]]:
    """Rank and marked content ids of each heading in the page's structure tree."""
    tree = _tree_for_page(page)
    if not tree:
        return []
    try:
        found: list[tuple[int, list[int]]] = []
        for index in range(_count_top(tree)):
            _walk(_top_at(tree, index), 1, found)
        return found
    finally:
        _close_tree(tree)


def _walk(element: int | None, depth: int, found: list[tuple[int, list[int]]]) -> None:
    if not element or depth > _MAX_DEPTH:
        return
    rank = _rank(element, depth)
    if rank:
        found.append((rank, list(_contents(element, depth))))
        return
    for index in range(_count_children(element)):
        _walk(_child_at(element, index), depth + 1, found)


def _rank(element: int, depth: int) -> int:
    """1 to 6 for a heading, 0 for anything else; a plain ``H`` takes its rank from how deep it stands."""
    size = _type(element, _NAME_AT, len(_NAME))
    if size not in (4, 6):  # "H" and "H1" in UTF-16 with their end
        return 0
    match = _HEADING.match(_NAME.raw[: size - 2].decode("utf-16-le", "replace"))
    return (int(match[1]) if match[1] else min(depth, 6)) if match else 0


def _contents(element: int, depth: int) -> Iterator[int]:
    for index in range(_count_children(element)):
        content = _content_at(element, index)
        if content >= 0:
            yield content
        elif depth < _MAX_DEPTH and (child := _child_at(element, index)):
            yield from _contents(child, depth + 1)


def _entries(found: Sequence[tuple[int, list[int]]], number: int, words: PageWords) -> Iterator[OutlineEntry]:
    owner = {content: place for place, (_, contents) in enumerate(found) for content in contents}
    known = {item: owner.get(_content_of(item)) if item else None for item in set(words.objects)}
    texts: dict[int, list[str]] = {}
    for item, text in zip(words.objects, words.texts, strict=True):
        place = known[item]
        if place is not None:
            texts.setdefault(place, []).append(text)
    for place in sorted(texts):
        title = " ".join(" ".join(texts[place]).split())
        if len(title) <= _LONGEST and any(map(str.isalpha, title)):
            yield OutlineEntry(title=title, rank=found[place][0], page=number, source="tags")
