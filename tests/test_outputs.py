"""What lies there and would be the same is not made again; what is made again is as if it had been made anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import docscan
from docscan import config
from docscan.summary import of_plan
from tests.test_scan import contents

TEXT = "NATIONAL STRATEGY\n\n1. Refugees\n\nThe government will register {} refugees in all camps by 2024.\n"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    codes = ("KEN", "KEN", "GHA", "XAA", "")
    for number, _ in enumerate(codes):
        (folder / f"{number}.txt").write_text(TEXT.format(100 + number), encoding="utf-8")
    (folder / "german.txt").write_text(
        "Die Regierung baut neue Straßen in allen Bezirken und bezahlt sie aus der Steuer auf Kraftstoff. " * 20,
        encoding="utf-8",
    )
    lines = [f"{number}.txt,{code}" for number, code in enumerate(codes) if code]
    (folder / "documents.csv").write_text("\n".join(["file,country", *lines, "5.txt,GHA"]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results") / "out"
    docscan.scan([plans], out, jobs=1)
    return out


@pytest.fixture
def out(first: Path, tmp_path: Path) -> Path:
    """Results of a former scan, as it left them."""
    shutil.copytree(first, tmp_path / "out")  # keeps times
    return tmp_path / "out"


def states(folder: Path) -> dict[str, tuple[int, int]]:
    found = {name: (folder / name).stat() for name in contents(folder)}
    return {name: (state.st_ino, state.st_mtime_ns) for name, state in found.items()}


def test_a_second_scan_with_nothing_new_writes_nothing(plans: Path, out: Path) -> None:
    before = states(out)
    run = docscan.scan([plans], out, jobs=1)
    assert (run.computed, run.written) == (0, False)
    assert states(out) == before
    assert [item.file for item in run.results.documents] == [f"{number}.txt" for number in range(5)]
    assert [item.status for item in run.results.failures] == ["unsupported_language"]


def test_an_output_that_somebody_changed_or_lost_is_made_again(plans: Path, out: Path) -> None:
    before = contents(out)
    (out / "passages.csv").write_text("mine")
    (out / "scorecards" / "KEN.html").unlink()
    assert docscan.scan([plans], out, jobs=1).written
    assert contents(out) == before


def test_a_new_file_of_a_country_makes_that_country_anew_and_the_bytes_of_a_fresh_scan(
    plans: Path, out: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    shutil.copytree(plans, more)
    (more / "5.txt").write_text(TEXT.format("no"), encoding="utf-8")
    docscan.scan([more], tmp_path / "grown", jobs=1)
    before = states(tmp_path / "grown")
    (more / "5.txt").write_text(TEXT.format("other"), encoding="utf-8")
    run = docscan.scan([more], tmp_path / "grown", jobs=1)
    after = states(tmp_path / "grown")
    docscan.scan([more], tmp_path / "fresh", jobs=1)
    assert run.computed == 1
    assert contents(tmp_path / "grown") == contents(tmp_path / "fresh")
    kept = {name for name in after if after[name] == before.get(name)}
    assert kept == {"scorecards/KEN.html", "scorecards/XAA.html", "scorecards/ZZZ-1.html"}


@pytest.mark.parametrize(
    "options", [{"report": {"language": "fr"}}, {"report": {"title": "Ours"}}, {"score": {"seed": 1}}]
)
def test_other_settings_make_what_they_change(
    plans: Path, out: Path, tmp_path: Path, options: dict[str, dict[str, object]]
) -> None:
    settings = config.load().with_options(**options)
    assert docscan.scan([plans], out, jobs=1, settings=settings).written
    docscan.scan([plans], tmp_path / "fresh", jobs=1, settings=settings)
    assert contents(out) == contents(tmp_path / "fresh")


def test_a_file_that_was_only_touched_is_not_read_again(plans: Path, out: Path, tmp_path: Path) -> None:
    for path in plans.iterdir():
        os.utime(path)
    run = docscan.scan([plans], out, jobs=1)
    assert (run.computed, run.written) == (0, False)


def test_a_dry_run_afterwards_has_nothing_to_do_for_documents_without_a_score_too(plans: Path, out: Path) -> None:
    plan = docscan.batch.preview([plans], out)
    assert [item.missing for item in plan.documents] == [()] * 6
    assert "german.txt: nothing" in of_plan(plan)


def test_a_dry_run_on_a_cluster_reads_no_file(plans: Path, tmp_path: Path) -> None:
    plan = docscan.batch.preview([plans], tmp_path / "new", cluster="tcp://127.0.0.1:1")
    assert {item.file.id for item in plan.documents} == {""}
    assert {item.missing for item in plan.documents} == {("read", "judge", "score")}


def test_a_document_that_takes_too_much_memory_or_time_fails_alone(plans: Path, tmp_path: Path) -> None:
    small = config.load().with_options(batch={"max_memory": 60})
    run = docscan.scan([plans / "0.txt"], tmp_path / "memory", settings=small, jobs=1)
    assert [item.cause for item in run.results.failures] == ["took more than 60 MB of memory"]
    short = config.load().with_options(extract={"max_seconds": 0})
    run = docscan.scan([plans / "0.txt"], tmp_path / "time", settings=short, jobs=1)
    assert [item.cause for item in run.results.failures] == ["took longer than 0 s"]
    assert docscan.scan([plans / "0.txt"], tmp_path / "time", jobs=1).failed is False
