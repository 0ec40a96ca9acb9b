"""Models by name or folder: what every judge of passages offers, and where each one is found."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Protocol

from docscan.classify import PassageText
from docscan.classify.folder import CARD_TEXT, Identity, read_card
from docscan.classify.folder import identify as folder_identity
from docscan.classify.reasons import Reason
from docscan.errors import ModelError
from docscan.judgement import Judgement

#: The transparent scorer, which is code and data and no folder.
BASELINE = "baseline"
#: Languages in which no model has been measured on real documents: every output in them must say so.
UNMEASURED = {"pt": "Portuguese has not been measured on real documents."}


class Model(Protocol):
    """Anything that judges passages.

    ``name`` is what it is called, ``id`` changes whenever its judgements may change, ``threshold`` is tau: the least
    P(level >= 1) at which a passage takes part in the draws behind an interval.
    """

    @property
    def name(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def threshold(self) -> float: ...

    def judge(self, passages: Sequence[PassageText]) -> list[Judgement]:
        """One judgement per passage, in the same order. Passages of one document are judged in one call."""
        ...

    def explain(self, passage: PassageText) -> list[Reason]:
        """What moved the passage's level, strongest first."""
        ...


def names() -> tuple[str, ...]:
    """The names that :func:`load_model` knows: those that ship, then the baseline."""
    shipped = [item.name for item in files("docscan.models").iterdir() if item.joinpath("card.json").is_file()]
    return (*sorted(shipped), BASELINE)


def load_model(name: str | PathLike[str]) -> Model:
    """The model of that name or folder. Raises ModelError where there is none, or where it cannot be loaded."""
    return _load(str(name))


def identify(name: str | PathLike[str]) -> Identity:
    """The model of that name or folder without its weights, in little time. Raises ModelError where there is none.

    Whether the weights can be loaded is seen by :func:`load_model` alone.
    """
    folder = _folder(str(name))
    if folder is None:
        from docscan.classify.baseline import Baseline

        rules = Baseline()
        return Identity(name=rules.name, id=rules.id, threshold=rules.threshold)
    return folder_identity(folder)


def describe(name: str | PathLike[str]) -> str:
    """The model's card for people. Raises ModelError as :func:`load_model` does."""
    folder = _folder(str(name))
    if folder is None:
        from docscan.classify import baseline

        return f"# Model {BASELINE}\n\n{baseline.__doc__}"
    read_card(folder)
    return (folder / CARD_TEXT).read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def _load(name: str) -> Model:
    folder = _folder(name)
    if folder is None:
        from docscan.classify.baseline import Baseline

        return Baseline()
    from docscan.classify.storage import load

    return load(folder)


def _folder(name: str) -> Path | None:
    """Where a model's files are; None for the baseline, which has none. Raises ModelError where nothing is so called."""
    if name == BASELINE:
        return None
    if name in names():
        return Path(str(files("docscan.models").joinpath(name)))
    if Path(name).is_dir():
        return Path(name)
    near = get_close_matches(name, names(), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"known models: {', '.join(names())}"
    raise ModelError("there is no model of this name or folder", subject=name, fix=hint)
