"""How terms are written, and how terms and texts are folded before they are compared.

``(s)`` is optional, ``(a|b)`` one of them, ``[a|b]`` exactly one wherever it stands; see :func:`expand`.
"""

from __future__ import annotations

import re
import unicodedata

from docscan.errors import ConfigurationError

#: Hyphens, dashes inside compounds, apostrophes and underscores separate words as a space does.
_BLANKS = "-‐‑‒–_'’‘ʼ´`"
_SPECIAL = {"œ": "oe", "æ": "ae", "ß": "ss", "ĳ": "ij", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_MAX_FORMS = 2000
#: A word or a single mark, in folded text.
TOKEN = re.compile(r"[^\W_]+|[^\w\s]")


class _Folding(dict[int, str]):
    """Character code → folded text, filled on demand; for :meth:`str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _BLANKS:
        return " "
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""
    decomposed = unicodedata.normalize("NFKD", character.lower())
    base = "".join(c for c in decomposed if not unicodedata.combining(c)) or character
    return "".join(_SPECIAL.get(c, c) for c in base.lower())


#: Character code → folded text, for one character at a time.
FOLDING = _Folding()


def fold(text: str) -> str:
    """Text as it is compared: lower case, no accents, hyphens and apostrophes as spaces."""
    return text.translate(FOLDING)


_BRACKETS = re.compile(r"([()\[\]|])")


def expand(term: str) -> tuple[str, ...]:
    """All explicit forms of a term, folded and in order.

    ``(s)`` is optional. ``(a|b)`` is one of them; at the end of a word it is an optional ending, so ``migrant(s|e|es)``
    includes ``migrant``. ``[a|b]`` is exactly one wherever it stands; an empty alternative allows nothing. Groups may
    nest. Raises :class:`ConfigurationError` for unbalanced brackets, empty forms, or more than 2,000 forms.

    >>> expand("labo(u)r migrant(s)")
    ('labor migrant', 'labor migrants', 'labour migrant', 'labour migrants')
    """
    forms = expand_cased(term)
    unique = dict.fromkeys(" ".join(tokenise_term(form)) for form in forms)
    if "" in unique:
        raise ConfigurationError("a form of the term is empty", subject=term, fix="not every word may be optional")
    return tuple(unique)


def expand_cased(term: str) -> tuple[str, ...]:
    """Explicit forms as written, unfolded: ``IDP(s)`` is ``IDP`` and ``IDPs``. Errors as for :func:`expand`."""
    parts = [part for part in _BRACKETS.split(term) if part]
    alternatives, _ = _alternatives(term, parts, 0, "")
    return tuple(alternatives[0])


def _alternatives(term: str, parts: list[str], position: int, closing: str) -> tuple[list[list[str]], int]:
    """Forms of each alternative up to the closing bracket, and the position after it."""
    alternatives: list[list[str]] = [[""]]
    while position < len(parts):
        part = parts[position]
        position += 1
        if part in ("(", "["):
            inner, position = _alternatives(term, parts, position, ")" if part == "(" else "]")
            choices = [form for alternative in inner for form in alternative]
            if part == "(" and (len(inner) == 1 or _is_ending(parts, alternatives[-1], position)):
                choices = ["", *choices]
            alternatives[-1] = _joined(term, alternatives[-1], choices)
        elif part == closing:
            return alternatives, position
        elif part == "|" and closing:
            alternatives.append([""])
        elif part in ")]|":
            raise ConfigurationError("unbalanced brackets", subject=term, fix="open every ) and ], put | inside them")
        else:
            alternatives[-1] = [form + part for form in alternatives[-1]]
    if closing:
        raise ConfigurationError("unbalanced brackets", subject=term, fix="close every ( and [, put | inside them")
    return alternatives, position


def _is_ending(parts: list[str], before: list[str], position: int) -> bool:
    """Whether a group of alternatives just read is glued to a word's end."""
    after = parts[position] if position < len(parts) else ""
    return before[-1][-1:].isalnum() and not after[:1].isalnum()


def _joined(term: str, forms: list[str], choices: list[str]) -> list[str]:
    joined = [form + choice for form in forms for choice in choices]
    if len(joined) > _MAX_FORMS:
        raise ConfigurationError(f"more than {_MAX_FORMS} forms", subject=term, fix="split it into simpler terms")
    return joined


def tokenise_term(term: str) -> list[str]:
    """Folded tokens of a term's explicit form."""
    return TOKEN.findall(fold(term))
