"""Every failure docscan expects, each with the exit code that the command line ends with.

A message names the cause, keeps the subject (file, page, row, key) and says what to do. ``cli`` catches
:class:`DocscanError` once; anything else that escapes is a bug (exit code 1).
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """Exit codes of the command line."""

    OK = 0
    BUG = 1
    USAGE = 2
    CONFIGURATION = 3
    FRAMEWORK = 4
    DOCUMENTS = 5
    MODEL = 6
    GATE = 7


class DocscanError(Exception):
    """Base of all expected failures.

    ``cause`` says what is wrong, ``subject`` what it is wrong with (a file, a row, a key), ``fix`` what to do.
    """

    exit_code: ClassVar[Exit] = Exit.BUG

    def __init__(self, cause: str, *, subject: str = "", fix: str = "") -> None:
        self.cause = cause
        self.subject = subject
        self.fix = fix
        super().__init__(cause, subject, fix)

    def __str__(self) -> str:
        text = f"{self.subject}: {self.cause}" if self.subject else self.cause
        return f"{text}\n  → {self.fix}" if self.fix else text

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders when a folder is scanned in parallel; keyword arguments need this.
        return (_rebuild, (type(self), self.cause, self.subject, self.fix))


def _rebuild(kind: type[DocscanError], cause: str, subject: str, fix: str) -> DocscanError:
    return kind(cause, subject=subject, fix=fix)


class UsageError(DocscanError):
    """The command was called wrongly: nothing to read, an output folder that is not ours."""

    exit_code = Exit.USAGE


class ConfigurationError(DocscanError):
    """A settings file, a metadata table or the installation (a missing extra) is wrong."""

    exit_code = Exit.CONFIGURATION


class MissingExtra(ConfigurationError):
    """An optional part is needed and not installed; ``fix`` is the exact install line."""

    def __init__(self, cause: str, *, extra: str = "", subject: str = "", fix: str = "") -> None:
        super().__init__(cause, subject=subject, fix=fix or f'pip install "docscan[{extra}]"')


class FrameworkError(DocscanError):
    """A framework file does not pass its check."""

    exit_code = Exit.FRAMEWORK


class DocumentError(DocscanError):
    """One document could not be read; the others go on."""

    exit_code = Exit.DOCUMENTS


class ModelError(DocscanError):
    """A model folder is missing, damaged, of another version or of unknown types; or labels cannot train one."""

    exit_code = Exit.MODEL


class GateError(DocscanError):
    """A measured figure fell below its floor."""

    exit_code = Exit.GATE
