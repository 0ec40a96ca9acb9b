"""Scanned pages through Tesseract; what is said where it is not installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst

from docscan.config import load
from docscan.errors import MissingExtra
from docscan.extract import extract, ocr

NEEDS_TESSERACT = pytest.mark.skipif(not ocr.available(), reason="Tesseract is not installed")
WORDS = "The agency of Marovia will register returning workers in every province by the end of 2027."
SHEET = f"""#set page(width: 420pt, height: 300pt, margin: 40pt)
#set text(size: 14pt)
= Return of workers
{WORDS}
"""


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PDF of one page that holds only a picture of the sheet; the cache lies in the test's folder."""
    monkeypatch.setenv("DOCSCAN_CACHE", str(tmp_path / "cache"))
    sheet = tmp_path / "sheet.typ"
    sheet.write_text(SHEET, encoding="utf-8")
    picture = tmp_path / "sheet.png"
    typst.compile(sheet, output=picture, ppi=200)
    page = tmp_path / "scan.typ"
    page.write_text('#set page(width: 420pt, height: 300pt, margin: 0pt)\n#image("sheet.png", width: 100%)', "utf-8")
    path = tmp_path / "scan.pdf"
    typst.compile(page, output=path)
    return path


@pytest.mark.ocr
@NEEDS_TESSERACT
def test_a_scanned_page_becomes_lines_with_boxes(scan: Path) -> None:
    document = pypdfium2.PdfDocument(scan)
    lines = ocr.read_page(document[0], 1, load().extract, "en")
    assert " ".join(line.text for line in lines) == f"Return of workers {WORDS}"
    for line in lines:
        left, top, right, bottom = line.box
        assert 30 <= left < right <= 400
        assert 30 <= top < bottom <= 300
        assert 8 <= line.size <= 30


@pytest.mark.ocr
@NEEDS_TESSERACT
def test_the_second_reading_comes_from_the_cache_and_is_the_same(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = extract(scan)
    assert len(list((scan.parent / "cache").rglob("*.json"))) == 1

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(ocr, "_recognise", refuse)
    assert extract(scan) == first
    assert [page.origin for page in first.pages] == ["ocr"]
    assert WORDS in first.text.replace("\n", " ")


@pytest.mark.ocr
@NEEDS_TESSERACT
def test_a_damaged_cache_is_read_over(scan: Path) -> None:
    first = extract(scan)
    for kept in (scan.parent / "cache").rglob("*.json"):
        kept.write_text("[[", encoding="utf-8")
    assert extract(scan) == first


def test_without_tesseract_the_page_is_unreadable_and_the_install_lines_are_given(
    scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(scan.parent))
    document = extract(scan)
    assert document.unreadable == (1,)
    assert document.passages == ()
    said = " ".join(document.warnings)
    assert "apt install tesseract-ocr" in said
    assert "brew install tesseract" in said
    with pytest.raises(MissingExtra, match="apt install"):
        ocr.require()


def test_with_ocr_off_nothing_is_recognised(scan: Path) -> None:
    document = extract(scan, replace(load().extract, ocr="off"))
    assert document.unreadable == (1,)


def test_the_cache_lies_where_the_platform_keeps_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DOCSCAN_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert ocr.cache_folder().parts[-2:] in {("docscan", "ocr"), ("Caches", "docscan")}
    monkeypatch.setenv("DOCSCAN_CACHE", str(tmp_path / "own"))
    assert ocr.cache_folder() == tmp_path / "own" / "ocr"


@NEEDS_TESSERACT
def test_only_installed_languages_are_asked_for() -> None:
    installed = ocr.languages()
    assert set(ocr._trained("", ("en", "fr", "es", "pt")).split("+")) <= set(installed)
    assert ocr._trained("fr", ("en",)) in {"fra", "eng", installed[0]}


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (". Plant mangroves along the coast", "• Plant mangroves along the coast"),
        ("> Review the building code", "• Review the building code"),
        ("4,2.4 Natural Disasters", "4.2.4 Natural Disasters"),
        ("4,2 million people live there", "4,2 million people live there"),
    ],
)
def test_bullets_and_numbers_are_mended(read: str, meant: str) -> None:
    assert ocr._mended(read) == meant
