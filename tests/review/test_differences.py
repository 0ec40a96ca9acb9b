"""Differences are judged by the interval of the paired difference."""

from __future__ import annotations

import pytest

from docscan.review import differences
from tests.review.invented import record


@pytest.mark.parametrize(
    ("before", "after", "spread", "expected"),
    [
        (30, 45, 1.0, "more"),
        (45, 30, 1.0, "less"),
        (40, 40.5, 0.2, "same"),
        (40, 44, 6.0, "unclear"),
        (0, 0, 0.0, "same"),
    ],
)
def test_the_verdict_follows_the_interval(before: float, after: float, spread: float, expected: str) -> None:
    older, newer = record("a", value=before, spread=spread), record("bb", year="2021", value=after, spread=spread)
    found = differences.compare(older, newer, margin=3.0, interval=0.9)
    assert found.verdict == expected
    assert found.index.verdict == expected
    assert found.index.low is not None and found.index.high is not None and found.index.low <= found.index.high


def test_a_clear_but_tiny_difference_is_the_same() -> None:
    assert differences.verdict(0.5, 2.0, 3.0) == "same"
    assert differences.verdict(0.5, 4.0, 3.0) == "more"


def test_a_figure_that_one_text_lacks_has_no_comparison() -> None:
    older, newer = record("a"), record("b", year="2021")
    older.draws.pop("breadth")  # type: ignore[attr-defined]
    found = differences.compare(older, newer, margin=3.0, interval=0.9)
    breadth = next(item for item in found.dimensions if item.name == "breadth")
    assert (breadth.verdict, breadth.value) == ("no_comparison", None)
