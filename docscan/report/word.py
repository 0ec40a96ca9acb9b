"""A Word report per country, with headings, charts and a table of evidence, for people to go on writing in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docscan.config import ReportSettings
from docscan.judgement import LEVELS
from docscan.report import figures, paper
from docscan.report.card import STAGES, Card, Evidence
from docscan.report.html.layout import ANCHORS, action_rows, framework_entries
from docscan.report.quotation import reasons
from docscan.report.summary import summarise
from docscan.report.words import Words

#: The evidence table holds the strongest passages; the rest are in the HTML scorecard and the workbook.
MOST_EVIDENCE = 200


@contextmanager
def reports(out: Path, settings: ReportSettings, wording: Words) -> Iterator[Callable[[Card], None]]:
    """Write ``reports/<ISO3>.docx`` for every country."""
    folder = out / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    yield lambda card: _write(folder / f"{card.key}.docx", report(card, settings, wording))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def report(card: Card, settings: ReportSettings, wording: Words) -> bytes:
    """The Word file of one country."""
    document = paper.blank(card.name, settings, wording)
    t = wording.text
    _head(document, card, settings, wording)
    document.add_heading(t("page", "in_brief"), 1)
    for sentence in summarise(card, wording):
        document.add_paragraph(sentence)
    document.add_heading(t("page", "profile"), 1)
    document.add_paragraph(t("page", "profile_lead")).paragraph_format.keep_with_next = True
    paper.picture(document, figures.profile(card, wording), t("page", "chart_profile", name=card.name))
    _profile_table(document, card, wording)
    document.add_heading(t("page", "along"), 1)
    for item in card.documents:
        paper.picture(document, figures.along(item, wording), t("page", "chart_levels", file=item.file))
    document.add_heading(t("page", "silence"), 1)
    document.add_paragraph(t("page", "silence_lead"))
    _silence(document, card, wording)
    if card.tally("theme"):
        document.add_heading(t("page", "themes"), 1)
        paper.picture(document, figures.themes(card, wording), t("page", "themes_lead"))
    if any(row.total_effects for row in card.sectors):
        document.add_heading(t("page", "effects"), 1)
        paper.picture(document, figures.effects(card, wording), t("page", "effects_lead"))
    _frameworks(document, card, wording)
    _actions(document, card, wording)
    document.add_heading(t("page", "evidence"), 1)
    document.add_paragraph(t("page", "evidence_lead"))
    _evidence(document, card.evidence[:MOST_EVIDENCE], wording)
    return paper.finished(document)


def _head(document: Any, card: Card, settings: ReportSettings, wording: Words) -> None:
    paper.logo(document, settings)
    heading = settings.title or wording.text("page", "overline")
    document.add_paragraph(f"{heading} · {wording.text('page', 'scorecard')}")
    document.add_heading(card.name, 0)
    names = [f"{item.title or item.file} ({item.year})" if item.year else item.file for item in card.current]
    document.add_paragraph(" · ".join(names))
    if card.other_kinds:
        document.add_paragraph(wording.only_kinds(card.other_kinds))
    document.add_paragraph(wording.text("page", "caveat"), style="Intense Quote")


def _profile_table(document: Any, card: Card, wording: Words) -> None:
    t = wording.text
    heads = [t("page", key) for key in ("dimension", "value", "interval", "band")]
    rows = [
        (
            t("dimension", figure.name),
            wording.number(figure.value),
            wording.interval(figure.low, figure.high),
            t("band", figure.band) if figure.band else t("reason", figure.reason),
        )
        for figure in (card.scorecard.index, *card.figures)
    ]
    paper.table(document, heads, rows, (6.0, 2.6, 3.6, 4.2))


def _silence(document: Any, card: Card, wording: Words) -> None:
    t = wording.text
    heads = [t("page", "sector"), t("page", "share_of_text"), t("page", "mentioned"), t("page", "assessed")]
    heads += [t("stage", stage) for stage in STAGES]
    rows = [
        (t("sector", row.sector), wording.percent(row.share), *(wording.number(cell) for cell in row.cells))
        for row in card.sectors
    ]
    paper.table(document, heads, rows, (4.4, 1.9, 1.9, 1.9, 1.9, 2.2, 1.7, 1.7))
    document.add_heading(t("page", "silence_silent"), 2)
    if not card.silent_chapters:
        document.add_paragraph(t("page", "silence_none"))
    for _, section in card.silent_chapters[:40]:
        document.add_paragraph(f"{section.title} ({t('page', 'page')} {section.page_start})", style="List Bullet")


def _frameworks(document: Any, card: Card, wording: Words) -> None:
    t = wording.text
    entries = framework_entries(card, wording)
    if not entries:
        return
    document.add_heading(t("page", "frameworks"), 1)
    document.add_paragraph(t("page", "frameworks_lead"))
    for entry in entries:
        document.add_heading(entry["title"], 2)
        rows = [
            (row["title"], t("answer", row["answer"]), wording.number(len(row["passages"])))
            for group in entry["groups"]
            for row in group["rows"]
        ]
        paper.table(document, [t("page", "item"), t("page", "answer"), t("page", "passages")], rows, (11.0, 3.4, 2.0))


def _actions(document: Any, card: Card, wording: Words) -> None:
    t = wording.text
    document.add_heading(t("page", "actions"), 1)
    rows = action_rows(card)
    if not rows:
        document.add_paragraph(t("page", "actions_none"))
        return
    document.add_paragraph(t("page", "actions_lead"))
    heads = [t("page", "action"), *(t("page", key) for _, key in ANCHORS)]
    cells = [(f"{row.number}. {row.text}", *(cell or "–" for cell in row.cells)) for row in rows]
    paper.table(document, heads, cells, (7.2, 2.5, 2.2, 2.2, 2.3))


def _evidence(document: Any, evidence: Sequence[Evidence], wording: Words) -> None:
    t = wording.text
    heads = [t("page", "page"), t("page", "level"), t("page", "passages"), t("page", "reasons")]
    rows = [
        (
            str(item.passage.page),
            f"{item.passage.level} {t('level', LEVELS[item.passage.level])}"
            + (f" – {t('page', 'please_look')}" if item.passage.doubtful else ""),
            " ".join(item.passage.text.split()),
            "; ".join(wording.labelled(name, values) for name, values in reasons(item.passage, wording)),
        )
        for item in evidence
    ]
    table = paper.table(document, heads, rows, (1.2, 2.4, 8.6, 4.2))
    for row, item in zip(table.rows[1:], evidence, strict=True):
        link = item.link.removeprefix("../")
        if link:
            paper.link(row.cells[0].paragraphs[0], f"../{link}", str(item.passage.page))
