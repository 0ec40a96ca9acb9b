"""Actions followed from one text to another, measured on pairs of plans that we wrote and whose fates are known.

Each folder of ``tests/review/pairs`` holds ``older.*``, ``newer.*``, ``pair.toml`` and ``fates.csv`` (``action, fate, changed,
older_quote, newer_quote, note``; the parts of a divided action are kept apart by ``||``). Kelmara's commitments in
``corpus/samples`` have the same form. Folders ``dev-*`` were read while the matcher was built, ``held*`` were not: of
these figures alone are told.

The pairs go through a real scan and a real review. An action of the older text is found *right* when a counterpart's quotation
lies in the text that it was matched with; matched otherwise it is a false find, unmatched with a counterpart it is missed.
A *verdict* is right when the fate is, and, where there is a counterpart, the match too.

    python -m benchmarks.matching          # a table, of the pairs that may be read
    python -m benchmarks.matching --wrong  # and every action that went wrong
    python -m benchmarks.matching --held   # and the figures of the pairs that were not read
"""

from __future__ import annotations

import csv
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from docscan import batch, reviewing
from docscan.comparison import Fate, Track

TITLE = "Actions followed from one edition to the next"
ROOT = Path(__file__).parents[1]
PAIRS = ROOT / "tests" / "review" / "pairs"
SAMPLES = ROOT / "corpus" / "samples"
#: Where pairs come from, by the beginning of their names; the last are not to be read.
HELD = "held"
ORIGINS = {"sample": "the samples", "dev-": "pairs read while building", HELD: "pairs not read"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One action whose fate is known: quotations from either text, several where it was divided or merged."""

    action: str
    fate: str
    changed: frozenset[str]
    older: str
    newer: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts and what became of the actions of the older one. ``files`` and years are older first."""

    name: str
    files: tuple[Path, Path]
    years: tuple[int, int]
    review: bool
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Counts of one pair: right, false and missed finds; right verdicts of all; aspects of change right, false, missed."""

    name: str
    right: int
    false: int
    missed: int
    verdicts: int
    actions: int
    aspects: tuple[int, int, int]
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        """F1 of the finds."""
        return 2 * self.right / max(2 * self.right + self.false + self.missed, 1)

    @property
    def share(self) -> float:
        """Share of right verdicts."""
        return self.verdicts / max(self.actions, 1)


def pairs(prefix: str = "") -> tuple[Pair, ...]:
    """The pairs of plans whose folder begins so, in order of their names."""
    folders = sorted(folder for folder in PAIRS.glob(f"{prefix}*") if (folder / "fates.csv").is_file())
    return tuple(_pair(folder) for folder in folders)


def _pair(folder: Path) -> Pair:
    facts = tomllib.loads((folder / "pair.toml").read_text(encoding="utf-8"))
    rows = list(csv.DictReader((folder / "fates.csv").read_text(encoding="utf-8-sig").splitlines()))
    return Pair(
        name=folder.name,
        files=(folder / facts["older"], folder / facts["newer"]),
        years=(int(facts["older_year"]), int(facts["newer_year"])),
        review=any(row["fate"] in ("reported", "unreported") for row in rows),
        known=tuple(_known(rows)),
    )


def samples() -> tuple[Pair, ...]:
    """Kelmara's editions and its review."""
    rows = list(csv.DictReader((SAMPLES / "commitments.csv").read_text(encoding="utf-8").splitlines()))
    found = []
    for older, newer in dict.fromkeys((row["older"], row["newer"]) for row in rows):
        own = [row for row in rows if (row["older"], row["newer"]) == (older, newer)]
        years = (int(older[4:8]), int(newer[4:8]))
        review = "review" in newer
        files = (SAMPLES / older, SAMPLES / newer)
        found.append(
            Pair(
                name=f"sample {years[0]}-{years[1]}", files=files, years=years, review=review, known=tuple(_known(own))
            )
        )
    return tuple(found)


def _known(rows: Iterable[dict[str, str]]) -> Iterator[Known]:
    for row in rows:
        yield Known(
            action=row["action"],
            fate=row["fate"],
            changed=frozenset(filter(None, row["changed"].split(";"))),
            older=plain(row["older_quote"].split("||")[0]),
            newer=tuple(plain(part) for part in row["newer_quote"].split("||") if part.strip()),
        )


def plain(text: str) -> str:
    """A text as quotations are looked for in it: one space, small letters, straight signs."""
    signs = str.maketrans(
        {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00ad": None, "\u00a0": " ", "\u202f": " "}
    )
    return re.sub(r"\s+", " ", text.translate(signs)).strip().lower()


def review_pairs(chosen: Sequence[Pair], folder: Path) -> tuple[Measured, ...]:
    """Scan and review each pair below ``folder`` (empty), and count."""
    return tuple(_measure(pair, _track(pair, folder / pair.name.replace(" ", "-"))) for pair in chosen)


def _track(pair: Pair, folder: Path) -> Track:
    """What a review finds of a pair's actions. A folder of its own: Kelmara's second plan is of two pairs."""
    folder.mkdir()
    lines = ["file,country,country_name,year,kind"]
    for number, (file, year) in enumerate(zip(pair.files, pair.years, strict=True)):
        name = f"{number}{file.suffix}"
        copyfile(file, folder / name)
        kind = "mid_term_review" if pair.review and number else "national_development_plan"
        lines.append(f"{name},XAA,Somewhere,{year},{kind}")
    (folder / "documents.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    batch.scan([folder], folder / "results", jobs=1, quiet=True)
    return reviewing.review(folder / "results").countries[0].tracks[0]


def _measure(pair: Pair, track: Track) -> Measured:
    right = false = missed = verdicts = 0
    aspects = [0, 0, 0]
    wrong = []
    for known in pair.known:
        fate = _fate_of(known, track)
        hit = fate is not None and _hits(known, fate)
        if known.older:
            right += hit and bool(known.newer)
            missed += bool(known.newer) and not hit
            false += fate is not None and bool(fate.matches) and not (hit and known.newer)
        good = fate is not None and fate.fate == known.fate and (hit or not known.newer)
        verdicts += good
        if not good:
            wrong.append(
                f"{known.fate} → {fate.fate if fate else 'not found'}{' (match right)' if hit else ''}: {known.action}"
            )
        if fate is not None and hit and known.fate in ("kept", "changed"):
            found = {change.aspect for change in fate.changes}
            for place, count in enumerate((known.changed & found, found - known.changed, known.changed - found)):
                aspects[place] += len(count)
    return Measured(
        name=pair.name,
        right=right,
        false=false,
        missed=missed,
        verdicts=verdicts,
        actions=len(pair.known),
        aspects=(aspects[0], aspects[1], aspects[2]),
        wrong=tuple(wrong),
    )


def _fate_of(known: Known, track: Track) -> Fate | None:
    if known.older:
        return next((fate for fate in track.fates if fate.older and known.older in plain(fate.older.quote.text)), None)
    return next((fate for fate in track.fates if fate.fate == "new" and _hits(known, fate)), None)


def _hits(known: Known, fate: Fate) -> bool:
    texts = [plain(match.action.quote.text) for match in fate.matches]
    return any(quote in text for quote in known.newer for text in texts)


def total(measured: Sequence[Measured], name: str) -> Measured:
    """Several pairs together."""
    return Measured(
        name=name,
        right=sum(item.right for item in measured),
        false=sum(item.false for item in measured),
        missed=sum(item.missed for item in measured),
        verdicts=sum(item.verdicts for item in measured),
        actions=sum(item.actions for item in measured),
        aspects=tuple(sum(item.aspects[place] for item in measured) for place in range(3)),  # type: ignore[arg-type]
        wrong=(),
    )


def table(measured: Sequence[Measured]) -> list[str]:
    """The figures as a table in Markdown."""
    lines = [
        "| pair | actions | matching F1 | verdicts right | aspects of change: precision | recall |",
        "|" + " --- |" * 6,
    ]
    for item in measured:
        found, false, missed = item.aspects
        precision, recall = found / max(found + false, 1), found / max(found + missed, 1)
        shown = f"{precision:.2f} | {recall:.2f}" if any(item.aspects) else "– | –"
        lines.append(f"| {item.name} | {item.actions} | {item.f1:.3f} | {item.share:.3f} | {shown} |")
    return lines


def measure_all(*, held: bool) -> list[Measured]:
    """Every pair (with those not read where ``held``) and, below, those of each origin together."""
    every = (*samples(), *pairs("dev-"), *(pairs(HELD) if held else ()))
    with tempfile.TemporaryDirectory() as folder:
        measured = review_pairs(every, Path(folder))
    groups = [total([m for m in measured if m.name.startswith(prefix)], name) for prefix, name in ORIGINS.items()]
    return [*measured, *(group for group in groups if group.actions)]


def measure() -> list[str]:
    """The figures, for the results of the benchmarks."""
    return table(measure_all(held=True))


def main(arguments: Sequence[str]) -> None:
    """Print the table; with ``--wrong`` what went wrong in the pairs that may be read."""
    measured = measure_all(held="--held" in arguments)
    print("\n".join(table(measured)))
    if "--wrong" in arguments:
        for item in measured:
            if item.wrong and not item.name.startswith(HELD):
                print(item.name, *item.wrong, sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])
