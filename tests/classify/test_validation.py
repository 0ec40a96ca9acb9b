"""Cross-validation never lets a document, country or language stand on both sides."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from sklearn.base import BaseEstimator

from docscan.classify.validation import group_names, held_out, possible, text_clusters
from docscan.labelled import LabelledPassage
from tests.classify.labels import analyses, some


class Witness(BaseEstimator):
    """Remembers which ids it was fitted on, and says so of whatever it is asked."""

    seen: ClassVar[list[tuple[set[str], set[str]]]] = []

    def __init__(self, random_state: int = 0) -> None:
        self.random_state = random_state

    def fit(self, found: Any, levels: Any, sample_weight: Any = None, groups: Any = None) -> Witness:
        self.ids_ = {item.passage.id for item in found}
        return self

    def log_odds(self, found: Any) -> Any:
        Witness.seen.append((self.ids_, {item.passage.id for item in found}))
        return np.zeros((len(found), 4))

    def from_log_odds(self, log_odds: Any, found: Any) -> Any:
        return np.tile([1.0, 0, 0, 0, 0], (len(found), 1))


def test_no_group_is_on_both_sides() -> None:
    by_id = {passage.id: passage for passage in some()}
    for grouping in ("document", "country", "language"):
        Witness.seen = []
        held_out(Witness(), analyses(), some(), group_names(some(), grouping), folds=4)  # type: ignore[arg-type]
        assert len(Witness.seen) == 4
        for train, test in Witness.seen:
            sides = [{getattr(by_id[id_], grouping) for id_ in ids} for ids in (train, test)]
            assert not sides[0] & sides[1]
        assert set().union(*(test for _, test in Witness.seen)) == set(by_id)


def test_clusters_stand_in_where_documents_are_not_named() -> None:
    nameless = [LabelledPassage(text=passage.text, level=passage.level) for passage in some()]
    assert not possible(nameless, "document")
    assert not possible(nameless, "country")
    names = group_names(nameless, "document")
    assert 2 <= len(set(names)) < len(nameless)
    assert names == text_clusters([passage.text for passage in nameless])


def test_a_handful_of_texts_are_their_own_clusters() -> None:
    assert text_clusters(["a", "b", "c"]) == ["0", "1", "2"]
