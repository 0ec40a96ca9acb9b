"""The mid-term review of a results folder: results and texts in, a :class:`docscan.comparison.Review` and its files out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from docscan import config, database, frameworks, locations, records
from docscan.comparison import CountryReview, Edition, Note, Review
from docscan.config import ReportSettings
from docscan.document import Document
from docscan.errors import UsageError
from docscan.report.results import Results, named_countries
from docscan.report.review import excel_workbook, html_page, word_report
from docscan.report.stored import stored
from docscan.report.words import words
from docscan.review import indicators, overview, phrases, regions
from docscan.review.countries import Rules
from docscan.review.texts import Text
from docscan.score.profile import constants
from docscan.store import check_schema

#: The framework that holds the rules of the review, and those whose gaps become questions where none is named.
FRAMEWORK = "mid-term-review"
ASKED: tuple[str, ...] = (FRAMEWORK, "fmmd-2009")
#: The name of the output where only a folder is given.
NAME = "review"


def review(
    results: str | Path,
    *,
    since: int | None = None,
    language: str = "en",
    indicator_table: str | Path | None = None,
    countries: Iterable[str] = (),
    asked: Iterable[str] = (),
) -> Review:
    """Review a results folder: editions, actions, weight against attention, questions.

    ``since`` is the first year of the period, ``countries`` narrow to these (codes or names), ``asked`` are the frameworks
    whose gaps become questions. Raises UsageError where there are no results, a country is not among them, or the indicator
    table cannot be read.
    """
    folder = Path(results)
    check_schema(folder)
    whole = database.read(folder / database.NAME)
    chosen = _narrowed(whole, tuple(countries))
    texts = records.documents(folder, chosen)
    profile = frameworks.load(whole.run.profile)
    named = words(language)
    found = [
        replace(record, country=named.country(record.iso3, record.country))
        for record in records.records(chosen, texts, profile)
    ]
    spoken = phrases.load(language, _names(named.table))
    ground = overview.Ground(
        model=whole.run.model,
        settings=whole.run.settings,
        attention_scale=constants(profile).attention_scale,
        models=len({item.scorecard.model for item in chosen.documents}),
        whole=all(item.document in texts for item in found),
    )
    made = overview.review(
        found,
        _texts(chosen, texts),
        _facts(indicator_table, [record.iso3 for record in found]),
        _rules(whole, since, constants(profile).interval, tuple(asked)),
        spoken,
        ground,
    )
    return replace(made, notes=(*_unidentified(chosen, spoken), *made.notes))


def _narrowed(results: Results, countries: tuple[str, ...]) -> Results:
    """The results with the documents of these countries, of all where none is named, read once for all that follows."""
    known = {item.iso3 for item in results.facts}
    wanted = named_countries(results, countries, known) if countries else known
    chosen = stored(results.documents).changed(lambda item: item, chosen=lambda facts: facts.iso3 in wanted)
    return replace(results, documents=tuple(chosen))


def _texts(results: Results, texts: Mapping[str, Document]) -> Callable[[str], Text]:
    items = {item.id: item for item in results.documents}
    return lambda document: records.text(items[document], texts.get(document))


def _facts(table: str | Path | None, listed: list[str]) -> indicators.Table:
    own = indicators.read(Path(table), indicators.codes(regions.table(), listed)) if table is not None else None
    return indicators.together(own, indicators.shipped())


def _rules(results: Results, since: int | None, interval: float, asked: tuple[str, ...]) -> Rules:
    framework = frameworks.load(FRAMEWORK)
    assert framework.review is not None
    wanted = asked or ASKED
    known = {item.id: item for item in results.frameworks}
    for name in asked:
        if name not in known:
            raise UsageError(
                f"no framework '{name}' in these results",
                subject="--framework",
                fix=f"one of {', '.join(sorted(known))}",
            )
    return Rules(
        since=since,
        margin=framework.review.margin,
        interval=interval,
        framework=framework,
        frameworks=tuple(known[name] for name in wanted if name in known),
    )


def _names(table: Mapping[str, Any]) -> dict[str, str]:
    """Names of kinds of document, dimensions and themes."""
    return {code: str(name) for group in ("kind", "dimension", "theme") for code, name in table[group].items()}


def _unidentified(results: Results, spoken: phrases.Phrases) -> tuple[Note, ...]:
    files = records.without_country(results)
    return (spoken.note("unidentified", n=len(files), files=spoken.series(files)),) if files else ()


def is_folder(out: Path) -> bool:
    """Whether an output path names a folder: it is one, or it has no suffix of a file."""
    return out.is_dir() or not out.suffix


def write(made: Review, out: Path, form: str, *, results: Path, settings: ReportSettings | None = None) -> Path:
    """Write a review of the folder ``results`` to a file, or into a folder under a name of its own. Returns the file.

    ``settings`` give title, logo and templates; the language is the review's. Links to the documents lead there from where
    it is written. Raises UsageError where the file cannot be written.
    """
    path = out / f"{NAME}.{form}" if is_folder(out) else out
    if path.suffix != f".{form}" and path.suffix.lstrip(".") in WRITERS:  # several forms under one name
        path = path.with_suffix(f".{form}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[form](_placed(made, results, path.parent), settings or config.load().report))
    except OSError as error:
        raise UsageError("cannot be written", subject=str(path), fix=f"name another file with -o ({error})") from error
    return path


def _placed(made: Review, results: Path, target: Path) -> Review:
    """The review with the links that lead from ``target`` to its documents."""

    def moved(edition: Edition) -> Edition:
        if not edition.href or locations.is_url(edition.href):
            return edition
        return replace(edition, href=locations.link(results / edition.href, target))

    countries = (replace(item, editions=tuple(map(moved, item.editions))) for item in made.countries)
    return replace(made, countries=tuple(countries))


def as_json(made: Review, settings: ReportSettings | None = None) -> bytes:
    """A review for programs: its types as objects, versioned with ``"schema"``; ``settings`` change nothing."""
    return msgspec.json.format(msgspec.json.encode(made, order="deterministic"), indent=1) + b"\n"


def as_csv(made: Review, settings: ReportSettings | None = None) -> bytes:
    """The fates of all actions, one row each; ``settings`` change nothing."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for country in made.countries:
        writer.writerows(_rows(country))
    return ("\ufeff" + stream.getvalue()).encode()


