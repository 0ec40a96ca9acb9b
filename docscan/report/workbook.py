"""The workbook ``scorecards.xlsx``: summary, dimensions, sections, evidence, answers, failures, columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docscan.config import ReportSettings
from docscan.judgement import LEVELS
from docscan.report.card import Card, cards, page_link
from docscan.report.html.layout import rule_sentence
from docscan.report.quotation import reasons
from docscan.report.results import PassageResult, Results
from docscan.report.tables import TABLES, column_meaning
from docscan.report.words import Words
from docscan.scorecard import DIMENSIONS, Scorecard

#: A workbook knows when it was made; ours says nothing of the clock, so that the same results give the same bytes.
MADE = datetime(2000, 1, 1)
ACCENT = "#0F5C6B"
#: Cells hold at most 32,767 characters and sheets 1,048,576 rows.
LONGEST_CELL = 32_000
MOST_ROWS = 1_000_000
#: A sheet holds at most 65,530 links; the strongest passages come first.
MOST_LINKS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: its head, its width in characters, the name of its cells' format."""

    head: str
    width: float
    style: str = "text"


class Book:
    """An open workbook with the formats that its sheets share."""

    def __init__(
        self, target: Path | BytesIO, settings: ReportSettings, wording: Words, *, names: str = "sheet"
    ) -> None:
        import xlsxwriter

        self.wording = wording
        self.names = names  # the table of words that sheets are called by
        file = target if isinstance(target, BytesIO) else str(target)
        self.book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
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

    def sheet(self, name: str, columns: Sequence[Column], *, top: int = 0) -> Any:
        """A new sheet with heads in row ``top``, frozen there."""
        sheet = self.book.add_worksheet(self.wording.text(self.names, name)[:31])
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width, self.styles[column.style])
            sheet.write_string(top, number, column.head, self.styles["head"])
        sheet.freeze_panes(top + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        return sheet

    def fill(self, sheet: Any, rows: Sequence[Sequence[Any]], columns: Sequence[Column], *, top: int = 0) -> None:
        """Write rows below the heads, with filters over them."""
        for number, row in enumerate(rows[:MOST_ROWS], start=top + 1):
            for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
                style = self.styles[column.style]
                if cell is None or cell == "":
                    continue
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell[:LONGEST_CELL], style)
                else:
                    sheet.write_number(number, place, cell, style)
        sheet.autofilter(top, 0, top + max(min(len(rows), MOST_ROWS), 1), len(columns) - 1)


def write_workbook(results: Results, path: Path, settings: ReportSettings, wording: Words) -> None:
    """Write the workbook. Heads are frozen and filtered; figures are numbers, in the format of the reader's locale."""
    book = Book(path, settings, wording)
    made = list(cards(results, wording))
    _summary(book, made, settings)
    _dimensions(book, made)
    _sections(book, made)
    _evidence(book, made)
    _answers(book, results, made)
    _failures(book, results)
    _columns(book)
    book.book.close()


def _summary(book: Book, made: Sequence[Card], settings: ReportSettings) -> None:
    t = book.wording.text
    columns = [
        Column(head=t("index_page", "country"), width=24, style="bold"),
        Column(head="ISO3", width=7),
        Column(head=t("page", "index"), width=8, style="number"),
        Column(head=t("page", "low"), width=8, style="number"),
        Column(head=t("page", "high"), width=8, style="number"),
        Column(head=t("page", "band"), width=12),
        Column(head=t("page", "rank"), width=9),
        Column(head=t("page", "coverage"), width=10, style="percent"),
        Column(head=t("page", "documents"), width=11, style="count"),
        Column(head=t("page", "pages"), width=9, style="count"),
        *(Column(head=f"{t('page', 'level')} {n}: {t('level', LEVELS[n])}", width=12, style="count") for n in range(5)),
        Column(head=t("page", "please_look"), width=11, style="count"),
        Column(head=t("page", "kind"), width=40),
    ]
    sheet = book.sheet("summary", columns, top=3)
    sheet.write_string(0, 0, settings.title or t("page", "overline"), book.styles["title"])
    sheet.write_string(1, 0, t("page", "caveat"), book.styles["note"])
    rows = []
    for card in made:
        index = card.scorecard.index
        rows.append(
            (
                *(card.name, card.iso3, index.value, index.low, index.high),
                t("band", index.band) if index.band else t("index_page", "no_index"),
                book.wording.ranks(card.rank) if card.rank else "",
                card.scorecard.coverage.share,
                len(card.current),
                sum(document.pages for document in card.current),
                *card.scorecard.counts,
                card.doubtful,
                ", ".join(t("kind", kind) for kind in card.kinds if kind),
            )
        )
    book.fill(sheet, rows, columns, top=3)
    if rows:
        bar = {"type": "data_bar", "bar_color": "#8FBDC6", "bar_solid": True, "min_type": "num", "max_type": "num"}
        sheet.conditional_format(4, 2, 3 + len(rows), 2, {**bar, "min_value": 0, "max_value": 100})


