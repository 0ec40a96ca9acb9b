"""The review as a Word report: summary, counts, charts, and of every country its actions and questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docscan.comparison import (
    FLOW_STEPS,
    Action,
    Comparison,
    CountryReview,
    Edition,
    Fate,
    Flow,
    Question,
    Review,
    Tally,
    WeightTable,
)
from docscan.config import ReportSettings
from docscan.report import paper
from docscan.report.card import href_link
from docscan.report.quotation import shorten
from docscan.report.review import figures, layout
from docscan.report.review.phrasing import Phrasing
from docscan.report.words import Words, words

#: Rows of tracking over all countries; the workbook has every one.
MOST_FATES = 600
QUOTED = 260
#: Rows of a table of weights.
WEIGHED = 15
#: Countries with charts of their own; with more of them the report would be a picture book.
PICTURED = 12


def write(review: Review, settings: ReportSettings) -> bytes:
    """The Word file of a review, in the review's language."""
    wording = words(review.language)
    phrasing = Phrasing(words=wording)
    title = phrasing.text("title")
    document = paper.blank(title, settings, wording)
    paper.logo(document, settings)
    document.add_paragraph(settings.title or wording.text("page", "overline"))
    document.add_heading(title, 0)
    since = phrasing.text("since", year=str(review.since)) if review.since else phrasing.text("all_years")
    document.add_paragraph(since)
    document.add_paragraph(wording.text("page", "caveat"), style="Intense Quote")
    _brief(document, review, phrasing)
    _tallies(document, review.tallies, phrasing)
    _differences(document, review, phrasing)
    paper.heading(document, phrasing.text("flow"), 1)
    document.add_paragraph(phrasing.text("flow_lead"))
    _flow(document, review.flow, phrasing.text("flow"), phrasing, picture=True)
    _weights(document, review.weights, phrasing)
    for country in sorted(review.countries, key=lambda item: (wording.sorting(item.country), item.iso3)):
        _country(document, review, country, phrasing)
    paper.heading(document, phrasing.text("method"), 1)
    for part in ("status", "verdict", "fates", "flow", "weights"):
        values = {"margin": wording.number(review.margin), "interval": wording.percent(review.interval)}
        document.add_paragraph(phrasing.text(f"method_{part}", **values))
    return paper.finished(document)


def _brief(document: Any, review: Review, phrasing: Phrasing) -> None:
    paper.heading(document, phrasing.text("in_brief"), 1)
    for sentence in review.summary:
        document.add_paragraph(phrasing.said(sentence))
    for kind, counts in (("edition", review.edition_fates), ("review", review.review_fates)):
        if any(count for _, count in counts):
            title = phrasing.text(f"fates_{kind}")
            told = ", ".join(
                phrasing.words.labelled(phrasing.words.text("fate", name), phrasing.words.number(count))
                for name, count in counts
            )
            paper.picture(document, figures.bars([""], [counts], title, "fate", phrasing), f"{title}. {told}")
    if review.notes:
        paper.heading(document, phrasing.text("notes"), 2)
        for note in review.notes:
            paper.bullet(document, phrasing.said(note.text))


def _tallies(document: Any, tallies: Sequence[Tally], phrasing: Phrasing) -> None:
    t = phrasing.words.text
    paper.heading(document, phrasing.text("tallies"), 1)
    document.add_paragraph(phrasing.text("tallies_lead"))
    if any(row.compared for row in tallies):
        paper.picture(document, figures.tallies(tallies, phrasing), phrasing.text("tallies_lead"))
    heads = ["", phrasing.text("countries_with_plan"), phrasing.text("plans"), t("edition_status", "new")]
    heads += [t("edition_status", "revised"), t("edition_status", "first_here"), phrasing.text("compared")]
    rows = [
        (
            row.name or phrasing.text("all_countries"),
            *(
                phrasing.words.number(count)
                for count in (row.countries, row.documents, row.new, row.revised, row.first_here, row.compared)
            ),
            "  ".join(f"{phrasing.verdict(name)} {count}" for name, count in row.verdicts if count)
            or phrasing.text("none_compared"),
        )
        for row in tallies
    ]
    paper.table(document, [*heads, t("dimension", "attention")], rows, (4.0, 1.8, 1.5, 1.5, 1.5, 1.6, 2.0, 2.8))


def _differences(document: Any, review: Review, phrasing: Phrasing) -> None:
    paper.heading(document, phrasing.text("differences"), 1)
    values = {"margin": phrasing.words.number(review.margin), "interval": phrasing.words.percent(review.interval)}
    rows = [_change_row(country, item, phrasing) for country in review.countries for item in country.comparisons]
    if not rows:
        document.add_paragraph(phrasing.text("differences_none"))
        return
    document.add_paragraph(phrasing.text("differences_lead", **values))
    t = phrasing.words.text
    heads = [t("index_page", "country"), phrasing.text("editions"), t("dimension", "attention"), t("page", "index")]
    paper.table(document, heads, rows, (3.6, 3.2, 5.0, 5.0))


