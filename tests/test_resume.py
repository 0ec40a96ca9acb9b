"""A scan that is killed goes on and ends in the bytes of an undisturbed one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import docscan
from docscan.store import HIDDEN, HUMAN, SEAL
from tests.conftest import SAMPLES
from tests.test_scan import contents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
KILLS = 30
DOCUMENTS = 7
WRITING = "writing the outputs"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in ("XAE_2019_infrastructure-strategy_en.txt", "XAH_2023_plano-nacional-desenvolvimento_pt.md"):
        shutil.copy(SAMPLES / name, folder)
    shutil.copy(SAMPLES / "documents.csv", folder)
    for number in range(DOCUMENTS - 2):
        (folder / f"{number}.txt").write_text(
            f"STRATEGY OF KENYA {number}\n\nRefugees will be registered in {2000 + number} camps.\n", encoding="utf-8"
        )
    return folder


def run_until(command: list[str], out: Path, documents: int, files: int) -> bool:
    """Kill the scan and all its processes once so many documents are kept, and so many outputs are made or put in place.

    Returns whether it was killed; it may end before it comes that far.
    """
    scan = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert scan.stderr is not None
    if files:
        while (line := scan.stderr.readline()) and WRITING not in line:
            pass
        while scan.poll() is None and outputs(out) < files:
            pass
    else:
        for _ in range(documents):
            if WRITING in scan.stderr.readline():
                break
    ended = scan.poll()
    if ended is None:
        os.killpg(scan.pid, signal.SIGKILL)
    scan.stderr.close()
    return scan.wait() == -signal.SIGKILL


def outputs(out: Path) -> int:
    """Outputs that are made so far, twice where they are in place: a measure of how far writing has come."""
    made = sum(len(files) for _, _, files in os.walk(out / HIDDEN / "build"))
    placed = sum(1 for path in out.iterdir() if path.name != HIDDEN) if out.is_dir() else 0
    return made + 2 * placed


def whole(out: Path, calm: dict[str, bytes]) -> None:
    """No damaged database; no output that is not whole, and all of them where the folder is sealed."""
    cache = out / HIDDEN / "cache.sqlite"
    if cache.exists():
        with closing(sqlite3.connect(cache)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = contents(out) if out.exists() else {}
    assert found.items() <= calm.items()
    if SEAL in found:
        assert found == calm


@pytest.mark.slow
def test_killed_thirty_times_at_any_moment_it_ends_in_the_same_bytes(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "killed"
    docscan.scan([plans], tmp_path / "calm")
    calm = contents(tmp_path / "calm")
    command = [sys.executable, "-m", "docscan.cli", "scan", str(plans), "-o", str(out), "-v", "-j", "2"]
    dice = random.Random(7)
    kills = 0
    while kills < KILLS:
        # Most kills after some documents, some while outputs are made and put in place.
        documents, files = dice.randrange(4), dice.choice((0, 0, 1, 5, 12, 16, 20))
        killed = run_until(command, out, documents, files)
        kills += killed
        whole(out, calm)
        if not killed:
            assert contents(out) == calm
            shutil.rmtree(out)
    subprocess.run(command, check=True, capture_output=True)
    assert contents(out) == calm
    assert not (HUMAN & {path.name for path in out.iterdir()})


def test_what_was_done_before_a_kill_is_not_done_again(plans: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "docscan.cli", "scan", str(plans), "-o", str(tmp_path / "out"), "-v", "-j", "1"]
    assert run_until(command, tmp_path / "out", 3, 0)
    assert 1 <= docscan.scan([plans], tmp_path / "out").computed <= DOCUMENTS - 3
