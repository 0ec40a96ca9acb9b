"""A folder of documents: plan what must be done, do it side by side, keep every result, write the outputs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from docscan import __version__, config, database, discovery, metadata, pipeline, workers
from docscan.config import Settings
from docscan.document import Document
from docscan.errors import UsageError
from docscan.judgement import Judgements
from docscan.metadata import MetadataTable
from docscan.planning import Plan, Planned, make_plan
from docscan.progress import Progress
from docscan.rendering import compared, link, write_outputs
from docscan.report.results import DocumentResult, Failure, Results, RunFacts
from docscan.scorecard import Scorecard
from docscan.store import Cache, ResultsFolder, digest, is_results


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
            scored.append((item, replace(result, href=link(item.file.path, folder.path))))
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
