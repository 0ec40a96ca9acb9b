"""Cross-validation that does not flatter: no document, country or language stands on both sides.

A random split of passages lets a model meet the same document twice and promises more than it keeps on documents it
never saw; it is run too, and named a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import numpy as np
import numpy.typing as npt

from docscan.classify.analysis import Analysis
from docscan.classify.level import LevelClassifier
from docscan.errors import ModelError
from docscan.labelled import LabelledPassage

Floats = npt.NDArray[np.float64]
#: A fitted model, the rows that it never saw, and the log-odds that it gives them.
Fold = tuple[LevelClassifier, npt.NDArray[np.int64], Floats]

#: How passages may be grouped, in the order of the tables.
GROUPINGS: dict[str, Callable[[LabelledPassage], str]] = {
    "document": lambda passage: passage.document,
    "country": lambda passage: passage.country,
    "language": lambda passage: passage.language,
}
FOLDS = 5


def possible(passages: Sequence[LabelledPassage], grouping: str) -> bool:
    """Whether the passages say enough to be grouped so: every one names its group, and there are at least two."""
    names = [GROUPINGS[grouping](passage) for passage in passages]
    return all(names) and len(set(names)) >= 2


def group_names(passages: Sequence[LabelledPassage], grouping: str) -> list[str]:
    """The group of every passage; where documents are not named, clusters of similar text take their place."""
    if grouping == "document" and not possible(passages, grouping):
        return text_clusters([passage.text for passage in passages])
    return [GROUPINGS[grouping](passage) for passage in passages]


def text_clusters(texts: Sequence[str]) -> list[str]:
    """Clusters of texts that share their rarer words: what stands in for unknown documents. Deterministic."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    count = max(2, min(len(texts) // 20, 40))
    if len(texts) < 2 * count:
        return [str(index) for index in range(len(texts))]
    matrix = TfidfVectorizer(sublinear_tf=True, max_features=5000).fit_transform(texts)
    reduced = TruncatedSVD(min(30, matrix.shape[1] - 1), random_state=0).fit_transform(matrix)
    return [f"cluster {label}" for label in KMeans(count, n_init=3, random_state=0).fit_predict(reduced)]


def fold_models(
    classifier: LevelClassifier,
    analyses: Sequence[Analysis],
    passages: Sequence[LabelledPassage],
    groups: Sequence[str] | None,
    *,
    folds: int = FOLDS,
) -> list[Fold]:
    """A model for every fold that never saw the fold's groups (``None``: a random split), and the rows of the fold."""
    from sklearn.base import clone
    from sklearn.model_selection import GroupKFold, KFold

    levels = np.array([passage.level for passage in passages])
    weights = np.array([passage.weight for passage in passages])
    documents = np.array(group_names(passages, "document"))
    if groups is None:
        splits = KFold(folds, shuffle=True, random_state=classifier.random_state).split(levels)
    else:
        splits = GroupKFold(min(folds, len(set(groups)))).split(levels, levels, np.asarray(groups))
    found = []
    for train, test in splits:
        if len(np.unique(levels[train])) < 2:
            raise ModelError(
                "one part of the labels holds all passages of a level",
                subject="labels",
                fix="label passages of every level in more documents",
            )
        inner = clone(classifier).fit(
            [analyses[row] for row in train], levels[train], sample_weight=weights[train], groups=documents[train]
        )
        found.append((inner, test, inner.log_odds([analyses[row] for row in test])))
    return found


def unseen(models: Sequence[Fold], analyses: Sequence[Analysis], **settings: Any) -> Floats:
    """Probabilities of every passage from the model that never saw it; ``settings`` replace what acts at prediction."""
    found = np.zeros((len(analyses), 5))
    for model, rows, log_odds in models:
        twin = copy(model).set_params(**settings)
        found[rows] = twin.from_log_odds(log_odds, [analyses[row] for row in rows])
    return found


def held_out(
    classifier: LevelClassifier,
    analyses: Sequence[Analysis],
    passages: Sequence[LabelledPassage],
    groups: Sequence[str] | None,
    *,
    folds: int = FOLDS,
) -> Floats:
    """:func:`fold_models` and :func:`unseen` in one. Shape (n, 5)."""
    return unseen(fold_models(classifier, analyses, passages, groups, folds=folds), analyses)
