"""A scan that is killed goes on and ends in the bytes of an undisturbed one."""

from __future__ import annotations

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
from docscan.store import HIDDEN, SEAL
from tests.conftest import SAMPLES
from tests.test_scan import contents


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for name in (
        "XAE_2019_infrastructure-strategy_en.txt",
        "XAH_2023_plano-nacional-desenvolvimento_pt.md",
        "documents.csv",
    ):
        shutil.copy(SAMPLES / name, plans)
    for number in range(4):
        (plans / f"{number}.txt").write_text(
            f"STRATEGY OF KENYA {number}\n\nRefugees will be registered.\n", encoding="utf-8"
        )
    docscan.scan([plans], tmp_path / "calm")
    command = [sys.executable, "-m", "docscan.cli", "scan", str(plans), "-o", str(tmp_path / "killed"), "-q", "-j", "2"]
    moments = random.Random(7)
    for _ in range(4):
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            started.wait(timeout=moments.uniform(0.5, 9.0))
        except subprocess.TimeoutExpired:
            started.send_signal(signal.SIGKILL)
            started.wait()
        cache = tmp_path / "killed" / HIDDEN / "cache.sqlite"
        if cache.exists():
            with closing(sqlite3.connect(cache)) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert (tmp_path / "killed" / SEAL).is_file()
    assert contents(tmp_path / "killed") == contents(tmp_path / "calm")
