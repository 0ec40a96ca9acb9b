"""Words of a PDF page with box, font and size, in one pass over PDFium's raw text API.

A page's code points are fetched once and split on white space; each word costs two boxes (first and last character), one
font and one size. The functions are bound anew with plain integers for pointers: that halves the price of a call.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from docscan.document import Box

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]

#: Average width of a piece's characters, as a share of its height, beyond which it must have a gap inside.
_LOOSE = 0.6

#: PDFium's mark for a hyphen that divides a word at the end of a line.
LINE_HYPHEN = "\ufffe"
# A surrogate cannot be encoded; PDFium hands unpaired ones and the null character through.
_UNUSABLE = re.compile("[\ud800-\udfff\x00-\x08\x0e-\x1f]")

_SOLID = np.array([not chr(code).isspace() for code in range(0x10000)])
_NONE = np.zeros(0, np.int64)

# Pointers as plain integers: they cross faster than as pointers.
_POINTER, _INT, _DOUBLE = ctypes.c_size_t, ctypes.c_int, ctypes.c_double


def bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A PDFium function taking integers for pointers.

    It keeps the interpreter's lock, for PDFium serves one thread at a time and a call is shorter than a change of hands.
    """
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    if address is None:
        raise ImportError(f"PDFium has no {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_loose_box = bind("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_get_text = bind("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
_unicode = bind("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
_text_object = bind("FPDFText_GetTextObject", ctypes.c_size_t, _POINTER, _INT)
_object_font = bind("FPDFTextObj_GetFont", _POINTER, _POINTER)
_font_size = bind("FPDFText_GetFontSize", _DOUBLE, _POINTER, _INT)
_base_name = bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
_weight = bind("FPDFFont_GetWeight", _INT, _POINTER)
_flags = bind("FPDFFont_GetFlags", _INT, _POINTER)
_fill_colour = bind("FPDFText_GetFillColor", _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)

_BOLD_NAME = re.compile(r"bold|black|heavy|semib|demi|(?<![a-z])bd(?![a-z])|,b\b", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli|(?<=[a-z])It\b|BdIt", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font as the file names it (subset mark removed), and whether it looks bold or italic."""

    name: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The words of one page in content order; those that one text object sets on one line stand together.

    ``boxes`` has a row per entry: left, top, right, bottom in points from the upper left corner of the page as displayed.
    ``sizes`` are font sizes in points. ``breaks`` is true where PDFium begins a new line before the word; ``positions`` are
    indices of the words' first characters in PDFium's page. ``turns`` says how a word runs: 0 upright, 1 up the page, 2 upside
    down, 3 down the page; so many quarter turns of the page (clockwise) make it upright. ``objects`` are PDFium's
    pointers to the words' text objects.
    """

    texts: list[str]
    boxes: Floats
    sizes: Floats
    fonts: list[Font]
    breaks: npt.NDArray[np.bool_]
    positions: list[int]
    turns: npt.NDArray[np.int8]
    objects: list[int]

    def only(self, turn: int) -> PageWords:
        """The words that run so. A word begins a line where others stood before it."""
        chosen = np.nonzero(self.turns == turn)[0]
        apart = np.ones(len(chosen), np.bool_)
        apart[1:] = np.diff(chosen) != 1
        places = chosen.tolist()
        return PageWords(
            texts=[self.texts[place] for place in places],
            boxes=self.boxes[chosen],
            sizes=self.sizes[chosen],
            fonts=[self.fonts[place] for place in places],
            breaks=self.breaks[chosen] | apart,
            positions=[self.positions[place] for place in places],
            turns=self.turns[chosen],
            objects=[self.objects[place] for place in places],
        )


class FontBook:
    """Fonts of one open document by PDFium's pointer, each looked up once."""

    def __init__(self) -> None:
        self._by_pointer: dict[int, Font] = {}

    def fonts(self, pointers: Sequence[int]) -> list[Font]:
        """The fonts behind PDFium's font pointers; 0 stands for none."""
        known = self._by_pointer
        for pointer in set(pointers).difference(known):
            known[pointer] = _describe(pointer)
        return [known[pointer] for pointer in pointers]


def _describe(pointer: int) -> Font:
    if not pointer:
        return Font(name="", bold=False, italic=False)
    length = _base_name(pointer, 0, 0)
    buffer = ctypes.create_string_buffer(max(int(length), 1))
    _base_name(pointer, ctypes.addressof(buffer), length)
    name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
    flags = int(_flags(pointer))
    # Bit 7 of the descriptor flags is Italic, bit 19 ForceBold; PDFium's weight is a guess from StemV, so only high ones count.
    bold = bool(_BOLD_NAME.search(name)) or bool(flags & 1 << 18) or int(_weight(pointer)) >= 700
    return Font(name=name, bold=bold, italic=bool(_ITALIC_NAME.search(name)) or bool(flags & 1 << 6))


def page_text(text_page: int, count: int) -> str:
    """The page's characters; index in the string is PDFium's character index."""
    if count <= 0:
        return ""
    units = np.empty(count + 1, np.uint16)
    written = _get_text(text_page, 0, count, units.ctypes.data)
    text = units[:count].tobytes().decode("utf-16-le", "surrogatepass")
    if written != count + 1 or len(text) != count:
        # Some characters are dropped or doubled in the bulk call: fetch them one by one, so that indices stay true.
        text = "".join(map(chr, map(_unicode, repeat(text_page), range(count))))
    return text


def read_words(
    text_page: int, text: str, frame: tuple[float, float, float, float], rotation: int, book: FontBook
) -> PageWords:
    """The words of a page whose characters are ``text``.

    ``frame`` is the visible box in PDF coordinates (left, bottom, right, top), ``rotation`` the page's in quarter turns.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    hyphens = np.flatnonzero(codes == ord(LINE_HYPHEN)) if LINE_HYPHEN in text else _NONE
    starts, ends = _bounds(codes, hyphens)
    breaks = _breaks(codes, hyphens, starts)
    objects = _objects(text_page, starts, breaks)
    # What one text object sets on one line is a piece: nearly always words side by side, so that two boxes do for all.
    begins = breaks.copy()
    begins[1:] |= objects[1:] != objects[:-1]
    raw, first, last = _piece_boxes(text_page, starts, ends, begins)
    positions, owners = starts[first].tolist(), objects[first].tolist()
    by_object = dict(zip(reversed(owners), reversed(positions), strict=True))
    fonts = dict(zip(by_object, book.fonts([_object_font(item) if item else 0 for item in by_object]), strict=True))
    sizes = dict(zip(by_object, map(_font_size, repeat(text_page), by_object.values()), strict=True))
    boxes = displayed(raw, frame, rotation)
    texts = [text[start:end] for start, end in zip(positions, ends[last].tolist(), strict=True)]
    turns = _turns(raw, ends[last] - starts[first], rotation)
    return PageWords(
        texts=[_UNUSABLE.sub("", word) for word in texts] if _UNUSABLE.search(text) else texts,
        boxes=boxes,
        sizes=_true_sizes(np.array([sizes[item] for item in owners], np.float32), boxes, turns),
        fonts=[fonts[item] for item in owners],
        objects=owners,
        breaks=breaks[first],
        positions=positions,
        turns=turns,
    )


def _objects(text_page: int, starts: Integers, breaks: npt.NDArray[np.bool_]) -> Integers:
    """The text object of each word. Where a line's first and last word share one, all of the line does."""
    first = np.flatnonzero(breaks)
    last = np.append(first[1:], len(starts))[: len(first)] - 1
    ends = np.concatenate((first, last))
    known = np.fromiter(map(_text_object, repeat(text_page), starts[ends].tolist()), np.int64, len(ends))
    objects = np.repeat(known[: len(first)], last - first + 1)
    objects[last] = known[len(first) :]
    several = np.repeat(known[: len(first)] != known[len(first) :], last - first + 1)
    several[ends] = False
    asked = starts[several].tolist()
    objects[several] = np.fromiter(map(_text_object, repeat(text_page), asked), np.int64, len(asked))
    return objects


def _piece_boxes(
    text_page: int, starts: Integers, ends: Integers, begins: npt.NDArray[np.bool_]
) -> tuple[Floats, Integers, Integers]:
    """First and last character boxes of each piece, and the indices of its first and last word.

    A piece too wide for its characters has a gap inside, as between columns: it is parted into its words.
    """
    first = np.nonzero(begins)[0]
    last = np.append(first[1:] - 1, len(starts) - 1)[: len(first)]
    raw = _boxes(text_page, starts[first], ends[last] - 1)
    wide = np.abs(raw[:, 1, 2] - raw[:, 0, 0])
    high = np.maximum(np.abs(raw[:, 0, 1] - raw[:, 0, 3]), 1.0)
    loose = (first != last) & (wide > _LOOSE * high * (ends[last] - starts[first]))
    if not np.count_nonzero(loose):
        return raw, first, last
    owner = np.repeat(np.arange(len(first)), np.where(loose, last - first + 1, 1))
    begins = begins.copy()
    for piece in np.nonzero(loose)[0].tolist():
        begins[first[piece] : last[piece] + 1] = True
    first = np.nonzero(begins)[0]
    last = np.append(first[1:] - 1, len(starts) - 1)
    raw, fresh = raw[owner], loose[owner]
    raw[fresh] = _boxes(text_page, starts[first[fresh]], ends[last[fresh]] - 1)
    return raw, first, last


def _boxes(text_page: int, firsts: Integers, lasts: Integers) -> Floats:
    """Loose boxes of two characters per row, in PDFium's order (left, top, right, bottom)."""
    raw = np.zeros((len(firsts), 2, 4), np.float32)
    address = raw.ctypes.data
    both = np.empty(2 * len(firsts), np.int64)
    both[::2], both[1::2] = firsts, lasts
    places = range(address, address + 16 * len(both), 16)
    had = list(map(_loose_box, repeat(text_page), both.tolist(), places))
    if 0 in had:
        _mend_missing(raw, had)
    return raw


def _bounds(codes: npt.NDArray[np.uint32], hyphens: Integers) -> tuple[Integers, Integers]:
    """Starts and ends of the words: white space parts them, and a line hyphen ends one."""
    solid = np.zeros(len(codes) + 2, np.bool_)
    solid[1:-1] = _SOLID.take(codes, mode="clip")
    turns = np.flatnonzero(solid[1:] != solid[:-1])
    starts, ends = turns[::2], turns[1::2]
    if len(hyphens):
        cuts = hyphens[solid[hyphens + 2]] + 1
        starts, ends = np.sort(np.append(starts, cuts)), np.sort(np.append(ends, cuts))
    return starts, ends


def _mend_missing(raw: Floats, had: Sequence[int]) -> None:
    """PDFium gives no box for characters that it made up (a hyphen mark, say): take the word's other end."""
    for row, (first, last) in enumerate(zip(had[::2], had[1::2], strict=True)):
        if not first:
            raw[row, 0] = raw[row, 1]
        if not last:
            raw[row, 1] = raw[row, 0]


def displayed(raw: Floats, frame: tuple[float, float, float, float], rotation: int) -> Floats:
    """First and last character boxes (FS_RECTF: left, top, right, bottom) joined and turned into page coordinates."""
    left, bottom, right, top = frame
    x0 = np.minimum(raw[:, 0, 0], raw[:, 1, 0])
    x1 = np.maximum(raw[:, 0, 2], raw[:, 1, 2])
    y0 = np.minimum(raw[:, 0, 3], raw[:, 1, 3])
    y1 = np.maximum(raw[:, 0, 1], raw[:, 1, 1])
    boxes = np.empty((len(raw), 4), np.float32)
    if rotation % 4 == 0:
        boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3] = x0 - left, top - y1, x1 - left, top - y0
    elif rotation % 4 == 1:
        boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3] = y0 - bottom, x0 - left, y1 - bottom, x1 - left
    elif rotation % 4 == 2:
        boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3] = right - x1, y0 - bottom, right - x0, y1 - bottom
    else:
        boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3] = top - y1, right - x1, top - y0, right - x0
    return boxes


