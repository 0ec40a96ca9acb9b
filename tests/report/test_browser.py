"""The pages in a real browser, from disk: no request leaves, filters and sorting work by keyboard, paper and phone fit."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import results

from docscan.config import load
from docscan.report import write

pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("DOCSCAN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
#: The file of axe-core, the accessibility checker, where somebody has it: it is no part of the project.
AXE = Path(os.environ.get("DOCSCAN_AXE", ""))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write(results(), out, replace(load().report, formats=("html",)))
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


def opened(browser: Any, path: Path, width: int = 1280) -> tuple[Any, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, noise


@pytest.mark.parametrize("name", ["index.html", "scorecards/XAA.html", "scorecards/XAB.html"])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_open_from_disk_quietly_and_fit_the_width(browser: Any, site: Path, name: str, width: int) -> None:
    page, noise = opened(browser, site / name, width)
    assert noise == ["data:,"] or not noise
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_evidence_is_filtered_and_sorted_by_keyboard(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site / "scorecards" / "XAA.html")
    shown = "[...document.querySelectorAll('#passages > li:not([hidden])')].map(item => +item.dataset.l)"
    everything = page.evaluate(shown)
    page.focus("select[name=l]")
    page.keyboard.type("4")
    levels = page.evaluate(shown)
    assert levels and set(levels) == {4} and len(levels) < len(everything)
    assert str(len(levels)) in page.inner_text("#shown")
    page.focus("#filters button[type=reset]")
    page.keyboard.press("Enter")
    page.wait_for_function(f"({shown}).length === {len(everything)}")
    page.focus("select[name=o]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(shown) == sorted(everything, reverse=True)
    page.focus("input[name=w]")
    page.keyboard.type("vaccination")
    assert 0 < len(page.evaluate(shown)) < len(everything)
    page.close()


def test_a_figure_opens_to_its_passages(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site / "scorecards" / "XAA.html")
    page.focus("button[data-show=coherence]")
    page.keyboard.press("Enter")
    count = page.evaluate("document.querySelectorAll('#passages > li:not([hidden])').length")
    assert f"{count} passage" in page.inner_text("button[data-show=coherence]")
    assert page.evaluate("document.activeElement.id") == "h-evidence"
    page.close()


def test_the_overview_sorts_filters_and_turns_to_bars_by_keyboard(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site / "index.html")
    values = "[...document.querySelectorAll('#countries tbody tr:not([hidden])')].map(row => +row.cells[1].dataset.v)"
    page.focus("button[data-sort='1']")
    page.keyboard.press("Enter")
    assert page.evaluate(values) == sorted(page.evaluate(values), reverse=True)
    assert page.get_attribute("th:has(button[data-sort='1'])", "aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert page.evaluate(values) == sorted(page.evaluate(values))
    page.focus("select[name=l]")
    page.keyboard.type("Fr")
    assert 0 < len(page.evaluate(values)) < len(results().countries)
    page.focus("button[data-view=bars]")
    page.keyboard.press("Enter")
    assert page.evaluate("getComputedStyle(document.querySelector('#countries td.h')).display") == "none"
    page.close()


def test_scorecards_print_on_a4_with_everything_open(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site / "scorecards" / "XAA.html")
    paper = page.pdf(format="A4", print_background=True)
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert document[0].get_width() == pytest.approx(595, abs=2)
    assert "In brief" in text and "Evidence" in text and "Reset" not in text
    page.close()


@pytest.mark.skipif(not AXE.is_file(), reason="set DOCSCAN_AXE to the file axe.min.js of axe-core to run its checks")
@pytest.mark.parametrize("name", ["index.html", "scorecards/XAA.html", "scorecards/XAB.html"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(browser: Any, site: Path, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto((site / name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run(document)")["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
    context.close()
