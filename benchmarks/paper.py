"""On paper: what a country's library, all national strategies since 1999 and a million pages would take, from measured costs.

What a page costs is measured here on the real strategies; how many there are in the world, and what a rented core costs,
are assumptions that stand beside the figures.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chains import Spent, scan, scan_seconds
from benchmarks.measuring import STRATEGIES, Table, floor_seconds, text_pdfs

TITLE = "On paper: a million pages"
PAGES_A_STRATEGY = 120
#: Per country since 1999: about five plans or poverty-reduction strategies, and for each a review; two further ones.
STRATEGIES_A_COUNTRY = 12
COUNTRIES = 193
#: US dollars for an hour of a rented core with 2 to 4 GB, a usual price on demand; spot cores cost about a third.
CORE_HOUR = 0.05
#: Share of pages without a text layer: older plans are often scans.
SCANNED = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What was measured: CPU seconds a page with a text layer, and a scanned one; kilobytes a page kept on disk."""

    page: float
    scanned: float
    results: float
    cache: float


def measure() -> Table:
    """The costs measured and what follows from them."""
    costs = _costs()
    jobs = [
        ("a country's library", 30),
        ("all national strategies of all countries since 1999", COUNTRIES * STRATEGIES_A_COUNTRY),
        ("a million pages", 1_000_000 // PAGES_A_STRATEGY),
    ]
    lines = [
        f"Measured on the real strategies, start-up left out: {costs.page * 1000:.1f} CPU ms a page with a text layer, "
        f"{costs.scanned:.1f} CPU s a scanned one (Tesseract), {costs.results:.1f} kB of results and {costs.cache:.1f} kB of "
        "cache a page.",
        "",
        f"Assumed: {COUNTRIES} countries with {STRATEGIES_A_COUNTRY} strategies and reviews each since 1999, "
        f"{PAGES_A_STRATEGY} pages on average, {SCANNED:.0%} of the pages scanned; a rented core for {CORE_HOUR:.2f} US "
        "dollars an hour; processes that share the work evenly.",
        "",
        "| job | documents | pages | CPU hours, text | CPU hours, scans too | 4 cores (laptop) | 64 cores | US dollars "
        "| disk |",
        "|" + " --- |" * 9,
    ]
    for name, documents in jobs:
        pages = documents * PAGES_A_STRATEGY
        text = pages * costs.page / 3600
        whole = (pages * (1 - SCANNED) * costs.page + pages * SCANNED * costs.scanned) / 3600
        disk = pages * (costs.results + costs.cache) / 1e6
        lines.append(
            f"| {name} | {documents:,} | {pages:,} | {text:.1f} | {whole:.1f} | {_hours(whole / 4)} | {_hours(whole / 64)} | "
            f"{max(whole * CORE_HOUR, 0.01):.2f} | {disk:.1f} GB |"
        )
    return [
        *lines,
        "",
        "Layout. Up to all national strategies: one laptop, `docscan scan FOLDER -o RESULTS`, overnight or a weekend;",
        "scanned pages are nearly all of the time, and what Tesseract read is kept, so that a later scan with other settings",
        "costs minutes. From there on a Dask cluster (`docs/cluster.md`): documents in an object store that workers read",
        "from, one thread and 1 GB a worker, and one coordinator with a local disk for results. The coordinator alone writes:",
        "its part is the outputs, which grow with documents and not with workers. Formats `csv` and `parquet` are made for",
        "that size; a sheet of a workbook ends at a million rows.",
    ]


def _costs() -> Costs:
    files = text_pdfs()
    _, pages = floor_seconds(files)
    _, first = floor_seconds(files[:1])
    one = scan_seconds(files[:1], jobs=1)
    with tempfile.TemporaryDirectory() as out:
        whole = scan(files, out, jobs=1)
        cache = _size(Path(out) / ".docscan")
        results = _size(Path(out)) - cache
    return Costs(
        page=(whole.cpu - one.cpu) / (pages - first),
        scanned=_scanned(),
        results=results / pages / 1000,
        cache=cache / pages / 1000,
    )


def _scanned() -> float:
    """CPU seconds a page that has no text layer; nothing read before is known."""
    scans = sorted(STRATEGIES.glob("TLS*.pdf"))
    _, pages = floor_seconds(scans)
    with tempfile.TemporaryDirectory() as empty:
        spent = Spent([sys.executable, "-m", "docscan", "extract", *scans], DOCSCAN_CACHE=empty)
    return spent.cpu / pages


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _hours(hours: float) -> str:
    return f"{hours * 60:.0f} min" if hours < 1.5 else f"{hours:.0f} h"
