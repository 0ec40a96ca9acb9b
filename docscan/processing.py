"""Documents through the stages, side by side: what is missing is done, and every result is kept as it comes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from docscan import discovery, pipeline, workers
from docscan.config import Settings
from docscan.discovery import Discovery
from docscan.planning import Context, Plan, Planned, failure_key, run_context, stage_keys
from docscan.progress import Progress
from docscan.report.results import Failure
from docscan.store import Cache

#: Runs a function over tasks, in processes of this machine or on a cluster.
Runner = Callable[[workers.Work, Iterable[pipeline.Task]], Iterator[workers.Finished]]


@contextmanager
def runners(settings: Settings, jobs: int, cluster: str) -> Iterator[Runner]:
    """What runs tasks: processes of this machine, or the cluster."""
    limits = workers.Limits(seconds=float(settings.extract.max_seconds), memory=settings.batch.max_memory)
    if not cluster:
        count = jobs or os.cpu_count() or 1
        yield lambda work, tasks: workers.run(work, tasks, jobs=count, limits=lambda _task: limits)
        return
    from docscan.cluster import Cluster

    with Cluster(cluster, settings) as connection:
        yield lambda work, tasks: connection.run(work, tasks, limits=lambda _task: limits)


def identified(found: Discovery, cache: Cache, runner: Runner, settings: Settings, *, reading: bool) -> Discovery:
    """Files with their ids as far as these can be known before reading: by hash here, by stamp from before.

    Of a file whose store gives neither tag nor time only its content tells whether it is known: workers hash it.
    """
    found, learned = discovery.identify(found, cache.known, reading=reading)
    cache.remember(learned)
    plain = [file for file in found.files if not (file.id or file.problem or file.stamp)]
    tasks = [
        pipeline.Task(location=file.location, source=file.source, id="", metadata=(), settings=settings)
        for file in plain
    ]
    ids = {
        finished.task.source: finished.result.id
        for finished in runner(pipeline.identify, tasks)
        if finished.outcome == "done"
    }
    return found.with_ids(ids)


@dataclass(slots=True, kw_only=True)
class Done:
    """What reading brought: ids of files nobody had read before, and failures, by source."""

    ids: dict[str, str] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)

    def among(self, plan: Plan) -> dict[str, Failure]:
        """Failures of the documents of a plan: those of this run, and those that are known to last."""
        lasting = {item.file.source: item.failure for item in plan.documents if item.failure is not None}
        known = {item.file.source for item in plan.documents}
        return lasting | {source: failure for source, failure in self.failures.items() if source in known}


def compute(
    plan: Plan,
    settings: Settings,
    cache: Cache,
    runner: Runner,
    progress: Callable[..., Progress],
    *,
    model: str = "",
) -> Done:
    """Process what is missing, biggest file first, and keep each result as it comes.

    ``model`` is the id of the model that must judge: on another machine the same name may mean another one.
    """
    todo = sorted(
        (item for item in plan.documents if item.missing), key=lambda item: (-item.file.size, item.file.source)
    )
    done = Done()
    if not todo:
        return done
    by_source = {item.file.source: item for item in todo}
    context = run_context(settings)
    tasks = (_task(item, settings, model, cache) for item in todo)
    with progress(total=len(todo), size=sum(item.file.size for item in todo)) as shown:
        for finished in runner(pipeline.process, tasks):
            item = by_source[finished.task.source]
            pages = 0
            if finished.outcome == "done":
                found: pipeline.Processed = finished.result
                pages = found.pages
                if found.id and not item.file.id:
                    done.ids[item.file.source] = found.id
                    item = _named(item, found.id, context)
                _keep(item, found, cache)
                if found.failure is not None:
                    done.failures[item.file.source] = found.failure
            else:
                done.failures[item.file.source] = _lost(finished, settings)
            shown.advance(item.file.source, size=item.file.size, pages=pages)
    return done


def _named(item: Planned, number: str, context: Context) -> Planned:
    file = replace(item.file, id=number)
    return replace(item, file=file, keys=stage_keys(file, item.row, context))


def _keep(item: Planned, found: pipeline.Processed, cache: Cache) -> None:
    keys = dict(item.keys)
    made = [(keys[stage], stage, value) for stage, value in found.made]
    if found.failure is not None and found.lasting:
        made.append((failure_key(item.keys), "failure", pipeline.encode(found.failure)))
    cache.put(made)
    if item.file.stamp and item.file.settled and item.file.id:
        cache.remember([(item.file.stamp, item.file.id)])


def _task(item: Planned, settings: Settings, model: str, cache: Cache) -> pipeline.Task:
    done = []
    for stage, key in item.keys:
        value = cache.get(key)
        if value is None:
            break
        done.append((stage, value))
    return pipeline.Task(
        location=item.file.location,
        source=item.file.source,
        id=item.file.id,
        metadata=item.row,
        settings=settings,
        model=model,
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
    if finished.outcome == "memory":
        return Failure(
            file=source,
            status="failed",
            cause=f"took more than {settings.batch.max_memory} MB of memory",
            fix="split the file, or raise max_memory under [batch] in docscan.toml",
        )
    last = finished.detail.strip().splitlines()[-1] if finished.detail else ""
    return Failure(
        file=source,
        status="failed",
        cause=f"docscan itself {'crashed' if finished.outcome == 'crashed' else 'failed'} on it ({last})",
        fix="please report it with the file; docscan extract FILE shows where",
    )
