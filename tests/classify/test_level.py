"""The level classifier keeps scikit-learn's contract, is ordinal, and gives reasons that stand in the text."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from sklearn.base import clone, is_classifier

from docscan.classify import PassageText
from docscan.classify.analysis import analyse
from docscan.classify.level import LevelClassifier, decide
from tests.classify.labels import analyses, some


@lru_cache(maxsize=1)
def fitted() -> LevelClassifier:
    return LevelClassifier().fit(analyses(), [p.level for p in some()], groups=[p.document for p in some()])


def test_it_is_a_classifier_that_can_be_cloned_with_all_its_parameters() -> None:
    model = LevelClassifier(blocks=("cues",), strength=0.5, trust=0.2, prior=None, random_state=7)
    twin = clone(model)
    assert is_classifier(model)
    assert twin.get_params() == model.get_params()
    assert not hasattr(clone(fitted()), "steps_")
    assert twin.set_params(power=2.0).power == 2.0


def test_probabilities_sum_to_one_and_the_levels_follow_from_them() -> None:
    found = fitted().predict_proba(analyses())
    assert found.shape == (len(some()), 5)
    assert np.allclose(found.sum(axis=1), 1.0)
    assert (found >= 0).all()
    assert np.array_equal(fitted().predict(analyses()), decide(found, fitted().power))


def test_the_same_random_state_gives_the_same_probabilities() -> None:
    again = clone(fitted()).fit(analyses(), [p.level for p in some()], groups=[p.document for p in some()])
    assert np.array_equal(again.predict_proba(analyses()), fitted().predict_proba(analyses()))


def test_texts_and_analysed_texts_are_judged_alike() -> None:
    texts = [item.passage for item in analyses()[:20]]
    assert np.array_equal(fitted().predict_proba(texts), fitted().predict_proba(analyses()[:20]))


@pytest.mark.parametrize(
    ("probabilities", "power", "level"),
    [
        ((0.4, 0.0, 0.0, 0.25, 0.35), 1.5, 2),  # between the two likeliest, either of which would be a dear miss
        ((0.4, 0.0, 0.0, 0.25, 0.35), 0.01, 0),
        ((0.0, 0.5, 0.0, 0.5, 0.0), 2.0, 2),
        ((0.9, 0.1, 0.0, 0.0, 0.0), 1.5, 0),
    ],
)
def test_a_miss_by_two_costs_more_than_two_misses_by_one(
    probabilities: tuple[float, ...], power: float, level: int
) -> None:
    assert decide(np.array([probabilities]), power)[0] == level


def test_one_level_alone_teaches_nothing() -> None:
    with pytest.raises(ValueError, match="one level"):
        LevelClassifier().fit(analyses()[:5], [1] * 5)


def test_a_rarer_subject_in_whole_documents_makes_the_model_slower_to_see_it() -> None:
    levels = [p.level for p in some()]
    rare, common = (
        LevelClassifier(blocks=("cues",), trust=0.0, prior=prior, chance=0.02).fit(analyses(), levels)
        for prior in (0.005, 0.2)
    )
    assert rare.shift_ < common.shift_
    assert rare.predict_proba(analyses())[:, 0].mean() > common.predict_proba(analyses())[:, 0].mean()


def test_rules_alone_give_the_rules_levels() -> None:
    rules = clone(fitted()).set_params(trust=1.0).fit(analyses(), [p.level for p in some()])
    assert np.array_equal(rules.predict_proba(analyses()).argmax(axis=1) > 0, [i.verdict.level > 0 for i in analyses()])


@pytest.mark.parametrize(
    ("language", "here", "there"),
    [
        ("en", ("Haiti", "Haitian", "2015", "2020"), ("Kenya", "Kenyan", "2025", "2030")),
        ("fr", ("Haïti", "haïtienne", "2015", "2020"), ("Sénégal", "sénégalaise", "2025", "2030")),
        ("es", ("Bolivia", "boliviana", "2015", "2020"), ("Ecuador", "ecuatoriana", "2025", "2030")),
        ("pt", ("Angola", "angolana", "2015", "2020"), ("Moçambique", "moçambicana", "2025", "2030")),
    ],
)
def test_another_country_ten_years_later_has_the_same_level(
    language: str, here: tuple[str, ...], there: tuple[str, ...]
) -> None:
    frames = {
        "en": "{0} expects the {1} diaspora to invest more. Between {2} and {3} a fund for remittances will be opened.",
        "fr": "{0} compte sur la diaspora {1}. Un fonds pour les transferts des migrants sera ouvert entre {2} et {3}.",
        "es": "{0} cuenta con la diáspora {1}. Entre {2} y {3} se creará un fondo para las remesas de los migrantes.",
        "pt": "{0} conta com a diáspora {1}. Entre {2} e {3} será criado um fundo para as remessas dos emigrantes.",
    }
    texts = [PassageText(id="a", text=frames[language].format(*words), language=language) for words in (here, there)]
    one, other = fitted().predict_proba(texts)
    assert np.allclose(one, other, atol=0.02)
    assert len(set(fitted().predict(texts))) == 1


def test_reasons_are_weighed_and_stand_in_the_text() -> None:
    text = "The Ministry of Labour will open three centres for returning migrants in 2027, and repair the bridge."
    analysis = analyse(PassageText(id="a", text=text, language="en"))
    level = int(fitted().predict([analysis])[0])
    found = fitted().reasons(analysis, level)
    weights = [abs(reason.weight) for reason in found]
    assert found
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= reason.start < reason.end <= len(text) for reason in found)
    assert any(text[r.start : r.end] in ("will", "open", "returning migrants", "2027", "centres") for r in found)


def test_a_text_without_movement_has_no_reasons() -> None:
    analysis = analyse(PassageText(id="a", text="The bridge over the river will be repaired.", language="en"))
    assert fitted().reasons(analysis, 0) == []
