"""Tables without rules: lines that stand in columns on common rows, read row by row.

Columns of short lines whose tops agree are a table's; columns of running text are not, whatever their lines' heights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docscan.extract.textline import TextLine

#: Tops of a row's cells agree within this many points.
_LEVEL = 4.0
#: Lines of more words are running text; in a table only the first column may hold such.
_SHORT_LINE = 3
_PAGE_NUMBER = re.compile(r"^[.\s…]*(?:\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def short_rows(parts: Sequence[Sequence[TextLine]]) -> list[list[TextLine]] | None:
    """The rows of columns of short lines, from above; None where the columns are not a table's.

    ``parts`` are the columns' lines, from the left.
    """
    if len(parts) < 2 or not all(parts) or sum(map(len, parts)) < 6:
        return None
    if any(_usual_words(part) > _SHORT_LINE for part in parts[1:]) or _usual_words(parts[0]) > 9:
        return None
    rows: list[list[TextLine]] = []
    for line in sorted((line for part in parts for line in part), key=lambda line: line.box[1]):
        if rows and line.box[1] - rows[-1][0].box[1] < _LEVEL:
            rows[-1].append(line)
        else:
            rows.append([line])
    full = [row for row in rows if len(row) > 1]
    if len(full) < 3 or len(full) < 0.6 * len(rows):
        return None
    worded = sum(bool(_LETTER.search(line.text)) for row in full for line in row)
    return [sorted(row, key=lambda line: line.box[0]) for row in rows] if worded >= len(full) / 2 else None


def merge(cells: Sequence[Sequence[TextLine]]) -> TextLine:
    """One line for a row of cells, each given by its lines: a title with its page number, or a table row."""
    texts = [_text(cell) for cell in cells if cell]
    lines = [line for cell in cells for line in cell]
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    first = lines[0]
    listed = len(texts) == 2 and _PAGE_NUMBER.match(texts[1])
    return TextLine(
        page=first.page,
        text=" ".join(texts) if listed else " | ".join(texts),
        box=(min(lefts), min(tops), max(rights), max(bottoms)),
        size=first.size,
        bold=all(line.bold for line in lines),
        italic=all(line.italic for line in lines),
        font=first.font,
        colour=first.colour,
        kind="paragraph" if listed else "table_row",
    )


def _usual_words(lines: Sequence[TextLine]) -> int:
    counts = sorted(line.text.count(" ") + 1 for line in lines)
    return counts[len(counts) // 2]


def _text(lines: Sequence[TextLine]) -> str:
    text = ""
    for line in lines:
        if text.endswith("\u00ad"):
            text = text[:-1] + ("" if line.text[:1].islower() else "-") + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text.replace("\u00ad", "-")
