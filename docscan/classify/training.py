"""Labels to a model: fit, choose the cut-offs on held-out passages, write down what it is and how well it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from docscan import __version__
from docscan.classify import PassageText
from docscan.classify.analysis import Analysis, analyse
from docscan.classify.baseline import TRUST
from docscan.classify.features import DEFAULT_BLOCKS
from docscan.classify.learned import LearnedModel, expected_cost
from docscan.classify.level import LevelClassifier, decide
from docscan.classify.metrics import calibration, measures
from docscan.classify.storage import SCHEMA
from docscan.classify.validation import GROUPINGS, group_names, held_out, possible
from docscan.errors import ModelError
from docscan.judgement import LEVELS
from docscan.labelled import LabelledPassage

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Fewest passages, and fewest of each side of level 1, from which anything can be learned.
FEWEST, FEWEST_A_SIDE = 40, 10
#: False alarms that tau allows among 1,000 passages of whole documents (codebook, intervals).
FALSE_ALARMS = 5.0
#: Share of relevant passages that the "please look" band may ask a person to look at.
LOOK_AT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainSettings:
    """How a model is trained. ``prior`` and ``chance`` describe whole documents (:class:`LevelClassifier`)."""

    name: str = "default"
    blocks: tuple[str, ...] = DEFAULT_BLOCKS
    strength: float = 1.0
    power: float = 1.5
    prior: float = 0.03
    chance: float = 0.003
    trust: float = 0.5
    seed: int = 0
    encoder: str = ""


def train(passages: Sequence[LabelledPassage], settings: TrainSettings) -> LearnedModel:
    """A model from labelled passages. Raises ModelError where they are too few or all of one kind.

    Passages are taken in the order of their ids, so that the order of files does not matter.
    """
    ordered = sorted(passages, key=lambda passage: (passage.id, passage.text))
    _check(ordered)
    analyses = [analyse(passage_text(passage)) for passage in ordered]
    levels = np.array([passage.level for passage in ordered])
    weights = [passage.weight for passage in ordered]
    documents = group_names(ordered, "document")
    classifier = make_classifier(settings)
    unseen = held_out(classifier, analyses, ordered, documents)
    threshold = choose_threshold(levels, unseen, analyses, settings)
    doubt = choose_doubt(levels, unseen, settings)
    classifier.fit(analyses, levels, sample_weight=weights, groups=documents)
    return LearnedModel(
        name=settings.name,
        id=settings.name,
        threshold=threshold,
        doubt=doubt,
        classifier=classifier,
        card=_card(ordered, analyses, unseen, classifier, settings, threshold, doubt),
    )


def passage_text(passage: LabelledPassage) -> PassageText:
    """A labelled passage as the model will see it."""
    return PassageText(id=passage.id, text=passage.text, language=passage.language, path=passage.path)


def make_classifier(settings: TrainSettings) -> LevelClassifier:
    """The estimator with these settings, not yet fitted."""
    encoder = None
    if "embeddings" in settings.blocks:
        from docscan.classify.encoder import load_encoder

        encoder = load_encoder(settings.encoder)
    return LevelClassifier(
        blocks=settings.blocks,
        strength=settings.strength,
        power=settings.power,
        prior=settings.prior,
        chance=settings.chance,
        trust=settings.trust,
        encoder=encoder,
        random_state=settings.seed,
    )


def choose_threshold(
    levels: Ints, probabilities: Floats, analyses: Sequence[Analysis], settings: TrainSettings
) -> float:
    """Tau: the least P(level >= 1) at which whole documents give at most five false alarms in 1,000 passages.

    Held-out passages at level 0 that the termbase touches show how high false ones climb; ``chance`` says how many of them
    1,000 passages hold. Between 0.3 and 0.95, in steps of 0.01.
    """
    false = np.array([item.touched for item in analyses]) & (levels == 0)
    relevant = 1.0 - probabilities[:, 0]
    for step in range(30, 96):
        share = float((relevant[false] >= step / 100).mean()) if false.any() else 0.0
        if 1000.0 * (1.0 - settings.prior) * settings.chance * share <= FALSE_ALARMS:
            return step / 100
    return 0.95


def choose_doubt(levels: Ints, probabilities: Floats, settings: TrainSettings) -> float:
    """The expected miss (in levels) above which a passage is shown to a person first."""
    costs = expected_cost(probabilities, decide(probabilities, settings.power))
    relevant = levels >= 1
    return round(float(np.quantile(costs[relevant], 1.0 - LOOK_AT)), 3)


def _check(passages: Sequence[LabelledPassage]) -> None:
    counts = Counter(passage.level for passage in passages)
    silent, speaking = counts[0], len(passages) - counts[0]
    if len(passages) < FEWEST or min(silent, speaking) < FEWEST_A_SIDE or len(counts) < 2:
        found = ", ".join(f"{counts[level]} at level {level}" for level in range(len(LEVELS)))
        raise ModelError(
            f"too few labelled passages to learn from: {found}",
            subject="labels",
            fix=f"give at least {FEWEST}, {FEWEST_A_SIDE} of them at level 0 and {FEWEST_A_SIDE} above, "
            "or train with the shipped passages (--base corpus)",
        )


def _card(
    passages: Sequence[LabelledPassage],
    analyses: Sequence[Analysis],
    unseen: Floats,
    classifier: LevelClassifier,
    settings: TrainSettings,
    threshold: float,
    doubt: float,
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "name": settings.name,
        "docscan": __version__,
        "intended_use": "Judges how far passages of national strategies mainstream migration, levels 0 to 4 of the codebook.",
        "threshold": threshold,
        "doubt": doubt,
        "encoder": settings.encoder,
        "data": _data(passages),
        "settings": {
            "blocks": list(settings.blocks),
            "strength": settings.strength,
            "cost of a miss": f"levels to the power {settings.power}",
            "share of relevant passages in whole documents (prior)": settings.prior,
            "share of other passages that the termbase touches": settings.chance,
            "share of the codebook's rules in the mixture": settings.trust,
            "seed": settings.seed,
            "learns": "the level; facets come from the termbase and its cues",
        },
        "figures": figures(passages, analyses, unseen, classifier, settings, doubt),
        "limits": limits(passages),
    }


def _data(passages: Sequence[LabelledPassage]) -> dict[str, Any]:
    def counted(values: Sequence[Any]) -> dict[str, int]:
        return {
            str(key): count
            for key, count in sorted(Counter(values).items(), key=lambda pair: str(pair[0]))
            if key != ""
        }

    return {
        "passages": len(passages),
        "by level": counted([passage.level for passage in passages]),
        "by language": counted([passage.language for passage in passages]),
        "by register": counted([passage.register for passage in passages]),
        "by source": counted([passage.source for passage in passages]),
        "documents": len({passage.document for passage in passages if passage.document}),
        "countries": len({passage.country for passage in passages if passage.country}),
    }


def figures(
    passages: Sequence[LabelledPassage],
    analyses: Sequence[Analysis],
    unseen: Floats,
    classifier: LevelClassifier,
    settings: TrainSettings,
    doubt: float,
) -> dict[str, Any]:
    """Held-out figures: by document, country, language; the random split as a warning; calibration; the band of doubt."""
    levels = np.array([passage.level for passage in passages])
    documents = group_names(passages, "document")
    tables: dict[str, Any] = {"by document": _measured(levels, unseen, documents, settings)}
    for grouping in GROUPINGS:
        if grouping != "document" and possible(passages, grouping):
            groups = group_names(passages, grouping)
            folds = len(set(groups)) if grouping == "language" else 5
            found = held_out(classifier, analyses, passages, groups, folds=folds)
            tables[f"by {grouping}"] = _measured(levels, found, documents, settings)
    random = held_out(classifier, analyses, passages, None)
    tables["random split (flatters: passages of one document on both sides)"] = _measured(
        levels, random, documents, settings
    )
    rules = np.array([TRUST[item.verdict.rule] for item in analyses])
    tables["codebook's rules alone, which learn nothing"] = _measured(levels, rules, documents, None)
    touched = np.array([item.touched for item in analyses])
    tables |= _on_touched(passages, levels, unseen, rules, touched, settings)
    tables |= _calibrations(passages, analyses, levels, unseen, touched, classifier)
    costs = expected_cost(unseen, decide(unseen, settings.power))
    wrong = decide(unseen, settings.power) != levels
    band = costs > doubt
    tables["please look"] = {
        "share of passages": round(float(band.mean()), 4),
        "error rate inside": round(float(wrong[band].mean()), 4) if band.any() else 0.0,
        "error rate outside": round(float(wrong[~band].mean()), 4),
    }
    return tables


def _on_touched(
    passages: Sequence[LabelledPassage],
    levels: Ints,
    unseen: Floats,
    rules: Floats,
    touched: Any,
    settings: TrainSettings,
) -> dict[str, Any]:
    """What the model adds where it judges at all: all passages that the termbase does not touch are held for level 0."""
    if not touched.any():
        return {}
    names = [name for name, keep in zip(group_names(passages, "document"), touched, strict=True) if keep]
    relevant = levels >= 1
    return {
        "by document, passages that the termbase touches": _measured(levels[touched], unseen[touched], names, settings),
        "codebook's rules alone, passages that the termbase touches": _measured(
            levels[touched], rules[touched], names, None
        ),
        "share of passages on migration that the termbase touches": round(float(touched[relevant].mean()), 4),
    }


def _calibrations(
    passages: Sequence[LabelledPassage],
    analyses: Sequence[Analysis],
    levels: Ints,
    unseen: Floats,
    touched: Any,
    classifier: LevelClassifier,
) -> dict[str, Any]:
    """Expected calibration error of passages that the termbase touches, before and after all corrections."""
    from sklearn.base import clone

    if not touched.any():
        return {}
    plain = clone(classifier).set_params(folds=0, trust=0.0, prior=None)
    before = held_out(plain, analyses, passages, group_names(passages, "document"))
    return {
        "calibration error, passages that the termbase touches, held out by document": {
            "before (no calibration, no prior of whole documents, no rules)": round(
                calibration(levels[touched], before[touched])[0], 4
            ),
            "after": round(calibration(levels[touched], unseen[touched])[0], 4),
        },
        "calibration error, all passages": round(calibration(levels, unseen)[0], 4),
    }


def _measured(
    levels: Ints, probabilities: Floats, documents: Sequence[str], settings: TrainSettings | None
) -> dict[str, str]:
    """Figures at the levels of least cost; without settings at the likeliest ones, which the rules give."""
    judged = probabilities.argmax(axis=1) if settings is None else decide(probabilities, settings.power)
    found = measures(levels, judged, documents)
    return {name: f"{m.value:.3f} [{m.low:.3f}, {m.high:.3f}]" for name, m in found.items()} | {"n": str(len(levels))}


def limits(passages: Sequence[LabelledPassage]) -> list[str]:
    """What the model cannot be trusted with, from what it was trained on."""
    found = [
        "Trained on excerpts; whole documents speak of migration far less often, which the prior corrects for.",
        "A figure says what the text says, never what the country does.",
    ]
    if any(passage.language == "pt" for passage in passages):
        found.append("Portuguese has not been measured on real documents.")
    if not possible(passages, "document"):
        found.append("Documents are not named: cross-validation used clusters of similar text, which flatters.")
    return found
