"""A unit: a sentence, an item of a list or a row of a table that can hold one commitment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docscan.review.texts import Passage

#: Heads of columns that hold no words of the action itself: who, when, how much, by what it is measured.
_BESIDE = re.compile(
    r"(?i)respons|lead|institu|agenc|executor|exécut|chef de file|deadline|date|when|year|échéance|délai|calendr|période|plazo"
    r"|fecha|cronogr|prazo|data|año|due|cost|budget|coût|cout|montant|monto|presup|custo|orçam|amount|funding|financ|inver"
    r"|indic|baseline|target|milestone|source|stat|^n[o°º.]|línea de base|linha de base|meta|cible|référence|spent|gast|dépens"
    r"|achieved|result"
)
_CELL = re.compile(r"(?:^|\|\s)([^|:]{1,40}):\s([^|]*)")


def action_cells(text: str) -> str:
    """Of a row those cells that say what is done; all of it where no cell has a head."""
    cells = list(_CELL.finditer(text))
    kept = [cell.group(2) for cell in cells if not _BESIDE.search(cell.group(1))]
    return " ".join(kept) if cells else text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """A commitment, or a sentence that may hold one.

    ``order`` numbers the units of a text, ``head`` is the number of the one whose matter this one goes on with (its own, where
    it begins one). ``start`` and ``end`` are offsets into the passage's text. ``senses`` are names of senses and concepts
    (``concepts:…``); ``stems`` beginnings of its words; ``names`` folded proper names; ``numbers``
    values; ``context`` the senses around it.
    ``bearing`` measures by its own words how surely it speaks of movement; ``binding`` tells that it commits a deed,
    ``to_come`` that the deed lies ahead, ``action`` that it is one on migration.
    """

    passage: Passage
    order: int
    head: int
    start: int
    end: int
    senses: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[float]
    context: frozenset[str]
    bearing: float
    binding: bool
    to_come: bool
    action: bool

    @property
    def text(self) -> str:
        """The unit's own words."""
        return self.passage.text[self.start : self.end]

    @property
    def subjects(self) -> frozenset[str]:
        """What it says of movement: subjects and concepts."""
        return frozenset(name for name in self.senses if name.startswith(("subjects:", "concepts:")))

    @property
    def moves(self) -> frozenset[str]:
        """Senses of movement."""
        return frozenset(name for name in self.senses if name.startswith("subjects:"))

    @property
    def groups(self) -> frozenset[str]:
        """Whom it is for."""
        return frozenset(name for name in self.senses if name.startswith("groups:"))

    @property
    def is_row(self) -> bool:
        """Whether it stands in a table."""
        return self.passage.kind == "table_row"
