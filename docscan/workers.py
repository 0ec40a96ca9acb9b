"""Processes that read documents side by side, where a crash or a hang costs one document and no more.

The standard pool gives up on everything when one of its processes dies, and cannot end a call that hangs; a region's
scan overnight needs both. Each worker here has its own pipe: one that dies, overruns its time or takes more memory than
it may is replaced, and the task it held comes back as lost. Workers end when the process that started them is gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Literal

from docscan.errors import DocscanError
from docscan.memory import resident

#: Spawned, not forked: the coordinator has threads (the progress bar), and it is the one way all platforms share.
CONTEXT = mp.get_context("spawn")
#: Libraries that would start threads of their own are told not to: the workers are the parallelism.
SINGLE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")
#: Seconds between looks at the memory of workers: what a document can take meanwhile stays below a gigabyte or so.
LOOK = 0.1
#: A worker that holds this part of its limit between documents makes room for a new one, lest the next document pay.
FULL = 0.75

Work = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one task may take: ``seconds`` of wall time; ``memory`` of the worker in megabytes, 0 for no limit.

    The memory of other processes can be told on Linux, elsewhere where psutil is installed; else there is no limit.
    """

    seconds: float
    memory: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What became of one task: its ``result``, or why there is none (``crashed``, ``timeout``, ``memory``, ``error``).

    ``detail`` is for the log: an exit code, the limit passed, a traceback.
    """

    task: Any
    outcome: Literal["done", "crashed", "timeout", "memory", "error"]
    result: Any = None
    detail: str = ""


@dataclass(slots=True, kw_only=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    work: Work
    task: Any = None
    limits: Limits
    deadline: float = 0.0
    oversize: bool = False

    @property
    def fit(self) -> bool:
        """Whether it can take another task: alive, and not so full that the next document would pay for this one's."""
        if self.pipe.closed or not self.process.is_alive():
            return False
        held = resident(self.process.pid or 0) if self.limits.memory else None
        return held is None or held < FULL * self.limits.memory


def run(work: Work, tasks: Iterable[Any], *, jobs: int, limits: Callable[[Any], Limits]) -> Iterator[Finished]:
    """Call ``work(task)`` for every task in ``jobs`` processes and yield each as it finishes, in any order.

    ``work`` and the tasks must be picklable. A worker that passes ``limits(task)`` is ended and the task comes back as
    ``timeout`` or ``memory``. Closing the generator ends all workers. A :class:`DocscanError` that
    ``work`` raises is raised here: settings that do not work would fail for every task.
    """
    pending = iter(tasks)
    workers: list[_Worker] = []
    try:
        for task in pending:
            workers.append(_start(work))
            _give(workers[-1], task, limits(task))
            if len(workers) == jobs:
                break
        while workers:
            for worker in _ready(workers):
                yield _collect(worker)
                workers.remove(worker)
                following = next(pending, _NOTHING)
                if following is not _NOTHING:
                    able = worker if worker.fit else _replaced(worker)
                    _give(able, following, limits(following))
                    workers.append(able)
                else:
                    _end(worker)
    finally:
        for worker in workers:
            _end(worker)


def run_alone(work: Work, task: Any, *, limits: Limits, abandoned: Callable[[], bool]) -> Finished | None:
    """Call ``work(task)`` in a process that this thread keeps for the next call, and wait for what becomes of it.

    ``abandoned`` is asked a few times a second; once it is true the process is ended and ``None`` comes back.
    Raises as :func:`run` does.
    """
    worker: _Worker | None = getattr(_OWN, "worker", None)
    if worker is None or worker.work is not work or not worker.fit:
        if worker is not None:
            _end(worker)
        worker = _OWN.worker = _start(work)
    _give(worker, task, limits)
    while not _look([worker], timeout=2 * LOOK):
        if abandoned():
            _end(worker)
            return None
    return _collect(worker)


_NOTHING = object()
_OWN = threading.local()
_STARTING = threading.Lock()


