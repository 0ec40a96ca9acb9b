"""A model's folder: ``level.skops`` (weights), ``card.json`` (for programs) and ``card.md`` (for people).

What can be told from it without loading the weights stands here, which takes seconds and is for those who judge only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docscan.classify.baseline import Baseline
from docscan.errors import ModelError

CARD, CARD_TEXT, WEIGHTS = "card.json", "card.md", "level.skops"
SCHEMA = 2
#: Raised with every change of what a feature block takes from a passage: a model learned before would see other features.
FEATURES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A model without its weights; fields as in :class:`docscan.classify.model.Model`."""

    name: str
    id: str
    threshold: float


def identify(folder: Path) -> Identity:
    """The model of a folder, its weights read but not loaded. Raises ModelError where a file is missing or newer."""
    return identity(read_card(folder), read_weights(folder))


def identity(card: Mapping[str, Any], weights: bytes) -> Identity:
    """What the model of this card and these weights is called: its id also changes with rules and terms behind the cues."""
    text = json.dumps(card, sort_keys=True) + Baseline().id
    mark = hashlib.sha256(weights + text.encode()).hexdigest()[:12]
    return Identity(name=card["name"], id=f"{card['name']}-{mark}", threshold=float(card["threshold"]))


def read_weights(folder: Path) -> bytes:
    """The skops file. Raises ModelError where it cannot be read."""
    try:
        return (folder / WEIGHTS).read_bytes()
    except OSError as error:
        raise ModelError(
            f"cannot be read ({error.strerror})", subject=str(folder / WEIGHTS), fix="copy the whole model folder"
        ) from error


def read_card(folder: Path) -> dict[str, Any]:
    """The card for programs. Raises ModelError where there is none, or where it is of another version of docscan."""
    path = folder / CARD
    try:
        card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        schema = int(card["schema"])
    except OSError as error:
        raise ModelError(
            "holds no model (no card.json)", subject=str(folder), fix="name the folder that docscan train wrote"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError("is no model card", subject=str(path), fix="copy the model folder again") from error
    if schema > SCHEMA:
        raise ModelError(
            f"was made by a newer docscan (schema {schema}, this one knows {SCHEMA})",
            subject=str(path),
            fix="update docscan, or train the model again",
        )
    if schema < SCHEMA or card.get("features") != FEATURES:
        raise ModelError(
            f"was made by docscan {card.get('docscan', '?')}, which took other features from a passage "
            f"(version {card.get('features', 1)}, now {FEATURES})",
            subject=str(path),
            fix="train the model again with docscan train on the same labels",
        )
    return card
