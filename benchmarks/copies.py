"""Many documents from few: the sample strategies set again, each with text of its own, for measuring how cost grows.

Every ten copies are the same ten kinds of document (six PDFs, one Word file, HTML, Markdown, text), so that cost per
document can be compared between folders of ten and of ten thousand. Each copy has a sentence of its own below every
heading: no two passages lists, and no two files, are the same. Short copies keep two chapters, each copy others.
Usage: ``python -m benchmarks.copies COUNT FOLDER``.
"""

from __future__ import annotations

import csv
import io
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "corpus" / "typesetting"
SAMPLES = ROOT / "corpus" / "samples"

#: The ten documents of a round: source and suffix of what is made of it.
ROUND = (
    ("XAA_2016_national-development-plan_en", ".pdf"),
    ("XAC_2022_plan-nacional-desarrollo_es", ".html"),
    ("XAA_2021_national-development-plan_en", ".pdf"),
    ("XAE_2019_infrastructure-strategy_en", ".txt"),
    ("XAB_2017_strategie-reduction-pauvrete_fr", ".pdf"),
    ("XAH_2023_plano-nacional-desenvolvimento_pt", ".md"),
    ("XAF_2020_vision-strategique_fr", ".pdf"),
    ("XAA_2023_mid-term-review_en", ".docx"),
    ("XAG_2020_estrategia-empleo_es", ".pdf"),
    ("XAB_2017_strategie-reduction-pauvrete_fr", ".pdf"),
)
COUNTRIES = 200
PLACES = ("the north", "the delta", "the uplands", "the capital", "the islands", "the border districts", "the coast")
SENTENCES = {
    "en": "In survey {a} of {place}, {b} households of {c} answered, and {d} of them named roads first.",
    "fr": "Dans l'enquête {a} ({place}), {b} ménages sur {c} ont répondu, dont {d} ont cité les routes en premier.",
    "es": "En la encuesta {a} ({place}) respondieron {b} hogares de {c}, y {d} de ellos citaron primero los caminos.",
    "pt": "No inquérito {a} ({place}) responderam {b} famílias de {c}, e {d} delas citaram primeiro as estradas.",
}


def make(count: int, folder: Path, *, first: int = 0, table: bool = True, short: bool = False) -> list[Path]:
    """Write ``count`` documents and their ``documents.csv`` into ``folder``; those that are there are kept.

    ``short`` ones have two chapters and a third of the pages: what a scan does once a document weighs more in them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (SAMPLES / "documents.csv").open(encoding="utf-8", newline="") as file:
        known = {Path(row["file"]).stem: row for row in csv.DictReader(file)}
    rows, paths = [], []
    for number in range(first, first + count):
        name, suffix = ROUND[number % len(ROUND)]
        code = _codes()[number // 5 % COUNTRIES]
        path = folder / f"{number:05}_{name[4:]}{suffix}"
        if not path.exists():
            draft = path.with_name(f".{path.name}.part")
            draft.write_bytes(MAKERS[suffix](name, number, short))
            draft.replace(path)
        rows.append({**known[name], "file": path.name, "country": code, "country_name": ""})
        paths.append(path)
    if table:
        with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return paths


def _codes() -> list[str]:
    """Codes that stand for any country or region: XAA to XZZ."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [f"X{first}{second}" for first in letters for second in letters if (first, second) != ("K", "X")]


def _sentence(language: str, dice: random.Random) -> str:
    a, b, d = dice.randrange(100, 999), dice.randrange(200, 900), dice.randrange(20, 190)
    return SENTENCES[language].format(a=a, b=b, c=b + dice.randrange(50, 400), d=d, place=dice.choice(PLACES))


def _chapters(text: str, pattern: str, number: int, *, kept: int = 2) -> str:
    """The text before its first chapter and ``kept`` chapters, which ones by ``number``; ``pattern`` opens a chapter."""
    starts = [match.start() for match in re.finditer(pattern, text, flags=re.MULTILINE)]
    if len(starts) <= kept:
        return text
    first = number // len(ROUND) % (len(starts) - kept + 1)
    ends = [*starts, len(text)]
    return text[: starts[0]] + text[starts[first] : ends[first + kept]]


def _below_headings(text: str, pattern: str, name: str, number: int, form: str = "\n\n{}\n\n") -> str:
    """The text with a new paragraph after every line that ``pattern`` matches."""
    dice = random.Random(number)
    return re.sub(pattern, lambda match: match[0] + form.format(_sentence(name[-2:], dice)), text, flags=re.MULTILINE)


def _pdf(name: str, number: int, short: bool) -> bytes:
    import datetime
    import tempfile

    import typst

    text = (SOURCES / f"{name}.typ").read_text(encoding="utf-8")
    if short:
        text = _chapters(text, r"^= .*$", number)
    changed = _below_headings(text, r"^={1,4} .*$", name, number)
    with tempfile.TemporaryDirectory() as room:
        for part in ("layout.typ",):
            (Path(room) / part).write_bytes((SOURCES / part).read_bytes())
        source = Path(room) / "plan.typ"
        source.write_text(changed, encoding="utf-8")
        stamp = datetime.datetime(2024, 1, 15, tzinfo=datetime.UTC)
        made = typst.compile(source, format="pdf", root=room, ignore_system_fonts=True, timestamp=stamp)
    if not isinstance(made, bytes):
        raise SystemExit(f"{name} gave no PDF")
    return made


def _docx(name: str, number: int, short: bool) -> bytes:
    del short  # always whole: one in ten
    import docx

    dice = random.Random(number)
    document = docx.Document(str(SAMPLES / f"{name}.docx"))
    for paragraph in list(document.paragraphs):
        if ((paragraph.style and paragraph.style.name) or "").startswith("Heading"):
            paragraph.insert_paragraph_before(_sentence(name[-2:], dice))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _text(suffix: str, pattern: str, chapter: str, form: str = "\n\n{}\n\n") -> Callable[[str, int, bool], bytes]:
    def write(name: str, number: int, short: bool) -> bytes:
        text = (SAMPLES / f"{name}{suffix}").read_text(encoding="utf-8")
        if short:
            text = _chapters(text, chapter, number)
        return _below_headings(text, pattern, name, number, form).encode()

    return write


MAKERS: dict[str, Callable[[str, int, bool], bytes]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _text(".html", r"</h[1-4]>", r"<h2[ >]", "<p>{}</p>"),
    ".md": _text(".md", r"^#{1,4} .*$", r"^## "),
    ".txt": _text(".txt", r"^\d+(?:\.\d+)* +[A-Z].{3,60}$", r"^\d+\. [A-Z ,]+$"),
}


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
