"""Measure docscan on real strategies, beside other tools in the same run, and write ``benchmarks/RESULTS.md``.

Usage: ``python -m benchmarks.run [PART …]`` (default: all parts). The strategies and their ground truth are read from
``../shared`` beside the project; without it nothing is measured. A part is a module of this folder with a ``TITLE`` and
a function ``measure`` that returns lines of Markdown.
"""

from __future__ import annotations

import platform
import sys
from datetime import date
from importlib import import_module
from importlib.metadata import version

from benchmarks.measuring import ROOT, STRATEGIES, Table

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
#: Parts in the order of the results.
PARTS = ("reading", "headings", "judging", "prevalence", "alarms", "answers", "matching", "chains", "growth", "paper")


def main(names: list[str]) -> None:
    """Run the parts named and write them; parts not named keep their former text and date."""
    if not STRATEGIES.is_dir():
        raise SystemExit("The real strategies are not beside the project (../shared): nothing to measure.")
    unknown = sorted(set(names) - set(PARTS))
    if unknown:
        raise SystemExit(f"No such part: {', '.join(unknown)}. Parts: {', '.join(PARTS)}.")
    known = former()
    for name in names or PARTS:
        print(f"measuring {name}", file=sys.stderr, flush=True)
        part = import_module(f"benchmarks.{name}")
        known[part.TITLE] = [
            "",
            f"Measured on {date.today()} with docscan {version('docscan')}.",
            "",
            *part.measure(),
            "",
        ]
        write(known)
    print(RESULTS.read_text(encoding="utf-8"))


def write(known: dict[str, Table]) -> None:
    """The results file: the parts that are known, in the order of :data:`PARTS`."""
    head = [
        "# Results",
        "",
        f"Made by `make bench`: Python {platform.python_version()}, {platform.machine()}. CPU seconds of one process unless "
        "a table says otherwise; ratios are of the same run.",
    ]
    titles = [import_module(f"benchmarks.{name}").TITLE for name in PARTS]
    body = [line for title in titles if title in known for line in (f"## {title}", *known[title])]
    RESULTS.write_text("\n".join([*head, "", *body]).rstrip() + "\n", encoding="utf-8")


def former() -> dict[str, Table]:
    """The parts of the results as they stand, by title."""
    found: dict[str, Table] = {}
    current: Table = []
    for line in RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.is_file() else []:
        if line.startswith("## "):
            current = found.setdefault(line.removeprefix("## "), [])
        else:
            current.append(line)
    return {title: [*lines, ""] if lines[-1:] != [""] else lines for title, lines in found.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
