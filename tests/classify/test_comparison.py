"""Models trained anew: ways of splitting, sets of blocks, and amounts of labels, each measured on what was kept apart."""

from __future__ import annotations

from functools import lru_cache

from docscan.classify.card import RANDOM, RULES, TOUCHED, WORDS
from docscan.classify.comparison import Trial
from docscan.classify.training import TrainSettings
from tests.classify.labels import some


@lru_cache(maxsize=1)
def trial() -> Trial:
    return Trial(some(), TrainSettings(blocks=("cues", "shape")))


def test_every_way_of_splitting_stands_beside_the_rules_and_plain_words() -> None:
    found = trial().cross_validate()
    names = {"by document", "by country", "by language", RANDOM, RULES, f"{WORDS}, by document"}
    assert names <= set(found)
    assert f"by document, {TOUCHED}" in found
    assert all({"kappa", "macro_f1"} <= set(row) for row in found.values())
    kappa = found["by document"]["kappa"]
    assert kappa.low < kappa.value < kappa.high


def test_blocks_are_compared_in_one_table() -> None:
    found = trial().compare_blocks()
    assert {"words", "characters", "cues", "shape", "cues + shape", "words + characters + cues + shape"} <= set(found)
    assert all(set(row) == {"by document", "by country", "by language"} for row in found.values())
    assert found["cues + shape"]["by language"].value > found["shape"]["by language"].value


def test_the_learning_curve_grows_by_nested_parts() -> None:
    found = trial().learning_curve([100, 200, len(some())])
    counts = [count for count, _ in found]
    assert counts == sorted(counts)
    assert counts[-1] <= len(some())
    assert found[-1][1].value > 0.3


def test_too_few_passages_have_no_point_on_the_curve() -> None:
    assert trial().learning_curve([1]) == []
