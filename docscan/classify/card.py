"""The card of a model: trained on what, how, how well on passages it never saw, and what it cannot be trusted with.

All figures are held out. Those at the shares of the labelled passages leave the prior of whole documents aside, since
the labelled passages do not have it; the calibration error is given at both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from docscan import __version__
from docscan.classify import priors
from docscan.classify.analysis import Analysis
from docscan.classify.baseline import Baseline
from docscan.classify.folder import FEATURES, SCHEMA
from docscan.classify.learned import expected_cost
from docscan.classify.level import LevelClassifier, decide
from docscan.classify.metrics import calibration, measures
from docscan.classify.model import UNMEASURED
from docscan.classify.reference import Reference
from docscan.classify.validation import GROUPINGS, Fold, fold_models, group_names, possible, unseen
from docscan.labelled import LabelledPassage

if TYPE_CHECKING:
    from docscan.classify.training import TrainSettings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Settings under which a model shows what it can do at the shares of the labelled passages.
PLAIN: dict[str, Any] = {"prior": None, "shares": None, "temper": 1.0}
TOUCHED = "passages that the termbase touches"
RANDOM = "random split (flatters: passages of one document on both sides)"
RULES = "codebook's rules alone"
WORDS = "TF-IDF with logistic regression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Everything the figures are computed from: labels, where the termbase touches, and the models of the folds."""

    passages: Sequence[LabelledPassage]
    analyses: Sequence[Analysis]
    levels: Ints
    touched: npt.NDArray[np.bool_]
    documents: Sequence[str]
    models: Sequence[Fold]

    def measured(self, judged: Ints, rows: npt.NDArray[np.bool_] | None = None) -> dict[str, str]:
        """Figures with 95 % intervals (bootstrap by document), of some rows."""
        chosen = np.ones(len(self.levels), dtype=bool) if rows is None else rows
        names = [name for name, keep in zip(self.documents, chosen, strict=True) if keep]
        found = measures(self.levels[chosen], judged[chosen], names)
        return {name: f"{m.value:.3f} [{m.low:.3f}, {m.high:.3f}]" for name, m in found.items()} | {
            "n": str(int(chosen.sum()))
        }


def write(
    passages: Sequence[LabelledPassage],
    analyses: Sequence[Analysis],
    models: Sequence[Fold],
    classifier: LevelClassifier,
    settings: TrainSettings,
    *,
    threshold: float,
    doubt: float,
) -> dict[str, Any]:
    """The card as a mapping; ``models`` are those of the folds by document, ``classifier`` the one that is shipped."""
    held = Held(
        passages=passages,
        analyses=analyses,
        levels=np.array([passage.level for passage in passages]),
        touched=np.array([item.touched for item in analyses]),
        documents=group_names(passages, "document"),
        models=models,
    )
    return {
        "schema": SCHEMA,
        "name": settings.name,
        "docscan": __version__,
        "features": FEATURES,
        "rules": Baseline().id,
        "intended_use": "Judges how far passages of national strategies mainstream migration, levels 0 to 4 of the codebook.",
        "languages": sorted({passage.language for passage in passages if passage.language}),
        "threshold": threshold,
        "doubt": doubt,
        "encoder": settings.encoder,
        "encoder id": classifier.encoder.id if classifier.encoder is not None else "",
        "data": data(passages),
        "settings": how(settings),
        "figures": figures(held, classifier, settings, doubt),
        "limits": limits(passages),
    }


def data(passages: Sequence[LabelledPassage]) -> dict[str, Any]:
    """What the model learned from, counted."""

    def counted(values: Sequence[Any]) -> dict[str, int]:
        pairs = sorted(Counter(values).items(), key=lambda pair: str(pair[0]))
        return {str(key): count for key, count in pairs if key != ""}

    return {
        "passages": len(passages),
        "by level": counted([passage.level for passage in passages]),
        "by language": counted([passage.language for passage in passages]),
        "by register": counted([passage.register for passage in passages]),
        "by source": counted([passage.source for passage in passages]),
        "documents": len({passage.document for passage in passages if passage.document}),
        "countries": len({passage.country for passage in passages if passage.country}),
    }


def how(settings: TrainSettings) -> dict[str, Any]:
    """How the model was trained."""
    if settings.prior is None:
        prior: Any = "that of the labelled passages"
    else:
        prior = {
            "share of passages on migration": settings.prior,
            "shares of levels 1 to 4 among them": list(priors.SHARES),
            "share of the others that the termbase touches": settings.chance,
        }
    return {
        "blocks": list(settings.blocks),
        "strength": settings.strength,
        "cost of a miss": f"levels to the power {settings.power}",
        "prior of whole documents": prior,
        "softened on whole documents": f"to the power 1 / {settings.temper}",
        "share of the codebook's rules in the mixture": settings.trust,
        "seed": settings.seed,
        "learns": "the level; facets come from the termbase and its cues",
    }


