"""Regions and sub-regions of the United Nations (M49), by country; their names come from CLDR."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from importlib.resources import files

from babel import Locale


@lru_cache(maxsize=1)
def table() -> dict[str, tuple[str, str]]:
    """By ISO 3166 alpha-3 code: codes of region and sub-region."""
    text = files("docscan.review").joinpath("regions.csv").read_text(encoding="utf-8")
    return {row["iso3"]: (row["region"], row["subregion"]) for row in csv.DictReader(io.StringIO(text))}


def of(iso3: str) -> tuple[str, str]:
    """Region and sub-region of a country; empty for invented and unknown ones."""
    return table().get(iso3, ("", ""))


def name(code: str, language: str) -> str:
    """A region's name in a language."""
    return str(Locale.parse(language).territories.get(code, code)) if code else ""
