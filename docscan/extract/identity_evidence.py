"""The parts of a reading that tell whose it is: the title page, the pages after it, the file's own words, the body."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from docscan.extract.piece import Piece, Reading

_TITLE_PAGES: Final = 2
_TITLE_CHARACTERS: Final = 1800
_FRONT_CHARACTERS: Final = 12000
_BODY_CHARACTERS: Final = 80_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Texts to look in. Lines are parted by ``\\n``, so that a date alone on its line can be told.

    ``title`` is the first two pages with text, up to 1,800 characters; ``front`` the first 12,000 characters; ``body``
    blocks spread evenly over all of it, 80,000 characters in all. ``declared`` is the title in the file's properties,
    ``created`` the year in which the file was made (0 where unknown), ``name`` the file's name without suffix.
    """

    title: str
    front: str
    body: str
    declared: str
    created: int
    name: str
    language: str


def gather(reading: Reading, *, source: str, language: str) -> Evidence:
    """The evidence of one reading."""
    return Evidence(
        title=title_page(reading),
        front=_head(reading.pieces, _FRONT_CHARACTERS, None),
        body=_sample(reading.pieces, _BODY_CHARACTERS),
        declared=reading.properties.get("title", "").strip(),
        created=_created(reading.properties),
        name=PurePosixPath(source.replace("\\", "/")).stem.replace("_", " "),
        language=language,
    )


def title_page(reading: Reading) -> str:
    """The lines of the first two pages with text, up to 1,800 characters."""
    return _head(reading.pieces, _TITLE_CHARACTERS, _TITLE_PAGES)


def _head(pieces: list[Piece], characters: int, pages: int | None) -> str:
    """The lines of the first pieces: up to ``characters``, and within the first ``pages`` that have any text."""
    lines: list[str] = []
    seen: set[int] = set()
    length = 0
    for piece in pieces:
        for line in piece.lines:
            seen.add(line.page)
            if length >= characters or (pages is not None and len(seen) > pages):
                return "\n".join(lines)
            lines.append(line.text)
            length += len(line.text) + 1
    return "\n".join(lines)


def _sample(pieces: list[Piece], characters: int) -> str:
    """Blocks spread evenly over the document: all of them where they are within ``characters``."""
    total = sum(len(line.text) + 1 for piece in pieces for line in piece.lines)
    step = total / characters
    taken: list[str] = []
    position, due = 0.0, 0.0
    for piece in pieces:
        length = sum(len(line.text) + 1 for line in piece.lines)
        if step <= 1 or position >= due:
            taken.extend(line.text for line in piece.lines)
            due += length * step
        position += length
    return "\n".join(taken)


def _created(properties: dict[str, str]) -> int:
    """The year of ``D:20150925…`` (PDF) or ``2015-09-25T…`` (others)."""
    digits = properties.get("created", "").removeprefix("D:")[:4]
    return int(digits) if digits.isdigit() and 1980 <= int(digits) <= 2099 else 0
