"""Which country a document is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from docscan.document import Detected
from docscan.extract.identity_evidence import Evidence
from docscan.terms.identity import UNKNOWN, alpha3_by_alpha2, demonyms, fold, names, tokens

_WORD: Final = re.compile(r"[^\W\d_]+")
# "with the support of…", "financed by…": what follows is a donor or an agency's country, not the author.
_SUPPORT: Final = re.compile(
    r"support|assistance$|funded$|financed$|financial$|sponsored$|courtesy$|embassy$|cooperation$|"
    r"appui$|soutien$|finance$|concours$|ambassade$|apoyo$|financiad|embajada$|cooperacion$|apoio$|embaixada$"
)
# "Republic of…", "Government of…": the author's own name, as it stands on covers and in signatures.
_FORMAL: Final = frozenset(
    {
        *("republic", "republique", "republica", "kingdom", "royaume", "reino", "state", "etat", "estado", "union"),
        *("government", "gouvernement", "gobierno", "governo", "ministry", "ministere", "ministerio", "commonwealth"),
    }
)
_BETWEEN: Final = frozenset(
    {
        *("democratic", "islamic", "federal", "arab", "populaire", "democratique", "unie", "socialist", "people", "s"),
        *(
            "of",
            "the",
            "du",
            "de",
            "la",
            "des",
            "do",
            "da",
            "del",
            "el",
            "l",
            "d",
            "republic",
            "republique",
            "republica",
        ),
    }
)
_FORMAL_BONUS: Final = 2.0
# Countries' names that people and places bear too say little, unless they are formal ("Republic of Mauritius").
_GIVEN_NAMES: Final = frozenset(
    {
        ("mauricio",),
        ("maurice",),
        ("israel",),
        ("jordan",),
        ("georgia",),
        ("salvador",),
        ("granada",),
        ("santa", "lucia"),
    }
)
_DEMONYM_WEIGHT: Final = 0.6
_SUPPORT_WEIGHT: Final = 0.15
# What each place may add to a country's score, which is 1 when all of them name it alone.
_PLACES: Final = (("title page", 0.40), ("front", 0.15), ("properties", 0.10), ("file name", 0.15), ("text", 0.20))
_MENTIONS_NEEDED: Final = 3.0
_SCORE_NEEDED: Final = 0.12


def find_country(evidence: Evidence) -> Detected:
    """The country whose names and demonyms stand out; ``ZZZ`` where none does."""
    weights = {
        "title page": count_mentions(evidence.title, evidence.language),
        "front": count_mentions(evidence.front, evidence.language),
        "properties": count_mentions(evidence.declared, evidence.language),
        "file name": _in_file_name(evidence),
        "text": count_mentions(evidence.body, evidence.language),
    }
    scores: dict[str, float] = {}
    parts: dict[str, dict[str, float]] = {}
    for place, most in _PLACES:
        total = sum(weights[place].values())
        for code, weight in weights[place].items():
            part = most * weight / total * min(1.0, total / (_MENTIONS_NEEDED if place == "text" else 1.0))
            scores[code] = scores.get(code, 0.0) + part
            parts.setdefault(code, {})[place] = part
    if not scores:
        return Detected(value=UNKNOWN, where="none", confidence=0.0)
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    if scores[best] < _SCORE_NEEDED:
        return Detected(value=UNKNOWN, where="none", confidence=0.0)
    confidence = min(0.99, scores[best] / (scores[best] + second) * min(1.0, 0.4 + scores[best]))
    where = max(_PLACES, key=lambda place: parts[best].get(place[0], 0.0))[0]
    return Detected(value=best, where="title page" if where == "front" else where, confidence=round(confidence, 3))


def _in_file_name(evidence: Evidence) -> dict[str, float]:
    """A code of three capitals at the start or between underscores (``SEN_2018_…``), or a name among the words."""
    parts = re.split(r"[_\W]+", evidence.name)
    codes = [part for part in parts if part.isupper() and part in demonyms()]
    if codes:
        return {codes[0]: 1.0}
    return count_mentions(" ".join(part[:1].upper() + part[1:] for part in parts), evidence.language)


def count_mentions(text: str, language: str) -> dict[str, float]:
    """How much a text speaks of each country: names count 1, demonyms less, formal names more, donors' less.

    >>> count_mentions("Republic of Chad. Neighbours: Niger.", "en")
    {'TCD': 3.0, 'NER': 1.0}
    """
    index = _index(language)
    words = _WORD.findall(text)
    # Each distinct word is folded once: a long text has few of them.
    forms = {word: fold(word) for word in set(words)}
    folded = [forms[word] for word in words]
    found: dict[str, float] = {}
    after = 0
    for position in [position for position, word in enumerate(folded) if word in index]:
        hit = _longest(index, folded, position) if position >= after else None
        if hit is None:
            continue
        length, codes, is_name = hit
        if is_name and words[position][:1].islower():
            is_name, codes = False, _demonym_codes(language, tuple(folded[position : position + length]))
        for code in codes:
            weight = _weight(folded, position, length, is_name=is_name)
            found[code] = found.get(code, 0.0) + weight / len(codes)
        after = position + length
    return found


def _weight(folded: Sequence[str], position: int, length: int, *, is_name: bool) -> float:
    weight = 1.0 if is_name else _DEMONYM_WEIGHT
    before = folded[max(0, position - 8) : position][::-1]
    connected = next((word for word in before if word not in _BETWEEN or word in _FORMAL), "")
    if is_name and connected in _FORMAL:
        return weight + _FORMAL_BONUS
    given = tuple(folded[position : position + length]) in _GIVEN_NAMES
    if given or any(_SUPPORT.match(word) for word in before):
        return weight * _SUPPORT_WEIGHT
    return weight


_Entry = tuple[tuple[str, ...], tuple[str, ...], bool]


def _longest(
    index: dict[str, list[_Entry]], folded: list[str], position: int
) -> tuple[int, tuple[str, ...], bool] | None:
    for words, codes, is_name in index.get(folded[position], ()):
        if tuple(folded[position : position + len(words)]) == words:
            return len(words), codes, is_name
    return None


def _demonym_codes(language: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(_demonym_index(language).get(words, ())))


@lru_cache(maxsize=64)
def _demonym_index(language: str) -> dict[tuple[str, ...], set[str]]:
    """Demonyms of the document's language, of all four where it is another one."""
    table: dict[tuple[str, ...], set[str]] = {}
    for code, forms in demonyms().items():
        for form in (
            word for key, words in forms.items() if language == key or language not in forms for word in words
        ):
            table.setdefault(tokens(form), set()).add(code)
    return table


@lru_cache(maxsize=64)
def _index(language: str) -> dict[str, list[_Entry]]:
    """By first word: names and demonyms, the longest first. Names of all four languages and of the document's own."""
    entries: dict[tuple[str, ...], tuple[tuple[str, ...], bool]] = {}
    for words, codes in _demonym_index(language).items():
        entries[words] = (tuple(sorted(codes)), False)
    for code in demonyms():
        for name in (*names()[code], *_own_name(code, language)):
            if len(tokens(name)) > 1 or len(name) > 3:  # "UK", "CAR", "RCA" say too little in running text
                entries[tokens(name)] = ((code,), True)
    table: dict[str, list[_Entry]] = {}
    for words, (found, is_name) in entries.items():
        if words:
            table.setdefault(words[0], []).append((words, found, is_name))
    for same_start in table.values():
        same_start.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    return table


def _own_name(code: str, language: str) -> tuple[str, ...]:
    """The country's name in a language beyond the four (Arabic…), so that such documents are named rightly."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return ()
    alpha2 = next(short for short, long in alpha3_by_alpha2().items() if long == code)
    return (str(territories[alpha2]),) if alpha2 in territories else ()
