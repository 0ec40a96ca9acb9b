"""What is installed on this machine and what that means for a scan."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

#: Distributions a scan stands on, and those each extra adds.
BASE = ("pypdfium2", "pdfplumber", "spacy", "scikit-learn", "skops", "pandas", "matplotlib")
EXTRAS = {
    "ocr": ("pillow",),
    "embeddings": ("sentence-transformers", "torch"),
    "cluster": ("distributed", "fsspec", "aiohttp"),
    "parquet": ("pyarrow",),
    "web": ("fastapi", "uvicorn"),
}
#: Tesseract's names of the four languages.
TESSERACT_LANGUAGES = ("eng", "fra", "spa", "por")
TESSERACT_FIX = (
    "apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-por; on macOS: brew install tesseract "
    "tesseract-lang"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. ``optional`` parts may be missing; ``missing`` ones may not."""

    name: str
    state: Literal["ok", "optional", "missing"]
    detail: str
    fix: str = ""


def examine() -> list[Check]:
    """Look at everything a scan may need, in the order in which people read it."""
    return [*_versions(), *_extras(), _tesseract(), _model(), _frameworks()]


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _versions() -> Iterator[Check]:
    yield Check(name="docscan", state="ok", detail=_version("docscan") or "not installed as a package")
    yield Check(name="Python", state="ok", detail=f"{platform.python_version()} on {platform.system()}")
    for name in BASE:
        found = _version(name)
        if found:
            yield Check(name=name, state="ok", detail=found)
        else:
            yield Check(name=name, state="missing", detail="not installed", fix=f"pip install {name}")


def _extras() -> Iterator[Check]:
    for extra, names in EXTRAS.items():
        absent = [name for name in names if _version(name) is None]
        if absent:
            detail, fix = f"not installed: {', '.join(absent)}", f'pip install "docscan[{extra}]"'
            yield Check(name=f"extra {extra}", state="optional", detail=detail, fix=fix)
        else:
            yield Check(
                name=f"extra {extra}", state="ok", detail=", ".join(f"{name} {_version(name)}" for name in names)
            )


def _tesseract() -> Check:
    program = shutil.which("tesseract")
    if program is None:
        detail = "not found: scanned pages will be counted as unreadable"
        return Check(name="Tesseract", state="optional", detail=detail, fix=TESSERACT_FIX)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.split("\n")[0]
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    absent = [language for language in TESSERACT_LANGUAGES if language not in listed]
    if absent:
        detail = f"{version}, without {', '.join(absent)}"
        return Check(name="Tesseract", state="optional", detail=detail, fix=TESSERACT_FIX)
    return Check(name="Tesseract", state="ok", detail=f"{version}, {', '.join(TESSERACT_LANGUAGES)}")


def _model() -> Check:
    from docscan.classify.model import load_model
    from docscan.config import load
    from docscan.errors import ModelError

    try:
        model = load_model(load().classify.model)
    except ModelError as error:
        return Check(name="default model", state="missing", detail=error.cause, fix=error.fix)
    return Check(name="default model", state="ok", detail=f"{model.name} ({model.id})")


def _frameworks() -> Check:
    from docscan import frameworks

    names = frameworks.names()
    return Check(name="frameworks", state="ok", detail=f"{len(names)}: {', '.join(names)}")
