"""Blocks drawn over the page's picture: shows at a glance what was read as what, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from docscan.document import Block, Box, Document
from docscan.errors import UsageError
from docscan.extract.pdf_source import open_pdf

_DPI: Final = 110
_POINTS_PER_INCH: Final = 72
_COLOURS: Final[dict[str, tuple[int, int, int]]] = {
    "heading": (200, 30, 30),
    "paragraph": (30, 90, 200),
    "list_item": (0, 140, 140),
    "table_row": (140, 70, 190),
    "note": (150, 120, 0),
    "caption": (220, 120, 0),
    "furniture": (130, 130, 130),
    "contents": (90, 90, 40),
    "reference": (110, 70, 40),
    "acronyms": (60, 110, 60),
}


def draw(path: Path, document: Document, pages: Iterable[int], out: Path) -> list[Path]:
    """Write ``page-NNNN.png`` into ``out`` for each of ``pages`` (from 1): blocks framed by kind and numbered in order.

    Raises UsageError for a page that the file does not have or for a file that is no PDF, DocumentError for one that
    cannot be read.
    """
    wanted = list(dict.fromkeys(pages))
    if Path(path).suffix.lower() != ".pdf":
        raise UsageError("only the pages of a PDF can be drawn", subject=str(path), fix="leave out --draw")
    written = []
    with open_pdf(Path(path)) as pdf:
        missing = [number for number in wanted if not 1 <= number <= len(pdf)]
        if missing:
            raise UsageError(f"has no page {missing[0]}", subject=str(path), fix=f"choose pages from 1 to {len(pdf)}")
        out.mkdir(parents=True, exist_ok=True)
        for number in wanted:
            page = pdf[number - 1]
            picture = page.render(scale=_DPI / _POINTS_PER_INCH).to_pil().convert("RGB")
            page.close()
            _draw_blocks(picture, document, number)
            target = out / f"page-{number:04d}.png"
            picture.save(target)
            written.append(target)
    return written


def _draw_blocks(picture: Any, document: Document, number: int) -> None:
    from PIL import ImageDraw

    canvas = ImageDraw.Draw(picture, "RGBA")
    scale = _DPI / _POINTS_PER_INCH
    order = 0
    for block in document.blocks:
        boxes = [box for page, box in document.boxes(block.start, block.end) if page == number]
        if not boxes:
            continue
        order += 1
        colour = _COLOURS[block.kind]
        for part in _parts(boxes):
            left, top, right, bottom = (value * scale for value in _around(part))
            canvas.rectangle(
                (left - 2, top - 1, right + 2, bottom + 1), outline=(*colour, 255), fill=(*colour, 22), width=2
            )
            label = _label(block, order)
            canvas.rectangle((left - 2, top - 13, left + 6 * len(label) + 4, top - 1), fill=(*colour, 210))
            canvas.text((left, top - 13), label, fill=(255, 255, 255, 255))


def _parts(boxes: Iterable[Box]) -> list[list[Box]]:
    """A block that goes on in another column is drawn once in each."""
    parts: list[list[Box]] = []
    for box in boxes:
        if not parts or box[1] < parts[-1][-1][1] - 4:
            parts.append([])
        parts[-1].append(box)
    return parts


def _label(block: Block, order: int) -> str:
    return f"{order} {block.kind}{block.rank or ''}"


def _around(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
