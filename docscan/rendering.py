"""Results to outputs: written by a scan, or again from a results folder, whole or narrowed, beside a former run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from docscan import config, database, locations
from docscan.config import Settings
from docscan.errors import UsageError
from docscan.report.results import Change, DocumentResult, Results, named_countries
from docscan.report.stored import stored
from docscan.scorecard import Scorecard
from docscan.store import ResultsFolder, check_schema


def write_outputs(
    results: Results, folder: ResultsFolder, settings: Settings, *, prepare: Callable[[Path], None] | None = None
) -> None:
    """Build all outputs aside and put them in place together.

    ``prepare`` is called with the empty folder they are built in; pages that it puts there are not made again.
    """
    from docscan.report import write

    with folder.building() as build:
        if prepare is not None:
            prepare(build)
        database.write(results, build / database.NAME)
        write(results, build, settings.report)


def report(
    results: str | Path,
    out: str | Path | None = None,
    *,
    settings: Settings | None = None,
    countries: Iterable[str] = (),
    frameworks: Iterable[str] = (),
    against: str | Path | None = None,
) -> Path:
    """Render the outputs of a results folder again; ``countries`` and ``frameworks`` narrow what is shown.

    ``against`` is a former results folder, changes against which the overview shows.

    Written into ``out`` (a new or empty folder), else into the results folder itself. Returns the folder. Raises
    UsageError where there are no results, or where a country or framework is not among them.
    """
    from docscan.report import write

    chosen = settings or config.load()
    source = Path(results)
    check_schema(source)
    whole = database.read(source / database.NAME)
    if against is not None:
        whole = compared(whole, database.read(Path(against) / database.NAME))
    narrowed = narrow(whole, tuple(countries), tuple(frameworks))
    target = Path(out) if out is not None else source
    if target != source and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError("is not an empty folder", subject=str(target), fix="name a new or empty folder with -o")
    if target == source:
        if narrowed is not whole:
            raise UsageError("would lose what is left out", subject=str(source), fix="name another folder with -o")
        with ResultsFolder(target) as folder:
            write_outputs(whole, folder, chosen)
    else:
        target.mkdir(parents=True, exist_ok=True)
        moved = stored(narrowed.documents).changed(lambda item: _moved(item, source, target))
        write(replace(narrowed, documents=moved), target, chosen.report)
    return target


def narrow(results: Results, countries: tuple[str, ...], frameworks: tuple[str, ...]) -> Results:
    """Only these countries and frameworks; all where none is named."""
    if not countries and not frameworks:
        return results
    known = {card.id for card in results.countries}
    asked = named_countries(results, countries, known)
    names = {framework.id for framework in results.frameworks}
    for name in frameworks:
        if name not in names:
            raise UsageError(
                f"no framework '{name}' in these results",
                subject="--framework",
                fix=f"one of {', '.join(sorted(names))}",
            )
    wanted = asked or known

    def answers(card: Scorecard) -> Scorecard:
        kept = tuple(item for item in card.frameworks if not frameworks or item.framework in frameworks)
        return replace(card, frameworks=kept)

    return replace(
        results,
        documents=stored(results.documents).changed(
            lambda item: replace(item, scorecard=answers(item.scorecard)), chosen=lambda facts: facts.iso3 in wanted
        ),
        countries=tuple(answers(card) for card in results.countries if card.id in wanted),
        frameworks=tuple(item for item in results.frameworks if not frameworks or item.id in frameworks),
    )


def _moved(item: DocumentResult, source: Path, target: Path) -> DocumentResult:
    if not item.href or locations.is_url(item.href):
        return item
    return replace(item, href=locations.link(source / item.href, target))


def compared(results: Results, former: Results | None) -> Results:
    """The same results with the changes of every country that a former run scored too, judged over paired draws."""
    from docscan.score.interval import difference

    if former is None:
        return results
    before = {card.id: card for card in former.countries if card.index.value is not None}
    changes = []
    for card in results.countries:
        old = before.get(card.id)
        if old is None or old.index.value is None or card.index.value is None or len(old.draws) != len(card.draws):
            continue
        found = difference(old.draws, card.draws)
        changes.append(
            Change(
                iso3=card.id,
                before=old.index.value,
                after=card.index.value,
                difference=found.value,
                low=found.low,
                high=found.high,
                clear=found.clear,
            )
        )
    return replace(results, former=tuple(changes))
