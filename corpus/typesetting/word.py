"""Writes a plan as a Word file with styles, tables, footnotes, running head and page number.

Source lines: ``#``, ``##``, ``###`` headings; ``- `` items; ``|`` table rows, the first of a run being the head;
``T: `` a table's caption; ``> `` a quotation; ``[^text]`` a footnote where it stands; before ``=====`` the title page,
the last line of which is the running head. Everything dated is dated :data:`STAMP`, so that the bytes repeat.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

STAMP = datetime.datetime(2023, 11, 20, 9, 0)
NOTE = re.compile(r"\[\^(.+?)\]")


class Notes:
    """Footnotes in the order in which they were met."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def put(self, paragraph: Paragraph, text: str) -> None:
        """Adds the mark of a note to ``paragraph`` and keeps its text."""
        self.texts.append(text)
        run = paragraph.add_run(style="Footnote Reference")
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self.texts)))
        run._r.append(mark)

    def bind(self, document: Document) -> None:
        """Adds the part that holds the notes."""
        rule = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
        notes = [rule.format("separator", -1), rule.format("continuationSeparator", 0)]
        for number, text in enumerate(self.texts, start=1):
            notes.append(
                f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
            )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        xml = f"{head}<w:footnotes {nsdecls('w')}>{''.join(notes)}</w:footnotes>"
        uri = PackURI("/word/footnotes.xml")
        part = Part(uri, CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def say(paragraph: Paragraph, text: str, notes: Notes) -> None:
    """Adds ``text`` to ``paragraph``, its ``[^…]`` as footnotes."""
    for number, piece in enumerate(NOTE.split(text)):
        if number % 2:
            notes.put(paragraph, piece)
        elif piece:
            paragraph.add_run(piece)


def field(paragraph: Paragraph, code: str) -> None:
    """Adds a Word field, for instance ``PAGE``."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        paragraph.add_run()._r.append(element)


def dress(document: Document) -> None:
    """Sets fonts and the styles of footnotes."""
    styles = document.styles
    styles["Normal"].font.name = "Georgia"
    styles["Normal"].font.size = Pt(10.5)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    for rank in (1, 2, 3):
        styles[f"Heading {rank}"].font.color.rgb = RGBColor(0x0F, 0x5B, 0x4C)
    text = styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style, text.font.size = styles["Normal"], Pt(8.5)
    styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True


def title_page(document: Document, head: str) -> str:
    """Writes the title page and returns the running head, its last line."""
    lines = [line for line in head.strip().split("\n") if line]
    for line in lines[:-1]:
        paragraph = document.add_paragraph(line.lstrip("! "), style="Title" if line.startswith("!") else "Normal")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_page_break()
    return lines[-1]


def add_table(document: Document, lines: list[str], notes: Notes) -> None:
    """Adds a grid whose first row is repeated on every page."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, cells in enumerate(rows):
        row = table.add_row()
        if len(cells) == 1:
            row.cells[0].merge(row.cells[-1])
        for cell, text in zip(row.cells, cells, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            say(paragraph, text, notes)
            for run in paragraph.runs:
                run.font.size = Pt(8.5)
                run.bold = number == 0 or len(cells) == 1 or cells[0] == "Total"
        if number == 0:
            repeat(row)
    spread(table, rows)
    document.add_paragraph()


def spread(table: Table, rows: list[list[str]]) -> None:
    """Gives each column a width that goes with its longest cell."""
    full = [row for row in rows if len(row) == len(rows[0])]
    weights = [min(38, max(8, *(len(row[column]) for row in full))) for column in range(len(rows[0]))]
    table.autofit = False
    for column, weight in enumerate(weights):
        for cell in table.columns[column].cells:
            cell.width = Cm(15.2 * weight / sum(weights))


def repeat(row: _Row) -> None:
    """Marks a row as the head that Word repeats."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def list_contents(document: Document, body: str) -> None:
    """Lists the headings of the first two ranks, as Word's table of contents does before it knows the pages."""
    for rank in (1, 2):
        document.styles.add_style(f"TOC {rank}", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        document.styles[f"TOC {rank}"].paragraph_format.left_indent = Cm(0.8 * (rank - 1))
        document.styles[f"TOC {rank}"].paragraph_format.space_after = Pt(1)
    document.add_paragraph("Contents", style="TOC Heading")
    for line in body.split("\n"):
        mark, _, text = line.partition(" ")
        if mark in {"#", "##"}:
            document.add_paragraph(text, style=f"TOC {len(mark)}")
    document.add_page_break()


def fill(document: Document, body: str, notes: Notes) -> None:
    """Writes the body."""
    pending: list[str] = []
    for line in [*body.strip().split("\n"), ""]:
        if line.startswith("|"):
            pending.append(line)
            continue
        if pending:
            add_table(document, pending, notes)
            pending = []
        if not line:
            continue
        mark, _, text = line.partition(" ")
        if mark in {"#", "##", "###"}:
            document.add_heading(text, level=len(mark))
        elif mark == "-":
            say(document.add_paragraph(style="List Bullet"), text, notes)
        elif mark == "T:":
            say(document.add_paragraph(style="Caption"), text, notes)
        elif mark == ">":
            say(document.add_paragraph(style="Intense Quote"), text, notes)
        else:
            say(document.add_paragraph(), line, notes)


def write(source: Path, target: Path) -> None:
    """Sets ``source`` as a Word file and writes it to ``target``."""
    head, body = source.read_text(encoding="utf-8").split("\n=====\n", 1)
    document, notes = docx.Document(), Notes()
    dress(document)
    running = title_page(document, head)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = running
    field(section.footer.paragraphs[0], "PAGE")
    section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    list_contents(document, body)
    fill(document, body, notes)
    notes.bind(document)
    properties = document.core_properties
    properties.title = " ".join(line.lstrip("! ") for line in head.split("\n") if line.startswith("!"))
    properties.author, properties.comments = "Ministry of Planning and National Economy, Republic of Kelmara", ""
    properties.created = properties.modified = properties.last_printed = STAMP
    raw = io.BytesIO()
    document.save(raw)
    pack(raw, target)


def pack(raw: io.BytesIO, target: Path) -> None:
    """Copies the parts of a zip file into ``target``, all with the same date."""
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=STAMP.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, old.read(name))
