"""Which part of the strategy a section belongs to, whether it speaks of migration or not.

The heading path is the strong sign, the innermost heading most of all; words of the text add what headings leave open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from docscan.judgement import FACETS
from docscan.terms.lexicon import load
from docscan.terms.matching import tokenise

#: Weight of a distinct sector term in the innermost heading, the one above it, and so on.
_HEADING = (8.0, 3.0, 1.5, 0.75)
#: Weight of one occurrence of a sector's terms per hundred words of text.
_TEXT = 1.0
#: Words of the text that are read: a section says early what it is about.
_CHARACTERS = 4000
#: Least score of the first sector, and the share of it that a second one needs.
_LEAST, _SECOND = 1.6, 0.6
#: A section is devoted to migration itself when a heading says so, never by its words alone.
_BY_HEADING = "migration_chapter"
_TRANSPORT = "infrastructure_urban"
_SPEAKS = re.compile(r"migra|refug|diasp|displac|déplac|desplaz|desloc|asyl|asil", re.IGNORECASE)
#: Letters that a heading of apparatus may have besides its name ("Annex B", "iv").
_NUMBERED = 8
_ORDER = {value: position for position, value in enumerate(FACETS["sector"])}


def of_section(path: Sequence[str], text: str, language: str) -> tuple[str, ...]:
    """Sectors of a section, 0 to 2, likeliest first.

    ``path`` holds the titles from the outermost heading to the section's own; ``text`` is the section's own text.
    """
    if path and _is_apparatus(path[-1], language):
        return ()
    scores: dict[str, float] = defaultdict(float)
    for weight, title in zip(_HEADING, reversed([*path]), strict=False):
        named = set(_found(title, language))
        if len(named) > 1 and _TRANSPORT in named and not _SPEAKS.search(title):
            named.discard(_BY_HEADING)  # "public transport and human mobility" is about getting around
        for sector in named:
            scores[sector] += weight
    if max(scores.values(), default=0.0) < _HEADING[0]:  # a title that says it needs no second opinion
        for sector, share in _shares(text[:_CHARACTERS], language).items():
            if sector != _BY_HEADING:
                scores[sector] += _TEXT * share
    return best(scores, least=_LEAST, second=_SECOND)


def _is_apparatus(title: str, language: str) -> bool:
    """Whether a heading says no more than that references, abbreviations or lists follow."""
    named = [match for match in load("cues").find(title, language) if match.id == "apparatus"]
    return any(
        sum(c.isalpha() for c in title) - sum(c.isalpha() for c in title[m.start : m.end]) <= _NUMBERED for m in named
    )


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
def _found(text: str, language: str) -> tuple[str, ...]:
    return tuple(match.id for match in load("sectors").find(text, language))


def _shares(text: str, language: str) -> dict[str, float]:
    """Occurrences of each sector's terms per hundred words."""
    found = Counter(match.id for match in load("sectors").find(text, language))
    if not found:
        return {}
    words = max(len(tokenise(text).words), 60)
    return {sector: 100 * count / words for sector, count in found.items()}
