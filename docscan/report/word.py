"""A Word report per country, with headings, charts and a table of evidence, for people to go on writing in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docscan.config import ReportSettings
from docscan.judgement import LEVELS
from docscan.report import figures
from docscan.report.card import STAGES, Card, Evidence, cards
from docscan.report.html.layout import ANCHORS, action_rows, framework_entries
from docscan.report.quotation import reasons
from docscan.report.results import Results
from docscan.report.summary import summarise
from docscan.report.words import Words

#: A file of ours carries no time, so that the same results give the same bytes; zip archives begin in 1980.
MADE = datetime(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
ACCENT = "0F5C6B"
#: The evidence table holds the strongest passages; the rest are in the HTML scorecard and the workbook.
MOST_EVIDENCE = 200


def write_reports(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    """Write ``reports/<ISO3>.docx`` for every country."""
    folder = out / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    for card in cards(results, wording):
        (folder / f"{card.key}.docx").write_bytes(report(card, settings, wording))


def report(card: Card, settings: ReportSettings, wording: Words) -> bytes:
    """The Word file of one country."""
    document = _document(card, settings, wording)
    t = wording.text
    _head(document, card, settings, wording)
    document.add_heading(t("page", "in_brief"), 1)
    for sentence in summarise(card, wording):
        document.add_paragraph(sentence)
    document.add_heading(t("page", "profile"), 1)
    document.add_paragraph(t("page", "profile_lead")).paragraph_format.keep_with_next = True
    _picture(document, figures.profile(card, wording), t("page", "chart_profile", name=card.name))
    _profile_table(document, card, wording)
    document.add_heading(t("page", "along"), 1)
    for item in card.documents:
        _picture(document, figures.along(item, wording), t("page", "chart_levels", file=item.file))
    document.add_heading(t("page", "silence"), 1)
    document.add_paragraph(t("page", "silence_lead"))
    _silence(document, card, wording)
    if card.tally("theme"):
        document.add_heading(t("page", "themes"), 1)
        _picture(document, figures.themes(card, wording), t("page", "themes_lead"))
    if any(row.total_effects for row in card.sectors):
        document.add_heading(t("page", "effects"), 1)
        _picture(document, figures.effects(card, wording), t("page", "effects_lead"))
    _frameworks(document, card, wording)
    _actions(document, card, wording)
    document.add_heading(t("page", "evidence"), 1)
    document.add_paragraph(t("page", "evidence_lead"))
    _evidence(document, card.evidence[:MOST_EVIDENCE], wording)
    buffer = io.BytesIO()
    document.save(buffer)
    return _timeless(buffer.getvalue())


def _document(card: Card, settings: ReportSettings, wording: Words) -> Any:
    from docx import Document
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    for level, size in ((0, 26), (1, 15), (2, 12)):
        style = document.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name, style.font.size = "Georgia", Pt(size)
        style.font.color.rgb = RGBColor.from_string(ACCENT if level else "1A2226")
    properties = document.core_properties
    properties.title = f"{card.name}: {settings.title or wording.text('page', 'overline')}"
    properties.author, properties.language = "docscan", wording.language
    properties.created = properties.modified = MADE
    properties.comments = wording.text("page", "caveat")
    page.footer.paragraphs[0].text = wording.text("page", "caveat")
    document.styles["Footer"].font.size = Pt(8)
    document.styles["Intense Quote"].font.color.rgb = RGBColor.from_string(ACCENT)
    return document


def _head(document: Any, card: Card, settings: ReportSettings, wording: Words) -> None:
    from docx.shared import Cm

    if settings.logo and not settings.logo.lower().endswith(".svg"):
        document.add_picture(settings.logo, height=Cm(1.4))
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
    _table(document, heads, rows, (6.0, 2.6, 3.6, 4.2))


def _silence(document: Any, card: Card, wording: Words) -> None:
    t = wording.text
    heads = [t("page", "sector"), t("page", "share_of_text"), t("page", "mentioned"), t("page", "assessed")]
    heads += [t("stage", stage) for stage in STAGES]
    rows = [
        (t("sector", row.sector), wording.percent(row.share), *(wording.number(cell) for cell in row.cells))
        for row in card.sectors
    ]
    _table(document, heads, rows, (4.4, 1.9, 1.9, 1.9, 1.9, 2.2, 1.7, 1.7))
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
        _table(document, [t("page", "item"), t("page", "answer"), t("page", "passages")], rows, (11.0, 3.4, 2.0))


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
    _table(document, heads, cells, (7.2, 2.5, 2.2, 2.2, 2.3))


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
    table = _table(document, heads, rows, (1.2, 2.4, 8.6, 4.2))
    for row, item in zip(table.rows[1:], evidence, strict=True):
        link = item.link.removeprefix("../")
        if link:
            _link(row.cells[0].paragraphs[0], f"../{link}", str(item.passage.page))


def _table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Any:
    """A table with thin rules between its rows; ``widths`` of the columns in centimetres."""
    from docx.shared import Cm, Pt, RGBColor

    table = document.add_table(rows=1, cols=len(heads))
    table.autofit = False
    _rule(table)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
        for run in cell.paragraphs[0].runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(9), True, RGBColor.from_string(ACCENT)
    _repeat(table.rows[0])
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    for line in table.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    document.add_paragraph()
    return table


def _rule(table: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9D1D4")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _clean(text: str) -> str:
    # XML holds no control characters, and texts read from damaged files have them.
    return "".join(letter for letter in text if letter in "\t\n" or ord(letter) >= 32)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _link(paragraph: Any, target: str, text: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    address, _, anchor = target.partition("#")
    number = paragraph.part.relate_to(
        f"{address}#{anchor}" if anchor else address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    for run in paragraph.runs:
        run.text = text
        run.font.underline, run.font.color.rgb = True, RGBColor.from_string(ACCENT)
        link.append(run._r)
    paragraph._p.append(link)


def _picture(document: Any, content: bytes, alternative: str) -> None:
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(content), width=Cm(16.4))
    shape._inline.docPr.set("descr", alternative)


def _timeless(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
