"""A folder of documents: plan what must be done, do it side by side, keep every result, write the outputs.

What was done before is found by the hash of its input and settings, so that a run that was stopped goes on, an added
file costs that file, and a changed weight costs scoring only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from docscan import __version__, config, database, discovery, metadata, pipeline, workers
from docscan.config import Settings
from docscan.discovery import Discovery, Found
from docscan.document import Document
from docscan.errors import UsageError
from docscan.judgement import Judgements
from docscan.metadata import MetadataTable
from docscan.progress import Progress
from docscan.report.results import Change, DocumentResult, Failure, Results, RunFacts
from docscan.scorecard import Scorecard
from docscan.store import Cache, ResultsFolder, check_schema, code_digest, digest, is_results

#: What each stage depends on besides its input: the parts of the package whose change makes its results stale.
CODE = {
    "read": ("extract", "document.py", "terms/identity", "terms/headings"),
    "judge": ("classify", "terms", "judgement.py"),
    "score": ("score", "frameworks", "terms", "scorecard.py", "report/results.py"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One document to process: its file, its metadata row, the cache keys of its stages, and those that are missing."""

    file: Found
    row: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All documents in order of their names, the files that fail before they are opened, and warnings."""

    documents: tuple[Planned, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a scan did. ``computed`` counts documents that were not known from before."""

    out: Path
    results: Results
    warnings: tuple[str, ...]
    ignored: tuple[str, ...]
    computed: int

    @property
    def failed(self) -> bool:
        """Whether a document failed or was unreadable (exit code 5)."""
        return any(failure.status in ("failed", "unreadable") for failure in self.results.failures)


def scan(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    table: str | Path | None = None,
    against: str | Path | None = None,
    jobs: int = 0,
    quiet: bool = True,
) -> Run:
    """Read, judge and score every document of ``paths`` and write the results folder ``out``.

    ``table`` is a metadata table (default: a ``documents.csv`` in a folder named). ``against`` is a former results
    folder, changes against which the overview shows. ``jobs`` is the number of processes,
    0 for one a core. The outputs are the same bytes for any number. Raises UsageError where there is nothing to read or
    the folder is not ours, ConfigurationError, FrameworkError and ModelError for settings that cannot work.
    """
    chosen = settings or config.load()
    sources = [Path(path) for path in paths]
    _validate(chosen)
    former = database.read(Path(against) / database.NAME) if against is not None else None
    found = discovery.discover(sources)
    rows = _metadata(sources, table)
    with ResultsFolder(Path(out)) as folder:
        plan = make_plan(found, rows, chosen, folder.cache)
        failures = _compute(plan, chosen, folder.cache, jobs, quiet)
        results = compared(gather(plan, failures, chosen, folder), former)
        write_outputs(results, folder, chosen)
    computed = sum(1 for item in plan.documents if item.missing)
    return Run(out=Path(out), results=results, warnings=plan.warnings, ignored=plan.ignored, computed=computed)


def preview(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    table: str | Path | None = None,
) -> Plan:
    """What :func:`scan` would do, without doing it: the plan, with the missing stages of every document.

    Nothing is written; a results folder that does not exist yet knows nothing. Raises as :func:`scan` does.
    """
    chosen = settings or config.load()
    sources = [Path(path) for path in paths]
    _validate(chosen)
    found, rows = discovery.discover(sources), _metadata(sources, table)
    if not is_results(Path(out)):
        return make_plan(found, rows, chosen, None)
    with ResultsFolder(Path(out)) as folder:
        return make_plan(found, rows, chosen, folder.cache)


def _validate(settings: Settings) -> None:
    """Find out now, not after an hour, that a model or framework cannot be had."""
    from docscan.classify.model import load_model

    load_model(settings.classify.model)
    pipeline.chosen_frameworks(settings.score.frameworks)
    pipeline.profile_framework(settings)


def _metadata(paths: list[Path], table: str | Path | None) -> MetadataTable:
    if table is not None:
        return metadata.read(Path(table))
    beside = [path / metadata.NAME for path in paths if path.is_dir() and (path / metadata.NAME).is_file()]
    if len(beside) > 1:
        raise UsageError(
            f"several folders have a {metadata.NAME}", subject=str(beside[1]), fix="name the one to use with --metadata"
        )
    return metadata.read(beside[0]) if beside else metadata.EMPTY


