"""The review as a workbook: a sheet for every kind of row, figures as numbers, and one that explains the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docscan.comparison import ASPECTS, FLOW_STEPS, VERDICTS, CountryReview, Fate, Flow, Review, Track
from docscan.config import ReportSettings
from docscan.report.book import MOST_LINKS, Book, Column, web_or_file
from docscan.report.card import href_link
from docscan.report.review import layout
from docscan.report.review.phrasing import Phrasing
from docscan.report.words import words

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its name, its columns as key, head, width and style, and its rows. ``links`` are row, column, target."""

    name: str
    columns: tuple[tuple[str, str, float, str], ...]
    rows: list[Row]
    links: tuple[tuple[int, int, str], ...] = ()


def write(review: Review, settings: ReportSettings) -> bytes:
    """The workbook of a review, in the review's language."""
    phrasing = Phrasing(words=words(review.language))
    buffer = BytesIO()
    book = Book(buffer, settings, phrasing.words, names="review_sheet")
    _summary(book, review, phrasing)
    makers: tuple[Callable[[Review, Phrasing], Sheet], ...] = (
        _tallies, _editions, _differences, _actions, _flow, _weights, _questions,
    )  # fmt: skip
    sheets = [make(review, phrasing) for make in makers]
    for sheet in sheets:
        _put(book, sheet)
    _put(book, _columns(sheets, phrasing))
    book.book.close()
    return buffer.getvalue()


def _put(book: Book, sheet: Sheet) -> None:
    columns = [Column(head=head, width=width, style=style) for _, head, width, style in sheet.columns]
    made = book.sheet(sheet.name, columns)
    book.fill(made, sheet.rows, columns)
    for row, column, target in sheet.links[:MOST_LINKS]:
        text = sheet.rows[row][column]
        made.write_url(row + 1, column, web_or_file(target, str(text)), book.styles["link"])


def _summary(book: Book, review: Review, phrasing: Phrasing) -> None:
    """Sentences, not rows: title, caveat, summary, notes."""
    columns = [Column(head=phrasing.text("in_brief"), width=130, style="wrap")]
    sheet = book.sheet("summary", columns, top=2)
    sheet.write_string(0, 0, phrasing.text("title"), book.styles["title"])
    sheet.write_string(1, 0, phrasing.words.text("page", "caveat"), book.styles["note"])
    said = [*review.summary, *(sentence for table in review.weights for sentence in table.sentences)]
    lines = [phrasing.said(sentence) for sentence in said]
    lines += [phrasing.said(note.text) for note in review.notes]
    lines += [phrasing.said(note.text) for country in review.countries for note in country.notes]
    for number, line in enumerate(lines, start=3):
        sheet.write_string(number, 0, line, book.styles["wrap"])


def _column(
    phrasing: Phrasing, key: str, width: float, style: str = "text", head: str = ""
) -> tuple[str, str, float, str]:
    return key, head or phrasing.words.text("review_head", key), width, style


def _tallies(review: Review, phrasing: Phrasing) -> Sheet:
    t = phrasing.words.text
    compared = [name for name in VERDICTS if name != "no_comparison"]
    counts = ("countries", "documents", "new", "revised", "first_here", "compared")
    columns = [_column(phrasing, "scope", 20), _column(phrasing, "group", 34, "bold")]
    columns += [_column(phrasing, key, 11, "count") for key in counts]
    for key in ("attention", "index"):
        columns += [
            _column(phrasing, f"{key}_verdict", 12, "count", f"{t('dimension', key)}: {t('verdict', name)}")
            for name in compared
        ]
    columns += [_column(phrasing, key, 12, "count") for key in ("reviews", "goals_reviews")]
    rows = [
        (
            phrasing.text("all_countries") if row.scope == "all" else phrasing.text(f"by_{row.scope}"),
            row.name or phrasing.text("all_countries"),
            *(getattr(row, key) for key in counts),
            *(dict(row.verdicts).get(name, 0) for name in compared),
            *(dict(row.index_verdicts).get(name, 0) for name in compared),
            *(row.reviews, row.goals_reviews),
        )
        for row in review.tallies
    ]
    return Sheet(name="tallies", columns=tuple(columns), rows=rows)


