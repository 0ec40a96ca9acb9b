"""Models by name or folder: what every judge of passages offers, and where each one is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from os import PathLike
from pathlib import Path
from typing import Protocol

from docscan.classify import PassageText
from docscan.errors import ModelError
from docscan.judgement import Judgement


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


def _baseline() -> Model:
    from docscan.classify.baseline import Baseline

    return Baseline()


#: The models that are known by name. A learned model is a folder with a ``card.json``.
SHIPPED: dict[str, Callable[[], Model]] = {
    "baseline": _baseline,
    "default": _baseline,
}


def names() -> tuple[str, ...]:
    """The names that :func:`load_model` knows, in order."""
    return tuple(SHIPPED)


def load_model(name: str | PathLike[str]) -> Model:
    """The model of that name. Raises ModelError where there is none, or where a folder holds no model we can read."""
    known = SHIPPED.get(str(name))
    if known is not None:
        return known()
    path = Path(name)
    if path.is_dir():
        raise ModelError(
            "this folder holds no model that can be loaded (no card.json of a known kind)",
            subject=str(path),
            fix=f"give one of the shipped models: {', '.join(names())}",
        )
    near = get_close_matches(str(name), names(), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"known models: {', '.join(names())}"
    raise ModelError("there is no model of this name or folder", subject=str(name), fix=hint)
