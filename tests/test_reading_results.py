"""The ways of reading results that docs/results.md shows do work on a real results folder."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas
import pytest

import docscan
from docscan import database
from docscan.errors import UsageError
from docscan.rendering import report
from tests.conftest import ROOT, SAMPLES

PAGE = (ROOT / "docs" / "results.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results") / "results"
    plan = SAMPLES / "XAH_2023_plano-nacional-desenvolvimento_pt.md"
    docscan.scan([plan], out, table=SAMPLES / "documents.csv", jobs=1)
    return out


def test_every_query_of_the_page_finds_rows(results: Path) -> None:
    assert len(QUERIES) == 3
    with closing(sqlite3.connect(results / "results.sqlite")) as db:
        for query in QUERIES:
            assert not pandas.read_sql(query, db).empty, query


def test_words_of_findings_are_cut_out_where_they_stand(results: Path) -> None:
    with closing(sqlite3.connect(results / "results.sqlite")) as db:
        for text, start, end, words in db.execute(
            'SELECT p.text, n.start, n."end", substr(p.text, n.start + 1, n."end" - n.start) FROM passages p '
            "JOIN findings n ON n.document = p.document AND n.passage = p.id"
        ):
            assert text[start:end] == words


def test_the_python_of_the_page_runs(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason='needs pip install "docscan[parquet]"')
    from docscan import config

    settings = config.load().with_options(report={"formats": ("parquet",)})
    report(results, tmp_path / "tables", settings=settings)
    (tmp_path / "results").symlink_to(results)
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL):
        exec(compile(block, "docs/results.md", "exec"), {})


def test_results_of_another_version_are_told_from_damaged_ones(results: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(results / database.NAME, tmp_path))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE run SET value = '[{}]' WHERE key = 'frameworks'")
    with pytest.raises(UsageError, match="another version"):
        database.read(path)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(UsageError, match="damaged"):
        database.read(path)


def test_results_in_short_are_the_results(results: Path) -> None:
    whole = database.read(results / database.NAME)
    assert database.read_brief(results / database.NAME) == database.brief(whole)


def test_documents_are_read_when_asked_for_and_what_became_of_the_file_meanwhile_is_told(
    results: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(results / database.NAME, tmp_path))
    whole = database.read(path)
    (document,) = whole.documents
    assert whole.documents[0] == document
    assert [(item.id, item.file, item.pages) for item in whole.facts] == [(document.id, document.file, document.pages)]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE documents SET value = '{}'")
    with pytest.raises(UsageError, match="another version"):
        list(whole.documents)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM documents")
    with pytest.raises(UsageError, match="written anew"):
        list(whole.documents)
    path.unlink()
    with pytest.raises(UsageError, match="holds no results"):
        list(whole.documents)
