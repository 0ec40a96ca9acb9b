"""What is installed here, as far as results depend on it: other versions may read or judge a document otherwise."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from docscan.config import Settings
from docscan.store import code_digest

#: Distributions that results depend on, or that machines must share to talk to one another.
SHARED = (
    *("docscan", "pypdfium2", "pdfplumber", "lxml", "python-docx", "markdown-it-py", "charset-normalizer", "py3langid"),
    *("spacy", "scikit-learn", "numpy", "scipy", "msgspec", "skops", "distributed"),
)
#: Parts of docscan that make results: the rest may differ between machines.
CODE = (
    *("extract", "classify", "terms", "frameworks", "score", "pipeline.py", "locations.py"),
    *("document.py", "judgement.py", "scorecard.py", "report/results.py"),
)


@cache
def versions() -> dict[str, str]:
    """Versions of Python and of the libraries results depend on, and a hash of docscan's own code and data."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **versions_of(SHARED), "docscan's code": code_digest(*CODE)}


@cache
def versions_of(names: tuple[str, ...]) -> dict[str, str]:
    """Versions of distributions by name."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def ocr_state(settings: Settings) -> tuple[object, ...]:
    """What OCR would read with: a scan read without it must be read again once it is installed."""
    from docscan.extract import ocr

    if settings.extract.ocr == "off" or not ocr.available():
        return ()
    return (ocr.version(), ocr.languages())


@cache
def describe(settings: Settings) -> dict[str, str]:
    """All of it as words to compare between machines, Tesseract included where it would be used."""
    state = ocr_state(settings)
    words = f"{state[0]} with {state[1]}" if state else "not used"
    return {**versions(), "Tesseract": words}
