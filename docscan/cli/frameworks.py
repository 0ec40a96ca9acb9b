"""`docscan frameworks`: the grids of questions that strategies are read against."""

from __future__ import annotations

import json
from pathlib import Path

import click

from docscan.cli.program import LANGUAGES
from docscan.errors import Exit


@click.group()
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