def _dimensions(book: Book, made: Sequence[Card]) -> None:
    t = book.wording.text
    ends = (("", 11), (f" {t('page', 'low')}", 8), (f" {t('page', 'high')}", 8))
    columns = [
        Column(head=t("index_page", "country"), width=24, style="bold"),
        Column(head=t("page", "document"), width=34),
        Column(head=t("page", "kind"), width=24),
        Column(head=t("page", "year"), width=8),
        Column(head=t("page", "language"), width=10),
        Column(head=t("page", "pooled"), width=10),
        *(
            Column(head=t("dimension", name) + end, width=width, style="number")
            for name in ("index", *DIMENSIONS)
            for end, width in ends
        ),
    ]
    sheet = book.sheet("dimensions", columns)
    rows: list[tuple[Any, ...]] = []
    for card in made:
        if card.identified:
            rows.append((card.name, t("page", "together"), "", "", "", "", *_values(card.scorecard)))
        for item in card.documents:
            kept = t("page", "pooled") if item.id in card.pooled else t("page", "not_pooled")
            language = book.wording.language_name(item.language)
            facts = (card.name, item.file, t("kind", item.kind), item.year, language, kept)
            rows.append((*facts, *_values(item.scorecard)))
    book.fill(sheet, rows, columns)
    scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#8FBDC6", "min_type": "num"}
    for place in range(6, len(columns), 3):
        sheet.conditional_format(
            1, place, max(len(rows), 1), place, {**scale, "max_type": "num", "min_value": 0, "max_value": 100}
        )


def _values(card: Scorecard) -> list[float | None]:
    return [end for figure in (card.index, *card.dimensions) for end in (figure.value, figure.low, figure.high)]


def _sections(book: Book, made: Sequence[Card]) -> None:
    t = book.wording.text
    columns = [
        Column(head=t("index_page", "country"), width=20, style="bold"),
        Column(head=t("index_page", "file"), width=28),
        Column(head=t("page", "section"), width=60),
        Column(head=t("page", "page"), width=7, style="number"),
        Column(head=t("page", "words"), width=9, style="count"),
        Column(head=t("page", "sector"), width=30),
        Column(head=t("page", "level"), width=8, style="number"),
        Column(head=t("page", "peak"), width=8, style="number"),
        Column(head=t("page", "score"), width=8, style="number"),
        Column(head=t("page", "low"), width=8, style="number"),
        Column(head=t("page", "high"), width=8, style="number"),
        Column(head=t("page", "share_of_words"), width=10, style="percent"),
    ]
    rows = [
        (
            *(card.name, document.file, " › ".join(section.path), section.page_start, section.score.words),
            ", ".join(t("sector", sector) for sector in section.score.sectors),
            *(section.score.level, section.score.peak, section.score.score, section.score.low, section.score.high),
            section.score.share,
        )
        for card in made
        for document in card.documents
        for section in document.sections
    ]
    book.fill(book.sheet("sections", columns), rows, columns)


