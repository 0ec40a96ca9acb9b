"""A file to a Document: its text in reading order, its sections and passages, its language and identity.

``READERS`` is the table of formats: a new one is a module with ``read(path, settings) -> Reading`` and a line here.
Readers are imported when the first file of their kind is read.

>>> from docscan.extract import extract
>>> document = extract("plan.pdf")                       # doctest: +SKIP
>>> document.sections[3].title                           # doctest: +SKIP
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from docscan.errors import DocumentError

if TYPE_CHECKING:
    from docscan.config import ExtractSettings
    from docscan.document import Document
    from docscan.extract.filetype import FileType
    from docscan.extract.piece import Reading

__all__ = ["READERS", "SUFFIXES", "Format", "extract"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format by the suffixes of its files: ``content`` is what its bytes must be, ``reader`` the module."""

    name: str
    suffixes: tuple[str, ...]
    content: str
    reader: str


#: The formats that are read. A new one: a line here, and a module with ``read(path, settings) -> Reading``.
READERS: Final = (
    Format(name="PDF", suffixes=(".pdf",), content="pdf", reader="docscan.extract.pdf"),
    Format(name="Word", suffixes=(".docx", ".docm"), content="docx", reader="docscan.extract.word"),
    Format(name="HTML", suffixes=(".html", ".htm", ".xhtml"), content="html", reader="docscan.extract.html"),
    Format(name="Markdown", suffixes=(".md", ".markdown"), content="text", reader="docscan.extract.markdown"),
    Format(name="Text", suffixes=(".txt", ".text"), content="text", reader="docscan.extract.plain"),
)

#: Suffixes of files that a folder is searched for, lower case.
SUFFIXES: Final = tuple(suffix for item in READERS for suffix in item.suffixes)


def extract(
    path: str | Path,
    settings: ExtractSettings | None = None,
    metadata: Mapping[str, str] | None = None,
    source: str | None = None,
) -> Document:
    """Read one file.

    ``settings`` are the packaged defaults when left out. ``metadata`` is the document's row of ``documents.csv``
    (country, country_name, year, kind, edition, language, title): what it states wins over all that is detected.
    ``source`` is the name by which the document is cited (default: the file's name).

    Raises DocumentError where the file cannot be read as a document.
    """
    from docscan import collector

    with collector.paused():
        return _extract(
            Path(path), settings if settings is not None else _default_settings(), dict(metadata or {}), source
        )


def _extract(path: Path, options: ExtractSettings, row: Mapping[str, str], source: str | None) -> Document:
    from docscan.extract import segment
    from docscan.extract.identity import identify
    from docscan.extract.identity_title import find_title

    data = _bytes(path)
    reader, warnings = _choose(path, data)
    reading: Reading = import_module(reader.reader).read(path, options)
    code, noted = _language(reading, options, row)
    reading.title = row.get("title") or find_title(reading)
    name = source if source is not None else path.name
    return segment.assemble(
        reading,
        id=hashlib.sha256(data).hexdigest(),
        source=name,
        language=code,
        identity=identify(reading, source=name, metadata=row, language=code),
        warnings=(*warnings, *noted),
        settings=options,
    )


def _default_settings() -> ExtractSettings:
    from docscan.config import load

    return load().extract


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("is not there", subject=str(path), fix="check the path") from error
    except IsADirectoryError as error:
        raise DocumentError(
            "is a folder, not a file", subject=str(path), fix="give `docscan scan` the folder"
        ) from error
    except PermissionError as error:
        raise DocumentError(
            "may not be read (permission denied)", subject=str(path), fix="give yourself the right to read it"
        ) from error
    except OSError as error:
        raise DocumentError(
            f"cannot be read ({error.strerror})", subject=str(path), fix="check the disk or the network share"
        ) from error


def _choose(path: Path, data: bytes) -> tuple[Format, tuple[str, ...]]:
    """The reader for a file: by its suffix, corrected by what its bytes say."""
    from docscan.extract.filetype import sniff

    found = sniff(data)
    claimed = next((item for item in READERS if path.suffix.lower() in item.suffixes), None)
    if not found.format:
        raise DocumentError(f"is {found.name}", subject=str(path), fix=found.fix)
    if claimed is None:
        raise _unknown_suffix(path, found)
    if claimed.content == found.format:
        return claimed, ()
    if (claimed.name, found.format) in (("HTML", "text"), ("Markdown", "html")):
        return claimed, ()  # a fragment of a page without <html>; Markdown that begins with a tag
    if claimed.content in ("pdf", "docx") and found.format == "text":
        raise DocumentError(
            f"is plain text, not {claimed.name}", subject=str(path), fix="download it again, or rename it to .txt"
        )
    actual = next(item for item in READERS if item.content == found.format)
    return actual, (f"The file's name ends in '{path.suffix}' but it is {found.name}; it was read as {actual.name}.",)


def _unknown_suffix(path: Path, found: FileType) -> DocumentError:
    known = ", ".join(SUFFIXES)
    suffix = f"suffix '{path.suffix}'" if path.suffix else "no suffix"
    actual = next((item for item in READERS if item.content == found.format and found.format != "text"), None)
    fix = f"it is {found.name}: rename it to {actual.suffixes[0]}" if actual else f"formats that are read: {known}"
    return DocumentError(f"is of an unknown format ({suffix})", subject=str(path), fix=fix)


def _language(reading: Reading, settings: ExtractSettings, row: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The document's language: stated, else detected; with a warning where it can't be scored."""
    from docscan.document import PASSAGE_KINDS
    from docscan.extract.language import UNDETERMINED, detect_document, name

    stated = row.get("language", "").strip().lower() or (settings.language if settings.language != "auto" else "")
    if stated:
        code = stated
    else:
        texts = (" ".join(line.text for line in piece.lines) for piece in reading.pieces if piece.kind in PASSAGE_KINDS)
        code, _ = detect_document(texts)
    if code in settings.languages:
        return code, ()
    if code == UNDETERMINED:
        return code, ("The document has too little text to tell its language.",)
    return code, (f"The document is in {name(code)} ({code}), which docscan does not score; it was read only.",)


class _CallablePackage(ModuleType):
    """Lets ``docscan.extract(path)`` work although ``docscan.extract`` is a package.

    Python binds a subpackage as attribute of its parent as soon as it is imported, over any function of the same name
    there; so the package itself answers the call.
    """

    def __call__(self, path: str | Path, *args: Any, **options: Any) -> Document:
        return extract(path, *args, **options)


sys.modules[__name__].__class__ = _CallablePackage
