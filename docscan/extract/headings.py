"""Which lines of a document are headings, and of which rank.

Evidence, none of it enough alone: titles that a printed contents page or the file's outline lists; numbers that go on
from one another; size, weight and capitals against the running text; white space; wording. Candidates are gathered,
weighed (:mod:`docscan.extract.headings_score`) and ranked (:mod:`docscan.extract.headings_rank`).
"""

from __future__ import annotations

from collections.abc import Sequence

from docscan.extract import (
    contents,
    headings_candidates,
    headings_evidence,
    headings_listed,
    headings_rank,
    headings_score,
    headings_sequence,
    headings_style,
)
from docscan.extract.headings_candidates import Candidate
from docscan.extract.headings_listed import Listed, Place
from docscan.extract.textline import Heading, OutlineEntry, TextLine

#: A contents page (or outline) speaks for the whole document when it lists this many titles that stand in the text …
_MIN_LISTED = 6
#: … and this share of what it lists is found there.
_MIN_FOUND = 0.6


def find(lines: Sequence[TextLine], outline: Sequence[OutlineEntry] = ()) -> list[Heading]:
    """The headings among the document's lines, in order, ranks from 1 (highest).

    ``lines`` are those of the whole document in reading order; ``outline`` the file's bookmarks and structure tags.
    """
    if not lines:
        return []
    candidates, listed = weigh(lines, outline)
    headings_score.score(candidates)
    threshold = headings_score.load().threshold
    found = [candidate for candidate in candidates if candidate.score >= threshold]
    headings_rank.rank(found, listed)
    return [_heading(candidate) for candidate in found]


def weigh(lines: Sequence[TextLine], outline: Sequence[OutlineEntry]) -> tuple[list[Candidate], dict[int, Listed]]:
    """Every candidate with its evidence, and the listed title that stands at a line."""
    body = headings_style.measure(lines)
    printed = contents.find(lines)
    places = [
        *headings_listed.locate(headings_listed.from_contents(printed), lines, printed.lines),
        *headings_listed.locate(headings_listed.from_outline(outline), lines, printed.lines),
    ]
    given = {place.first: place.last for place in places}
    candidates = headings_candidates.gather(lines, body, printed.lines, given)
    headings_evidence.weigh(candidates, lines, body)
    headings_sequence.weigh(candidates)
    _add_listed(candidates, places, listed_count=max(len(printed.entries), 1))
    return candidates, {place.first: place.listed for place in places}


def _add_listed(candidates: Sequence[Candidate], places: Sequence[Place], *, listed_count: int) -> None:
    sources: dict[int, dict[str, float]] = {}
    for place in places:
        sources.setdefault(place.first, {})[place.listed.source] = place.exact
    from_page = sum("contents" in found for found in sources.values())
    complete = from_page >= _MIN_LISTED and from_page >= _MIN_FOUND * listed_count
    for candidate in candidates:
        found = sources.get(candidate.first, {})
        candidate.evidence["contents"] = found.get("contents", 0.0)
        candidate.evidence["outline"] = max((value for source, value in found.items() if source != "contents"), default=0.0)
        candidate.evidence["unlisted"] = float(complete and not found)


def _heading(candidate: Candidate) -> Heading:
    names = ("outline", "contents", "division", "deep", "single", "titled", "larger", "bold", "capitals", "italic", "above")
    why = tuple(name for name in names if candidate.evidence.get(name, 0.0) > 0.2)
    return Heading(first=candidate.first, last=candidate.last, rank=candidate.rank, title=candidate.text, why=why)
