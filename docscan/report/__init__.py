"""Outputs: a :class:`Results` value in, files out. Every word of every output stands in ``wording/*.toml``.

>>> from docscan.report import Results, write
"""

from __future__ import annotations

from docscan.report.results import (
    Change,
    DocumentResult,
    Failure,
    PassageResult,
    Results,
    RunFacts,
    SectionResult,
    document_result,
)
from docscan.report.writing import FORMATS, write

__all__ = [
    "FORMATS",
    "Change",
    "DocumentResult",
    "Failure",
    "PassageResult",
    "Results",
    "RunFacts",
    "SectionResult",
    "document_result",
    "write",
]
