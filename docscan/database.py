"""``results.sqlite``: a run as tables for SQL, and as values from which every report can be rendered again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from docscan.errors import UsageError
from docscan.frameworks.framework import Framework
from docscan.report.results import Change, DocumentResult, Failure, Results, RunFacts
from docscan.report.stored import DocumentFacts, Stored
from docscan.scorecard import Figure, Scorecard

SCHEMA = 1
NAME = "results.sqlite"
TABLES = """
CREATE TABLE documents (id TEXT PRIMARY KEY, file TEXT, iso3 TEXT, country TEXT, title TEXT, year TEXT, kind TEXT,
    edition TEXT, language TEXT, pages INTEGER, unreadable_pages INTEGER, words INTEGER, coverage REAL, value TEXT);
CREATE TABLE countries (iso3 TEXT PRIMARY KEY, documents TEXT, rank_first INTEGER, rank_last INTEGER, value TEXT);
CREATE TABLE sections (document TEXT, id TEXT, parent TEXT, title TEXT, rank INTEGER, path TEXT, page_start INTEGER,
    page_end INTEGER, level INTEGER, score REAL, low REAL, high REAL, peak INTEGER, share REAL, words INTEGER,
    sectors TEXT);
CREATE TABLE passages (document TEXT, id TEXT, section TEXT, page INTEGER, label TEXT, start INTEGER, "end" INTEGER,
    kind TEXT, language TEXT, level INTEGER, p0 REAL, p1 REAL, p2 REAL, p3 REAL, p4 REAL, doubtful INTEGER, text TEXT);
CREATE TABLE findings (document TEXT, passage TEXT, facet TEXT, value TEXT, start INTEGER, "end" INTEGER);
CREATE TABLE figures (subject TEXT, id TEXT, name TEXT, value REAL, low REAL, high REAL, band TEXT, reason TEXT);
CREATE TABLE answers (subject TEXT, id TEXT, framework TEXT, item TEXT, answer TEXT, rule TEXT, passages TEXT);
CREATE TABLE failures (file TEXT, status TEXT, cause TEXT, fix TEXT, iso3 TEXT, country TEXT);
CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT);
CREATE INDEX passages_by_level ON passages (level);
CREATE INDEX findings_by_value ON findings (facet, value);
"""


def write(results: Results, path: Path) -> None:
    """Write a run in canonical order, so that the same run gives the same bytes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA page_size = 4096")
        db.execute("PRAGMA journal_mode = OFF")  # a fresh file in a build folder: nothing to roll back to
        db.execute(f"PRAGMA user_version = {SCHEMA}")
        db.executescript(TABLES)
        db.execute("BEGIN")
        for document in results.documents:
            _write_document(db, document)
        for card in results.countries:
            first, last = results.ranks.get(card.id, (None, None))
            _insert(db, "countries", [(card.id, " ".join(card.documents), first, last, _encode(card))])
            _write_card(db, card)
        _insert(db, "failures", [(f.file, f.status, f.cause, f.fix, f.iso3, f.country) for f in results.failures])
        whole = {"run": results.run, "former": results.former, "frameworks": results.frameworks}
        _insert(db, "run", [(key, _encode(value)) for key, value in whole.items()])
        db.execute("COMMIT")


def read(path: Path) -> Results:
    """The run as it was written; its documents are read from the file when they are asked for.

    Raises UsageError where the file is missing, damaged or of a newer docscan, also later on.
    """
    with _opened(path) as db:
        run = dict(db.execute("SELECT key, value FROM run"))
        countries = list(db.execute("SELECT iso3, rank_first, rank_last, value FROM countries ORDER BY rowid"))
        return Results(
            documents=Stored(_read_facts(db), partial(_documents, path)),
            countries=tuple(msgspec.json.decode(row[3], type=Scorecard) for row in countries),
            ranks={row[0]: (row[1], row[2]) for row in countries if row[1] is not None},
            failures=_read_failures(db),
            frameworks=msgspec.json.decode(run["frameworks"], type=tuple[Framework, ...]),
            run=msgspec.json.decode(run["run"], type=RunFacts),
            former=msgspec.json.decode(run["former"], type=tuple[Change, ...]),
        )


