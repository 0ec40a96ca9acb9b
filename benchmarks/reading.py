"""Reading PDF beside other readers: pages per CPU second, memory, and words kept."""

from __future__ import annotations

import collections
import re
import resource
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks.measuring import ROOT, Table, cpu, floor_seconds, text_pdfs

TITLE = "Reading PDF"
#: Slow readers read every so many documents, and are compared with the floor on those.
EVERY = 5


def measure() -> Table:
    """A row per reader; slow ones on a part of the documents, with the floor of the same part."""
    from docscan.extract import extract

    files = text_pdfs()
    extract(files[0])  # load what is loaded once
    floor, pages = floor_seconds(files)
    ours = cpu(lambda: [extract(path) for path in files])
    lines = ["| reader | pages | pages per CPU second | times bare PDFium | peak MB |", "|" + " --- |" * 5]
    lines.append(row(f"bare PDFium text (pypdfium2 {version('pypdfium2')})", pages, floor, 1.0, peak("pdfium", files)))
    lines.append(row("docscan (layout, headings, tables, passages)", pages, ours, ours / floor, peak("docscan", files)))
    poppler = poppler_seconds(files)
    lines.append(row("poppler pdftotext", pages, poppler, poppler / floor, None))
    few = files[::EVERY]
    floor_few, pages_few = floor_seconds(few)
    for name in ("pypdf", "pdfminer.six", "pdfplumber"):
        seconds = cpu(lambda name=name: [READERS[name](path) for path in few])  # type: ignore[misc]
        lines.append(
            row(f"{name} {version(name)} (text only)", pages_few, seconds, seconds / floor_few, peak(name, few[:2]))
        )
    kept = [(words_kept(path, extract(path).text), path.name) for path in files]
    worst = min(kept)
    lines += [
        "",
        f"Words that poppler finds and docscan keeps: mean {sum(share for share, _ in kept) / len(kept):.4f}, "
        f"worst {worst[0]:.4f} ({worst[1]}). Pages read by OCR are left out.",
    ]
    return lines


def row(name: str, pages: int, seconds: float, ratio: float, megabytes: float | None) -> str:
    """One reader's line."""
    return f"| {name} | {pages} | {pages / seconds:.0f} | {ratio:.1f} | {'–' if megabytes is None else f'{megabytes:.0f}'} |"


def read_pdfium(path: Path) -> None:
    """Bare text of every page."""
    floor_seconds([path])


def read_docscan(path: Path) -> None:
    """The whole Document."""
    from docscan.extract import extract

    extract(path)


def read_pypdf(path: Path) -> None:
    """Text of every page."""
    from pypdf import PdfReader

    for page in PdfReader(path).pages:
        page.extract_text()


def read_pdfminer(path: Path) -> None:
    """Text of every page."""
    from pdfminer.high_level import extract_text

    extract_text(str(path))


def read_pdfplumber(path: Path) -> None:
    """Text of every page, each page closed after it."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


READERS = {
    "pdfium": read_pdfium,
    "docscan": read_docscan,
    "pypdf": read_pypdf,
    "pdfminer.six": read_pdfminer,
    "pdfplumber": read_pdfplumber,
}


def peak(name: str, files: list[Path]) -> float:
    """Largest memory (MB) of a process of its own that reads the files one after the other."""
    code = (
        "import re, sys; from pathlib import Path; from benchmarks.reading import READERS\n"
        "for path in sys.argv[2:]: READERS[sys.argv[1]](Path(path))\n"
        # Not ru_maxrss: that begins with the memory of the process that started this one.
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024)"
    )
    command = [sys.executable, "-c", code, name, *map(str, files)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()[-1])


def poppler_seconds(files: list[Path]) -> float:
    """CPU seconds of ``pdftotext`` over the files."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for path in files:
        subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def words_kept(path: Path, text: str) -> float:
    """Share of poppler's words that stand in our text, as often as there."""
    theirs = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    wanted, got = (collections.Counter(re.findall(r"\w+", part.lower())) for part in (theirs, text))
    return sum((wanted & got).values()) / max(sum(wanted.values()), 1)
