"""Reading order of a page's lines: blocks are grown from lines, then ordered by cutting along white space.

Content order is kept where it runs down the page in one column, as on most pages. Elsewhere a page is cut into strips by white
rows; strips that share a gutter form a zone of columns, read column by column, unless their rows are aligned like a
table's, which is read row by row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from docscan.document import Box
from docscan.extract import layout_rows
from docscan.extract.textline import TextLine

#: White between columns, in points: narrower is a gap between words.
_GUTTER = 7.0
#: ``gap`` of the first line of a column.
TOP_GAP = 1000.0
_MAX_DEPTH = 12
#: Blocks of so many lines are paragraphs rather than cells, unless row after row shows a table.
_PROSE = 8
#: A first row with so many words to the line is no row of heads.
_WORDY = 5


@dataclass(slots=True)
class _Block:
    lines: list[TextLine]
    left: float
    top: float
    right: float
    bottom: float
    index: int
    path: tuple[int, ...] = ()
    size: float = 0.0  # of the last line


@dataclass(slots=True)
class _Zone:
    """Strips that are read together, and the gutters (left, right) that they share."""

    blocks: list[_Block]
    gutters: list[tuple[float, float]] = field(default_factory=list)
    rows: list[list[_Block]] = field(default_factory=list)


def in_reading_order(lines: list[TextLine]) -> list[TextLine]:
    """The page's lines as a person reads them; sets each line's ``column``, ``indent`` and ``gap``."""
    if _runs_down(lines):
        pass
    elif (sorted_lines := _single_file(lines)) is not None:
        lines = sorted_lines
    else:
        blocks = _grow(lines)
        ordered = _ordered(blocks, 0)
        lines = [line for block in ordered for line in block.lines]
        # Full-width text is column 0; the columns of each zone of the page are counted on.
        columns: dict[tuple[int, ...], int] = {(): 0}
        for block in ordered:
            number = columns.setdefault(block.path, len(columns))
            for line in block.lines:
                line.column = number
    measure(lines)
    return lines


def _runs_down(lines: Sequence[TextLine]) -> bool:
    """Does each line stand below the one before?"""
    bottom = -1.0
    for line in lines:
        if line.box[1] < bottom - 0.6 * (line.box[3] - line.box[1]):
            return False
        bottom = line.box[3]
    return True


def _single_file(lines: Sequence[TextLine]) -> list[TextLine] | None:
    """The lines from above where no two stand side by side; None where some do."""
    ordered = sorted(lines, key=lambda line: line.box[1])
    return ordered if _runs_down(ordered) else None


def _grow(lines: Sequence[TextLine]) -> list[_Block]:
    """Lines joined to blocks of one column: what stands close below and shares its extent, with nothing foreign inside."""
    by_height = sorted(((line.box[1] + line.box[3]) / 2, index) for index, line in enumerate(lines))
    heights = [height for height, _ in by_height]
    owner = [-1] * len(lines)

    def clear(block: _Block, box: Box, own: int) -> bool:
        """Would the grown block neither hold, nor push into, a line that is not its own?"""
        left, right = min(block.left, box[0]) + 2, max(block.right, box[2]) - 2
        first = bisect_right(heights, min(block.top, box[1]))
        for _, index in by_height[first : bisect_left(heights, max(block.bottom, box[3]))]:
            other = lines[index].box
            if other[0] < right and other[2] > left and owner[index] != block.index and index != own:
                return False
        return True

    blocks: list[_Block] = []
    for index, line in enumerate(lines):
        top, size = line.box[1], max(line.size, 4.0)
        for block in reversed(blocks):
            # Most blocks end elsewhere on the page, which is told without a call.
            white = top - block.lines[-1].box[3]
            near = -0.6 * block.size < white < 0.75 * block.size or -0.6 * size < white < 0.75 * size
            if near and _follows(block, line) and clear(block, line.box, index):
                block.lines.append(line)
                block.size = line.size
                block.left, block.right = min(block.left, line.box[0]), max(block.right, line.box[2])
                block.top, block.bottom = min(block.top, line.box[1]), max(block.bottom, line.box[3])
                owner[index] = block.index
                break
        else:
            owner[index] = len(blocks)
            blocks.append(_Block([line], *line.box, index=len(blocks), size=line.size))
    return blocks


def _follows(block: _Block, line: TextLine) -> bool:
    last = block.lines[-1]
    if line.kind != last.kind:
        return False
    em = max(last.size, line.size, 4.0)
    white = line.box[1] - last.box[3]
    if not -0.6 * em < white < 0.75 * em or line.box[1] < last.box[1] + 0.3 * em:
        return False
    overlap = min(block.right, line.box[2]) - max(block.left, line.box[0])
    narrower = min(block.right - block.left, line.box[2] - line.box[0])
    return overlap > 0.5 * narrower and 0.75 < last.size / max(line.size, 1.0) < 1.34


def _ordered(blocks: list[_Block], depth: int) -> list[_Block]:
    if len(blocks) < 2:
        return blocks
    if depth > _MAX_DEPTH:
        return sorted(blocks, key=lambda block: block.index)
    zones = _zones(_strips(blocks))
    if len(zones) == 1 and not zones[0].gutters:
        if len(zones[0].rows) < 2:
            return _columns(blocks, depth)
        return [block for row in zones[0].rows for block in _ordered(row, depth + 1)]
    found: list[_Block] = []
    for zone in zones:
        if not zone.gutters:
            for row in zone.rows:
                found.extend(_columns(row, depth) if len(zone.rows) == 1 else _ordered(row, depth + 1))
        elif _is_table(zone):
            found.extend(_merged(_parts(row, zone.gutters)) for row in zone.rows)
        elif (rows := _short_rows(zone)) is not None:
            found.extend(rows)
        else:
            found.extend(_by_gutters(zone.blocks, zone.gutters, depth))
    return found


def _short_rows(zone: _Zone) -> list[_Block] | None:
    parts = _parts(zone.blocks, zone.gutters)
    rows = layout_rows.short_rows([[line for block in part for line in block.lines] for part in parts])
    if rows is None:
        return None
    path, index = zone.blocks[0].path, min(block.index for block in zone.blocks)
    made = [layout_rows.merge([[line] for line in row]) if len(row) > 1 else row[0] for row in rows]
    return [_Block([line], *line.box, index=index, path=path) for line in made]


def _merged(parts: Sequence[Sequence[_Block]]) -> _Block:
    """One block for a table's row: its cells' lines as one line."""
    cells = [
        [line for block in sorted(part, key=lambda block: block.top) for line in block.lines] for part in parts if part
    ]
    blocks = [block for part in parts for block in part]
    if len(cells) == 1 and len(blocks) == 1:
        return blocks[0]
    line = layout_rows.merge(cells)
    return _Block([line], *line.box, index=min(block.index for block in blocks), path=blocks[0].path)


def _strips(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Blocks parted by white rows that cross the whole region, from above."""
    strips: list[list[_Block]] = []
    bottom = -1e9
    for block in sorted(blocks, key=lambda block: (block.top, block.left)):
        overlap = bottom - block.top
        if not strips or overlap < min(2.0, 0.3 * (block.bottom - block.top)):
            strips.append([])
        strips[-1].append(block)
        bottom = max(bottom, block.bottom)
    return strips


