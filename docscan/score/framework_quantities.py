"""Parts of a framework's terms that are no words: a sum, a deadline, a period, an amount of things, a body.

Written ``#money``, ``#deadline``, ``#period``, ``#quantity``, ``#target``, ``#body`` in a framework's file; which of them
there are is said by :data:`docscan.frameworks.checking.FIGURES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docscan.terms import quantities

#: A body by its initials where a text is not all in capitals: "MICITT", "CONAPDIS".
_INITIALS = re.compile(r"(?<![\w/&-])[A-ZÀ-Ý]{3,}(?![\w/&])")
#: A body whose name ends with what it is, as in English: "National Employment Agency".
_NAMED = re.compile(
    r"\b(?:[A-Z][\w'’-]+\s+(?:(?:of|for|and|on)\s+)?){1,6}(?:Agency|Authority|Commission|Committee|Council|Secretariat|Office"
    r"|Bureau|Institute|Observatory|Unit|Board|Cent(?:re|er)|Ministry|Department|Directorate|Administration|Fund)\b"
)
#: Initials that stand for no body.
_NO_BODY = frozenset(
    """GDP GNP PIB PNB IDP IDPS SDG SDGS ODS ODD OMD MDG MDGS NAP PNA NDC CDN INDC CPDN USD EUR FCFA CFA HIV VIH SIDA AIDS
    TVET ICT TIC SME SMES PME PYME PYMES MSME COVID GEE GEI GHG GES RCP PDF III VII VIII XII XIII""".split()  # noqa: SIM905 - one table
)
#: Share of capital letters from which a text is taken to be all in capitals.
_CAPITALS = 0.5
#: Characters between two years that make a period where a table lost its cells: "2018 | 2020".
_APART = 6
_YEAR_CELL = re.compile(r"(?:^|\|)\s*((?:19|20)\d\d)\s*(?=\||$)")


def recognise(text: str, kinds: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of everything of these kinds that is recognised in the text."""
    if "body" in kinds:
        yield from (("body", name.start(), name.end()) for name in _NAMED.finditer(text))
        yield from _initials(text)
    elif not any(map(str.isdigit, text)):
        return  # a period may be written in words; no plan dates an action so alone
    found = quantities.find(text)
    for quantity in found:
        if quantity.kind in kinds:
            yield quantity.kind, quantity.start, quantity.end
    if "period" in kinds:
        yield from _years(text, [quantity for quantity in found if quantity.kind == "year"])


def _years(text: str, years: Sequence[quantities.Quantity]) -> Iterator[tuple[str, int, int]]:
    """Periods that a table or a list of years makes."""
    for one, two in pairwise(years):
        if two.start - one.end <= _APART:
            yield "period", one.start, two.end
    if "|" in text:
        for cell in _YEAR_CELL.finditer(text):
            yield "period", cell.start(1), cell.end(1)


def _initials(text: str) -> Iterator[tuple[str, int, int]]:
    names = [name for name in _INITIALS.finditer(text) if name.group() not in _NO_BODY]
    if names and sum(map(str.isupper, text)) < _CAPITALS * sum(map(str.isalpha, text)):
        for name in names:
            yield "body", name.start(), name.end()
