"""Sentences for the rule codes that answers carry: ``reasons.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from docscan.frameworks.framework import Wording


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, Wording]:
    """Every rule code with its sentence in the four languages."""
    text = files("docscan").joinpath("frameworks", "reasons.toml").read_text(encoding="utf-8")
    return {code: Wording(**sentences) for code, sentences in tomllib.loads(text).items()}


def explain(code: str, language: str) -> str:
    """The sentence of a rule code (:attr:`docscan.scorecard.Answer.rule`) in ``language``.

    >>> explain("silent.no_migration", "en")
    'No passage of the text speaks of migration.'
    """
    return reasons()[code].text(language)
