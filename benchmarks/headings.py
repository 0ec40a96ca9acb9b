"""Headings found against those that the authors of the documents tagged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from benchmarks.measuring import SHARED, Table

TITLE = "Headings"


def measure() -> Table:
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
    return lines


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
