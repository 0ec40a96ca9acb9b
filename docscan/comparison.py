"""What a mid-term review finds: editions side by side, actions and their fates, weight against attention, questions.

Plain values without wording of their own, so that a page, a document, a workbook and a file for programs can all be laid out
from one :class:`Review`. Codes (``fate``, ``verdict``, ``status``…) are listed beside the types; sentences that stand in a
:class:`Review` ready to print are in its ``language``.

A :class:`Review` is read from above: ``summary`` (sentences on all countries), ``tallies`` (the same in numbers), ``flow``,
``weights``, then one :class:`CountryReview` per country. Documents and quotations are named by id: ``Edition.document`` is
the id of the document's result, ``Quote.passage`` the id of the passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docscan.scorecard import Figure

#: The form of the file for programs.
SCHEMA = 1

EditionStatus = Literal["new", "revised", "first_here", "review", "goals_review"]
#: In the order of tables. ``review`` is a review of a plan, ``goals_review`` one of the MDG or SDG.
STATUSES: tuple[EditionStatus, ...] = ("new", "revised", "first_here", "review", "goals_review")

StatusOrigin = Literal["earlier_edition", "metadata", "title", "text", "kind", "none"]

Verdict = Literal["more", "same", "less", "unclear", "no_comparison"]
#: In the order of tables.
VERDICTS: tuple[Verdict, ...] = ("more", "same", "less", "unclear", "no_comparison")

FateName = Literal["kept", "changed", "dropped", "new", "reported", "unreported"]
#: Fates of the actions of an edition in the next one, and of those of a plan in a review of it.
EDITION_FATES: tuple[FateName, ...] = ("kept", "changed", "dropped", "new")
REVIEW_FATES: tuple[FateName, ...] = ("reported", "unreported", "new")

Aspect = Literal["body", "money", "date", "target"]
#: What of an action can change.
ASPECTS: tuple[Aspect, ...] = ("body", "money", "date", "target")

#: How far a theme goes: stated as a matter of development, acted on, anchored in the cycle, reported on.
FLOW_STEPS: tuple[str, ...] = ("diagnosis", "action", "anchored", "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader must know of the review's ground, said plainly. ``code`` names the case, ``text`` says it.

    ``country`` is a country code, or empty where the note is on the whole review.
    """

    code: str
    text: str
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One document in its country's line of editions.

    ``status`` is one of :data:`STATUSES`, ``status_from`` what it rests on. ``series`` names the line of editions that it
    belongs to (its kind, and its title where a country has several of the kind). ``mentions``, ``actions``, ``anchored``
    count passages at level >= 1, 3 and 4; ``share`` is the share of words at level >= 1 (0 to 1), ``coverage`` the
    share of the text that was read (0 to 1). ``in_period`` tells whether the document is of the period asked for.
    """

    document: str
    file: str
    href: str
    title: str
    year: str
    kind: str
    edition: str
    language: str
    series: str
    status: EditionStatus
    status_from: StatusOrigin
    in_period: bool
    pages: int
    coverage: float
    mentions: int
    actions: int
    anchored: int
    share: float
    index: Figure
    dimensions: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The newer value less the older one (``name`` is a dimension or ``index``), with the 90 % interval of the difference.

    All from 0 to 100, ``None`` where either is not given; then ``verdict`` is ``no_comparison``.
    """

    name: str
    older: float | None
    newer: float | None
    value: float | None
    low: float | None
    high: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An edition against the one before it in its series, by document id. ``verdict`` is that of ``attention``."""

    older: str
    newer: str
    verdict: Verdict
    index: Difference
    dimensions: tuple[Difference, ...]
    languages_differ: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a document as they stand there, and where: page counts from 1, ``label`` is the number printed on it.

    ``path`` are the headings above it. ``level`` (0 to 4) is that of the passage it stands in.
    """

    document: str
    passage: str
    page: int
    label: str
    path: tuple[str, ...]
    language: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A commitment on migration: its own sentence or row (``quote``), the passage around it, and what it is made of.

    ``themes`` as in the codebook; ``bodies``, ``amounts``, ``dates``, ``targets`` are quoted from the text.
    """

    quote: Quote
    context: str
    themes: tuple[str, ...]
    bodies: tuple[str, ...]
    amounts: tuple[str, ...]
    dates: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectChange:
    """What of an action changed, in the words of either text (empty where a text gives nothing)."""

    aspect: Aspect
    older: str
    newer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An action of the newer text that resembles one of the older, and how much (0 to 1).

    ``grounds`` are the parts of the resemblance, each 0 to 1, strongest first.
    """

    action: Action
    similarity: float
    grounds: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of an action.

    ``older`` is ``None`` for a new action, ``matches`` is empty for dropped and unreported ones; more than one match means
    that the action was divided. ``doubtful`` holds near misses, best first: too much alike to be passed over, too
    little to be taken for the same. ``changes`` says what changed, in the order of :data:`ASPECTS`.
    """

    fate: FateName
    older: Action | None
    matches: tuple[Candidate, ...]
    changes: tuple[AspectChange, ...]
    doubtful: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The actions of one document followed into another (ids). ``kind`` says whether that is an edition or a review.

    ``counts`` pairs each fate with its number in the order of :data:`EDITION_FATES` or :data:`REVIEW_FATES`; ``doubtful``
    counts those without a match that have a near miss. ``whole_text`` tells whether the whole newer text was searched, or only
    the passages on migration that the results hold.
    """

    kind: Literal["edition", "review"]
    older: str
    newer: str
    counts: tuple[tuple[FateName, int], ...]
    doubtful: int
    fates: tuple[Fate, ...]
    languages_differ: bool
    whole_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """How far one theme or effect goes: passages per step of :data:`FLOW_STEPS`, and up to three passage ids of each.

    ``facet`` is ``theme`` or ``effect``. ``stops`` is the last step reached where the next one has nothing, else empty.
    """

    facet: str
    value: str
    counts: tuple[int, int, int, int]
    passages: tuple[tuple[str, ...], ...]
    stops: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """From diagnosis to monitoring. ``has_review`` tells whether a review of progress is among the documents."""

    documents: tuple[str, ...]
    has_review: bool
    rows: tuple[FlowRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightPoint:
    """One country in the scatter of one indicator: how much it weighs against how much the text looks at it.

    ``year`` is the figure's, the nearest within five years of the newest plan (``document``); ``document_year`` is that
    plan's, or a span where older plans of other kinds are still current. ``attention`` and ``depth`` (share of the
    mentions that commit an action) are 0 to 100, of the country's current plans together, for the themes that the
    indicator bears on. Ranks count from 1 (highest) among the countries of the table; ``gap`` (-100 to 100) is the
    percentile of the weight less that of the attention: positive where the text looks less at it than it weighs.
    """

    iso3: str
    country: str
    document: str
    document_year: str
    year: int
    value: float
    unit: str
    source: str
    licence: str
    attention: float
    depth: float
    passages: int
    weight_rank: int
    attention_rank: int
    gap: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightTable:
    """One indicator over all countries, widest gap first. ``themes`` are those on which attention is measured.

    ``missing`` are codes of countries without a figure within five years. ``available`` is false where no table gives the
    indicator at all; then there are no points.
    """

    indicator: str
    unit: str
    themes: tuple[str, ...]
    available: bool
    points: tuple[WeightPoint, ...]
    missing: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What an analyst would put to the planning ministry, and what the text does say.

    ``subject`` is ``dimension`` (``item`` is its name, ``state`` its band) or ``item`` (of ``framework``; ``state`` is
    ``silent`` or ``partly``). ``found`` are the passages nearest to an answer, best first; empty where there is none.
    """

    subject: Literal["dimension", "item"]
    framework: str
    item: str
    title: str
    state: str
    question: str
    found: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryReview:
    """One country. ``editions`` in order of year; ``region`` and ``subregion`` are UN M49 codes, empty where unknown.

    ``newest`` is the id of the document that stands for the country in tallies and weights, empty where none does.
    """

    iso3: str
    country: str
    region: str
    subregion: str
    newest: str
    editions: tuple[Edition, ...]
    comparisons: tuple[Comparison, ...]
    tracks: tuple[Track, ...]
    flow: Flow
    questions: tuple[Question, ...]
    notes: tuple[Note, ...]
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Countries counted: ``scope`` is ``all``, ``region``, ``subregion`` or ``kind``; ``code`` and ``name`` say which.

    ``countries`` have a plan of the period; ``documents`` are those plans. ``new``, ``revised`` and ``first_here`` count
    countries by their newest plan. ``compared`` is the denominator of ``verdicts`` (attention) and ``index_verdicts``: pairs
    of verdict and number, without ``no_comparison``. ``reviews`` and ``goals_reviews`` count documents.
    """

    scope: Literal["all", "region", "subregion", "kind"]
    code: str
    name: str
    countries: int
    documents: int
    new: int
    revised: int
    first_here: int
    compared: int
    verdicts: tuple[tuple[Verdict, int], ...]
    index_verdicts: tuple[tuple[Verdict, int], ...]
    reviews: int
    goals_reviews: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The whole mid-term review.

    ``since`` is the first year of the period, ``None`` for all; ``margin`` the half-width (points of 100) within which
    a difference counts as none; ``interval`` a share (0.9). ``edition_fates`` and ``review_fates`` sum the counts of all
    tracks of that kind. ``model`` and ``settings`` name what the results were made with.
    """

    schema: int
    language: str
    since: int | None
    margin: float
    interval: float
    model: str
    settings: str
    countries: tuple[CountryReview, ...]
    tallies: tuple[Tally, ...]
    edition_fates: tuple[tuple[FateName, int], ...]
    review_fates: tuple[tuple[FateName, int], ...]
    flow: Flow
    weights: tuple[WeightTable, ...]
    summary: tuple[str, ...]
    notes: tuple[Note, ...]
