"""Tables of indicators: one row a country, year and indicator, read row by row, each mistake named with its row.

``iso3,year,indicator,value[,unit,source,licence]``. The table that ships (``indicators/world.csv``) serves where the user's own
has nothing for an indicator.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from math import isfinite
from pathlib import Path

from docscan.errors import UsageError

NEEDED = ("iso3", "year", "indicator", "value")
OPTIONAL = ("unit", "source", "licence")
#: The themes on which attention is measured, by indicator; of an indicator not named here, all themes.
THEMES: Mapping[str, tuple[str, ...]] = {
    "remittances_pct_gdp": ("remittances", "diaspora"),
    "emigrants_pct_population": ("labour_migration", "diaspora", "skills_brain_drain", "remittances"),
    "immigrants_pct_population": ("integration_inclusion", "labour_migration", "irregular_border", "rights_protection"),
    "refugees_hosted": ("forced_displacement", "integration_inclusion"),
    "internally_displaced_conflict": ("forced_displacement",),
    "skilled_emigration_pct": ("skills_brain_drain",),
}
#: Works from a user's table only: no source of it may ship.
OWN_ONLY = ("skilled_emigration_pct",)
#: Bad rows that are told one by one; the others are counted.
TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure: an indicator of a country in a year."""

    iso3: str
    year: int
    indicator: str
    value: float
    unit: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was left out: its number as a spreadsheet counts it (the head is 1), what is wrong, with which value."""

    file: str
    row: int
    code: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Facts and the rows that gave none."""

    facts: tuple[Fact, ...]
    bad: tuple[BadRow, ...]

    def by_country(self, indicator: str) -> dict[str, list[Fact]]:
        """The facts of one indicator by country code."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.indicator == indicator:
                found.setdefault(fact.iso3, []).append(fact)
        return found

    @property
    def indicators(self) -> tuple[str, ...]:
        """Names of the indicators, those that we know first."""
        found = {fact.indicator for fact in self.facts}
        return tuple(name for name in THEMES if name in found) + tuple(sorted(found - THEMES.keys()))


def read(path: Path, known: frozenset[str]) -> Table:
    """A user's table. ``known`` are country codes; rows of others, and rows with text for a number, are left out and told.

    Raises UsageError where the file cannot be read or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError("cannot be read", subject=str(path), fix=f"check the path ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8 text", subject=str(path), fix="save it as CSV in UTF-8") from error
    return parse(text, path.name, known)


@lru_cache(maxsize=1)
def shipped() -> Table:
    """The table that ships."""
    text = files("docscan.review").joinpath("indicators", "world.csv").read_text(encoding="utf-8")
    return parse(text, "world.csv", None)


def together(own: Table | None, shipped_table: Table) -> Table:
    """The user's facts, and ours for indicators that the user's table does not have."""
    if own is None:
        return shipped_table
    mine = {fact.indicator for fact in own.facts}
    more = tuple(fact for fact in shipped_table.facts if fact.indicator not in mine)
    return Table(facts=own.facts + more, bad=own.bad)


def parse(text: str, name: str, known: frozenset[str] | None) -> Table:
    """Facts of a CSV text; ``known`` country codes, ``None`` for any."""
    reader = csv.DictReader(io.StringIO(text), delimiter=_delimiter(text))
    columns = [(column or "").strip().lower() for column in reader.fieldnames or ()]
    for needed in NEEDED:
        if needed not in columns:
            near = get_close_matches(needed, columns, n=1)
            hint = f"rename '{near[0]}' to '{needed}'" if near else f"its columns are {', '.join((*NEEDED, *OPTIONAL))}"
            raise UsageError(f"has no column '{needed}'", subject=name, fix=hint)
    reader.fieldnames = columns
    facts: list[Fact] = []
    bad: list[BadRow] = []
    for number, row in enumerate(reader, 2):
        if any(isinstance(value, str) and value.strip() for value in row.values()):
            _read_row(row, name, number, known, facts, bad)
    return Table(facts=tuple(facts), bad=tuple(bad))


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _read_row(
    row: Mapping[str, str | None],
    name: str,
    number: int,
    known: frozenset[str] | None,
    facts: list[Fact],
    bad: list[BadRow],
) -> None:
    cell = {column: (row.get(column) or "").strip() for column in (*NEEDED, *OPTIONAL)}
    iso3, value, year = cell["iso3"].upper(), _number(cell["value"]), cell["year"]
    problem = ""
    if known is not None and iso3 not in known:
        problem, shown = "unknown_country", cell["iso3"]
    elif not year.isdigit() or not 1900 <= int(year) <= 2200:
        problem, shown = "bad_year", year
    elif not cell["indicator"]:
        problem, shown = "no_indicator", ""
    elif value is None:
        problem, shown = "bad_value", cell["value"]
    if problem:
        bad.append(BadRow(file=name, row=number, code=problem, value=shown))
        return
    assert value is not None
    facts.append(
        Fact(
            iso3=iso3,
            year=int(year),
            indicator=cell["indicator"],
            value=value,
            unit=cell["unit"],
            source=cell["source"] or name,
            licence=cell["licence"],
        )
    )


def _number(text: str) -> float | None:
    """A number as written with a point, or with a decimal comma."""
    plain = text.replace("\u00a0", "").replace(" ", "")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if isfinite(value) else None


def nearest(facts: Sequence[Fact], year: int, within: int) -> Fact | None:
    """The figure of the year nearest to ``year``, at most ``within`` years off; of two as near the earlier."""
    near = [fact for fact in facts if abs(fact.year - year) <= within]
    return min(near, key=lambda fact: (abs(fact.year - year), fact.year)) if near else None


def codes(own: Iterable[str], listed: Sequence[str]) -> frozenset[str]:
    """Country codes that a table may hold: those of the world and those of the results."""
    return frozenset(own) | frozenset(listed)
