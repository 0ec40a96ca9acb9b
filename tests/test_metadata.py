"""The metadata table: what analysts write, as they write it, with its mistakes named."""

from __future__ import annotations

from pathlib import Path

import pytest

from docscan.errors import ConfigurationError
from docscan.metadata import read


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "documents.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_any_spreadsheet_can_have_saved_it(tmp_path: Path, encoding: str, mark: str) -> None:
    text = "file,country,title\nplan.pdf,XAB,Stratégie\n".replace(",", mark)
    found = read(table(tmp_path, text, encoding))
    assert found.row("plans/plan.pdf") == {"country": "XAB", "title": "Stratégie"}
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("text", "cause", "fix"),
    [
        ("file,contry\n", "unknown column 'contry'", "did you mean 'country'"),
        ("country,year\n", "no column 'file'", "first row"),
    ],
)
def test_a_wrong_table_is_refused_before_any_work(tmp_path: Path, text: str, cause: str, fix: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read(table(tmp_path, text))
    assert cause in refused.value.cause
    assert fix in refused.value.fix
    assert refused.value.exit_code == 3


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        ("a.pdf,Atlantis,,", "unknown country 'Atlantis'"),
        ("a.pdf,,20l5,", "'20l5' is no year"),
        ("a.pdf,,,natonal_development_plan", "did you mean 'national_development_plan'"),
        (",FRA,,", "names no file"),
    ],
)
def test_a_wrong_value_costs_its_cell_and_is_named_by_row(tmp_path: Path, row: str, warning: str) -> None:
    found = read(table(tmp_path, f"file,country,year,kind\nb.pdf,XAA,2020,law\n{row}\n"))
    assert found.row("b.pdf") == {"country": "XAA", "year": "2020", "kind": "law"}
    assert len(found.warnings) == 1
    assert "row 3" in found.warnings[0]
    assert warning in found.warnings[0]


def test_a_row_without_its_file_is_named(tmp_path: Path) -> None:
    found = read(table(tmp_path, "file,year\nthere.pdf,2020\nabsent.pdf,2021\n"))
    (warning,) = found.missing(["folder/there.pdf"])
    assert "absent.pdf" in warning


def test_a_table_that_is_not_there_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read(tmp_path / "absent.csv")


def test_a_language_that_is_none_is_named(tmp_path: Path) -> None:
    found = read(table(tmp_path, "file,language\na.pdf,xx\nb.pdf,fr\n"))
    assert "'xx' is no language code" in found.warnings[0]
    assert found.row("b.pdf") == {"language": "fr"}


def test_a_quote_that_is_not_closed_is_named_by_row(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read(table(tmp_path, 'file,title\na.pdf,Plan\nb.pdf,"Plan of\nc.pdf,Plan\n'))
    assert "after row 2" in refused.value.subject
