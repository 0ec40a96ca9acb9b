"""The HTML files: one per country, and the overview. Each holds its style and script, and asks for nothing else."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from docscan.config import ReportSettings
from docscan.errors import ConfigurationError
from docscan.frameworks.framework import Profile
from docscan.judgement import LEVELS
from docscan.report.card import STAGES, Card, page_link, profile_cutoffs, profile_of
from docscan.report.html.layout import (
    ANCHORS,
    action_rows,
    constant_rows,
    framework_entries,
    histogram,
    quantile,
    shade,
    strips,
)
from docscan.report.line import Line, line
from docscan.report.quotation import mark, reasons
from docscan.report.results import Results
from docscan.report.summary import summarise
from docscan.report.words import Words
from docscan.scorecard import DIMENSIONS, UNIDENTIFIED


@contextmanager
def pages(results: Results, out: Path, settings: ReportSettings, wording: Words) -> Iterator[Callable[[Card], None]]:
    """Write ``scorecards/<ISO3>.html`` (``ZZZ-1.html`` for a document of no known country), then ``index.html``."""
    made_with = environment(settings, wording)
    made_with.globals.update(run=results.run, cutoffs=profile_cutoffs(results))
    folder = out / "scorecards"
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[Line] = []

    def show(card: Card) -> None:
        page = folder / f"{card.key}.html"
        if not page.exists():  # else it was put there by whoever knows that nothing in it has changed
            _write(page, _card_page(made_with, card, wording))
        lines.append(line(card))

    yield show
    _write(out / "index.html", _index_page(made_with, lines, results, wording))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def environment(settings: ReportSettings, wording: Words) -> Environment:
    """The templates, with the words of a language; a page adds what it was made with.

    Raises ConfigurationError where the user's folder of templates or logo cannot be read.
    """
    loaders: list[Any] = [PackageLoader("docscan.report", "html")]
    if settings.templates:
        if not Path(settings.templates).is_dir():
            raise ConfigurationError("is no folder", subject=settings.templates, fix="set report.templates to a folder")
        loaders.insert(0, FileSystemLoader(settings.templates))
    made = Environment(
        loader=ChoiceLoader(loaders), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    made.globals.update(
        t=wording.text,
        n=wording.number,
        w=wording,
        language=wording.language,
        levels=LEVELS,
        heading=settings.title or wording.text("page", "overline"),
        logo=_logo(settings.logo),
        style=_own_asset(settings, "style.css"),
        quantile=quantile,
        shade=shade,
    )
    return made


def _card_page(environment: Environment, card: Card, wording: Words) -> str:
    actions = action_rows(card)
    profile = profile_of(card.results)
    run = card.results.run
    return environment.get_template("card.html").render(
        card=card,
        summary=summarise(card, wording),
        strips=strips(card, wording),
        stages=STAGES,
        frameworks=framework_entries(card, wording),
        actions=actions,
        anchors=ANCHORS,
        named={anchor: sum(bool(row.cells[number]) for row in actions) for number, (anchor, _) in enumerate(ANCHORS)},
        evidence=card.evidence,
        order={document.id: number for number, document in enumerate(card.documents)},
        quote=mark,
        reasons=lambda passage: reasons(passage, wording),
        link=lambda document, page: page_link(document, page, up="../"),
        constants=constant_rows(profile, wording),
        probability_meaning=wording.text("page", "probability_meaning", threshold=wording.percent(run.threshold)),
        method_interval=wording.text(
            "page", "method_interval", draws=wording.number(run.draws), threshold=wording.percent(run.threshold)
        ),
        method_bands=wording.text("page", "method_bands", **_bands(profile, wording)),
        script=asset("card.js"),
    )


def _index_page(environment: Environment, lines: Sequence[Line], results: Results, wording: Words) -> str:
    known = [item for item in lines if item.identified]
    shown = sorted(known, key=lambda item: wording.sorting(item.name))
    unknown = [item for item in lines if not item.identified]
    bins = histogram(known)
    names = {item.iso3: item.name for item in lines}
    documents = [item for item in results.facts if item.iso3 in names]
    return environment.get_template("index.html").render(
        cards=[*unknown, *shown],
        dimensions=DIMENSIONS,
        summary=wording.text(
            "index_page",
            "summary",
            countries=wording.count("country", len(known)),
            documents=wording.count("document", len(documents)),
            pages=wording.count("page", sum(item.pages for item in documents)),
        ),
        median=_median(known, wording),
        unknown=[item.file for item in unknown],
        languages=sorted({item.language for item in documents if item.language}),
        kinds=sorted({item.kind for item in documents if item.kind}),
        years=sorted({item.year for item in documents if item.year}, reverse=True),
        histogram=bins,
        tallest=max([count for _, count in bins] + [1]),
        failures=results.failures,
        unscored=_unscored(results, frozenset(names), wording),
        former=[(names.get(change.iso3, change.iso3), change) for change in results.former],
        script=asset("index.js"),
    )


def _unscored(results: Results, scored: frozenset[str], wording: Words) -> list[str]:
    names = {
        failure.iso3: wording.country(failure.iso3, failure.country)
        for failure in results.failures
        if failure.iso3 and failure.iso3 != UNIDENTIFIED and failure.iso3 not in scored
    }
    return sorted(names.values(), key=wording.sorting)


def _median(lines: Sequence[Line], wording: Words) -> str:
    values = sorted(item.index.value for item in lines if item.index.value is not None)
    if len(values) < 4:
        return ""
    import statistics

    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    number = wording.number
    return wording.text("index_page", "median", value=number(middle), low=number(low), high=number(high))


def _bands(profile: Profile | None, wording: Words) -> dict[str, str]:
    starts = dict(profile.cutoffs) if profile else {}
    return {name: wording.number(starts.get(name)) for name in ("emerging", "partial", "advanced")}


def _own_asset(settings: ReportSettings, name: str) -> Markup:
    own = Path(settings.templates) / name
    if settings.templates and own.is_file():
        return Markup(own.read_text(encoding="utf-8"))
    return asset(name)


def asset(name: str) -> Markup:
    """A style or script of the package."""
    return Markup(files("docscan.report").joinpath("html", name).read_text(encoding="utf-8"))


def _logo(path: str) -> str:
    if not path:
        return ""
    kind = mimetypes.guess_type(path)[0] or ""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError("cannot be read", subject=path, fix="set report.logo to an image file") from error
    if not kind.startswith("image/"):
        raise ConfigurationError("is no image", subject=path, fix="use a PNG, JPEG or SVG file")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
