"""The outputs of the mid-term review: a page, a Word report and a workbook that say what the review found."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from made_review import FLOW, compared, review
from test_browser import AXE, browser, opened

from docscan.config import load
from docscan.report.review import excel_workbook, html_page, word_report
from docscan.report.review.layout import steps, track_rows
from docscan.report.review.phrasing import Phrasing
from docscan.report.review.scatter import HEIGHT, WIDTH, scatter
from docscan.report.words import LANGUAGES, words

__all__ = ["browser"]  # the fixture

SETTINGS = load().report


def page(countries: int = 3, language: str = "en") -> str:
    return html_page(review(countries, language), SETTINGS).decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.S)).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_worded_in_its_language(language: str) -> None:
    table = words(language).table
    text = text_of(page(language=language))
    for key in (
        "title",
        "in_brief",
        "tallies",
        "differences",
        "flow",
        "weights",
        "questions",
        "doubtful",
        "method_status",
    ):
        assert " ".join(table["review_page"][key].split()) in text.replace("&#39;", "'"), key
    for group, names in (("fate", ("kept", "changed", "dropped", "new")), ("verdict", ("more", "less", "unclear"))):
        assert all(table[group][name] in text for name in names), group
    assert " ".join(table["page"]["caveat"].split()) in text


def test_no_key_of_the_wording_is_printed_raw() -> None:
    for language in LANGUAGES:
        assert not re.findall(r"\b(?:review_page|stops_\w+|not_in_\w+|\{\w+\})", text_of(page(language=language)))


def test_the_same_review_gives_the_same_bytes() -> None:
    for make in (html_page, word_report, excel_workbook):
        assert make(review(), SETTINGS) == make(review(), SETTINGS)


def test_the_summary_and_the_denominators_come_first() -> None:
    text = text_of(page())
    assert text.index("Since 2015, three countries") < text.index("Counts Each country counts once")
    assert "Comparable 2 / 3" in text


def test_every_verdict_has_its_sign_its_word_and_its_interval() -> None:
    text = text_of(page())
    assert "▲ more 30 → 42 (+12) +8 to +16" in text
    assert "▼ less 30 → 21 (−9) −13 to −5" in text
    assert "? unclear" in text and "– no comparison" in text


def test_an_action_stands_beside_what_became_of_it() -> None:
    html = page()
    assert '<mark class="action">Ministry of Work</mark> trains' in html
    assert '<mark class="action">Labour Agency</mark> trains' in html
    assert "<del>2019</del> → <ins>2024</ins>" in html
    assert 'href="plans/xaa-new.pdf#page=11"' in html
    assert "similarity 0.83" in text_of(html) and "divided into 2" in text_of(html)


def test_near_misses_stand_apart() -> None:
    html = page(1)
    doubtful = html[html.index('<ol class="fates-list doubtful">') :]
    assert "Offices abroad are opened where needed." in doubtful
    assert "Offices abroad" not in html[: html.index('<ol class="fates-list doubtful">')]


def test_texts_of_documents_are_escaped() -> None:
    assert "Plan &lt;xaa-new&gt; &amp; more" in page()


def test_a_missing_indicator_is_said() -> None:
    text = text_of(page())
    assert "Emigration of skilled people No table gives it." in text
    assert "No figure within five years: XZZ." in text


def test_a_long_review_is_cut_and_says_so() -> None:
    few, many = review(2), review(101)
    assert all(not row.left_out for row in track_rows(few, few.countries[0]))
    track = few.countries[0].tracks[0]
    long = replace(few.countries[0], tracks=(replace(track, fates=track.fates * 200),))
    rows = track_rows(many, long)
    assert len(rows[0].fates) < 800 and rows[0].left_out == 800 - len(rows[0].fates)
    assert {fate.fate for fate in rows[0].fates} <= {"changed", "dropped"}
    text = text_of(html_page(replace(many, countries=(long, *many.countries[1:])), SETTINGS).decode())
    assert f"{len(rows[0].fates)} of 800 actions are shown" in text


def test_a_hundred_countries_make_a_page_of_bounded_size() -> None:
    assert len(page(100)) < 4_000_000


def test_a_review_without_anything_to_compare_is_whole() -> None:
    alone = review(2)
    alone = replace(alone, countries=alone.countries[1:], weights=(), notes=(), edition_fates=(), review_fates=())
    text = text_of(html_page(alone, SETTINGS).decode())
    assert "No country has two editions that can be compared." in text
    assert len(word_report(alone, SETTINGS)) > 10_000 and len(excel_workbook(alone, SETTINGS)) > 5_000


def test_the_ribbon_is_cut_where_a_theme_stops() -> None:
    stopped, whole = (steps(row, 9) for row in FLOW.rows[:2])
    assert [step.stopped for step in stopped] == [True, False, False, False]
    assert [bool(step.outline) for step in stopped] == [True, False, False, False]
    assert all(step.outline for step in whole) and not any(step.stopped for step in whole)


@pytest.mark.parametrize("countries", [3, 20, 100])
def test_labels_of_the_scatter_do_not_lie_on_each_other(countries: int) -> None:
    drawn = scatter(review(countries).weights[0])
    boxes = []
    for mark in drawn.marks:
        assert 0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT
        if mark.label:
            width = 6.6 * len(mark.label)
            left = mark.label_x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
            boxes.append((left, mark.label_y - 10, left + width, mark.label_y + 3))
    assert drawn.marks[0].label and drawn.marks[0].wide
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = (
                one[2] <= other[0] + 0.2
                or other[2] <= one[0] + 0.2
                or one[3] <= other[1] + 0.2
                or other[3] <= one[1] + 0.2
            )
            assert apart


def test_weights_that_spread_over_orders_of_size_are_drawn_on_a_logarithmic_axis() -> None:
    table = review(20).weights[0]
    people = [replace(point, value=10.0 ** (number / 3)) for number, point in enumerate(table.points)]
    assert scatter(replace(table, points=tuple(people))).logarithmic
    assert not scatter(table).logarithmic
    below = [replace(point, value=point.value - 15.0) for point in table.points]
    drawn = scatter(replace(table, points=tuple(below)))
    assert drawn.across[0].value <= min(point.value for point in below)


def test_differences_are_written_with_their_sign() -> None:
    phrasing = Phrasing(words=words("fr"))
    assert phrasing.signed(-3.4) == "−3" and phrasing.signed(12.0) == "+12" and phrasing.signed(-0.2) == "0"
    assert phrasing.between(-4.0, 12.0) == "de −4 à +12"
    assert phrasing.signed(None) == phrasing.between(None, 1.0) == "–"
    assert phrasing.said("l'attention : 5 %") == "L\u2019attention\u00a0: 5\u00a0%"


def test_the_word_report_has_tracking_questions_and_described_charts() -> None:
    from docx import Document

    document = Document(io.BytesIO(word_report(review(), SETTINGS)))
    headings = [item.text for item in document.paragraphs if item.style.name.startswith(("Heading", "Title"))]
    assert (
        headings[0] == "Mid-term review" and "Land AA" in headings and "Questions to the planning ministry" in headings
    )
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("Responsible body: Ministry of Work → Labour Agency" in cell for cell in cells)
    assert any("How much do remittances weigh?" in cell for cell in cells)
    shapes = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(shapes) > 5 and all(shapes)
    assert any("Attention: more" in text for text in shapes)


def test_the_workbook_has_its_sheets_filters_links_and_explained_columns(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(excel_workbook(review(), SETTINGS)))
    assert book.sheetnames == [*words("en").table["review_sheet"].values()]
    actions = book["Actions"]
    assert actions.freeze_panes and actions.auto_filter.ref
    heads = [cell.value for cell in actions[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in actions.iter_rows(min_row=2)]
    changed = [row for row in rows if row["Fate"] == "changed"]
    assert changed[0]["Change of body"] == "Ministry of Work → Labour Agency" and changed[0]["Similarity"] == 0.83
    assert len(changed) == 4  # two countries, two matches each
    assert next(row for row in rows if row["Fate"] == "dropped")["Near miss"] == 0.41
    assert actions.cell(2, heads.index("Page before") + 1).hyperlink.target == "plans/xaa-old.pdf"
    explained = {(row[0].value, row[1].value) for row in book["Columns"].iter_rows(min_row=2)}
    for sheet in book.worksheets[1:-1]:
        assert {(sheet.title, cell.value) for cell in sheet[1]} <= explained
    assert all(row[2].value for row in book["Columns"].iter_rows(min_row=2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_headed_and_explained_under_the_same_keys(language: str) -> None:
    table = words(language).table
    assert set(table["review_head"]) == set(table["review_meaning"])
    assert all(len(name) <= 31 for name in table["review_sheet"].values())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_bytes(html_page(review(12), SETTINGS))
    return path


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_opens_from_disk_quietly_and_fits_the_width(browser: Any, file: Path, width: int) -> None:
    shown, noise = opened(browser, file, width)
    assert noise == ["data:,"] or not noise
    shown.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()


@pytest.mark.browser
def test_countries_are_found_and_opened_by_keyboard(browser: Any, file: Path) -> None:
    shown, _ = opened(browser, file)
    visible = "document.querySelectorAll('details.country:not([hidden])').length"
    assert shown.evaluate(visible) == 12
    shown.focus("input[name=w]")
    shown.keyboard.type("land ac")
    assert shown.evaluate(visible) == 1 and "1" in shown.inner_text("#shown")
    shown.focus("#filters button[type=reset]")
    shown.keyboard.press("Enter")
    shown.wait_for_function(f"{visible} === 12")
    shown.focus("select[name=v]")
    shown.keyboard.press("End")
    assert shown.evaluate(visible) == 1
    shown.focus("#contents li:not([hidden]) a")
    shown.keyboard.press("Enter")
    shown.wait_for_function("document.querySelector('details.country:not([hidden])').open")
    shown.close()


@pytest.mark.browser
def test_actions_are_filtered_by_their_fate_by_keyboard(browser: Any, file: Path) -> None:
    shown, _ = opened(browser, file)
    shown.evaluate("location.hash = '#c-XAA'")
    shown.wait_for_function("document.getElementById('c-XAA').open")
    fates = "[...document.querySelectorAll('#c-XAA .track')][0].querySelectorAll('li[data-f]:not([hidden])').length"
    assert shown.evaluate(fates) == 4
    shown.focus("#c-XAA .track button[data-f=dropped]")
    shown.keyboard.press("Enter")
    assert shown.evaluate(fates) == 1
    assert shown.get_attribute("#c-XAA .track button[data-f=dropped]", "aria-pressed") == "true"
    shown.focus("#c-XAA .track button[data-f=doubtful]")
    shown.keyboard.press("Enter")
    assert shown.evaluate(fates) == 1
    shown.close()


@pytest.mark.browser
def test_it_prints_on_a4(browser: Any, file: Path) -> None:
    import pypdfium2

    shown, _ = opened(browser, file)
    shown.evaluate("document.getElementById('c-XAA').open = true")
    document = pypdfium2.PdfDocument(shown.pdf(format="A4", print_background=True))
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert document[0].get_width() == pytest.approx(595, abs=2)
    assert "In brief" in text and "Labour Agency" in text and "Open all" not in text
    shown.close()


@pytest.mark.browser
@pytest.mark.skipif(not AXE.is_file(), reason="set DOCSCAN_AXE to the file axe.min.js of axe-core to run its checks")
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(browser: Any, tmp_path: Path, width: int) -> None:
    file = tmp_path / "review.html"
    file.write_bytes(html_page(review(2), SETTINGS))
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    shown = context.new_page()
    shown.goto(file.as_uri())
    shown.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    shown.add_script_tag(path=str(AXE))
    found = shown.evaluate("axe.run(document)")["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
    context.close()


def test_pictures_of_the_page_are_well_formed() -> None:
    for svg in re.findall(r"<svg.*?</svg>", page(30), re.S):
        ElementTree.fromstring(svg)


def test_one_country_alone_is_open_at_once() -> None:
    assert 'id="c-XAA" open' in page(1) and 'id="c-XAA" open' not in page(3)
    assert compared("XAA", "Land AA").country in text_of(page(1))
