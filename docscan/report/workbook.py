"""The workbook ``scorecards.xlsx``: summary, dimensions, sections, evidence, answers, failures, columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docscan.config import ReportSettings
from docscan.judgement import LEVELS
from docscan.report.book import Book, Column, Filling, Row, web_or_file
from docscan.report.card import Card, page_link
from docscan.report.html.layout import rule_sentence
from docscan.report.quotation import reasons
from docscan.report.results import PassageResult, Results
from docscan.report.tables import TABLES, column_meaning
from docscan.report.words import Words
from docscan.scorecard import DIMENSIONS, Scorecard


def _as_they_are(_filling: Filling) -> None:
    """Cells need nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sheet on the cards: what it is filled by, the rows of a card, and what is done when all are there."""

    filling: Filling
    rows: Callable[[Card], Iterator[Row]]
    finish: Callable[[Filling], None] = _as_they_are


@contextmanager
def workbook(
    results: Results, path: Path, settings: ReportSettings, wording: Words
) -> Iterator[Callable[[Card], None]]:
    """Write the workbook. Heads are frozen and filtered; figures are numbers, in the format of the reader's locale.

    The sheets on cards grow side by side, card by card, so that no card need be kept.
    """
    book = Book(path, settings, wording)
    parts = (_summary(book, settings), _dimensions(book), _sections(book), _evidence(book), _answers(book, results))

    def show(card: Card) -> None:
        for part in parts:
            for row in part.rows(card):
                part.filling.add(row)

    yield show
    for part in parts:
        part.filling.close()
        part.finish(part.filling)
    _failures(book, results)
    _columns(book)
    book.book.close()


def _summary(book: Book, settings: ReportSettings) -> Part:
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
    over = ((settings.title or t("page", "overline"), "title"), (t("page", "caveat"), "note"))
    sheet = book.sheet("summary", columns, top=3, over=over)

    def rows(card: Card) -> Iterator[Row]:
        index = card.scorecard.index
        yield (
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

    def bars(filling: Filling) -> None:
        if filling.rows:
            bar = {"type": "data_bar", "bar_color": "#8FBDC6", "bar_solid": True, "min_type": "num", "max_type": "num"}
            sheet.conditional_format(4, 2, 3 + filling.rows, 2, {**bar, "min_value": 0, "max_value": 100})

    return Part(filling=Filling(book, sheet, columns, top=3), rows=rows, finish=bars)


def _dimensions(book: Book) -> Part:
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

    def rows(card: Card) -> Iterator[Row]:
        if card.identified:
            yield (card.name, t("page", "together"), "", "", "", "", *_values(card.scorecard))
        for item in card.documents:
            kept = t("page", "pooled") if item.id in card.pooled else t("page", "not_pooled")
            language = book.wording.language_name(item.language)
            facts = (card.name, item.file, t("kind", item.kind), item.year, language, kept)
            yield (*facts, *_values(item.scorecard))

    def shades(filling: Filling) -> None:
        scale: dict[str, Any] = {
            "type": "2_color_scale",
            "min_color": "#FFFFFF",
            "max_color": "#8FBDC6",
            "min_type": "num",
        }
        scale |= {"max_type": "num", "min_value": 0, "max_value": 100}
        for place in range(6, len(columns), 3):
            sheet.conditional_format(1, place, max(filling.rows, 1), place, scale)

    return Part(filling=Filling(book, sheet, columns), rows=rows, finish=shades)


def _values(card: Scorecard) -> list[float | None]:
    return [end for figure in (card.index, *card.dimensions) for end in (figure.value, figure.low, figure.high)]


def _sections(book: Book) -> Part:
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

    def rows(card: Card) -> Iterator[Row]:
        for document in card.documents:
            for section in document.sections:
                score = section.score
                yield (
                    *(card.name, document.file, " › ".join(section.path), section.page_start, score.words),
                    ", ".join(t("sector", sector) for sector in score.sectors),
                    *(score.level, score.peak, score.score, score.low, score.high, score.share),
                )

    return Part(filling=Filling(book, book.sheet("sections", columns), columns), rows=rows)


def _evidence(book: Book) -> Part:
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

    @lru_cache(maxsize=1024)  # passages of a page share a link, of which many would fill the memory
    def link(target: str) -> Any:
        return web_or_file(target, t("sheet", "open")) if target else ""

    def rows(card: Card) -> Iterator[Row]:
        for item in card.evidence:
            target = page_link(item.document, item.passage.page)
            passage = _passage(item.passage, book.wording)
            yield (card.name, item.document.file, item.passage.page, link(target), *passage)

    return Part(filling=Filling(book, book.sheet("evidence", columns), columns), rows=rows)


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


def _answers(book: Book, results: Results) -> Part:
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

    def rows(card: Card) -> Iterator[Row]:
        for result in card.scorecard.frameworks:
            framework = known.get(result.framework)
            titles = {item.id: book.wording.choose(item.title) for item in framework.items} if framework else {}
            name = book.wording.choose(framework.title) if framework else result.framework
            for answer in result.answers:
                yield (
                    *(card.name, name, titles.get(answer.item, answer.item), t("answer", answer.answer)),
                    *(len(answer.passages), rule_sentence(answer.rule, book.wording)),
                )

    return Part(filling=Filling(book, book.sheet("answers", columns), columns), rows=rows)


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
