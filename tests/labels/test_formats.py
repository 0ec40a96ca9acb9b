"""Label files: what is right is read, what is wrong is named by its row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docscan.errors import ModelError
from docscan.labels.formats import read, read_all


def jsonl(tmp_path: Path, *rows: object, name: str = "labels.jsonl") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "labels.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_all_fields_of_a_json_line_are_kept(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": "Le fonds ouvre en 2026.",
        "level": 3,
        "language": "fr",
        "path": ["Titre", "Axe 2"],
        "document": "plan",
        "country": "XAB",
        "facets": {"theme": ["diaspora"]},
        "register": "list",
        "weight": 2,
    }
    (passage,) = read(jsonl(tmp_path, row)).passages
    assert (passage.level, passage.path, passage.facets) == (3, ("Titre", "Axe 2"), {"theme": ("diaspora",)})
    assert (passage.weight, passage.country, passage.source) == (2.0, "XAB", "labels.jsonl")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_however_a_spreadsheet_saved_it(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f'text{mark}level{mark}theme\n"Emigração, êxodo"{mark}assessed{mark}"diaspora;remittances"\n'
    (passage,) = read(table(tmp_path, text, encoding)).passages
    assert (passage.text, passage.level) == ("Emigração, êxodo", 2)
    assert passage.facets["theme"] == ("diaspora", "remittances")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"text": "x", "level": 5}, "level '5' is none of 0 to 4"),
        ({"text": "x", "level": 1.5}, "level '1.5'"),
        ({"text": "x"}, "has no 'level'"),
        ({"level": 1}, "has no 'text'"),
        ({"text": "x", "level": 1, "language": "french"}, "no code of two letters"),
        ({"text": "x", "level": 1, "weight": -1}, "no number above 0"),
        ({"text": "x", "level": 1, "facets": {"thema": ["diaspora"]}}, "did you mean 'theme'"),
        ({"text": "x", "level": 1, "facets": {"theme": ["remitances"]}}, "did you mean 'remittances'"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: dict[str, object], problem: str) -> None:
    with pytest.raises(ModelError) as refused:
        read(jsonl(tmp_path, {"text": "good", "level": 0}, row))
    assert "row 2" in refused.value.cause
    assert problem in refused.value.cause
    assert refused.value.exit_code == 6


def test_all_wrong_rows_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as refused:
        read(jsonl(tmp_path, *({"text": f"t{n}", "level": 9} for n in range(30))))
    assert "30 wrong rows" in refused.value.cause
    assert "and 10 more" in refused.value.cause


@pytest.mark.parametrize(
    ("rows", "warning", "left"),
    [
        ([{"text": " ", "level": 1}, {"text": "a", "level": 1}], "row 1: has no text", 1),
        ([{"text": "a b", "level": 3}, {"text": "a  b", "level": 2}], "levels 2 and 3; 2 is taken", 1),
        ([{"text": "a", "level": 3}, {"text": "a", "level": 3}], "counted once", 1),
        ([{"id": "i", "text": "a", "level": 3}, {"id": "i", "text": "b", "level": 3}], "was used before", 2),
        ([{"text": "a", "level": 3, "langauge": "en"}], "did you mean 'language'", 1),
    ],
)
def test_odd_rows_are_warned_of(tmp_path: Path, rows: list[object], warning: str, left: int) -> None:
    found = read(jsonl(tmp_path, *rows))
    assert len(found.passages) == left
    assert any(warning in said for said in found.warnings)


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no column 'level'"):
        read(table(tmp_path, "text,label\nx,1\n"))


@pytest.mark.parametrize("name", ["labels.xlsx", "absent.csv"])
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / "labels.xlsx").write_bytes(b"PK")
    with pytest.raises(ModelError) as refused:
        read(tmp_path / name)
    assert refused.value.fix


def test_two_files_are_read_as_one_set(tmp_path: Path) -> None:
    first = jsonl(tmp_path, {"text": "a", "level": 3}, name="one.jsonl")
    second = jsonl(tmp_path, {"text": "a", "level": 1}, {"text": "b", "level": 0}, name="two.jsonl")
    assert [passage.level for passage in read_all([first, second]).passages] == [1, 0]
