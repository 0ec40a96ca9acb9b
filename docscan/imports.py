"""Imports of libraries that would bring along more than we use of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_torch() -> Iterator[None]:
    """Within it ``import torch`` fails, unless torch is loaded already.

    spaCy loads torch wherever it is installed, and so does skops, by way of scikit-learn: two seconds and 200 MB in
    every process, for which we have no use. What needs torch (a sentence encoder) imports it outside.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]
