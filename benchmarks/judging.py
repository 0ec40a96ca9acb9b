"""Levels and facets of every model that ships, on real passages that people labelled; how fast they judge."""

from __future__ import annotations

import json

from benchmarks.measuring import SHARED, Table, cpu

TITLE = "Judging"


def measure() -> Table:
    """Levels and facets of every model that ships on the labelled real passages, by language."""
    from docscan.classify.evaluation import evaluate
    from docscan.classify.model import load_model, names
    from docscan.labelled import LabelledPassage

    lines = [
        "| model | passages | language | n | kappa | relevance F1 | macro F1 | action F1 | exact |",
        "|" + " --- |" * 9,
    ]
    facets = ["| model | passages | facet | n | precision | recall | F1 |", "|" + " --- |" * 7]
    for name in names():
        model = load_model(name)
        for part in ("dev", "test"):
            rows = [json.loads(line) for line in (SHARED / "gold" / f"{part}.jsonl").open(encoding="utf-8")]
            passages = [
                LabelledPassage(
                    text=row["text"],
                    level=row["level"],
                    id=row["id"],
                    language=row["lang"],
                    document=row["source"],
                    facets={
                        facet: tuple(row[facet])
                        for facet in ("theme", "sector", "effect", "stage", "instrument", "tier", "means", "coherence")
                    },
                )
                for row in rows
            ]
            found = evaluate(model, passages)
            for stratum in found.strata:
                if stratum.by in ("all", "language"):
                    cells = [
                        f"{stratum.figures[key].value:.2f} [{stratum.figures[key].low:.2f}–{stratum.figures[key].high:.2f}]"
                        for key in ("kappa", "relevance_f1", "macro_f1", "action_f1", "accuracy")
                    ]
                    lines.append(f"| {name} | {part} | {stratum.name} | {stratum.n} | {' | '.join(cells)} |")
            facets += [
                f"| {name} | {part} | {f.facet} | {f.n} | {f.precision:.2f} | {f.recall:.2f} | {f.f1:.2f} |"
                for f in found.facets
            ]
    speed = ["", _judging_speed()]
    return [*lines, "", *facets, *speed]


def _judging_speed() -> str:
    from docscan.classify import PassageText
    from docscan.classify.model import load_model
    from docscan.config import load
    from docscan.extract import extract

    model = load_model(load().classify.model)
    document = extract(SHARED / "strategies" / "Moldova_NAP_en.txt")
    passages = [
        PassageText(id=item.id, text=document.text[item.start : item.end], language=item.language)
        for item in document.passages
    ]
    model.judge(passages)  # terms are made ready when they first come up
    seconds = cpu(lambda: model.judge(passages))
    words = sum(len(passage.text.split()) for passage in passages)
    rates = f"{len(passages) / seconds:,.0f} passages and {words / seconds:,.0f} words per CPU second"
    return f"{rates} ({model.id}, one whole plan, its terms at hand)."
