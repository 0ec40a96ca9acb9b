"""Labels as a table (CSV, TSV): one column a field, one column a facet with its values joined by ``;``."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docscan.errors import ModelError
from docscan.labels.formats.fields import REQUIRED


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Row numbers as a spreadsheet counts them (heads are row 1) and fields. Read row by row, whatever the size."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(encoding=_encoding(path), newline="") as file:
        head = file.readline()
        file.seek(0)
        mark = max(",;\t", key=head.count)
        reader = csv.DictReader(file, delimiter=mark)
        columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
        absent = [name for name in REQUIRED if name not in columns]
        if absent:
            raise ModelError(
                f"has no column {' and no column '.join(repr(name) for name in absent)}",
                subject=path.name,
                fix=f"name the columns in the first row; found: {', '.join(columns) or 'none'}",
            )
        for number, record in enumerate(reader, 2):
            values = list(record.values())
            yield (
                number,
                {name: value for name, value in zip(columns, values, strict=False) if name and value is not None},
            )


def _encoding(path: Path) -> str:
    """UTF-8 where it holds, else UTF-16 by its mark, else the Windows code page that Excel saves in."""
    with path.open("rb") as file:
        start = file.read(3)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        file.seek(0)
        rest = b""
        while chunk := file.read(1 << 20):
            try:
                (rest + chunk).decode("utf-8")
                rest = b""
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data" or error.start < len(rest + chunk) - 3:
                    return "cp1252"
                rest = (rest + chunk)[error.start :]
    return "utf-8-sig"
