"""Models against labelled passages: figures by stratum, the baseline always beside, old against new.

Everything is a pure function of judgements and labels; the command prints it, the report draws it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from docscan.classify.metrics import Measure, calibration, confusion, kappa_gain, level_f1, measures
from docscan.classify.model import Model
from docscan.classify.training import passage_text
from docscan.classify.validation import group_names
from docscan.judgement import FACETS, Judgement
from docscan.labelled import LabelledPassage

#: Fewest passages of a stratum for which figures are printed.
FEWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Figures of one model on part of the passages: ``by`` is ``all``, ``language``, ``register`` or ``country``."""

    by: str
    name: str
    n: int
    figures: dict[str, Measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFigure:
    """Precision, recall and F1 (0 to 1) of one facet over passages that are labelled with it, micro-averaged."""

    facet: str
    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One model on one set of labels. ``curve`` holds (mean confidence, share right, count) per bin."""

    model: str
    n: int
    strata: tuple[Stratum, ...]
    level_f1: tuple[float, ...]
    confusion: tuple[tuple[int, ...], ...]
    calibration_error: float
    curve: tuple[tuple[float, float, int], ...]
    facets: tuple[FacetFigure, ...]
    look_at: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A passage that two models judge differently."""

    id: str
    text: str
    level: int
    old: int
    new: int


def judge(model: Model, passages: Sequence[LabelledPassage]) -> list[Judgement]:
    """What the model says of labelled passages, without seeing their labels."""
    return model.judge([passage_text(passage) for passage in passages])


def evaluate(
    model: Model, passages: Sequence[LabelledPassage], judgements: Sequence[Judgement] | None = None, *, seed: int = 0
) -> Evaluation:
    """Judge every passage (unless ``judgements`` are at hand) and compare. Facets are compared where labels give them."""
    judgements = judge(model, passages) if judgements is None else judgements
    levels = np.array([passage.level for passage in passages])
    judged = np.array([judgement.level for judgement in judgements])
    probabilities = np.array([judgement.probabilities for judgement in judgements])
    groups = group_names(passages, "document")
    error, curve = calibration(levels, probabilities)
    return Evaluation(
        model=model.id,
        n=len(passages),
        strata=tuple(_strata(passages, levels, judged, groups, seed)),
        level_f1=tuple(round(value, 4) for value in level_f1(levels, judged)),
        confusion=tuple(tuple(int(count) for count in row) for row in confusion(levels, judged)),
        calibration_error=round(error, 4),
        curve=tuple(curve),
        # A yardstick that finds no facets at all is not measured by them.
        facets=tuple(facet_figures(passages, judgements)) if any(item.findings for item in judgements) else (),
        look_at=_look_at(levels, judged, judgements),
    )


def changes(old: Sequence[Judgement], new: Sequence[Judgement], passages: Sequence[LabelledPassage]) -> list[Change]:
    """The passages on which two models differ, in the order given."""
    return [
        Change(id=passage.id, text=passage.text, level=passage.level, old=before.level, new=after.level)
        for passage, before, after in zip(passages, old, new, strict=True)
        if before.level != after.level
    ]


def gain(old: Sequence[Judgement], new: Sequence[Judgement], passages: Sequence[LabelledPassage]) -> Measure:
    """By how much the new model's kappa is above the old one's on the same passages."""
    before, after = (np.array([judgement.level for judgement in judgements]) for judgements in (old, new))
    levels = np.array([passage.level for passage in passages])
    return kappa_gain(levels, before, after, group_names(passages, "document"))


def facet_figures(passages: Sequence[LabelledPassage], judgements: Sequence[Judgement]) -> list[FacetFigure]:
    """Every facet that at least one passage is labelled with, over passages at level 1 and above."""
    found = []
    for facet in FACETS:
        rows = [
            (set(passage.facets.get(facet, ())), set(judgement.values(facet)))
            for passage, judgement in zip(passages, judgements, strict=True)
            if passage.level >= 1 and facet in passage.facets
        ]
        if not any(labelled for labelled, _ in rows):
            continue
        hits = sum(len(labelled & judged) for labelled, judged in rows)
        given, wanted = sum(len(judged) for _, judged in rows), sum(len(labelled) for labelled, _ in rows)
        found.append(
            FacetFigure(
                facet=facet,
                n=len(rows),
                precision=round(hits / given, 4) if given else 0.0,
                recall=round(hits / wanted, 4) if wanted else 0.0,
                f1=round(2 * hits / (given + wanted), 4) if given + wanted else 0.0,
            )
        )
    return found


def _strata(
    passages: Sequence[LabelledPassage],
    levels: npt.NDArray[np.int64],
    judged: npt.NDArray[np.int64],
    groups: Sequence[str],
    seed: int,
) -> list[Stratum]:
    keys: dict[str, Callable[[LabelledPassage], str]] = {
        "all": lambda _passage: "all",
        "language": lambda passage: passage.language,
        "register": lambda passage: passage.register,
        "country": lambda passage: passage.country,
    }
    names = np.asarray(groups)
    found = []
    for by, key in keys.items():
        values = np.array([key(passage) for passage in passages])
        for name in sorted(set(values.tolist()) - {""}):
            rows = np.flatnonzero(values == name)
            if len(rows) >= FEWEST:
                figures = measures(levels[rows], judged[rows], names[rows].tolist(), seed=seed)
                found.append(Stratum(by=by, name=name, n=len(rows), figures=figures))
    return found


def _look_at(levels: Any, judged: Any, judgements: Sequence[Judgement]) -> dict[str, float]:
    band = np.array([judgement.doubtful for judgement in judgements])
    wrong = levels != judged
    return {
        "share": round(float(band.mean()), 4),
        "error_inside": round(float(wrong[band].mean()), 4) if band.any() else 0.0,
        "error_outside": round(float(wrong[~band].mean()), 4) if (~band).any() else 0.0,
    }
