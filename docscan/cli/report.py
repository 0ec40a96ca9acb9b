"""`docscan report`: outputs of a results folder, rendered again."""

from __future__ import annotations

from pathlib import Path

import click

from docscan.cli.program import LANGUAGES, load_settings


@click.command()
@click.argument("results", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write here (default: into the results folder).")
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; repeatable.")
@click.option("--framework", "frameworks", multiple=True, help="Show only this framework's answers; repeatable.")
@click.option("--against", type=click.Path(path_type=Path), help="Former results, to show what changed.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["html", "xlsx", "csv", "parquet", "json", "docx", "png", "svg"]),
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the outputs (default: en).")
@click.option("--title", help="Title in place of our own.")
@click.option("--logo", type=click.Path(path_type=Path), help="Picture (PNG or SVG) for the head of each page.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder of templates that replace ours, by name.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (default: ./docscan.toml if there).")
def report(
    results: Path,
    out: Path | None,
    countries: tuple[str, ...],
    frameworks: tuple[str, ...],
    against: Path | None,
    formats: tuple[str, ...],
    lang: str | None,
    title: str | None,
    logo: Path | None,
    templates: Path | None,
    config: Path | None,
) -> None:
    """Render the reports of a results folder again, without reading the documents.

    \b
    Example:  docscan report results --lang fr --format html --format docx -o rapports
    """
    from docscan import rendering

    settings = load_settings(
        config,
        report={
            "language": lang,
            "formats": formats or None,
            "title": title,
            "logo": None if logo is None else str(logo),
            "templates": None if templates is None else str(templates),
        },
    )
    click.echo(
        rendering.report(results, out, settings=settings, countries=countries, frameworks=frameworks, against=against)
    )
