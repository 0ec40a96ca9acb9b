"""How cost grows with the number of documents: CPU and memory of whole scans of 10, 100, 1,000… copies with changed text.

Usage: ``python -m benchmarks.growth [COUNT …] [--folder DIR]`` (default: 10 100 1000; add 10000 where there is an hour).
The copies are short, so that what a scan does once a document weighs more than in real folders. Prints rows for
``RESULTS.md`` and writes ``benchmarks/growth.svg`` and ``growth.png``. Each size is scanned by one process, by two, and by
a Dask cluster of two workers on this machine; then once more with nothing new, and with one file added. Cost is CPU time
of all processes, which other work on the machine changes little; wall time stands beside it.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks import copies

TITLE = "Growth"
HERE = Path(__file__).resolve().parent
COUNTS = (10, 100, 1000)
#: Ways of scanning, with the most documents that each is asked for: one process would take an hour for ten thousand.
WAYS = {"1 process": 1000, "2 processes": 10_000, "Dask, 2 workers": 10_000}
LOOK = 0.2  # seconds between looks at the memory of processes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one scan took: wall and CPU seconds of all its processes, most memory of a worker and of the coordinator (MB)."""

    wall: float
    cpu: float
    worker: float
    coordinator: float


class Watch(threading.Thread):
    """Follows processes and their children: the most memory that any of them held, and the CPU seconds they took."""

    def __init__(self, coordinator: psutil.Process, others: Sequence[psutil.Process]) -> None:
        super().__init__(daemon=True)
        self.roots, self.coordinator = (coordinator, *others), coordinator
        self.cpu: dict[tuple[int, float], float] = {}
        self.memory: dict[tuple[int, float], float] = {}
        self.over = threading.Event()
        self.look()
        self.before = sum(value for key, value in self.cpu.items() if key[0] != coordinator.pid)

    def run(self) -> None:
        while not self.over.wait(LOOK):
            self.look()

    def look(self) -> None:
        for root in self.roots:
            with contextlib.suppress(psutil.Error):
                for process in (root, *root.children(recursive=True)):
                    with contextlib.suppress(psutil.Error):
                        key = (process.pid, process.create_time())
                        times = process.cpu_times()
                        self.cpu[key] = times.user + times.system
                        self.memory[key] = max(self.memory.get(key, 0.0), process.memory_info().rss / 1e6)

    def cost(self, wall: float) -> Cost:
        """The sums. Call when the coordinator has ended."""
        self.over.set()
        self.join()
        self.look()
        own = (self.coordinator.pid, self.coordinator.create_time())
        return Cost(
            wall=wall,
            cpu=sum(self.cpu.values()) - self.before,
            worker=max((value for key, value in self.memory.items() if key != own), default=0.0),
            coordinator=self.memory.get(own, 0.0),
        )


