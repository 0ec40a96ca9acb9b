"""The tables as Parquet: the values of the CSV files, with types, read back by pandas."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas
import pytest
from made import results

from docscan.config import load
from docscan.frames import load_tables
from docscan.report import write
from docscan.report.tables import TABLES

pytest.importorskip("pyarrow", reason='needs pip install "docscan[parquet]"')
SETTINGS = replace(load().report, formats=("csv", "parquet"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    write(results(), out, SETTINGS)
    return out


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_parquet_holds_what_the_csv_holds(folder: Path, table: str) -> None:
    typed = pandas.read_parquet(folder / f"{table}.parquet")
    plain = load_tables(folder)[table]
    assert list(typed.columns) == list(plain.columns)
    assert len(typed) == len(plain)
    for column in typed.columns:
        if typed[column].dtype.kind in "if":
            pandas.testing.assert_series_equal(typed[column], plain[column], check_dtype=False)
        else:
            shown = [
                (text or "").removeprefix("'")
                for text in plain[column].astype(object).where(plain[column].notna(), None)
            ]
            assert [text or "" for text in typed[column].astype(object).where(typed[column].notna(), None)] == shown


def test_types_do_not_depend_on_what_is_in_the_table(folder: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    empty = replace(results(), documents=(), countries=(), ranks={}, failures=())
    write(empty, tmp_path, SETTINGS)
    for table in TABLES:
        name = f"{table.name}.parquet"
        assert parquet.read_schema(folder / name) == parquet.read_schema(tmp_path / name)


def test_the_same_results_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(results(), tmp_path, SETTINGS)
    for path in folder.glob("*.parquet"):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()
