"""Which lines of a document are headings, and of which rank.

Evidence, none of it enough alone: titles that a printed contents page or the file's outline lists; numbers that go on
from one another; size, weight and capitals against the running text; white space; wording. Candidates are gathered,
weighed (:mod:`docscan.extract.headings_score`) and ranked (:mod:`docscan.extract.headings_rank`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

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
from docscan.extract.headings_style import Body
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
    body = headings_style.measure(lines)
    weights = headings_score.load(body.uniform)
    candidates, listed = weigh(lines, outline, body)
    headings_score.score(candidates, weights)
    found = headings_score.choose(candidates, weights)
    headings_rank.rank(found, listed)
    return [_heading(candidate) for candidate in found]


def weigh(
    lines: Sequence[TextLine], outline: Sequence[OutlineEntry], body: Body
) -> tuple[list[Candidate], dict[int, Listed]]:
    """Every candidate with its evidence, and the listed title that stands at a line."""
    printed = contents.find(lines)
    bookmarks = [entry for entry in outline if entry.source != "tags"]
    places = [
        *headings_listed.locate(headings_listed.from_contents(printed), lines, printed.lines),
        *headings_listed.locate(headings_listed.from_outline(bookmarks), lines, printed.lines),
    ]
    tags = headings_listed.from_outline([entry for entry in outline if entry.source == "tags"])
    tagged = headings_listed.locate(tags, lines, printed.lines)
    given = {place.first: place.last for place in places}
    marked = {place.first: place.last for place in tagged}
    candidates = headings_candidates.gather(lines, body, printed.lines, given, marked)
    headings_evidence.weigh(candidates, lines, body)
    headings_sequence.weigh(candidates)
    _add_listed(candidates, places, listed_count=max(len(printed.entries), 1))
    _add_tagged(candidates, tags, tagged)
    by_line = {place.first: place.listed for place in places}
    listed = {
        candidate.first: by_line[_start(candidate, by_line)]
        for candidate in candidates
        if _start(candidate, by_line) in by_line
    }
    return candidates, listed


def _add_listed(candidates: Sequence[Candidate], places: Sequence[Place], *, listed_count: int) -> None:
    sources: dict[int, dict[str, float]] = {}
    for place in places:
        sources.setdefault(place.first, {})[place.listed.source] = place.exact
    from_page = sum("contents" in found for found in sources.values())
    complete = from_page >= _MIN_LISTED and from_page >= _MIN_FOUND * listed_count
    # A contents page that lists none of a class of titles stops above their level: it says nothing of them.
    known = Counter(_kind(item) for item in candidates if sources.get(_start(item, sources)))
    for candidate in candidates:
        found = sources.get(_start(candidate, sources), {})
        candidate.evidence["contents"] = found.get("contents", 0.0)
        candidate.evidence["outline"] = max(
            (value for source, value in found.items() if source != "contents"), default=0.0
        )
        unlisted = complete and not found
        candidate.evidence["unlisted"] = float(unlisted and known[_kind(candidate)] > 0)
        candidate.evidence["deeper"] = float(unlisted and not known[_kind(candidate)])


def _add_tagged(candidates: Sequence[Candidate], tags: Sequence[Listed], places: Sequence[Place]) -> None:
    """What structure tags say, as far as those of their rank can be believed.

    Programs tag captions, table cells and whole paragraphs as headings too: a rank is worth the share of its tags that
    lie on lines that may be headings, beyond one half.
    """
    if not tags:
        return
    total = Counter(tag.rank for tag in tags)
    ranks = {place.first: place.listed.rank for place in places}
    fit = Counter(rank for item in candidates if (rank := ranks.get(_start(item, ranks))) and not _is_prose(item))
    for candidate in candidates:
        rank = ranks.get(_start(candidate, ranks), 0)
        if rank and not _is_prose(candidate):
            candidate.evidence["tagged"] = max(2 * min(fit[rank] / total[rank], 1.0) - 1, 0.0)


def _is_prose(candidate: Candidate) -> bool:
    evidence = candidate.evidence
    return evidence["stop"] > 0 or evidence["runs_on"] > 0 or evidence["long"] > 0.4 or evidence["brief"] > 0


def _start(candidate: Candidate, places: Mapping[int, object]) -> int:
    """The line at which the candidate's title was found: its first, or the next one after a number of its own line."""
    return (
        candidate.first + 1 if candidate.first not in places and candidate.first < candidate.last else candidate.first
    )


def _kind(candidate: Candidate) -> tuple[object, ...]:
    return (*candidate.style, candidate.label.family if candidate.label else None)


def _heading(candidate: Candidate) -> Heading:
    names = (
        "outline",
        "contents",
        "tagged",
        "division",
        "deep",
        "single",
        "titled",
        "larger",
        "bold",
        "capitals",
        "italic",
        "above",
    )
    why = tuple(name for name in names if candidate.evidence.get(name, 0.0) > 0.2)
    return Heading(first=candidate.first, last=candidate.last, rank=candidate.rank, title=candidate.text, why=why)