def _change_row(country: CountryReview, item: Comparison, phrasing: Phrasing) -> tuple[str, ...]:
    known = layout.editions(country)
    attention = next(one for one in item.dimensions if one.name == "attention")
    cells = [
        phrasing.verdict(one.verdict)
        + (f"  {phrasing.signed(one.value)} ({phrasing.between(one.low, one.high)})" if one.value is not None else "")
        for one in (attention, item.index)
    ]
    years = f"{known[item.older].year or '?'} → {known[item.newer].year or '?'}"
    return country.country, years, *cells


def _flow(document: Any, flow: Flow, title: str, phrasing: Phrasing, *, picture: bool) -> None:
    if not flow.rows:
        document.add_paragraph(phrasing.text("flow_none"))
        return
    if not flow.has_review:
        document.add_paragraph(phrasing.text("flow_no_review"))
    if picture:
        paper.picture(document, figures.flow(flow, title, phrasing), phrasing.text("flow_caption"))
    t = phrasing.words.text
    heads = [
        phrasing.text("flow_of"),
        *(t("flow_step", step) for step in FLOW_STEPS),
        phrasing.text("flow_stops"),
    ]
    rows = [
        (
            t(row.facet, row.value),
            *(phrasing.words.number(count) for count in row.counts),
            phrasing.text(f"stops_{row.stops}") if row.stops else "",
        )
        for row in flow.rows
    ]
    paper.table(document, heads, rows, (4.8, 2.0, 2.0, 2.0, 2.2, 3.6))


def _weights(document: Any, tables: Sequence[WeightTable], phrasing: Phrasing) -> None:
    paper.heading(document, phrasing.text("weights"), 1)
    document.add_paragraph(phrasing.text("weights_lead"))
    number, t = phrasing.words.number, phrasing.words.text
    heads = [t("index_page", "country"), phrasing.text("value"), phrasing.text("rank"), t("dimension", "attention")]
    heads += [phrasing.text("rank"), phrasing.text("depth"), phrasing.text("gap")]
    for table in tables:
        paper.heading(document, phrasing.indicator(table.indicator), 2)
        for sentence in table.sentences:
            document.add_paragraph(phrasing.said(sentence))
        if not table.points:
            continue
        alternative = phrasing.text("scatter_alt", indicator=phrasing.indicator(table.indicator))
        paper.picture(document, figures.weights(table, phrasing), alternative)
        rows = [
            (
                point.country,
                f"{phrasing.amount(point.value)} ({point.year})",
                *(number(value) for value in (point.weight_rank, point.attention, point.attention_rank)),
                phrasing.words.percent(point.depth / 100) if point.passages else "–",
                phrasing.signed(point.gap),
            )
            for point in table.points[:WEIGHED]
        ]
        paper.table(document, heads, rows, (4.2, 3.4, 1.4, 2.2, 1.4, 2.0, 2.0))
        named = phrasing.words.labelled(phrasing.text("sources"), "; ".join(phrasing.sources(table)))
        document.add_paragraph(named)


def _country(document: Any, review: Review, country: CountryReview, phrasing: Phrasing) -> None:
    paper.heading(document, country.country, 1)
    for sentence in country.summary:
        document.add_paragraph(phrasing.said(sentence))
    for note in country.notes:
        paper.bullet(document, phrasing.said(note.text))
    _editions(document, country.editions, phrasing)
    pictured = len(review.countries) <= PICTURED
    known = layout.editions(country)
    for item in country.comparisons:
        names = {"older": phrasing.edition(known[item.older]), "newer": phrasing.edition(known[item.newer])}
        title = phrasing.text("from_to", **names)
        paper.heading(document, title, 2)
        if pictured:
            told = ". ".join(phrasing.difference(one) for one in (item.index, *item.dimensions))
            paper.picture(document, figures.comparison(item, title, phrasing), told)
        _comparison(document, item, phrasing)
    for row in layout.track_rows(review, country, MOST_FATES):
        _track(document, row, phrasing, linked=pictured)
    paper.heading(document, phrasing.text("flow"), 2)
    _flow(document, country.flow, country.country, phrasing, picture=pictured)
    _questions(document, country.questions, phrasing)


def _editions(document: Any, editions: Sequence[Edition], phrasing: Phrasing) -> None:
    t, number = phrasing.words.text, phrasing.words.number
    paper.heading(document, phrasing.text("editions"), 2)
    heads = [t("page", "year"), t("page", "document"), phrasing.text("status"), t("page", "index")]
    heads += [phrasing.text("mentions"), phrasing.text("actions"), phrasing.text("anchored")]
    rows = [
        (
            item.year or "–",
            f"{item.title or item.file} ({t('kind', item.kind)})",
            f"{t('edition_status', item.status)} ({t('status_from', item.status_from)})",
            f"{number(item.index.value)} ({phrasing.words.interval(item.index.low, item.index.high)})",
            *(number(count) for count in (item.mentions, item.actions, item.anchored)),
        )
        for item in editions
    ]
    paper.table(document, heads, rows, (1.3, 5.6, 3.6, 2.2, 1.5, 1.4, 1.5))


