"""The plain reference judges by words alone, and never a passage whose document it learned from."""

from __future__ import annotations

import numpy as np

from docscan.classify import PassageText
from docscan.classify.reference import Reference
from docscan.classify.training import passage_text
from tests.classify.labels import some


def test_what_it_learned_from_is_judged_by_a_twin_that_never_saw_the_document() -> None:
    reference = Reference(some())
    judged = np.array([judgement.level for judgement in reference.judge([passage_text(p) for p in some()])])
    levels = np.array([passage.level for passage in some()])
    assert 0.3 < (judged == levels).mean() < 0.95
    strange = [PassageText(id=p.id, text=p.text + " .", language=p.language) for p in some()]
    learned = np.array([judgement.level for judgement in reference.judge(strange)])
    assert (learned == levels).mean() > (judged == levels).mean() + 0.05


def test_a_judgement_has_five_probabilities_and_no_reasons() -> None:
    reference = Reference(some())
    (judgement,) = reference.judge([PassageText(id="a", text="Remittances reduce poverty.", language="en")])
    assert abs(sum(judgement.probabilities) - 1.0) < 1e-3
    assert judgement.level == int(np.argmax(judgement.probabilities))
    assert judgement.findings == ()
    assert reference.explain(PassageText(id="a", text="x", language="en")) == []
