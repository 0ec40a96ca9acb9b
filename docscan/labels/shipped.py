"""The labelled passages that ship with docscan, read from the installed package."""

from __future__ import annotations

from importlib.resources import as_file, files

from docscan.errors import ModelError
from docscan.labels.formats import Labels, read_all

#: The source named by every shipped passage.
SOURCE = "corpus"


def shipped() -> Labels:
    """All passages of ``corpus/passages``, files in order of their names. Raises ModelError where they are missing."""
    folder = files("docscan.corpus").joinpath("passages")
    if not folder.is_dir():
        raise ModelError("the labelled passages that ship are missing", subject="corpus", fix="install docscan again")
    with as_file(folder) as path:
        found = sorted(path.glob("*.jsonl"))
        if not found:
            raise ModelError("there are no labelled passages", subject=str(path), fix="install docscan again")
        return read_all(found)
