"""A scan on a real Dask cluster of this machine: the bytes of a local scan, whatever happens to the workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import docscan
from docscan import config
from docscan.cluster import Cluster
from docscan.errors import ConfigurationError, UsageError
from docscan.workers import Limits
from tests.conftest import ROOT, SAMPLES
from tests.served import serve
from tests.test_scan import contents, rows
from tests.test_workers import work

distributed = pytest.importorskip("distributed", reason='needs pip install "docscan[cluster]"')
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals")]


@dataclass
class Machines:
    """A scheduler and its workers, each started by Dask's own command."""

    file: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, *options: str, path: Path = ROOT, code: str = "") -> subprocess.Popen[bytes]:
        """One more worker, with one thread; docscan and the tests are imported from ``path``; ``code`` runs first."""
        main = ["-c", f"{code}; from distributed.cli.dask_worker import main; main()"]
        start = main if code else ["-m", "distributed.cli.dask_worker"]
        command = [sys.executable, *start, "--scheduler-file", str(self.file)]
        environment = {**os.environ, "PYTHONPATH": str(path)}
        options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(self.file.parent), *options)
        log = (self.file.parent / f"worker-{len(self.workers)}.log").open("wb")
        started = subprocess.Popen(
            [*command, *options], cwd=path, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        self.workers.append(started)
        return started

    def wait_for(self, count: int) -> None:
        """Return once so many workers have joined."""
        with distributed.Client(scheduler_file=str(self.file), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)


@contextmanager
def machines(folder: Path, *, failures: int = 3) -> Iterator[Machines]:
    """A scheduler alone, on any free port."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Machines(file=folder / "scheduler.json")
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--scheduler-file", str(made.file)]
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures)}
    with (folder / "scheduler.log").open("wb") as log:
        scheduler = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], env=environment, stdout=log, stderr=log
        )
    try:
        yield made
    finally:
        for process in made.workers:
            stop(process)
        scheduler.kill()
        scheduler.wait()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a worker at once, as a machine that loses power would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Two workers that come back when they die."""
    with machines(tmp_path_factory.mktemp("cluster"), failures=1) as made:
        made.start_worker()
        made.start_worker()
        made.wait_for(2)
        yield made


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    for name in ("XAE_2019_infrastructure-strategy_en.txt", "XAH_2023_plano-nacional-desenvolvimento_pt.md"):
        shutil.copy(SAMPLES / name, folder)
    shutil.copy(SAMPLES / "documents.csv", folder)
    for number in range(6):
        (folder / f"{number}.txt").write_text(
            f"STRATEGY OF KENYA {number}\n\nRefugees will be registered in {2000 + number} camps.\n", encoding="utf-8"
        )
    shutil.copy(folder / "3.txt", folder / "copy.txt")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "german.txt").write_text(
        "Die Regierung baut neue Straßen in allen Bezirken und bezahlt sie aus der Steuer auf Kraftstoff. " * 20,
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def calm(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a local scan."""
    out = tmp_path_factory.mktemp("calm") / "out"
    docscan.scan([plans], out, jobs=1)
    return out


def command(plans: Path, out: Path, address: str | Path) -> list[str]:
    return [sys.executable, "-m", "docscan.cli", "scan", str(plans), "-o", str(out), "-v", "--cluster", str(address)]


def test_a_cluster_gives_the_bytes_of_a_local_run(pair: Machines, plans: Path, calm: Path, tmp_path: Path) -> None:
    first = docscan.scan([plans], tmp_path / "out", cluster=str(pair.file))
    again = docscan.scan([plans], tmp_path / "out", cluster=str(pair.file))
    assert {row["status"] for row in rows(tmp_path / "out" / "failures.csv")} >= {"failed", "duplicate"}
    assert contents(tmp_path / "out") == contents(calm)
    assert first.computed == 11
    assert again.computed == 1, "only the file that failed is tried again"


def test_a_worker_that_dies_in_the_middle_is_survived(plans: Path, calm: Path, tmp_path: Path) -> None:
    with machines(tmp_path / "cluster") as made:
        mortal = made.start_worker("--no-nanny")
        made.start_worker("--no-nanny")
        made.wait_for(2)
        scan = subprocess.Popen(command(plans, tmp_path / "out", made.file), stderr=subprocess.PIPE, text=True)
        assert scan.stderr is not None
        done = [next(scan.stderr) for _ in range(2)]
        stop(mortal)
        rest = scan.stderr.read()
        assert scan.wait() == 5, rest
    assert "2 of 11 documents" in done[-1]
    assert contents(tmp_path / "out") == contents(calm)


def test_files_behind_urls_are_read_by_workers_and_a_missing_one_costs_itself(
    pair: Machines, plans: Path, calm: Path, tmp_path: Path
) -> None:
    with serve(plans) as server:
        folder = docscan.scan([f"{server.url}/"], tmp_path / "folder", cluster=str(pair.file))
        few = docscan.scan(
            [f"{server.url}/0.txt", f"{server.url}/absent.pdf"],
            tmp_path / "few",
            table=f"{server.url}/documents.csv",
            cluster=str(pair.file),
        )
    local = docscan.scan([plans], tmp_path / "local")
    assert folder.results.countries == local.results.countries
    assert folder.results.documents[0].href == f"{server.url}/0.txt"
    for name in ("scorecards.csv", "sections.csv", "passages.csv", "answers.csv", "failures.csv", "run.json"):
        assert (tmp_path / "folder" / name).read_bytes() == (calm / name).read_bytes(), name
    assert [(item.file, item.status) for item in few.results.failures] == [("absent.pdf", "failed")]
    assert [item.file for item in few.results.documents] == ["0.txt"]


def test_a_crash_a_hang_a_hoard_and_a_bug_each_cost_one_document(pair: Machines) -> None:
    tasks = ["a", "crash", "b", "bug", "hang", "hoard", "c"]
    with Cluster(str(pair.file), config.load()) as cluster:
        found = cluster.run(
            work, tasks, limits=lambda task: Limits(seconds=3.0 if task == "hang" else 120.0, memory=400)
        )
        outcomes = {item.task: item.result or item.outcome for item in found}
    expected = {"a": "A", "crash": "crashed", "b": "B", "bug": "error", "hang": "timeout", "hoard": "memory", "c": "C"}
    assert outcomes == expected


def fell(task: str) -> str:
    """Take the Dask worker down, as a document that exhausts a machine does."""
    if task == "fell":
        os.kill(os.getppid(), signal.SIGKILL)
        threading.Event().wait()
    return task.upper()


def test_a_document_that_takes_workers_down_is_one_failure(pair: Machines) -> None:
    with Cluster(str(pair.file), config.load()) as cluster:
        found = cluster.run(fell, ["a", "fell", "b", "c", "d"], limits=lambda _task: Limits(seconds=120.0))
        outcomes = {item.task: item.result or item.outcome for item in found}
    assert outcomes == {"a": "A", "fell": "crashed", "b": "B", "c": "C", "d": "D"}


def test_ctrl_c_takes_back_what_is_under_way(pair: Machines, plans: Path, tmp_path: Path) -> None:
    scan = subprocess.Popen(command(plans, tmp_path / "out", pair.file), stderr=subprocess.PIPE, text=True)
    assert scan.stderr is not None
    next(scan.stderr)
    scan.send_signal(signal.SIGINT)
    said = scan.stderr.read()
    assert scan.wait() == 130, said
    assert "stopped" in said
    with distributed.Client(scheduler_file=str(pair.file), set_as_default=False) as client:
        assert not client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.tasks))


def test_an_address_where_nobody_answers_is_told_in_time() -> None:
    with pytest.raises(UsageError, match="no Dask scheduler answers"), Cluster("tcp://127.0.0.1:9", config.load()):
        pass


def test_a_cluster_without_workers_is_told_in_time(tmp_path: Path) -> None:
    with machines(tmp_path) as made:
        made.start_worker("--no-nanny")
        made.wait_for(1)
        stop(made.workers[0])
        with (
            pytest.raises(UsageError, match="no worker"),
            Cluster(str(made.file), config.load(), workerless=1.0) as cluster,
        ):
            list(cluster.run(work, ["a"], limits=lambda _task: Limits(seconds=60.0)))


def test_a_worker_with_another_docscan_is_refused(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docscan", tmp_path / "other" / "docscan", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "other" / "docscan" / "pipeline.py").open("a", encoding="utf-8") as file:
        file.write("# a change\n")
    with machines(tmp_path / "cluster") as made:
        made.start_worker("--no-nanny", path=tmp_path / "other")
        made.wait_for(1)
        with pytest.raises(ConfigurationError, match="docscan's code"), Cluster(str(made.file), config.load()):
            pass


def test_a_worker_without_docscan_is_named(tmp_path: Path) -> None:
    with machines(tmp_path) as made:
        made.start_worker("--no-nanny", code="import sys; sys.modules['docscan'] = None")
        made.wait_for(1)
        with pytest.raises(ConfigurationError, match="cannot run docscan"), Cluster(str(made.file), config.load()):
            pass


def test_without_the_extra_the_install_line_is_given(plans: Path, tmp_path: Path) -> None:
    script = "import sys; sys.modules['distributed'] = None; from docscan.cli import main; main()"
    scan = subprocess.run(
        [sys.executable, "-c", script, *command(plans, tmp_path / "out", "tcp://127.0.0.1:1")[3:]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert scan.returncode == 3
    assert 'pip install "docscan[cluster]"' in scan.stderr
