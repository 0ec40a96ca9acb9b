"""A folder in, results out: what every scan promises, on real files of every kind."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

import docscan
from docscan import config
from docscan.errors import UsageError
from docscan.store import HIDDEN
from tests.conftest import SAMPLES
from tests.served import serve

MakePdf = Callable[..., Path]
OUTPUTS = {
    "answers.csv",
    "failures.csv",
    "index.html",
    "passages.csv",
    "results.sqlite",
    "run.json",
    "scorecards",
    "scorecards.csv",
    "scorecards.xlsx",
    "sections.csv",
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docscan.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and HIDDEN not in path.relative_to(folder).parts
    }


@pytest.fixture
def plans(tmp_path: Path, make_pdf: MakePdf) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    shutil.copy(make_pdf(), folder / "plan.pdf")
    (folder / "note.txt").write_text(
        "NATIONAL STRATEGY\n\n1. Refugees\n\nThe government will register refugees in all camps.\n", encoding="utf-8"
    )
    (folder / "documents.csv").write_text(
        "file,country,country_name,year,kind\nplan.pdf,XAA,Arvenia,2021,national_development_plan\n"
        "note.txt,XAB,Bélonie,2020,sector_strategy\n",
        encoding="utf-8",
    )
    return folder


def test_a_folder_becomes_scorecards_and_tables(plans: Path, tmp_path: Path) -> None:
    found = run("scan", plans, "-o", tmp_path / "out")
    assert found.returncode == 0, found.stderr
    assert found.stdout.rstrip().endswith(str(tmp_path / "out" / "scorecards"))
    assert {path.name for path in (tmp_path / "out").iterdir()} == OUTPUTS | {HIDDEN}
    table = rows(tmp_path / "out" / "scorecards.csv")
    assert [(row["subject"], row["iso3"], row["country"]) for row in table if row["subject"] == "country"] == [
        ("country", "XAA", "Arvenia"),
        ("country", "XAB", "Bélonie"),
    ]
    assert (tmp_path / "out" / "scorecards.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    passages = rows(tmp_path / "out" / "passages.csv")
    (strongest,) = [row for row in passages if "four centres" in row["text"]]
    assert strongest["level"] == "4"
    assert strongest["page"] == "1"
    with sqlite3.connect(tmp_path / "out" / "results.sqlite") as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (2,)


def test_the_same_bytes_at_any_number_of_workers_and_after_a_second_run(plans: Path, tmp_path: Path) -> None:
    first = docscan.scan([plans], tmp_path / "one", jobs=1)
    again = docscan.scan([plans], tmp_path / "one", jobs=1)
    docscan.scan([plans / "plan.pdf", plans / "note.txt"], tmp_path / "two", jobs=2, table=plans / "documents.csv")
    pytest.importorskip("fsspec", reason='needs pip install "docscan[cluster]"')
    docscan.scan([plans.as_uri()], tmp_path / "three", jobs=1)
    assert (first.computed, again.computed) == (2, 0)
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(tmp_path / "three")


def test_a_new_file_costs_that_file_and_new_scoring_settings_cost_scoring(plans: Path, tmp_path: Path) -> None:
    settings = config.load()
    docscan.scan([plans], tmp_path / "out", settings=settings)
    (plans / "more.md").write_text("# Plan of Kenya\n\nThe diaspora bond of 2022 raised funds.\n", encoding="utf-8")
    assert docscan.scan([plans], tmp_path / "out", settings=settings).computed == 1
    other = settings.with_options(score={"seed": 1})
    from docscan import discovery, metadata, planning
    from docscan.store import ResultsFolder

    with ResultsFolder(tmp_path / "out") as folder:
        found, _ = discovery.identify(discovery.discover([plans]), folder.cache.known)
        plan = planning.make_plan(found, metadata.read(plans / "documents.csv"), other, folder.cache)
    assert {item.missing for item in plan.documents} == {("score",)}


def test_results_hold_no_path_of_this_machine(plans: Path, tmp_path: Path) -> None:
    docscan.scan([plans], tmp_path / "out")
    for name, data in contents(tmp_path / "out").items():
        assert str(tmp_path).encode() not in data, name


def good(make_pdf: MakePdf) -> bytes:
    return make_pdf().read_bytes()


def encrypted(make_pdf: MakePdf) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(good(make_pdf))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def without_pages(_make_pdf: MakePdf) -> bytes:
    import pypdfium2

    buffer = BytesIO()
    pypdfium2.PdfDocument.new().save(buffer)
    return buffer.getvalue()


def scanned(make_pdf: MakePdf) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(good(make_pdf)) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
    buffer = BytesIO()
    picture.save(buffer, "PDF")
    return buffer.getvalue()


#: Name, bytes, the statuses it may end with, and what the cause must say.
BAD: list[tuple[str, Callable[[MakePdf], bytes], tuple[str, ...], str]] = [
    ("empty.pdf", lambda make: b"", ("failed",), "empty"),
    ("half.pdf", lambda make: good(make)[: len(good(make)) // 3], ("failed",), "damaged"),
    ("locked.pdf", encrypted, ("failed",), "password"),
    ("pageless.pdf", without_pages, ("failed",), "page"),
    ("old.docx", lambda make: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), ("failed",), ""),
    ("old.doc", lambda make: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4001), ("failed",), ""),
    ("blank.txt", lambda make: b" \n\n ", ("failed", "unreadable"), ""),
    ("binary.txt", lambda make: bytes(range(256)) * 20, ("failed",), ""),
    ("copy.pdf", good, ("duplicate",), "same file"),
]
FRENCH = (
    "STRATÉGIE NATIONALE DU SÉNÉGAL\n\nLes réfugiés et les migrants âgés seront protégés dès l'été prochain ({}).\n"
)
PAGE = "<!doctype html><html><body><h1>Plan</h1><p>Refugees from the north live in four districts.</p></body></html>"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, make_pdf: MakePdf) -> tuple[int, Path]:
    """One scan of a folder with two good plans, everything bad at once, and oddities: exit code and results folder."""
    folder, out = tmp_path_factory.mktemp("mixed"), tmp_path_factory.mktemp("out") / "results"
    (folder / "zz plan.pdf").write_bytes(good(make_pdf))
    for name, make, _, _ in BAD:
        (folder / name).write_bytes(make(make_pdf))
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        (folder / f"{encoding}.txt").write_bytes((FRENCH.format(encoding) * 3).encode(encoding))
    (folder / "page.pdf").write_text(PAGE, encoding="utf-8")
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
    found = run("scan", folder, "-o", out, "--framework", "plan-quality")
    return found.returncode, out


def test_bad_files_end_a_scan_with_code_5_and_the_others_are_scored(mixed: tuple[int, Path]) -> None:
    code, out = mixed
    assert code == 5
    scored = {row["file"] for row in rows(out / "scorecards.csv") if row["subject"] == "document"}
    assert scored == {"copy.pdf", "cp1252.txt", "utf-16.txt", "utf-8-sig.txt", "page.pdf"}


@pytest.mark.parametrize(
    ("name", "statuses", "cause"), [(row[0], row[2], row[3]) for row in BAD if row[0] != "copy.pdf"]
)
def test_a_bad_file_is_explained(mixed: tuple[int, Path], name: str, statuses: tuple[str, ...], cause: str) -> None:
    (failure,) = [row for row in rows(mixed[1] / "failures.csv") if row["file"] == name]
    assert failure["status"] in statuses
    assert cause in failure["cause"]
    assert failure["fix"]


def test_two_copies_of_one_document_count_once(mixed: tuple[int, Path]) -> None:
    (failure,) = [row for row in rows(mixed[1] / "failures.csv") if row["file"] == "zz plan.pdf"]
    assert failure["status"] == "duplicate"
    assert "copy.pdf" in failure["cause"]


def test_a_file_that_cannot_be_opened_is_named(mixed: tuple[int, Path]) -> None:
    (failure,) = [row for row in rows(mixed[1] / "failures.csv") if row["file"] == "gone.pdf"]
    assert "cannot be opened" in failure["cause"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_text_of_any_encoding_is_read(mixed: tuple[int, Path], encoding: str) -> None:
    texts = [row["text"] for row in rows(mixed[1] / "passages.csv") if row["file"] == f"{encoding}.txt"]
    assert any("protégés dès l'été" in text for text in texts)


def test_a_pdf_that_is_html_is_read_as_html(mixed: tuple[int, Path]) -> None:
    from docscan import database

    (read,) = [item for item in database.read(mixed[1] / database.NAME).documents if item.file == "page.pdf"]
    assert any("HTML" in warning for warning in read.warnings)


def test_a_scan_without_ocr_is_unreadable_and_never_silent(plans: Path, tmp_path: Path, make_pdf: MakePdf) -> None:
    (plans / "scan.pdf").write_bytes(scanned(make_pdf))
    settings = config.load().with_options(extract={"ocr": "off"})
    found = docscan.scan([plans], tmp_path / "out", settings=settings)
    (failure,) = found.results.failures
    assert (failure.file, failure.status) == ("scan.pdf", "unreadable")
    assert "tesseract" in failure.fix.lower()
    assert found.failed


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_opened_is_named(plans: Path, tmp_path: Path) -> None:
    (plans / "note.txt").chmod(0)
    assert run("scan", plans, "-o", tmp_path / "out").returncode == 5


def test_a_folder_that_is_not_ours_is_refused_before_any_work(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    found = run("scan", plans, "-o", tmp_path / "out")
    assert found.returncode == 2
    assert "did not write" in found.stderr
    assert (tmp_path / "out" / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--framework", "gmc"], 4, "gcm"),
        (["--model", "defualt"], 6, "model"),
        (["--metadata", "absent.csv"], 3, "cannot be read"),
        (["--config", "absent.toml"], 3, "cannot be read"),
    ],
)
def test_settings_that_cannot_work_end_with_their_own_code(
    plans: Path, tmp_path: Path, arguments: list[str], code: int, said: str
) -> None:
    found = run("scan", plans, "-o", tmp_path / "out", *arguments)
    assert found.returncode == code, found.stderr
    assert said in found.stderr
    assert not (tmp_path / "out" / "scorecards.csv").exists()


def test_an_empty_folder_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    assert run("scan", tmp_path / "plans", "-o", tmp_path / "out").returncode == 2


def test_the_summary_is_json_on_request(plans: Path, tmp_path: Path) -> None:
    found = run("scan", plans, "-o", tmp_path / "out", "--json", "-q")
    summary = json.loads(found.stdout)
    assert [card["iso3"] for card in summary["countries"]] == ["XAA", "XAB"]
    assert found.stderr == ""


def test_a_report_is_rendered_again_in_another_language(plans: Path, tmp_path: Path) -> None:
    docscan.scan([plans], tmp_path / "out")
    found = run(
        "report", tmp_path / "out", "--lang", "fr", "--format", "html", "--country", "xaa", "-o", tmp_path / "fr"
    )
    assert found.returncode == 0, found.stderr
    page = (tmp_path / "fr" / "scorecards" / "XAA.html").read_text(encoding="utf-8")
    assert 'lang="fr"' in page
    assert not (tmp_path / "fr" / "scorecards" / "XAB.html").exists()


def test_a_report_of_nothing_says_what_to_do_first(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no results"):
        from docscan.rendering import report

        report(tmp_path)


@pytest.mark.slow
def test_the_samples_scan_with_their_table(tmp_path: Path) -> None:
    found = docscan.scan([SAMPLES], tmp_path / "out")
    assert not found.failed
    assert not found.warnings
    index = {card.id: card.index.value or 0.0 for card in found.results.countries}
    assert index["XAE"] < 10, "the sample that says nothing on migration"
    assert index["XAE"] < index["XAF"] < index["XAA"], "words without deeds stand below a plan that acts"


def test_changes_against_a_former_run_stand_in_the_overview(plans: Path, tmp_path: Path) -> None:
    (plans / "note.txt").write_text(  # enough passages that no draw leaves them all out
        "NATIONAL STRATEGY\n\n1. Diaspora\n\nThe Ministry of Labour will open a fund of USD 2 million for returning migrants "
        "by 2027.\n\nRemittances pay for school fees in half of the rural households.\n\nThe government will protect refugees "
        "and register every asylum seeker within ten days.\n\nEmigration of nurses leaves clinics without staff.\n",
        encoding="utf-8",
    )
    before = docscan.scan([plans], tmp_path / "before")
    (plans / "note.txt").write_text(
        "NATIONAL STRATEGY\n\n1. Roads\n\nThe government will pave the roads of all districts.\n", encoding="utf-8"
    )
    after = docscan.scan([plans], tmp_path / "after", against=tmp_path / "before")
    changes = {change.iso3: change for change in after.results.former}
    assert before.results.former == ()
    assert changes["XAA"].difference == 0
    assert not changes["XAA"].clear
    assert changes["XAB"].difference < 0
    assert changes["XAB"].clear


def test_results_open_as_pandas_tables(plans: Path, tmp_path: Path) -> None:
    docscan.scan([plans], tmp_path / "out")
    tables = docscan.load_tables(tmp_path / "out")
    countries = tables["scorecards"].query("subject == 'country'")
    assert list(countries["iso3"]) == ["XAA", "XAB"]
    assert countries["index"].dtype.kind == "f"
    assert tables["failures"].empty


def test_a_dry_run_says_what_would_be_done_and_does_nothing(plans: Path, tmp_path: Path) -> None:
    first = run("scan", plans, "-o", tmp_path / "out", "--dry-run")
    assert "note.txt: read, judge, score" in first.stdout
    assert not (tmp_path / "out").exists()
    docscan.scan([plans], tmp_path / "out")
    before = contents(tmp_path / "out")
    again = run("scan", plans, "-o", tmp_path / "out", "--dry-run", "--framework", "gcm")
    assert "note.txt: score (other weights" in again.stdout
    assert contents(tmp_path / "out") == before


def test_documents_on_the_web_are_read_linked_and_fail_one_by_one(plans: Path, tmp_path: Path) -> None:
    pytest.importorskip("aiohttp", reason='needs pip install "docscan[cluster]"')
    with serve(plans) as server:
        found = run("scan", f"{server.url}/plan.pdf", f"{server.url}/absent.pdf", "-o", tmp_path / "out", "-j", "1")
    assert found.returncode == 5
    (failure,) = rows(tmp_path / "out" / "failures.csv")
    assert (failure["file"], failure["cause"]) == ("absent.pdf", "cannot be opened (it is not there)")
    (page,) = (tmp_path / "out" / "scorecards").iterdir()
    assert f'href="{server.url}/plan.pdf#page=1"' in page.read_text(encoding="utf-8")
    moved = run("report", tmp_path / "out", "--format", "html", "-o", tmp_path / "elsewhere" / "again")
    assert moved.returncode == 0, moved.stderr
    (again,) = (tmp_path / "elsewhere" / "again" / "scorecards").iterdir()
    assert f'href="{server.url}/plan.pdf#page=1"' in again.read_text(encoding="utf-8")


def test_a_cluster_brings_its_own_workers(plans: Path, tmp_path: Path) -> None:
    found = run("scan", plans, "-o", tmp_path / "out", "-j", "2", "--cluster", "tcp://127.0.0.1:9")
    assert found.returncode == 2
    assert "--jobs" in found.stderr