def reframe(box: Box, frame: tuple[float, float, float, float], rotation: int, other: int) -> Box:
    """A box measured on the page displayed at ``rotation`` as it stands on the page displayed at ``other`` (quarter turns)."""
    left, bottom, right, top = frame
    x0, y0, x1, y1 = box
    a, b, c, d = {
        0: (x0 + left, top - y1, x1 + left, top - y0),
        1: (y0 + left, x0 + bottom, y1 + left, x1 + bottom),
        2: (right - x1, y0 + bottom, right - x0, y1 + bottom),
        3: (right - y1, top - x1, right - y0, top - x0),
    }[rotation % 4]
    return {
        0: (a - left, top - d, c - left, top - b),
        1: (b - bottom, a - left, d - bottom, c - left),
        2: (right - c, b - bottom, right - a, d - bottom),
        3: (top - d, right - c, top - b, right - a),
    }[other % 4]


def _turns(raw: Floats, lengths: Integers, rotation: int) -> npt.NDArray[np.int8]:
    """How words run, by where the last character's middle lies from the first one's."""
    step_x = (raw[:, 1, 0] + raw[:, 1, 2] - raw[:, 0, 0] - raw[:, 0, 2]) / 2
    step_y = (raw[:, 1, 1] + raw[:, 1, 3] - raw[:, 0, 1] - raw[:, 0, 3]) / 2
    if rotation % 4 == 0 and np.abs(step_y).max(initial=0) <= 2 and step_x.min(initial=0) >= -2:
        return np.zeros(len(lengths), np.int8)  # as on nearly every page
    across, down = {0: (step_x, -step_y), 1: (step_y, step_x), 2: (-step_x, step_y), 3: (-step_y, -step_x)}[
        rotation % 4
    ]
    turns = np.zeros(len(lengths), np.int8)
    long = lengths > 1
    steep = long & (np.abs(down) > 1.5 * np.abs(across)) & (np.abs(down) > 2.0)
    turns[steep] = np.where(down[steep] < 0, 1, 3)
    turns[long & ~steep & (across < -2.0)] = 2
    if turns.any():
        # A lone character runs as its neighbour does.
        for index in np.nonzero(~long)[0]:
            turns[index] = turns[index - 1] if index else turns[min(1, len(turns) - 1)]
    return turns


