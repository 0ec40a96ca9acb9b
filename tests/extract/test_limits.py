"""Limits on what one document may ask for: pages that are read, and the size of pictures handed to OCR."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from docscan import workers
from docscan.config import load
from docscan.extract import extract, ocr

SETTINGS = load().extract


def test_pages_beyond_the_limit_are_left_out_and_that_is_said(make_pdf: Callable[..., Path]) -> None:
    path = make_pdf("First page.\n#pagebreak()\nSecond page.\n#pagebreak()\nThird page.", "three.pdf")
    document = extract(path, replace(SETTINGS, max_pages=2))
    assert [page.number for page in document.pages] == [1, 2]
    assert "Third" not in document.text
    assert "only the first 2 of 3 pages were read: raise max_pages to read all" in document.warnings


def lines_of_the_first_page(path: str) -> list[str]:
    import pypdfium2

    settings = replace(SETTINGS, max_image_pixels=4_000_000)
    with pypdfium2.PdfDocument(path) as document:
        return [line.text for line in ocr.read_page(document[0], 1, settings, "en")]


@pytest.mark.ocr
@pytest.mark.skipif(not ocr.available(), reason="Tesseract is not installed")
@pytest.mark.skipif(sys.platform != "linux", reason="memory of other processes is told on Linux")
def test_a_poster_is_drawn_no_larger_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCSCAN_CACHE", str(tmp_path / "cache"))
    poster = tmp_path / "poster.typ"
    # Four metres square: at 200 dpi a picture of a thousand million pixels.
    poster.write_text("#set page(width: 400cm, height: 400cm)\n#set text(size: 900pt)\nReturn of workers")
    typst.compile(poster, output=tmp_path / "poster.pdf")
    limits = workers.Limits(seconds=300.0, memory=700)
    (found,) = workers.run(lines_of_the_first_page, [str(tmp_path / "poster.pdf")], jobs=1, limits=lambda _task: limits)
    assert (found.outcome, found.result) == ("done", ["Return of workers"])
