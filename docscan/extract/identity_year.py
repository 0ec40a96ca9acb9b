"""The year of a document: of its adoption or publication."""

from __future__ import annotations

import re
from typing import Final

from docscan.document import Detected
from docscan.extract.identity_evidence import Evidence
from docscan.terms.identity import fold

_MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|"
    "janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    "jan|feb|apr|aug|sept|sep|oct|nov|dec"
)
_YEAR: Final = r"(?<!\d)(?P<year>(?:19[89]|20[0-4])\d)(?!\d)"
# Folded text: what stands before or around a year that says it is the document's own, and how much that counts.
_DATED: Final = (
    (
        re.compile(
            rf"(?:published|adopted|approved|publie\w*|adopte\w*|edite\w*|publicad\w+|aprobad\w+|aprovad\w+|adoptad\w+)"
            rf"[^\n.]{{0,40}}?{_YEAR}"
        ),
        3.0,
    ),
    (re.compile(rf"(?:©|copyright|\(c\))[^\n]{{0,40}}?{_YEAR}"), 4.0),
    (re.compile(rf"\b(?:{_MONTHS})\b\.?,?\s*(?:de\s+|del\s+|do\s+)?{_YEAR}"), 4.0),
    (re.compile(rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}"), 3.0),
    (re.compile(rf"{_YEAR}-\d{{2}}-\d{{2}}\b"), 3.0),
    (re.compile(rf"^\W*{_YEAR}\W*$", re.MULTILINE), 4.0),
    (re.compile(rf"[-–—,]\s*{_YEAR}\W*$", re.MULTILINE), 2.0),
    (re.compile(rf"(?:edition|version|edicion|edicao|paris|suggested citation)[^\n]{{0,40}}?{_YEAR}"), 2.0),
    (re.compile(rf"{_YEAR}"), 0.7),
)
_PERIOD: Final = re.compile(rf"{_YEAR}\s*(?:[-–—/]|to|a|au|al|ate|until|jusqu.?en|hasta)\s*(?P<end>(?:20)?\d\d)\b")
_HORIZON: Final = re.compile(
    rf"(?:vision|horizon|horizonte|agenda|until|by|towards|to|hacia|ate|au|al|rumo a)\s+(?:the year\s+)?{_YEAR}"
)
_PLACES: Final = (("title", "title page", 1.0), ("front", "title page", 0.35))


def find_year(evidence: Evidence) -> Detected:
    """The year of adoption or publication; the first year of the planned period where there is no such date.

    Years of periods ("2021-2030") and horizons ("Vision 2040") are never publication dates, nor are years after the one
    in which the file was made.
    """
    scores: dict[int, float] = {}
    places: dict[int, str] = {}
    for field, where, weight in _PLACES:
        text = fold(getattr(evidence, field))
        for year, score in _dated_years(text).items():
            scores[year] = scores.get(year, 0.0) + weight * score
            places.setdefault(year, where)
    latest = evidence.created or 2099
    scores = {year: score for year, score in scores.items() if year <= latest}
    _add(scores, places, evidence.created, "properties", 1.5)
    for match in re.finditer(_YEAR, evidence.name):
        _add(scores, places, int(match["year"]), "file name", 2.0)
    if not scores or max(scores.values()) < 1.0:
        _fall_back(evidence, scores, places, latest)
    if not scores:
        return Detected(value="", where="none", confidence=0.0)
    best = min(scores, key=lambda year: (-scores[year], -year))
    confidence = min(0.98, scores[best] / sum(scores.values()) * min(1.0, 0.3 + scores[best] / 5))
    return Detected(value=str(best), where=places[best], confidence=round(confidence, 3))


def _add(scores: dict[int, float], places: dict[int, str], year: int, where: str, score: float) -> None:
    if year:
        scores[year] = scores.get(year, 0.0) + score
        places.setdefault(year, where)


def _dated_years(text: str) -> dict[int, float]:
    """Years that the text gives itself, with the weight of the strongest sign for each."""
    text = _HORIZON.sub(" ", _PERIOD.sub(" ", text))
    found: dict[int, float] = {}
    for pattern, score in _DATED:
        for match in pattern.finditer(text):
            year = int(match["year"])
            found[year] = max(found.get(year, 0.0), score)
    return found


def _fall_back(evidence: Evidence, scores: dict[int, float], places: dict[int, str], latest: int) -> None:
    """The first year of the period on the title page; else the last year of which the text speaks often."""
    for match in _PERIOD.finditer(fold(evidence.title)):
        if int(match["year"]) <= latest:
            _add(scores, places, int(match["year"]), "title page", 1.5)
            return
    counts: dict[int, int] = {}
    for match in re.finditer(rf"{_YEAR}", _PERIOD.sub(" ", evidence.body)):
        year = int(match["year"])
        if year <= latest and year % 5:  # 2030, 2050: targets
            counts[year] = counts.get(year, 0) + 1
    often = [year for year, count in counts.items() if count * 5 >= max(counts.values())]
    if often:
        _add(scores, places, max(often), "text", 0.5)
