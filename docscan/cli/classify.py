"""`docscan classify`: passages in, judgements out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click

from docscan.cli.program import load_settings, settings_options
from docscan.errors import Exit, UsageError

CHUNK = 512  # passages judged at a time: enough for vectorised models, little enough to stream


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"), default="-")
@click.option(
    "--explain",
    is_flag=True,
    help="Add what decided: concepts, cues, anchors, and the features that moved the level, with their spans.",
)
@settings_options
def classify(file: IO[str], explain: bool, language: str | None, model: str | None, config: Path | None) -> None:
    """Judge passages: JSON lines in (id, text, language?, path?), JSON lines out.

    \b
    Example:  echo '{"id": "a", "text": "The diaspora fund opens in 2026."}' | docscan classify -
    """
    from docscan.classify.model import load_model

    settings = load_settings(config, extract={"language": language}, classify={"model": model})
    judge = load_model(settings.classify.model)
    bad: list[UsageError] = []
    for chunk in chunks(passages(file, language, settings.extract.languages, bad), CHUNK):
        for passage, judgement in zip(chunk, judge.judge(chunk), strict=True):
            row = judgement_row(judgement, explain)
            if explain:
                row["reasons"] = [
                    {"feature": item.feature, "weight": item.weight, "start": item.start, "end": item.end}
                    for item in judge.explain(passage)
                ]
            click.echo(json.dumps(row, ensure_ascii=False))
    if bad:
        raise click.exceptions.Exit(int(Exit.USAGE))


def passages(file: IO[str], language: str | None, known: tuple[str, ...], bad: list[UsageError]) -> Iterator[Any]:
    """The passage of each line; a line that holds none is told on stderr, kept in ``bad``, and the others go on."""
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                yield read_passage(line, number, language, known)
            except UsageError as error:
                error.subject = f"{file.name}, line {number}"
                click.echo(f"docscan: {error}", err=True)
                bad.append(error)


def read_passage(line: str, number: int, language: str | None, known: tuple[str, ...]) -> Any:
    """One line as a PassageText; its language is detected where neither the line nor the option gives it."""
    from docscan.classify import PassageText
    from docscan.extract.language import detect

    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"is no JSON ({error})", fix="give one JSON object a line") from error
    if not isinstance(row, dict):
        raise UsageError("is no JSON object", fix='write {"id": …, "text": …}')
    text = row.get("text")
    if not isinstance(text, str):
        raise UsageError("has no text", fix='give "text" as a string')
    given = row.get("language") or language
    if given is not None and given not in known:
        raise UsageError(f"language '{given}' is not scored", fix=f"give one of {', '.join(known)}, or leave it out")
    path = row.get("path") or ()
    titles = (path,) if isinstance(path, str) else tuple(str(title) for title in path)
    return PassageText(id=str(row.get("id", number)), text=text, language=given or detect(text, known)[0], path=titles)


def chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of ``size`` items, the last one shorter."""
    chunk: list[Any] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def judgement_row(judgement: Any, explain: bool) -> dict[str, Any]:
    """A judgement in the form that ``classify`` prints."""
    from docscan.judgement import FACETS

    shown = [finding for finding in judgement.findings if explain or finding.facet in FACETS]
    row: dict[str, Any] = {
        "id": judgement.passage,
        "level": judgement.level,
        "probabilities": [round(p, 4) for p in judgement.probabilities],
        "facets": {facet: list(judgement.values(facet)) for facet in FACETS if judgement.values(facet)},
        "evidence": [
            {"facet": item.facet, "value": item.value, "start": item.start, "end": item.end} for item in shown
        ],
    }
    if explain:
        row |= {"doubtful": judgement.doubtful, "model": judgement.model}
    return row
