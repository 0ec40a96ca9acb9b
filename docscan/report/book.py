"""A workbook to be filled: sheets with frozen heads, widths and formats, and rows that go to disk as they come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docscan.config import ReportSettings
from docscan.report.words import Words

#: A workbook knows when it was made; ours says nothing of the clock, so that the same results give the same bytes.
MADE = datetime(2000, 1, 1)
ACCENT = "#0F5C6B"
#: Cells hold at most 32,767 characters and sheets 1,048,576 rows.
LONGEST_CELL = 32_000
MOST_ROWS = 1_000_000
#: A sheet holds at most 65,530 links; the strongest passages come first.
MOST_LINKS = 60_000
#: The cells of a row: texts, numbers, nothing, or a link as :func:`web_or_file` makes it.
Row = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: its head, its width in characters, the name of its cells' format."""

    head: str
    width: float
    style: str = "text"


class Book:
    """An open workbook with the formats that its sheets share.

    One that is written to a path holds no rows in memory: the cells of a sheet must be written from top to bottom.
    """

    def __init__(
        self, target: Path | BytesIO, settings: ReportSettings, wording: Words, *, names: str = "sheet"
    ) -> None:
        import xlsxwriter

        self.wording = wording
        self.names = names  # the table of words that sheets are called by
        options: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False}
        if isinstance(target, Path):
            options |= {"constant_memory": True, "tmpdir": str(target.parent)}
        self.book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
        title = settings.title or wording.text("page", "overline")
        self.book.set_properties({"title": title, "comments": wording.text("page", "caveat"), "created": MADE})
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        self.styles = {
            "text": self.book.add_format(base),
            "wrap": self.book.add_format({**base, "text_wrap": True}),
            "bold": self.book.add_format({**base, "bold": True}),
            "number": self.book.add_format({**base, "num_format": "0"}),
            "fine": self.book.add_format({**base, "num_format": "0.00"}),
            "percent": self.book.add_format({**base, "num_format": "0%"}),
            "count": self.book.add_format({**base, "num_format": "#,##0"}),
            "link": self.book.add_format({**base, "font_color": ACCENT, "underline": 1}),
            "head": self.book.add_format(
                {**base, "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}
            ),
            "title": self.book.add_format({**base, "bold": True, "font_size": 16, "font_color": ACCENT}),
            "note": self.book.add_format({**base, "italic": True, "font_color": "#55626A"}),
        }

    def sheet(self, name: str, columns: Sequence[Column], *, top: int = 0, over: Sequence[tuple[str, str]] = ()) -> Any:
        """A new sheet with heads in row ``top``, frozen there, and texts ``over`` them, each with the name of a format."""
        sheet = self.book.add_worksheet(self.wording.text(self.names, name)[:31])
        for number, (text, style) in enumerate(over):
            sheet.write_string(number, 0, text, self.styles[style])
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width, self.styles[column.style])
            sheet.write_string(top, number, column.head, self.styles["head"])
        sheet.freeze_panes(top + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        return sheet

    def fill(self, sheet: Any, rows: Iterable[Row], columns: Sequence[Column], *, top: int = 0) -> None:
        """Write rows below the heads, with filters over them."""
        filling = Filling(self, sheet, columns, top=top)
        for row in rows:
            filling.add(row)
        filling.close()


class Filling:
    """A sheet that takes row after row below its heads."""

    def __init__(self, book: Book, sheet: Any, columns: Sequence[Column], *, top: int = 0) -> None:
        self.sheet, self.rows = sheet, 0
        self._top, self._link = top, book.styles["link"]
        self._styles = [book.styles[column.style] for column in columns]

    def add(self, row: Row) -> None:
        """Write a row; those beyond what a sheet holds are left out."""
        if self.rows == MOST_ROWS:
            return
        self.rows += 1
        number = self._top + self.rows
        for place, (cell, style) in enumerate(zip(row, self._styles, strict=True)):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                self.sheet.write_string(number, place, cell[:LONGEST_CELL], style)
            elif isinstance(cell, int | float):
                self.sheet.write_number(number, place, cell, style)
            elif self.rows <= MOST_LINKS:
                self.sheet.write_url(number, place, cell, self._link)

    def close(self) -> None:
        """Put filters over the rows."""
        self.sheet.autofilter(self._top, 0, self._top + max(self.rows, 1), len(self._styles) - 1)


def web_or_file(target: str, text: str) -> Any:
    """A link to a file. xlsxwriter writes backslashes, which lead nowhere outside Windows; all systems know slashes."""
    from xlsxwriter.url import Url

    if target.startswith(("http://", "https://")):
        web = Url(target)
        web.text = text
        return web
    url = Url(f"external:{target}")
    url.text = text
    url._relationship_link = url._relationship_link.replace("\\", "/")
    return url
