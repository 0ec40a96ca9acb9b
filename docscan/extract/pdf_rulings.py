"""Ruling lines of a PDF page: the horizontal and vertical strokes, thin bars and box edges of its drawing.

Cheap enough to ask of every page: object types first, bounds of paths only, and single segments only of the few paths that hold
several lines. Pages drawn of thousands of paths are maps or charts and have no tables that could be read.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from docscan.document import Box
from docscan.extract.pdf_words import bind, displayed

Frame = tuple[float, float, float, float]

_POINTER, _INT = ctypes.c_size_t, ctypes.c_int
_count_objects = bind("FPDFPage_CountObjects", _INT, _POINTER)
_get_object = bind("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_get_type = bind("FPDFPageObj_GetType", _INT, _POINTER)
_get_bounds = bind("FPDFPageObj_GetBounds", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_count_segments = bind("FPDFPath_CountSegments", _INT, _POINTER)
_get_segment = bind("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
_segment_point = bind("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
_segment_type = bind("FPDFPathSegment_GetType", _INT, _POINTER)
_get_matrix = bind("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
_draw_mode = bind("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)

_MODES = (ctypes.c_int * 2)()
_MODES_AT = ctypes.addressof(_MODES)

#: A bar is a line up to this thickness, in points; lines and box edges shorter than _SHORT are dots, ticks and dashes.
_THIN, _SHORT = 3.0, 6.0
_MAX_PATHS, _MAX_SEGMENTS = 4000, 400
#: Ends and crossings within this many points meet.
MEET = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """Lines in points from the upper left: ``across`` rows are (y, left, right), ``down`` rows are (x, top, bottom).

    ``shades`` are areas filled without an outline, those that continue each other downwards as one.
    """

    across: list[tuple[float, float, float]]
    down: list[tuple[float, float, float]]
    shades: list[Box]

    def of_shades(self) -> Rulings:
        """The edges of the shaded areas as rulings: all that some tables have."""
        across = [(y, left, right) for left, top, right, bottom in self.shades for y in (top, bottom)]
        down = [(x, top, bottom) for left, top, right, bottom in self.shades for x in (left, right)]
        return Rulings(across=_joined(across), down=_joined(down), shades=[])


NONE = Rulings(across=[], down=[], shades=[])


def find(page: int, frame: Frame, rotation: int, texts: frozenset[int] = frozenset()) -> Rulings:
    """The rulings of an open page (PDFium's pointer), joined where they continue each other.

    ``texts`` are pointers of objects that are known to be text, which need not be asked what they are.
    """
    count = _count_objects(page)
    if count < 4:
        return NONE
    objects = [item for item in map(_get_object, repeat(page), range(count)) if item not in texts]
    kinds = list(map(_get_type, objects))
    paths = [item for item, kind in zip(objects, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_PATH]
    if len(paths) < 4 or len(paths) > _MAX_PATHS:
        return NONE
    boxes = displayed(_bounds(paths), frame, rotation)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    across: list[tuple[float, float, float]] = []
    down: list[tuple[float, float, float]] = []
    flat, upright = (high <= _THIN) & (wide >= _SHORT), (wide <= _THIN) & (high >= _SHORT)
    for left, top, right, bottom in boxes[flat].tolist():
        across.append(((top + bottom) / 2, left, right))
    for left, top, right, bottom in boxes[upright].tolist():
        down.append(((left + right) / 2, top, bottom))
    shades: list[Box] = []
    for index in np.nonzero((wide > _THIN) & (high > _THIN) & (wide >= _SHORT) & (high >= _SHORT))[0].tolist():
        filled, stroked = _drawn(paths[index])
        if stroked or (filled and _count_segments(paths[index]) > 5):
            _add_path(paths[index], boxes[index].tolist(), frame, rotation, across, down)
        elif filled:
            shades.append(tuple(boxes[index].tolist()))
    return Rulings(across=_joined(across), down=_joined(down), shades=_merge_shades(shades))


def _merge_shades(shades: list[Box]) -> list[Box]:
    """Shading is often drawn line by line of text: areas of one width that touch are one."""
    found: list[Box] = []
    for box in sorted(shades, key=lambda box: (round(box[0]), round(box[2]), box[1])):
        last = found[-1] if found else None
        if last and abs(last[0] - box[0]) < 1 and abs(last[2] - box[2]) < 1 and box[1] <= last[3] + 0.4:
            found[-1] = (last[0], last[1], last[2], max(last[3], box[3]))
        else:
            found.append(box)
    return found


def _bounds(paths: Sequence[int]) -> npt.NDArray[np.float32]:
    """Rows of FS_RECTF order twice over (left, top, right, bottom), as :func:`displayed` takes them."""
    raw = np.zeros((len(paths), 2, 4), np.float32)
    base = raw.ctypes.data
    places = [range(base + offset, base + offset + 32 * len(paths), 32) for offset in (0, 12, 8, 4)]
    deque(map(_get_bounds, paths, *places), maxlen=0)
    raw[:, 1] = raw[:, 0]
    return raw


def _add_path(
    path: int,
    box: Sequence[float],
    frame: Frame,
    rotation: int,
    across: list[tuple[float, float, float]],
    down: list[tuple[float, float, float]],
) -> None:
    """Edges of a box, or the straight segments of a path of several lines."""
    count = _count_segments(path)
    if count > _MAX_SEGMENTS:
        return
    left, top, right, bottom = box
    if count <= 5:
        across.extend(((top, left, right), (bottom, left, right)))
        down.extend(((left, top, bottom), (right, top, bottom)))
        return
    points = _points(path, count)
    if points is None:
        return
    raw = np.zeros((len(points), 2, 4), np.float32)
    raw[:, :, 0], raw[:, :, 1], raw[:, :, 2], raw[:, :, 3] = (
        points[:, :, 0],
        points[:, :, 1],
        points[:, :, 0],
        points[:, :, 1],
    )
    for x0, y0, x1, y1 in displayed(raw, frame, rotation).tolist():
        if y1 - y0 <= 1 and x1 - x0 >= _SHORT:
            across.append(((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= 1 and y1 - y0 >= _SHORT:
            down.append(((x0 + x1) / 2, y0, y1))


def _drawn(path: int) -> tuple[bool, bool]:
    """Whether the path is filled, and whether it is stroked."""
    _draw_mode(path, _MODES_AT, _MODES_AT + 4)
    return bool(_MODES[0]), bool(_MODES[1])


def _points(path: int, count: int) -> npt.NDArray[np.float64] | None:
    """The straight segments' ends in page space, shape (n, 2, 2); None for a path with curves."""
    matrix = (ctypes.c_float * 6)()
    _get_matrix(path, ctypes.addressof(matrix))
    a, b, c, d, e, f = matrix
    place = (ctypes.c_float * 2)()
    base = ctypes.addressof(place)
    ends = []
    last = (0.0, 0.0)
    for index in range(count):
        segment = _get_segment(path, index)
        kind = _segment_type(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return None
        _segment_point(segment, base, base + 4)
        x, y = place
        here = (a * x + c * y + e, b * x + d * y + f)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            ends.append((last, here))
        last = here
    return np.array(ends) if ends else None


def _joined(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Collinear lines that touch or overlap as one; positions within a point and a half count as the same."""
    found: list[tuple[float, float, float]] = []
    group: list[tuple[float, float, float]] = []
    for line in [*sorted(lines), (1e9, 0.0, 0.0)]:
        if group and line[0] - group[0][0] > 1.5:
            found.extend(_merged(group) if len(group) > 1 else group)
            group = []
        group.append(line)
    return found


def _merged(group: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    place = sum(line[0] for line in group) / len(group)
    merged: list[tuple[float, float, float]] = []
    for _, low, high in sorted(group, key=lambda line: line[1]):
        if merged and low <= merged[-1][2] + MEET:
            merged[-1] = (place, merged[-1][1], max(merged[-1][2], high))
        else:
            merged.append((place, low, high))
    return merged
