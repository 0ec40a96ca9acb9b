"""A crash, a hang and a bug each cost one task; the others come back."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from docscan import workers
from docscan.errors import ConfigurationError
from docscan.workers import Limits


def work(task: str) -> str:
    if task == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "hang":
        threading.Event().wait()
    if task == "hoard":
        held = bytearray(600_000_000)
        threading.Event().wait()
        del held
    if task == "bug":
        raise ValueError("a bug")
    if task == "unset":
        raise ConfigurationError("cannot work", subject="key", fix="set it")
    return task.upper()


def outcomes(tasks: list[str], jobs: int) -> dict[str, str]:
    seconds = {"hang": 3.0}
    found = workers.run(work, tasks, jobs=jobs, limits=lambda task: Limits(seconds=seconds.get(task, 120.0)))
    return {item.task: item.result or item.outcome for item in found}


def test_every_task_comes_back_whatever_happens_to_the_others() -> None:
    assert outcomes(["a", "crash", "b", "bug", "hang", "c"], jobs=2) == {
        "a": "A",
        "crash": "crashed",
        "b": "B",
        "bug": "error",
        "hang": "timeout",
        "c": "C",
    }


def test_one_worker_goes_on_after_a_crash() -> None:
    assert outcomes(["crash", "a", "b"], jobs=1) == {"crash": "crashed", "a": "A", "b": "B"}


def test_a_bug_reports_its_traceback() -> None:
    (found,) = workers.run(work, ["bug"], jobs=1, limits=lambda task: Limits(seconds=120.0))
    assert "ValueError: a bug" in found.detail


def test_no_tasks_start_no_worker() -> None:
    assert list(workers.run(work, [], jobs=2, limits=lambda task: Limits(seconds=1.0))) == []


def test_settings_that_do_not_work_end_the_run_with_their_own_error() -> None:
    with pytest.raises(ConfigurationError) as refused:
        list(workers.run(work, ["a", "unset", "b"], jobs=2, limits=lambda task: Limits(seconds=120.0)))
    assert (refused.value.subject, refused.value.fix) == ("key", "set it")


@pytest.mark.skipif(sys.platform != "linux", reason="memory of other processes is told on Linux or by psutil")
def test_a_task_that_takes_too_much_memory_is_ended_and_the_others_go_on() -> None:
    limits = workers.Limits(seconds=120.0, memory=400)
    found = workers.run(work, ["a", "hoard", "b"], jobs=1, limits=lambda task: limits)
    assert [(item.task, item.outcome, item.detail) for item in found] == [
        ("a", "done", ""),
        ("hoard", "memory", "400 MB"),
        ("b", "done", ""),
    ]


def test_a_task_run_alone_keeps_its_process_for_the_next() -> None:
    limits = workers.Limits(seconds=120.0)
    first = workers.run_alone(own_process, "a", limits=limits, abandoned=lambda: False)
    second = workers.run_alone(own_process, "b", limits=limits, abandoned=lambda: False)
    assert first is not None and second is not None
    assert first.result == second.result != os.getpid()


def test_a_task_run_alone_that_is_abandoned_is_ended_and_the_next_gets_a_new_process() -> None:
    limits = workers.Limits(seconds=120.0)
    assert workers.run_alone(work, "hang", limits=limits, abandoned=lambda: True) is None
    after = workers.run_alone(work, "a", limits=limits, abandoned=lambda: False)
    assert after is not None and after.result == "A"


def own_process(task: str) -> int:
    return os.getpid()


ORPHANS = """
import os, sys
from docscan import workers

def work(task):
    print(os.getpid(), flush=True)
    if task == "python":
        while True: pass
    import re
    re.match(r"(a+)+$", "a" * 60 + "b")  # for ever, and nothing else of the interpreter runs meanwhile

if __name__ == "__main__":
    list(workers.run(work, [sys.argv[1]], jobs=1, limits=lambda task: workers.Limits(seconds=600.0, memory=9000)))
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux to wait for the end of somebody else's child")
@pytest.mark.parametrize("busy", ["python", "library"])
def test_a_worker_ends_with_its_parent_in_the_middle_of_a_document(tmp_path: Path, busy: str) -> None:
    (tmp_path / "orphans.py").write_text(ORPHANS)
    parent = subprocess.Popen([sys.executable, tmp_path / "orphans.py", busy], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    ended, _, _ = select.select([child], [], [], 10.0)
    os.close(child)
    assert ended, "the worker outlived its parent"
