"""At the prevalence of whole documents: how many of the passages that a model calls relevant are, and what it misses.

Usage: ``python -m benchmarks.prevalence list [COUNT]`` prints passages that nobody has read yet, shuffled and without the
model's level, for a person to judge by the codebook; ``python -m benchmarks.prevalence`` measures every model that ships.

A person's level stands in ``prevalence.csv`` with the place of the passage and a hash of its words, by which it is
found again: where a document is cut otherwise tomorrow, the passage counts as unread instead of wrongly judged. Which
passages are drawn follows from the hash too, so that a better model changes few of them.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from docscan.classify import PassageText
from docscan.classify.metrics import kappa
from docscan.classify.model import Model, load_model, names
from docscan.classify.reference import Reference
from docscan.judgement import Judgement
from docscan.labels.shipped import shipped

TITLE = "At the prevalence of whole documents"
ROOT = Path(__file__).resolve().parents[1]
STRATEGIES = ROOT.parent / "shared" / "strategies"
JUDGED = ROOT / "benchmarks" / "prevalence.csv"
#: Eight documents in three languages; no passage of theirs is among the labelled ones kept for testing.
DOCUMENTS = (
    "LKA_2016_national-adaptation-plan_en.pdf",
    "Nepal_NAP_en.txt",
    "BGD_2015_seventh-plan-study-25-ending-extreme-poverty-in-bangladesh_en.pdf",
    "BEN_2022_national-adaptation-plan_fr.pdf",
    "SEN_2018_plan-progress-report_fr.pdf",
    "HTI_2015_contribution_fr.pdf",
    "Colombia_NAP_es.txt",
    "FrenteAmplio-AndresRobles.md",
)
#: Most passages at level 1 and above that are read, and how many of those at level 0, drawn from all documents together.
LISTED, SILENT = 200, 300
SEED = "2009"
#: Goals: precision at level 1 and above, at level 3 and above; false alarms among 1,000 passages.
GOALS = (0.85, 0.75, 5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A passage of a real document: ``key`` is a hash of its words in small letters, ``page`` is 0 in files without pages."""

    file: str
    page: int
    key: str
    passage: PassageText

    @property
    def opening(self) -> str:
        """At most six words, to find the passage again by eye."""
        return " ".join(self.passage.text.split()[:6])[:60]


def places() -> list[Place]:
    """All passages of the documents that can be judged, in order."""
    from docscan.config import load
    from docscan.extract import extract
    from docscan.pipeline import passage_text

    known = load().extract.languages
    found = []
    for name in DOCUMENTS:
        document = extract(STRATEGIES / name)
        sections = {section.id: section for section in document.sections}
        for item in document.passages:
            if item.language in known:
                text = passage_text(document, sections, item)
                found.append(
                    Place(file=name, page=item.pages[0] if item.pages else 0, key=key(text.text), passage=text)
                )
    return found


def key(text: str) -> str:
    """Twelve hex digits of the words alone, so that spaces and marks may change."""
    words = " ".join(re.findall(r"\w+", text.lower()))
    return hashlib.sha256(f"{SEED} {words}".encode()).hexdigest()[:12]


def drawn(found: Sequence[Place], judgements: Sequence[Judgement]) -> tuple[list[int], list[int]]:
    """Rows of the passages to read: at level 1 and above, and at level 0; each passage text once, in order of its hash."""
    rows = sorted(
        {place.key: row for row, place in reversed(list(enumerate(found)))}.values(), key=lambda r: found[r].key
    )
    speaking = [row for row in rows if judgements[row].level >= 1]
    silent = [row for row in rows if judgements[row].level == 0]
    return speaking[:LISTED], silent[:SILENT]


def judged() -> dict[str, int]:
    """Levels that a person gave, by hash."""
    if not JUDGED.is_file():
        return {}
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return {row["hash"]: int(row["level"]) for row in csv.DictReader(file)}


