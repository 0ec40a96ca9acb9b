"""A folder of documents: plan what must be done, do it side by side, keep every result, write the outputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from docscan import config, database, discovery, locations, metadata, outputs, pipeline
from docscan.config import Settings
from docscan.errors import UsageError
from docscan.gathering import gather
from docscan.metadata import MetadataTable
from docscan.planning import Plan, make_plan, model_id
from docscan.processing import compute, identified, runners
from docscan.progress import EVERY, Progress, tell
from docscan.rendering import compared, write_outputs
from docscan.report.results import Failure, Results
from docscan.store import ResultsFolder, is_results


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a scan did. ``computed`` counts documents that were not known from before.

    ``written`` is false where the outputs that lay there were those that would have been made.
    """

    out: Path
    brief: database.Brief
    warnings: tuple[str, ...]
    ignored: tuple[str, ...]
    computed: int
    written: bool = True

    @cached_property
    def results(self) -> Results:
        """All results, read from the results folder when they are asked for."""
        return database.read(self.out / database.NAME)

    @property
    def failed(self) -> bool:
        """Whether a document failed or was unreadable (exit code 5)."""
        return any(failure.status in ("failed", "unreadable") for failure in self.brief.failures)


def scan(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    table: str | Path | None = None,
    against: str | Path | None = None,
    jobs: int = 0,
    cluster: str = "",
    quiet: bool = True,
    every: float = EVERY,
) -> Run:
    """Read, judge and score every document of ``paths`` and write the results folder ``out``.

    ``paths`` are files, folders, and URLs of either. ``table`` is a metadata table (default: a ``documents.csv`` in a
    folder named). ``against`` is a former results folder, changes against which the overview shows. ``jobs`` is the
    number of processes, 0 for one a core; with ``cluster``, the address of a Dask scheduler, its workers read instead.
    Unless ``quiet``, progress goes to stderr, where that is no terminal a line at most ``every`` so many seconds.
    The outputs are the same bytes for any number. Raises UsageError where there is nothing to read, the folder is not
    ours or nobody answers, ConfigurationError, FrameworkError and ModelError for settings that cannot work.
    """
    chosen = settings or config.load()
    sources = [locations.given(path) for path in paths]
    _validate(chosen)
    found = discovery.discover(sources)
    rows = _metadata(sources, table)
    with runners(chosen, jobs, cluster) as runner, ResultsFolder(Path(out)) as folder:
        found = identified(found, folder.cache, runner, chosen, reading=not cluster)
        plan = make_plan(found, rows, chosen, folder.cache)
        progress = partial(Progress, quiet=quiet, every=every)
        done = compute(plan, chosen, folder.cache, runner, progress, model=model_id(chosen) if cluster else "")
        computed = sum(1 for item in plan.documents if item.missing)
        if done.ids:
            # Only now it is known what some files are: which of them are copies, and under which keys results are kept.
            plan = make_plan(found.with_ids(done.ids), rows, chosen, folder.cache)
        failures = done.among(plan)
        brief, written = _outputs(plan, failures, chosen, folder, against, quiet)
    return Run(
        out=Path(out),
        brief=brief,
        warnings=plan.warnings,
        ignored=plan.ignored,
        computed=computed,
        written=written,
    )


def preview(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    settings: Settings | None = None,
    table: str | Path | None = None,
    cluster: str = "",
) -> Plan:
    """What :func:`scan` would do, without doing it: the plan, with the missing stages of every document.

    Nothing is written; a results folder that does not exist yet knows nothing. Raises as :func:`scan` does.
    """
    chosen = settings or config.load()
    sources = [locations.given(path) for path in paths]
    _validate(chosen)
    found, rows = discovery.discover(sources), _metadata(sources, table)
    if not is_results(Path(out)):
        found, _ = discovery.identify(found, lambda _stamp: "", reading=not cluster)
        return make_plan(found, rows, chosen, None)
    with ResultsFolder(Path(out)) as folder:
        found, _ = discovery.identify(found, folder.cache.known, reading=not cluster)
        return make_plan(found, rows, chosen, folder.cache)


def _validate(settings: Settings) -> None:
    """Find out now that a model or framework cannot be had, and not when documents have been read."""
    from docscan.classify.model import identify

    identify(settings.classify.model)
    pipeline.chosen_frameworks(settings.score.frameworks)
    pipeline.profile_framework(settings)


def _metadata(paths: list[Path | str], table: str | Path | None) -> MetadataTable:
    if table is not None:
        return metadata.read(locations.given(table))
    beside = [place for path in paths if (place := _beside(path)) is not None]
    if len(beside) > 1:
        raise UsageError(
            f"several folders have a {metadata.NAME}", subject=str(beside[1]), fix="name the one to use with --metadata"
        )
    return metadata.read(beside[0]) if beside else metadata.EMPTY


def _beside(path: Path | str) -> Path | str | None:
    """The metadata table in a folder, if there is one."""
    if isinstance(path, str):
        return locations.beside(path, metadata.NAME) or None
    own = path / metadata.NAME
    return own if path.is_dir() and own.is_file() else None


def _outputs(
    plan: Plan,
    failures: Mapping[str, Failure],
    settings: Settings,
    folder: ResultsFolder,
    against: str | Path | None,
    quiet: bool,
) -> tuple[database.Brief, bool]:
    """The results of the run in short, and whether outputs had to be written for them."""
    former = Path(against) / database.NAME if against is not None else None
    before = database.read(former) if former is not None else None
    mark = hashlib.sha256(former.read_bytes()).hexdigest() if former is not None else ""
    made_from = outputs.sources(plan, failures, settings, folder, mark)
    if outputs.unchanged(folder, made_from):
        return database.read_brief(folder.path / database.NAME), False
    tell(f"writing the outputs of {len(plan.documents)} documents", quiet=quiet)
    results = compared(gather(plan, failures, settings, folder), before)
    made = outputs.pages(results, made_from)
    write_outputs(results, folder, settings, prepare=lambda build: outputs.keep(folder, build, made))
    outputs.record(folder, made_from, made)
    return database.brief(results), True
