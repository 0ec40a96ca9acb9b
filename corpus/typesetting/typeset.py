"""Builds the sample strategies from their sources; run twice, it writes the same bytes.

Usage: ``python corpus/typesetting/typeset.py [NAME ...]`` (names as in ``documents.csv``; none means all of them).
"""

from __future__ import annotations

import csv
import datetime
import importlib.util
import io
import shutil
import sys
import tempfile
from pathlib import Path

SOURCES = Path(__file__).resolve().parent
SAMPLES = SOURCES.parent / "samples"
#: Creation time written into every PDF, so that a rebuild does not change it.
STAMP = datetime.datetime(2024, 1, 15, 9, 0, tzinfo=datetime.UTC)
#: Plans whose PDF carries no tags, as most older ones; the last two have no bookmarks either.
UNTAGGED = ("XAA_2016", "XAD", "XAF")
#: Pages set by typst, then turned into a picture and put back as a scan: plan, source of the page, name of the picture.
SCANS = {"XAD": ("xad_scanned_page.typ", "xad_scanned_page.jpg")}
#: Tilt of the sheet on the scanner's glass, in degrees, and the spread of its grain, in grey levels of 255.
TILT, GRAIN = 0.7, 5.0


def fonts() -> list[Path]:
    """Folder of the DejaVu faces that Matplotlib carries; the other faces are built into typst."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise SystemExit("Matplotlib is missing, whose DejaVu fonts are needed: install docscan with its dependencies.")
    return [Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"]


def scan(page: Path, picture: Path) -> None:
    """Writes ``picture``: the page of ``page`` as a flatbed scanner at 200 dpi would see it, tilted and grainy."""
    import numpy
    import typst
    from PIL import Image, ImageFilter

    png = typst.compile(page, format="png", ppi=200, root=page.parent, font_paths=fonts(), ignore_system_fonts=True)
    if not isinstance(png, bytes):
        raise SystemExit(f"{page.name} must be one page")
    sheet = Image.open(io.BytesIO(png)).convert("L")
    sheet = sheet.rotate(TILT, resample=Image.Resampling.BICUBIC, fillcolor=244).filter(ImageFilter.GaussianBlur(0.6))
    grain = numpy.random.default_rng(20180330).normal(0.0, GRAIN, (sheet.height // 2, sheet.width // 2))
    coarse = numpy.kron(grain, numpy.ones((2, 2)))
    grey = numpy.asarray(sheet, dtype=float)[: coarse.shape[0], : coarse.shape[1]] * 0.93 + 8 + coarse
    Image.fromarray(grey.clip(0, 255).astype("uint8")).save(picture, quality=30, optimize=True, dpi=(200, 200))


def typeset(source: Path, target: Path) -> None:
    """Sets one typst source as PDF; its scanned page, if it has one, is made first."""
    import typst

    code = target.name[:3]
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder) / "room"
        shutil.copytree(SOURCES, room)
        if code in SCANS:
            page, picture = SCANS[code]
            scan(room / page, room / picture)
        pdf = typst.compile(
            room / source.name,
            format="pdf",
            root=room,
            font_paths=fonts(),
            ignore_system_fonts=True,
            timestamp=STAMP,
            pdf_tags=not target.stem.startswith(UNTAGGED),
        )
    if not isinstance(pdf, bytes):
        raise SystemExit(f"{source.name} gave no PDF")
    target.write_bytes(pdf)


def build(name: str) -> None:
    """Builds one output by its file name; HTML and Markdown are their own sources."""
    target = SAMPLES / name
    match target.suffix:
        case ".pdf":
            typeset(SOURCES / f"{target.stem}.typ", target)
        case ".docx":
            sys.path.insert(0, str(SOURCES))
            import word  # type: ignore[import-not-found]

            word.write(SOURCES / f"{target.stem}.txt", target)
        case ".txt":
            sys.path.insert(0, str(SOURCES))
            import plaintext  # type: ignore[import-not-found]

            plaintext.write(SOURCES / name, target)
        case _:
            shutil.copyfile(SOURCES / name, target)


def main(names: list[str]) -> None:
    """Builds ``names``, or every document of ``documents.csv``."""
    with (SAMPLES / "documents.csv").open(encoding="utf-8", newline="") as table:
        known = [row["file"] for row in csv.DictReader(table)]
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise SystemExit(f"Not in documents.csv: {', '.join(unknown)}")
    for name in names or known:
        build(name)
        print(f"{name}: {(SAMPLES / name).stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
