"""Passages cut into units that can hold one commitment each: a sentence, an item of a list, a row of a table.

Every unit carries what it is about (:mod:`docscan.review.senses`, the term base), its names and numbers. Whether it is an
*action on migration* is decided in :mod:`docscan.review.acting`: its passage was judged to commit one, or its own words do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from docscan.review import acting, bearing, numerals, runs, senses
from docscan.review.texts import Passage, Text
from docscan.review.unit import Unit

#: Passages from which a text is long.
LONG = 300
_ABBREVIATION = re.compile(
    r"(?:\b(?:Art|No|Nos|Nº|Dr|Mr|Mrs|Ms|St|vs|cf|fig|e\.g|i\.e|etc|ca|pp|vol|Sr|Sra|núm|pág|M|Mme)|\b[A-Z])$"
)
_END = re.compile(r"[.!?…]+[”\"»)]?(?=\s+[^\sa-zà-ÿ])|;(?=\s)|\n+(?=\s*(?:[^\sa-zà-ÿ]|[-–•*]))|(?<=[;:])\s*\n+|\n\s*\n")
_CELL = re.compile(r"\s\|\s")
#: Words from which a cell can hold an action.
_CELL_WORDS = 4
#: The head of a column before its cell.
_HEAD = re.compile(r"\|\s[^|:]{1,40}:\s")
#: A row of a table that runs on like prose is text whose cells were lost.
_PROSE_WORDS = 70


def cut(text: Text, places: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """The units of a document in order; of a long one those of passages that have a word of movement in them or above.

    ``places`` are those of :func:`docscan.review.bearing.places_beyond`, of this text or of several of its country.
    """
    found: list[Unit] = []
    long = len(text.passages) > LONG
    for passage in text.passages:
        if not long or passage.level >= 1 or _moves(passage, places):
            found += _of_passage(passage, len(found), places)
    return tuple(found)


def _moves(passage: Passage, places: frozenset[str]) -> bool:
    language = passage.language
    if any(bearing.has(_heading_senses(titles, language), "subjects:") for titles in ((passage.lead,), passage.path)):
        return True
    text_words = senses.words(passage.text)
    return bearing.has((name for name, _ in senses.find(text_words, language)), "subjects:") or bool(
        bearing.beyond(text_words, places)
    )


def _of_passage(passage: Passage, first: int, places: frozenset[str]) -> list[Unit]:
    language = passage.language
    lead_in = passage.lead if passage.kind == "list_item" else ""
    moving = passage.level >= 1 or _moves(passage, places)
    pieces: list[Unit] = []
    for start, end in _sentences(passage):
        pieces.append(_unit(passage, start, end, lead_in, places, moving))
        lead_in = pieces[-1].text if _leads(pieces[-1]) else lead_in
    around = frozenset(name for unit in pieces for name in unit.senses)
    heading, lead = _heading_senses(passage.path, language), _heading_senses((passage.lead,), language)
    lead |= frozenset(name for unit in pieces if _leads(unit) for name in unit.senses)
    decided = acting.decide(passage, pieces, heading, lead)
    units = [
        replace(unit, context=(around | heading | lead) - unit.senses, action=action)
        for unit, action in zip(pieces, decided, strict=True)
        if not _leads(unit) and not _is_figures(unit)
    ]
    heads = runs.heads(units)
    return [replace(unit, order=first + n, head=first + heads[n]) for n, unit in enumerate(units)]


def _is_figures(unit: Unit) -> bool:
    """Whether a row holds names and numbers only."""
    if unit.passage.kind != "table_row" or " | " not in unit.text:
        return False
    cells = [_HEAD.sub("", f"| {cell}") for cell in unit.text.split(" | ")]
    return all(len(senses.words(cell)) < _CELL_WORDS for cell in cells)


def _leads(unit: Unit) -> bool:
    """Whether a unit only announces the items that follow it."""
    return unit.text.rstrip().endswith(":") and len(unit.passage.text) > len(unit.text)


def _sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Spans of sentences and items; a row of a table is one span, unless it runs on like prose."""
    text = passage.text
    if passage.kind == "table_row" and len(text.split()) <= _PROSE_WORDS:
        yield 0, len(text)
        return
    ends = [match.end() for match in _END.finditer(text) if not _ABBREVIATION.search(text[: match.start()][-8:])]
    if passage.kind == "table_row":
        ends = sorted({*ends, *(match.end() for match in _CELL.finditer(text))})
    start = 0
    for end in (*ends, len(text)):
        if text[start:end].strip(" |\n\t"):
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
            start = end


def _unit(passage: Passage, start: int, end: int, lead_in: str, places: frozenset[str], moving: bool) -> Unit:
    """A unit of a passage that has a word of movement in it or above it (``moving``), or has none."""
    text, language = passage.text[start:end], passage.language
    if passage.kind == "table_row":
        text = _HEAD.sub(" | ", f"| {text}")[3:] if " | " in text else text
    text_words = senses.words(text)
    found = {name for name, _ in senses.find(text_words, language)}
    if bearing.moves_families(text):
        found.add(bearing.RELOCATION)
    concepts = {
        f"concepts:{item.value}" for item in passage.findings if item.facet == "concept" and start <= item.start < end
    }
    if not concepts and bearing.has(found, "subjects:"):  # else the judgement has asked what silences them
        found -= bearing.silenced(text, language)
    moves = bearing.measure(found | concepts, place=max(bearing.beyond(text_words, places), bearing.leaves_for(text)))
    # Most passages of a plan say nothing of movement: what binds them, and whom they name, is not asked.
    matters = moving or moves > 0
    cues = acting.cues(text, language) if matters else []
    return Unit(
        passage=passage,
        order=0,
        head=0,
        start=start,
        end=end,
        senses=frozenset(found | concepts),
        stems=_stems(text_words),
        names=_names(text, matters),
        numbers=frozenset(number.value for number in numerals.find(text, language)),
        context=frozenset(),
        bearing=moves,
        binding=matters and (acting.GOES_ON in found or acting.binds(text, passage, lead_in, cues)),
        to_come=matters and acting.lies_ahead(text, cues),
        action=False,
    )


def _stems(text_words: Sequence[senses.Word]) -> frozenset[str]:
    """Beginnings of the longer words: enough to tell them apart, and the same in singular and plural."""
    return frozenset(word.form[:6] for word in text_words if len(word.form) >= 4)


_OPENS = '.!?:;|•–—-«“"'
_NAME = re.compile(r"(?<![.!?:;•|«“\"\n])(?<=[\s('’-])[A-ZÀ-Þ][\w’'-]{2,}")


def _names(text: str, matters: bool) -> frozenset[str]:
    """Words with a capital inside a sentence that are no body's name: places and people."""
    bodies = [(q.start, q.end) for q in numerals.quantities_of(text) if q.kind == "body"] if matters else []
    found = set()
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip()
        if not before or before[-1] in _OPENS or any(start <= match.start() < end for start, end in bodies):
            continue
        found |= {word.form[:7] for word in senses.words(match.group()) if len(word.form) >= 3}
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _heading_senses(path: tuple[str, ...], language: str) -> frozenset[str]:
    return frozenset(name for title in path for name, _ in senses.find(senses.words(title), language))
