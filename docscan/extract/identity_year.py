"""The year of a document: of its adoption or publication."""

from __future__ import annotations

import re
from collections import Counter
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
_COPYRIGHT: Final = 4.5
# Folded text: what stands before or around a year that says it is the document's own, and how much that counts.
_DATED: Final = (
    (
        re.compile(
            rf"(?:published|adopted|approved|publie\w*|adopte\w*|edite\w*|publicad\w+|aprobad\w+|aprovad\w+|adoptad\w+)"
            rf"[^\n.]{{0,40}}?{_YEAR}"
        ),
        3.0,
    ),
    (re.compile(rf"(?:©|copyright|\(c\)|suggested citation)[^\n]{{0,40}}?{_YEAR}"), _COPYRIGHT),
    (re.compile(rf"\b(?:{_MONTHS})\b\.?,?\s*(?:de\s+|del\s+|do\s+)?{_YEAR}"), 4.0),
    (re.compile(rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-]{_YEAR}"), 3.0),
    (re.compile(rf"{_YEAR}-\d{{2}}-\d{{2}}\b"), 3.0),
    (re.compile(rf"(?:edition|version|edicion|edicao)[^\n]{{0,40}}?{_YEAR}"), 2.0),
    (re.compile(rf"{_YEAR}\s+(?:edition|version|edicion|edicao)"), 2.0),
    (re.compile(rf"^[^\n]{{0,60}}[-–—,]\s*{_YEAR}\W*$", re.MULTILINE), 1.0),
)
_ALONE: Final = (re.compile(rf"^[^\w()\n]*{_YEAR}[^\w()\n]*$", re.MULTILINE), 4.0)
_NAMED: Final = (re.compile(_YEAR), 0.7)
_NEAR_TOP: Final = 600  # characters: a year further down a title page is the text's, not the title's
_SHORT_LINE: Final = 70  # characters; dates in longer lines stand in sentences, on other things
_IN_PROSE: Final = 0.3
_CITED: Final = re.compile(rf"[,(]\s*{_YEAR}[a-d]?\)")
_PERIOD: Final = re.compile(rf"{_YEAR}\s*(?:[-–—/]|to|a|au|al|ate|until|jusqu.?en|hasta)\s*(?P<end>(?:20)?\d\d)\b")
_HORIZON: Final = re.compile(
    rf"(?:vision|horizon|horizonte|agenda|until|by|towards|to|hacia|ate|au|al|rumo a)\s+(?:the year\s+)?{_YEAR}"
)
_PLACES: Final = (("title", "title page", 1.0), ("front", "title page", 0.35))


def find_year(evidence: Evidence) -> Detected:
    """The year of adoption or publication; the first year of the planned period where there is no such date.

    Years of periods ("2021-2030") and horizons ("Vision 2040") are never publication dates, nor are years after the one
    in which the file was made. A period on the title page that was over by then is what the document reports on: its
    last year counts. Without any date, the latest year that the text cites or speaks of often stands in.
    """
    latest = evidence.created or 2099
    scores: dict[int, float] = {}
    places: dict[int, str] = {}
    for field, where, weight in _PLACES:
        for year, score in _dated_years(fold(getattr(evidence, field)), is_title=field == "title").items():
            if year <= latest:
                _add(scores, places, year, where, weight * score)
    _add(scores, places, evidence.created, "properties", 1.5)
    for match in re.finditer(_YEAR, evidence.name):
        _add(scores, places, int(match["year"]), "file name", 2.0)
    if evidence.created:
        _add(scores, places, _reported(evidence), "title page", 2.0)
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


def _dated_years(text: str, *, is_title: bool) -> dict[int, float]:
    """Years that the text gives itself, with the weight of the strongest sign for each. ``text`` is folded."""
    if not is_title:  # dates that stand by themselves; sentences are full of dates of other things
        text = "\n".join(line for line in text.split("\n") if len(line) <= _SHORT_LINE)
    text = _HORIZON.sub(" ", _PERIOD.sub(" ", text))
    found: dict[int, float] = {}
    signs = list(_DATED)
    lines = text.split("\n")
    if len(text.split()) >= 2 * len(lines):  # else the page gives a line per word, and a year alone means nothing
        signs.append(_ALONE)
    for pattern, score in signs:
        for match in pattern.finditer(text):
            year = int(match["year"])
            own = (
                score if _line_length(text, match.start()) <= _SHORT_LINE or score == _COPYRIGHT else _IN_PROSE * score
            )
            found[year] = max(found.get(year, 0.0), own)
    for match in _NAMED[0].finditer(text[:_NEAR_TOP]) if is_title else ():
        found.setdefault(int(match["year"]), _NAMED[1])
    return found


def _line_length(text: str, position: int) -> int:
    end = text.find("\n", position)
    return (end if end >= 0 else len(text)) - text.rfind("\n", 0, position) - 1


def _reported(evidence: Evidence) -> int:
    """The last year of a period on the title page that was over when the file was made; 0 where there is none."""
    ends = []
    for match in _PERIOD.finditer(fold(evidence.title[:_NEAR_TOP])):
        end = int(match["end"]) if len(match["end"]) == 4 else int(match["year"][:2] + match["end"])
        if int(match["year"]) < end <= evidence.created:
            ends.append(end)
    return max(ends, default=0)


def _fall_back(evidence: Evidence, scores: dict[int, float], places: dict[int, str], latest: int) -> None:
    """The first year of the period on the title page; else the last year that the text cites, or speaks of often."""
    for match in _PERIOD.finditer(fold(evidence.title)):
        if int(match["year"]) <= latest:
            _add(scores, places, int(match["year"]), "title page", 1.5)
            return
    cited = Counter(int(match["year"]) for match in _CITED.finditer(evidence.body))
    named = Counter(int(match["year"]) for match in re.finditer(_YEAR, _PERIOD.sub(" ", evidence.body)))
    often = [
        *(year for year, count in cited.items() if count >= 2 and year % 10 and year <= latest),
        # Round years are targets: 2025, 2030, 2050.
        *(year for year, count in named.items() if count * 5 >= max(named.values()) and year % 5 and year <= latest),
    ]
    if often:
        _add(scores, places, max(often), "text", 1.0)
