"""The sheet on which the problems of a framework's file are noted, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from docscan.frameworks.positions import Place, line_of


@dataclass(slots=True)
class Sheet:
    """Problems found so far, and where keys stand."""

    lines: dict[Place, int]
    problems: list[tuple[int, str]] = field(default_factory=list)

    def note(self, place: Place, problem: str) -> None:
        self.problems.append((line_of(self.lines, place), problem))

    def keys(self, place: Place, table: object, needed: Iterable[str], optional: Iterable[str] = ()) -> bool:
        """Note unknown and missing keys of a table; False where it is no table at all."""
        if not isinstance(table, dict):
            self.note(place, f"'{place[-1]}' must be a table")
            return False
        needed = tuple(needed)
        for key in table:
            self.known((*place, key), key, (*needed, *optional), "key")
        for key in needed:
            if key not in table:
                self.note(place, f"'{key}' is missing" + (f" in {_name(place, table)}" if place else ""))
        return True

    def known(self, place: Place, value: object, values: Sequence[str], what: str) -> bool:
        """Note a value that is not among the known ones, with the nearest of them."""
        if value in values:
            return True
        near = get_close_matches(str(value), values, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(values)}"
        self.note(place, f"unknown {what} '{value}'; {hint}")
        return False

    def number(self, place: Place, table: Mapping[str, Any], key: str, low: float, high: float) -> None:
        """Note a number that is none, or outside ``low`` to ``high``."""
        value = table.get(key, low)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.note((*place, key), f"'{key}' must be a number from {low:g} to {high:g}, not {value!r}")

    def texts(self, place: Place, table: Mapping[str, Any], keys: Iterable[str]) -> None:
        """Note values that should be texts and are not, or are empty."""
        for key in keys:
            if key in table and not (isinstance(table[key], str) and table[key].strip()):
                self.note((*place, key), f"'{key}' must be a text that is not empty")


def _name(place: Place, table: Mapping[str, Any]) -> str:
    return f"{place[0]} '{table['id']}'" if table.get("id") else ".".join(str(step) for step in place)
