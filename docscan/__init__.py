"""docscan reads national strategies and scores, with evidence, how far each section mainstreams migration.

>>> import docscan
>>> document = docscan.extract("plan.pdf")          # doctest: +SKIP
>>> run = docscan.scan(["plans/"], "results")       # doctest: +SKIP
>>> tables = docscan.load_tables("results")         # doctest: +SKIP
>>> model = docscan.load_model("default")           # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load_model", "load_tables", "scan"]

if TYPE_CHECKING:
    from docscan.batch import scan
    from docscan.classify.model import load_model
    from docscan.extract import extract
    from docscan.frames import load_tables

_LAZY = {
    "extract": "docscan.extract",
    "load_model": "docscan.classify.model",
    "load_tables": "docscan.frames",
    "scan": "docscan.batch",
}


def __getattr__(name: str) -> Any:
    # Lazy, so that `import docscan` (and with it `docscan --help`) pays for nothing it does not use.
    from importlib import import_module

    if name not in _LAZY:
        raise AttributeError(f"module 'docscan' has no attribute {name!r}")
    module = import_module(_LAZY[name])
    # docscan.extract is both a package and a call: the package itself is callable (see docscan/extract/__init__.py).
    return module if name == "extract" else getattr(module, name)
