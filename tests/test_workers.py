"""A crash, a hang and a bug each cost one task; the others come back."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from docscan import workers
from docscan.errors import ConfigurationError


def work(task: str) -> str:
    if task == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "hang":
        threading.Event().wait()
    if task == "bug":
        raise ValueError("a bug")
    if task == "unset":
        raise ConfigurationError("cannot work", subject="key", fix="set it")
    return task.upper()


def outcomes(tasks: list[str], jobs: int) -> dict[str, str]:
    seconds = {"hang": 3.0}
    found = workers.run(work, tasks, jobs=jobs, seconds=lambda task: seconds.get(task, 120.0))
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
    (found,) = workers.run(work, ["bug"], jobs=1, seconds=lambda task: 120.0)
    assert "ValueError: a bug" in found.detail


def test_no_tasks_start_no_worker() -> None:
    assert list(workers.run(work, [], jobs=2, seconds=lambda task: 1.0)) == []


def test_settings_that_do_not_work_end_the_run_with_their_own_error() -> None:
    with pytest.raises(ConfigurationError) as refused:
        list(workers.run(work, ["a", "unset", "b"], jobs=2, seconds=lambda task: 120.0))
    assert (refused.value.subject, refused.value.fix) == ("key", "set it")
