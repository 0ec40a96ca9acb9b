"""Web pages: the main text, its headings, lists and tables, without what stands around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docscan.config import load
from docscan.extract import extract, html
from docscan.extract.piece import Reading

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Plan of Marovia</title><meta name="dcterms.issued" content="2024-05-02">
<script>var x = "not text";</script><style>p {{}}</style></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/laws">Laws</a></li></ul></nav>
<div class="breadcrumb">Home / Plans</div>
<div id="cookie-consent"><p>This page uses cookies.</p></div>
{body}
<footer><p>Contact the webmaster</p></footer>
</body></html>"""


def read(body: str, folder: Path) -> Reading:
    path = folder / "plan.html"
    path.write_text(PAGE.format(body=body), encoding="utf-8")
    return html.read(path, load().extract)


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(piece.kind, piece.lines[0].text) for piece in reading.pieces]


CASES = [
    (
        "headings and paragraphs",
        "<main><h1>Plan</h1><p>First <b>words</b> of<br>the plan.</p><h3>Return</h3><p>Offices open.</p></main>",
        [
            ("heading", "Plan"),
            ("paragraph", "First words of the plan."),
            ("heading", "Return"),
            ("paragraph", "Offices open."),
        ],
    ),
    (
        "text between blocks",
        "<div>Loose words<p>A paragraph.</p>more loose <i>words</i></div>",
        [("paragraph", "Loose words"), ("paragraph", "A paragraph."), ("paragraph", "more loose words")],
    ),
    (
        "lists with numbers and lists within",
        "<p>The agency will:</p><ol><li>register<ul><li>by phone</li></ul></li><li><p>inform</p></li></ol>",
        [
            ("paragraph", "The agency will:"),
            ("list_item", "1. register"),
            ("list_item", "by phone"),
            ("list_item", "2. inform"),
        ],
    ),
    (
        "tables of data",
        "<table><caption>Matrix</caption><tr><th>Goal<th>Action<th>Cost</tr>"
        "<tr><td rowspan=2>Fair work<td>License<td>40</tr>"
        "<tr><td>Inspect<td>60</tr><tr><td colspan=3>Axis 2</tr></table>",
        [
            ("caption", "Matrix"),
            ("caption", "Goal | Action | Cost"),
            ("table_row", "Goal: Fair work | Action: License | Cost: 40"),
            ("table_row", "Goal: Fair work | Action: Inspect | Cost: 60"),
            ("table_row", "Axis 2"),
        ],
    ),
    (
        "tables for layout",
        "<table><tr><td><h2>Left</h2><p>Words on the left.</p></td><td><p>Words on the right.</p></td></tr></table>",
        [("heading", "Left"), ("paragraph", "Words on the left."), ("paragraph", "Words on the right.")],
    ),
    (
        "hidden parts and links of notes",
        '<p>Seen<sup><a href="#n1">1</a></sup> words.</p><p style="display: none">Unseen.</p><div hidden>Unseen.</div>',
        [("paragraph", "Seen words.")],
    ),
    (
        "definitions",
        "<dl><dt>Diaspora</dt><dd>Citizens and their children abroad.</dd></dl>",
        [("paragraph", "Diaspora"), ("list_item", "Citizens and their children abroad.")],
    ),
    (
        "a header with the title",
        "<article><header><h1>Plan</h1></header><p>Words of the plan and more of them.</p></article>",
        [("heading", "Plan"), ("paragraph", "Words of the plan and more of them.")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_page_reads_as_it_is_meant(tmp_path: Path, body: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(read(body, tmp_path)) == expected


def test_a_small_article_beside_the_text_is_not_the_main_text(tmp_path: Path) -> None:
    long = " ".join(["The plan goes on with many words."] * 20)
    reading = read(f"<div><p>{long}</p></div><article><p>A short story.</p></article>", tmp_path)
    assert blocks(reading)[0] == ("paragraph", long)


def test_ranks_have_no_steps_left_out(tmp_path: Path) -> None:
    reading = read("<h1>Plan</h1><h4>Return</h4><h4>Means</h4>", tmp_path)
    assert [piece.rank for piece in reading.pieces] == [1, 2, 2]


def test_title_date_and_language_come_from_the_head(tmp_path: Path) -> None:
    reading = read("<p>Words.</p>", tmp_path)
    assert reading.title == "Plan of Marovia"
    assert reading.properties["created"] == "2024-05-02"
    assert reading.properties["language"] == "en"


def test_the_list_item_carries_its_lead_in_as_passage(tmp_path: Path) -> None:
    read("<p>The ministry of labour will, by 2027:</p><ul><li>open offices for those who return</li></ul>", tmp_path)
    document = extract(tmp_path / "plan.html")
    found = [document.text[passage.start : passage.end] for passage in document.passages]
    assert any("The ministry" in text and "open offices" in text for text in found)


def test_a_page_without_body_text_is_empty_not_broken(tmp_path: Path) -> None:
    assert read("", tmp_path).pieces == []
