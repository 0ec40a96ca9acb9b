"""Documents on a Dask cluster: its workers read, judge and score; results come back here, and only here is written.

Every thread of a Dask worker hands its documents to a process of its own (:mod:`docscan.workers`), so that the limits of
time and memory, a crash and a hang mean on the cluster what they mean on one machine. A Dask worker that dies is the
cluster's affair: Dask gives its documents to another one.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import queue
import time
import traceback
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

from docscan import installation
from docscan.config import Settings
from docscan.errors import ConfigurationError, DocscanError, MissingExtra, UsageError
from docscan.workers import Finished, Limits, Work, run_alone

#: Seconds to wait for the scheduler to answer, and for the first worker or the next one after the last is gone: clusters
#: that grow by demand need time to start machines.
ANSWER = 10.0
WORKERLESS = 300.0
#: Documents handed over beyond the one each thread works on, so that none waits for the next.
AHEAD = 2
#: What is said of a document whose Dask workers died.
KILLED = "the workers that took it died"
#: What is said of one that nobody waited for any more, or that was lost with the connection.
TAKEN_BACK = "taken back"
_NOTHING = object()


class Cluster:
    """A connection to a scheduler, to be used as a context: leaving it takes back what is not done.

    ``address`` is ``tcp://HOST:8786``, ``HOST:8786`` or a scheduler file. Raises MissingExtra without the extra, UsageError
    where nobody answers, ConfigurationError where a worker's versions differ from ours.
    """

    def __init__(
        self, address: str, settings: Settings, *, answer: float = ANSWER, workerless: float = WORKERLESS
    ) -> None:
        self.address, self.settings, self.answer, self.workerless = address, settings, answer, workerless
        self._client: Any = None
        self._name, self._number = uuid.uuid4().hex[:12], itertools.count()

    def __enter__(self) -> Cluster:
        distributed = _distributed(self.address)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is told as our own errors
        place = (
            {"scheduler_file": self.address}
            if self.address.endswith(".json") and Path(self.address).is_file()
            else {"address": self.address}
        )
        try:
            self._client = distributed.Client(**place, timeout=self.answer, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise UsageError(
                f"no Dask scheduler answers there ({_first_line(error)})",
                subject=self.address,
                fix="start one with `dask scheduler` and workers with `dask worker ADDRESS`; see docs/cluster.md",
            ) from error
        try:
            self._check()
        except BaseException:
            self._client.close(timeout=self.answer)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close(timeout=self.answer)

    def _check(self) -> None:
        """Compare what results depend on with every worker that is there now; later ones compare for themselves."""
        found = self._client.run(installation.describe, self.settings, on_error="return")
        for name, versions in sorted(found.items()):
            if isinstance(versions, OSError | TimeoutError):
                continue  # it went away meanwhile
            if isinstance(versions, BaseException):
                raise _unable(f"worker {name}", versions, self.address)
            compare(installation.describe(self.settings), versions, name)

    def run(self, work: Work, tasks: Iterable[Any], *, limits: Callable[[Any], Limits]) -> Iterator[Finished]:
        """Call ``work(task)`` on the cluster for every task and yield each as it finishes, in any order.

        The counterpart of :func:`docscan.workers.run`; a task that took several Dask workers down with it comes back
        as ``crashed``. Closing the generator takes back what is under way. Raises UsageError where the scheduler or
        all workers stay away.
        """
        waiting: dict[Any, Any] = {}
        finished: queue.Queue[Any] = queue.Queue()
        pending, again, doubted = iter(tasks), list[Any](), list[Any]()
        alone, idle = False, time.monotonic()
        try:
            while True:
                room = self._room()
                while len(waiting) < room:
                    task = again.pop() if again else next(pending, _NOTHING)
                    if task is _NOTHING:
                        break
                    waiting[self._hand_over(work, task, limits(task), finished)] = task
                if room and not waiting:
                    if not doubted:
                        return
                    alone, task = True, doubted.pop()
                    waiting[self._hand_over(work, task, limits(task), finished)] = task
                future = self._next(finished)
                if future is None:
                    idle = self._idle_since(idle)
                    continue
                idle, task = time.monotonic(), waiting[future]
                outcome = self._outcome(task, future, finished)
                if outcome is None:
                    continue
                del waiting[future]
                if outcome.detail == TAKEN_BACK:
                    again.append(task)
                elif outcome.detail == KILLED and not alone:
                    # All documents that lay on a worker are blamed for its death. Each gets another chance, alone.
                    doubted.append(task)
                else:
                    yield outcome
        finally:
            with contextlib.suppress(Exception):  # a scheduler that is gone holds nothing to take back
                self._client.cancel(list(waiting), force=True)

    def _hand_over(self, work: Work, task: Any, limits: Limits, finished: queue.Queue[Any]) -> Any:
        expected = installation.describe(self.settings)
        key = f"docscan-{self._name}-{next(self._number)}"
        future = self._client.submit(run_task, work, task, limits, expected, self.settings, key=key, pure=False)
        future.add_done_callback(finished.put)
        return future

    def _room(self) -> int:
        """How many documents to have at the cluster; none while the connection is being made again."""
        return 0 if self._client.status == "connecting" else max(1, sum(self._threads().values())) * (1 + AHEAD)

    def _threads(self) -> Mapping[str, int]:
        try:
            return dict(self._client.nthreads())
        except Exception as error:  # the client's own errors and those of its network
            if self._client.status == "connecting":
                return {}
            raise self._gone() from error

    def _next(self, finished: queue.Queue[Any]) -> Any:
        """The next task that is done, None where none was for a second. Raises UsageError without a scheduler."""
        with contextlib.suppress(queue.Empty):
            return finished.get(timeout=1.0)
        if self._client.status not in ("running", "connecting"):
            raise self._gone()
        return None

    def _idle_since(self, since: float) -> float:
        """Since when there has been no worker. Raises UsageError once that is too long."""
        if self._client.status == "connecting" or self._threads():
            return time.monotonic()
        if time.monotonic() - since > self.workerless:
            raise UsageError(
                f"has had no worker for {self.workerless:.0f} s; what was done is kept",
                subject=self.address,
                fix="start workers with `dask worker ADDRESS`, then the same command again",
            )
        return since

    def _outcome(self, task: Any, future: Any, finished: queue.Queue[Any]) -> Finished | None:
        """What became of a task; None where its result was lost with a worker, and Dask computes it again.

        ``error`` with the detail :data:`TAKEN_BACK` is none of the task's: the connection to the scheduler was lost.
        """
        killed = _distributed(self.address).KilledWorker
        error: BaseException = CancelledError()
        if future.status == "finished":
            try:
                outcome, result, detail = future.result(timeout=self.answer)
            except TimeoutError:
                future.add_done_callback(finished.put)
                return None
            except (CancelledError, killed) as lost:
                error = lost
            else:
                return Finished(task=task, outcome=outcome, result=result, detail=detail)
        elif future.status == "error":
            error = future.exception()
        if isinstance(error, DocscanError):
            raise error
        if isinstance(error, ImportError):
            raise _unable("a worker", error, self.address) from error
        if isinstance(error, killed):
            return Finished(task=task, outcome="crashed", detail=KILLED)
        lost_with = isinstance(error, CancelledError)
        detail = TAKEN_BACK if lost_with else "".join(traceback.format_exception(error))
        return Finished(task=task, outcome="error", detail=detail)

    def _gone(self) -> UsageError:
        return UsageError(
            "the scheduler went away; what was done is kept",
            subject=self.address,
            fix="see what became of it, start it again, then the same command again",
        )


def run_task(
    work: Work, task: Any, limits: Limits, expected: Mapping[str, str], settings: Settings
) -> tuple[str, Any, str]:
    """On a Dask worker: the task in a process of this thread, as outcome, result and detail."""
    from distributed import get_worker

    worker = get_worker()
    compare(expected, installation.describe(settings), worker.address)
    key = worker.get_current_task()

    def abandoned() -> bool:
        # Taken back by the one who asked, or the worker is closing: a reading that nobody waits for must not go on.
        state = worker.state.tasks.get(key)
        return state is None or state.state == "cancelled" or worker.status.name in ("closing", "closed", "failed")

    found = run_alone(work, task, limits=limits, abandoned=abandoned)
    if found is None:
        return ("error", None, TAKEN_BACK)
    return (found.outcome, found.result, found.detail)


def compare(ours: Mapping[str, str], theirs: Mapping[str, str], worker: str) -> None:
    """Raise ConfigurationError where a worker has other versions: it would read or judge otherwise."""
    other = [f"{name} {theirs.get(name)} (here {ours[name]})" for name in ours if theirs.get(name) != ours[name]]
    if other:
        raise ConfigurationError(
            f"worker {worker} has {', '.join(other)}",
            subject="versions differ",
            fix="install the same versions on all machines: pip install with one constraints file, or one container image",
        )


def _unable(name: str, error: BaseException, address: str) -> ConfigurationError:
    return ConfigurationError(
        f"{name} cannot run docscan ({_first_line(error)})",
        subject=address,
        fix='install the same docscan on every worker: pip install "docscan[cluster]"',
    )


def _distributed(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra(
            "a cluster needs dask.distributed, which is not installed", extra="cluster", subject=address
        ) from error
    return distributed


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
