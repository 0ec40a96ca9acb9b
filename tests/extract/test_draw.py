"""Blocks drawn over page images."""

from __future__ import annotations

from pathlib import Path

import pytest

from docscan.errors import UsageError
from docscan.extract import extract
from docscan.extract.draw import draw

typst = pytest.importorskip("typst")


def plan(folder: Path) -> Path:
    path = folder / "plan.pdf"
    path.write_bytes(
        typst.compile(b"= Water\nWells are dug for the host towns along the river.\n#pagebreak()\nThe end of the plan.")
    )
    return path


def test_a_picture_is_written_for_each_page_asked_for(tmp_path: Path) -> None:
    from PIL import Image

    path = plan(tmp_path)
    written = draw(path, extract(path), [2, 1, 2], tmp_path / "out")
    assert [picture.name for picture in written] == ["page-0002.png", "page-0001.png"]
    with Image.open(written[1]) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=1_000_000)
    assert any(red > 180 and green < 60 and blue < 60 for _, (red, green, blue) in colours or [])  # the heading's frame


def test_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = plan(tmp_path)
    with pytest.raises(UsageError, match="choose pages from 1 to 2"):
        draw(path, extract(path), [3], tmp_path / "out")


def test_only_pdf_pages_can_be_drawn(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("# Water\n\nWells are dug.", encoding="utf-8")
    with pytest.raises(UsageError):
        draw(path, extract(path), [1], tmp_path / "out")
