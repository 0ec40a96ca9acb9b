"""Labels to a model: fit, choose the cut-offs on held-out passages; the card is written by :mod:`docscan.classify.card`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docscan.classify import PassageText, priors
from docscan.classify.analysis import Analysis, analyse
from docscan.classify.features import DEFAULT_BLOCKS
from docscan.classify.learned import LearnedModel, expected_cost
from docscan.classify.level import LevelClassifier, decide
from docscan.classify.validation import fold_models, group_names, unseen
from docscan.errors import ModelError
from docscan.judgement import LEVELS
from docscan.labelled import LabelledPassage

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Fewest passages, and fewest of each side of level 1, from which anything can be learned.
FEWEST, FEWEST_A_SIDE = 40, 10
#: False alarms that tau allows among 1,000 passages of whole documents (codebook, intervals).
FALSE_ALARMS = 5.0
#: Share of relevant held-out passages in the band "please look"; of those of real documents, half as many are in it.
LOOK_AT = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainSettings:
    """How a model is trained. ``prior``, ``chance`` and ``shares`` describe whole documents (:class:`LevelClassifier`).

    With ``prior`` None the shares of the labelled passages are kept: they are a fair sample of whole documents.
    """

    name: str = "default"
    blocks: tuple[str, ...] = DEFAULT_BLOCKS
    strength: float = 1.0
    power: float = 1.0
    prior: float | None = priors.RELEVANT
    chance: float = priors.TOUCHED
    trust: float = 0.5
    seed: int = 0
    encoder: str = ""

    @property
    def shares(self) -> tuple[float, ...] | None:
        """Shares of levels 1 to 4 among the passages on migration of whole documents."""
        return None if self.prior is None else priors.SHARES

    @property
    def temper(self) -> float:
        """How far probabilities are softened on whole documents."""
        return 1.0 if self.prior is None else priors.TEMPER


def train(passages: Sequence[LabelledPassage], settings: TrainSettings) -> LearnedModel:
    """A model from labelled passages. Raises ModelError where they are too few or all of one kind.

    Passages are taken in the order of their ids, so that the order of files does not matter.
    """
    from docscan.classify.card import write

    ordered = sorted(passages, key=lambda passage: (passage.id, passage.text))
    _check(ordered)
    analyses = [analyse(passage_text(passage)) for passage in ordered]
    levels = np.array([passage.level for passage in ordered])
    weights = [passage.weight for passage in ordered]
    documents = group_names(ordered, "document")
    classifier = make_classifier(settings)
    models = fold_models(classifier, analyses, ordered, documents)
    probabilities = unseen(models, analyses)
    threshold = choose_threshold(levels, probabilities, analyses, settings)
    doubt = choose_doubt(levels, probabilities, analyses, settings)
    classifier.fit(analyses, levels, sample_weight=weights, groups=documents)
    return LearnedModel(
        name=settings.name,
        id=settings.name,
        threshold=threshold,
        doubt=doubt,
        classifier=classifier,
        card=write(ordered, analyses, models, classifier, settings, threshold=threshold, doubt=doubt),
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
        shares=settings.shares,
        trust=settings.trust,
        temper=settings.temper,
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
    prior = 0.0 if settings.prior is None else settings.prior
    for step in range(30, 96):
        share = float((relevant[false] >= step / 100).mean()) if false.any() else 0.0
        if 1000.0 * (1.0 - prior) * settings.chance * share <= FALSE_ALARMS:
            return step / 100
    return 0.95


def choose_doubt(levels: Ints, probabilities: Floats, analyses: Sequence[Analysis], settings: TrainSettings) -> float:
    """The expected miss (in levels) above which a passage is shown to a person first.

    It is exceeded by :data:`LOOK_AT` of the relevant passages among those that the termbase touches; of all of them where it
    touches none.
    """
    costs = expected_cost(probabilities, decide(probabilities, settings.power))
    relevant = levels >= 1
    judged = relevant & np.array([item.touched for item in analyses])
    return round(float(np.quantile(costs[judged if judged.any() else relevant], 1.0 - LOOK_AT)), 3)


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
