"""The results folder: its marker, the cache of stage results, and putting finished outputs in place.

``RESULTS/.docscan/`` holds what docscan alone needs: the marker and schema, ``cache.sqlite`` (results of every stage
by the hash of its input and settings) and the folder outputs are built in. Only the coordinating process opens it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType

from docscan import __version__
from docscan.errors import UsageError

SCHEMA = 1
HIDDEN = ".docscan"
MARKER = "results.json"
#: Written last: a folder without it is being built or was interrupted.
SEAL = "run.json"
#: Files people make in the folder, which no scan may touch.
HUMAN = frozenset({"labels.jsonl"})


class ResultsFolder:
    """A folder of results, opened for writing by one process at a time.

    >>> with ResultsFolder(Path("results")) as folder:   # doctest: +SKIP
    ...     folder.cache.get("…")
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cache: Cache

    def __enter__(self) -> ResultsFolder:
        _check(self.path)
        hidden = self.path / HIDDEN
        try:
            hidden.mkdir(parents=True, exist_ok=True)
            marker = hidden / MARKER
            if not marker.exists():
                write_whole(marker, json.dumps({"schema": SCHEMA, "docscan": __version__}) + "\n")
            self.cache = Cache(hidden / "cache.sqlite")
        except (OSError, sqlite3.OperationalError) as error:
            if "locked" in str(error):
                raise UsageError(
                    "another scan is writing here", subject=str(self.path), fix="wait for it, or choose another folder"
                ) from error
            raise UsageError(
                f"cannot be written ({error})", subject=str(self.path), fix="choose a folder you may write to with -o"
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cache.close()

    @contextmanager
    def building(self) -> Iterator[Path]:
        """An empty folder to build outputs in; on leaving without error they replace the former ones.

        ``run.json`` goes last and is taken away first, so that a folder that has it is whole.
        """
        build = self.path / HIDDEN / "build"
        shutil.rmtree(build, ignore_errors=True)
        build.mkdir()
        yield build
        seal = self.path / SEAL
        seal.unlink(missing_ok=True)
        names = sorted(item.name for item in build.iterdir() if item.name != SEAL)
        for old in sorted(self.path.iterdir()):
            if old.name not in names and old.name not in HUMAN and old.name != HIDDEN:
                _remove(old)
        for name in names:
            target = self.path / name
            if target.is_dir():
                _remove(target)
            (build / name).replace(target)
        (build / SEAL).replace(seal)
        build.rmdir()


def is_results(path: Path) -> bool:
    """Whether the folder carries our marker."""
    return (path / HIDDEN / MARKER).is_file()


def _check(path: Path) -> None:
    """Refuse a file, a folder with other things in it, and results of a newer docscan."""
    if path.exists() and not path.is_dir():
        raise UsageError("is a file, not a folder", subject=str(path), fix="name a new folder with -o")
    if not is_results(path):
        if path.is_dir() and any(path.iterdir()):
            raise UsageError(
                "holds files that docscan did not write",
                subject=str(path),
                fix="name a new or empty folder with -o; nothing was changed",
            )
        return
    check_schema(path)


def check_schema(path: Path) -> None:
    """Raise UsageError where a folder of ours was written by a newer docscan; other folders pass."""
    if not is_results(path):
        return
    try:
        schema = int(json.loads((path / HIDDEN / MARKER).read_text(encoding="utf-8"))["schema"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "has a marker that cannot be read", subject=str(path), fix="name a new folder with -o"
        ) from error
    if schema > SCHEMA:
        raise UsageError(
            f"was written by a newer docscan (schema {schema}, this one knows {SCHEMA})",
            subject=str(path),
            fix="update docscan, or name a new folder with -o",
        )


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def write_whole(path: Path, text: str) -> None:
    """Write so that the file is either whole or not there."""
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def kept(folder: Path, name: str) -> Iterator[bytes]:
    """Every value that a results folder keeps of one stage, read without writing; none where a scan is at work there."""
    path = folder / HIDDEN / "cache.sqlite"
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=1.0)) as db:
            for (value,) in db.execute("SELECT value FROM result WHERE name = ? ORDER BY key", (name,)):
                yield value
    except sqlite3.Error:
        return  # busy, damaged or of another version: what a cache gives is never needed


class Cache:
    """Results of stages by key. Every ``put`` is committed: what was computed once survives a kill."""

    def __init__(self, path: Path) -> None:
        try:
            self._db = self._open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # A damaged cache costs time, never results: it is made anew.
            path.unlink()
            self._db = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=1.0, isolation_level=None)
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        # Large values in a table ordered by a hash would be shuffled at every insertion: the key is an index beside.
        db.execute("CREATE TABLE IF NOT EXISTS result (key TEXT PRIMARY KEY, name TEXT, value BLOB)")
        db.execute("CREATE TABLE IF NOT EXISTS seen (stamp TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID")
        db.execute("BEGIN IMMEDIATE")  # takes the lock now, so that a second scan is told at once
        db.execute("COMMIT")
        return db

    def get(self, key: str) -> bytes | None:
        """The value of a key, or None."""
        row = self._db.execute("SELECT value FROM result WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def has(self, key: str) -> bool:
        """Whether the key is there (without reading its value)."""
        return self._db.execute("SELECT 1 FROM result WHERE key = ?", (key,)).fetchone() is not None

    def put(self, values: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep (key, stage name, value) rows, all or none."""
        self._db.execute("BEGIN IMMEDIATE")
        for key, name, value in values:
            self._db.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?)", (key, name, value))
        self._db.execute("COMMIT")

    def known(self, stamp: str) -> str:
        """The id of the file that had this stamp, or nothing."""
        row = self._db.execute("SELECT id FROM seen WHERE stamp = ?", (stamp,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, seen: Iterable[tuple[str, str]]) -> None:
        """Keep (stamp, id) pairs, so that files need not be hashed again to know them."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", seen)
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Release the folder."""
        self._db.close()


def digest(*parts: object) -> str:
    """A key of 32 hex digits from the ``repr`` of the parts."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


@cache
def code_digest(*packages: str) -> str:
    """A hash of the code and data of docscan's parts, so that a result never outlives the code that made it.

    ``packages`` are paths below the package, such as ``extract`` or ``classify/model.py``.
    """
    total = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    root = files("docscan")
    for package in packages:
        for name, data in _contents(root.joinpath(*package.split("/")), package):
            total.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    return total.hexdigest()[:32]


def _contents(item: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if item.is_file():
        if not name.endswith(".pyc"):
            yield name, item.read_bytes()
    elif item.is_dir() and not name.endswith("__pycache__"):
        for child in sorted(item.iterdir(), key=lambda child: child.name):
            yield from _contents(child, f"{name}/{child.name}")