COLUMNS = (
    "iso3", "country", "kind", "older", "newer", "fate", "changed", "similarity", "doubtful", "older_page", "newer_page",
    "older_quote", "newer_quote",
)  # fmt: skip


def _rows(country: CountryReview) -> Iterator[dict[str, object]]:
    files = {edition.document: edition.file for edition in country.editions}
    for track in country.tracks:
        for fate in track.fates:
            older, matches = fate.older, fate.matches
            yield {
                "iso3": country.iso3,
                "country": country.country,
                "kind": track.kind,
                "older": files[track.older],
                "newer": files[track.newer],
                "fate": fate.fate,
                "changed": ";".join(change.aspect for change in fate.changes),
                "similarity": matches[0].similarity if older is not None and matches else "",
                "doubtful": len(fate.doubtful),
                "older_page": older.quote.page if older else "",
                "newer_page": " | ".join(str(match.action.quote.page) for match in matches),
                "older_quote": " ".join(older.quote.text.split()) if older else "",
                "newer_quote": " | ".join(" ".join(match.action.quote.text.split()) for match in matches),
            }


#: Forms of output and what makes them: a review and the settings of reports in, the bytes of a file out.
WRITERS: dict[str, Callable[[Review, ReportSettings], bytes]] = {
    "html": html_page,
    "docx": word_report,
    "xlsx": excel_workbook,
    "json": as_json,
    "csv": as_csv,
}
#: Forms that a terminal cannot show.
BINARY: frozenset[str] = frozenset({"docx", "xlsx"})


def as_text(made: Review) -> str:
    """What the terminal shows: the summary, a line a country, and the notes."""
    lines = list(made.summary)
    lines.append("")
    for country in made.countries:
        lines.append(f"{country.iso3}  {country.country}: {' '.join(country.summary)}")
    said = [sentence for table in made.weights for sentence in table.sentences]
    if said:
        lines += ["", *said]
    return "\n".join(lines)


def notes(made: Review) -> list[str]:
    """What the terminal is told, notes on the whole review first. That most countries have one edition the summary says."""
    every = (*made.notes, *(note for country in made.countries for note in country.notes))
    return [note.text for note in every if note.code != "no_earlier_edition"]
