"""Countries as texts name them: names from CLDR (through Babel) and our own variants, demonyms of our own table.

``names.csv`` holds names that CLDR lacks ("Lao PDR", "RDC"), ``demonyms.csv`` the adjectives, by language: masculine
singular, from which the other forms follow by rule; ``|`` parts alternatives; a word whose forms don't follow the rules
has them all listed. ``kinds.toml`` holds the words that tell the kind of a document.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

LANGUAGES: Final = ("en", "fr", "es", "pt")

#: Codes that ISO 3166 leaves to users or that are in use without it.
KOSOVO: Final = "XKX"
UNKNOWN: Final = "ZZZ"

# Endings of a masculine singular, and what stands in their place in all forms; the first that fits counts.
_INFLECTIONS: Final[dict[str, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    "en": (("an", ("an", "ans")), ("i", ("i", "is")), ("", ("",))),
    "fr": (
        ("e", ("e", "es")),
        ("ien", ("ien", "ienne", "iens", "iennes")),
        ("éen", ("éen", "éenne", "éens", "éennes")),
        ("ais", ("ais", "aise", "aises")),
        ("ois", ("ois", "oise", "oises")),
        ("", ("", "e", "s", "es")),
    ),
    "es": (
        ("o", ("o", "a", "os", "as")),
        ("és", ("és", "esa", "eses", "esas")),
        ("án", ("án", "ana", "anes", "anas")),
        ("ón", ("ón", "ona", "ones", "onas")),
        ("í", ("í", "íes", "ís")),
        ("ol", ("ol", "ola", "oles", "olas")),
        ("", ("", "s", "es")),
    ),
    "pt": (
        ("eu", ("eu", "eia", "eus", "eias")),
        ("o", ("o", "a", "os", "as")),
        ("ês", ("ês", "esa", "eses", "esas")),
        ("ol", ("ol", "ola", "óis", "olas")),
        ("", ("", "s", "es")),
    ),
}
# In CLDR's aliases for old texts' sake: withdrawn from ISO 3166-1, or reserved without being a country of their own.
_NOT_ASSIGNED: Final = frozenset(
    {
        *("ANT", "ASC", "BUR", "CPT", "CSK", "DDR", "DGA", "FXX", "NTZ", "PSG", "QUU", "ROM", "SCG"),
        *("SUN", "TAA", "TMP", "VDR", "YMD", "YUG", "ZAR", "AFI", "ATB", "ATN", "BYS", "CTE", "DHY"),
        *("GEL", "HVO", "JTN", "MID", "NHB", "NLM", "PCI", "PCZ", "PUS", "RHO", "WAK"),
    }
)
_LEADING_ARTICLE: Final = re.compile(r"^(?:the|la|le|les|l'|el|los|las|o|a|os|as)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_ACCENT: Final = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """Lower case without accents, typographic apostrophes made plain: the form in which names are compared."""
    if text.isascii():
        return text.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.replace("’", "'"))).lower()


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name, as it is looked up: ``tokens("Côte d’Ivoire") == ("cote", "d", "ivoire")``."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=1)
def alpha3_by_alpha2() -> dict[str, str]:
    """ISO 3166 alpha-2 codes to alpha-3, from CLDR's territory aliases; withdrawn codes left out."""
    from babel.core import get_global

    found: dict[str, str] = {}
    for alpha3, alpha2 in sorted(get_global("territory_aliases").items()):
        if len(alpha3) == 3 and len(alpha2) == 1 and len(alpha2[0]) == 2 and _is_assigned(alpha3):
            found.setdefault(str(alpha2[0]), str(alpha3))
    found["XK"] = KOSOVO
    return found


def _is_assigned(alpha3: str) -> bool:
    """Whether ISO 3166 gives the code to a country today: not withdrawn, not reserved, not left to users (AAA, X…)."""
    left_to_users = alpha3 in ("AAA", UNKNOWN) or alpha3[0] == "X" or (alpha3[0] == "Q" and alpha3 > "QLZ")
    return alpha3.isalpha() and not left_to_users and alpha3 not in _NOT_ASSIGNED


@lru_cache(maxsize=1)
def demonyms() -> dict[str, dict[str, tuple[str, ...]]]:
    """By alpha-3 code and language: every form of the adjectives. Its keys are the States that have strategies."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in _rows("demonyms.csv"):
        table[row["iso3"]] = {
            language: tuple(form for word in row[language].split("|") for form in _forms(word, row[language], language))
            for language in LANGUAGES
        }
    return table


def _forms(word: str, cell: str, language: str) -> tuple[str, ...]:
    if cell.count("|") >= 2:  # listed in full
        return (word,)
    ending, others = next(rule for rule in _INFLECTIONS[language] if word.endswith(rule[0]))
    return tuple(word[: len(word) - len(ending)] + other for other in others)


def _rows(name: str) -> list[dict[str, str]]:
    text = files("docscan.terms.identity").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def variants() -> dict[str, tuple[str, ...]]:
    """By alpha-3 code: names beside CLDR's, in all four languages."""
    table: dict[str, tuple[str, ...]] = {}
    for row in _rows("names.csv"):
        table[row["iso3"]] = (*table.get(row["iso3"], ()), *row["names"].split("|"))
    return table


@lru_cache(maxsize=1)
def names() -> dict[str, tuple[str, ...]]:
    """By alpha-3 code: every name of the country or territory in the four languages."""
    from babel import Locale

    table: dict[str, tuple[str, ...]] = {}
    for alpha2, alpha3 in sorted(alpha3_by_alpha2().items(), key=lambda pair: pair[1]):
        cldr = [str(Locale.parse(language).territories.get(alpha2, "")) for language in LANGUAGES]
        table[alpha3] = tuple(dict.fromkeys(name for name in (*cldr, *variants().get(alpha3, ())) if name))
    return table


@lru_cache(maxsize=1)
def codes_by_name() -> dict[tuple[str, ...], str]:
    """Folded words of every name to the alpha-3 code, with and without a leading article."""
    table: dict[tuple[str, ...], str] = {}
    for alpha3, known in names().items():
        for name in known:
            table.setdefault(tokens(name), alpha3)
            table.setdefault(tokens(_LEADING_ARTICLE.sub("", name)), alpha3)
    return table


def country_name(alpha3: str, language: str = "en") -> str:
    """The country's name by CLDR in ``language``; the code itself where there is none (invented countries).

    >>> country_name("SEN", "fr")
    'Sénégal'
    """
    from babel import Locale

    alpha2 = next((short for short, long in alpha3_by_alpha2().items() if long == alpha3), "")
    return str(Locale.parse(language).territories.get(alpha2, alpha3))


@lru_cache(maxsize=1)
def kinds() -> dict[str, Any]:
    """The content of ``kinds.toml``."""
    return tomllib.loads(files("docscan.terms.identity").joinpath("kinds.toml").read_text(encoding="utf-8"))
