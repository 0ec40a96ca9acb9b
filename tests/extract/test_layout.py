"""Reading order, furniture, notes, captions and tables of lines that are placed by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from docscan.document import Box
from docscan.extract import layout_furniture, layout_kinds, layout_lattice, layout_table_names, layout_tables
from docscan.extract.layout_clean import clean
from docscan.extract.layout_order import in_reading_order
from docscan.extract.pdf_rulings import Rulings
from docscan.extract.pdf_triage import judge_text
from docscan.extract.piece import PageInfo
from docscan.extract.textline import TextLine


def line(text: str, left: float, top: float, width: float = 200, size: float = 10, page: int = 1) -> TextLine:
    return TextLine(page=page, text=text, box=(left, top, left + width, top + size * 1.1), size=size)


def column(words: str, left: float, top: float = 100) -> list[TextLine]:
    return [
        line(f"{word} and so the sentence goes on", left, top + 12 * index) for index, word in enumerate(words.split())
    ]


def starts(lines: list[TextLine]) -> list[str]:
    return [line.text.split()[0] for line in lines]


def test_rows_painted_across_two_columns_are_read_column_by_column() -> None:
    left, right = column("a b c d e f g h", 50), column("i j k l m n o p", 300)
    woven = [line for pair in zip(left, right, strict=True) for line in pair]
    assert starts(in_reading_order(woven)) == list("abcdefghijklmnop")


def test_a_title_across_both_columns_comes_first_and_a_foot_across_both_last() -> None:
    title, foot = line("Title of the chapter here", 50, 60, 450), line("Foot below both columns", 50, 260, 450)
    ordered = in_reading_order([*column("a b c d", 50), *column("e f g h", 300), foot, title])
    assert starts(ordered) == ["Title", *"abcdefgh", "Foot"]


def test_a_sidebar_does_not_cut_the_text_beside_it() -> None:
    text = [
        line(f"{word} main text of the page goes on", 50, 100 + 12 * index, 300)
        for index, word in enumerate("abcdefgh")
    ]
    bar = [line(f"{word} box", 400, 120 + 12 * index, 100) for index, word in enumerate("xyz")]
    ordered = in_reading_order([*text[:3], *bar, *text[3:]])
    assert starts(ordered) == [*"abcdefgh", "x", "y", "z"]


def test_cells_aligned_in_rows_become_rows() -> None:
    cells = []
    for index in range(5):
        cells += [line(f"District {index}", 50, 100 + 15 * index, 80), line(str(index), 250, 100 + 15 * index, 20)]
    ordered = in_reading_order([*cells[::2], *cells[1::2], line("A closing line of text under it all", 50, 300, 400)])
    assert len(ordered) == 6


def test_columns_are_numbered_and_lines_know_indent_and_gap() -> None:
    ordered = in_reading_order([*column("a b c d e", 50), *column("f g h i j", 300)])
    assert len({line.column for line in ordered}) == 2
    assert ordered[0].gap >= 1000
    assert ordered[1].gap == pytest.approx(1.0, abs=0.01)
    assert all(line.indent == 0 for line in ordered)


def pages_with(head: str, foot: str, count: int) -> tuple[list[list[TextLine]], list[PageInfo]]:
    pages, infos = [], []
    for number in range(1, count + 1):
        body = [
            line(f"Sentence {number * 31 + row} of the body text", 50, 200 + 14 * row, page=number) for row in range(8)
        ]
        head_line = line(head.format(number + 4), 50, 30, page=number)
        foot_line = line(foot.format(number + 4), 280, 810, 20, page=number)
        pages.append([head_line, *body, foot_line])
        infos.append(PageInfo(number=number, width=595, height=842))
    return pages, infos


def test_running_heads_and_page_numbers_are_furniture_and_numbers_become_labels() -> None:
    pages, infos = pages_with("Plan of the Isles", "{}", 6)
    layout_furniture.mark(pages, infos)
    assert all(page[0].kind == page[-1].kind == "furniture" for page in pages)
    assert all(line.kind == "paragraph" for page in pages for line in page[1:-1])
    assert [info.label for info in infos] == ["5", "6", "7", "8", "9", "10"]


def test_chapter_titles_at_the_top_of_pages_are_no_furniture() -> None:
    pages, infos = pages_with("Plan of the Isles", "{}", 6)
    for number, page in enumerate(pages):
        page.insert(
            1, line(f"Chapter {['one', 'two', 'three', 'four', 'five', 'six'][number]}", 50, 90, page=number + 1)
        )
    layout_furniture.mark(pages, infos)
    assert all(page[1].kind == "paragraph" for page in pages)


def test_small_print_at_the_foot_that_begins_with_a_number_is_a_note() -> None:
    body = [
        line("A sentence of the body which is long enough to count as such", 50, 100 + 12 * row) for row in range(40)
    ]
    notes = [line("3 Ministry of Ports, yearly report.", 50, 700, size=8), line("and its annex.", 50, 709, size=8)]
    lines = [*body, *notes]
    for one, other in pairwise(lines):
        other.gap = max(other.box[1] - one.box[3], 0)
    layout_kinds.mark([lines], [842])
    assert [found.kind for found in notes] == ["note", "note"]
    assert all(found.kind == "paragraph" for found in body)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Table 3: Workers by district", "caption"),
        ("Graphique 2. Revenus des ménages", "caption"),
        ("Cuadro N° 4 - Hogares por región", "caption"),
        ("Quadro 1: Agregados por província", "caption"),
        ("Source: census of the water board", "caption"),
        ("Figure 5 shows how the shares moved", "paragraph"),
        ("Tables were bought for the schools", "paragraph"),
    ],
)
def test_captions_are_told_from_sentences_that_name_a_figure(text: str, kind: str) -> None:
    lines = [line(text, 50, 100)]
    layout_kinds.mark([lines], [842])
    assert lines[0].kind == kind


def grid(xs: list[float], ys: list[float]) -> Rulings:
    return Rulings(across=[(y, xs[0], xs[-1]) for y in ys], down=[(x, ys[0], ys[-1]) for x in xs], shades=[])


def test_a_grid_of_rulings_makes_rows_and_words_outside_stay() -> None:
    lines = [
        line("Before the table stands a line", 50, 60),
        line("Action", 60, 105, 60), line("Body", 210, 105, 60),
        line("Build wells", 60, 125, 60), line("Water board", 210, 125, 60),
        line("Train nurses", 60, 145, 60), line("Health office 2028", 210, 145, 60),
    ]  # fmt: skip
    (lattice,) = layout_lattice.find(grid([50, 200, 400], [100, 120, 140, 160]))
    table = layout_tables.replace_lines(lines, lattice, 1)
    assert table is not None
    layout_table_names.name_columns([table])
    assert lines[0].text.startswith("Before")
    assert [found.kind for found in lines[1:]].count("table_row") >= 2
    assert "Build wells" in lines[2].text and "Water board" in lines[2].text


def test_a_grid_of_figures_alone_is_a_chart() -> None:
    lines = [line(str(value), 60 + 150 * (value % 2), 105 + 20 * (value // 2), 30) for value in range(6)]
    (lattice,) = layout_lattice.find(grid([50, 200, 400], [100, 120, 140, 160]))
    assert layout_tables.replace_lines(lines, lattice, 1) is None
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("eﬃcient\u00a0oﬃces", "efficient offices"),
        ("\uf0b7 first item", "• first item"),
        ("non\u2011governmental", "non-governmental"),
        ("e\u0301cole", "école"),
        ("CO₂ per km²", "CO₂ per km²"),
    ],
)
def test_characters_are_made_plain_where_that_is_safe(raw: str, plain: str) -> None:
    assert clean(raw) == plain


GOOD = {
    "en": "The plan names the offices that will answer for the reception of workers in each of the districts of the coast. ",
    "fr": "Le plan nomme les bureaux qui répondront de l'accueil des travailleurs dans chacun des districts de la côte. ",
    "es": "El plan nombra las oficinas que responderán de la acogida de los trabajadores en cada uno de los distritos. ",
    "pt": "O plano nomeia os serviços que responderão pelo acolhimento dos trabalhadores em cada um dos distritos. ",
    "ar": "تلتزم الدولة بتحسين ظروف العمال في المناطق الساحلية وتوفير الخدمات الصحية والتعليمية لأسرهم كل عام ",
    "figures": "Kisumba 12 34 56 Marowa 23 45 67 Telani 34 56 78 Bodura 45 67 89 Sakora 56 78 90 ",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_true_text_is_trusted(text: str) -> None:
    assert judge_text(text * 4) == "good"


def test_shifted_letters_are_not() -> None:
    shifted = "".join(
        chr(ord("a") + (ord(letter) - ord("a") + 7) % 26) if "a" <= letter <= "z" else letter for letter in GOOD["en"]
    )
    assert judge_text(shifted * 4) == "broken"


def test_boxes_stay_inside_the_text_that_a_line_joins() -> None:
    box: Box = (50, 100, 250, 111)
    assert in_reading_order([line("One line", 50, 100)])[0].box == box


def test_columns_of_text_on_one_grid_of_lines_are_no_table() -> None:
    prose = "wells were dug and nets were mended before the boats came home"
    lines: list[TextLine] = []
    for left, last in ((40.0, 14), (320.0, 5)):
        for row in [0, 1, *range(3, last)]:
            top = 100.0 + 14 * row
            lines.append(TextLine(page=1, text=prose, box=(left, top, left + 240, top + 10), size=10.0))
    assert {line.kind for line in in_reading_order(lines)} == {"paragraph"}
