"""The results as tables of plain values, for CSV and the workbook: one function a table, columns as data.

What every column means stands in the wording files under ``[column.<table>]``; ``docs/columns.md`` is made from them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docscan.report.results import Results
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
class Table:
    """A table of the outputs: its name (also of the file), its columns, and the function that makes its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Results, Words], Iterator[Row]]


def scorecard_rows(results: Results, wording: Words) -> Iterator[Row]:
    """A row per country, then a row per document."""
    by_id = {document.id: document for document in results.documents}
    for card in results.countries:
        pooled = [by_id[number] for number in card.documents if number in by_id]
        name = pooled[0].country if pooled else ""
        years = max((document.year for document in pooled), default="")
        languages = SEPARATOR.join(sorted({document.language for document in pooled}))
        kinds = SEPARATOR.join(sorted({document.kind for document in pooled if document.kind}))
        facts = ("country", card.id, wording.country(card.id, name), "", years, kinds, languages)
        if card.id == UNIDENTIFIED:
            # Files that have nothing in common but an unknown country: each has its row below, together they have none.
            yield (*facts[:4], "", "", "", *(None for _ in _figures(card)))
        else:
            yield (*facts, *_figures(card))
    for document in results.documents:
        yield (
            "document",
            document.iso3,
            wording.country(document.iso3, document.country),
            document.file,
            document.year,
            document.kind,
            document.language,
            *_figures(document.scorecard),
        )


def section_rows(results: Results, wording: Words) -> Iterator[Row]:
    """A row per section of every document, in the order of the text."""
    del wording
    for document in results.documents:
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


def passage_rows(results: Results, wording: Words) -> Iterator[Row]:
    """A row per passage at level 1 or higher or in doubt, in the order of the text."""
    del wording
    for document in results.documents:
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


def answer_rows(results: Results, wording: Words) -> Iterator[Row]:
    """A row per item of every framework, for every country and then for every document."""
    titles = {
        (framework.id, item.id): item.title.text(wording.language)
        for framework in results.frameworks
        for item in framework.items
    }
    subjects: list[tuple[str, str, str, Scorecard]] = [("country", card.id, "", card) for card in results.countries]
    subjects += [("document", item.iso3, item.file, item.scorecard) for item in results.documents]
    for subject, iso3, file, card in subjects:
        for result in card.frameworks:
            for answer in result.answers:
                title = titles.get((answer.framework, answer.item), answer.item)
                passages = SEPARATOR.join(answer.passages)
                yield (answer.framework, answer.item, title, subject, iso3, file, answer.answer, passages)


def failure_rows(results: Results, wording: Words) -> Iterator[Row]:
    """A row per file without a scorecard."""
    for failure in results.failures:
        yield (failure.status, failure.file, wording.said(failure.cause), wording.said(failure.fix))


def _scorecard_columns() -> tuple[str, ...]:
    facts = ("subject", "iso3", "country", "file", "year", "kind", "language", "coverage")
    figures = [f"{name}{end}" for name in DIMENSIONS for end in ("", "_low", "_high")]
    return (*facts, "index", "index_low", "index_high", "band", *figures)


#: The CSV files, and with them sheets of the workbook. A new table is one function and one line here.
TABLES: tuple[Table, ...] = (
    Table(name="scorecards", columns=_scorecard_columns(), rows=scorecard_rows),
    Table(
        name="sections",
        columns=(
            *("iso3", "file", "section", "rank", "path", "page_start", "page_end", "words", "sectors"),
            *("level", "score", "score_low", "score_high", "peak", "share", "passage"),
        ),
        rows=section_rows,
    ),
    Table(
        name="passages",
        columns=(
            *("iso3", "file", "passage", "section", "path", "page", "page_label", "start", "end", "kind", "language"),
            *("level", "expected", "p0", "p1", "p2", "p3", "p4", "counted", "doubtful"),
            *FACET_COLUMNS,
            *("anchors", "text"),
        ),
        rows=passage_rows,
    ),
    Table(
        name="answers",
        columns=("framework", "item", "title", "subject", "iso3", "file", "answer", "passages"),
        rows=answer_rows,
    ),
    Table(name="failures", columns=("status", "file", "cause", "fix"), rows=failure_rows),
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
    for table in TABLES:
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(table.columns)
        writer.writerows(_safe(row) for row in table.rows(results, wording))
        (out / f"{table.name}.csv").write_bytes(buffer.getvalue().encode("utf-8-sig"))


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
