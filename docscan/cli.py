"""The command line: parse options, call one function, print. Data goes to stdout, progress and warnings to stderr.

Nothing heavy is imported at the top, so that ``docscan --help`` answers at once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from docscan import __version__
from docscan.errors import DocscanError, Exit, UsageError

LANGUAGES = ("en", "fr", "es", "pt")
INTERRUPTED = 130  # what shells expect of a program stopped by Ctrl-C
CHUNK = 512  # passages judged at a time by `classify`: enough for vectorised models, little enough to stream

Command = TypeVar("Command", bound=Callable[..., Any])


class Program(click.Group):
    """The group that catches every expected failure once and ends with its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a :class:`DocscanError` is printed and gives its own exit code."""
        try:
            return super().invoke(ctx)
        except DocscanError as error:
            click.echo(f"docscan: {error}", err=True)
            ctx.exit(int(error.exit_code))
        except KeyboardInterrupt:
            click.echo("docscan: stopped. What was done is kept: the same command goes on from here.", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output went away: nothing to tell anyone
            ctx.exit(int(Exit.OK))


def settings_options(command: Command) -> Command:
    """Options that every command which reads or judges shares."""
    for option in (
        click.option("--language", type=click.Choice(LANGUAGES), help="Language of all documents (default: detected)."),
        click.option("--model", help="Model that judges: a name (docscan models list) or a folder."),
        click.option(
            "--config", type=click.Path(path_type=Path), help="Settings file (default: ./docscan.toml if there)."
        ),
    ):
        command = option(command)
    return command


def load_settings(config: Path | None, **options: dict[str, Any]) -> Any:
    """Defaults, then the settings file, then the options that were given (``None`` means not given)."""
    from docscan import config as configuration

    path = config or (Path("docscan.toml") if Path("docscan.toml").is_file() else None)
    given = {
        stage: {key: value for key, value in values.items() if value is not None} for stage, values in options.items()
    }
    return configuration.load(path).with_options(**given)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="docscan")
def main() -> None:
    """Read national strategies and score, with evidence, how far they mainstream migration.

    \b
    A first scan:      docscan scan plans/ -o results
    What was read:     docscan extract plan.pdf --format markdown
    What is installed: docscan doctor
    """


@main.command()
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


@main.command()
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


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the results.")
@click.option(
    "--metadata", type=click.Path(path_type=Path), help="Table on the files (default: documents.csv beside them)."
)
@click.option(
    "--framework", "frameworks", multiple=True, help="Answer only this framework: a name or a file; repeatable."
)
@click.option("--against", type=click.Path(path_type=Path), help="Former results, to show what changed.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), default=0, help="Processes (default: one a core).")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the outputs (default: en).")
@click.option("--dry-run", is_flag=True, help="Say what would be done and why, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no warnings.")
@click.option("-v", "--verbose", is_flag=True, help="Name what was left out and every warning of every document.")
@settings_options
def scan(
    paths: tuple[Path, ...],
    out: Path,
    metadata: Path | None,
    frameworks: tuple[str, ...],
    against: Path | None,
    jobs: int,
    lang: str | None,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    language: str | None,
    model: str | None,
    config: Path | None,
) -> None:
    """Read every strategy in PATHS (files and folders) and write scorecards, with evidence, into a folder.

    \b
    Example:  docscan scan plans/ -o results
              docscan scan plans/ more.pdf -o results --metadata documents.csv --lang fr
    """
    from docscan import batch, summary

    settings = load_settings(
        config,
        extract={"language": language},
        classify={"model": model},
        score={"frameworks": frameworks or None},
        report={"language": lang},
    )
    if dry_run:
        click.echo(summary.of_plan(batch.preview(paths, out, settings=settings, table=metadata)))
        return
    run = batch.scan(paths, out, settings=settings, table=metadata, against=against, jobs=jobs, quiet=quiet)
    if not quiet:
        for line in summary.notes(run, verbose):
            click.echo(f"docscan: {line}", err=True)
    click.echo(summary.as_json(run) if as_json else summary.as_text(run))
    if run.failed:
        raise click.exceptions.Exit(int(Exit.DOCUMENTS))


@main.command()
@click.argument("results", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write here (default: into the results folder).")
@click.option("--country", "countries", multiple=True, metavar="ISO3", help="Only this country; repeatable.")
@click.option("--framework", "frameworks", multiple=True, help="Show only this framework's answers; repeatable.")
@click.option("--against", type=click.Path(path_type=Path), help="Former results, to show what changed.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(["html", "xlsx", "csv", "json", "docx", "png", "svg"])
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


@main.command()
@click.argument("labels", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Folder for the model.")
@click.option(
    "--base", type=click.Choice(["corpus", "none"]), default="corpus", help="Mix with the passages that ship."
)
@click.option("--weight", "weights", multiple=True, metavar="SOURCE=W", help="Weight of a file's labels, or of corpus.")
@click.option(
    "--block", "blocks", multiple=True, type=click.Choice(["words", "characters", "cues", "shape", "embeddings"])
)
@click.option("--encoder", help="Sentence encoder for the block embeddings: a folder or an installed package.")
@click.option("--allow-download", is_flag=True, help="Let the encoder be fetched by its name on the hub.")
@click.option("--prior", type=click.FloatRange(0.001, 0.9), help="Share of passages on migration in whole documents.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--name", help="Name on the card (default: the folder's).")
def train(
    labels: tuple[Path, ...],
    out: Path,
    base: str,
    weights: tuple[str, ...],
    blocks: tuple[str, ...],
    encoder: str | None,
    allow_download: bool,
    prior: float | None,
    seed: int,
    name: str | None,
) -> None:
    """Learn levels from LABELS (CSV, JSON lines, a results folder) and write a model with its card.

    \b
    Example:  docscan train ours.csv -o models/ours --weight ours.csv=3
              docscan scan plans/ -o results --model models/ours
    """
    from docscan import learning, verdicts
    from docscan.classify.features import DEFAULT_BLOCKS
    from docscan.classify.training import TrainSettings

    if encoder:
        from docscan.classify.encoder import load_encoder

        load_encoder(encoder, allow_download=allow_download)
        blocks = tuple(dict.fromkeys((*(blocks or DEFAULT_BLOCKS), "embeddings")))
    elif "embeddings" in blocks:
        raise UsageError("the block embeddings needs an encoder", subject="--block", fix="name one with --encoder")
    usual = TrainSettings()
    settings = TrainSettings(
        name=name or out.name,
        blocks=blocks or usual.blocks,
        prior=usual.prior if prior is None else prior,
        encoder=encoder or "",
        seed=seed,
    )
    model, warnings = learning.train_files(
        labels, out, settings=settings, base=base, weights=learning.parse_weights(weights)
    )
    for warning in warnings:
        click.echo(f"docscan: {warning}", err=True)
    figures = {
        key: value for key, value in model.card["figures"].items() if isinstance(value, dict) and "kappa" in value
    }
    click.echo(verdicts.summary(figures))
    click.echo(
        f"Learned the level from {model.card['data']['passages']} passages. Model: {out}  Card: {out / 'card.md'}"
    )


@main.command()
@click.argument("labels", nargs=-1, type=click.Path(path_type=Path))
@click.option("--model", default="baseline", show_default=True, help="Model to measure: a shipped name or a folder.")
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


@main.group()
def frameworks() -> None:
    """The grids of questions that strategies are read against."""


@frameworks.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def frameworks_list(as_json: bool) -> None:
    """Name every framework that ships.

    \b
    Example:  docscan frameworks list
    """
    from docscan import frameworks as grids

    rows = [grids.load(name) for name in grids.names()]
    if as_json:
        click.echo(
            json.dumps([{"id": row.id, "title": row.title.en, "items": len(row.items)} for row in rows], indent=1)
        )
    else:
        for row in rows:
            click.echo(f"{row.id:24} {len(row.items):3} items  {row.title.en}")


@frameworks.command("show")
@click.argument("name")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the whole framework as JSON.")
def frameworks_show(name: str, lang: str, as_json: bool) -> None:
    """Show a framework's questions, by its name or file.

    \b
    Example:  docscan frameworks show gcm --lang es
    """
    from docscan import frameworks as grids

    grid = grids.load(name)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(grid), indent=1).decode())
        return
    click.echo(f"{grid.title.text(lang)} ({grid.id}, version {grid.version})")
    click.echo(f"Source: {grid.source.text(lang)}")
    groups = {group.id: group.title.text(lang) for group in grid.groups}
    shown = ""
    for item in grid.items:
        if item.group != shown:
            shown = item.group
            click.echo(f"\n{groups.get(shown, shown)}")
        click.echo(f"  {item.id:32} {item.title.text(lang)}\n  {'':32} {item.question.text(lang)}")


@frameworks.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def frameworks_check(files: tuple[Path, ...]) -> None:
    """Check framework files line by line; without FILES, those that ship.

    \b
    Example:  docscan frameworks check my-questions.toml
    """
    from importlib.resources import as_file
    from importlib.resources import files as packaged

    from docscan import frameworks as grids

    wrong = 0
    for name in files or grids.names():
        with as_file(packaged(grids) / f"{name}.toml") as shipped:
            problems = grids.check(shipped if shipped.is_file() else Path(name))
        wrong += bool(problems)
        for problem in problems:
            click.echo(f"{name}: {problem}", err=True)
        if not problems:
            click.echo(f"{name}: good")
    if wrong:
        raise click.exceptions.Exit(int(Exit.FRAMEWORK))


@main.group()
def models() -> None:
    """The models that judge passages."""


@models.command("list")
def models_list() -> None:
    """Name the models that ship.

    \b
    Example:  docscan models list
    """
    from docscan.classify.model import names

    for name in names():
        click.echo(name)


@models.command("show")
@click.argument("name")
def models_show(name: str) -> None:
    """Show what a model is, was trained on, and how well it does.

    \b
    Example:  docscan models show default
    """
    from docscan.classify.model import describe

    click.echo(describe(name))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def doctor(as_json: bool) -> None:
    """Say what is installed: versions, extras, Tesseract and its languages, the model, and what to install.

    \b
    Example:  docscan doctor
    """
    from docscan.doctor import examine

    checks = examine()
    if as_json:
        click.echo(
            json.dumps([{"name": c.name, "state": c.state, "detail": c.detail, "fix": c.fix} for c in checks], indent=1)
        )
        return
    for check in checks:
        click.echo(f"{check.state:8} {check.name:22} {check.detail}")
        if check.fix:
            click.echo(f"{'':8} {'':22} → {check.fix}")


if __name__ == "__main__":
    main()
