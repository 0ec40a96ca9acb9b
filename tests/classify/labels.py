"""Labelled passages for tests of learning: a small part of those that ship, the same every time."""

from __future__ import annotations

from functools import lru_cache

from docscan.classify.analysis import Analysis, analyse
from docscan.classify.training import passage_text
from docscan.labelled import LabelledPassage
from docscan.labels.shipped import shipped


@lru_cache(maxsize=4)
def some(every: int = 6) -> tuple[LabelledPassage, ...]:
    """Every so-manieth passage of the corpus."""
    return tuple(shipped().passages[::every])


@lru_cache(maxsize=4)
def analyses(every: int = 6) -> tuple[Analysis, ...]:
    return tuple(analyse(passage_text(passage)) for passage in some(every))
