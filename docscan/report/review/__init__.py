"""Outputs of the mid-term review: a :class:`docscan.comparison.Review` in, a page, a Word report or a workbook out.

Every word of its own stands in ``wording/*.toml``; sentences on countries come ready in the review.
"""

from __future__ import annotations

from docscan.comparison import Review
from docscan.config import ReportSettings

__all__ = ["excel_workbook", "html_page", "word_report"]


def html_page(review: Review, settings: ReportSettings) -> bytes:
    """One HTML file that holds its style and script, and asks for nothing else."""
    from docscan.report.review.page import render

    return render(review, settings)


def word_report(review: Review, settings: ReportSettings) -> bytes:
    """A Word file with the charts as pictures, for people to go on writing in."""
    from docscan.report.review.word import write

    return write(review, settings)


def excel_workbook(review: Review, settings: ReportSettings) -> bytes:
    """A workbook with a sheet for every kind of row, and one that explains the columns."""
    from docscan.report.review.workbook import write

    return write(review, settings)