def _evidence(book: Book, made: Sequence[Card]) -> None:
    t = book.wording.text
    columns = [
        Column(head=t("index_page", "country"), width=18, style="bold"),
        Column(head=t("index_page", "file"), width=24),
        Column(head=t("page", "page"), width=8, style="number"),
        Column(head=t("sheet", "open"), width=8),
        Column(head=t("page", "level"), width=7, style="number"),
        Column(head=t("page", "level"), width=12),
        Column(head=t("page", "probability"), width=12, style="fine"),
        Column(head=t("page", "please_look"), width=11),
        Column(head=t("page", "passages"), width=90, style="wrap"),
        Column(head=t("page", "reasons"), width=46, style="wrap"),
        Column(head=t("facet", "theme"), width=24, style="wrap"),
        Column(head=t("facet", "sector"), width=24, style="wrap"),
        Column(head=t("page", "section"), width=40, style="wrap"),
    ]
    sheet = book.sheet("evidence", columns)
    found = [(card, item) for card in made for item in card.evidence]
    rows = [
        (card.name, item.document.file, item.passage.page, "", *_passage(item.passage, book.wording))
        for card, item in found
    ]
    book.fill(sheet, rows, columns)
    for number, (_, item) in enumerate(found[:MOST_LINKS], start=1):
        target = page_link(item.document, item.passage.page)
        if target:
            sheet.write_url(number, 3, web_or_file(target, t("sheet", "open")), book.styles["link"])


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


def _passage(passage: PassageResult, wording: Words) -> tuple[Any, ...]:
    t = wording.text
    return (
        passage.level,
        t("level", LEVELS[passage.level]),
        passage.probability,
        t("page", "please_look") if passage.doubtful else "",
        " ".join(passage.text.split()),
        " · ".join(wording.labelled(name, values) for name, values in reasons(passage, wording)),
        ", ".join(t("theme", value) for value in passage.values("theme")),
        ", ".join(t("sector", value) for value in passage.sectors),
        " › ".join(passage.path),
    )


def _answers(book: Book, results: Results, made: Sequence[Card]) -> None:
    t = book.wording.text
    columns = [
        Column(head=t("index_page", "country"), width=20, style="bold"),
        Column(head=t("page", "frameworks"), width=34),
        Column(head=t("page", "item"), width=60, style="wrap"),
        Column(head=t("page", "answer"), width=14),
        Column(head=t("page", "passages"), width=10, style="count"),
        Column(head=t("page", "rule"), width=40, style="wrap"),
    ]
    known = {framework.id: framework for framework in results.frameworks}
    rows = []
    for card in made:
        for result in card.scorecard.frameworks:
            framework = known.get(result.framework)
            titles = {item.id: book.wording.choose(item.title) for item in framework.items} if framework else {}
            name = book.wording.choose(framework.title) if framework else result.framework
            rows += [
                (
                    *(card.name, name, titles.get(answer.item, answer.item), t("answer", answer.answer)),
                    *(len(answer.passages), rule_sentence(answer.rule, book.wording)),
                )
                for answer in result.answers
            ]
    book.fill(book.sheet("answers", columns), rows, columns)


def _failures(book: Book, results: Results) -> None:
    t = book.wording.text
    columns = [
        Column(head=t("index_page", "status"), width=22, style="bold"),
        Column(head=t("index_page", "file"), width=40),
        Column(head=t("index_page", "cause"), width=60, style="wrap"),
        Column(head=t("index_page", "fix"), width=60, style="wrap"),
    ]
    said = book.wording.said
    rows = [(t("status", item.status), item.file, said(item.cause), said(item.fix)) for item in results.failures]
    book.fill(book.sheet("failures", columns), rows, columns)


def _columns(book: Book) -> None:
    t = book.wording.text
    columns = [
        Column(head=t("sheet", "table"), width=18, style="bold"),
        Column(head=t("sheet", "column"), width=22),
        Column(head=t("sheet", "meaning"), width=100, style="wrap"),
    ]
    rows = [
        (f"{table.name}.csv", column, column_meaning(table.name, column, book.wording))
        for table in TABLES
        for column in table.columns
    ]
    rows += [
        (t("page", "level"), str(n), book.wording.labelled(t("level", LEVELS[n]), t("level_meaning", LEVELS[n])))
        for n in range(5)
    ]
    rows += [(t("page", "dimension"), t("dimension", name), t("question", name)) for name in DIMENSIONS]
    book.fill(book.sheet("columns", columns), rows, columns)
