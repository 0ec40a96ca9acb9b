"""Pages without usable text, read by Tesseract: page images to lines with boxes.

Results are cached by what was read (the file's bytes and the page, or the page's pixels where no file is known) and how
(languages, resolution, version of Tesseract), so that a second scan of the same file costs nothing: its pages are not even
rendered. Tesseract runs on one thread: its own threads slow a parallel scan down.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docscan import config
from docscan.errors import MissingExtra
from docscan.extract.textline import TextLine

if TYPE_CHECKING:
    from docscan.config import ExtractSettings
    from docscan.document import Box

#: Tesseract's names of the languages that it is asked to read, by ISO 639-1 code.
TRAINED: Final = {
    **{"en": "eng", "fr": "fra", "es": "spa", "pt": "por", "ar": "ara", "de": "deu", "it": "ita", "nl": "nld"},
    **{"ru": "rus", "uk": "ukr", "tr": "tur", "fa": "fas", "zh": "chi_sim", "vi": "vie", "id": "ind", "sw": "swa"},
}
INSTALL: Final = (
    "install it with `apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-por` "
    "(Debian, Ubuntu) or `brew install tesseract tesseract-lang` (macOS), then scan again"
)
_POINTS_PER_INCH: Final = 72.0
_SECONDS_PER_PAGE: Final = 120
#: Dots, arrows and signs that a line of text does not begin with.
_BULLET: Final = re.compile(r"^[.>»¢]\s+(?=[^\W\d_])")
_COMMA: Final = re.compile(r"^(\d{1,2}),(\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[^\W\d_a-z]))")
#: Words below this confidence (0 to 100) are specks and rules rather than text.
_MINIMUM_CONFIDENCE: Final = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    text: str
    box: Box
    confidence: float
    line: tuple[int, int, int]


def available() -> bool:
    """Whether Tesseract is installed."""
    return shutil.which("tesseract") is not None


def require() -> None:
    """Raise MissingExtra with the install lines where Tesseract is not there."""
    if not available():
        raise MissingExtra("Tesseract, which reads scanned pages, is not installed", extra="ocr", fix=INSTALL)


@lru_cache(maxsize=1)
def version() -> str:
    """Tesseract's version, as in ``5.3.0``; empty where it is not installed."""
    if not available():
        return ""
    words = (_run(["tesseract", "--version"]) or "").split()
    return words[1] if len(words) > 1 else ""


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Tesseract's names of the languages installed (``eng``, ``fra``…), sorted."""
    if not available():
        return ()
    lines = (_run(["tesseract", "--list-langs"]) or "").splitlines()
    return tuple(sorted(line.strip() for line in lines if line.strip() and ":" not in line and line.strip() != "osd"))


def read_page(
    page: Any, number: int, settings: ExtractSettings, language: str = "", *, source: str = ""
) -> list[TextLine]:
    """Lines of one page (a ``pypdfium2.PdfPage``), in Tesseract's reading order, boxes in points from its upper left.

    ``number`` is the page's (from 1). ``language`` is the document's where it is known (ISO 639-1), else all languages
    of the settings are looked for; ``source`` is a digest of the file, if it has one. An empty list where the page
    shows no text. ``size`` of a line is estimated from its words' height. Raises MissingExtra where Tesseract is not
    installed.
    """
    require()
    scale = settings.ocr_dpi / _POINTS_PER_INCH
    width, height = page.get_size()
    pixels = width * height * scale * scale
    if pixels > settings.max_image_pixels:
        scale *= (settings.max_image_pixels / pixels) ** 0.5
    trained = _trained(language, settings.languages)
    image = None if source else _picture(page, scale)
    key = _key(f"{source} {number}".encode() if image is None else image.tobytes(), trained, scale, (width, height))
    words = _cached(key)
    if words is None:
        words = _recognise(image or _picture(page, scale), trained, scale)
        if words is None:
            return []  # not kept: the next scan tries again
        _remember(key, words)
    return list(_lines(words, number))


