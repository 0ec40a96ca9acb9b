"""Do more labelled passages still help? Kappa by passages learned from, as a table and ``corpus/curve.svg``.

Usage: ``python -m benchmarks.curve``. Held apart are the countries of the invented corpus, and the labelled real passages
of ``../shared/gold/dev.jsonl`` where they lie beside the project. The rules' share is left out: they do not learn.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from docscan.classify import PassageText
from docscan.classify.analysis import analyse
from docscan.classify.comparison import Trial
from docscan.classify.metrics import Measure, kappa_measure
from docscan.classify.training import TrainSettings, make_classifier
from docscan.labels.shipped import shipped

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "dev.jsonl"
FIGURE = ROOT / "corpus" / "curve.svg"
SIZES = (400, 800, 1200, 1600, 2000, 2400)
SETTINGS = replace(TrainSettings(), trust=0.0)


def on_gold(trial: Trial) -> list[tuple[int, Measure]]:
    """Passages learned from, and kappa on real ones; the parts are nested and drawn by seed."""
    rows = [json.loads(line) for line in GOLD.open(encoding="utf-8")]
    texts = [analyse(PassageText(id=row["id"], text=row["text"], language=row["lang"])) for row in rows]
    levels = np.array([row["level"] for row in rows])
    documents = np.asarray(trial.documents)
    order = np.random.default_rng(SETTINGS.seed).permutation(len(trial.passages))
    found = []
    for size in (*(size for size in SIZES if size < len(order)), len(order)):
        chosen = np.sort(order[:size])
        model = make_classifier(SETTINGS)
        model.fit([trial.analyses[row] for row in chosen], trial.levels[chosen], groups=documents[chosen].tolist())
        found.append((size, kappa_measure(levels, model.predict(texts), [row["source"] for row in rows])))
    return found


def draw(curves: dict[str, Sequence[tuple[int, Measure]]]) -> None:
    """Lines with their intervals, as an SVG file without dates in it."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "curve"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.4, 4))
    for (name, curve), colour in zip(curves.items(), ("#0b5563", "#b25c00"), strict=False):
        sizes = [size for size, _ in curve]
        axes.plot(sizes, [measure.value for _, measure in curve], marker="o", color=colour, label=name)
        axes.fill_between(
            sizes, [m.low for _, m in curve], [m.high for _, m in curve], color=colour, alpha=0.15, linewidth=0
        )
    axes.set(xlabel="passages learned from", ylabel="kappa (quadratic)", ylim=(0.5, 1.0))
    axes.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(FIGURE, metadata={"Date": None})


def main() -> None:
    """Print the table and draw the figure."""
    trial = Trial(shipped().passages, SETTINGS)
    sizes = [size for size in SIZES if size < len(trial.passages)]
    curves: dict[str, Sequence[tuple[int, Measure]]] = {
        "invented countries kept apart": trial.learning_curve([*sizes, len(trial.passages)])
    }
    if GOLD.is_file():
        curves["real passages"] = on_gold(trial)
    for name, curve in curves.items():
        print(f"| learned from | kappa, {name} |\n| --- | --- |")
        for size, measure in curve:
            print(f"| {size:,} | {measure.value:.3f} [{measure.low:.3f}, {measure.high:.3f}] |")
        print()
    draw(curves)


if __name__ == "__main__":
    main()