def scan(plans: Path, out: Path, *options: str, others: Sequence[psutil.Process] = ()) -> Cost:
    """Scan ``plans`` with docscan's command and say what it cost."""
    command = [sys.executable, "-m", "docscan.cli", "scan", str(plans), "-o", str(out), "-q", *options]
    started = time.perf_counter()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, cwd=HERE.parent)
    watch = Watch(process, others)
    watch.start()
    if process.wait() != 0:
        raise SystemExit(f"the scan of {plans} failed")
    return watch.cost(time.perf_counter() - started)


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[psutil.Process]]]:
    """The scheduler file and the processes of a Dask cluster of two workers with a thread each."""
    from distributed import Client

    place = folder / "scheduler.json"
    arguments = ["--scheduler-file", str(place), "--no-dashboard"]
    started = [_dask("scheduler", *arguments, "--host", "127.0.0.1", "--port", "0")]
    for _ in range(2):
        started.append(_dask("worker", *arguments, "--nthreads", "1", "--local-directory", str(folder)))
    try:
        with Client(scheduler_file=str(place), timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
        yield str(place), started
    finally:
        for process in started:
            for child in process.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    child.kill()
            process.kill()
            process.wait()


def _dask(command: str, *arguments: str) -> psutil.Process:
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    return psutil.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{command}", *arguments],
        cwd=HERE.parent,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def costs_of(counts: Sequence[int], room: Path) -> dict[str, dict[int, Cost]]:
    """Costs by the way of scanning and the number of documents. Copies in ``room`` are kept for another time."""
    found: dict[str, dict[int, Cost]] = {}
    for count in sorted(counts):
        plans, spare = room / f"plans-{count}", room / "spare"
        copies.make(count, plans, short=True)
        (added,) = copies.make(1, spare, first=count, short=True)
        for name, most in WAYS.items():
            if count > most:
                continue
            out = room / "out"
            shutil.rmtree(out, ignore_errors=True)
            print(f"growth: {count} documents, {name}", file=sys.stderr, flush=True)
            if name.startswith("Dask"):
                with tempfile.TemporaryDirectory() as folder, cluster(Path(folder)) as (address, processes):
                    cost = scan(plans, out, "--cluster", address, others=processes)
            else:
                cost = scan(plans, out, "-j", name[0])
            print(f"growth: {cost}", file=sys.stderr, flush=True)
            found.setdefault(name, {})[count] = cost
        found.setdefault("again, nothing new", {})[count] = scan(plans, room / "out")
        shutil.copy(added, plans / added.name)
        found.setdefault("one file added", {})[count] = scan(plans, room / "out", "-j", "1")
        (plans / added.name).unlink()
        shutil.rmtree(room / "out")
    return found


def rows(found: dict[str, dict[int, Cost]]) -> list[str]:
    """The costs as a table in Markdown. A further document is what one costs beyond those of the row above."""
    lines = [
        "| scan | documents | wall s | CPU s | CPU ms a document | CPU ms a further one | worker MB | coordinator MB |",
        "|" + " --- |" * 8,
    ]
    for name, costs in found.items():
        before: tuple[int, Cost] | None = None
        for count, cost in sorted(costs.items()):
            further = (cost.cpu - before[1].cpu) / (count - before[0]) * 1000 if before else None
            shown = f"{further:.0f}" if further is not None else ""
            lines.append(
                f"| {name} | {count:,} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.cpu / count * 1000:.0f} | {shown} | "
                f"{cost.worker:.0f} | {cost.coordinator:.0f} |"
            )
            before = (count, cost)
    return lines


def draw(found: dict[str, dict[int, Cost]], folder: Path) -> None:
    """Cost a further document, and memory, over the number of documents: ``growth.svg`` and ``growth.png``."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "docscan"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    for name in WAYS:
        costs = sorted(found[name].items())
        steps = [
            (count, (cost.cpu - before.cpu) / (count - few) * 1000)
            for (few, before), (count, cost) in itertools.pairwise(costs)
        ]
        left.plot(*zip(*steps, strict=True), marker="o", label=name)
        right.plot(
            [count for count, _ in costs], [cost.worker for _, cost in costs], marker="o", label=f"worker, {name}"
        )
    scans = sorted(found["2 processes"].items())
    right.plot([count for count, _ in scans], [cost.coordinator for _, cost in scans], "k--", label="coordinator")
    for axes, title in ((left, "CPU ms of a further document"), (right, "memory, MB")):
        axes.set(xscale="log", xlabel="documents", title=title, ylim=(0, None))
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False, fontsize=8)
    figure.savefig(folder / "growth.svg", metadata={"Date": None})
    figure.savefig(folder / "growth.png", dpi=120, metadata={"Software": None})
    pyplot.close(figure)


def measure(counts: Sequence[int] = COUNTS, folder: Path | None = None) -> list[str]:
    """The part of ``RESULTS.md``: rows, and what they say.

    ``GROWTH_COUNTS`` (such as ``10,100,1000,10000``) and ``GROWTH_FOLDER``, where copies are kept, win over the defaults.
    """
    counts = [int(count) for count in os.environ.get("GROWTH_COUNTS", "").split(",") if count] or list(counts)
    folder = folder or (Path(os.environ["GROWTH_FOLDER"]) if os.environ.get("GROWTH_FOLDER") else None)
    with contextlib.ExitStack() as stack:
        room = folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        found = costs_of(counts, room)
    draw(found, HERE)
    (HERE / "growth.json").write_text(
        json.dumps(
            {name: {n: [c.wall, c.cpu, c.worker, c.coordinator] for n, c in by.items()} for name, by in found.items()}
        )
        + "\n",
        encoding="utf-8",
    )
    said = [
        "Two chapters of the samples a copy (six pages a PDF on average), with a sentence of its own below every heading;",
        "5 documents a country up to 1,000, then more. Starting processes is in the CPU seconds; a further document costs",
        "what one costs beyond the row above.",
        "",
        "![Cost of a further document and memory, by number of documents](growth.svg)",
    ]
    return [*rows(found), "", *said]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=list(COUNTS))
    parser.add_argument("--folder", type=Path, help="keep the copies here")
    given = parser.parse_args()
    print("\n".join(measure(given.counts, given.folder)))