def unread(count: int) -> Iterator[Place]:
    """Passages drawn for any model that ships and not judged yet; relevant and silent ones mixed by another hash."""
    found, known = places(), judged()
    wanted: dict[str, Place] = {}
    for name in names():
        judgements = load_model(name).judge([place.passage for place in found])
        for rows in drawn(found, judgements):
            wanted |= {found[row].key: found[row] for row in rows if found[row].key not in known}
    mixed = sorted(wanted.values(), key=lambda place: hashlib.sha256(place.key.encode()).hexdigest())
    yield from mixed[:count]


def measure() -> list[str]:
    """The part of the results: a table of all models that ship."""
    found, known = places(), judged()
    lines = [
        f"{len(found):,} passages of {len(DOCUMENTS)} whole documents in three languages. Read and judged with the codebook,",
        f"the model's level unknown to the reader: {len(known)} passages (`benchmarks/prevalence.csv`).",
        "",
        "| model | at level ≥ 1 | read | precision ≥ 1 | at level ≥ 3, read | precision ≥ 3 | false alarms in 1,000 "
        "| zeros read | missed among them | kappa on those read |",
        "|" + " --- |" * 10,
    ]
    lines += [_measured(load_model(name), found, known) for name in names()]
    lines += ["", f"Goals: precision {GOALS[0]} and {GOALS[1]}, at most {GOALS[2]:.0f} false alarms in 1,000.", ""]
    lines.append(_reference(found, known))
    return lines


def _measured(model: Model, found: Sequence[Place], known: dict[str, int]) -> str:
    judgements = model.judge([place.passage for place in found])
    speaking, silent = ([row for row in rows if found[row].key in known] for rows in drawn(found, judgements))
    total = sum(judgement.level >= 1 for judgement in judgements)
    right = [known[found[row].key] >= 1 for row in speaking]
    acting = [known[found[row].key] >= 3 for row in speaking if judgements[row].level >= 3]
    alarms = 1000 * total / len(found) * (1 - sum(right) / max(len(right), 1))
    missed = sum(known[found[row].key] >= 1 for row in silent)
    rows = [*speaking, *silent]
    agreement = kappa(
        np.array([known[found[row].key] for row in rows], dtype=int),
        np.array([judgements[row].level for row in rows], dtype=int),
    )
    cells = (
        model.name,
        str(total),
        str(len(right)),
        f"{sum(right) / max(len(right), 1):.2f}",
        str(len(acting)),
        f"{sum(acting) / max(len(acting), 1):.2f}",
        f"{alarms:.1f}",
        str(len(silent)),
        str(missed),
        f"{agreement:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def _reference(found: Sequence[Place], known: dict[str, int]) -> str:
    """What plain words would do: false alarms among the silent passages that were read."""
    places = {place.key: place for place in found}
    silent = [places[key] for key, level in known.items() if level == 0 and key in places]
    judgements = Reference(shipped().passages).judge([place.passage for place in silent])
    alarms = sum(judgement.level >= 1 for judgement in judgements)
    return (
        f"Of the {len(silent)} passages read that do not speak of migration, TF-IDF with logistic regression, learned from the "
        f"same labels, calls {alarms} relevant: {1000 * alarms / max(len(silent), 1):.0f} in 1,000."
    )


def main(arguments: Sequence[str]) -> None:
    """Print what is to be read, or the figures."""
    if not STRATEGIES.is_dir():
        raise SystemExit("The real strategies are not beside the project (../shared): nothing to measure.")
    if arguments[:1] == ["list"]:
        for place in unread(int(arguments[1]) if len(arguments) > 1 else LISTED + SILENT):
            print(f"## {place.key} {place.file} {place.page} {place.passage.id}\n[{' > '.join(place.passage.path)}]")
            print(" ".join(place.passage.text.split()), end="\n\n")
        return
    print("\n".join(measure()))


if __name__ == "__main__":
    main(sys.argv[1:])