def _true_sizes(sizes: Floats, boxes: Floats, turns: npt.NDArray[np.int8]) -> Floats:
    """Font sizes as seen: the nominal one means nothing where the text matrix scales it, so the box height corrects it."""
    heights = boxes[:, 3] - boxes[:, 1]
    if np.count_nonzero(turns):
        heights = np.where(turns % 2 == 0, heights, boxes[:, 2] - boxes[:, 0])
    plausible = (sizes > 0.75 * heights / 1.5) & (sizes < 1.5 * heights) & (sizes > 2)
    quarters = np.round(np.where(plausible, sizes, heights / 1.15) * 4)
    return (quarters / 4).astype(np.float32)


def _breaks(codes: npt.NDArray[np.uint32], hyphens: Integers, starts: Integers) -> npt.NDArray[np.bool_]:
    """Which words begin a line: after a line feed or a line hyphen, and the first."""
    found = np.zeros(len(starts) + 1, np.bool_)
    found[0] = True
    found[np.searchsorted(starts, np.flatnonzero((codes == 10) | (codes == 13)))] = True
    found[np.searchsorted(starts, hyphens, side="right")] = True
    return found[:-1]


_COLOUR = (ctypes.c_uint * 4)()
_COLOUR_PLACES = tuple(ctypes.addressof(_COLOUR) + 4 * index for index in range(4))


def fill_colour(text_page: int, position: int) -> int:
    """Colour of a character as 0xRRGGBB; 0 (black) where PDFium knows none."""
    if not _fill_colour(text_page, position, *_COLOUR_PLACES):
        return 0
    red, green, blue, _ = _COLOUR
    return red << 16 | green << 8 | blue
