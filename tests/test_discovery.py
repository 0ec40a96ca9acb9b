"""Which files a scan takes, by what names, and what it passes over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docscan.discovery import discover, identify
from docscan.errors import UsageError
from docscan.store import ResultsFolder


def lay(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def test_a_folder_is_read_with_its_subfolders_in_order(tmp_path: Path) -> None:
    lay(tmp_path, "b.pdf", "a/c.TXT", "a/b.docx", "d.md", "e.htm")
    assert [item.source for item in discover([tmp_path]).files] == ["a/b.docx", "a/c.TXT", "b.pdf", "d.md", "e.htm"]


def test_hidden_files_lock_files_companions_and_tables_are_passed_over(tmp_path: Path) -> None:
    lay(tmp_path, "plan.pdf", ".hidden.pdf", "~$plan.docx", "README.md", "documents.csv", "photo.png")
    found = discover([tmp_path])
    assert [item.source for item in found.files] == ["plan.pdf"]
    assert found.ignored == ("README.md", "documents.csv", "photo.png")


def test_old_formats_are_taken_so_that_they_fail_in_the_open(tmp_path: Path) -> None:
    lay(tmp_path, "plan.doc", "plan.odt")
    assert len(discover([tmp_path]).files) == 2


def test_results_inside_the_folder_are_not_read_as_documents(tmp_path: Path) -> None:
    lay(tmp_path, "plan.txt")
    with ResultsFolder(tmp_path / "results") as folder:
        (folder.path / "index.html").write_text("")
    assert [item.source for item in discover([tmp_path]).files] == ["plan.txt"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    lay(tmp_path, "plan.txt")
    assert len(discover([tmp_path, tmp_path / "plan.txt"]).files) == 1


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path) -> None:
    lay(tmp_path, "one/plan.txt", "two/plan.txt")
    assert [item.source for item in discover([tmp_path / "one", tmp_path / "two"]).files] == [
        "one/plan.txt",
        "two/plan.txt",
    ]


@pytest.mark.parametrize("name", ["empty", "absent"])
def test_nothing_to_read_is_a_usage_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError) as refused:
        discover([tmp_path / name])
    assert name in refused.value.subject


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_no_document_and_does_not_hang_the_scan(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (found,) = discover([tmp_path]).files
    assert "no regular file" in found.problem


def test_files_of_one_name_below_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    lay(tmp_path, "kenya/plans/a/plan.txt", "ghana/plans/a/plan.txt", "kenya/plans/b.txt")
    found = discover([tmp_path / "kenya" / "plans", tmp_path / "ghana" / "plans"]).files
    assert [item.source for item in found] == ["b.txt", "ghana/plans/a/plan.txt", "kenya/plans/a/plan.txt"]


def test_a_file_is_known_by_its_stamp_and_hashed_when_that_changes(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("one")
    found, _ = identify(discover([path]), lambda _stamp: "")
    (first,) = found.files
    again, learned = identify(discover([path]), {first.stamp: "known"}.__getitem__)
    assert (again.files[0].id, learned) == ("known", ())
    state = path.stat()
    path.write_text("two")  # as long as before
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    changed, _ = identify(discover([path]), lambda stamp: "known" if stamp == first.stamp else "")
    assert changed.files[0].id not in ("known", first.id, "")


def test_a_file_that_changed_a_moment_ago_is_not_taken_at_its_stamp_next_time(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("one")
    _, learned = identify(discover([path]), lambda _stamp: "")
    assert learned == ()


def test_files_are_not_read_where_workers_will(tmp_path: Path) -> None:
    lay(tmp_path, "plan.txt")
    found, _ = identify(discover([tmp_path]), lambda _stamp: "", reading=False)
    assert found.files[0].id == ""