def _gutters(blocks: Sequence[_Block]) -> list[tuple[float, float]]:
    """White columns inside the region that no block crosses."""
    found = []
    reach = -1e9
    for block in sorted(blocks, key=lambda block: block.left):
        if reach > -1e9 and block.left - reach >= _GUTTER:
            found.append((reach, block.left))
        reach = max(reach, block.right)
    return found


def _zones(strips: Sequence[list[_Block]]) -> list[_Zone]:
    zones: list[_Zone] = []
    for strip in strips:
        gutters = _gutters(strip)
        last = zones[-1] if zones else None
        if last is not None and last.gutters:
            shared = _shared(last.gutters, gutters, strip)
            if shared:
                last.blocks.extend(strip)
                last.rows.append(strip)
                last.gutters = shared
                continue
        zones.append(_Zone(list(strip), gutters, [strip]))
    return zones


def _shared(
    gutters: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], strip: Sequence[_Block]
) -> list[tuple[float, float]]:
    """Gutters of a zone that the strip leaves white too; a strip on one side of a gutter leaves it white."""
    shared = []
    left, right = min(block.left for block in strip), max(block.right for block in strip)
    for low, high in gutters:
        if right <= low + 1 or left >= high - 1:
            shared.append((low, high))
            continue
        for start, end in others:
            if min(high, end) - max(low, start) >= _GUTTER:
                shared.append((max(low, start), min(high, end)))
    return shared


def _is_table(zone: _Zone) -> bool:
    """Rows that begin at one height on both sides of the gutters, time and again, are a table's."""
    if len(zone.rows) < 2:
        return False
    both = aligned = 0
    for row in zone.rows:
        tops = [min(block.top for block in part) for part in _parts(row, zone.gutters) if part]
        if len(tops) > 1:
            both += 1
            aligned += max(tops) - min(tops) < 4.0
    tallest = max(len(block.lines) for block in zone.blocks)
    if len(zone.gutters) == 1 and both <= 3 and tallest >= _PROSE and _words_a_line(zone.rows[0]) >= _WORDY:
        return False  # columns of running text on one grid of lines, whose paragraphs happen to begin side by side
    tall = sum(len(block.lines) for block in zone.blocks) / len(zone.rows)
    if both == 2 and len(zone.rows) == 2:
        return tall < 8
    return both >= 2 and aligned >= 0.6 * both and both >= 0.4 * len(zone.rows)


def _words_a_line(row: Sequence[_Block]) -> float:
    lines = [line for block in row for line in block.lines]
    return sum(line.text.count(" ") + 1 for line in lines) / len(lines)


def _parts(blocks: Sequence[_Block], gutters: Sequence[tuple[float, float]]) -> list[list[_Block]]:
    parts: list[list[_Block]] = [[] for _ in range(len(gutters) + 1)]
    for block in blocks:
        middle = (block.left + block.right) / 2
        parts[sum(middle > (low + high) / 2 for low, high in gutters)].append(block)
    return parts


def _by_gutters(blocks: Sequence[_Block], gutters: Sequence[tuple[float, float]], depth: int) -> list[_Block]:
    found: list[_Block] = []
    for part in _parts(blocks, gutters):
        name = min((block.index for block in part), default=0)
        for block in part:
            block.path = (*block.path, name)
        found.extend(_ordered(part, depth + 1))
    return found


def _columns(blocks: list[_Block], depth: int) -> list[_Block]:
    """One strip: its columns from the left, or content order where boxes lie over each other."""
    gutters = _gutters(blocks)
    if not gutters:
        return sorted(blocks, key=lambda block: block.index)
    return _by_gutters(blocks, gutters, depth)


def measure(lines: Sequence[TextLine]) -> None:
    """Set ``indent`` (from the column's left edge) and ``gap`` (white above) of a page's lines, which are in order."""
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.column] = min(edges.get(line.column, 1e9), line.box[0])
    before: TextLine | None = None
    for line in lines:
        line.indent = line.box[0] - edges[line.column]
        follows = before is not None and before.column == line.column and line.box[1] > before.box[1] - 2
        line.gap = max(line.box[1] - before.box[3], 0.0) if before is not None and follows else TOP_GAP
        before = line
