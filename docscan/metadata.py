"""The metadata table ``documents.csv``: what an analyst knows about the files, which wins over what is detected."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from docscan import locations
from docscan.document import KINDS
from docscan.errors import ConfigurationError

COLUMNS = ("file", "country", "country_name", "year", "kind", "edition", "language", "title")
NAME = "documents.csv"
_YEAR = re.compile(r"(19|20)\d\d")
_INVENTED = re.compile(r"X[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataTable:
    """Rows by file (as a path with ``/`` relative to the table's folder, or a bare name) and what was wrong in them."""

    path: str
    rows: dict[str, dict[str, str]]
    warnings: tuple[str, ...]

    def row(self, source: str) -> dict[str, str]:
        """The row of a document: by its path, else by its bare name; empty where the table has none."""
        return self.rows.get(source) or self.rows.get(source.rsplit("/", 1)[-1]) or {}

    def missing(self, sources: Iterable[str]) -> tuple[str, ...]:
        """A warning for each row whose file is not among ``sources``."""
        names = set(sources) | {source.rsplit("/", 1)[-1] for source in sources}
        return tuple(
            f"{self.path}: '{file}' is not among the files read; its row is not used (check the spelling)"
            for file in self.rows
            if file not in names
        )


EMPTY = MetadataTable(path="", rows={}, warnings=())


def read(path: Path | str) -> MetadataTable:
    """Read a table, by path or URL. Comma, semicolon or tab; UTF-8 or the encoding Excel left it in.

    Raises ConfigurationError where the table as a whole is wrong (unreadable, no column ``file``, unknown columns): it
    is seen at once, before hours of work. A wrong value costs its cell only and becomes a warning with its row.
    """
    text = _text(path)
    path = Path(locations.name_of(path)) if isinstance(path, str) and locations.is_url(path) else Path(path)
    dialect = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    if "\t" in text.split("\n", 1)[0]:
        dialect = "\t"
    reader = csv.DictReader(io.StringIO(text), delimiter=dialect, strict=True)
    columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
    _check_columns(columns, path)
    rows: dict[str, dict[str, str]] = {}
    warnings: list[str] = []
    for number, record in _records(reader, path):
        row = {key: (value or "").strip() for key, value in zip(columns, list(record.values()), strict=False) if key}
        where = f"{path.name}, row {number}"
        file = row.pop("file", "").replace("\\", "/").removeprefix("./")
        if not file:
            if any(row.values()):
                warnings.append(f"{where}: names no file; the row is not used")
            continue
        if file in rows:
            warnings.append(f"{where}: '{file}' stands in the table twice; the first row is used")
            continue
        rows[file] = {key: value for key, value in row.items() if value and _keeps(key, value, where, warnings)}
    return MetadataTable(path=path.name, rows=rows, warnings=tuple(warnings))


def _records(reader: csv.DictReader[str], path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their numbers as a spreadsheet counts them. Raises ConfigurationError at a quote that is not closed."""
    number = 1
    try:
        for number, record in enumerate(reader, 2):
            yield number, record
    except csv.Error as error:
        raise ConfigurationError(
            f"cannot be read as a table ({error})",
            subject=f"{path}, after row {number}",
            fix="close the quotation mark",
        ) from error


def _text(path: Path | str) -> str:
    try:
        remote = isinstance(path, str) and locations.is_url(path)
        data = locations.read_whole(str(path)) if remote else Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"cannot be read ({error.strerror})", subject=str(path), fix="check the path given with --metadata"
        ) from error
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ConfigurationError("is no text table", subject=str(path), fix="save it as CSV UTF-8")


def _check_columns(columns: list[str], path: Path) -> None:
    for name in columns:
        if name and name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1)
            fix = f"did you mean '{near[0]}'?" if near else f"known columns: {', '.join(COLUMNS)}"
            raise ConfigurationError(f"unknown column '{name}'", subject=str(path), fix=fix)
    if "file" not in columns:
        raise ConfigurationError(
            "has no column 'file'", subject=str(path), fix=f"give a first row with {', '.join(COLUMNS)}"
        )


def _is_language(code: str) -> bool:
    from babel import Locale

    return bool(re.fullmatch(r"[a-z]{2}", code)) and code in Locale("en").languages


def _keeps(key: str, value: str, where: str, warnings: list[str]) -> bool:
    """Whether the value may stand; if not, a warning says why and what would be right."""
    problem = ""
    if key == "country" and not _INVENTED.fullmatch(value.upper()):
        from docscan.extract.identity import country_code

        if country_code(value) is None:
            problem = f"unknown country '{value}' (give an ISO 3166 alpha-3 code, a name, or XAA to XZZ if invented)"
    elif key == "year" and not _YEAR.fullmatch(value):
        problem = f"'{value}' is no year (four digits, 1900 to 2099)"
    elif key == "kind" and value not in KINDS:
        near = get_close_matches(value, KINDS, n=1)
        problem = f"unknown kind '{value}'" + (
            f" (did you mean '{near[0]}'?)" if near else f" (one of {', '.join(KINDS)})"
        )
    elif key == "language" and not _is_language(value):
        problem = f"'{value}' is no language code (en, fr, es, pt)"
    if problem:
        warnings.append(f"{where}: {problem}; what the document says is used instead")
    return not problem
