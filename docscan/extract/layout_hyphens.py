"""Words divided at the end of a line: joined, unless the document writes them with a hyphen elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docscan.extract.layout import SOFT_HYPHEN
from docscan.extract.textline import TextLine

_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_PART = re.compile(r"^[^\W\d_]+")
_HARD_END = re.compile(r"[^\W\d_]-$")
#: Marks at a line's end that may divide a word.
HYPHENS = frozenset({SOFT_HYPHEN, "-"})


class Hyphens:
    """Knows the compounds of a document, looked up only when a line ends in a hyphen."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._compounds: frozenset[str] | None = None

    def join(self, text: str, following: str) -> tuple[str, str]:
        """The line's text, and what joins it to the following line: a space, or nothing."""
        if text[-1:] not in HYPHENS or (text[-1] == "-" and not _HARD_END.search(text[-2:])):
            return text, " "
        stem = text[:-1]
        if not following[:1].isalpha() or not stem[-1:].isalpha():
            return stem + "-", "" if following[:1].isalnum() else " "
        if not following[0].islower() or self._is_compound(stem, following):
            return stem + "-", ""
        return stem, ""

    def _is_compound(self, stem: str, following: str) -> bool:
        first, second = _LAST_PART.search(stem), _FIRST_PART.match(following)
        if first is None or second is None:
            return False
        if self._compounds is None:
            self._compounds = frozenset(
                compound.lower()
                for line in self._lines
                if "-" in line.text
                for word in line.text.split()
                if "-" in word
                for compound in _COMPOUND.findall(word)
            )
        return f"{first[0]}-{second[0]}".lower() in self._compounds
