"""Values that the review's page lays out: rows bounded in number and length, ribbons of the flow, bars of differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docscan.comparison import (
    Candidate,
    Comparison,
    CountryReview,
    Difference,
    Edition,
    Fate,
    FlowRow,
    Question,
    Quote,
    Review,
    Track,
)

#: Rows of tracking in one page over all countries, and the fewest that a pair of documents shows.
MOST_FATES, FEWEST_FATES = 2000, 10
#: Near misses told of one action.
MOST_NEAR = 2
#: Characters of a quotation; shorter where many countries share the page.
QUOTED, QUOTED_SHORT = 420, 240
#: Countries from which a page is laid out for many.
MANY = 25
#: Fates that a reader looks for first, where not all have room.
URGENT: tuple[str, ...] = ("changed", "dropped", "unreported", "new", "kept", "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRows:
    """A track with the fates that have room, those in doubt apart; ``left_out`` counts the others."""

    track: Track
    older: Edition
    newer: Edition
    fates: tuple[Fate, ...]
    doubtful: tuple[Fate, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a theme in the flow: passages, and the ribbon's outline in a box of 100 by 24 (empty for none)."""

    count: int
    outline: str
    stopped: bool


def newest_comparison(country: CountryReview) -> Comparison | None:
    """The comparison of the plan that stands for the country, else its latest one."""
    own = [item for item in country.comparisons if item.newer == country.newest] or country.comparisons[-1:]
    return own[0] if own else None


def editions(country: CountryReview) -> dict[str, Edition]:
    """Documents of a country by id."""
    return {edition.document: edition for edition in country.editions}


def quoted(review: Review) -> int:
    """How many characters of a quotation the page of this review shows."""
    return QUOTED_SHORT if len(review.countries) > MANY else QUOTED


def track_rows(review: Review, country: CountryReview, most: int = MOST_FATES) -> list[TrackRows]:
    """The tracks of a country. In a long review each has fewer rows, those that changed or went first."""
    tracks = max(sum(len(item.tracks) for item in review.countries), 1)
    limit, many = max(FEWEST_FATES, most // tracks), len(review.countries) > MANY
    known = editions(country)
    found = []
    for track in country.tracks:
        order = sorted(range(len(track.fates)), key=lambda place: (URGENT.index(track.fates[place].fate), place))
        chosen = [track.fates[place] for place in sorted(order[:limit])]
        doubtful = [fate for fate in track.fates if fate.doubtful]
        found.append(
            TrackRows(
                track=track,
                older=known[track.older],
                newer=known[track.newer],
                fates=tuple(chosen),
                doubtful=tuple(doubtful[: limit // 2 if many else limit]),
                left_out=len(track.fates) - len(chosen),
            )
        )
    return found


def shown_quotes(review: Review, question: Question) -> tuple[Quote, ...]:
    """What the text says on a question, as far as there is room."""
    return question.found[: 1 if len(review.countries) > MANY else len(question.found)]


def near(fate: Fate) -> tuple[Candidate, ...]:
    """The near misses that have room."""
    return fate.doubtful[:MOST_NEAR]


def steps(row: FlowRow, most: int) -> list[Step]:
    """The ribbon of one row: as thick as its passages are many against ``most``, cut where the next step has none."""
    sizes = [max(22.0 * count / most, 1.6) if count else 0.0 for count in row.counts]
    made = []
    for place, (count, size) in enumerate(zip(row.counts, sizes, strict=True)):
        following = sizes[place + 1] if place + 1 < len(sizes) else size
        made.append(
            Step(count=count, outline=_outline(size, following), stopped=bool(count) and not following)
        )  # fmt: skip
    return made


def _outline(size: float, following: float) -> str:
    if not size:
        return ""
    top, low = 12 - size / 2, 12 + size / 2
    if not following:
        return f"M0 {top:.1f}H62V{low:.1f}H0Z"
    top_after, low_after = 12 - following / 2, 12 + following / 2
    return (
        f"M0 {top:.1f}H50C75 {top:.1f} 75 {top_after:.1f} 100 {top_after:.1f}"
        f"V{low_after:.1f}C75 {low_after:.1f} 75 {low:.1f} 50 {low:.1f}H0Z"
    )


def thickest(rows: Sequence[FlowRow]) -> int:
    """The highest number of passages in a flow, 1 at least."""
    return max([1, *(count for row in rows for count in row.counts)])


def reach(differences: Sequence[Difference]) -> int:
    """The half-width of the axis of differences: the farthest end of an interval, in steps of ten."""
    ends = [abs(end) for item in differences for end in (item.low, item.high) if end is not None]
    return max(10, 10 * -(-int(max(ends, default=0) + 0.999) // 10))


def place(value: float | None, half: int) -> float:
    """Where a difference stands on its axis, in percent from the left."""
    return round(50 + 50 * (value or 0.0) / half, 1)


def grouped(questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """Questions by what they come from: ``dimension``, then each framework's id, in the order given."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault("" if question.subject == "dimension" else question.framework, []).append(question)
    return list(found.items())
