"""Files of labelled passages. Adding a format is one module with ``rows(path)`` and one line in :data:`FORMATS`.

A reader yields ``(row number, fields)``; what the fields must hold is checked here, the same for all formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from docscan.errors import ModelError
from docscan.labelled import LabelledPassage
from docscan.labels.formats.fields import Labels, check, distinct

#: Suffix of the file → module that reads it.
FORMATS: Mapping[str, str] = {
    ".jsonl": "docscan.labels.formats.jsonl",
    ".ndjson": "docscan.labels.formats.jsonl",
    ".csv": "docscan.labels.formats.table",
    ".tsv": "docscan.labels.formats.table",
    ".sqlite": "docscan.labels.formats.results",
}

__all__ = ["FORMATS", "Labels", "distinct", "read", "read_all"]


def read(path: Path) -> Labels:
    """The passages of one file. Raises ModelError naming every wrong row, up to twenty."""
    return check(_rows(path), source=path.name)


def read_all(paths: Iterable[Path]) -> Labels:
    """The passages of several files together; one text that two files label differently keeps the lower level."""
    passages: list[tuple[str, LabelledPassage]] = []
    warnings: list[str] = []
    for path in paths:
        found = read(path)
        passages += [(f"{path.name}: {passage.id}", passage) for passage in found.passages]
        warnings += found.warnings
    return distinct(passages, warnings)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.is_dir() and (path / "results.sqlite").is_file():
        path = path / "results.sqlite"
    if not path.is_file():
        raise ModelError("there is no such file of labels", subject=str(path), fix="check the path")
    module = FORMATS.get(path.suffix.lower())
    if module is None:
        raise ModelError(
            f"labels are not read from '{path.suffix}' files",
            subject=str(path),
            fix=f"save them as one of {', '.join(FORMATS)}",
        )
    found: Iterator[tuple[int, dict[str, Any]]] = import_module(module).rows(path)
    return found
