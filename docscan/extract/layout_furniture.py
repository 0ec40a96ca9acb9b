"""Furniture of the pages: running heads and feet, page numbers, watermarks. What repeats at one place is not text.

Printed page numbers are read off the way: they become the pages' labels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from docscan.extract.piece import PageInfo
from docscan.extract.textline import TextLine

#: Heads and feet stand in the outer shares of the page's height.
_HEAD, _FOOT = 0.14, 0.86
#: Bare page numbers may stand further in, as on pages laid sideways.
_NUMBER_HEAD, _NUMBER_FOOT = 0.18, 0.8
#: Lines of running heads differ in height by no more than this, in points.
_DRIFT = 6.0
_INTEGER = re.compile(r"\d{1,4}")
_ROMAN = re.compile(r"^[ivxlc]{1,8}$", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BARE_NUMBER = re.compile(
    r"^\W*(?:p(?:age|ág(?:ina)?|\.)?\W*)?(\d{1,4}|[ivxlc]{1,8})\W*(?:(?:of|de|sur|/)\W*\d{1,4}\W*)?$", re.IGNORECASE
)
_LABEL_WORDS = 12


def mark(pages: Sequence[Sequence[TextLine]], infos: Sequence[PageInfo]) -> None:
    """Set ``kind`` to ``furniture`` on running heads, feet, page numbers and watermarks, and ``label`` of the pages."""
    zone = [_edge_lines(lines, info) for lines, info in zip(pages, infos, strict=True)]
    _mark_numbered(zone, infos)
    _mark_repeated(zone, len(pages))
    _mark_stems(pages, zone, infos)
    _mark_watermarks(pages)


def _edge_lines(lines: Sequence[TextLine], info: PageInfo) -> list[TextLine]:
    head, foot = _HEAD * info.height, _FOOT * info.height
    far_head, far_foot = _NUMBER_HEAD * info.height, _NUMBER_FOOT * info.height
    return [
        line
        for line in lines
        if line.kind == "paragraph"
        and (
            line.box[3] < head
            or line.box[1] > foot
            or ((line.box[3] < far_head or line.box[1] > far_foot) and _BARE_NUMBER.match(line.text))
        )
    ]


def _mark_numbered(zone: Sequence[Sequence[TextLine]], infos: Sequence[PageInfo]) -> None:
    """Lines whose number runs along with the pages: page numbers, alone or in a running head."""
    runs: dict[tuple[str, int], list[tuple[int, str, TextLine]]] = defaultdict(list)
    for index, lines in enumerate(zone):
        for line in lines:
            for shape, value, printed in _numbers(line.text):
                runs[shape, value - index].append((index, printed, line))
    need = 3 if len(infos) > 4 else 2
    labels: dict[int, tuple[int, str]] = {}
    for (shape, _), seen in sorted(runs.items()):
        indices = {index for index, _, _ in seen}
        if len(indices) < need:
            continue
        for index, printed, line in seen:
            line.kind = "furniture"
            rank = len(indices) + (1000 if shape in {"#", "roman"} else 0)
            if rank > labels.get(index, (0, ""))[0]:
                labels[index] = (rank, printed)
    for index, (_, printed) in labels.items():
        infos[index].label = printed
    if len(infos) <= 4 or not labels:
        for index, lines in enumerate(zone):
            _mark_lone_numbers(lines, index)


def _mark_lone_numbers(lines: Sequence[TextLine], index: int) -> None:
    for line in lines:
        match = _BARE_NUMBER.match(line.text)
        if match and match[1].isdigit() and int(match[1]) == index + 1:
            line.kind = "furniture"


def _numbers(text: str) -> list[tuple[str, int, str]]:
    """The line with one number masked, the number, and as it is printed; for each number it holds."""
    text = text.strip()
    if len(text) > 150:
        return []
    bare = _BARE_NUMBER.match(text)
    if bare:
        printed = bare[1]
        if printed.isdigit():
            return [("#", int(printed), printed)]
        return [("roman", _roman(printed), printed)] if _ROMAN.match(printed) else []
    if len(text.split()) > _LABEL_WORDS + 8:
        return []
    found = []
    for match in _INTEGER.finditer(text):
        shape = text[: match.start()] + "#" + text[match.end() :]
        found.append((_INTEGER.sub("0", shape), int(match[0]), match[0]))
    return found


def _roman(text: str) -> int:
    total = 0
    values = [_ROMAN_VALUES[character] for character in text.lower()]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total


def _mark_repeated(zone: Sequence[Sequence[TextLine]], count: int) -> None:
    """Lines of the same words at the same height on several pages."""
    seen: dict[str, list[tuple[int, TextLine]]] = defaultdict(list)
    for index, lines in enumerate(zone):
        for line in lines:
            seen[line.text.casefold()].append((index, line))
    need = 2 if count <= 3 else 3
    for found in seen.values():
        if len(found) < need:
            continue
        for _, line in found:
            near = {other for other, peer in found if abs(peer.box[1] - line.box[1]) < _DRIFT}
            if len(near) >= need:
                line.kind = "furniture"


def _mark_stems(
    pages: Sequence[Sequence[TextLine]], zone: Sequence[Sequence[TextLine]], infos: Sequence[PageInfo]
) -> None:
    """Running heads on front pages carry roman numbers, or none: the same words elsewhere give them away.

    So do those that a table's rulings took in as a row.
    """
    stems = {_stem(line.text) for lines in zone for line in lines if line.kind == "furniture"} - {""}
    for index, info in enumerate(infos):
        rows = [line for line in pages[index] if line.kind == "table_row" and line.box[1] > _FOOT * info.height]
        for line in [*zone[index], *rows]:
            if line.kind != "furniture" and len(line.text) < 150 and _stem(line.text) in stems:
                line.kind = "furniture"
                last = line.text.split()[-1]
                if (_ROMAN.match(last) or last.isdigit()) and not info.label:
                    info.label = last


def _stem(text: str) -> str:
    """The words of a running head without the numbers at its ends; empty where that leaves little."""
    words = text.casefold().split()
    while words and (_BARE_NUMBER.match(words[-1]) or not words[-1].strip("|-–—•/ ")):
        words.pop()
    while words and (_BARE_NUMBER.match(words[0]) or not words[0].strip("|-–—•/ ")):
        words.pop(0)
    stem = " ".join(words)
    return stem if len(stem) >= 8 else ""


def _mark_watermarks(pages: Sequence[Sequence[TextLine]]) -> None:
    """Large lines of the same words at the same place on most pages, wherever they stand."""
    if len(pages) < 4:
        return
    seen: dict[tuple[str, int, int], list[TextLine]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            if line.kind != "furniture" and line.size > 20:
                seen[line.text, round(line.box[0] / 8), round(line.box[1] / 8)].append(line)
    for found in seen.values():
        if len(found) >= 0.5 * len(pages):
            for line in found:
                line.kind = "furniture"