def figures(held: Held, classifier: LevelClassifier, settings: TrainSettings, doubt: float) -> dict[str, Any]:
    """Held-out figures: by document, country, language; the random split as a warning; calibration; the band of doubt."""
    by_document = unseen(held.models, held.analyses, **PLAIN)
    tables: dict[str, Any] = {"by document": held.measured(decide(by_document, settings.power))}
    for grouping in GROUPINGS:
        if grouping != "document" and possible(held.passages, grouping):
            groups = group_names(held.passages, grouping)
            folds = len(set(groups)) if grouping == "language" else 5
            models = fold_models(classifier, held.analyses, held.passages, groups, folds=folds)
            tables[f"by {grouping}"] = held.measured(decide(unseen(models, held.analyses, **PLAIN), settings.power))
    random = fold_models(classifier, held.analyses, held.passages, None)
    tables[RANDOM] = held.measured(decide(unseen(random, held.analyses, **PLAIN), settings.power))
    rules = np.array([item.verdict.level for item in held.analyses])
    words = Reference(held.passages, settings.seed).unseen.argmax(axis=1)
    tables[f"{RULES}, which learn nothing"] = held.measured(rules)
    tables[f"{WORDS}, by document"] = held.measured(words)
    if held.touched.any():
        judged = decide(by_document, settings.power)
        for name, levels in (("by document", judged), (RULES, rules), (WORDS, words)):
            tables[f"{name}, {TOUCHED}"] = held.measured(levels, held.touched)
        relevant = held.levels >= 1
        tables["share of passages on migration that the termbase touches"] = round(
            float(held.touched[relevant].mean()), 4
        )
        tables |= calibrations(held, settings) | band(held, settings, doubt)
    return tables


def calibrations(held: Held, settings: TrainSettings) -> dict[str, Any]:
    """Calibration errors where the termbase touches, before and after each correction, held out by document."""
    rows = held.touched
    found: dict[str, Any] = {}
    steps: list[tuple[str, dict[str, Any]]] = [
        ("as learned", PLAIN | {"folds": 0, "trust": 0.0}),
        ("calibrated", PLAIN | {"trust": 0.0}),
        ("calibrated and mixed with the rules", PLAIN),
    ]
    found["at the shares of the labelled passages"] = {
        name: round(calibration(held.levels[rows], unseen(held.models, held.analyses, **change)[rows])[0], 4)
        for name, change in steps
    }
    if settings.prior is not None:
        weights = document_weights(held, settings)
        found["at the shares of whole documents"] = {
            name: round(
                calibration(held.levels[rows], unseen(held.models, held.analyses, **change)[rows], weights)[0], 4
            )
            for name, change in (
                ("before the prior", PLAIN),
                ("after the prior", {"temper": 1.0}),
                ("after the prior, softened for real documents as in use", {}),
            )
        }
    return {f"calibration error, {TOUCHED}": found}


def band(held: Held, settings: TrainSettings, doubt: float) -> dict[str, Any]:
    """The band of doubt where the termbase touches: how many passages, and how often they are judged wrongly."""
    rows = held.touched
    probabilities = unseen(held.models, held.analyses)[rows]
    judged = decide(probabilities, settings.power)
    wrong, inside = judged != held.levels[rows], expected_cost(probabilities, judged) > doubt
    weights = np.ones(len(wrong)) if settings.prior is None else document_weights(held, settings)
    return {
        f"please look, {TOUCHED}, at the shares of {'the labels' if settings.prior is None else 'whole documents'}": {
            "share of passages": round(priors.share(weights[inside], weights), 4),
            "error rate inside": round(priors.share(weights[inside & wrong], weights[inside]), 4),
            "error rate outside": round(priors.share(weights[~inside & wrong], weights[~inside]), 4),
        }
    }


def document_weights(held: Held, settings: TrainSettings) -> Floats:
    """Weights of the touched passages at which they stand for those of whole documents."""
    relevant = held.levels >= 1
    found = float(held.touched[relevant].mean())
    return priors.document_weights(
        held.levels[held.touched], settings.prior or priors.RELEVANT, settings.chance, found, priors.SHARES
    )


def limits(passages: Sequence[LabelledPassage]) -> list[str]:
    """What the model cannot be trusted with, from what it was trained on."""
    found = [
        "Trained on excerpts; whole documents speak of migration far less often, which the prior corrects for.",
        "A figure says what the text says, never what the country does.",
    ]
    found += [said for code, said in UNMEASURED.items() if any(passage.language == code for passage in passages)]
    if not possible(passages, "document"):
        found.append("Documents are not named: cross-validation used clusters of similar text, which flatters.")
    return found
