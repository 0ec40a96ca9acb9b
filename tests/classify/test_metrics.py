"""Figures of agreement, checked against scikit-learn and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, confusion_matrix, f1_score

from docscan.classify.metrics import accuracy, calibration, confusion, kappa, macro_f1, measures, relevance_f1

levels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=5, max_size=60)


@given(levels)
def test_kappa_confusion_and_relevance_are_those_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    a, b = np.array(pairs).T
    assert np.array_equal(confusion(a, b), confusion_matrix(a, b, labels=range(5)))
    assert relevance_f1(a, b) == pytest.approx(f1_score(a > 0, b > 0, zero_division=0.0))
    if len({*a, *b}) > 1:
        wanted = cohen_kappa_score(a, b, weights="quadratic", labels=range(5))
        assert kappa(a, b) == pytest.approx(wanted, nan_ok=True)


def test_one_level_on_both_sides_has_no_kappa() -> None:
    same = np.zeros(4, dtype=int)
    assert np.isnan(kappa(same, same))
    assert accuracy(same, same) == 1.0


def test_macro_f1_counts_all_five_levels() -> None:
    perfect = np.array([0, 1, 2, 3, 4])
    assert macro_f1(perfect, perfect) == 1.0
    assert macro_f1(np.array([0, 1]), np.array([0, 1])) == pytest.approx(0.4)


def test_calibration_error_is_the_distance_of_confidence_and_truth() -> None:
    sure = np.tile([0.8, 0.2, 0.0, 0.0, 0.0], (10, 1))
    error, curve = calibration(np.array([0] * 8 + [1] * 2), sure)
    assert error == pytest.approx(0.0)
    assert curve == [(pytest.approx(0.8), pytest.approx(0.8), 10)]
    assert calibration(np.array([1] * 10), sure)[0] == pytest.approx(0.8)


def test_intervals_hold_the_value_and_come_out_the_same_twice() -> None:
    generator = np.random.default_rng(3)
    a = generator.integers(0, 5, 80)
    b = np.where(generator.random(80) < 0.7, a, generator.integers(0, 5, 80))
    groups = [str(index // 8) for index in range(80)]
    found = measures(a, b, groups, samples=100)
    assert found == measures(a, b, groups, samples=100)
    assert all(item.low <= item.value <= item.high for item in found.values())
