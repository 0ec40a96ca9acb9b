"""Which files a scan reads: those named, and those of a known kind in the folders named."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docscan.errors import UsageError
from docscan.extract import SUFFIXES
from docscan.store import HIDDEN, is_results

#: Suffixes that are read; what a file really is, its first bytes decide (``extract``).
READ = frozenset(SUFFIXES)
#: Documents that people keep but docscan cannot read: named in failures, never passed over in silence.
UNREADABLE = frozenset({".doc", ".rtf", ".odt", ".ppt", ".pptx", ".epub", ".pages", ".wpd"})
#: Files that explain a folder rather than belong to it.
COMPANIONS = ("readme", "license", "licence", "changelog")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read. ``source`` is the name it is cited by: its path below the folder named, with forward slashes.

    ``id`` is the SHA-256 of its bytes, empty where it cannot be read; ``problem`` then says why.
    """

    path: Path
    source: str
    size: int
    id: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Files to read by ``source``, and the names of files in the folders that are of no kind we read."""

    files: tuple[Found, ...]
    ignored: tuple[str, ...]


def discover(paths: Iterable[Path]) -> Discovery:
    """Find and hash the files. Raises UsageError for a path that does not exist, or where there is nothing to read."""
    paths = list(paths)
    found: dict[Path, Found] = {}
    ignored: list[str] = []
    for base in paths:
        if not base.exists():
            raise UsageError("does not exist", subject=str(base), fix="check the spelling of the path")
        for path in sorted(_walk(base)) if base.is_dir() else [base]:
            source = path.relative_to(base).as_posix() if base.is_dir() else path.name
            if base.is_dir() and _is_ignored(path):
                ignored.append(source)
            else:
                found.setdefault(path.resolve(), _found(path, source))
    if not found:
        places = ", ".join(str(path) for path in paths)
        raise UsageError(
            "holds no document to read", subject=places, fix="docscan reads PDF, DOCX, HTML, TXT and Markdown files"
        )
    return Discovery(
        files=tuple(_distinct(sorted(found.values(), key=lambda item: item.source))), ignored=tuple(ignored)
    )


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != HIDDEN and not is_results(here / name)
        )
        yield from (here / name for name in sorted(names) if not name.startswith((".", "~$")))


def _is_ignored(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix not in READ | UNREADABLE:
        return True
    return suffix in {".md", ".txt", ".markdown", ".text"} and path.stem.lower() in COMPANIONS


def _found(path: Path, source: str) -> Found:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return Found(path=path, source=source, size=0, problem="it is no regular file")
        with path.open("rb") as file:
            identity = hashlib.file_digest(file, "sha256").hexdigest()
        return Found(path=path, source=source, size=state.st_size, id=identity)
    except OSError as error:
        return Found(path=path, source=source, size=0, problem=error.strerror or str(error))


def _distinct(files: list[Found]) -> Iterator[Found]:
    """Give files of the same name from different folders names that differ: the folder's name goes before."""
    counts: dict[str, int] = {}
    for item in files:
        counts[item.source] = counts.get(item.source, 0) + 1
    for item in files:
        source = item.source if counts[item.source] == 1 else f"{item.path.resolve().parent.name}/{item.source}"
        yield Found(path=item.path, source=source, size=item.size, id=item.id, problem=item.problem)
