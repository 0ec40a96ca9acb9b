"""Spans of real strategies: text, page and boxes of everything that was read agree. Skipped where the files are absent."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from docscan.config import load
from docscan.document import Document
from docscan.extract import extract

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "strategies"
FILES = sorted(FOLDER.glob("*.pdf"))
SETTINGS = replace(load().extract, ocr="off")

pytestmark = [
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.skipif(not FILES, reason="the real strategies lie beside the project, not in it"),
]


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.name[:24])
def document(request: pytest.FixtureRequest) -> Document:
    """One real file as read, without OCR."""
    read: Document = extract(request.param, SETTINGS)
    return read


def test_pages_follow_each_other_and_cover_the_text(document: Document) -> None:
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    assert all(before.end == after.start for before, after in pairwise(document.pages))


def test_every_line_stands_on_its_page_inside_its_edges(document: Document) -> None:
    for line in document.lines:
        page = document.page_at(line.start)
        assert page.number == line.page
        assert document.text[line.start : line.end].strip()
        assert line.box is not None
        left, top, right, bottom = line.box
        assert left <= right
        assert top <= bottom


def test_passages_stand_in_order_inside_their_sections(document: Document) -> None:
    sections = {section.id: section for section in document.sections}
    assert all(before.end <= after.start for before, after in pairwise(document.passages))
    for passage in document.passages:
        section = sections[passage.section]
        assert section.start <= passage.start < passage.end <= section.end
        assert {number for number, _ in document.boxes(passage.start, passage.end)} <= set(passage.pages)


def test_most_of_the_text_is_in_passages_of_a_fit_size(document: Document) -> None:
    if document.unreadable and len(document.unreadable) == len(document.pages):
        assert not document.passages
        return
    sizes = [len(document.text[passage.start : passage.end].split()) for passage in document.passages]
    assert max(sizes) <= SETTINGS.passage_max_words
    assert sum(sizes) > 0.5 * len(document.text.split())
