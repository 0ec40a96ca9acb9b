"""Which part of the strategy a section belongs to, whether it speaks of migration or not.

The heading path is the strong sign, the innermost heading most of all; words of the text add what headings leave open,
and a second sector where the text is full of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from docscan.judgement import FACETS
from docscan.terms.lexicon import load
from docscan.terms.matching import Match, tokenise

#: Weight of a sector named in the innermost heading, the one above it, and so on.
_HEADING = (4.0, 2.0, 1.0, 0.5)
#: Most that the text can give a sector; it gives the number of its words per hundred.
_TEXT = 4.0
#: Words per hundred from which a sector is a second one, whatever the headings name, and with which a heading above
#: the section's own still tells what it is about.
_DENSE, _ECHO = 2.4, 0.4
#: Characters of the text that are read, without a heading that names a sector and with one: it says early what it is about.
_CHARACTERS, _CHARACTERS_NAMED = 4000, 2000
#: Words below which a text leaves everything to the headings.
_SHORT = 25
#: Least score of the first sector and of a second one, and the share of the first that the second needs.
_LEAST, _LEAST_SECOND, _SECOND = 1.5, 1.6, 0.48
#: A section is devoted to migration itself when a heading says so, never by its words alone.
_BY_HEADING = "migration_chapter"
_TRANSPORT = "infrastructure_urban"
_SPEAKS = re.compile(r"migra|refug|diasp|displac|déplac|desplaz|desloc|asyl|asil", re.IGNORECASE)
#: Letters that a heading of apparatus may have besides its name ("Annex B", "iv").
_NUMBERED = 8
#: Entries that say how a document was made or is followed; ``procedure`` holds for what stands under it too.
_FRAMING = ("opening", "procedure")
_INHERITED = "procedure"
_PLAN_NAME = "plan_name"
_ORDER = {value: position for position, value in enumerate(FACETS["sector"])}


def of_section(path: Sequence[str], text: str, language: str) -> tuple[str, ...]:
    """Sectors of a section, 0 to 2, likeliest first.

    ``path`` holds the titles from the outermost heading to the section's own; ``text`` is the section's own text.
    """
    titles = tuple(reversed(path))[: len(_HEADING)]
    if titles and (_is_apparatus(titles[0], language) or _is_framing(titles, language)):
        return ()
    named = [_of_title(title, language) for title in titles]
    own = named[0] if named else frozenset()
    shares = _shares(text[: _CHARACTERS_NAMED if own else _CHARACTERS], language)
    short = len(text) < _SHORT * 12 and len(text.split()) < _SHORT
    scores: dict[str, float] = defaultdict(float)
    for place, (weight, sectors) in enumerate(zip(_HEADING, named, strict=False)):
        for sector in sectors:
            if place == 0 or short or sector == _BY_HEADING or shares.get(sector, 0.0) >= _ECHO:
                scores[sector] += weight
    for sector, share in shares.items():
        if sector != _BY_HEADING:
            scores[sector] += min(share, _TEXT)
    return _choose(scores, own, shares)


def _choose(scores: Mapping[str, float], own: frozenset[str], shares: Mapping[str, float]) -> tuple[str, ...]:
    ranked = sorted(scores, key=lambda sector: (-scores[sector], _ORDER[sector]))
    if not ranked or scores[ranked[0]] < _LEAST:
        return ()
    needed = max(_LEAST_SECOND, _SECOND * scores[ranked[0]])
    second = [
        sector
        for sector in ranked[1:]
        if sector in own or scores[sector] >= needed or (shares.get(sector, 0.0) >= _DENSE and sector != _BY_HEADING)
    ]
    return (ranked[0], *second[:1])


def _of_title(title: str, language: str) -> frozenset[str]:
    """Sectors that a heading names, but for words that stand in the name of the strategy itself."""
    found, names = _found(title, language), _framing(title, language)[1]
    named = {match.id for match in found if not any(start <= match.start < end for start, end in names)}
    if len(named) > 1 and _TRANSPORT in named and not _SPEAKS.search(title):
        named.discard(_BY_HEADING)  # "public transport and human mobility" is about getting around
    return frozenset(named)


def _is_framing(titles: Sequence[str], language: str) -> bool:
    """Whether the heading introduces the document or tells of its making, or stands under one that does the latter."""
    for place, title in enumerate(titles):
        if _of_title(title, language):
            return False
        kinds = _framing(title, language)[0]
        if _INHERITED in kinds or (place == 0 and kinds):
            return True
    return False


@lru_cache(maxsize=2048)
def _framing(title: str, language: str) -> tuple[frozenset[str], tuple[tuple[int, int], ...]]:
    """Which framing entries a heading holds, and where names of the strategy stand in it."""
    found = load("framing").find(title, language)
    kinds = frozenset(match.id for match in found if match.id in _FRAMING)
    return kinds, tuple((match.start, match.end) for match in found if match.id == _PLAN_NAME)


def _is_apparatus(title: str, language: str) -> bool:
    """Whether a heading says no more than that references, abbreviations or lists follow."""
    named = [match for match in load("cues").find(title, language) if match.id == "apparatus"]
    said = {place for match in named for place in range(match.start, match.end)}
    return bool(named) and sum(c.isalpha() for place, c in enumerate(title) if place not in said) <= _NUMBERED


def best(scores: Mapping[str, float], *, least: float, second: float) -> tuple[str, ...]:
    """The highest score and the next one that reaches ``second`` of it; none below ``least``."""
    ranked = sorted(scores, key=lambda sector: (-scores[sector], _ORDER[sector]))
    if not ranked or scores[ranked[0]] < least:
        return ()
    chosen = [ranked[0]]
    if len(ranked) > 1 and scores[ranked[1]] >= max(least, second * scores[ranked[0]]):
        chosen.append(ranked[1])
    return tuple(chosen)


@lru_cache(maxsize=2048)
def _found(text: str, language: str) -> tuple[Match, ...]:
    return tuple(load("sectors").find(text, language))


def _shares(text: str, language: str) -> dict[str, float]:
    """Occurrences of each sector's terms per hundred words."""
    found = Counter(match.id for match in load("sectors").find(text, language))
    if not found:
        return {}
    words = max(len(tokenise(text).words), 60)
    return {sector: 100 * count / words for sector, count in found.items()}
