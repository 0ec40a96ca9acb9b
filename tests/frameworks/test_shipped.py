"""What the shipped frameworks hold: all that their sources list, in four languages."""

from __future__ import annotations

import pickle

import pytest

from docscan import frameworks
from docscan.frameworks import LANGUAGES, Framework, Profile, Wording
from docscan.frameworks.reasons import reasons
from docscan.frameworks.vocabulary import EVERY_CONCEPT, shared_concepts, shared_words
from docscan.scorecard import DIMENSIONS

SIZES = {
    "fmmd-2009": 19,
    "fmmd-2009-tools": 32,
    "fmmd-2010-partnerships": 20,
    "global-approach": 19,
    "france-2018-2022": 35,
    "expertise-france": 9,
    "mid-term-review": 8,
    "gcm": 23,
    "sdg-10-7-2": 30,
    "plan-quality": 5,
}


def profile() -> Profile:
    found = frameworks.load("fmmd-2009").profile
    assert found is not None
    return found


def filled(wording: Wording) -> bool:
    return all(getattr(wording, language).strip() for language in LANGUAGES)


def test_ten_frameworks_ship_with_their_items() -> None:
    assert {name: len(frameworks.load(name).items) for name in frameworks.names()} == SIZES


@pytest.mark.parametrize("name", frameworks.names())
def test_every_text_stands_in_four_languages(name: str) -> None:
    framework = frameworks.load(name)
    assert framework.id == name
    assert filled(framework.title)
    assert filled(framework.rule.description)
    assert filled(framework.source.document) and filled(framework.source.section)
    assert all(filled(group.title) for group in framework.groups)
    assert all(filled(band.title) for band in framework.rule.bands)
    for item in framework.items:
        assert filled(item.title) and filled(item.question) and filled(item.gap), item.id
        assert not item.terms or set(item.terms) == set(LANGUAGES), item.id


@pytest.mark.parametrize("name", frameworks.names())
def test_every_item_has_examples_and_counterexamples_of_different_languages(name: str) -> None:
    for item in frameworks.load(name).items:
        assert sum(map(len, item.examples.values())) >= 3, item.id
        assert sum(map(len, item.counterexamples.values())) >= 2, item.id
        assert len(item.examples) >= 2 and len(item.counterexamples) >= 2, item.id


def test_every_shared_word_group_stands_in_four_languages() -> None:
    assert all(set(group) == set(LANGUAGES) for group in shared_words().values())


def test_word_groups_list_concepts_that_the_termbase_has() -> None:
    from docscan.terms.lexicon import load

    known = {entry.id for entry in load("concepts").entries}
    assert shared_concepts()
    for name, listed in shared_concepts().items():
        assert set(listed) - {EVERY_CONCEPT} <= known, name


def test_the_thirty_actions_stand_one_by_one_under_five_objectives() -> None:
    framework = frameworks.load("france-2018-2022")
    actions = [item for item in framework.items if item.id.isdigit()]
    assert [item.id for item in actions] == [str(number) for number in range(1, 31)]
    sizes = [sum(item.group == f"objective-{number}" for item in actions) for number in range(1, 6)]
    assert sizes == [7, 7, 5, 6, 5]


def test_the_sdg_framework_has_six_domains_of_five_and_says_that_it_reads_the_text() -> None:
    framework = frameworks.load("sdg-10-7-2")
    assert [sum(item.group == group.id for item in framework.items) for group in framework.groups] == [5] * 6
    assert "not the official value" in framework.notice.text("en")
    assert filled(framework.notice)
    bands = [framework.rule.band(value) for value in (0, 39.9, 40, 79.9, 80, 99.9, 100)]
    assert bands == [
        "requires_progress", "requires_progress", "partially_meets", "partially_meets", "meets", "meets", "fully_meets",
    ]  # fmt: skip


def test_expertise_france_has_three_domains_of_three_lines() -> None:
    framework = frameworks.load("expertise-france")
    assert [sum(item.group == group.id for item in framework.items) for group in framework.groups] == [3, 3, 3]


def test_the_profile_gives_every_constant_with_its_reason() -> None:
    constants = profile()
    assert tuple(name for name, _ in constants.weights) == DIMENSIONS
    assert {weight for _, weight in constants.weights} == {1.0}
    assert all(filled(reason) for reason in constants.why.values())
    for language in ("fr", "es", "pt"):
        assert not {reason.text("en") for reason in constants.why.values()} & {
            reason.text(language) for reason in constants.why.values()
        }
    assert (constants.k, constants.attention_scale, constants.walk_share, constants.section_cap) == (4, 0.05, 0.05, 25)


@pytest.mark.parametrize(
    ("value", "mentioned", "band"),
    [
        (0, False, "absent"), (0, True, "negligible"), (9.99, True, "negligible"), (10, True, "emerging"),
        (35, True, "partial"), (64.9, True, "partial"), (65, True, "advanced"), (100, True, "advanced"),
    ],
)  # fmt: skip
def test_a_value_on_a_cut_off_belongs_to_the_upper_band(value: float, mentioned: bool, band: str) -> None:
    assert profile().band(value, mentioned) == band


def test_every_reason_stands_in_four_languages() -> None:
    assert all(filled(sentence) for sentence in reasons().values())


def test_frameworks_travel_between_processes() -> None:
    framework = frameworks.load("gcm")
    copy = pickle.loads(pickle.dumps(framework))
    assert isinstance(copy, Framework)
    assert copy == framework
    assert hash(copy) == hash(framework)
