"""What lines are apart from running text: footnotes, captions, contents pages.

Reference lists and acronym lists are told by the heading above them, once headings are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from docscan.extract import contents
from docscan.extract.textline import TextLine

_NOTE_START = re.compile(
    r"^(?:[(\[]?\d{1,3}[)\]]?[.:]?\s*|[*†‡§]{1,3}\s*|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}\s*|[a-z]\s|\([a-z]\)\s|[ivx]{1,4}\s)(?=[^\W\d_]|[\"“«(‘'])"
)
_SOURCE = re.compile(r"^(?:source|sources|fuente|fuentes|fonte|fontes|note|notes|nota|notas)\s*[:.]", re.IGNORECASE)
_CAPTION = re.compile(
    r"^(?:tables?|tableaux?|tabla|tabela|cuadro|quadro|fig(?:ure|ura)?s?|graph(?:ique|ic)?|gr[áa]fic[oa]s?|chart|diagram(?:me|a)?|"
    r"map|carte|mapa|box|encadr[ée]|recuadro|caixa|photo|foto|illustration|ilustraci[óo]n|ilustração|schéma|esquema|exhibit|plate|image|imagen)\s*"
    r"(?:n[°ºo.]\s*)?(?:[A-Z]{0,2}[-.]?\d{1,3}(?:[.\-–]\d{1,3}){0,3}[a-z]?|[IVXL]{1,6})\s*(?:[:.–—\-|)]|\s(?-i:[A-ZÀ-Þ“\"«])|$)",
    re.IGNORECASE,
)
#: Footnotes are set smaller than this share of the body's size, within the lower part of the page.
_SMALLER, _LOWER = 0.935, 0.3


def body_size(lines: Iterable[TextLine]) -> float:
    """The font size (points) in which most characters are set; 0 without any."""
    weight: Counter[float] = Counter()
    for line in lines:
        if line.kind == "paragraph":
            weight[round(line.size * 2) / 2] += len(line.text)
    return max(weight, key=lambda size: (weight[size], size)) if weight else 0.0


def mark(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> None:
    """Set ``kind`` on notes, captions and contents lines among those still taken for paragraphs."""
    _mark_contents(pages)
    size = body_size(line for lines in pages for line in lines)
    for lines, height in zip(pages, heights, strict=True):
        if _has_body(lines, size):
            _mark_notes(lines, size, height)
        _mark_captions(lines)


def _mark_contents(pages: Sequence[Sequence[TextLine]]) -> None:
    """Contents pages, looked for in stretches of pages where many lines end in a figure: asking every line costs too much."""
    stretch: list[TextLine] = []
    for lines in [*pages, []]:
        if _may_list(lines):
            stretch.extend(line for line in lines if line.kind == "paragraph")
        elif stretch:
            for index in contents.find(stretch).lines:
                stretch[index].kind = "contents"
            stretch = []


def _may_list(lines: Sequence[TextLine]) -> bool:
    listed = sum(line.text[-1:].isdigit() or "...." in line.text for line in lines)
    return listed >= 4 and listed * 5 >= len(lines)


def _has_body(lines: Sequence[TextLine], size: float) -> bool:
    """Notes stand below running text: a page of figures and labels has none."""
    return sum(1 for line in lines if abs(line.size - size) <= 0.6 and len(line.text) > 45) >= 4


def _mark_notes(lines: Sequence[TextLine], body: float, height: float) -> None:
    """Small print at the foot of each column that begins with a note's number or sign."""
    columns: dict[int, list[TextLine]] = {}
    for line in lines:
        if line.kind == "paragraph":
            columns.setdefault(line.column, []).append(line)
    for column in columns.values():
        small: list[TextLine] = []
        for line in sorted(column, key=lambda line: -line.box[1]):
            is_mark = len(line.text) <= 3 and line.size < _SMALLER * body
            if not is_mark and (line.size > _SMALLER * body or line.box[1] < _LOWER * height):
                break
            small.append(line)
        small.reverse()
        if not small or _has_text_below(lines, small[-1], body):
            continue
        first = next((index for index, line in enumerate(small) if _begins_note(small, index)), None)
        if first is not None:
            # Lines above the first number are the end of the note that the page before began.
            begin = 0 if first <= 6 and small[0].gap > 0.5 * small[0].size else first
            for line in small[begin:]:
                line.kind = "note"


def _begins_note(lines: Sequence[TextLine], index: int) -> bool:
    text = lines[index].text
    if _NOTE_START.match(text):
        return True
    # The number may stand on a line of its own, raised.
    alone = index + 1 < len(lines) and (text.isdigit() or text in {"*", "**", "†", "‡"}) and len(text) <= 3
    return alone and len(lines[index + 1].text) > 8 and lines[index + 1].text[0].isalpha()


def _has_text_below(lines: Sequence[TextLine], last: TextLine, body: float) -> bool:
    """Running text further down in the same stretch of the page: then the small print is a chart's."""
    return any(
        line.box[1] > last.box[1]
        and line.size > _SMALLER * body
        and len(line.text) > 25
        and line.kind == "paragraph"
        and min(line.box[2], last.box[2]) > max(line.box[0], last.box[0])
        for line in lines
    )


def _mark_captions(lines: Sequence[TextLine]) -> None:
    for index, line in enumerate(lines):
        if line.kind != "paragraph" or not (_CAPTION.match(line.text) or _SOURCE.match(line.text)):
            continue
        if _SOURCE.match(line.text) and len(line.text) > 300:
            continue
        if _in_sentence(lines, index):
            continue
        line.kind = "caption"
        _extend_caption(lines, index)


def _in_sentence(lines: Sequence[TextLine], index: int) -> bool:
    """A line that begins with "Table 3" because the sentence broke there is no caption."""
    if index == 0:
        return False
    line, before = lines[index], lines[index - 1]
    if before.kind != "paragraph" or line.gap > 0.6 * line.size or before.column != line.column:
        return False
    return before.text[-1:] not in ".:;!?" and abs(before.size - line.size) < 0.3 and before.bold == line.bold


def _extend_caption(lines: Sequence[TextLine], index: int) -> None:
    """A caption goes on in the next line where that is set alike, close below, and the first line is not ended."""
    line = lines[index]
    for following in lines[index + 1 : index + 4]:
        alike = following.size == line.size and following.bold == line.bold and following.column == line.column
        wide = line.box[2] - line.box[0]
        goes_on = following.text[:1].islower() and wide > 0.75 * (following.box[2] - following.box[0])
        full = wide > 250 or goes_on
        if following.kind != "paragraph" or not alike or following.gap > 0.45 * line.size or not full:
            return
        if line.text.endswith("."):
            return
        following.kind = "caption"
        line = following
