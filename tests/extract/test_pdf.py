"""Real small PDFs, set with typst, read back: order, kinds, tables, failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from docscan.config import load
from docscan.errors import DocumentError
from docscan.extract import pdf
from docscan.extract.piece import Reading

typst = pytest.importorskip("typst")
SETTINGS = replace(load().extract, ocr="off")

Press = Callable[[str], Path]


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """Sets typst source as a PDF."""

    def set_page(source: str) -> Path:
        target = tmp_path / "page.pdf"
        target.write_bytes(typst.compile(source.encode()))
        return target

    return set_page


def texts(reading: Reading, *kinds: str) -> list[str]:
    found = []
    for piece in reading.pieces:
        if not kinds or piece.kind in kinds:
            parts = [
                line.text + (line.glue if index + 1 < len(piece.lines) else "")
                for index, line in enumerate(piece.lines)
            ]
            found.append("".join(parts))
    return found


LEFT = "The northern districts lose many young workers to the coast every dry season; few come back before the rains. "
RIGHT = "Savings groups in the port towns send part of their earnings home and pay for seed, school fees and roofs. "


def test_two_columns_are_read_one_after_the_other(press: Press) -> None:
    path = press(f"#set page(columns: 2)\n{LEFT * 3}\n\n#colbreak()\n{RIGHT * 3}")
    whole = " ".join(texts(pdf.read(path, SETTINGS)))
    assert whole.split() == (LEFT * 3 + RIGHT * 3).split()


def test_a_paragraph_goes_on_over_pages_and_the_furniture_stays_outside(press: Press) -> None:
    sentences = " ".join(
        f"Measure {word} supports the return of skilled nurses to rural clinics." for word in "abcdefghijklmnop"
    )
    path = press(
        "#set page(height: 9cm, width: 12cm, header: [Plan of the Isles], footer: context counter(page).display())\n"
        + sentences
    )
    reading = pdf.read(path, SETTINGS)
    assert texts(reading, "paragraph") == [sentences]
    assert "Plan of the Isles" in texts(reading, "furniture")
    assert [page.label for page in reading.pages] == [str(page.number) for page in reading.pages]


def test_footnotes_are_notes_and_out_of_the_sentence(press: Press) -> None:
    body = (
        "Remittances paid for two thirds of the new wells#footnote[Survey of the water board, round two.] in the hills. "
        + LEFT * 4
    )
    reading = pdf.read(press(body), SETTINGS)
    assert any("Survey of the water board" in note for note in texts(reading, "note"))
    assert not any("Survey of the water board" in text for text in texts(reading, "paragraph"))


def test_words_divided_at_the_end_of_a_line_are_joined(press: Press) -> None:
    source = '#set page(width: 6cm)\n#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n'
    reading = pdf.read(press(source + "Internationalisation of administrative responsibilities " * 6), SETTINGS)
    whole = " ".join(texts(reading))
    assert whole.split() == ("Internationalisation of administrative responsibilities " * 6).split()


def test_a_compound_keeps_its_hyphen_where_the_document_writes_it_so(press: Press) -> None:
    reading = pdf.read(
        press("#set page(width: 6.2cm)\nlong-term long-term plans need long-#linebreak()term funds"), SETTINGS
    )
    assert "longterm" not in " ".join(texts(reading))


def test_list_items_are_told_from_paragraphs(press: Press) -> None:
    reading = pdf.read(
        press("The ministry will:\n- open an office for returnees;\n- publish yearly figures."), SETTINGS
    )
    assert [piece.kind for piece in reading.pieces] == ["paragraph", "list_item", "list_item"]


TABLE = """#table(columns: 3, [*Action*], [*Responsible body*], [*Deadline*],
  [Open three reception centres in the border districts], [Office for Hosting], [2027],
  [Publish a register of recruiters], [Labour Inspectorate], [2028])"""


def test_rows_of_a_ruled_table_carry_their_heads(press: Press) -> None:
    reading = pdf.read(press(TABLE), SETTINGS)
    assert texts(reading, "table_row") == [
        "Action: Open three reception centres in the border districts | Responsible body: Office for Hosting | Deadline: 2027",
        "Action: Publish a register of recruiters | Responsible body: Labour Inspectorate | Deadline: 2028",
    ]


def test_a_cell_that_spans_rows_stands_in_each(press: Press) -> None:
    source = """#table(columns: 2, [*Region*], [*Measure*],
      table.cell(rowspan: 2)[Uplands], [Build a bus station for seasonal workers], [Train forty village nurses])"""
    rows = texts(pdf.read(press(source), SETTINGS), "table_row")
    assert [row.split(" | ")[0] for row in rows] == ["Region: Uplands", "Region: Uplands"]


def test_a_table_over_two_pages_keeps_its_heads(press: Press) -> None:
    rows = ", ".join(f"[Measure number {index} for host communities], [Office {index}]" for index in range(12))
    source = f"#set page(height: 8cm)\n#table(columns: 2, table.header([*Measure*], [*Body*]), {rows})"
    reading = pdf.read(press(source), SETTINGS)
    found = texts(reading, "table_row")
    assert len(found) == 12
    assert all(row.startswith("Measure: Measure number") and " | Body: Office" in row for row in found)


def test_a_frame_around_a_paragraph_is_no_table(press: Press) -> None:
    reading = pdf.read(press(f"#rect(width: 100%)[{LEFT * 2}]\n\n{RIGHT}"), SETTINGS)
    assert texts(reading, "table_row") == []


def test_columns_of_short_lines_without_rules_are_read_by_row(press: Press) -> None:
    cells = ", ".join(
        f"[District {name}], [{number}], [{number + 3}]"
        for name, number in zip("ABCDEF", range(10, 70, 10), strict=True)
    )
    reading = pdf.read(press(f"#table(columns: (6cm, 3cm, 3cm), stroke: none, row-gutter: 0pt, {cells})"), SETTINGS)
    assert texts(reading, "table_row")[0] == "District A | 10 | 13"


def test_a_rotated_page_reads_as_displayed(press: Press) -> None:
    import pypdfium2

    path = press(LEFT)
    document = pypdfium2.PdfDocument(path)
    document[0].set_rotation(90)
    document.save(path.with_name("turned.pdf"))
    lines, pages, _ = pdf.lines(path.with_name("turned.pdf"))
    assert pages[0].width > pages[0].height
    assert " ".join(line.text for line in lines[0]).split() == LEFT.split()
    assert all(0 <= line.box[0] <= line.box[2] <= pages[0].width for line in lines[0])


def test_text_turned_on_an_upright_page_is_read_along_its_lines(press: Press) -> None:
    path = press(
        f"#set page(width: 16cm, height: 24cm)\n#rotate(-90deg, reflow: true)[#block(width: 18cm)[{LEFT * 3}]]"
    )
    assert " ".join(texts(pdf.read(path, SETTINGS))).split() == (LEFT * 3).split()


def test_ligatures_are_resolved(press: Press) -> None:
    reading = pdf.read(
        press('#set text(font: "Linux Libertine", ligatures: true)\nefficient offices find fifty flats'), SETTINGS
    )
    assert texts(reading) == ["efficient offices find fifty flats"]


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"", "empty"), (b"%PDF-1.7\n1 0 obj <<", "damaged"), (b"nothing of the kind", "not a PDF")],
)
def test_files_that_are_no_pdf_are_refused_with_what_to_do(tmp_path: Path, content: bytes, cause: str) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        pdf.read(path, SETTINGS)
    assert cause in caught.value.cause
    assert caught.value.subject and caught.value.fix


def test_a_truncated_file_is_refused_or_read_but_never_breaks(press: Press) -> None:
    path = press(LEFT * 20)
    path.write_bytes(path.read_bytes()[:-2000])
    try:
        assert pdf.read(path, SETTINGS).pages
    except DocumentError as error:
        assert error.fix


def test_a_page_of_letters_that_form_no_words_is_unreadable_without_ocr(press: Press) -> None:
    garbage = "xqzt wrtp kjhg bvcx mnqw zxcv plkj hgfd qwrt ypsd fghj klzx cvbn mqwr tpsd " * 6
    reading = pdf.read(press(garbage), SETTINGS)
    assert reading.pages[0].origin == "unreadable"
    assert any("unreadable" in warning for warning in reading.warnings)
    assert texts(reading) == []
