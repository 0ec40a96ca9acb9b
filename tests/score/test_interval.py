"""Draws follow their probabilities and their seed; differences and ranks are told by intervals."""

from __future__ import annotations

import numpy as np
import pytest

from docscan.score.interval import difference, draw_levels, rank_ranges, spread

ROW = np.array([[0.1, 0.2, 0.3, 0.3, 0.1]])


def test_draws_follow_the_probabilities() -> None:
    levels = draw_levels(ROW, np.array([True]), document="a", seed=1, draws=20_000)
    shares = np.bincount(levels[0], minlength=5) / 20_000
    assert shares == pytest.approx(ROW[0], abs=0.02)


def test_draws_depend_on_document_and_seed_only() -> None:
    chosen = np.array([True])
    first = draw_levels(ROW, chosen, document="a", seed=1, draws=50)
    assert (first == draw_levels(ROW, chosen, document="a", seed=1, draws=50)).all()
    assert (first != draw_levels(ROW, chosen, document="b", seed=1, draws=50)).any()
    assert (first != draw_levels(ROW, chosen, document="a", seed=2, draws=50)).any()


def test_unconsidered_passages_stay_nought_and_move_no_other_draw() -> None:
    alone = draw_levels(ROW, np.array([True]), document="a", seed=1, draws=50)
    table = np.concatenate([ROW, ROW, ROW])
    among = draw_levels(table, np.array([False, True, False]), document="a", seed=1, draws=50)
    assert (among[1] == alone[0]).all()
    assert not among[[0, 2]].any()


def test_no_passages_give_an_empty_table() -> None:
    assert draw_levels(np.zeros((0, 5)), np.zeros(0, dtype=bool), document="a", seed=1, draws=7).shape == (0, 7)


def test_a_level_without_probability_is_never_drawn() -> None:
    table = np.array([[0.0, 0.0, 1.0, 0.0, 0.0]])
    assert set(draw_levels(table, np.array([True]), document="a", seed=1, draws=500)[0].tolist()) == {2}


def test_spread_gives_median_and_nine_tenths() -> None:
    found = spread(np.arange(101, dtype=float), 0.9)
    assert (found.low, found.value, found.high) == (5.0, 50.0, 95.0)


@pytest.mark.parametrize(
    ("first", "second", "clear"),
    [([10.0] * 9, [11.0] * 9, True), ([10.0, 12.0] * 9, [11.0, 11.0] * 9, False), ([20.0] * 9, [11.0] * 9, True)],
)
def test_a_difference_is_clear_when_its_interval_excludes_nought(
    first: list[float], second: list[float], clear: bool
) -> None:
    assert difference(first, second).clear is clear


def test_ranks_are_ranges_from_the_best_to_the_worst_that_equals_allow() -> None:
    found = rank_ranges(
        {"XAA": [9.0, 1.0] * 50, "XAB": [5.0, 5.0] * 50, "XAC": [5.0, 5.0] * 50, "XAD": [0.0, 0.0] * 50}
    )
    assert found == {"XAA": (1, 3), "XAB": (1, 3), "XAC": (1, 3), "XAD": (4, 4)}
    silent = {f"X{letter}A": [0.0] * 100 for letter in "BCDE"}
    assert rank_ranges({"XAA": [9.0] * 100, **silent}) == {"XAA": (1, 1), **dict.fromkeys(silent, (2, 5))}
    assert rank_ranges({}) == {}
