"""A passage that a person labelled: what the classifier learns from and is measured against."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPassage:
    """A text and its level (0 to 4); the rest is optional.

    ``facets`` maps facet names to values. ``document`` and ``country`` group passages for cross-validation. ``path`` is
    the heading path. ``weight`` multiplies the passage's part in training (1 by default).
    """

    text: str
    level: int
    id: str = ""
    language: str = ""
    path: tuple[str, ...] = ()
    document: str = ""
    country: str = ""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    register: str = ""
    reason: str = ""
    writer: str = ""
    source: str = ""
    weight: float = 1.0
