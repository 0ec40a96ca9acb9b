"""Rows of ruled tables as texts that name their columns; a table that goes on over pages keeps the heads of its first."""

from __future__ import annotations

from collections.abc import Sequence

from docscan.extract.headings_words import squash
from docscan.extract.layout_tables import Table
from docscan.extract.rows import Cell, head_count, heads, row_text

#: Outer edges of a table's parts on two pages agree within this many points; columns may begin twice as far apart.
_DRIFT = 14.0
#: Parts with fewer columns, the empty ones left out, have those that stay at the same place.
_EXACT = 4.0
#: What goes on from the page before begins within so many points from the top.
_TOP = 190.0
#: A longer first cell, in words, is no name of its row.
_MOST_KEY_WORDS = 25


def name_columns(tables: Sequence[Table]) -> None:
    """Write the rows' texts with their column heads. ``tables`` are the document's, in order.

    Head rows become captions, repeated ones furniture.
    """
    before: Table | None = None
    for index, table in enumerate(tables):
        first_here = index == 0 or tables[index - 1].page != table.page
        columns = None
        if before is not None and first_here:
            columns = _goes_on(before, table)
            if columns is None and _repeats(before, table):
                columns = list(range(len(before.names)))
        _name(table, before if columns else None, columns or [])
        before = table


def _goes_on(before: Table, table: Table) -> list[int] | None:
    """The column of ``before`` that each column of the table continues; None where it is a table of its own.

    Columns that are empty on a page are left out of it: the part there may have fewer, or more.
    """
    own, other = table.lines[0].box, before.lines[-1].box
    if table.page != before.page + 1 or own[1] > _TOP:
        return None
    if abs(own[0] - other[0]) > _DRIFT or abs(own[2] - other[2]) > _DRIFT:
        return None
    drift = 2 * _DRIFT if len(table.xs) == len(before.xs) else _EXACT
    found: list[int] = []
    for x in table.xs:
        near = min(range(len(before.xs)), key=lambda index: abs(before.xs[index] - x))
        if abs(before.xs[near] - x) > drift or (found and near <= found[-1]):
            return None
        found.append(near)
    return found


def _repeats(before: Table, table: Table) -> bool:
    """Whether the table on the next page begins with the same heads, wherever its columns stand."""
    if table.page != before.page + 1 or not before.names:
        return False
    return heads(table.rows, head_count(table.rows)) == before.names


def _name(table: Table, before: Table | None, columns: Sequence[int]) -> None:
    count, repeated = head_count(table.rows), _repeats_heads(table, before)
    above: Sequence[Cell | None] | None = None
    if before is not None and before.names:
        names = [before.names[column] for column in columns]
        own = heads(table.rows, count) if count else []
        if repeated:
            names, count = own or names, count or 1
        elif count and own != names and _is_set_apart(table, count):
            before, names = None, own  # the next table, of the same columns
        elif own != names:
            count = 0
        table.names = names
    else:
        table.names = heads(table.rows, count)
    if before is not None:
        above = [before.rows[-1][column] for column in columns]
        if not count:
            _take_key(table, above)
    for index, (row, line) in enumerate(zip(table.rows, table.lines, strict=True)):
        if index < count:
            line.kind = "furniture" if before is not None else "caption"
            line.text = " | ".join(dict.fromkeys(cell.text for cell in row if cell is not None and cell.text))
        else:
            line.text = row_text(table.names, row, above)
            above = row


def _repeats_heads(table: Table, before: Table | None) -> bool:
    """Whether the first row has all heads of the page before, perhaps in cells that no ruling parts there."""
    if before is None or not before.names:
        return False
    texts = dict.fromkeys(cell.text for cell in table.rows[0] if cell is not None and cell.text)
    return squash(" ".join(texts)) == squash(" ".join(dict.fromkeys(before.names))) != ""


def _is_set_apart(table: Table, count: int) -> bool:
    """Whether bold type marks the head rows, and most of the others have none."""
    heads_bold = [cell.bold for row in table.rows[:count] for cell in row if cell is not None and cell.text]
    body_bold = [cell.bold for row in table.rows[count:] for cell in row if cell is not None and cell.text]
    return bool(heads_bold) and all(heads_bold) and sum(body_bold) < 0.4 * len(body_bold)


def _take_key(table: Table, above: Sequence[Cell | None]) -> None:
    """A row torn over two pages: what goes on here keeps the name of its row, the first cell on the page before."""
    first, key = table.rows[0][0], above[0]
    if key is None or not key.text or (first is not None and first.text) or len(key.text.split()) > _MOST_KEY_WORDS:
        return
    for row in table.rows:
        if row[0] is not first:
            break
        row[0] = key
