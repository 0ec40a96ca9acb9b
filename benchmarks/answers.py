"""Answers to the frameworks' questions against those of people who read the documents without seeing ours."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from benchmarks.measuring import ROOT, STRATEGIES, Table

TITLE = "Framework answers"
#: Questions with the judges' answers: which framework, item and file, how sure they were, and in which half.
JUDGED = ROOT / "benchmarks" / "answers.csv"
VALUES = ("addressed", "partly", "silent")
#: ``develop``: errors were read while the grids were improved. ``held``: only figures were looked at.
HALVES = ("develop", "held")


class Pair(NamedTuple):
    """One question: what the judge answered, what docscan answers, whether the judge was sure, and the half."""

    judged: str
    ours: str
    sure: bool
    half: str


def measure() -> list[str]:
    """Accuracy and macro F1 over addressed, partly, silent: for every framework, in both halves, from a fresh reading."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ours = read(sorted({row["file"] for row in rows}))
    pairs: dict[str, list[Pair]] = {}
    for row in rows:
        found = ours[row["file"], row["framework"], row["item"]]
        pairs.setdefault(row["framework"], []).append(Pair(row["judged"], found, row["sure"] == "yes", row["half"]))
    every = [pair for found in pairs.values() for pair in found]
    table = tabulate({**pairs, "all": every, "all, judge sure": [pair for pair in every if pair.sure]})
    return [*table, "", *confusion(every)]


def read(files: Sequence[str]) -> Mapping[tuple[str, str, str], str]:
    """The answer to every question of the shipped frameworks, by file, framework and item."""
    from docscan import frameworks, pipeline
    from docscan.config import load
    from docscan.extract import extract
    from docscan.score.framework import answer_all

    settings = load()
    grids = tuple(frameworks.load(name) for name in frameworks.names())
    answers: dict[tuple[str, str, str], str] = {}
    for name in files:
        document = extract(STRATEGIES / name, settings.extract)
        for result in answer_all(grids, document, pipeline.judge(document, settings)):
            answers.update({(name, result.framework, found.item): found.answer for found in result.answers})
    return answers


def tabulate(parts: Mapping[str, Sequence[Pair]]) -> Table:
    """One row per part: number, accuracy and macro F1 of all its questions, then of each half."""
    heads = [
        f"{what}{half}" for half in ("", *(f", {half}" for half in HALVES)) for what in ("n", "accuracy", "macro F1")
    ]
    lines = ["| framework | " + " | ".join(heads) + " |", "|" + " --- |" * (len(heads) + 1)]
    for name, pairs in parts.items():
        groups = [list(pairs), *([pair for pair in pairs if pair.half == half] for half in HALVES)]
        cells = [
            cell for group in groups for cell in (str(len(group)), f"{accuracy(group):.2f}", f"{macro(group):.2f}")
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def confusion(pairs: Sequence[Pair]) -> Table:
    """How often each answer of the judges met each of ours."""
    ours = (*VALUES, "not_read")
    lines = ["| judged | " + " | ".join(f"ours: {value}" for value in ours) + " |", "|" + " --- |" * (len(ours) + 1)]
    for judged in VALUES:
        counts = [sum(pair.judged == judged and pair.ours == value for pair in pairs) for value in ours]
        lines.append(f"| {judged} | " + " | ".join(map(str, counts)) + " |")
    return lines


def accuracy(pairs: Sequence[Pair]) -> float:
    """Share of the questions answered as the judge did."""
    return sum(pair.judged == pair.ours for pair in pairs) / max(len(pairs), 1)


def macro(pairs: Sequence[Pair]) -> float:
    """Mean F1 of the values that the judge or docscan gave; 0 where there is no question."""
    scores = []
    for value in VALUES:
        both = sum(pair.judged == value and pair.ours == value for pair in pairs)
        either = sum((pair.judged == value) + (pair.ours == value) for pair in pairs)
        if either:
            scores.append(2 * both / either)
    return sum(scores) / max(len(scores), 1)
