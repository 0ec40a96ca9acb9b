"""Pieces of formats that flow without printed lines (Word, HTML, Markdown): what their readers have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docscan.document import BlockKind
from docscan.extract.layout_clean import clean
from docscan.extract.piece import PageInfo, Piece, PieceLine, Reading
from docscan.extract.rows import Grid, head_count, heads, row_text


class Flow:
    """Collects a document's pieces in order. ``page`` is the current page: 1 throughout where the format has none."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.page = 1

    def add(self, kind: BlockKind, text: str, *, rank: int = 0) -> None:
        """A block of text; nothing where it is blank. A paragraph that ends in a colon before a list leads it in."""
        text = clean(" ".join(text.split()))
        if not text:
            return
        before = self.pieces[-1] if self.pieces else None
        if kind == "list_item" and before is not None and before.kind == "paragraph":
            before.lead = before.lines[-1].text.endswith((":", ";"))
        self.pieces.append(Piece(kind=kind, rank=rank, lines=[PieceLine(page=self.page, text=text)]))

    def add_table(self, grid: Grid, pages: Sequence[int] = ()) -> None:
        """A table's rows with their heads; one without two columns and two rows is layout, and becomes paragraphs.

        ``pages`` gives the page of each row where the table goes over several; left out, all are on the current one.
        """
        last = self.page
        for row, page in zip(self._rows(grid), pages or (last,) * len(grid), strict=True):
            self.page = page
            for kind, text in row:
                self.add(kind, text)
        self.page = last

    def _rows(self, grid: Grid) -> Iterator[list[tuple[BlockKind, str]]]:
        """For each row of the grid its blocks."""
        columns = max((len(row) for row in grid), default=0)
        if len(grid) < 2 or columns < 2:
            for row in grid:
                yield [("paragraph", text) for text in dict.fromkeys(cell.text for cell in row if cell is not None)]
            return
        count = head_count(grid)
        names = heads(grid, count)
        above = None
        for index, row in enumerate(grid):
            if index < count:
                yield [("caption", " | ".join(dict.fromkeys(cell.text for cell in row if cell and cell.text)))]
            else:
                yield [("table_row", row_text(names, row, above))]
                above = row

    def reading(self, *, title: str, properties: dict[str, str], warnings: Sequence[str] = ()) -> Reading:
        """The whole document; its ranks of headings made to begin at 1 and to have no steps left out."""
        ranks = sorted({piece.rank for piece in self.pieces if piece.kind == "heading"})
        for piece in self.pieces:
            if piece.kind == "heading":
                piece.rank = ranks.index(piece.rank) + 1
        pages = [PageInfo(number=number) for number in range(1, self.page + 1)]
        first = next((piece for piece in self.pieces if piece.kind == "heading"), None)
        named = title or (first.lines[0].text if first is not None else "")
        return Reading(pieces=self.pieces, pages=pages, title=named, properties=properties, warnings=list(warnings))
