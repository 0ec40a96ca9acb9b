"""`docscan evaluate`: how good a model is."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("labels", nargs=-1, type=click.Path(path_type=Path))
@click.option("--model", default="default", show_default=True, help="Model to measure: a shipped name or a folder.")
@click.option("--against", help="An older model to compare with, passage by passage.")
@click.option(
    "--validate", is_flag=True, help="Also train anew on LABELS: by document, country, language; learning curve."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page with figures.")
def evaluate(
    labels: tuple[Path, ...], model: str, against: str | None, validate: bool, as_json: bool, page: Path | None
) -> None:
    """Measure a model on LABELS (default: the passages that ship), with the keyword baseline beside it.

    \b
    Example:  docscan evaluate ours.csv --model models/ours --against default --html comparison.html
    """
    from docscan import learning, verdicts

    found = learning.compare(labels, model=model, against=against, validate=validate)
    for warning in found.warnings:
        click.echo(f"docscan: {warning}", err=True)
    if page is not None:
        page.write_text(verdicts.as_html(found), encoding="utf-8")
    click.echo(verdicts.as_json(found) if as_json else verdicts.as_text(found))
