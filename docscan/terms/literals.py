"""What a regular expression cannot match without: words of which one must stand in the text.

Looking for a few words is a hundred times as fast as running an expression over a passage, and most expressions of the
term files have nothing to find in most passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

#: Shorter pieces stand in nearly every text; longer lists cost what they save.
_SHORTEST, _MOST = 3, 120


def necessary(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Lower-case pieces of text of which at least one stands in whatever the expression matches; none if that is unknown.

    >>> necessary(re.compile(r"\\b(?:[Bb]udget|[Cc]ost)s? of \\d+"))
    ('budget', 'cost')
    """
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # pragma: no cover - an interpreter that keeps its parser elsewhere
        return ()
    found = _best(_parser.parse(pattern.pattern, pattern.flags))
    return tuple(sorted(found)) if found else ()


def _best(sequence: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Of the parts that a match cannot lack, the alternatives whose shortest is longest; empty if none will do."""
    candidates: list[frozenset[str]] = []
    run = ""
    for kind, argument in sequence:
        name = str(kind)
        if name in ("AT", "ASSERT_NOT"):
            continue
        letter = _letter(name, argument)
        if letter:
            run += letter
            continue
        if name == "BRANCH":
            leads = [_lead(branch) for branch in argument[1]]
            candidates.append(frozenset(run + lead for lead in leads))
            inner = [_best(branch) for branch in argument[1]]
            if all(inner):
                candidates.append(frozenset().union(*inner))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            candidates += [_best(argument[2])] if argument[0] else []
        elif name == "SUBPATTERN":
            candidates += [_best(argument[3]), frozenset({run + _lead(argument[3])})]
        elif name in ("ASSERT", "ATOMIC_GROUP"):
            candidates.append(_best(argument[1] if name == "ASSERT" else argument))
        candidates.append(frozenset({run}))
        run = ""
    candidates.append(frozenset({run}))
    usable = [found for found in candidates if found and len(found) <= _MOST and _shortest(found) >= _SHORTEST]
    return max(usable, key=lambda found: (_shortest(found), -len(found), sorted(found)), default=frozenset())


def _shortest(pieces: Iterable[str]) -> int:
    """Letters of the shortest piece: a space is in every text."""
    return min(len(piece.strip()) for piece in pieces)


def _lead(sequence: Iterable[tuple[Any, Any]]) -> str:
    """The letters with which every match of a sequence begins."""
    found = ""
    for kind, argument in sequence:
        if str(kind) in ("AT", "ASSERT_NOT"):
            continue
        letter = _letter(str(kind), argument)
        if not letter:
            return found
        found += letter
    return found


def _letter(name: str, argument: Any) -> str:
    """The one letter, in lower case, that an element stands for: "x" or "[Xx]"."""
    if name == "LITERAL":
        return chr(argument).lower()
    if name == "IN":
        letters = {chr(value).lower() if str(kind) == "LITERAL" else "" for kind, value in argument}
        return letters.pop() if len(letters) == 1 else ""
    return ""
