"""Measure docscan on real strategies, beside other tools in the same run, and write ``benchmarks/RESULTS.md``.

Usage: ``python benchmarks/run.py [PART …]`` with the parts ``judging``, ``headings``, ``reading``, ``scanning`` (default:
all). The strategies and their ground truth are read from ``../shared`` beside the project; without it nothing is measured.
"""

from __future__ import annotations

import collections
import json
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from difflib import SequenceMatcher
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
#: Documents without a text layer or in a language that is not scored: left out of figures on reading.
NO_TEXT = ("TLS", "KWT")

Table = list[str]


def judging() -> Table:
    """Levels and facets of every model that ships on the labelled real passages, by language."""
    from docscan.classify.evaluation import evaluate
    from docscan.classify.model import load_model, names
    from docscan.labelled import LabelledPassage

    lines = [
        "| model | passages | language | n | kappa | relevance F1 | macro F1 | action F1 | exact |",
        "|" + " --- |" * 9,
    ]
    facets = ["| model | passages | facet | n | precision | recall | F1 |", "|" + " --- |" * 7]
    for name in names():
        model = load_model(name)
        for part in ("dev", "test"):
            rows = [json.loads(line) for line in (SHARED / "gold" / f"{part}.jsonl").open(encoding="utf-8")]
            passages = [
                LabelledPassage(
                    text=row["text"],
                    level=row["level"],
                    id=row["id"],
                    language=row["lang"],
                    document=row["source"],
                    facets={
                        facet: tuple(row[facet])
                        for facet in ("theme", "sector", "effect", "stage", "instrument", "tier", "means", "coherence")
                    },
                )
                for row in rows
            ]
            found = evaluate(model, passages)
            for stratum in found.strata:
                if stratum.by in ("all", "language"):
                    cells = [
                        f"{stratum.figures[key].value:.2f} [{stratum.figures[key].low:.2f}–{stratum.figures[key].high:.2f}]"
                        for key in ("kappa", "relevance_f1", "macro_f1", "action_f1", "accuracy")
                    ]
                    lines.append(f"| {name} | {part} | {stratum.name} | {stratum.n} | {' | '.join(cells)} |")
            facets += [
                f"| {name} | {part} | {f.facet} | {f.n} | {f.precision:.2f} | {f.recall:.2f} | {f.f1:.2f} |"
                for f in found.facets
            ]
    speed = ["", _judging_speed()]
    return ["## Judging", "", *lines, "", *facets, *speed, ""]


def _judging_speed() -> str:
    from docscan.classify import PassageText
    from docscan.classify.model import load_model
    from docscan.config import load
    from docscan.extract import extract

    model = load_model(load().classify.model)
    document = extract(SHARED / "strategies" / "Moldova_NAP_en.txt")
    passages = [
        PassageText(id=item.id, text=document.text[item.start : item.end], language=item.language)
        for item in document.passages
    ]
    model.judge(passages[:50])
    seconds = cpu(lambda: model.judge(passages))
    words = sum(len(passage.text.split()) for passage in passages)
    rates = f"{len(passages) / seconds:,.0f} passages and {words / seconds:,.0f} words per CPU second"
    return f"{rates} ({model.id}, one whole plan)."


def headings() -> Table:
    """Headings against those that authors tagged: a match is on the same page or the next, with the same title."""
    from docscan.extract import extract

    gold = json.loads((SHARED / "headings" / "gold.json").read_text(encoding="utf-8"))
    lines = ["| document | headings | precision | recall | F1 |", "|" + " --- |" * 5]
    scores, right, changes = [], 0, 0
    for name in sorted(gold):
        wanted = [(normal(title), page, rank) for title, page, rank in gold[name] if rank <= 4]
        document = extract(SHARED / "headings" / "pdf" / name)
        found = [(normal(s.title), s.page_start, s.rank) for s in document.sections if s.title]
        pairs = list(match(wanted, found))
        precision, recall = len(pairs) / max(len(found), 1), len(pairs) / max(len(wanted), 1)
        score = 2 * precision * recall / max(precision + recall, 1e-9)
        scores.append(score)
        for (first, second), (third, fourth) in pairwise(pairs):
            if first != third:
                changes += 1
                right += (first < third) == (second < fourth) and second != fourth
        lines.append(f"| {name} | {len(wanted)} | {precision:.2f} | {recall:.2f} | {score:.2f} |")
    mean = sum(scores) / len(scores)
    lines += ["", f"Mean F1 per document {mean:.3f}; order of ranks right in {right / max(changes, 1):.3f} of changes."]
    return ["## Headings", "", *lines, ""]


def normal(title: str) -> str:
    """A title without case and punctuation."""
    return re.sub(r"\W+", " ", title.lower()).strip()


