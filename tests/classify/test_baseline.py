"""The transparent scorer keeps its promises: spans, probabilities, names and years that move nothing, speed."""

from __future__ import annotations

import time

import pytest

from docscan.classify import PassageText
from docscan.classify.baseline import TRUST
from docscan.classify.model import load_model
from docscan.errors import ModelError
from docscan.judgement import FACETS, LEVELS, Judgement

TEXT = (
    "By 2027 the Ministry of Labour of Kenya will open three centres for returning migrants at a cost of USD 4 million. "
    "Unemployment drives young people from Kenya to emigrate, and since 2019 remittances have been a lifeline."
)


def judged(text: str, language: str = "en", path: tuple[str, ...] = ()) -> Judgement:
    (judgement,) = load_model("baseline").judge([PassageText(id="p", text=text, language=language, path=path)])
    return judgement


def test_every_rule_gives_five_probabilities_that_sum_to_one() -> None:
    for rule, row in TRUST.items():
        assert len(row) == len(LEVELS), rule
        assert sum(row) == pytest.approx(1.0), rule


def test_every_finding_points_at_words_of_the_passage() -> None:
    judgement = judged(TEXT)
    assert judgement.level == 4
    for finding in judgement.findings:
        assert TEXT[finding.start : finding.end].strip()
        assert finding.value in (FACETS.get(finding.facet) or (finding.value,))
    assert {"concept", "cue", "anchor", "theme", "stage"} <= {finding.facet for finding in judgement.findings}


@pytest.mark.parametrize(
    ("old", "new"), [("Kenya", "Peru"), ("Kenya", "Bosnia and Herzegovina"), ("2027", "2037"), ("2019", "2009")]
)
def test_country_names_and_years_move_no_level(old: str, new: str) -> None:
    assert judged(TEXT.replace(old, new)).probabilities == judged(TEXT).probabilities


def test_the_heading_settles_what_a_bullet_is_about_but_raises_no_level() -> None:
    text = "The figures for the last census are in the annex."
    assert judged(text, path=("We will open ten centres for refugees by 2030",)).level == 0


def test_stage_and_instrument_belong_to_actions_only() -> None:
    wish = judged("A law on labour migration should be adopted.")
    assert wish.level == 2
    assert wish.values("instrument") == wish.values("stage") == ()


def test_a_passage_without_migration_has_no_findings() -> None:
    judgement = judged("The road to the harbour will be paved.")
    assert (judgement.level, judgement.findings) == (0, ())


def test_the_language_is_detected_where_it_is_not_given() -> None:
    text = "Le gouvernement ouvrira des centres d'accueil pour les réfugiés dans les districts de la frontière."
    assert judged(text, language="").level == 3


def test_same_input_same_judgement() -> None:
    assert judged(TEXT) == judged(TEXT)


def test_an_unknown_model_is_refused_with_what_to_do() -> None:
    with pytest.raises(ModelError) as caught:
        load_model("baselin")
    assert "did you mean 'baseline'" in str(caught.value)


def test_passages_that_do_not_speak_of_migration_cost_little() -> None:
    filler = (
        "The district will rehabilitate {} kilometres of rural roads, repair culverts and train the road committees. "
    )
    passages = [PassageText(id=str(i), text=filler.format(i) * 5, language="en") for i in range(400)]
    passages += [PassageText(id=f"m{i}", text=TEXT.replace("three", str(i)), language="en") for i in range(20)]
    model = load_model("baseline")
    model.judge(passages[:1] + passages[-1:])
    start = time.process_time()
    model.judge(passages)
    # The aim is 2,000 a second; a shared machine gets slack.
    assert len(passages) / (time.process_time() - start) > 1000