def _editions(review: Review, phrasing: Phrasing) -> Sheet:
    t = phrasing.words.text
    spec = (
        ("country", 20, "bold"), ("iso3", 7, "text"), ("region", 8, "text"), ("year", 8, "text"), ("file", 34, "text"),
        ("title", 44, "wrap"), ("kind", 26, "text"), ("language", 12, "text"), ("status", 16, "text"),
        ("status_from", 34, "text"), ("in_period", 10, "count"), ("pages", 8, "count"), ("coverage", 10, "percent"),
        ("mentions", 10, "count"), ("actions", 10, "count"), ("anchored", 10, "count"), ("share", 10, "fine"),
        ("index", 8, "number"), ("low", 8, "number"), ("high", 8, "number"),
    )  # fmt: skip
    rows: list[Row] = []
    links: list[tuple[int, int, str]] = []
    for country in review.countries:
        for item in country.editions:
            target = href_link(item.href, 1)
            if target:
                links.append((len(rows), 4, target))
            rows.append(
                (
                    *(country.country, country.iso3, country.region, item.year, item.file, item.title),
                    *(t("kind", item.kind), phrasing.words.language_name(item.language)),
                    *(t("edition_status", item.status), t("status_from", item.status_from), int(item.in_period)),
                    *(item.pages, item.coverage, item.mentions, item.actions, item.anchored, 100 * item.share),
                    *(item.index.value, item.index.low, item.index.high),
                )
            )
    return Sheet(name="editions", columns=_spec(phrasing, spec), rows=rows, links=tuple(links))


def _differences(review: Review, phrasing: Phrasing) -> Sheet:
    t = phrasing.words.text
    spec = (
        ("country", 20, "bold"), ("iso3", 7, "text"), ("older", 34, "text"), ("newer", 34, "text"),
        ("dimension", 20, "text"), ("older_value", 10, "number"), ("newer_value", 10, "number"),
        ("difference", 11, "fine"), ("difference_low", 10, "fine"), ("difference_high", 10, "fine"), ("verdict", 18, "text"),
    )  # fmt: skip
    rows: list[Row] = []
    for country in review.countries:
        known = layout.editions(country)
        for item in country.comparisons:
            files = (country.country, country.iso3, known[item.older].file, known[item.newer].file)
            rows += [
                (
                    *files,
                    *(t("dimension", one.name), one.older, one.newer, one.value, one.low, one.high),
                    t("verdict", one.verdict),
                )
                for one in (item.index, *item.dimensions)
            ]
    return Sheet(name="differences", columns=_spec(phrasing, spec), rows=rows)


def _actions(review: Review, phrasing: Phrasing) -> Sheet:
    spec = (
        ("country", 18, "bold"), ("iso3", 7, "text"), ("older", 28, "text"), ("newer", 28, "text"), ("fate", 14, "text"),
        ("similarity", 10, "fine"), ("older_page", 9, "text"), ("older_quote", 60, "wrap"), ("newer_page", 9, "text"),
        ("newer_quote", 60, "wrap"), *((f"changed_{aspect}", 30, "wrap") for aspect in ASPECTS),
        ("matches", 9, "count"), ("near_similarity", 10, "fine"), ("near_page", 9, "text"), ("near_quote", 50, "wrap"),
        ("themes", 28, "wrap"),
    )  # fmt: skip
    rows: list[Row] = []
    links: list[tuple[int, int, str]] = []
    for country in review.countries:
        for track in country.tracks:
            for row, pages in _fate_rows(country, track, phrasing):
                for column, target in pages:
                    links.append((len(rows), column, target))
                rows.append(row)
    return Sheet(name="actions", columns=_spec(phrasing, spec), rows=rows, links=tuple(links))


def _fate_rows(country: CountryReview, track: Track, phrasing: Phrasing) -> Iterator[tuple[Row, list[tuple[int, str]]]]:
    """A row for every match of an action; one for an action without any."""
    known = layout.editions(country)
    older, newer = known[track.older], known[track.newer]
    for fate in track.fates:
        for number, match in enumerate(fate.matches or (None,)):
            old, new = fate.older, match.action if match else None
            near = fate.doubtful[0] if fate.doubtful and not number else None
            pages = [
                (column, target)
                for column, action, edition in ((6, old, older), (8, new, newer))
                if action and (target := href_link(edition.href, action.quote.page))
            ]
            yield (
                (
                    *(country.country, country.iso3, older.file, newer.file),
                    phrasing.words.text("fate", fate.fate),
                    match.similarity if match and old else None,
                    *((str(old.quote.page), _plain(old.quote.text)) if old else ("", "")),
                    *((str(new.quote.page), _plain(new.quote.text)) if new else ("", "")),
                    *(_changed(fate, aspect, phrasing) if not number else "" for aspect in ASPECTS),
                    len(fate.matches),
                    near.similarity if near else None,
                    *((str(near.action.quote.page), _plain(near.action.quote.text)) if near else ("", "")),
                    phrasing.themes(old or new) if old or new else "",  # type: ignore[arg-type]
                ),
                pages,
            )


