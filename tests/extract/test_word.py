"""Word documents as Word itself would show them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docscan.config import load
from docscan.extract import extract, word
from docscan.extract.piece import Reading

NOTES = (
    f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Census of Marovia, own count.</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


def read(made: Any, folder: Path) -> Reading:
    path = folder / "plan.docx"
    made.save(str(path))
    return word.read(path, load().extract)


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(piece.kind, piece.lines[0].text) for piece in reading.pieces]


def test_styles_make_headings_with_their_ranks(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Migration policy", 1)
    made.add_heading("Return", 2)
    made.add_paragraph("Offices receive those who return.")
    made.add_heading("Means", 1)
    reading = read(made, tmp_path)
    ranks = [(piece.lines[0].text, piece.rank) for piece in reading.pieces if piece.kind == "heading"]
    assert ranks == [("Migration policy", 1), ("Return", 2), ("Means", 1)]
    document = extract(tmp_path / "plan.docx")
    assert [section.path for section in document.sections] == [
        ("Migration policy",),
        ("Migration policy", "Return"),
        ("Means",),
    ]


def test_a_style_of_ones_own_based_on_a_heading_is_a_heading(tmp_path: Path) -> None:
    made = docx.Document()
    style = made.styles.add_style("Chapter of the ministry", 1)
    style.base_style = made.styles["Heading 1"]
    made.add_paragraph("Objectives", style="Chapter of the ministry")
    assert blocks(read(made, tmp_path)) == [("heading", "Objectives")]


def test_numbers_that_word_prints_are_in_the_text(tmp_path: Path) -> None:
    made = docx.Document()
    numbering = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, form, text in ((0, "upperRoman", "%1."), (1, "decimal", "%1.%2"))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in (("Context", 0), ("Goals", 0), ("Jobs", 1), ("Skills", 1)):
        paragraph = made.add_heading(text, level + 1)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert [text for _, text in blocks(read(made, tmp_path))] == ["I. Context", "II. Goals", "II.1 Jobs", "II.2 Skills"]


def test_lists_keep_their_lead_in(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("The agency will:")
    made.add_paragraph("license recruiters", style="List Bullet")
    made.add_paragraph("inform those who leave", style="List Number")
    reading = read(made, tmp_path)
    assert [piece.kind for piece in reading.pieces] == ["paragraph", "list_item", "list_item"]
    assert [piece.lead for piece in reading.pieces] == [True, False, False]


def test_tables_become_rows_with_heads_and_merged_cells_filled(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=4, cols=3)
    filled = (
        ("Goal", "Action", "Deadline"),
        ("Fair work", "License recruiters", "2026"),
        ("", "Inspect them", "2027"),
        ("Diaspora", "Open a desk", ""),
    )
    for row, texts in zip(table.rows, filled, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.bold = texts[0] == "Goal"
    table.cell(1, 0).merge(table.cell(2, 0))
    assert blocks(read(made, tmp_path)) == [
        ("caption", "Goal | Action | Deadline"),
        ("table_row", "Goal: Fair work | Action: License recruiters | Deadline: 2026"),
        ("table_row", "Goal: Fair work | Action: Inspect them | Deadline: 2027"),
        ("table_row", "Goal: Diaspora | Action: Open a desk"),
    ]


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("The office opens in ")
    change = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} {change}><w:r><w:delText>2026</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')} {change}><w:r><w:t>2027</w:t></w:r></w:ins>"))
    assert blocks(read(made, tmp_path)) == [("paragraph", "The office opens in 2027")]


def test_text_boxes_and_content_controls_are_read_once(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Beside the box.")
    inner = "<w:txbxContent><w:p><w:r><w:t>Words in the box.</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{inner}</wps:txbx></mc:Choice>'
            f"<mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    made.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Words in a control.</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    assert [text for _, text in blocks(read(made, tmp_path))] == [
        "Beside the box.",
        "Words in the box.",
        "Words in a control.",
    ]


def test_footnotes_stand_apart_from_the_sentence(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("A third of the households have someone abroad")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run(", most of them in cities.")
    path = tmp_path / "plan.docx"
    made.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", NOTES)
    assert blocks(word.read(path, load().extract)) == [
        ("paragraph", "A third of the households have someone abroad, most of them in cities."),
        ("note", "Census of Marovia, own count."),
    ]


def test_page_breaks_make_pages(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("On the first page.")
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("On the second page.")
    reading = read(made, tmp_path)
    assert [piece.lines[0].page for piece in reading.pieces] == [1, 2]
    assert [page.number for page in reading.pages] == [1, 2]


def test_rows_of_a_table_over_two_pages_know_their_page(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("Action", "Cost"), ("Open offices", "40"), ("Train staff", "60")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).bold = text in ("Action", "Cost")
    first = table.cell(2, 0).paragraphs[0].runs[0]
    first._r.insert(0, parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))
    reading = read(made, tmp_path)
    assert [(piece.lines[0].text, piece.lines[0].page) for piece in reading.pieces] == [
        ("Action | Cost", 1),
        ("Action: Open offices | Cost: 40", 1),
        ("Action: Train staff | Cost: 60", 2),
    ]


def test_properties_tell_title_and_date(tmp_path: Path) -> None:
    made = docx.Document()
    made.core_properties.title = "Plan of Marovia"
    made.add_paragraph("Words.")
    reading = read(made, tmp_path)
    assert reading.title == "Plan of Marovia"
    assert re.match(r"\d{4}-", reading.properties["created"])


@pytest.mark.parametrize("size", [200, 2000])
def test_a_document_cut_short_is_said_to_be_damaged(tmp_path: Path, size: int) -> None:
    from docscan.errors import DocumentError

    made = docx.Document()
    made.add_paragraph("Words.")
    path = tmp_path / "plan.docx"
    made.save(str(path))
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(DocumentError, match="damaged"):
        extract(path)
