"""`docscan review`: editions and countries side by side, from finished results."""

from __future__ import annotations

from pathlib import Path

import click

from docscan.cli.program import LANGUAGES, load_settings


@click.command()
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--since", type=click.IntRange(1900, 2200), metavar="YEAR", help="Only what was submitted from this year on."
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the review (default: en).")
@click.option(
    "--indicators",
    type=click.Path(path_type=Path),
    help="Your table of figures: iso3,year,indicator,value[,unit,source,licence]. Ours serves what it lacks.",
)
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; repeatable.")
@click.option("--framework", "frameworks", multiple=True, help="Ask what this framework leaves open; repeatable.")
@click.option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice(["html", "docx", "xlsx", "json", "csv"]),
    help="Form of the output; repeatable (default: all into a folder, else as the file is called).",
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="File or folder to write to (default: the terminal)."
)
@click.option("--title", help="Title in place of our own.")
@click.option("--logo", type=click.Path(path_type=Path), help="Picture (PNG or SVG) for the head of page and report.")
@click.option("--templates", type=click.Path(path_type=Path), help="Folder of templates that replace ours, by name.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file (default: ./docscan.toml if there).")
@click.option("-q", "--quiet", is_flag=True, help="No notes on what the review rests on.")
def review(
    results: Path,
    since: int | None,
    lang: str | None,
    indicators: Path | None,
    countries: tuple[str, ...],
    frameworks: tuple[str, ...],
    forms: tuple[str, ...],
    out: Path | None,
    title: str | None,
    logo: Path | None,
    templates: Path | None,
    config: Path | None,
    quiet: bool,
) -> None:
    """Compare the editions of every country in RESULTS, follow its actions, and put attention beside weight.

    \b
    Example:  docscan review results --since 2015
              docscan review results --lang fr --indicators ours.csv -o revue
    """
    from docscan import reviewing

    if out is None and (binary := sorted(reviewing.BINARY.intersection(forms))):
        raise click.UsageError(f"{', '.join(binary)} is nothing for a terminal; name a file or folder with -o")
    if out is not None and not forms:
        forms = tuple(reviewing.WRITERS) if reviewing.is_folder(out) else (out.suffix.lstrip("."),)
    if unknown := [form for form in forms if form not in reviewing.WRITERS]:
        raise click.BadParameter(
            f"no form '{unknown[0]}'; one of {', '.join(reviewing.WRITERS)}", param_hint="--format"
        )
    settings = load_settings(
        config,
        report={
            "language": lang,
            "title": title,
            "logo": None if logo is None else str(logo),
            "templates": None if templates is None else str(templates),
        },
    ).report
    made = reviewing.review(
        results,
        since=since,
        language=settings.language,
        indicator_table=indicators,
        countries=countries,
        asked=frameworks,
    )
    if not quiet:
        for line in reviewing.notes(made):
            click.echo(f"docscan: {line}", err=True)
    if out is not None:
        for form in forms:
            click.echo(reviewing.write(made, out, form, results=results, settings=settings))
        return
    for form in forms:
        click.echo(reviewing.WRITERS[form](made, settings).decode().rstrip("\n"))
    if not forms:
        click.echo(reviewing.as_text(made))
