"""Sections: the walk stops where the codebook says, and the section's figures name the passage that attains them."""

from __future__ import annotations

import pytest
from invented import SPOKEN, Chapter, Said, plan

from docscan import frameworks
from docscan.config import load
from docscan.score.profile import score_document
from docscan.scorecard import SectionScore

SETTINGS = load().score
PROFILE = frameworks.load("fmmd-2009")


def words(count: int, level: int = 0, tag: str = "word") -> Said:
    probabilities = tuple(1.0 if number == level else 0.0 for number in range(5))
    return Said(" ".join([tag] * count), level, (), probabilities)


def score(*said: Said) -> SectionScore:
    document, judgements = plan([Chapter("Only chapter", said)])
    return score_document(document, judgements, SETTINGS, PROFILE).sections[0]


@pytest.mark.parametrize(
    ("said", "level", "value", "peak"),
    [
        ((words(50, 3),), 3, 75.0, 3),
        ((words(10, 4), words(90)), 4, 100.0, 4),  # a tenth of the words in one passage: the walk stops at it
        ((words(4, 4), words(96)), 1, 25.0, 4),  # less than a twentieth: it goes on to a silent passage
        ((words(4, 4), words(4, 2), words(192)), 2, 50.0, 4),  # two passages end the walk
        ((words(2, 1), words(98)), 1, 25.0, 1),
        ((words(50), words(50)), 0, 0.0, 0),
    ],
)
def test_the_walk_ends_at_a_twentieth_of_the_words_or_two_passages(
    said: tuple[Said, ...], level: int, value: float, peak: int
) -> None:
    found = score(*said)
    assert (found.level, found.score, found.low, found.high, found.peak) == (level, value, value, value, peak)


def test_share_is_of_words_at_level_one_and_above() -> None:
    assert score(words(30, 1), words(10, 3), words(60)).share == pytest.approx(0.4)


def test_a_section_is_scored_with_its_subsections_and_each_subsection_alone() -> None:
    chapters = [
        Chapter("Parent", (words(90),), rank=1),
        Chapter("Child", (words(10, 3),), rank=2),
        Chapter("Sibling", (words(10),), rank=1),
    ]
    document, judgements = plan(chapters)
    parent, child, sibling = score_document(document, judgements, SETTINGS, PROFILE).sections
    assert (parent.level, parent.words) == (3, 100)
    assert (child.level, child.words) == (3, 10)
    assert (sibling.level, sibling.passage) == (0, "")


def test_the_score_is_the_expected_level_and_its_interval_holds_it() -> None:
    document, judgements = plan([Chapter("Only chapter", (SPOKEN[3][0],))])
    found = score_document(document, judgements, SETTINGS, PROFILE).sections[0]
    assert found.score == pytest.approx(25 * judgements.passages[0].expected)
    assert found.low <= found.score <= found.high
    assert found.passage == document.passages[0].id


def test_ties_go_to_the_surer_passage_then_to_the_earlier_one() -> None:
    sure, unsure = (0.0, 0.0, 0.0, 0.1, 0.9), (0.0, 0.0, 0.0, 0.4, 0.6)
    first = Said("one " * 20, 4, (), unsure)
    second = Said("two " * 20, 4, (), sure)
    third = Said("three " * 20, 4, (), sure)
    document, judgements = plan([Chapter("Only chapter", (first, second, third))])
    found = score_document(document, judgements, SETTINGS, PROFILE).sections[0]
    assert found.passage == document.passages[1].id


def test_a_section_without_text_of_its_own_or_below_is_not_scored() -> None:
    document, judgements = plan([Chapter("Empty", ()), Chapter("Full", (words(10),))])
    assert [item.section for item in score_document(document, judgements, SETTINGS, PROFILE).sections] == [
        document.sections[1].id
    ]
