"""An edition against the one before it: every dimension and the index, over paired draws, with a plain verdict."""

from __future__ import annotations

import numpy as np

from docscan.comparison import Comparison, Difference, Verdict
from docscan.review.texts import Record
from docscan.scorecard import DIMENSIONS

DECIMALS = 4


def compare(older: Record, newer: Record, *, margin: float, interval: float) -> Comparison:
    """Differences of the newer edition from the older. ``margin`` in points of 100, ``interval`` a share (0.9)."""
    found = {name: difference(name, older, newer, margin=margin, interval=interval) for name in (*DIMENSIONS, "index")}
    return Comparison(
        older=older.document,
        newer=newer.document,
        verdict=found["attention"].verdict,
        index=found["index"],
        dimensions=tuple(found[name] for name in DIMENSIONS),
        languages_differ=older.language != newer.language,
    )


def difference(name: str, older: Record, newer: Record, *, margin: float, interval: float) -> Difference:
    """The difference in one figure; without a comparison where either text gives none."""
    values = [_value(name, record) for record in (older, newer)]
    draws = [record.draws.get(name) for record in (older, newer)]
    one, two = draws
    if None in values or one is None or two is None or len(one) != len(two):
        return Difference(
            name=name, older=values[0], newer=values[1], value=None, low=None, high=None, verdict="no_comparison"
        )
    tail = (1.0 - interval) / 2.0
    low, middle, high = (_rounded(value) for value in np.quantile(two - one, (tail, 0.5, 1.0 - tail)))
    return Difference(
        name=name, older=values[0], newer=values[1], value=middle, low=low, high=high, verdict=verdict(low, high, margin)
    )  # fmt: skip


def verdict(low: float, high: float, margin: float) -> Verdict:
    """What an interval of a difference says: within the margin it is the same, beside zero more or less, else unclear.

    >>> verdict(4.0, 9.0, 3.0), verdict(-1.0, 2.5, 3.0), verdict(-1.0, 8.0, 3.0), verdict(0.0, 0.0, 3.0)
    ('more', 'same', 'unclear', 'same')
    """
    if -margin <= low and high <= margin:
        return "same"
    if low > 0:
        return "more"
    return "less" if high < 0 else "unclear"


def _value(name: str, record: Record) -> float | None:
    if name == "index":
        return record.index.value
    return next((figure.value for figure in record.dimensions if figure.name == name), None)


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0
