"""`docscan models`: the models that judge passages."""

from __future__ import annotations

import click


@click.group()
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
