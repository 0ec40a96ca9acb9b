"""The review's page: one self-contained HTML file for all countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace

from markupsafe import Markup, escape

from docscan import __version__
from docscan.comparison import EDITION_FATES, FLOW_STEPS, REVIEW_FATES, VERDICTS, Action, AspectChange, Review
from docscan.config import ReportSettings
from docscan.report.card import href_link
from docscan.report.html.page import asset, environment
from docscan.report.quotation import shorten
from docscan.report.review import layout
from docscan.report.review.phrasing import SIGNS, Phrasing
from docscan.report.review.scatter import HEIGHT, WIDTH, scatter
from docscan.report.words import words
from docscan.scorecard import DIMENSIONS

#: Countries that open by themselves: in a review of few, nobody should have to look for them.
OPEN = 1
#: Points of a scatter whose rows stand in its table at once; the others open.
TABLED = 12
#: Notes on the ground that are shown at once.
NOTED = 6


def render(review: Review, settings: ReportSettings) -> bytes:
    """The page of a review, in the review's language."""
    wording = words(review.language)
    phrasing = Phrasing(words=wording)
    made = environment(settings, wording)
    run = SimpleNamespace(version=__version__, model=review.model, settings=review.settings)
    made.globals.update(
        run=run,
        style=Markup("{}\n{}").format(made.globals["style"], asset("review.css")),
        p=phrasing,
        v=phrasing.text,
        layout=layout,
        signs=SIGNS,
        verdicts=VERDICTS[:-1],
        steps=FLOW_STEPS,
        tabled=TABLED,
        noted=NOTED,
        size=(WIDTH, HEIGHT),
        scatter=scatter,
    )
    countries = sorted(review.countries, key=lambda country: (wording.sorting(country.country), country.iso3))
    text = made.get_template("review.html").render(
        review=review,
        total=review.tallies[0],
        dimensions=DIMENSIONS,
        countries=countries,
        fate_groups=_fate_groups(review),
        compared=[(country, item) for country in countries for item in country.comparisons],
        without=[country for country in countries if not country.comparisons],
        regions=_regions(review),
        open=len(review.countries) <= OPEN,
        link=_links(review),
        quote=lambda quote: shorten(quote.text, layout.quoted(review)),
        changed=lambda action, changes, side: _changed(action, changes, side, layout.quoted(review)),
        script=asset("review.js"),
    )
    return text.encode("utf-8")


def _fate_groups(review: Review) -> list[tuple[str, tuple[tuple[str, int], ...], int]]:
    """The fates summed over all countries: kind, counts, and how many actions of older texts were followed."""
    found = []
    for kind, counts, names in (
        ("edition", review.edition_fates, EDITION_FATES),
        ("review", review.review_fates, REVIEW_FATES),
    ):
        known = dict(counts)
        ordered = tuple((str(name), known.get(name, 0)) for name in names)
        if any(count for _, count in ordered):
            found.append((kind, ordered, sum(count for name, count in ordered if name != "new")))
    return found


def _regions(review: Review) -> list[tuple[str, str]]:
    return [(tally.code, tally.name) for tally in review.tallies if tally.scope == "region"]


def _links(review: Review) -> Callable[[str, int], str]:
    addresses = {edition.document: edition.href for country in review.countries for edition in country.editions}
    return lambda document, page: href_link(addresses.get(document, ""), page)


def _changed(action: Action, changes: Sequence[AspectChange], side: str, length: int) -> Markup:
    """The quotation of an action with the words that changed marked, where they stand in it as they are quoted."""
    text = shorten(action.quote.text, length)
    pieces = {piece.strip() for item in changes for piece in getattr(item, side).split(";")}
    spans: list[tuple[int, int]] = []
    for piece in sorted(pieces - {""}, key=lambda piece: (-len(piece), piece)):
        start = text.find(piece)
        if start >= 0 and all(start >= end or start + len(piece) <= first for first, end in spans):
            spans.append((start, start + len(piece)))
    made, done = Markup(""), 0
    for start, end in sorted(spans):
        made += escape(text[done:start]) + Markup('<mark class="action">{}</mark>').format(text[start:end])
        done = end
    return made + escape(text[done:])
