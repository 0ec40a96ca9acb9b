"""`docscan extract`: what is read of one file."""

from __future__ import annotations

from pathlib import Path

import click

from docscan.cli.program import load_settings, settings_options
from docscan.errors import UsageError


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--draw", metavar="PAGES", help="Draw the blocks over these pages (e.g. 1,4-6) as PNG files into --out.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write to this file (or folder, with --draw).")
@settings_options
def extract(
    file: Path,
    form: str,
    draw: str | None,
    out: Path | None,
    language: str | None,
    model: str | None,
    config: Path | None,
) -> None:
    """Show what is read of FILE: text, sections, passages, pages.

    \b
    Example:  docscan extract plan.pdf --format json > plan.json
              docscan extract plan.pdf --draw 1-3 -o pages/
    """
    from docscan.extract import extract as read

    settings = load_settings(config, extract={"language": language}, classify={"model": model})
    document = read(file, settings.extract)
    if draw is not None:
        from docscan.extract.draw import draw as draw_pages

        folder = out or Path(f"{file.stem}-pages")
        for picture in draw_pages(file, document, page_numbers(draw, len(document.pages)), folder):
            click.echo(picture)
        return
    from docscan.extract.present import present

    text = present(document, form)
    if out is None:
        click.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")
    for warning in document.warnings:
        click.echo(f"docscan: {file.name}: {warning}", err=True)


def page_numbers(text: str, last: int) -> tuple[int, ...]:
    """Pages of ``1,4-6``, those beyond ``last`` left out. Raises UsageError for anything else, or where none is left."""
    pages: list[int] = []
    for part in text.split(","):
        first, _, end = part.strip().partition("-")
        if not first.isdigit() or (end and not end.isdigit()):
            raise UsageError(f"'{part}' is no page or range of pages", subject="--draw", fix="write for example 1,4-6")
        pages.extend(range(int(first), int(end or first) + 1))
    chosen = tuple(page for page in pages if 1 <= page <= last)
    if not chosen:
        raise UsageError(f"has no page {text}", subject="--draw", fix=f"name pages from 1 to {last}")
    return chosen
