"""The results as tables of plain values, for CSV and Parquet: one function a table, columns as data.

All tables are made in one pass over the documents, each of which is read once and dropped. What every column means
stands in the wording files under ``[column.<table>]``; ``docs/columns.md`` is made from them.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from docscan.report.results import DocumentResult, Results
from docscan.report.words import Words, words
from docscan.scorecard import DIMENSIONS, UNIDENTIFIED, Figure, Scorecard

Cell = str | int | float | None
Row = tuple[Cell, ...]

#: Facets that have a column of passages.csv, in its order.
FACET_COLUMNS: tuple[str, ...] = (
    "theme",
    "sector",
    "assessment",
    "instrument",
    "tier",
    "effect",
    "stage",
    "coherence",
    "means",
    "partnership",
    "driver",
)
SEPARATOR = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What rows call things: the words of the outputs' language, and the titles of frameworks' items in it."""

    wording: Words
    items: Mapping[tuple[str, str], str]


def nothing(_results: Results, _names: Names) -> Iterator[Row]:
    """No row: most tables are of documents alone."""
    return iter(())


def nothing_of(_document: DocumentResult, _names: Names) -> Iterator[Row]:
    """No row: a document adds nothing to the table."""
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the outputs: its name (also of the file), its columns, and what makes its rows.

    Those of the run (countries, failures) come first, then those of every document in order.
    """

    name: str
    columns: tuple[str, ...]
    of_run: Callable[[Results, Names], Iterator[Row]] = nothing
    of_document: Callable[[DocumentResult, Names], Iterator[Row]] = nothing_of


def rows(results: Results, wording: Words) -> Iterator[tuple[Table, Row]]:
    """The rows of all tables, each with its table, in one pass over the documents; of every table they are in order."""
    titles = {
        (framework.id, item.id): item.title.text(wording.language)
        for framework in results.frameworks
        for item in framework.items
    }
    names = Names(wording=wording, items=titles)
    for table in TABLES:
        for row in table.of_run(results, names):
            yield table, row
    for document in results.documents:
        for table in TABLES:
            for row in table.of_document(document, names):
                yield table, row


def country_scorecards(results: Results, names: Names) -> Iterator[Row]:
    """A row per country."""
    by_id = {item.id: item for item in results.facts}
    for card in results.countries:
        pooled = [by_id[number] for number in card.documents if number in by_id]
        name = pooled[0].country if pooled else ""
        years = max((item.year for item in pooled), default="")
        languages = SEPARATOR.join(sorted({item.language for item in pooled}))
        kinds = SEPARATOR.join(sorted({item.kind for item in pooled if item.kind}))
        facts = ("country", card.id, names.wording.country(card.id, name), "", years, kinds, languages)
        if card.id == UNIDENTIFIED:
            # Files that have nothing in common but an unknown country: each has its row below, together they have none.
            yield (*facts[:4], "", "", "", *(None for _ in _figures(card)))
        else:
            yield (*facts, *_figures(card))


def scorecard(document: DocumentResult, names: Names) -> Iterator[Row]:
    """The row of a document."""
    yield (
        "document",
        document.iso3,
        names.wording.country(document.iso3, document.country),
        document.file,
        document.year,
        document.kind,
        document.language,
        *_figures(document.scorecard),
    )


def sections(document: DocumentResult, _names: Names) -> Iterator[Row]:
    """A row per section, in the order of the text."""
    for section in document.sections:
        score = section.score
        yield (
            document.iso3,
            document.file,
            score.section,
            section.rank,
            " > ".join(section.path),
            section.page_start,
            section.page_end,
            score.words,
            SEPARATOR.join(score.sectors),
            score.level,
            _rounded(score.score),
            _rounded(score.low),
            _rounded(score.high),
            score.peak,
            round(score.share, 4),
            score.passage,
        )


def passages(document: DocumentResult, _names: Names) -> Iterator[Row]:
    """A row per passage at level 1 or higher or in doubt, in the order of the text."""
    for passage in document.passages:
        facets = [passage.sectors if facet == "sector" else passage.values(facet) for facet in FACET_COLUMNS]
        yield (
            document.iso3,
            document.file,
            passage.id,
            passage.section,
            " > ".join(passage.path),
            passage.page,
            passage.label,
            passage.start,
            passage.end,
            passage.kind,
            passage.language,
            passage.level,
            round(passage.expected, 4),
            *(round(value, 4) for value in passage.probabilities),
            int(passage.counted),
            int(passage.doubtful),
            *(SEPARATOR.join(values) for values in facets),
            SEPARATOR.join(passage.values("anchor")),
            " ".join(passage.text.split()),
        )


def country_answers(results: Results, names: Names) -> Iterator[Row]:
    """A row per item of every framework, for every country."""
    for card in results.countries:
        yield from _answers(card, names, "country", card.id, "")


def answers(document: DocumentResult, names: Names) -> Iterator[Row]:
    """A row per item of every framework."""
    return _answers(document.scorecard, names, "document", document.iso3, document.file)


def _answers(card: Scorecard, names: Names, subject: str, iso3: str, file: str) -> Iterator[Row]:
    for result in card.frameworks:
        for answer in result.answers:
            title = names.items.get((answer.framework, answer.item), answer.item)
            found = SEPARATOR.join(answer.passages)
            yield (answer.framework, answer.item, title, subject, iso3, file, answer.answer, found)


def failures(results: Results, names: Names) -> Iterator[Row]:
    """A row per file without a scorecard."""
    said = names.wording.said
    for failure in results.failures:
        yield (failure.status, failure.file, said(failure.cause), said(failure.fix))


def _scorecard_columns() -> tuple[str, ...]:
    facts = ("subject", "iso3", "country", "file", "year", "kind", "language", "coverage")
    figures = [f"{name}{end}" for name in DIMENSIONS for end in ("", "_low", "_high")]
    return (*facts, "index", "index_low", "index_high", "band", *figures)


#: The tables, each a CSV or Parquet file. A new table is one function and one line here.
TABLES: tuple[Table, ...] = (
    Table(name="scorecards", columns=_scorecard_columns(), of_run=country_scorecards, of_document=scorecard),
    Table(
        name="sections",
        columns=(
            *("iso3", "file", "section", "rank", "path", "page_start", "page_end", "words", "sectors"),
            *("level", "score", "score_low", "score_high", "peak", "share", "passage"),
        ),
        of_document=sections,
    ),
    Table(
        name="passages",
        columns=(
            *("iso3", "file", "passage", "section", "path", "page", "page_label", "start", "end", "kind", "language"),
            *("level", "expected", "p0", "p1", "p2", "p3", "p4", "counted", "doubtful"),
            *FACET_COLUMNS,
            *("anchors", "text"),
        ),
        of_document=passages,
    ),
    Table(
        name="answers",
        columns=("framework", "item", "title", "subject", "iso3", "file", "answer", "passages"),
        of_run=country_answers,
        of_document=answers,
    ),
    Table(name="failures", columns=("status", "file", "cause", "fix"), of_run=failures),
)


def column_meaning(table: str, column: str, wording: Words) -> str:
    """What a column holds, in the language of the output."""
    texts = wording.table["column"][table]
    if column in texts:
        return str(texts[column])
    dimension, _, end = column.rpartition("_")
    return str(texts[end]).format(dimension=wording.text("dimension", dimension))


def write_tables(results: Results, out: Path, wording: Words) -> None:
    """Write every table as CSV: UTF-8 with a byte order mark, so that spreadsheets read the accents right."""
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context((out / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            file.write("\ufeff")  # Python's own way to this mark, utf-8-sig, slows every row down
            writers[table.name] = csv.writer(file, lineterminator="\r\n")
            writers[table.name].writerow(table.columns)
        for table, row in rows(results, wording):
            writers[table.name].writerow(_safe(row))


def columns_page() -> str:
    """The documentation of all columns as Markdown: the text of ``docs/columns.md``."""
    wording = words("en")
    lines = [
        "# Columns of the tables",
        "",
        "Made from `docscan/report/wording/en.toml`; figures describe what the text says.",
        "",
    ]
    for table in TABLES:
        lines += [f"## {table.name}.csv", "", "| column | meaning |", "| --- | --- |"]
        lines += [f"| `{column}` | {_piped(column_meaning(table.name, column, wording))} |" for column in table.columns]
        lines.append("")
    return "\n".join(lines)


def _piped(text: str) -> str:
    return text.replace("|", "\\|")


def _figures(card: Scorecard) -> Row:
    index = card.index
    cells: list[Cell] = [round(card.coverage.share, 4), *_ends(index), index.band]
    for figure in card.dimensions:
        cells += _ends(figure)
    return tuple(cells)


def _ends(figure: Figure) -> Sequence[Cell]:
    return (_rounded(figure.value), _rounded(figure.low), _rounded(figure.high))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _safe(row: Row) -> Row:
    # A cell that a spreadsheet would run as a formula is text from a document, so it is quoted as text.
    return tuple("'" + cell if isinstance(cell, str) and cell[:1] in {"=", "+", "@"} else cell for cell in row)
