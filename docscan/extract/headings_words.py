"""Heading words: names of divisions ("Chapter"), titles that stand alone ("Foreword"), names of captions ("Figure").

The data is ``docscan/terms/headings/words.toml``; its terms are written as everywhere in docscan: ``(s)`` for an
optional ending, ``(a|b)`` for alternatives. Text is compared folded: lower case, without accents, single spaces.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

_ACCENT = re.compile("[\u0300-\u036f]")
_OTHER = re.compile(r"[\W_]+")
#: No title that stands alone is longer, in characters.
_LONGEST = 60
_OPTION = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingWords:
    """``divisions`` maps a folded name to (id, order), ``titles`` a folded title to its id, ``ordinals`` word to value.

    ``captions`` are folded names of what carries a caption.
    """

    divisions: dict[str, tuple[str, int]]
    titles: dict[str, str]
    captions: frozenset[str]
    ordinals: dict[str, int]

    def title_kind(self, text: str) -> str:
        """The id of the stand-alone title that ``text`` is (``front``, ``closing``…), or an empty string."""
        return self.titles.get(fold(text).strip(" .:-"), "") if len(text) <= _LONGEST else ""


def fold(text: str) -> str:
    """Lower case without accents, typographic quotes plain, white space single."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFKD", text).replace("’", "'").replace("\u00ad", ""))
    return " ".join(text.lower().split())


def squash(text: str) -> str:
    """The letters and digits of the folded text: what two printings of the same title share."""
    if text.isascii():
        return _OTHER.sub("", text.lower())
    return _OTHER.sub("", fold(text))


def expand(term: str) -> list[str]:
    """All forms of a term: ``annex(e|es)`` gives annexe, annexes; ``report(s)`` gives report, reports."""
    pieces = _OPTION.split(term)
    choices: list[list[str]] = []
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            choices.append([piece])
        else:
            choices.append(piece.split("|") if "|" in piece else ["", piece])
    return ["".join(parts) for parts in product(*choices)]


@lru_cache(maxsize=1)
def load() -> HeadingWords:
    """The packaged heading words, all languages together: which language a page is in is not known yet."""
    table = tomllib.loads(files("docscan").joinpath("terms/headings/words.toml").read_text(encoding="utf-8"))
    divisions = {form: (entry["id"], entry["rank"]) for entry in table["division"] for form in _forms(entry)}
    titles = {form: entry["id"] for entry in table["title"] for form in _forms(entry)}
    captions = frozenset(form for entry in table["caption"] for form in _forms(entry))
    ordinals = {word: number for number, words in enumerate(table["ordinals"]["terms"], start=1) for word in words}
    return HeadingWords(divisions=divisions, titles=titles, captions=captions, ordinals=ordinals)


def _forms(entry: dict[str, Any]) -> list[str]:
    return [fold(form) for terms in entry["terms"].values() for term in terms for form in expand(term)]