def make_plan(found: Discovery, rows: MetadataTable, settings: Settings, cache: Cache | None) -> Plan:
    """What must be done: for each file the stages whose results are not in the cache."""
    documents: list[Planned] = []
    failures: list[Failure] = []
    first: dict[str, str] = {}
    context = run_context(settings)
    for file in found.files:
        if file.problem:
            failures.append(
                Failure(
                    file=file.source,
                    status="failed",
                    cause=f"cannot be opened ({file.problem})",
                    fix="check that it is a file, is there, and may be read",
                )
            )
        elif file.id in first:
            failures.append(
                Failure(
                    file=file.source,
                    status="duplicate",
                    cause=f"is the same file as {first[file.id]}",
                    fix="nothing to do: one copy is enough",
                )
            )
        else:
            first[file.id] = file.source
            row = tuple(sorted(rows.row(file.source).items()))
            keys = stage_keys(file, row, context)
            missing = tuple(stage for stage, key in keys if cache is None or not cache.has(key))
            documents.append(Planned(file=file, row=row, keys=keys, missing=missing))
    warnings = rows.warnings + rows.missing([file.source for file in found.files])
    return Plan(documents=tuple(documents), failures=tuple(failures), warnings=warnings, ignored=found.ignored)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the stages of every document of a run depend on besides its file: settings, code, model, OCR, as hashes."""

    read: str
    judge: str
    score: str


def run_context(settings: Settings) -> Context:
    """The hashes of a run; costly to make, so made once."""
    frameworks = [repr(framework) for framework in pipeline.chosen_frameworks(settings.score.frameworks)]
    return Context(
        read=digest(settings.fingerprint("extract"), _ocr_state(settings), code_digest(*CODE["read"])),
        judge=digest(_model_key(settings), settings.extract.languages, code_digest(*CODE["judge"])),
        score=digest(settings.fingerprint("score"), frameworks, code_digest(*CODE["score"])),
    )


def stage_keys(file: Found, row: tuple[tuple[str, str], ...], context: Context) -> tuple[tuple[str, str], ...]:
    """The cache key of each stage: a hash of all that its result depends on."""
    read = digest("read", file.id, file.source, row, context.read)
    judge = digest("judge", read, context.judge)
    return (("read", read), ("judge", judge), ("score", digest("score", judge, context.score)))


def _ocr_state(settings: Settings) -> tuple[object, ...]:
    """What OCR would read with: a scan read without it must be read again once it is installed."""
    from docscan.extract import ocr

    if settings.extract.ocr == "off" or not ocr.available():
        return ()
    return (ocr.version(), ocr.languages())


def _model_key(settings: Settings) -> str:
    from docscan.classify.model import load_model

    return load_model(settings.classify.model).id


def _compute(plan: Plan, settings: Settings, cache: Cache, jobs: int, quiet: bool) -> dict[str, Failure]:
    """Process what is missing, biggest file first, and keep each result as it comes. Returns failures by source."""
    todo = sorted(
        (item for item in plan.documents if item.missing), key=lambda item: (-item.file.size, item.file.source)
    )
    failures: dict[str, Failure] = {}
    by_source = {item.file.source: item for item in todo}
    tasks = (_task(item, settings, cache) for item in todo)
    count = min(jobs or os.cpu_count() or 1, max(len(todo), 1))
    with Progress(total=len(todo), size=sum(item.file.size for item in todo), quiet=quiet) as progress:
        for finished in workers.run(
            pipeline.process, tasks, jobs=count, seconds=lambda _task: float(settings.extract.max_seconds)
        ):
            item = by_source[finished.task.source]
            pages = 0
            if finished.outcome == "done":
                keys = dict(item.keys)
                cache.put((keys[stage], stage, value) for stage, value in finished.result.made)
                pages = finished.result.pages
                if finished.result.failure is not None:
                    failures[item.file.source] = finished.result.failure
            else:
                failures[item.file.source] = _lost(finished, settings)
            progress.advance(item.file.source, size=item.file.size, pages=pages)
    return failures


def _task(item: Planned, settings: Settings, cache: Cache) -> pipeline.Task:
    done = []
    for stage, key in item.keys:
        value = cache.get(key)
        if value is None:
            break
        done.append((stage, value))
    return pipeline.Task(
        path=str(item.file.path),
        source=item.file.source,
        id=item.file.id,
        metadata=item.row,
        settings=settings,
        done=tuple(done),
    )


def _lost(finished: workers.Finished, settings: Settings) -> Failure:
    source = finished.task.source
    if finished.outcome == "timeout":
        return Failure(
            file=source,
            status="failed",
            cause=f"took longer than {settings.extract.max_seconds} s",
            fix="split the file, or raise max_seconds under [extract] in docscan.toml",
        )
    last = finished.detail.strip().splitlines()[-1] if finished.detail else ""
    return Failure(
        file=source,
        status="failed",
        cause=f"docscan itself {'crashed' if finished.outcome == 'crashed' else 'failed'} on it ({last})",
        fix="please report it with the file; docscan extract FILE shows where",
    )


def gather(plan: Plan, failures: Mapping[str, Failure], settings: Settings, folder: ResultsFolder) -> Results:
    """The whole run as a value: documents in order, countries pooled, ranks, failures."""
    from docscan.score.country import ranks

    scored: list[tuple[Planned, DocumentResult]] = []
    for item in plan.documents:
        value = None if item.file.source in failures else folder.cache.get(dict(item.keys)["score"])
        if value is not None:
            result = pipeline.decode(value, DocumentResult)
            scored.append((item, replace(result, href=_href(item.file.path, folder.path))))
    groups: dict[str, list[tuple[Planned, DocumentResult]]] = {}
    for pair in scored:
        groups.setdefault(pair[1].iso3, []).append(pair)
    countries = tuple(_country(groups[iso3], settings, folder.cache) for iso3 in sorted(groups))
    listed = (*plan.failures, *failures.values())
    return Results(
        documents=tuple(result for _, result in scored),
        countries=countries,
        ranks=ranks(countries),
        failures=tuple(sorted(listed, key=lambda failure: (failure.file, failure.status))),
        frameworks=pipeline.chosen_frameworks(settings.score.frameworks),
        run=_facts(plan, settings),
    )


def _country(group: list[tuple[Planned, DocumentResult]], settings: Settings, cache: Cache) -> Scorecard:
    """The pooled scorecard of one country, kept by the keys of its documents."""
    from docscan.score.country import pooled, score_pool
    from docscan.score.evidence import collect
    from docscan.score.framework import pool_answers

    key = digest("country", [dict(item.keys)["score"] for item, _ in group])
    known = cache.get(key)
    if known is not None:
        return pipeline.decode(known, Scorecard)
    parts = []
    for item, _ in group:
        keys = dict(item.keys)
        document = pipeline.decode(cache.get(keys["read"]) or b"", Document)
        parts.append(collect(document, pipeline.decode(cache.get(keys["judge"]) or b"", Judgements)))
    framework = pipeline.profile_framework(settings)
    chosen = pooled(parts, settings.score, framework)
    cards = {result.id: result.scorecard for _, result in group}
    answers = pool_answers(
        pipeline.chosen_frameworks(settings.score.frameworks), [cards[part.document].frameworks for part in chosen]
    )
    card = score_pool(chosen, settings.score, framework, answers)
    cache.put([(key, "country", pipeline.encode(card))])
    return card


def _facts(plan: Plan, settings: Settings) -> RunFacts:
    from docscan.classify.model import load_model

    model = load_model(settings.classify.model)
    return RunFacts(
        version=__version__,
        settings=settings.fingerprint("extract", "classify", "score"),
        model=model.id,
        threshold=model.threshold,
        profile=settings.score.profile,
        seed=settings.score.seed,
        draws=settings.score.draws,
        inputs=tuple((item.file.source, item.file.id) for item in plan.documents),
    )


def _href(file: Path, out: Path) -> str:
    try:
        return Path(os.path.relpath(file.resolve(), out.resolve())).as_posix()
    except ValueError:  # another drive on Windows: no relative way there
        return ""


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


def write_outputs(results: Results, folder: ResultsFolder, settings: Settings) -> None:
    """Build all outputs aside and put them in place together."""
    from docscan.report import write

    with folder.building() as build:
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
        moved = tuple(_moved(item, source, target) for item in narrowed.documents)
        write(replace(narrowed, documents=moved), target, chosen.report)
    return target


def narrow(results: Results, countries: tuple[str, ...], frameworks: tuple[str, ...]) -> Results:
    """Only these countries and frameworks; all where none is named."""
    if not countries and not frameworks:
        return results
    known = {card.id for card in results.countries}
    by_name = {item.country.casefold(): item.iso3 for item in results.documents}
    asked = {by_name.get(name.casefold(), name.upper()): name for name in countries}
    for iso3, name in asked.items():
        if iso3 not in known:
            raise UsageError(
                f"no country '{name}' in these results", subject="--country", fix=f"one of {', '.join(sorted(known))}"
            )
    names = {framework.id for framework in results.frameworks}
    for name in frameworks:
        if name not in names:
            raise UsageError(
                f"no framework '{name}' in these results",
                subject="--framework",
                fix=f"one of {', '.join(sorted(names))}",
            )
    wanted = set(asked) or known

    def answers(card: Scorecard) -> Scorecard:
        kept = tuple(item for item in card.frameworks if not frameworks or item.framework in frameworks)
        return replace(card, frameworks=kept)

    return replace(
        results,
        documents=tuple(
            replace(item, scorecard=answers(item.scorecard)) for item in results.documents if item.iso3 in wanted
        ),
        countries=tuple(answers(card) for card in results.countries if card.id in wanted),
        frameworks=tuple(item for item in results.frameworks if not frameworks or item.id in frameworks),
    )


def _moved(item: DocumentResult, source: Path, target: Path) -> DocumentResult:
    return replace(item, href=_href(source / item.href, target)) if item.href else item
