"""The plain reference: TF-IDF of words and pairs of words with logistic regression, as textbooks do it.

It knows nothing of migration and reads no codebook. Every model is shown against it: what does not beat it is not worth
its rules. A passage that it learned from is judged by a twin that never saw the passage's document.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from docscan.classify import PassageText
from docscan.classify.reasons import Reason
from docscan.classify.validation import FOLDS, group_names
from docscan.judgement import LEVELS, Judgement
from docscan.labelled import LabelledPassage

Floats = npt.NDArray[np.float64]


class Reference:
    """Judges passages by their words alone, learned from ``passages``."""

    name = "tfidf"
    id = "tf-idf+logistic"
    threshold = 0.5

    def __init__(self, passages: Sequence[LabelledPassage], seed: int = 0) -> None:
        self._passages = sorted(passages, key=lambda passage: (passage.id, passage.text))
        self._seed = seed

    def judge(self, passages: Sequence[PassageText]) -> list[Judgement]:
        """One judgement per passage, in the same order; no findings."""
        rows = {passage.text: row for row, passage in enumerate(self._passages)}
        found = np.zeros((len(passages), len(LEVELS)))
        strange = [index for index, passage in enumerate(passages) if passage.text not in rows]
        if strange:
            found[strange] = probabilities(self._model, [passages[index].text for index in strange])
        known = [index for index, passage in enumerate(passages) if passage.text in rows]
        if known:
            found[known] = self.unseen[[rows[passages[index].text] for index in known]]
        return [self._judgement(passage, row) for passage, row in zip(passages, found, strict=True)]

    def explain(self, passage: PassageText) -> list[Reason]:
        """None: it is a yardstick, not a judge."""
        return []

    @cached_property
    def unseen(self) -> Floats:
        """Probabilities of the passages it learned from, each by a model that never saw the passage's document."""
        from sklearn.model_selection import GroupKFold

        texts, levels = [passage.text for passage in self._passages], self._levels
        groups = np.asarray(group_names(self._passages, "document"))
        found = np.zeros((len(texts), len(LEVELS)))
        for train, test in GroupKFold(min(FOLDS, len(np.unique(groups)))).split(texts, levels, groups):
            model = pipeline(self._seed).fit([texts[row] for row in train], levels[train])
            found[test] = probabilities(model, [texts[row] for row in test])
        return found

    @cached_property
    def _model(self) -> Any:
        return pipeline(self._seed).fit([passage.text for passage in self._passages], self._levels)

    @cached_property
    def _levels(self) -> npt.NDArray[np.int64]:
        return np.array([passage.level for passage in self._passages])

    def _judgement(self, passage: PassageText, row: Floats) -> Judgement:
        p0, p1, p2, p3, p4 = (round(float(p), 6) for p in row)
        return Judgement(
            passage=passage.id,
            level=int(row.argmax()),
            probabilities=(p0, p1, p2, p3, p4),
            findings=(),
            doubtful=False,
            model=self.id,
        )


def pipeline(seed: int) -> Any:
    """The scikit-learn pipeline, not yet fitted."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    return make_pipeline(words, OneVsRestClassifier(LogisticRegression(C=10.0, solver="liblinear", random_state=seed)))


def probabilities(model: Any, texts: Sequence[str]) -> Floats:
    """Five columns, also where the model saw fewer levels."""
    found = np.zeros((len(texts), len(LEVELS)))
    found[:, model.classes_] = model.predict_proba(texts)
    return found
