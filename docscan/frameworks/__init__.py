"""Frameworks: grids of questions, one TOML file each, that a strategy is read against.

:func:`load` takes the name of a shipped framework or the path of one's own file; :func:`check` says, line by line, what
is wrong with a file. Any shipped file serves as an example of how to write one.
"""

from __future__ import annotations

from docscan.frameworks.checking import check
from docscan.frameworks.framework import LANGUAGES, Band, Framework, Group, Item, Profile, Rule, Source, Wording
from docscan.frameworks.loading import load, names
from docscan.frameworks.reasons import explain

__all__ = [
    "LANGUAGES",
    "Band",
    "Framework",
    "Group",
    "Item",
    "Profile",
    "Rule",
    "Source",
    "Wording",
    "check",
    "explain",
    "load",
    "names",
]