def _changed(fate: Fate, aspect: str, phrasing: Phrasing) -> str:
    none = phrasing.text("nothing")
    found = [f"{item.older or none} → {item.newer or none}" for item in fate.changes if item.aspect == aspect]
    return "; ".join(found)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _flow(review: Review, phrasing: Phrasing) -> Sheet:
    spec = (
        ("country", 22, "bold"), ("theme", 34, "text"), *((step, 12, "count") for step in FLOW_STEPS), ("stops", 24, "text"),
    )  # fmt: skip
    rows = list(_flow_rows(phrasing.text("all_countries"), review.flow, phrasing))
    for country in review.countries:
        rows += _flow_rows(country.country, country.flow, phrasing)
    return Sheet(name="flow", columns=_spec(phrasing, spec), rows=rows)


def _flow_rows(name: str, flow: Flow, phrasing: Phrasing) -> Iterator[Row]:
    for row in flow.rows:
        stops = phrasing.text(f"stops_{row.stops}") if row.stops else ""
        yield name, phrasing.words.text(row.facet, row.value), *row.counts, stops


def _weights(review: Review, phrasing: Phrasing) -> Sheet:
    spec = (
        ("country", 20, "bold"), ("iso3", 7, "text"), ("indicator", 34, "text"), ("value", 14, "fine"), ("unit", 24, "text"),
        ("figure_year", 8, "text"), ("plan_year", 11, "text"), ("weight_rank", 10, "count"), ("attention", 10, "fine"),
        ("attention_rank", 10, "count"), ("depth", 10, "fine"), ("passages", 10, "count"), ("gap", 9, "fine"),
        ("source", 50, "wrap"), ("licence", 20, "text"),
    )  # fmt: skip
    rows = [
        (
            *(point.country, point.iso3, phrasing.indicator(table.indicator), point.value, phrasing.unit(point.unit)),
            *(str(point.year), point.document_year, point.weight_rank, point.attention, point.attention_rank),
            *(point.depth if point.passages else None, point.passages, point.gap, point.source, point.licence),
        )
        for table in review.weights
        for point in table.points
    ]
    return Sheet(name="weights", columns=_spec(phrasing, spec), rows=rows)


def _questions(review: Review, phrasing: Phrasing) -> Sheet:
    spec = (
        ("country", 20, "bold"), ("iso3", 7, "text"), ("framework", 34, "text"), ("item", 30, "wrap"), ("state", 16, "text"),
        ("question", 60, "wrap"), ("found_page", 9, "text"), ("found_quote", 70, "wrap"),
    )  # fmt: skip
    rows: list[Row] = []
    links: list[tuple[int, int, str]] = []
    titles: dict[str, str] = {}
    for country in review.countries:
        known = layout.editions(country)
        for item in country.questions:
            group = item.framework if item.subject == "item" else ""
            if group not in titles:
                titles[group] = phrasing.framework(group) if group else phrasing.text("questions_dimensions")
            for quote in item.found or (None,):
                target = href_link(known[quote.document].href, quote.page) if quote else ""
                if target:
                    links.append((len(rows), 6, target))
                rows.append(
                    (
                        *(country.country, country.iso3, titles[group], phrasing.subject(item), phrasing.state(item)),
                        phrasing.said(item.question),
                        *((str(quote.page), _plain(quote.text)) if quote else ("", phrasing.text("says_nothing"))),
                    )
                )
    return Sheet(name="questions", columns=_spec(phrasing, spec), rows=rows, links=tuple(links))


def _spec(phrasing: Phrasing, spec: Sequence[tuple[str, float, str]]) -> tuple[tuple[str, str, float, str], ...]:
    return tuple(_column(phrasing, key, width, style) for key, width, style in spec)


def _columns(sheets: Sequence[Sheet], phrasing: Phrasing) -> Sheet:
    t = phrasing.words.text
    columns = (
        ("", t("sheet", "table"), 18, "bold"),
        ("", t("sheet", "column"), 28, "text"),
        ("", t("sheet", "meaning"), 110, "wrap"),
    )
    rows: list[Row] = [
        (t("review_sheet", sheet.name), head, t("review_meaning", key))
        for sheet in sheets
        for key, head, _, _ in sheet.columns
    ]
    return Sheet(name="columns", columns=columns, rows=rows)
