"""Processes that read documents side by side, where a crash or a hang costs one document and no more.

The standard pool gives up on everything when one of its processes dies, and cannot end a call that hangs; a region's
scan overnight needs both. Each worker here has its own pipe: one that dies or overruns its time is replaced, and the
task it held comes back as lost.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Literal

from docscan.errors import DocscanError

#: Spawned, not forked: the coordinator has threads (the progress bar), and it is the one way all platforms share.
CONTEXT = mp.get_context("spawn")
#: Libraries that would start threads of their own are told not to: the workers are the parallelism.
SINGLE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What became of one task: its ``result``, or why there is none (``crashed``, ``timeout``, ``error``).

    ``detail`` is for the log: an exit code, the seconds allowed, a traceback.
    """

    task: Any
    outcome: Literal["done", "crashed", "timeout", "error"]
    result: Any = None
    detail: str = ""


@dataclass(slots=True, kw_only=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    task: Any = None
    deadline: float = 0.0


def run(
    work: Callable[[Any], Any], tasks: Iterable[Any], *, jobs: int, seconds: Callable[[Any], float]
) -> Iterator[Finished]:
    """Call ``work(task)`` for every task in ``jobs`` processes and yield each as it finishes, in any order.

    ``work`` and the tasks must be picklable. ``seconds(task)`` is the wall time a task may take; the worker is then
    ended and the task comes back as ``timeout``. Closing the generator ends all workers. A :class:`DocscanError` that
    ``work`` raises is raised here: settings that do not work would fail for every task.
    """
    pending = iter(tasks)
    workers: list[_Worker] = []
    try:
        for task in pending:
            workers.append(_start(work))
            _give(workers[-1], task, seconds)
            if len(workers) == jobs:
                break
        while workers:
            for worker in _ready(workers):
                yield _collect(worker)
                workers.remove(worker)
                following = next(pending, _NOTHING)
                if following is not _NOTHING:
                    alive = worker if worker.process.is_alive() and not worker.pipe.closed else _start(work)
                    _give(alive, following, seconds)
                    workers.append(alive)
                else:
                    _end(worker)
    finally:
        for worker in workers:
            _end(worker)


_NOTHING = object()


def _start(work: Callable[[Any], Any]) -> _Worker:
    ours, theirs = CONTEXT.Pipe()
    before = {name: os.environ.get(name) for name in SINGLE_THREAD}
    os.environ.update(dict.fromkeys(SINGLE_THREAD, "1"))
    try:
        process = CONTEXT.Process(target=_serve, args=(theirs, work), daemon=True)
        process.start()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    theirs.close()
    return _Worker(process=process, pipe=ours)


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """The loop of a worker process: a task in, its result or traceback out, until the pipe closes."""
    import signal
    import traceback

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's to handle; it closes the pipe
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("done", work(task))
        except DocscanError as error:  # not about this document (those come back as results): nothing would go better
            answer = ("refused", error)
        except Exception:  # a bug in one document must not end the others; the traceback is reported
            answer = ("error", traceback.format_exc())
        try:
            pipe.send(answer)
        except (BrokenPipeError, OSError):
            return


def _give(worker: _Worker, task: Any, seconds: Callable[[Any], float]) -> None:
    worker.task = task
    worker.deadline = time.monotonic() + seconds(task)
    # Should it have died before taking the task, _ready sees the sentinel and the task comes back as crashed.
    with contextlib.suppress(BrokenPipeError, OSError):
        worker.pipe.send(task)


def _ready(workers: list[_Worker]) -> list[_Worker]:
    """Workers with an answer, dead, or past their time; waits until there is at least one."""
    while True:
        left = max(0.0, min(worker.deadline for worker in workers) - time.monotonic())
        handles = [handle for worker in workers for handle in (worker.pipe, worker.process.sentinel)]
        seen = set(wait(handles, timeout=left))
        now = time.monotonic()
        ready = [w for w in workers if w.pipe in seen or w.process.sentinel in seen or w.deadline <= now]
        if ready:
            return ready


def _collect(worker: _Worker) -> Finished:
    if worker.pipe.poll():
        try:
            outcome, value = worker.pipe.recv()
        except (EOFError, OSError):
            return _lost(worker)
        if outcome == "refused":
            raise value
        if outcome == "done":
            return Finished(task=worker.task, outcome="done", result=value)
        return Finished(task=worker.task, outcome="error", detail=value)
    # A process that just died may still count as alive: only the clock tells a hang from a crash.
    if time.monotonic() >= worker.deadline:
        _end(worker)
        return Finished(task=worker.task, outcome="timeout")
    return _lost(worker)


def _lost(worker: _Worker) -> Finished:
    worker.process.join()
    code = worker.process.exitcode
    _end(worker)
    return Finished(task=worker.task, outcome="crashed", detail=f"exit code {code}")


def _end(worker: _Worker) -> None:
    worker.pipe.close()
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join()
