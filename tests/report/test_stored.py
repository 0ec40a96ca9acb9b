"""Documents are read when their turn comes: what a run takes in memory does not follow from how many it has."""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from made import results

from docscan.config import load
from docscan.report import DocumentResult, Results, book, parquet, write
from docscan.report.stored import Stored, stored

#: Bytes that a further document, in a country of its own, may add to the most that is held while outputs are written.
A_FURTHER_ONE = 20_000


class Shelf:
    """Copies of one document, made when they are asked for; counts how often each was, and how many are held at once."""

    def __init__(self, original: DocumentResult, count: int, *, counting: bool = False) -> None:
        self.packed = msgspec.json.encode(original)
        self.counting, self.asked, self.held = counting, dict[str, int](), 0
        first = stored([original]).facts[0]
        facts = [replace(first, id=str(n), file=f"{n}.pdf", iso3=f"X{n:03}") for n in range(count)]
        self.documents = Stored(facts, self.read)

    def read(self, ids: Sequence[str]) -> Iterator[DocumentResult]:
        for number in ids:
            self.asked[number] = self.asked.get(number, 0) + 1
            yield self.copy(number)
            if self.counting:
                gc.collect()
                self.held = max(self.held, sum(isinstance(item, DocumentResult) for item in gc.get_objects()))

    def copy(self, number: str) -> DocumentResult:
        made = msgspec.json.decode(self.packed, type=DocumentResult)
        return replace(made, id=number, file=f"{number}.pdf", iso3=f"X{int(number):03}")


def run_of(shelf: Shelf) -> Results:
    """A run over a shelf, each document of a country of its own, whose card is as small as can be."""
    run = results()
    small = replace(run.countries[0], draws=(), frameworks=(), index=replace(run.countries[0].index, passages=()))
    small = replace(small, dimensions=tuple(replace(figure, passages=()) for figure in small.dimensions))
    countries = tuple(replace(small, id=item.iso3, documents=(item.id,)) for item in shelf.documents.facts)
    return replace(run, documents=shelf.documents, countries=countries, ranks={})


def written(shelf: Shelf, out: Path, form: str) -> None:
    write(run_of(shelf), out, replace(load().report, formats=(form,)))


def most_held(document: DocumentResult, count: int, out: Path, form: str) -> int:
    """The most bytes held while so many copies of a document are written."""
    shelf = Shelf(document, count)
    gc.collect()
    tracemalloc.start()
    try:
        written(shelf, out, form)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "parquet"])
def test_memory_of_an_output_does_not_grow_by_the_documents_that_it_shows(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason='needs pip install "docscan[parquet]"')
    # What may be held, however many documents there are: the links of a sheet, and the rows of a group.
    monkeypatch.setattr(book, "MOST_LINKS", 50)
    monkeypatch.setattr(parquet, "GROUP", 100)
    monkeypatch.setattr(parquet, "BATCH", 50)
    document = min(results().documents, key=lambda item: abs(len(item.passages) - 80))
    few, many = 4, 20
    most_held(document, 1, tmp_path / "first", form)  # modules and words are read once
    grown = most_held(document, many, tmp_path / "many", form) - most_held(document, few, tmp_path / "few", form)
    assert size(document) > 10 * A_FURTHER_ONE, "the document is too small to tell"
    assert grown < A_FURTHER_ONE * (many - few)


def size(document: DocumentResult) -> int:
    """Bytes that a document takes in memory."""
    packed = msgspec.json.encode(document)
    tracemalloc.start()
    kept = msgspec.json.decode(packed, type=DocumentResult)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert kept == document
    return held


@pytest.mark.parametrize("form", ["html", "xlsx", "csv", "json", "docx"])
def test_every_output_reads_every_document_once_and_lets_go_of_it(form: str, tmp_path: Path) -> None:
    shortest = min(results().documents, key=lambda item: len(item.passages))
    shelf = Shelf(shortest, 5, counting=True)
    before = sum(isinstance(item, DocumentResult) for item in gc.get_objects())
    written(shelf, tmp_path, form)
    assert shelf.asked == {str(number): 1 for number in range(5)}
    assert shelf.held - before <= 2


def test_outputs_are_the_same_from_documents_in_memory_and_from_stored_ones(tmp_path: Path) -> None:
    run = results()
    by_id = {item.id: item for item in run.documents}
    lazy = Stored(run.facts, lambda ids: (by_id[number] for number in ids))
    settings = replace(load().report, formats=("html", "xlsx", "csv", "json"))
    write(run, tmp_path / "held", settings)
    write(replace(run, documents=lazy), tmp_path / "read", settings)
    assert contents(tmp_path / "held") == contents(tmp_path / "read")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_stored_documents_are_a_sequence(tmp_path: Path) -> None:
    run = results()
    found = stored(run.documents)
    assert len(found) == len(run.documents)
    assert list(found) == list(run.documents)
    assert found[-1] == run.documents[-1]
    assert list(found[1:3]) == list(run.documents[1:3])
    assert stored(found) is found


def test_documents_are_changed_and_chosen_as_they_are_read() -> None:
    run = results()

    def moved(item: DocumentResult) -> DocumentResult:
        return replace(item, href="elsewhere")

    found = stored(run.documents).changed(moved, chosen=lambda facts: facts.iso3 == "XAA")
    assert [item.id for item in found] == [item.id for item in run.documents if item.iso3 == "XAA"]
    assert {item.href for item in found} == {"elsewhere"}


def test_json_written_piece_by_piece_is_laid_out_as_one_value(tmp_path: Path) -> None:
    for name, run in (("some", results()), ("none", replace(results(), documents=(), countries=(), failures=()))):
        write(run, tmp_path / name, replace(load().report, formats=("json",)))
        text = (tmp_path / name / "results.json").read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def test_groups_of_parquet_are_the_same_rows_however_they_are_gathered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow", reason='needs pip install "docscan[parquet]"')
    from pyarrow import parquet as files

    settings = replace(load().report, formats=("parquet",))
    write(results(), tmp_path / "usual", settings)
    monkeypatch.setattr(parquet, "GROUP", 40)
    monkeypatch.setattr(parquet, "BATCH", 10)
    write(results(), tmp_path / "small", settings)
    for path in (tmp_path / "usual").glob("*.parquet"):
        small = files.ParquetFile(tmp_path / "small" / path.name)
        assert small.read() == files.read_table(path)
        groups = [small.metadata.row_group(number).num_rows for number in range(small.num_row_groups)]
        assert all(rows == 40 for rows in groups[:-1])
