"""JSON outputs: ``run.json`` (what a run was made with) and ``results.json`` (its figures), with a published schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from docscan.report.card import names
from docscan.report.quotation import reasons
from docscan.report.results import DocumentResult, Results
from docscan.report.words import Words
from docscan.scorecard import Figure, Scorecard

#: Version of both files' layout; readers refuse a newer one.
SCHEMA = 1
#: Decimals of figures in JSON.
DECIMALS = 2


def write_run(results: Results, out: Path) -> None:
    """Write ``run.json``: versions, settings, model, and the hash of every input. No time, host or absolute path."""
    run = asdict(results.run)
    run["inputs"] = [{"file": file, "sha256": digest} for file, digest in results.run.inputs]
    run["frameworks"] = [{"id": item.id, "version": item.version, "key": item.key} for item in results.frameworks]
    run["counts"] = {
        "countries": len(results.countries),
        "documents": len(results.documents),
        "pages": sum(item.pages for item in results.facts),
        "failures": len(results.failures),
    }
    (out / "run.json").write_bytes((_text({"schema": SCHEMA, **run}) + "\n").encode("utf-8"))


def write_json(results: Results, out: Path, wording: Words) -> None:
    """Write ``results.json``: all figures, passages and answers, by the schema beside this module."""
    named = names(results, wording)
    parts: dict[str, Iterable[dict[str, Any]]] = {
        "countries": (
            {
                "iso3": card.id,
                "name": named.get(card.id) or wording.country(card.id, ""),
                "rank": list(results.ranks[card.id]) if card.id in results.ranks else None,
                **_scorecard(card),
            }
            for card in results.countries
        ),
        "documents": (_document(document, wording) for document in results.documents),
        "failures": (asdict(failure) for failure in results.failures),
    }
    head = {"schema": SCHEMA, "language": wording.language, "caveat": wording.text("page", "caveat")}
    with (out / "results.json").open("w", encoding="utf-8", newline="") as file:
        file.write(_text(head).removesuffix("\n}"))
        for name, values in parts.items():
            file.write(f",\n {json.dumps(name)}: [")
            empty = True
            for value in values:
                file.write(("" if empty else ",") + "\n  " + _text(value).replace("\n", "\n  "))
                empty = False
            file.write("]" if empty else "\n ]")
        file.write("\n}\n")


def schema() -> dict[str, Any]:
    """The JSON Schema of ``results.json``, as published with the package."""
    text = files("docscan.report").joinpath("results.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def _document(document: DocumentResult, wording: Words) -> dict[str, Any]:
    facts = ("id", "file", "title", "iso3", "country", "year", "kind", "edition", "language", "pages", "words")
    passages = [
        {
            "id": passage.id,
            "section": passage.section,
            "path": list(passage.path),
            "page": passage.page,
            "label": passage.label,
            "box": list(passage.box) if passage.box else None,
            "start": passage.start,
            "end": passage.end,
            "language": passage.language,
            "text": passage.text,
            "level": passage.level,
            "probabilities": [round(value, 4) for value in passage.probabilities],
            "counted": passage.counted,
            "doubtful": passage.doubtful,
            "sectors": list(passage.sectors),
            "evidence": [asdict(finding) for finding in passage.findings],
            "reasons": [wording.labelled(name, values) for name, values in reasons(passage, wording)],
        }
        for passage in document.passages
    ]
    sections = [
        {
            "id": section.score.section,
            "path": list(section.path),
            "rank": section.rank,
            "page_start": section.page_start,
            "page_end": section.page_end,
            "level": section.score.level,
            "score": _rounded(section.score.score),
            "low": _rounded(section.score.low),
            "high": _rounded(section.score.high),
            "peak": section.score.peak,
            "share": round(section.score.share, 4),
            "words": section.score.words,
            "sectors": list(section.score.sectors),
            "passage": section.score.passage,
        }
        for section in document.sections
    ]
    own = {name: getattr(document, name) for name in facts}
    return {**own, **_scorecard(document.scorecard), "sections": sections, "passages": passages}


def _scorecard(card: Scorecard) -> dict[str, Any]:
    return {
        "pooled": list(card.documents),
        "index": _figure(card.index),
        "dimensions": [_figure(figure) for figure in card.dimensions],
        "counts": list(card.counts),
        "coverage": asdict(card.coverage),
        "frameworks": [
            {
                "id": result.framework,
                "answers": [
                    {"item": item.item, "answer": item.answer, "rule": item.rule, "passages": list(item.passages)}
                    for item in result.answers
                ],
                "figures": [_figure(figure) for figure in result.figures],
            }
            for result in card.frameworks
        ],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "band": figure.band,
        "reason": figure.reason,
        "passages": list(figure.passages),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False)