def match(wanted: list[tuple[str, int, int]], found: list[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Ranks (author's, ours) of each heading that both have, in the author's order."""
    used: set[int] = set()
    for title, page, rank in wanted:
        for index, (other, place, ours) in enumerate(found):
            near = index not in used and abs(place - page) <= 1
            if near and (other == title or title in other or SequenceMatcher(None, other, title).ratio() > 0.85):
                used.add(index)
                yield rank, ours
                break


def reading() -> Table:
    """Extraction beside bare PDFium, pypdf, pdfplumber and poppler: pages per CPU second, and words kept."""
    from docscan.extract import extract

    files = [path for path in sorted((SHARED / "strategies").glob("*.pdf")) if not path.name.startswith(NO_TEXT)]
    extract(files[0])  # load what is loaded once
    floor, pages = floor_seconds(files)
    ours = cpu(lambda: [extract(path) for path in files])
    lines = ["| reader | pages per CPU second | times bare PDFium |", "|" + " --- |" * 3]
    lines.append(f"| bare PDFium text (pypdfium2 {version('pypdfium2')}) | {pages / floor:.0f} | 1.0 |")
    lines.append(f"| docscan (layout, headings, tables, passages) | {pages / ours:.0f} | {ours / floor:.1f} |")
    few = files[:3]
    floor_few, pages_few = floor_seconds(few)
    for name, read in (("pypdf", read_pypdf), ("pdfplumber", read_pdfplumber)):
        seconds = cpu(lambda read=read: [read(path) for path in few])  # type: ignore[misc]
        lines.append(
            f"| {name} {version(name)} (text only, three documents) | {pages_few / seconds:.0f} | {seconds / floor_few:.1f} |"
        )
    kept = [(words_kept(path, extract(path).text), path.name) for path in files]
    worst = min(kept)
    lines += [
        "",
        f"Words that poppler finds and docscan keeps: mean {sum(share for share, _ in kept) / len(kept):.4f}, "
        f"worst {worst[0]:.4f} ({worst[1]}).",
    ]
    return ["## Reading PDF", "", *lines, ""]


def floor_seconds(files: list[Path]) -> tuple[float, int]:
    """CPU seconds that PDFium needs for the bare text of the files, and their pages."""
    import pypdfium2

    pages = 0

    def read() -> None:
        nonlocal pages
        for path in files:
            with pypdfium2.PdfDocument(path) as document:
                pages += len(document)
                for page in document:
                    page.get_textpage().get_text_range()

    return cpu(read), pages


def read_pypdf(path: Path) -> None:
    from pypdf import PdfReader

    for page in PdfReader(path).pages:
        page.extract_text()


def read_pdfplumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def words_kept(path: Path, text: str) -> float:
    """Share of poppler's words that stand in our text, as often as there."""
    theirs = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    wanted, got = (collections.Counter(re.findall(r"\w+", part.lower())) for part in (theirs, text))
    return sum((wanted & got).values()) / max(sum(wanted.values()), 1)


def scanning() -> Table:
    """The whole job on all strategies in one process: CPU against bare PDFium, memory, start-up."""
    files = [path for path in sorted((SHARED / "strategies").glob("*.pdf")) if not path.name.startswith(NO_TEXT)]
    floor, pages = floor_seconds(files)
    with tempfile.TemporaryDirectory() as out:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "docscan.cli", "scan", *map(str, files), "-o", out, "-j", "1", "-q"]
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    start = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "docscan.cli", "--help"], capture_output=True, check=True
    )
    lines = [
        f"{len(files)} PDFs, {pages} pages, one worker: {wall:.0f} s, {spent:.0f} CPU seconds "
        f"({pages / spent:.0f} pages per CPU second), {spent / floor:.1f} times the CPU time of bare PDFium text; "
        f"largest process {after.ru_maxrss / 1024:.0f} MB.",
        f"`docscan --help` imports {len(start.stderr.splitlines())} modules.",
    ]
    return ["## The whole scan", "", *lines, ""]


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds that a call takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


PARTS: dict[str, Callable[[], Table]] = {
    "judging": judging,
    "headings": headings,
    "reading": reading,
    "scanning": scanning,
}


def main(names: list[str]) -> None:
    """Run the parts named and write them; parts not named keep their former text."""
    if not (SHARED / "strategies").is_dir():
        raise SystemExit("The real strategies are not beside the project (../shared): nothing to measure.")
    known = _former()
    for name in names or list(PARTS):
        print(f"measuring {name}", file=sys.stderr)
        known[name] = PARTS[name]()
    head = [
        "# Results",
        "",
        f"Made by `make bench` on {date.today()}, Python {platform.python_version()}, {platform.machine()}, "
        f"docscan {version('docscan')}. CPU seconds of one process; ratios are of the same run.",
        "",
    ]
    text = "\n".join(head + [line for name in PARTS if name in known for line in known[name]])
    RESULTS.write_text(text.rstrip() + "\n", encoding="utf-8")
    print(text)


def _former() -> dict[str, Table]:
    """The parts of the results as they stand, by name."""
    titles = {
        "## Judging": "judging",
        "## Headings": "headings",
        "## Reading PDF": "reading",
        "## The whole scan": "scanning",
    }
    found: dict[str, Table] = {}
    current: Table = []
    for line in RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.is_file() else []:
        if line in titles:
            current = found.setdefault(titles[line], [])
        current.append(line)
    return {name: [*lines, ""] if lines[-1] else lines for name, lines in found.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
