"""Country names, adjectives, years and dates replaced by what they are, before words become features.

A model that sees "Haiti" learns Haiti: on a country it never saw it fails, and a year tells it which document it reads.
Only words and characters are masked; cues, anchors and facets read the original text.

>>> mask("Haitians in Santo Domingo, Dominican Republic, 2015-2020", "en")
'DEMONYM in Santo Domingo, COUNTRY, YEAR-YEAR'
"""

from __future__ import annotations

import re
from functools import lru_cache

from docscan.terms.identity import LANGUAGES, demonyms, names
from docscan.terms.matching import TermIndex

COUNTRY, DEMONYM, YEAR, DATE = "COUNTRY", "DEMONYM", "YEAR", "DATE"

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d)(?!\d))?(?![\d])")
_DATE = re.compile(r"(?<!\d)\d{1,2}\s?[/.]\s?\d{1,2}\s?[/.]\s?(?:\d{4}|\d{2})(?!\d)")


@lru_cache(maxsize=4096)  # in cross-validation every text comes back once a fold
def mask(text: str, language: str) -> str:
    """The text with typed tokens in place of names and years; ``language`` is an ISO 639-1 code."""
    spans = [(match.start, match.end, match.id) for match in _index().find(text)]
    spans += [(found.start(), found.end(), DATE) for found in _DATE.finditer(text)]
    spans += [(found.start(), found.end(), _years(found.group())) for found in _YEAR.finditer(text)]
    parts: list[str] = []
    position = 0
    for start, end, token in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position and _stands(text, start, language):
            parts += [text[position:start], token]
            position = end
    return "".join([*parts, text[position:]])


def _years(text: str) -> str:
    return YEAR if len(text) == 4 else f"{YEAR}-{YEAR}"


def _stands(text: str, start: int, language: str) -> bool:
    # "jordan" in small letters is no country; adjectives are written small in fr, es, pt, names never are.
    return text[start].isdigit() or text[start].isupper() or language in ("fr", "es", "pt")


@lru_cache(maxsize=1)
def _index() -> TermIndex:
    """One index over the names and adjectives of all languages: a Spanish plan cites French names too."""
    adjectives = sorted({form for forms in demonyms().values() for language in LANGUAGES for form in forms[language]})
    countries = sorted({name for known in names().values() for name in known if len(name) > 2})
    return TermIndex({COUNTRY: countries, DEMONYM: [form for form in adjectives if len(form) > 3]}, "en")
