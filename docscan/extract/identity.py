"""Whose document it is, of which year and kind: each with where it was found and how sure.

Evidence in order of weight: the analyst's metadata, the title page and the pages after it, the file's properties, its
name, the body of the text. Traps that are provided for: donors and agencies on the cover, neighbours named often, years
of targets and of cited laws, reports and studies that carry the name of the plan they are about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from docscan.document import KINDS, Detected, Identity
from docscan.extract.identity_country import find_country
from docscan.extract.identity_evidence import Evidence, gather
from docscan.extract.identity_kind import find_kind
from docscan.extract.identity_year import find_year
from docscan.extract.piece import Reading
from docscan.terms.identity import alpha3_by_alpha2, codes_by_name, country_name, fold, tokens

__all__ = ["country_code", "identify"]

_INVENTED: Final = re.compile(r"X[A-Z]{2}")
_CERTAIN: Final = 1.0
_EDITION: Final = re.compile(
    r"\b(?:(?P<after>\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|revised|updated|interim|draft|final|"
    r"premi[eè]re|deuxi[eè]me|seconde|troisi[eè]me|nouvelle|primera|segunda|tercera|cuarta|nueva|"
    r"primeira|terceira|nova)\s+(?:edition|version|draft|[ée]dition|edici[oó]n|edi[cç][aã]o|versi[oó]n|vers[aã]o)"
    r"|(?:edition|version|[ée]dition|edici[oó]n|edi[cç][aã]o|versi[oó]n|vers[aã]o)\s+"
    r"(?:finale?|provisoire|d[ée]finitive|r[ée]vis[ée]e|preliminar|revisada|definitiva|actualizada|revista|final|\d[\d.]*))\b",
    re.IGNORECASE,
)


def identify(reading: Reading, *, source: str, metadata: Mapping[str, str], language: str) -> Identity:
    """The identity of the document that was read.

    ``metadata`` is its row of ``documents.csv`` (country, country_name, year, kind, edition): what it states is taken
    as certain. ``source`` is the file's name. The year is that of adoption or publication; the first year of the
    planned period stands in only where no date of publication is found.
    """
    evidence = gather(reading, source=source, language=language)
    country = _stated_country(metadata) or find_country(evidence)
    return Identity(
        country=country,
        country_name=metadata.get("country_name", "").strip() or _name(country.value, metadata),
        year=_stated(metadata, "year") or find_year(evidence),
        kind=_stated_kind(metadata) or find_kind(evidence),
        edition=_stated(metadata, "edition") or _edition(evidence),
    )


def country_code(value: str) -> str | None:
    """The alpha-3 code that ``value`` means: a code of two or three letters, or a name in any of four languages.

    ``XAA`` to ``XZZ`` (invented countries) and ``XKX`` (Kosovo) stand for themselves; ``None`` where nothing fits.

    >>> country_code("Cabo Verde"), country_code("sn"), country_code("Atlantis")
    ('CPV', 'SEN', None)
    """
    code = value.strip().upper()
    known = alpha3_by_alpha2()
    if code in known.values() or _INVENTED.fullmatch(code):
        return code
    return known.get(code) or codes_by_name().get(tokens(value))


def _stated(metadata: Mapping[str, str], key: str) -> Detected | None:
    value = metadata.get(key, "").strip()
    return Detected(value=value, where="metadata", confidence=_CERTAIN) if value else None


def _stated_country(metadata: Mapping[str, str]) -> Detected | None:
    code = country_code(metadata.get("country", ""))
    if code is None and not metadata.get("country", "").strip():
        code = country_code(metadata.get("country_name", ""))
    return Detected(value=code, where="metadata", confidence=_CERTAIN) if code else None


def _stated_kind(metadata: Mapping[str, str]) -> Detected | None:
    stated = _stated(metadata, "kind")
    return stated if stated is not None and stated.value in KINDS else None


def _name(code: str, metadata: Mapping[str, str]) -> str:
    if _INVENTED.fullmatch(code) and code != "XKX":
        stated = metadata.get("country", "").strip()
        return code if country_code(stated) in (None, stated.upper()) else stated
    return country_name(code) if code in alpha3_by_alpha2().values() else ""


def _edition(evidence: Evidence) -> Detected:
    """What the title page calls the edition ("second edition", "version finale"); most documents say nothing."""
    match = _EDITION.search(evidence.title)
    if match is None:
        return Detected(value="", where="none", confidence=0.0)
    return Detected(value=" ".join(fold(match.group()).split()), where="title page", confidence=0.8)
