"""Models trained anew to be compared: ways of splitting, sets of feature blocks, amounts of labels.

Everything is measured on passages whose group the model never saw, at the shares of the labelled passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from docscan.classify.analysis import Analysis, analyse
from docscan.classify.card import PLAIN, RANDOM, RULES, TOUCHED, WORDS
from docscan.classify.features import DEFAULT_BLOCKS
from docscan.classify.level import decide
from docscan.classify.metrics import Measure, kappa_measure, measures
from docscan.classify.reference import Reference
from docscan.classify.training import TrainSettings, make_classifier, passage_text
from docscan.classify.validation import FOLDS, GROUPINGS, Fold, fold_models, group_names, possible, unseen
from docscan.labelled import LabelledPassage

Ints = npt.NDArray[np.int64]
Tables = dict[str, dict[str, Measure]]

#: Shares of the training passages at which the learning curve is measured.
CURVE = (0.125, 0.25, 0.5, 0.75, 1.0)
#: Sets of blocks that are compared; a sentence encoder adds its own.
BLOCK_SETS: tuple[tuple[str, ...], ...] = (
    ("words",),
    ("characters",),
    ("cues",),
    ("shape",),
    ("words", "characters"),
    ("cues", "shape"),
    DEFAULT_BLOCKS,
)


class Trial:
    """Labelled passages, analysed once, on which models are trained anew."""

    def __init__(self, passages: Sequence[LabelledPassage], settings: TrainSettings) -> None:
        self.passages = sorted(passages, key=lambda passage: (passage.id, passage.text))
        self.settings = settings
        self.levels: Ints = np.array([passage.level for passage in self.passages])
        self.documents = group_names(self.passages, "document")
        self.groupings = [name for name in GROUPINGS if name == "document" or possible(self.passages, name)]

    @cached_property
    def analyses(self) -> list[Analysis]:
        """What the termbase and the rules say of each passage."""
        return [analyse(passage_text(passage)) for passage in self.passages]

    @cached_property
    def touched(self) -> npt.NDArray[np.bool_]:
        """Where the termbase touches the passage; elsewhere every model says level 0."""
        return np.array([item.touched for item in self.analyses])

    def models(self, grouping: str | None, settings: TrainSettings, *, calibrated: bool = True) -> list[Fold]:
        """Models of the folds of one way of splitting, a random one for None."""
        classifier = make_classifier(settings)
        if not calibrated:
            classifier.set_params(folds=0)
        groups = None if grouping is None else group_names(self.passages, grouping)
        folds = len(set(groups or ())) if grouping == "language" else FOLDS
        return fold_models(classifier, self.analyses, self.passages, groups, folds=folds)

    def cross_validate(self) -> Tables:
        """By document, country and language, a random split beside them; rules and plain words on the same passages."""
        found: Tables = {}
        for grouping in (*self.groupings, None):
            judged = decide(unseen(self.models(grouping, self.settings), self.analyses, **PLAIN), self.settings.power)
            name = RANDOM if grouping is None else f"by {grouping}"
            found[name] = measures(self.levels, judged, self.documents)
            if grouping == "document":
                found[f"{name}, {TOUCHED}"] = self._on_touched(judged)
        rules = np.array([item.verdict.level for item in self.analyses])
        words = Reference(self.passages, self.settings.seed).unseen.argmax(axis=1)
        found[RULES] = measures(self.levels, rules, self.documents)
        found[f"{RULES}, {TOUCHED}"] = self._on_touched(rules)
        found[f"{WORDS}, by document"] = measures(self.levels, words, self.documents)
        found[f"{WORDS}, {TOUCHED}"] = self._on_touched(words)
        return found

    def compare_blocks(self) -> Tables:
        """Kappa of each set of blocks, learned without the rules' share, on passages that the termbase touches.

        Maps the set to ways of splitting.
        """
        sets = list(BLOCK_SETS)
        if "embeddings" in self.settings.blocks:
            sets += [("embeddings",), self.settings.blocks]
        found: Tables = {}
        for blocks in dict.fromkeys(sets):
            settings = replace(self.settings, blocks=blocks, trust=0.0)
            row: dict[str, Measure] = {}
            for grouping in self.groupings:
                models = self.models(grouping, settings, calibrated=False)
                judged = decide(unseen(models, self.analyses, **PLAIN), settings.power)
                row[f"by {grouping}"] = self._kappa(judged)
            found[" + ".join(blocks)] = row
        return found

    def learning_curve(self, sizes: Sequence[int] = ()) -> list[tuple[int, Measure]]:
        """Passages trained on, and kappa on folds kept apart (by country, else by document) where the termbase touches.

        The parts are nested and drawn by seed. ``sizes`` count passages of the whole set, of which a fifth is kept apart.
        """
        groups = np.asarray(group_names(self.passages, "country" if "country" in self.groupings else "document"))
        wanted = sizes or [int(len(self.passages) * share) for share in CURVE]
        order = np.random.default_rng(self.settings.seed).permutation(len(self.passages))
        found = []
        for size in wanted:
            judged, trained = self._judged_from(order[:size], groups)
            if judged is not None:
                found.append((trained, self._kappa(judged)))
        return found

    def _judged_from(self, chosen: Ints, groups: npt.NDArray[np.str_]) -> tuple[Ints | None, int]:
        """Levels of all passages by models trained on the chosen ones of other groups; None where those are too few."""
        from sklearn.model_selection import GroupKFold

        keep = np.zeros(len(self.passages), dtype=bool)
        keep[chosen] = True
        judged, trained = np.zeros(len(self.passages), dtype=np.int64), 0
        documents = np.asarray(self.documents)
        for train, test in GroupKFold(min(FOLDS, len(np.unique(groups)))).split(self.levels, self.levels, groups):
            rows = train[keep[train]]
            if len(np.unique(self.levels[rows])) < 2:
                return None, 0
            model = make_classifier(self.settings).set_params(**PLAIN)
            model.fit([self.analyses[row] for row in rows], self.levels[rows], groups=documents[rows])
            judged[test] = model.predict([self.analyses[row] for row in test])
            trained += len(rows)
        return judged, round(trained / FOLDS)

    def _on_touched(self, judged: Ints) -> dict[str, Measure]:
        rows = self.touched
        if not rows.any():
            return {}
        return measures(self.levels[rows], judged[rows], self._touched_documents())

    def _kappa(self, judged: Ints) -> Measure:
        rows = self.touched if self.touched.any() else np.ones(len(judged), dtype=bool)
        names = self._touched_documents() or self.documents
        return kappa_measure(self.levels[rows], judged[rows], names)

    def _touched_documents(self) -> list[str]:
        return [name for name, keep in zip(self.documents, self.touched, strict=True) if keep]
