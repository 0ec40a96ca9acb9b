"""A passage as it stands in the file, with the words that decided marked, and the reasons in words."""

from __future__ import annotations

import re
from itertools import pairwise

from markupsafe import Markup, escape

from docscan.judgement import Finding
from docscan.report.results import PassageResult
from docscan.report.words import Words

#: Which findings are marked, and how: the later a kind stands here, the more it weighs where marks overlap.
MARKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("about", ("concept", "theme")),
    ("link", ("assessment", "effect", "driver")),
    ("action", ("instrument", "stage")),
    ("anchor", ("anchor",)),
)
#: Cues are marked by what they cue.
CUES: dict[str, str] = {"link": "link", "commitment": "action", "report": "action"}

#: Lines without a word, as layouts leave them; the first break is kept.
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")

#: Findings that are told as reasons, in this order.
REASONS: tuple[str, ...] = (
    *("cue", "assessment", "effect", "driver", "instrument", "stage", "anchor"),
    *("tier", "coherence", "means", "partnership", "exclusion"),
)


def mark(passage: PassageResult) -> Markup:
    """The passage's text as HTML with ``<mark>`` elements; nothing of the text is left out but blank lines."""
    text = passage.text
    spans = [
        (max(finding.start, 0), min(finding.end, len(text)), kind)
        for finding in passage.findings
        if (kind := _kind(finding))
    ]
    limits = sorted({0, len(text), *(limit for start, end, _ in spans if start < end for limit in (start, end))})
    parts: list[str] = []
    for start, end in pairwise(limits):
        strength = max((kind for first, last, kind in spans if first <= start and end <= last), default=0)
        piece = str(escape(BLANK_LINES.sub("\n", text[start:end])))
        parts.append(f'<mark class="{MARKS[strength - 1][0]}">{piece}</mark>' if strength else piece)
    return Markup("".join(parts))  # its pieces are escaped


def reasons(passage: PassageResult, wording: Words) -> list[tuple[str, str]]:
    """Pairs of facet and its values in words, those that decide the level first."""
    found = []
    for facet in REASONS:
        values = passage.values(facet)
        if facet == "cue" and passage.values("assessment"):
            # The link that a cue tells is said by the assessment itself.
            values = tuple(value for value in values if value != "link")
        if values:
            name = wording.text("facet", facet)
            found.append((name, ", ".join(wording.text(facet, value) for value in values)))
    return found


def words_of(passage: PassageResult, facet: str, value: str) -> str:
    """The words of a passage that carry one value of a facet, different ones separated by a semicolon."""
    found = [
        " ".join(passage.text[item.start : item.end].split())
        for item in passage.findings
        if item.facet == facet and item.value == value
    ]
    return "; ".join(dict.fromkeys(piece for piece in found if piece))


def shorten(text: str, length: int) -> str:
    """The text up to ``length`` characters, cut at a space, with an ellipsis where it was cut."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + "…"


def excerpt(passage: PassageResult, length: int) -> str:
    """About ``length`` characters of a passage, from the sentence in which it first speaks of migration."""
    first = min((item.start for item in passage.findings if item.facet in {"concept", "theme"}), default=0)
    if first < length / 2:
        return shorten(passage.text, length)
    start = max(passage.text.rfind(end, 0, first) + len(end) for end in (". ", "; ", ".\n", "| "))
    return ("… " if start > 1 else "") + shorten(passage.text[start:] if start > 1 else passage.text, length)


def _kind(finding: Finding) -> int:
    wanted = CUES.get(finding.value, "") if finding.facet == "cue" else ""
    for number, (name, facets) in enumerate(MARKS, start=1):
        if finding.facet in facets or name == wanted:
            return number
    return 0
