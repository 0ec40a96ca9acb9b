"""One plan written in every format gives the same sections, passages and identity, and spans that hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from docscan.document import Document
from docscan.extract import extract

TITLE = "National Employment Policy of Chad"
PARAGRAPH = (
    "Many young people of Chad look for work abroad, and many of them come back with skills that nobody has counted."
)
LEAD = "By 2027 the ministry of labour will:"
ITEMS = (
    "open an office in each province for those who return",
    "license the agencies that recruit for employers abroad",
)
HEADS = ("Action", "Responsible", "Deadline")
ROWS = (
    ("Open offices in each province", "Ministry of Labour", "2027"),
    ("License recruiters", "Employment agency", "2026"),
)


def as_html(folder: Path) -> Path:
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    heads = "".join(f"<th>{head}</th>" for head in HEADS)
    path = folder / "plan.html"
    path.write_text(
        f"<html><body><main><h1>{TITLE}</h1><h2>Context</h2><p>{PARAGRAPH}</p><h2>Action</h2><p>{LEAD}</p><ul>{items}</ul>"
        f"<table><tr>{heads}</tr>{rows}</table></main></body></html>",
        encoding="utf-8",
    )
    return path


def as_markdown(folder: Path) -> Path:
    items = "\n".join(f"- {item}" for item in ITEMS)
    table = "\n".join(f"| {' | '.join(row)} |" for row in (HEADS, ("---",) * 3, *ROWS))
    path = folder / "plan.md"
    path.write_text(
        f"# {TITLE}\n\n## Context\n\n{PARAGRAPH}\n\n## Action\n\n{LEAD}\n\n{items}\n\n{table}\n", encoding="utf-8"
    )
    return path


def as_word(folder: Path) -> Path:
    made = docx.Document()
    made.add_heading(TITLE, 1)
    made.add_heading("Context", 2)
    made.add_paragraph(PARAGRAPH)
    made.add_heading("Action", 2)
    made.add_paragraph(LEAD)
    for item in ITEMS:
        made.add_paragraph(item, style="List Bullet")
    table = made.add_table(rows=0, cols=3)
    for row in (HEADS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = row is HEADS
    path = folder / "plan.docx"
    made.save(str(path))
    return path


def as_pdf(folder: Path) -> Path:
    items = "\n".join(f"- {item}" for item in ITEMS)
    cells = ", ".join(f"[*{head}*]" for head in HEADS) + ", " + ", ".join(f"[{cell}]" for row in ROWS for cell in row)
    source = folder / "plan.typ"
    source.write_text(
        f"= {TITLE}\n== Context\n{PARAGRAPH}\n== Action\n{LEAD}\n{items}\n#table(columns: 3, {cells})\n",
        encoding="utf-8",
    )
    path = folder / "plan.pdf"
    typst.compile(source, output=path)
    return path


def words(text: str) -> str:
    return " ".join(text.replace("•", " ").split())


@pytest.mark.parametrize("write", [as_html, as_markdown, as_word, as_pdf])
def test_every_format_gives_the_same_document(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    document = extract(write(tmp_path))
    assert_whole(document)
    assert [section.path for section in document.sections] == [(TITLE,), (TITLE, "Context"), (TITLE, "Action")]
    found = [words(document.text[passage.start : passage.end]) for passage in document.passages]
    assert PARAGRAPH in found
    assert any(LEAD in text and ITEMS[0] in text for text in found)
    for row in ROWS:
        assert " | ".join(f"{head}: {cell}" for head, cell in zip(HEADS, row, strict=True)) in found
    identity = document.identity
    assert (identity.country.value, identity.kind.value) == ("TCD", "employment_strategy")
    assert document.title == TITLE
    assert document.language == "en"


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60),
        st.sampled_from(
            [
                "# A",
                "## B c",
                "- item:",
                "| a | b |",
                "|---|---|",
                "Text of a plan with some words in it.",
                "",
            ]
        ),
    ),
    max_size=14,
)


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
@settings(max_examples=40, deadline=None)
@given(lines=LINES)
def test_spans_hold_whatever_the_text(tmp_path_factory: pytest.TempPathFactory, suffix: str, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("any") / f"plan{suffix}"
    path.write_text("A \x00plan,\x06.\n" + "\n".join(lines), encoding="utf-8")
    assert_whole(extract(path))


def assert_whole(document: Document) -> None:
    length = len(document.text)
    for span in (*document.lines, *document.blocks, *document.sections, *document.passages, *document.pages):
        assert 0 <= span.start <= span.end <= length
    assert [page.end for page in document.pages[:-1]] == [page.start for page in document.pages[1:]]
    assert document.pages[0].start == 0
    assert document.pages[-1].end == length
    sections = {section.id: section for section in document.sections}
    for passage in document.passages:
        assert passage.start < passage.end
        assert sections[passage.section].start <= passage.start < sections[passage.section].end
        assert passage.pages
    assert len({passage.id for passage in document.passages}) == len(document.passages)
    assert all(section.parent in sections or not section.parent for section in document.sections)