def _documents(path: Path, ids: Sequence[str]) -> Iterator[DocumentResult]:
    with _opened(path) as db:
        for number in ids:
            found = db.execute("SELECT value FROM documents WHERE id = ?", (number,)).fetchone()
            if found is None:
                raise UsageError("was written anew meanwhile", subject=str(path), fix="start again")
            yield msgspec.json.decode(found[0], type=DocumentResult)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise UsageError(
            "holds no results",
            subject=str(path.parent),
            fix="run docscan scan PATH -o RESULTS first, or name its folder",
        )
    try:
        with closing(sqlite3.connect(path)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA:
                raise UsageError(
                    f"was written by a newer docscan (schema {version})", subject=str(path), fix="update docscan"
                )
            yield db
    except (msgspec.ValidationError, KeyError) as error:
        raise UsageError(
            f"was written by another version of docscan ({error})", subject=str(path), fix="run the scan again"
        ) from error
    except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
        raise UsageError(f"is damaged ({error})", subject=str(path), fix="run the scan again") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A run in short: a thousand documents of it are read in a moment."""

    documents: tuple[DocumentFacts, ...]
    countries: tuple[Scorecard, ...]
    failures: tuple[Failure, ...]


def brief(results: Results) -> Brief:
    """Results in short."""
    return Brief(documents=results.facts, countries=results.countries, failures=results.failures)


def read_brief(path: Path) -> Brief:
    """The run in short as it was written. Raises as :func:`read` does."""
    with _opened(path) as db:
        return Brief(
            documents=_read_facts(db),
            countries=tuple(
                msgspec.json.decode(value, type=Scorecard)
                for (value,) in db.execute("SELECT value FROM countries ORDER BY rowid")
            ),
            failures=_read_failures(db),
        )


def _read_facts(db: sqlite3.Connection) -> tuple[DocumentFacts, ...]:
    # Decoding into fewer fields passes over the others without making them.
    return tuple(
        msgspec.json.decode(value, type=DocumentFacts)
        for (value,) in db.execute("SELECT value FROM documents ORDER BY rowid")
    )


def _read_failures(db: sqlite3.Connection) -> tuple[Failure, ...]:
    return tuple(
        Failure(file=row[0], status=row[1], cause=row[2], fix=row[3], iso3=row[4], country=row[5])
        for row in db.execute("SELECT * FROM failures ORDER BY rowid")
    )


def _write_document(db: sqlite3.Connection, item: DocumentResult) -> None:
    coverage = item.scorecard.coverage
    _insert(
        db,
        "documents",
        [
            (item.id, item.file, item.iso3, item.country, item.title, item.year, item.kind, item.edition, item.language)
            + (item.pages, coverage.unreadable_pages, item.words, coverage.share, _encode(item))
        ],
    )
    _insert(
        db,
        "sections",
        (
            (item.id, s.score.section, s.parent, s.title, s.rank, " › ".join(s.path), s.page_start, s.page_end)
            + (s.score.level, s.score.score, s.score.low, s.score.high, s.score.peak, s.score.share, s.score.words)
            + (" ".join(s.score.sectors),)
            for s in item.sections
        ),
    )
    _insert(
        db,
        "passages",
        (
            (item.id, p.id, p.section, p.page, p.label, p.start, p.end, p.kind, p.language, p.level)
            + (*p.probabilities, int(p.doubtful), p.text)
            for p in item.passages
        ),
    )
    _insert(
        db,
        "findings",
        ((item.id, p.id, f.facet, f.value, f.start, f.end) for p in item.passages for f in p.findings),
    )
    _write_card(db, item.scorecard)


def _write_card(db: sqlite3.Connection, card: Scorecard) -> None:
    _insert(db, "figures", (_figure(card, figure) for figure in (card.index, *card.dimensions)))
    _insert(
        db,
        "answers",
        (
            (
                card.subject,
                card.id,
                answer.framework,
                answer.item,
                answer.answer,
                answer.rule,
                " ".join(answer.passages),
            )
            for result in card.frameworks
            for answer in result.answers
        ),
    )


def _figure(card: Scorecard, figure: Figure) -> tuple[Any, ...]:
    return (card.subject, card.id, figure.name, figure.value, figure.low, figure.high, figure.band, figure.reason)


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    remaining = iter(rows)
    for first in remaining:
        statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
        db.execute(statement, first)
        db.executemany(statement, remaining)


def _encode(value: object) -> str:
    # Deterministic: a set has no order of its own, and the same run must be the same bytes.
    return msgspec.json.encode(value, order="deterministic").decode()
