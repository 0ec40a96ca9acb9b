"""The cells of a row of an action table: what stands under which head, and which filled cells anchor the action.

A row reads "Action: … | Responsible: … | Deadline: …". A head alone is no anchor: its cell must be filled (rule of thumb 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docscan.judgement import Finding
from docscan.terms.lexicon import load

_SEPARATOR = re.compile(r"\s\|\s")
_HEAD = re.compile(r"\s*(?P<head>[^:|;]{2,80}?)\s*:\s+(?P<content>\S.*)", re.DOTALL)
#: What people write into a cell that has nothing to say.
_EMPTY = re.compile(
    r"(?:[-–—.…/*?x\s]*|n\.?/?\s?[ad]\.?|tb[dc]|to be (?:determined|defined|confirmed)|nil|none|idem|id\.|s\.?o\.?"
    r"|à (?:définir|préciser|déterminer)|néant|por (?:definir|determinar)|a definir|sin (?:definir|dato)|s/[di]|n\.d\."
    r"|não (?:aplicável|definido)|nd)",
    re.IGNORECASE,
)
#: A head is a few words; more is a sentence with a colon in it.
_HEAD_WORDS = 8


def anchored(text: str, language: str) -> list[Finding]:
    """An ``anchor`` finding for every filled cell under a head that names one; the span is the cell's content."""
    found = []
    for head, start, end in cells(text):
        for match in load("columns").find(head, language):
            kinds = load("columns")[match.id].value
            found += [Finding(facet="anchor", value=kind, start=start, end=end) for kind in kinds]
    return sorted(set(found), key=lambda item: (item.start, item.end, item.value))


def heads(text: str) -> list[tuple[int, int]]:
    """Spans of all heads: words there are labels, no statements."""
    spans = []
    for start, end in _pieces(text):
        cell = _HEAD.match(text, start, end)
        if cell and len(cell["head"].split()) <= _HEAD_WORDS:
            spans.append(cell.span("head"))
    return spans


def cells(text: str) -> Iterator[tuple[str, int, int]]:
    """Head, start and end of the content of every filled cell that has a head."""
    for start, end in _pieces(text):
        cell = _HEAD.match(text, start, end)
        if cell and len(cell["head"].split()) <= _HEAD_WORDS:
            first, last = cell.span("content")
            content = text[first:last].rstrip(" |.")
            if content and not _EMPTY.fullmatch(content):
                yield cell["head"], first, first + len(content)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for mark in _SEPARATOR.finditer(text):
        yield position, mark.start()
        position = mark.end()
    yield position, len(text)
