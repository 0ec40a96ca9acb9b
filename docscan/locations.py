"""Where documents lie: a path of this machine, or the URL of a store that fsspec knows (s3, gs, https, memory, file…).

Listing a store and asking a file's size and tag happens wherever this is called; content is read by :func:`local` alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from docscan.errors import ConfigurationError, DocumentError, MissingExtra, UsageError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:::[A-Za-z].*)?://")  # at least two letters: C:// is a drive
#: What stores call the tag that changes with a file's content, and the time that changes with it.
_TAGS = (
    "ETag",
    "etag",
    "md5Hash",
    "Content-MD5",
    "content_md5",
    "Digest",
    "checksum",
    "generation",
    "version_id",
    "ino",
)
_TIMES = ("LastModified", "Last-Modified", "last_modified", "updated", "mtime", "modified", "created")
#: Questions to a store that are under way at a time: each takes as long as the way there and back.
ASKED_AT_ONCE = 16
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A file of a store: its URL, its path below the folder asked for, its size in bytes (0 where the store can't tell).

    ``stamp`` changes when the file does; empty where the store gives neither tag nor time. ``problem`` says why the
    file cannot be had.
    """

    url: str
    name: str
    size: int = 0
    stamp: str = ""
    problem: str = ""


def is_url(location: str | Path) -> bool:
    """Whether a location is a URL rather than a path.

    >>> is_url("s3://plans/a.pdf"), is_url("plans/a.pdf"), is_url("C:/plans/a.pdf")
    (True, False, False)
    """
    return isinstance(location, str) and _URL.match(location) is not None


def given(location: str | Path) -> str | Path:
    """A location as somebody named it: a URL stays a string, anything else is a path."""
    return location if isinstance(location, str) and is_url(location) else Path(location)


def beside(url: str, name: str) -> str:
    """The URL of the file ``name`` in the folder that ``url`` or its pattern means; empty where there is none.

    Raises as :func:`find` does.
    """
    store, path = _open(url)
    fixed = re.split(r"[^/]*[*\[]", url, maxsplit=1)[0]
    web = url.startswith(("http://", "https://"))
    if fixed == url and not (url.endswith("/") if web else store.isdir(path)):
        return ""
    place = f"{fixed.rstrip('/')}/{name}"
    return place if store.isfile(_open(place)[1]) else ""


def link(file: Path, out: Path) -> str:
    """A relative link from the folder ``out`` to a file; empty where there is none, as to another drive on Windows."""
    try:
        return Path(os.path.relpath(file.resolve(), out.resolve())).as_posix()
    except ValueError:
        return ""


def suffix(location: str) -> str:
    """The suffix of a file's name, lower case; a query is no part of a name."""
    return PurePosixPath(name_of(location)).suffix.lower()


def name_of(url: str) -> str:
    """The file's own name.

    >>> name_of("https://example.org/plans/plan%20one.pdf?version=2")
    'plan one.pdf'
    """
    if url.startswith(("http://", "https://")):
        return unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1]
    return url.rstrip("/").rsplit("/", 1)[-1]


def find(url: str) -> tuple[Remote, ...]:
    """The files at a URL: itself, or those of a folder or a pattern such as ``s3://plans/**/*.pdf``, in order of name.

    Raises MissingExtra where a package for the protocol is not installed, UsageError where there is no such folder or
    the store cannot be asked. A file that is not there comes back with its ``problem``.
    """
    store, path = _open(url)
    try:
        paths, base = _listed(store, url, path)
    except FileNotFoundError:
        return (Remote(url=url, name=name_of(url), problem="it is not there"),)
    except Exception as error:  # stores raise what their libraries raise
        raise UsageError(
            f"cannot be listed ({_told(error)})", subject=url, fix="check the address and your rights to it"
        ) from error
    if base is None:
        return (_asked(store, path, url=url, name=name_of(url)),)
    names = {found: found.removeprefix(base).lstrip("/") for found in sorted(paths)}
    return tuple(_all_asked(store, url, names))


def _listed(store: Any, url: str, path: str) -> tuple[Iterable[str], str | None]:
    """Paths of a folder or pattern and the folder they are named from; None for a single file."""
    web = url.startswith(("http://", "https://"))
    if any(sign in path for sign in ("*[" if web else "*?[")):
        fixed = re.split(r"[^/]*[*?\[]", path, maxsplit=1)[0]
        return [found for found in store.glob(path) if web or not store.isdir(found)], fixed
    # Of a web address nobody can tell whether it is a folder, except that those end in a slash.
    if web and path.endswith("/"):
        store.ls(path)  # find() would take a server that does not answer for an empty folder
        return [found for found in store.find(path) if not found.endswith("/")], path
    if not web and store.isdir(path):
        return list(store.find(path)), path
    if url.endswith("/"):
        raise UsageError("is no folder", subject=url, fix="check the address")
    return [path], None


