"""What all commands share: how errors end the program, and the options that reading and judging take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from docscan.errors import DocscanError, Exit

LANGUAGES = ("en", "fr", "es", "pt")
INTERRUPTED = 130  # what shells expect of a program stopped by Ctrl-C

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
