"""Labels on disk to a model on disk, and models against labels: what ``docscan train`` and ``docscan evaluate`` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docscan.classify.comparison import Trial
from docscan.classify.evaluation import Change, Evaluation, changes, evaluate, gain, judge
from docscan.classify.learned import LearnedModel
from docscan.classify.metrics import Measure
from docscan.classify.model import BASELINE, UNMEASURED, Model, load_model
from docscan.classify.reference import Reference
from docscan.classify.storage import save
from docscan.classify.training import TrainSettings, train
from docscan.classify.validation import possible
from docscan.errors import UsageError
from docscan.labelled import LabelledPassage
from docscan.labels.formats import Labels, distinct, read_all
from docscan.labels.shipped import SOURCE, shipped

#: With this in place of a number ``--prior`` keeps the shares of the labelled passages.
LABELS = "labels"
UNGROUPED = "documents are not named: grouping by document is impossible, clusters of similar text are used instead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What ``evaluate`` found. ``models`` starts with the model asked for and ends with the baseline and plain words.

    ``gain`` is by how much the first model's kappa is above the second's; ``changes`` lists passages on which those two
    differ. Trained anew on the labels, and empty where that was not asked for: ``validated`` maps a way of splitting to
    figures, ``blocks`` a set of feature blocks to kappas by way of splitting, ``curve`` holds passages trained on, and kappa.
    """

    models: tuple[Evaluation, ...]
    gain: Measure | None
    validated: Mapping[str, Mapping[str, Measure]]
    blocks: Mapping[str, Mapping[str, Measure]]
    curve: tuple[tuple[int, Measure], ...]
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
        warnings += (UNGROUPED,)
    return model, warnings


def compare(
    paths: Sequence[Path],
    *,
    model: str,
    against: str | None = None,
    validate: bool = False,
    settings: TrainSettings | None = None,
) -> Comparison:
    """A model on labels, an older one beside it where named, baseline and plain words always; trained anew on request."""
    labels = read_all(paths) if paths else shipped()
    passages = labels.passages if paths else tuple(replace(passage, source=SOURCE) for passage in labels.passages)
    names = list(dict.fromkeys([model, *([against] if against else []), BASELINE]))
    loaded: list[Model] = [*(load_model(name) for name in names), Reference(shipped().passages)]
    judged = [judge(item, passages) for item in loaded]
    trial = Trial(passages, settings or TrainSettings()) if validate else None
    return Comparison(
        models=tuple(evaluate(item, passages, found) for item, found in zip(loaded, judged, strict=True)),
        gain=gain(judged[1], judged[0], passages) if len(names) > 1 else None,
        validated=trial.cross_validate() if trial else {},
        blocks=trial.compare_blocks() if trial else {},
        curve=tuple(trial.learning_curve()) if trial else (),
        changes=tuple(changes(judged[1], judged[0], passages)) if len(names) > 1 else (),
        warnings=(*labels.warnings, *_cautions(loaded, passages)),
    )


def _cautions(models: Sequence[Model], passages: Sequence[LabelledPassage]) -> list[str]:
    """What a reader of the figures must know of models and labels."""
    found = []
    sources = {passage.source for passage in passages}
    shipping = {passage.text for passage in shipped().passages}
    if any(passage.text in shipping for passage in passages):
        sources.add(SOURCE)  # a file of the corpus, named by its path
    for model in models:
        if isinstance(model, LearnedModel):
            learned = sources & set(model.card.get("data", {}).get("by source", {}))
            if learned:
                found.append(
                    f"model {model.name} learned from {', '.join(sorted(learned))}: its figures on these passages flatter; "
                    "see the held-out ones on its card, or --validate"
                )
            found += [model.stale] if model.stale else []
    if not possible(passages, "document"):
        found.append(UNGROUPED)
    found += [said for code, said in UNMEASURED.items() if any(passage.language == code for passage in passages)]
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


def parse_prior(text: str | None) -> float | None:
    """``0.05`` as a number, ``labels`` as None, nothing as what whole documents have. Raises UsageError for anything else."""
    if text is None:
        return TrainSettings().prior
    if text == LABELS:
        return None
    try:
        prior = float(text)
    except ValueError:
        prior = -1.0
    if not 0.001 <= prior <= 0.9:
        raise UsageError(
            f"'{text}' is no share of passages on migration",
            subject="--prior",
            fix=f"give a number from 0.001 to 0.9, or '{LABELS}' where the labels are a fair sample of whole documents",
        )
    return prior
