"""Where sentences end: a light rule for cutting long paragraphs, the same for the four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A closing mark, perhaps quotes or brackets, white space, then something that can begin a sentence.
_END = re.compile(r"[.!?…;:]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[¿¡•\-–]*[A-ZÀ-ÖØ-Þ0-9•])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[«“\"])(?:[A-Z]|no|nos|nº|art|arts|al|approx|cf|ch|chap|dr|dra|ed|eds|e\.g|etc|ex|fig|i\.e|inc|jr|lic|ltd|"
    r"mm?|mme|mr|mrs|ms|núm|num|op|p|par|pp|prof|sec|sr|sra|st|sta|sto|tab|vol|vs|viz)\.$",
    re.IGNORECASE,
)


def sentence_ends(text: str, start: int, end: int, limit: int | None = None) -> Iterator[int]:
    """Ends of the sentences of ``text[start:end]``, the last being ``end``.

    A sentence of more than ``limit`` words is cut at its semicolons, commas, or else between words, so that no part exceeds it.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if match[0][0] in ";:" and (limit is None or len(text[begin:stop].split()) < limit // 2):
            continue
        if match[0] == "." and _ABBREVIATION.search(text[max(start, stop - 9) : stop]):
            continue
        yield from _within(text, begin, stop, limit)
        begin = stop
    if begin < end:
        yield from _within(text, begin, end, limit)


def _within(text: str, start: int, end: int, limit: int | None) -> Iterator[int]:
    """``end``, and before it the places where a sentence beyond the limit is cut."""
    spans = [match.span() for match in re.finditer(r"\S+", text[start:end])] if limit is not None else []
    first = 0
    while limit is not None and len(spans) - first > limit:
        commas = [
            index for index in range(first + limit // 2, first + limit) if text[start + spans[index][1] - 1] in ",;:"
        ]
        last = commas[-1] if commas else first + limit - 1
        yield start + spans[last][1]
        first = last + 1
    yield end