def _comparison(document: Any, item: Comparison, phrasing: Phrasing) -> None:
    t, number = phrasing.words.text, phrasing.words.number
    heads = [t("page", "dimension"), phrasing.text("older"), phrasing.text("newer"), phrasing.text("difference")]
    rows = [
        (
            t("dimension", one.name),
            *(number(one.older), number(one.newer), phrasing.signed(one.value), phrasing.between(one.low, one.high)),
            phrasing.verdict(one.verdict),
        )
        for one in (item.index, *item.dimensions)
    ]
    paper.table(
        document, [*heads, t("page", "interval"), phrasing.text("verdict")], rows, (4.4, 1.8, 1.8, 2.2, 3.4, 3.0)
    )


def _track(document: Any, row: layout.TrackRows, phrasing: Phrasing, *, linked: bool) -> None:
    """Pages are links where ``linked``; in a report on many countries they are named alone."""
    names = {"older": phrasing.edition(row.older), "newer": phrasing.edition(row.newer)}
    paper.heading(document, phrasing.text(f"track_{row.track.kind}", **names), 2)
    number = phrasing.words.number
    if row.left_out:
        document.add_paragraph(
            phrasing.text("left_out", shown=number(len(row.fates)), all=number(len(row.track.fates)))
        )  # fmt: skip
    heads = ["", row.older.year or phrasing.text("older"), row.newer.year or phrasing.text("newer")]
    rows = [_fate_row(fate, row.track.kind, phrasing, linked=linked) for fate in row.fates]
    made = paper.table(document, heads, rows, (3.2, 6.7, 6.7))
    for line, fate in zip(made.rows[1:], row.fates if linked else (), strict=linked):
        cells = line.cells
        if fate.older:
            _source(cells[1], fate.older, row.older, phrasing.words)
        if fate.matches:
            _source(cells[2], fate.matches[0].action, row.newer, phrasing.words)
    if row.doubtful:
        paper.heading(document, phrasing.text("doubtful"), 3)
        document.add_paragraph(phrasing.text("doubtful_lead"))
        near = [_near_row(fate, phrasing) for fate in row.doubtful]
        paper.table(document, [phrasing.text("similarity"), *heads[1:]], near, (3.2, 6.7, 6.7))


def _fate_row(fate: Fate, kind: str, phrasing: Phrasing, *, linked: bool) -> tuple[str, str, str]:
    told = [phrasing.fate(fate.fate)]
    if fate.older and fate.matches:
        told.append(f"{phrasing.text('similarity')} {phrasing.words.number(fate.matches[0].similarity, 2)}")
    told += [phrasing.change(item) for item in fate.changes]
    named = None if linked else phrasing.words
    older = _quoted(fate.older, named) if fate.older else phrasing.text("not_in_older")
    newer = "\n".join(_quoted(match.action, named) for match in fate.matches) or phrasing.text(f"not_in_{kind}")
    return "\n".join(told), older, newer


def _near_row(fate: Fate, phrasing: Phrasing) -> tuple[str, str, str]:
    near = layout.near(fate)
    values = "\n".join(phrasing.words.number(item.similarity, 2) for item in near)
    older = _quoted(fate.older, phrasing.words) if fate.older else ""
    return values, older, "\n".join(_quoted(item.action, phrasing.words) for item in near)


def _quoted(action: Action, wording: Words | None) -> str:
    """The quotation, with its page in words where no link names it."""
    text = shorten(action.quote.text, QUOTED)
    return f"{text} ({wording.text('page', 'page')} {action.quote.page})" if wording else text


def _source(cell: Any, action: Action, edition: Edition, wording: Words) -> None:
    """A line below a quotation that leads to its page."""
    text = f"{wording.text('page', 'page')} {action.quote.page}"
    paragraph = cell.add_paragraph(text)
    target = href_link(edition.href, action.quote.page)
    if target:
        paper.link(paragraph, target, text)


def _questions(document: Any, questions: Sequence[Question], phrasing: Phrasing) -> None:
    if not questions:
        return
    paper.heading(document, phrasing.text("questions"), 2)
    document.add_paragraph(phrasing.text("questions_lead"))
    heads = [phrasing.words.text("review_head", "question"), phrasing.words.text("review_head", "found_quote")]
    for name, items in layout.grouped(questions):
        paper.heading(document, phrasing.framework(name) if name else phrasing.text("questions_dimensions"), 3)
        paper.table(document, heads, [_question_row(item, phrasing) for item in items], (7.2, 9.4))


def _question_row(item: Question, phrasing: Phrasing) -> tuple[str, str]:
    page = phrasing.words.text("page", "page")
    state = phrasing.words.labelled(phrasing.subject(item), phrasing.state(item))
    found = [f"{shorten(quote.text, QUOTED)} ({page} {quote.page})" for quote in item.found[:2]]
    return f"{phrasing.said(item.question)}\n{state}", "\n".join(found) or phrasing.text("says_nothing")
