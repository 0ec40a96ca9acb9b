"""The tables as Parquet files: what the CSV files hold, with types, compressed, for results too large for text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from docscan.errors import MissingExtra
from docscan.report.results import Results
from docscan.report.tables import TABLES, Row, Table
from docscan.report.words import Words

#: Columns of whole numbers by table; all others hold text or, where named next, numbers with a fraction.
WHOLE: dict[str, frozenset[str]] = {
    "sections": frozenset({"rank", "page_start", "page_end", "words", "level", "peak"}),
    "passages": frozenset({"page", "start", "end", "level", "counted", "doubtful"}),
}
TEXT: dict[str, frozenset[str]] = {
    "scorecards": frozenset({"subject", "iso3", "country", "file", "year", "kind", "language", "band"}),
}
FRACTION: dict[str, frozenset[str]] = {
    "sections": frozenset({"score", "score_low", "score_high", "share"}),
    "passages": frozenset({"expected", "p0", "p1", "p2", "p3", "p4"}),
}
#: Rows of a row group: readers skip whole groups, and no more than one is in memory while writing.
GROUP = 50_000


def write_parquet(results: Results, out: Path, wording: Words) -> None:
    """Write every table as ``<name>.parquet``. The same results give the same bytes with the same pyarrow.

    Raises MissingExtra where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("Parquet needs pyarrow, which is not installed", extra="parquet") from error
    for table in TABLES:
        schema = pyarrow.schema([(column, _type(table, column, pyarrow)) for column in table.columns])
        with parquet.ParquetWriter(out / f"{table.name}.parquet", schema, compression="zstd") as writer:
            for rows in _groups(table.rows(results, wording)):
                columns = [
                    pyarrow.array(values, type=field.type)
                    for values, field in zip(zip(*rows, strict=True), schema, strict=True)
                ]
                writer.write_batch(pyarrow.record_batch(columns, schema=schema))


def _type(table: Table, column: str, pyarrow: Any) -> Any:
    if column in WHOLE.get(table.name, ()):
        return pyarrow.int32()
    if column in FRACTION.get(table.name, ()):
        return pyarrow.float64()
    # Of the scorecards most columns are figures, of the other tables most are text.
    figures = table.name in TEXT and column not in TEXT[table.name]
    return pyarrow.float64() if figures else pyarrow.string()


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(rows, GROUP)):
        yield group
