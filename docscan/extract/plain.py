"""Text files: decoded, cut into pages, and laid out as a typewritten page is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docscan.config import ExtractSettings
from docscan.errors import DocumentError
from docscan.extract import (
    contents,
    encoding,
    headings,
    layout_furniture,
    layout_kinds,
    layout_paragraphs,
    layout_titles,
    plain_grid,
    plain_pages,
)
from docscan.extract.layout_order import in_reading_order
from docscan.extract.piece import PageInfo, Piece, Reading
from docscan.extract.plain_pages import TextPage
from docscan.extract.textline import TextLine

#: Where one line in ten is longer than this, lines are paragraphs and not rows of print.
_UNWRAPPED = 240
#: White between lines of print as a share of the size, as plain_grid sets it.
_LEADING = 0.2


def read(path: Path, settings: ExtractSettings) -> Reading:
    """The blocks of a text file in reading order; pages by form feeds, else by the page numbers printed in the text.

    Encodings: UTF-8, UTF-16 (with or without mark), else cp1252 or what the bytes look most like.
    Raises DocumentError for a file that is missing, empty, or not text.
    """
    text, warnings = _decode(Path(path))
    reading = read_text(text, settings)
    reading.warnings.extend(warnings)
    return reading


def read_text(text: str, settings: ExtractSettings) -> Reading:
    """The blocks of a text that is already decoded, as :func:`read` finds them."""
    pages = plain_pages.split(text)[: settings.max_pages]
    infos = [PageInfo(number=number, label=page.label) for number, page in enumerate(pages, start=1)]
    by_page = _lines(pages)
    _mark(by_page, pages, infos)
    return Reading(pieces=_pieces(by_page), pages=infos)


def _decode(path: Path) -> tuple[str, list[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError("cannot be opened", subject=str(path), fix=f"check the path ({error.strerror})") from error
    if not data:
        raise DocumentError("is empty (0 bytes)", subject=str(path), fix="fetch the file again")
    if not encoding.is_text(data):
        raise DocumentError("is not a text file", subject=str(path), fix="give the file the ending of its format")
    text, name = encoding.decode(data)
    if not text.strip():
        raise DocumentError("holds no text", subject=str(path), fix="check that the right file was saved")
    warnings = []
    if b"\x00" in data and not name.startswith("utf-16") and not name.startswith("utf-32"):
        warnings.append("null characters were taken out: the file may be damaged")
    if "\ufffd" in text:
        warnings.append(f"{text.count(chr(0xFFFD))} character(s) could not be decoded ({name})")
    return text, warnings


def _lines(pages: Sequence[TextPage]) -> list[list[TextLine]]:
    lengths = sorted(len(line) for page in pages for line in page.lines if line.strip())
    loose = lengths[len(lengths) * 9 // 10] > _UNWRAPPED if lengths else False
    return [_in_order(plain_grid.lines(page, number, loose=loose)) for number, page in enumerate(pages, start=1)]


def _in_order(lines: list[TextLine]) -> list[TextLine]:
    """The lines of a page in reading order, long pages in stretches: a text without page marks is one long page."""
    ordered: list[TextLine] = []
    for stretch in plain_grid.stretches(lines):
        found = in_reading_order(stretch)
        if ordered and found:
            found[0].gap = max(min(line.box[1] for line in found) - max(line.box[3] for line in ordered[-3:]), 0.0)
        ordered.extend(found)
    return ordered


def _mark(by_page: Sequence[list[TextLine]], pages: Sequence[TextPage], infos: Sequence[PageInfo]) -> None:
    """Furniture, notes, captions, as layout knows them; it goes by the height of the page, which text does not keep."""
    heights = [plain_grid.height(page) for page in pages]
    measured = [
        PageInfo(number=info.number, label=info.label, height=high) for info, high in zip(infos, heights, strict=True)
    ]
    if len(pages) > 1:
        layout_furniture.mark(by_page, measured)
    for info, other in zip(infos, measured, strict=True):
        info.label = info.label or other.label
    # Before layout looks for captions: a list of tables is contents, and a text without pages has it anywhere.
    flat = [line for lines in by_page for line in lines]
    for index in contents.find(flat).lines:
        if flat[index].kind == "paragraph":
            flat[index].kind = "contents"
    layout_kinds.mark(by_page, heights)


def _pieces(by_page: Sequence[list[TextLine]]) -> list[Piece]:
    flat = [line for lines in by_page for line in lines]
    found = headings.find(flat)
    layout_titles.mark(flat, found)
    edges: dict[tuple[int, int], float] = {}
    for line in flat:
        if line.kind != "furniture":
            place = (line.page, line.column)
            edges[place] = max(edges.get(place, 0.0), line.box[2])
    pieces = layout_paragraphs.build(flat, found, edges, _LEADING)
    for piece in pieces:
        for row in piece.lines:
            row.box = None  # places on an imagined page are of no use to a reader
    return pieces