def _picture(page: Any, scale: float) -> Any:
    return page.render(scale=scale, grayscale=True).to_pil()


def _trained(language: str, scored: Sequence[str]) -> str:
    """Tesseract's ``-l``: the document's language, or all that may occur; those that are installed."""
    wanted = [language] if language in TRAINED else list(scored)
    names = [TRAINED[code] for code in wanted if TRAINED.get(code) in languages()]
    return "+".join(names) or next((name for name in ("eng", *languages()) if name in languages()), "eng")


def _recognise(image: Any, trained: str, scale: float) -> list[_Word] | None:
    with tempfile.TemporaryDirectory(prefix="docscan-ocr-") as folder:
        picture = Path(folder) / "page.png"
        image.save(picture, compress_level=1)
        dpi = str(round(scale * _POINTS_PER_INCH))
        command = ["tesseract", str(picture), "stdout", "-l", trained, "--dpi", dpi, "--psm", "3", "tsv"]
        table = _run(command)
        return None if table is None else list(_words(table, scale))


def _words(table: str, scale: float) -> Iterable[_Word]:
    """Words of Tesseract's TSV output; pixels become points."""
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text or float(row["conf"]) < _MINIMUM_CONFIDENCE:
            continue
        left, top, wide, high = (int(row[name]) / scale for name in ("left", "top", "width", "height"))
        yield _Word(
            text=text,
            box=(round(left, 1), round(top, 1), round(left + wide, 1), round(top + high, 1)),
            confidence=float(row["conf"]),
            line=(int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
        )


def _lines(words: Sequence[_Word], number: int) -> Iterable[TextLine]:
    groups: dict[tuple[int, int, int], list[_Word]] = {}
    for word in words:
        groups.setdefault(word.line, []).append(word)
    for members in groups.values():
        lefts, tops, rights, bottoms = zip(*(word.box for word in members), strict=True)
        heights = sorted(word.box[3] - word.box[1] for word in members)
        yield TextLine(
            page=number,
            text=_mended(" ".join(word.text for word in members)),
            box=(min(lefts), min(tops), max(rights), max(bottoms)),
            # A word's box runs from the foot of its descenders to the top of its capitals: nearly the font's size.
            size=round(heights[len(heights) // 2] * 2) / 2,
        )


def _mended(text: str) -> str:
    """The line with what Tesseract takes a bullet for made one, and points in a heading's number that it read as commas."""
    return _COMMA.sub(r"\1.\2", _BULLET.sub("• ", text))


def _run(command: list[str]) -> str | None:
    """What the program printed; ``None`` where it failed or took over two minutes."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS_PER_PAGE, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", errors="replace")


def _key(content: bytes, trained: str, scale: float, size: tuple[float, float]) -> str:
    """What was read, and how: the same key promises the same words."""
    digest = hashlib.sha256(content)
    places = [round(value, 4) for value in (*size, scale)]
    digest.update(repr((places, trained, version(), _MINIMUM_CONFIDENCE)).encode())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Where results are kept (:func:`docscan.config.cache_folder`)."""
    return config.cache_folder("ocr")


def _cached(key: str) -> list[_Word] | None:
    try:
        rows = json.loads((cache_folder() / key[:2] / f"{key}.json").read_text(encoding="utf-8"))
        return [_Word(text=t, box=tuple(box), confidence=c, line=tuple(line)) for t, box, c, line in rows]
    except (OSError, ValueError, TypeError):
        return None  # not there, or damaged: read again


def _remember(key: str, words: Sequence[_Word]) -> None:
    """Keep the words; a folder that can't be written to only costs time."""
    target = cache_folder() / key[:2] / f"{key}.json"
    rows = [(word.text, word.box, word.confidence, word.line) for word in words]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and renamed: processes that read the same page at once never see half a file.
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(rows, file, ensure_ascii=False)
        Path(name).replace(target)
    except OSError:
        return
