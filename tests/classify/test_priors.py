"""From the shares of labelled passages to those of whole documents."""

from __future__ import annotations

import numpy as np
import pytest

from docscan.classify import priors


def test_rarer_passages_need_more_evidence() -> None:
    shifts = [priors.first_step(prior, 0.003, 0.9, 0.8) for prior in (0.001, 0.01, 0.1)]
    assert shifts == sorted(shifts)
    assert shifts[0] < 0 < shifts[2]


def test_a_silent_passage_is_the_less_likely_relevant_the_more_the_termbase_finds() -> None:
    assert priors.missed(0.03, 0.003, 0.6) > priors.missed(0.03, 0.003, 0.9)
    assert priors.missed(0.03, 0.003, 1.0) == 0.0


def test_moved_shares_are_those_of_whole_documents() -> None:
    labelled = np.array([0.25, 0.25, 0.25, 0.25])
    rows = np.array([[0.2, 0.2, 0.2, 0.2, 0.2]])
    found = priors.reweigh(rows, priors.factors((0.24, 0.45, 0.28, 0.03), labelled))
    assert found[0, 0] == 0.2
    assert found[0, 1:] / 0.8 == pytest.approx([0.24, 0.45, 0.28, 0.03], rel=0.01)


def test_a_level_without_labels_is_left_as_it_is_and_none_is_moved_without_end() -> None:
    found = priors.factors((0.25, 0.45, 0.29, 0.01), np.array([0.5, 0.0, 0.01, 0.49]))
    assert found[1] == 1.0
    assert found[2] == priors.MOST
    assert found[3] == 1 / priors.MOST


def test_weighted_labels_stand_for_whole_documents() -> None:
    levels = np.array([0] * 10 + [1] * 30 + [2] * 30 + [3] * 20 + [4] * 10)
    weights = priors.document_weights(levels, 0.03, 0.003, 0.9, (0.25, 0.45, 0.27, 0.03))
    assert weights.sum() == pytest.approx(1.0)
    relevant = weights[levels >= 1].sum()
    assert weights[levels == 2].sum() / relevant == pytest.approx(0.45)
    assert weights[levels == 0].sum() == pytest.approx(0.97 * 0.003 / (0.97 * 0.003 + 0.03 * 0.9))
