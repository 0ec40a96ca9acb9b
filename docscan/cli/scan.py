"""`docscan scan`: a folder of strategies to scorecards."""

from __future__ import annotations

from pathlib import Path

import click

from docscan.cli.program import LANGUAGES, load_settings, settings_options
from docscan.errors import Exit, UsageError


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--metadata", metavar="FILE|URL", help="Table on the files (default: documents.csv beside them).")
@click.option(
    "--framework", "frameworks", multiple=True, help="Answer only this framework: a name or a file; repeatable."
)
@click.option("--against", type=click.Path(path_type=Path), help="Former results, to show what changed.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), default=0, help="Processes (default: one a core).")
@click.option("--cluster", metavar="ADDRESS", default="", help="Dask scheduler (or its file) whose workers read.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the outputs (default: en).")
@click.option("--dry-run", is_flag=True, help="Say what would be done and why, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Name each document as it is done, every warning, and what was left out."
)
@settings_options
def scan(
    paths: tuple[str, ...],
    out: Path,
    metadata: str | None,
    frameworks: tuple[str, ...],
    against: Path | None,
    jobs: int,
    cluster: str,
    lang: str | None,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    language: str | None,
    model: str | None,
    config: Path | None,
) -> None:
    """Read every strategy in PATHS (files, folders, URLs) and write scorecards, with evidence, into a folder.

    \b
    Example:  docscan scan plans/ -o results
              docscan scan plans/ more.pdf -o results --metadata documents.csv --lang fr
              docscan scan s3://strategies/africa -o results --cluster tcp://scheduler:8786
    """
    from docscan import batch, summary
    from docscan.progress import EVERY

    settings = load_settings(
        config,
        extract={"language": language},
        classify={"model": model},
        score={"frameworks": frameworks or None},
        report={"language": lang},
    )
    if dry_run:
        click.echo(summary.of_plan(batch.preview(paths, out, settings=settings, table=metadata, cluster=cluster)))
        return
    if cluster and jobs:
        raise UsageError("has workers of its own", subject="--cluster", fix="leave out --jobs")
    run = batch.scan(
        paths,
        out,
        settings=settings,
        table=metadata,
        against=against,
        jobs=jobs,
        cluster=cluster,
        quiet=quiet,
        every=0.0 if verbose else EVERY,
    )
    if not quiet:
        for line in summary.notes(run, verbose):
            click.echo(f"docscan: {line}", err=True)
    click.echo(summary.as_json(run) if as_json else summary.as_text(run))
    if run.failed:
        raise click.exceptions.Exit(int(Exit.DOCUMENTS))
