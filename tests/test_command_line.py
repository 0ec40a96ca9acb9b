"""The command line answers at once and fails clearly."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("pandas", "spacy", "sklearn", "torch", "matplotlib", "pdfplumber", "numpy")


def docscan(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "docscan.cli", *arguments], capture_output=True, text=True, input=stdin, check=False
    )


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, docscan.cli; print([name for name in sys.argv[1:] if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "command", ["scan", "report", "extract", "classify", "frameworks list", "models list", "doctor"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    found = docscan(*command.split(), "--help")
    assert found.returncode == 0
    assert "Example" in found.stdout


@pytest.mark.parametrize(
    ("line", "cause"),
    [("{", "is no JSON"), ("[1]", "is no JSON object"), ('{"id": "a"}', "has no text"), ('{"text": 3}', "has no text")],
)
def test_a_bad_line_is_named_by_its_number(line: str, cause: str) -> None:
    found = docscan("classify", "-", stdin='{"id": "good", "text": "Roads."}\n' + line + "\n")
    assert found.returncode == 2
    assert "line 2" in found.stderr
    assert cause in found.stderr
    assert json.loads(found.stdout)["id"] == "good", "the other lines are judged"


def test_a_language_that_is_not_scored_is_refused_by_its_line() -> None:
    found = docscan("classify", "-", stdin='{"text": "Roads.", "language": "xx"}\n')
    assert found.returncode == 2
    assert "language 'xx' is not scored" in found.stderr


def test_the_shipped_frameworks_pass_their_own_check() -> None:
    found = docscan("frameworks", "check")
    assert found.returncode == 0, found.stderr
    assert found.stdout.count(": good") == 10


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_ctrl_c_says_that_nothing_is_lost(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "docscan.cli", "classify", "-"]
    running = subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write('{"text": "Roads."}\n' * 512)
    running.stdin.flush()
    running.stdout.readline()  # it is at work
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode == 130
    assert "goes on from here" in said
