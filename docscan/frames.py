"""A results folder as pandas tables, for notebooks: what the CSV files hold, with the right types."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docscan.errors import UsageError

if TYPE_CHECKING:
    import pandas

TABLES = ("scorecards", "sections", "passages", "answers", "failures")
#: Columns that look like numbers and are none, or are codes: a year may be empty, ISO code "NA" is Namibia's.
TEXT = ("iso3", "year", "page_label", "id", "passage", "section", "document", "file")


def load_tables(results: str | Path) -> dict[str, pandas.DataFrame]:
    """Every table of a results folder by name (:data:`TABLES`). Raises UsageError where the folder holds none.

    >>> tables = load_tables("results")                                       # doctest: +SKIP
    >>> tables["scorecards"].query("subject == 'country'").nlargest(5, "index")  # doctest: +SKIP
    """
    folder = Path(results)
    if not (folder / "scorecards.csv").is_file():
        raise UsageError("holds no tables", subject=str(folder), fix="run docscan scan PATH -o RESULTS first")
    return {name: _read(folder / f"{name}.csv") for name in TABLES if (folder / f"{name}.csv").is_file()}


def _read(path: Path) -> pandas.DataFrame:
    import pandas

    head = pandas.read_csv(path, encoding="utf-8-sig", nrows=0)
    types = {name: "string" for name in head.columns if name in TEXT}
    # "NA" and "None" are words in a strategy; only an empty cell is missing.
    return pandas.read_csv(path, encoding="utf-8-sig", dtype=types, keep_default_na=False, na_values=[""])
