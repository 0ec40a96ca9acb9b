"""On which line of a TOML file every key stands, which the standard parser does not tell.

The file must already have passed that parser: this reads headers and keys only, and steps over values.
"""

from __future__ import annotations

import re

#: A place in the parsed table: keys and, for arrays of tables, positions from 0.
Place = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)([^\[\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_LONG_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'', re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


def locate(text: str) -> dict[Place, int]:
    """Line numbers, from 1, of every table and key of a valid TOML ``text``."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        start = number
        number += 1
        if header := _HEADER.match(line):
            table = _table(header.group(2), header.group(1) == "[[", counts)
            _note(found, (), table, start + 1)
        elif key := _KEY.match(line):
            _note(found, table, _names(key.group(1)), start + 1)
            value = line[key.end() :]
            while number < len(lines) and _open(value):
                value += "\n" + lines[number]
                number += 1
    return found


def line_of(found: dict[Place, int], place: Place) -> int:
    """The line of ``place``, or of the nearest enclosing table or key that has one (1 at worst)."""
    while place and place not in found:
        place = place[:-1]
    return found.get(place, 1)


def _names(dotted: str) -> tuple[str, ...]:
    quoted = re.findall(r"""[\w-]+|"[^"]*"|'[^']*'""", dotted)
    return tuple(name.strip("\"'") for name in quoted)


def _table(dotted: str, is_array: bool, counts: dict[Place, int]) -> Place:
    names = _names(dotted)
    place: Place = ()
    for depth, name in enumerate(names):
        place = (*place, name)
        if depth == len(names) - 1 and is_array:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _note(found: dict[Place, int], table: Place, names: Place, line: int) -> None:
    # A table stands where it is first named, be it as part of another's name: [rule.values] is a place of 'rule' too.
    for depth in range(1, len(names) + 1):
        found.setdefault((*table, *names[:depth]), line)


def _open(value: str) -> bool:
    """Whether a value goes on in the next line: an array, inline table or long string that is not closed yet."""
    bare = _LONG_STRING.sub("", value)
    if '"""' in bare or "'''" in bare:
        return True
    bare = _STRING.sub("", bare)
    bare = re.sub(r"#[^\n]*", "", bare)
    return bare.count("[") > bare.count("]") or bare.count("{") > bare.count("}")
