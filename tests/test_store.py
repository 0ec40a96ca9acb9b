"""The results folder: ours or refused; whole or not sealed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from docscan.errors import UsageError
from docscan.store import HIDDEN, MARKER, SEAL, Cache, ResultsFolder, code_digest


def build(folder: ResultsFolder, **files: str) -> None:
    with folder.building() as here:
        for name, text in files.items():
            (here / name.replace("_", ".")).write_text(text)
        (here / SEAL).write_text("{}")


def test_a_new_folder_is_made_and_marked(tmp_path: Path) -> None:
    with ResultsFolder(tmp_path / "a" / "results"):
        pass
    assert json.loads((tmp_path / "a" / "results" / HIDDEN / MARKER).read_text())["schema"] == 1


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("precious")
    with pytest.raises(UsageError, match="did not write") as refused, ResultsFolder(tmp_path):
        pass
    assert refused.value.exit_code == 2
    assert [item.name for item in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("")
    with pytest.raises(UsageError, match="is a file"), ResultsFolder(tmp_path / "results"):
        pass


@pytest.mark.parametrize(("marker", "cause"), [('{"schema": 99}', "newer docscan"), ("not json", "cannot be read")])
def test_a_marker_of_the_future_or_a_broken_one_is_refused(tmp_path: Path, marker: str, cause: str) -> None:
    (tmp_path / HIDDEN).mkdir()
    (tmp_path / HIDDEN / MARKER).write_text(marker)
    with pytest.raises(UsageError, match=cause), ResultsFolder(tmp_path):
        pass


def test_a_second_scan_of_the_same_folder_is_told_to_wait(tmp_path: Path) -> None:
    with (
        ResultsFolder(tmp_path / "r"),
        pytest.raises(UsageError, match="another scan"),
        ResultsFolder(tmp_path / "r"),
    ):
        pass


def test_outputs_replace_the_former_ones_and_labels_stay(tmp_path: Path) -> None:
    with ResultsFolder(tmp_path / "r") as folder:
        build(folder, old_csv="1", both_csv="1")
        (folder.path / "labels.jsonl").write_text("human")
        build(folder, both_csv="2")
    names = sorted(item.name for item in (tmp_path / "r").iterdir())
    assert names == [HIDDEN, "both.csv", "labels.jsonl", SEAL]
    assert (tmp_path / "r" / "both.csv").read_text() == "2"


def test_a_build_that_fails_leaves_the_former_outputs(tmp_path: Path) -> None:
    with ResultsFolder(tmp_path / "r") as folder:
        build(folder, a_csv="1")
        with pytest.raises(RuntimeError), folder.building() as here:
            (here / "a.csv").write_text("half")
            raise RuntimeError
    assert (tmp_path / "r" / "a.csv").read_text() == "1"
    assert (tmp_path / "r" / SEAL).exists()


def test_the_cache_gives_back_what_was_put(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.sqlite")
    cache.put([("k", "read", "é".encode() * 1000)])
    cache.close()
    again = Cache(tmp_path / "cache.sqlite")
    assert again.get("k") == "é".encode() * 1000
    assert again.has("k") and not again.has("other")
    assert again.get("other") is None
    again.close()


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").write_bytes(b"this is no database at all, but long enough to be one" * 50)
    cache = Cache(tmp_path / "cache.sqlite")
    assert cache.get("k") is None
    cache.close()
    with sqlite3.connect(tmp_path / "cache.sqlite") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_code_digests_tell_parts_apart() -> None:
    assert code_digest("errors.py") == code_digest("errors.py") != code_digest("config.py")
