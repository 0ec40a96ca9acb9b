"""The command line answers at once and fails clearly."""

from __future__ import annotations

import subprocess
import sys

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