def _all_asked(store: Any, url: str, names: Mapping[str, str]) -> Iterator[Remote]:
    from concurrent.futures import ThreadPoolExecutor

    def ask(path: str) -> Remote:
        return _asked(store, path, url=_with_protocol(store, url, path), name=names[path])

    with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
        yield from pool.map(ask, names)


def _with_protocol(store: Any, url: str, path: str) -> str:
    return path if is_url(path) else str(store.unstrip_protocol(path))


def _asked(store: Any, path: str, *, url: str, name: str) -> Remote:
    try:
        facts = store.info(path)
    except Exception as error:  # the others go on
        return Remote(url=url, name=name, problem=_told(error))
    return Remote(url=url, name=name, size=int(facts.get("size") or 0), stamp=_stamp(url, facts))


def _stamp(url: str, facts: Mapping[str, Any]) -> str:
    known = [(key, str(facts[key])) for key in (*_TAGS, *_TIMES) if facts.get(key)]
    return hashlib.sha256(repr((url, facts.get("size"), known)).encode()).hexdigest() if known else ""


@contextmanager
def local(location: str) -> Iterator[Path]:
    """The file as a path of this machine, fetched for as long as it is needed where it lies elsewhere.

    Raises DocumentError where it cannot be had: that costs this document, and the others go on.
    """
    if not is_url(location):
        yield Path(location)
        return
    store, path = _open(location)
    # No suffix of ours: what the file is called decides, with its bytes, how it is read.
    with tempfile.TemporaryDirectory(prefix="docscan-", ignore_cleanup_errors=True) as room:
        target = Path(room) / f"document{suffix(location)}"
        try:
            with store.open(path, "rb") as source, target.open("wb") as copy:
                while data := source.read(CHUNK):
                    copy.write(data)
        except Exception as error:  # stores raise what their libraries raise
            raise unopened(_told(error)) from error
        yield target


def sha256(path: Path) -> str:
    """The hash of a file's bytes. Raises DocumentError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unopened(error.strerror or str(error)) from error


def unopened(problem: str) -> DocumentError:
    """The error for a file that cannot be opened at all."""
    return DocumentError(f"cannot be opened ({problem})", fix="check that it is a file, is there, and may be read")


def read_whole(url: str) -> bytes:
    """The bytes of a small file beside the documents, such as a metadata table. Raises ConfigurationError."""
    store, path = _open(url)
    try:
        return bytes(store.cat_file(path))
    except Exception as error:  # stores raise what their libraries raise
        raise ConfigurationError(
            f"cannot be read ({_told(error)})", subject=url, fix="check the address given with --metadata"
        ) from error


def _open(url: str) -> tuple[Any, str]:
    """The store of a URL and the path in it. Raises MissingExtra and UsageError."""
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtra(
            "reading from a URL needs fsspec, which is not installed", extra="cluster", subject=url
        ) from error
    protocol = url.split("://", 1)[0]
    try:
        store, path = (
            fsspec.url_to_fs(url, use_listings_cache=False) if protocol in ("http", "https") else fsspec.url_to_fs(url)
        )
    except ImportError as error:
        raise MissingExtra(
            f"reading from {protocol}:// needs a package that is not installed ({error})",
            subject=url,
            fix=f"pip install {_package(protocol)}",
        ) from error
    except ValueError as error:
        raise UsageError(
            f"unknown protocol '{protocol}'",
            subject=url,
            fix="use https://, s3://, gs://, or another that fsspec knows",
        ) from error
    return store, str(path)


def _package(protocol: str) -> str:
    """What to install for a protocol: the package that fsspec names."""
    if protocol in ("http", "https"):
        return '"fsspec[http]"'
    from fsspec.registry import known_implementations

    entry = known_implementations.get(protocol.split("::", maxsplit=1)[0], {})
    package = str(entry.get("class", "")).split(".", 1)[0]
    return f'"fsspec[{protocol}]"' if package in ("", "fsspec") else package


def _told(error: BaseException) -> str:
    """What went wrong, on one line. What a server answered may be the cause of an error that says less."""
    cause: BaseException | None = error
    while cause is not None:
        status = getattr(cause, "status", None)
        if isinstance(status, int) and status not in (404, 410):
            return f"the server answered {status} {getattr(cause, 'message', '')}".rstrip()
        cause = cause.__cause__
    if isinstance(error, FileNotFoundError):
        return "it is not there"
    if isinstance(error, PermissionError):
        return "permission denied"
    text = " ".join(str(error).split())
    return text[:200] if text else type(error).__name__
