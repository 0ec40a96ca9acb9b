"""What the sheet of an action says of it: the labelled fields ("Lead institution: …", "Cost: …") that follow it.

Plans often describe an action in a sheet that is read as several passages: what is done, then by whom, by when, at what
cost. Only the first of them speaks of migration.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from docscan.document import Document
from docscan.frameworks.framework import Framework
from docscan.terms.matching import TermIndex

#: Passages after the action in which its sheet may go on, within the same section.
REACH = 4
#: What stands before a label that opens a line or cell, and after it: some words, a colon, content. A label within a
#: line, where two cells were read as one, has its colon at once.
_OPENS = re.compile(r"(?:^|[\n|•▪●;.])[\s\-–]*\Z")
_FILLED = re.compile(r"[^\n:|.;]{0,60}:\s*[^\s|–—-]")
_FILLED_AT_ONCE = re.compile(r"(?:\s?/\s?\w+)?\s?:\s*[^\s|–—-]")


def sheet_items(frameworks: Sequence[Framework], document: Document, order: int) -> list[tuple[int, str]]:
    """Positions of frameworks that count actions, and ids of the items that the sheet around a passage fills in.

    ``order`` is the passage's place among ``document.passages``.
    """
    labelled = [(number, framework) for number, framework in enumerate(frameworks) if _has_fields(framework)]
    if not labelled:
        return []
    section = document.passages[order].section
    found: list[tuple[int, str]] = []
    for passage in document.passages[order : order + REACH + 1]:
        if passage.section != section:
            break
        text = document.text[passage.start : passage.end]
        for number, framework in labelled:
            for match in _labels(framework, passage.language).find(text):
                if (number, match.id) not in found and _is_label(text, match.start, match.end):
                    found.append((number, match.id))
    return found


def _has_fields(framework: Framework) -> bool:
    return framework.rule.kind == "actions" and any(item.fields for item in framework.items)


def _is_label(text: str, start: int, end: int) -> bool:
    opens = _OPENS.search(text[max(start - 8, 0) : start]) if start else True
    return bool((_FILLED if opens else _FILLED_AT_ONCE).match(text, end))


@lru_cache(maxsize=64)
def _labels(framework: Framework, language: str) -> TermIndex:
    return TermIndex({item.id: item.fields.get(language, ()) for item in framework.items}, language)
