"""Labels on disk to a model on disk, and models against labels: what ``docscan train`` and ``docscan evaluate`` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from docscan.classify.analysis import analyse
from docscan.classify.evaluation import Change, Evaluation, changes, evaluate
from docscan.classify.learned import LearnedModel
from docscan.classify.level import LevelClassifier, decide
from docscan.classify.metrics import Measure, measures
from docscan.classify.model import Model, load_model
from docscan.classify.storage import save
from docscan.classify.training import TrainSettings, make_classifier, passage_text, train
from docscan.classify.validation import GROUPINGS, group_names, held_out, possible
from docscan.errors import UsageError
from docscan.labelled import LabelledPassage
from docscan.labels.formats import Labels, distinct, read_all
from docscan.labels.shipped import SOURCE, shipped

#: Shares of the training passages at which the learning curve is measured.
CURVE = (0.125, 0.25, 0.5, 0.75, 1.0)
RANDOM = "random split (warning: flatters)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What ``evaluate`` found. ``models`` starts with the model asked for and ends with the baseline.

    ``validated`` maps a way of splitting to figures of models trained anew on the labels, empty where that was not
    asked for; ``curve`` holds (passages trained on, kappa). ``changes`` lists passages on which the first two models differ.
    """

    models: tuple[Evaluation, ...]
    validated: Mapping[str, Mapping[str, Measure]]
    curve: tuple[tuple[int, float], ...]
    changes: tuple[Change, ...]
    warnings: tuple[str, ...]


def gather_labels(paths: Sequence[Path], *, base: str, weights: Mapping[str, float]) -> Labels:
    """The labels of the files, with those that ship where ``base`` is ``corpus``; weighted by source.

    ``weights`` maps a source (a file's name, or ``corpus``) to what its passages' weights are multiplied by. Raises
    ModelError for wrong labels, UsageError for a weight of a source that is not there.
    """
    own = read_all(paths) if paths else Labels(passages=(), warnings=())
    parts = list(own.passages)
    warnings = own.warnings
    if base == "corpus":
        parts += [replace(passage, source=SOURCE) for passage in shipped().passages]
    known = {passage.source for passage in parts}
    for source in weights:
        if source not in known:
            raise UsageError(
                f"no labels come from '{source}'", subject="--weight", fix=f"one of {', '.join(sorted(known))}"
            )
    weighted = [
        (f"{passage.source}: {passage.id}", replace(passage, weight=passage.weight * weights.get(passage.source, 1.0)))
        for passage in parts
    ]
    return distinct(weighted, warnings)


def train_files(
    paths: Sequence[Path],
    out: Path,
    *,
    settings: TrainSettings,
    base: str = "corpus",
    weights: Mapping[str, float] | None = None,
) -> tuple[LearnedModel, tuple[str, ...]]:
    """Train on label files and write the model folder ``out``; returns the model and warnings.

    Raises ModelError for labels that are wrong or too few; the folder is then left as it was.
    """
    labels = gather_labels(paths, base=base, weights=weights or {})
    if out.exists() and not (out / "card.json").is_file() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError("holds something that is no model", subject=str(out), fix="name a new folder with -o")
    model = train(labels.passages, settings)
    save(model, out)
    warnings = labels.warnings
    if not possible(labels.passages, "document"):
        warnings += ("documents are not named: grouping by document is impossible, clusters of similar text are used",)
    return model, warnings


def compare(
    paths: Sequence[Path],
    *,
    model: str,
    against: str | None = None,
    validate: bool = False,
    settings: TrainSettings | None = None,
) -> Comparison:
    """A model on labels, an older one beside it where named, the baseline always; cross-validated on request."""
    labels = read_all(paths) if paths else shipped()
    names = [model, *([against] if against else [])]
    loaded: list[Model] = [load_model(name) for name in names]
    if all(item.name != "baseline" for item in loaded):
        loaded.append(load_model("baseline"))
    validated: dict[str, dict[str, Measure]] = {}
    curve: list[tuple[int, float]] = []
    if validate:
        chosen = settings or TrainSettings()
        validated, curve = cross_validate(labels.passages, chosen), learning_curve(labels.passages, chosen)
    return Comparison(
        models=tuple(evaluate(item, labels.passages) for item in loaded),
        validated=validated,
        curve=tuple(curve),
        changes=tuple(changes(loaded[1], loaded[0], labels.passages)) if len(loaded) > 1 else (),
        warnings=labels.warnings,
    )


def cross_validate(passages: Sequence[LabelledPassage], settings: TrainSettings) -> dict[str, dict[str, Measure]]:
    """Figures on passages whose document, country or language the model never saw; a random split beside them."""
    analyses = [analyse(passage_text(passage)) for passage in passages]
    levels = np.array([passage.level for passage in passages])
    documents = group_names(passages, "document")
    classifier = make_classifier(settings)
    found: dict[str, dict[str, Measure]] = {}
    for grouping in GROUPINGS:
        if grouping == "document" or possible(passages, grouping):
            groups = group_names(passages, grouping)
            folds = len(set(groups)) if grouping == "language" else 5
            unseen = held_out(classifier, analyses, passages, groups, folds=folds)
            found[grouping] = measures(levels, decide(unseen, settings.power), documents)
    random = held_out(classifier, analyses, passages, None)
    found[RANDOM] = measures(levels, decide(random, settings.power), documents)
    return found


def learning_curve(passages: Sequence[LabelledPassage], settings: TrainSettings) -> list[tuple[int, float]]:
    """Passages trained on, and kappa on a fifth of the documents kept aside; the parts are nested and drawn by seed."""
    from docscan.classify.metrics import kappa

    analyses = [analyse(passage_text(passage)) for passage in passages]
    levels = np.array([passage.level for passage in passages])
    documents = np.array(group_names(passages, "document"))
    order = np.random.default_rng(settings.seed).permutation(np.unique(documents))
    aside = np.isin(documents, order[: max(1, len(order) // 5)])
    rows = np.random.default_rng(settings.seed).permutation(np.flatnonzero(~aside))
    found = []
    for share in CURVE:
        chosen = np.sort(rows[: int(len(rows) * share)])
        classifier: LevelClassifier = make_classifier(settings)
        if len(np.unique(levels[chosen])) < 2:
            continue
        classifier.fit([analyses[row] for row in chosen], levels[chosen], groups=documents[chosen])
        judged = classifier.predict([analyses[row] for row in np.flatnonzero(aside)])
        found.append((len(chosen), round(kappa(levels[aside], judged), 4)))
    return found


def parse_weights(texts: Sequence[str]) -> dict[str, float]:
    """``corpus=0.5`` as a mapping. Raises UsageError for anything else."""
    found = {}
    for text in texts:
        source, mark, value = text.rpartition("=")
        try:
            found[source] = float(value)
        except ValueError:
            mark = ""
        if not mark or found[source] <= 0:
            raise UsageError(
                f"'{text}' is no weight of a source", subject="--weight", fix="write for example corpus=0.5"
            )
    return found
