"""Labels as JSON lines: one object a passage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docscan.errors import ModelError


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line numbers (from 1) and objects. Raises ModelError at the first line that is no JSON object."""
    with path.open(encoding="utf-8-sig", errors="strict") as file:
        try:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _object(line, path.name, number)
        except UnicodeDecodeError as error:
            raise ModelError("is not UTF-8", subject=path.name, fix="save the file as UTF-8") from error


def _object(line: str, name: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise ModelError(f"is no JSON ({error})", subject=f"{name}, row {number}", fix="one object a line") from error
    if not isinstance(found, dict):
        raise ModelError("is no JSON object", subject=f"{name}, row {number}", fix='write {"text": …, "level": …}')
    return found
