"""Which files a scan takes, by what names, and what it passes over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docscan.discovery import discover
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
