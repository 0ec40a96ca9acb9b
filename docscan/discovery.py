"""Which files a scan reads: those named, and those of a known kind in the folders named; by path or by URL."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from docscan import locations
from docscan.errors import DocumentError, UsageError
from docscan.extract import SUFFIXES
from docscan.store import HIDDEN, digest, is_results

#: Suffixes that are read; what a file really is, its first bytes decide (``extract``).
READ = frozenset(SUFFIXES)
#: Documents that people keep but docscan cannot read: named in failures, never passed over in silence.
UNREADABLE = frozenset({".doc", ".rtf", ".odt", ".ppt", ".pptx", ".epub", ".pages", ".wpd"})
#: Files that explain a folder rather than belong to it.
COMPANIONS = ("readme", "license", "licence", "changelog")
#: Seconds a file must have lain untouched before its time can vouch for its content: a clock may tick as slowly.
SETTLED = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read. ``location`` is its path or URL, ``source`` the name it is cited by: its path below the folder named.

    ``id`` is the SHA-256 of its bytes, empty where nobody has read them yet; ``stamp`` changes when the file does (empty
    where only reading can tell); ``problem`` says why it cannot be read.
    """

    location: str
    source: str
    size: int
    stamp: str = ""
    id: str = ""
    problem: str = ""
    settled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Files to read by ``source``, and the names of files in the folders that are of no kind we read."""

    files: tuple[Found, ...]
    ignored: tuple[str, ...]

    def with_ids(self, ids: Mapping[str, str]) -> Discovery:
        """The same with the ids that reading brought, by ``source``."""
        return replace(self, files=tuple(replace(item, id=ids.get(item.source, item.id)) for item in self.files))


def discover(paths: Iterable[str | Path]) -> Discovery:
    """Find the files, without reading them.

    Raises UsageError for a path that does not exist, or where there is nothing to read.
    """
    paths = list(paths)
    found: dict[str, Found] = {}
    ignored: list[str] = []
    for base in paths:
        for name, item in _in_url(base) if isinstance(base, str) and locations.is_url(base) else _in_path(Path(base)):
            if item is None:
                ignored.append(name)
            else:
                found.setdefault(item.location, item)
    if not found:
        places = ", ".join(str(path) for path in paths)
        raise UsageError(
            "holds no document to read", subject=places, fix="docscan reads PDF, DOCX, HTML, TXT and Markdown files"
        )
    return Discovery(
        files=tuple(_distinct(sorted(found.values(), key=lambda item: item.source))), ignored=tuple(ignored)
    )


def _in_path(base: Path) -> Iterator[tuple[str, Found | None]]:
    """Names and files below a path; None for those that are left out."""
    if not base.exists():
        raise UsageError("does not exist", subject=str(base), fix="check the spelling of the path")
    folder = base.is_dir()
    for path in sorted(_walk(base)) if folder else [base]:
        source = path.relative_to(base).as_posix() if folder else path.name
        yield source, None if folder and _is_ignored(source) else _found(path, source)


def _in_url(base: str) -> Iterator[tuple[str, Found | None]]:
    """Names and files below a URL; None for those that are left out."""
    remotes = locations.find(base)
    folder = [item.url for item in remotes] != [base]
    for item in remotes:
        name = item.name or item.url
        hidden = any(part.startswith((".", "~$")) for part in name.split("/"))
        if folder and (hidden or _is_ignored(name)):
            yield name, None
        else:
            yield (
                name,
                Found(location=item.url, source=name, size=item.size, stamp=item.stamp, problem=item.problem),
            )


def identify(
    found: Discovery, known: Callable[[str], str], *, reading: bool = True
) -> tuple[Discovery, tuple[tuple[str, str], ...]]:
    """Give files their ids: as ``known`` by their stamps, else by hashing those of this machine, if ``reading``.

    Also returns the (stamp, id) pairs that were learned and can be relied on next time.
    """
    files: list[Found] = []
    learned: list[tuple[str, str]] = []
    for item in found.files:
        number = known(item.stamp) if item.stamp and not item.problem else ""
        problem = item.problem
        if not number and not problem and reading and not locations.is_url(item.location):
            try:
                number = locations.sha256(Path(item.location))
            except DocumentError as error:
                problem = error.cause
            else:
                if item.settled:
                    learned.append((item.stamp, number))
        files.append(replace(item, id=number, problem=problem))
    return replace(found, files=tuple(files)), tuple(learned)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != HIDDEN and not is_results(here / name)
        )
        yield from (here / name for name in sorted(names) if not name.startswith((".", "~$")))


def _is_ignored(name: str) -> bool:
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix not in READ | UNREADABLE:
        return True
    return suffix in {".md", ".txt", ".markdown", ".text"} and path.stem.lower() in COMPANIONS


def _found(path: Path, source: str) -> Found:
    location = str(path.resolve())
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return Found(location=location, source=source, size=0, problem=_opening("it is no regular file"))
    except OSError as error:
        return Found(location=location, source=source, size=0, problem=_opening(error.strerror or str(error)))
    return Found(
        location=location,
        source=source,
        size=state.st_size,
        # The time of the inode's change cannot be set: it tells a file whose former time was put back.
        stamp=digest(location, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino, state.st_dev),
        settled=time.time() - max(state.st_mtime, state.st_ctime) > SETTLED,
    )


def _opening(problem: str) -> str:
    return locations.unopened(problem).cause


def _distinct(files: list[Found]) -> list[Found]:
    """Give files of the same name from different folders names that differ: names of the folders above go before."""
    groups: dict[str, list[Found]] = {}
    for item in files:
        groups.setdefault(item.source, []).append(item)
    named: list[Found] = []
    for source, group in groups.items():
        above = [_above(item) for item in group]
        for depth in range(max(map(len, above)) + 1):
            names = ["/".join((*parts[len(parts) - depth :], source)) for parts in above]
            if len(set(names)) == len(group):
                break
        named += [replace(item, source=name) for item, name in zip(group, names, strict=True)]
    return sorted(named, key=lambda item: item.source)


def _above(item: Found) -> tuple[str, ...]:
    """Names of the folders above the one that ``source`` counts from."""
    whole = item.location.replace("\\", "/")
    base = whole.removesuffix(item.source)
    return PurePosixPath(base if base != whole else PurePosixPath(whole).parent).parts
