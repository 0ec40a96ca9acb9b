"""The tables as Parquet files: what the CSV files hold, with types, compressed, for results too large for text."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from docscan.errors import MissingExtra
from docscan.report.results import Results
from docscan.report.tables import TABLES, Row, Table, rows
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
#: Rows that wait as Python's values, many times larger than in columns. A group is a whole number of them.
BATCH = 1_000


def write_parquet(results: Results, out: Path, wording: Words) -> None:
    """Write every table as ``<name>.parquet``. The same results give the same bytes with the same pyarrow.

    Raises MissingExtra where pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingExtra("Parquet needs pyarrow, which is not installed", extra="parquet") from error
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(_File(table, out)) for table in TABLES}
        for table, row in rows(results, wording):
            files[table.name].add(row)


class _File:
    """A Parquet file that takes rows: as Python's values only a few, as columns no more than a group."""

    def __init__(self, table: Table, out: Path) -> None:
        import pyarrow
        from pyarrow import parquet

        self._schema = pyarrow.schema([(column, _type(table, column, pyarrow)) for column in table.columns])
        self._writer = parquet.ParquetWriter(out / f"{table.name}.parquet", self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._batches: list[Any] = []

    def __enter__(self) -> _File:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._pack()
            self._write()
        self._writer.close()

    def add(self, row: Row) -> None:
        """Take a row, after those before."""
        self._rows.append(row)
        if len(self._rows) == BATCH:
            self._pack()
            if len(self._batches) == GROUP // BATCH:
                self._write()

    def _pack(self) -> None:
        import pyarrow

        if self._rows:
            columns = [
                pyarrow.array(values, type=field.type)
                for values, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
            ]
            self._batches.append(pyarrow.record_batch(columns, schema=self._schema))
            self._rows = []

    def _write(self) -> None:
        import pyarrow

        if self._batches:
            (group,) = pyarrow.Table.from_batches(self._batches).combine_chunks().to_batches()
            self._writer.write_batch(group)
            self._batches = []


def _type(table: Table, column: str, pyarrow: Any) -> Any:
    if column in WHOLE.get(table.name, ()):
        return pyarrow.int32()
    if column in FRACTION.get(table.name, ()):
        return pyarrow.float64()
    # Of the scorecards most columns are figures, of the other tables most are text.
    figures = table.name in TEXT and column not in TEXT[table.name]
    return pyarrow.float64() if figures else pyarrow.string()