def _start(work: Work) -> _Worker:
    ours, theirs = CONTEXT.Pipe()
    with _STARTING, _environment(dict.fromkeys(SINGLE_THREAD, "1")), _allowed_children():
        process = CONTEXT.Process(target=_serve, args=(theirs, work), daemon=True)
        process.start()
    theirs.close()
    return _Worker(process=process, pipe=ours, work=work, limits=Limits(seconds=0))


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _allowed_children() -> Iterator[None]:
    # The worker process of a cluster is daemonic, and the standard library forbids those to have children, for fear
    # that they be left behind. Ours are not: they end when their parent is gone.
    config: dict[str, Any] = getattr(mp.current_process(), "_config", {})
    daemonic = config.pop("daemon", None)
    try:
        yield
    finally:
        if daemonic is not None:
            config["daemon"] = daemonic


def _replaced(worker: _Worker) -> _Worker:
    _end(worker)
    return _start(worker.work)


def _serve(pipe: Connection, work: Work) -> None:
    """The loop of a worker process: a task in, its result or traceback out, until the pipe closes."""
    import signal
    import traceback

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the coordinator's to handle; it closes the pipe
    _end_with_parent()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = ("done", work(task))
        except DocscanError as error:  # not about this document (those come back as results): nothing would go better
            answer = ("refused", error)
        except MemoryError:  # the system's own limit
            answer = ("memory", "all there is")
        except Exception:  # a bug in one document must not end the others; the traceback is reported
            answer = ("error", traceback.format_exc())
        try:
            pipe.send(answer)
        except (BrokenPipeError, OSError):
            return


def _end_with_parent() -> None:
    """See to it that this process ends when its parent does, in the middle of a document too."""
    import ctypes
    import signal

    if sys.platform == "linux":
        # The kernel's promise holds even while a library keeps the interpreter from running the thread below.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    parent = mp.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _give(worker: _Worker, task: Any, limits: Limits) -> None:
    worker.task, worker.limits, worker.oversize = task, limits, False
    worker.deadline = time.monotonic() + limits.seconds
    # Should it have died before taking the task, _ready sees the sentinel and the task comes back as crashed.
    with contextlib.suppress(BrokenPipeError, OSError):
        worker.pipe.send(task)


def _ready(workers: Sequence[_Worker]) -> list[_Worker]:
    """Workers with an answer, dead, or past a limit; waits until there is at least one."""
    while True:
        left = max(0.0, min(worker.deadline for worker in workers) - time.monotonic())
        watched = any(worker.limits.memory for worker in workers)
        ready = _look(workers, timeout=min(left, LOOK) if watched else left)
        if ready:
            return ready


def _look(workers: Sequence[_Worker], *, timeout: float) -> list[_Worker]:
    """Workers with an answer, dead, or past a limit; waits for up to ``timeout`` seconds."""
    handles = [handle for worker in workers for handle in (worker.pipe, worker.process.sentinel)]
    seen = set(wait(handles, timeout=timeout))
    now = time.monotonic()
    ready = []
    for worker in workers:
        if worker.pipe in seen or worker.process.sentinel in seen or worker.deadline <= now:
            ready.append(worker)
        elif worker.limits.memory and (resident(worker.process.pid or 0) or 0) > worker.limits.memory:
            worker.oversize = True
            ready.append(worker)
    return ready


def _collect(worker: _Worker) -> Finished:
    if worker.oversize:
        _end(worker)
        return Finished(task=worker.task, outcome="memory", detail=f"{worker.limits.memory} MB")
    if worker.pipe.poll():
        try:
            outcome, value = worker.pipe.recv()
        except (EOFError, OSError):
            return _lost(worker)
        if outcome == "refused":
            raise value
        if outcome == "done":
            return Finished(task=worker.task, outcome="done", result=value)
        return Finished(task=worker.task, outcome=outcome, detail=value)
    # A process that just died may still count as alive: only the clock tells a hang from a crash.
    if time.monotonic() >= worker.deadline:
        _end(worker)
        return Finished(task=worker.task, outcome="timeout", detail=f"{worker.limits.seconds:g} s")
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
