"""Labels from ``labels.jsonl`` beside a ``results.sqlite``: what people decided while looking at a scan."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from docscan.errors import ModelError
from docscan.labels.formats import jsonl


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The labels that people gave, with what the scan knows of the document. Raises ModelError without labels."""
    labels = path.with_name("labels.jsonl")
    if not labels.is_file():
        raise ModelError(
            "has no labels: a scan's own judgements are no labels to learn from",
            subject=str(path),
            fix=f"label passages first ({labels.name} beside it)",
        )
    with closing(sqlite3.connect(path)) as db:
        documents = {
            row[0]: {"document": row[1], "country": row[2], "language": row[3]}
            for row in db.execute("SELECT id, file, iso3, language FROM documents")
        }
    for number, label in jsonl.rows(labels):
        known = documents.get(str(label.get("document")), {})
        yield number, {**label, **known, "writer": label.get("coder", "")}
