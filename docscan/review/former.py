"""Values that a sentence says are left behind: "from 300 to 420", "instead of ten", "is raised to 600"."""

from __future__ import annotations

import re

from docscan.review import numerals

#: What stands before a value that is left behind, "from 300 to 420", and between the two; or before one that is replaced.
_FROM = re.compile(r"(?i)\b(?:from|de|do|da|del|des|desde)\s+(?:[\w.]{1,4}\s)?$")
_TO = re.compile(r"(?i)^[^.;:,]{0,25}?\s(?:to|à|a|para|al|ao|up\s+to|hasta|até)\s+(?:[\w.]{1,4}\s)?$")
_LEFT = (
    r"(?:instead\s+of|in\s+place\s+of|rather\s+than|no\s+longer(?:\s+(?:by|to|with|under|from|of))?|au\s+lieu\s+d[eu]s?|plutôt\s+que"
    r"|et\s+non(?:\s+plus)?(?:\s+(?:d[eu]|par|à|au))?|en\s+(?:vez|lugar)\s+del?|ya\s+no(?:\s+(?:del?|a|por))?"
    r"|em\s+(?:vez|lugar)\s+d[eao]s?|já\s+não(?:\s+(?:d[eao]|a[o]?|por|pelo|pela))?)"
)
_BODY_LEFT = re.compile(rf"(?i)\b{_LEFT}\s+(?:the\s+|la\s+|le\s+|l['’]|el\s+|o\s+|a\s+)?$")
_GIVES_WAY = re.compile(rf"(?i)\s*\b{_LEFT}\b")
_INSTEAD = re.compile(rf"(?i)\b{_LEFT}\s+(?:[\w.]{{1,4}}\s)?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: What stands before a value that replaces another: "is raised to".
_RAISED = re.compile(
    r"(?i)\b(?:rais|rise|increas|enlarg|extend|expand|doubl|lower|reduc|cut|brought|relev|port|pass|augment|étend|agrand"
    r"|ramen|abaiss|aument|ampl|elev|sub|baj|pas|alarg|reduz|baix)\w*\s+(?:[\w'’]+\s+){0,4}?(?:to|à|a|para|hasta|até)\s+(?:[\w.]{1,4}\s)?$"
)


def settled(text: str, language: str) -> str:
    """The text without the values that it says are left behind; positions stay."""
    numbers = numerals.find(text, language)
    gone = [match.span() for match in _YEAR.finditer(text) if _INSTEAD.search(text[: match.start()][-30:])]
    for place, number in enumerate(numbers):
        before = text[max(0, number.start - 30) : number.start]
        between = text[number.end : numbers[place + 1].start] if place + 1 < len(numbers) else ""
        if _INSTEAD.search(before) or (_FROM.search(before) and _TO.search(between)):
            gone.append((number.start, number.end))
    return "".join(" " if any(a <= i < b for a, b in gone) else sign for i, sign in enumerate(text)) if gone else text


def replaces(before: str) -> bool:
    """Whether a value that these words precede replaces another."""
    return bool(_RAISED.search(before))


def own_words(after: str) -> str:
    """Of the words after a value those that belong to it, not to the one it replaces: "twenty wells instead of twelve"."""
    found = _GIVES_WAY.search(after)
    return after[: found.start()] if found else after


def is_left(before: str) -> bool:
    """Whether a body that these words precede is the one that acted till now."""
    return bool(_BODY_LEFT.search(before))
