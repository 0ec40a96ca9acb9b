"""Training: what is too little is refused, cut-offs hold what they promise, and it is quick enough."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from docscan.classify.training import FALSE_ALARMS, TrainSettings, choose_doubt, choose_threshold, train
from docscan.errors import ModelError
from docscan.labelled import LabelledPassage
from docscan.labels.shipped import shipped
from tests.classify.labels import analyses, some


@pytest.mark.parametrize(
    "passages",
    [
        some()[:3],
        tuple(replace(passage, level=2) for passage in some()),
        tuple(replace(passage, level=0) for passage in some()),
        (),
    ],
    ids=["three passages", "one level", "nothing relevant", "none"],
)
def test_too_little_to_learn_from_is_refused(passages: tuple[LabelledPassage, ...]) -> None:
    with pytest.raises(ModelError) as refused:
        train(passages, TrainSettings(blocks=("cues",)))
    assert "too few" in refused.value.cause
    assert "--base corpus" in refused.value.fix
    assert refused.value.exit_code == 6


def test_two_levels_are_enough_where_both_are_well_filled() -> None:
    two = tuple(replace(passage, level=min(passage.level, 1)) for passage in some(4))
    model = train(two, TrainSettings(blocks=("cues", "shape")))
    judged = {judgement.level for judgement in model.judge([item.passage for item in analyses(4)])}
    assert 0 in judged


def test_tau_rises_where_false_alarms_would_be_many() -> None:
    levels = np.array([p.level for p in some()])
    sure = np.zeros((len(levels), 5))
    sure[:, 1], sure[:, 0] = 0.6, 0.4  # every silent passage looks like a mention
    few = choose_threshold(levels, sure, analyses(), TrainSettings(prior=0.1, chance=0.001))
    many = choose_threshold(levels, sure, analyses(), TrainSettings(prior=0.1, chance=0.2))
    assert FALSE_ALARMS > 1000 * 0.9 * 0.001
    assert few == 0.3
    assert many > 0.6


def test_the_band_of_doubt_holds_the_least_sure() -> None:
    levels = np.array([1] * 10)
    probabilities = np.array([[0, 1 - p, p, 0, 0] for p in np.linspace(0, 0.45, 10)])
    doubt = choose_doubt(levels, probabilities, analyses()[:10], TrainSettings())
    assert 0.2 <= doubt <= 0.35


@pytest.mark.slow
def test_a_thousand_passages_are_learned_in_a_minute() -> None:
    passages = shipped().passages
    chosen = passages[:: max(1, len(passages) // 1000)][:1000]
    started = time.process_time()
    train(chosen, TrainSettings())
    assert time.process_time() - started < 60
