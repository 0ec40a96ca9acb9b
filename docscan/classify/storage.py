"""A learned model to and from its folder (:mod:`docscan.classify.folder`). Loading runs no code from the files.

The skops file may hold only the types listed here; anything else is refused before it is made.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from docscan.classify.folder import CARD, CARD_TEXT, WEIGHTS, identity, read_card, read_weights
from docscan.classify.learned import LearnedModel
from docscan.errors import ModelError
from docscan.imports import without_torch

#: Types beyond those that skops trusts of itself which a model of ours is made of.
TRUSTED = ("docscan.classify.level.LevelClassifier",)
#: A time that every member of the archive carries, so that the same model is the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def save(model: LearnedModel, folder: Path) -> None:
    """Write the model; the folder appears whole or not at all. Raises ModelError where it cannot be written."""
    draft = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        (draft / WEIGHTS).write_bytes(weights(model))
        (draft / CARD).write_text(json.dumps(model.card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (draft / CARD_TEXT).write_text(card_text(model.card), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        draft.replace(folder)
    except OSError as error:
        raise ModelError(
            f"cannot be written ({error.strerror})", subject=str(folder), fix="choose a folder you may write to with -o"
        ) from error


def weights(model: LearnedModel) -> bytes:
    """The classifier as a skops archive, the same bytes for the same classifier."""
    import skops.io

    bare = copy(model.classifier)
    bare.encoder = None  # named in the card and loaded from its own files
    bare.transformers_ = {name: _packed(found) for name, found in model.classifier.transformers_.items()}
    with zipfile.ZipFile(BytesIO(skops.io.dumps(bare))) as archive:
        members = {name: archive.read(name) for name in sorted(archive.namelist())}
    schema = json.loads(members["schema.json"])
    names = {name: f"{index:04d}{Path(name).suffix}" for index, name in enumerate(sorted(members, key=_order(schema)))}
    names["schema.json"] = "schema.json"
    text = json.dumps(_renumbered(schema, names, {}), sort_keys=True)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(zipfile.ZipInfo("schema.json", EPOCH), text, zipfile.ZIP_DEFLATED)
        for name in sorted(names, key=lambda name: names[name]):
            if name != "schema.json":
                archive.writestr(zipfile.ZipInfo(names[name], EPOCH), members[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _packed(transformer: Any) -> Any:
    """A transformer whose vocabulary is one array of words: thousands of entries of their own take seconds to load."""
    if not _of_text(transformer):
        return transformer
    found = copy(transformer)
    if hasattr(found, "_stop_words_id"):
        found._stop_words_id = 0  # a memory address, which would make each saved model differ
    found.vocabulary_ = np.array(sorted(found.vocabulary_, key=found.vocabulary_.__getitem__), dtype=str)
    return found


def _unpack(transformer: Any) -> None:
    if _of_text(transformer):
        transformer.vocabulary_ = {str(word): column for column, word in enumerate(transformer.vocabulary_)}


def _of_text(transformer: Any) -> bool:
    """Whether it is one of scikit-learn's vectorizers of texts."""
    return hasattr(transformer, "ngram_range")


def _order(schema: Any) -> Any:
    """Members in the order in which the schema first names them: skops calls them by memory addresses."""
    seen: dict[str, int] = {}

    def visit(node: Any) -> None:
        if isinstance(node, Mapping):
            if isinstance(node.get("file"), str):
                seen.setdefault(node["file"], len(seen))
            for key in sorted(node, key=str):
                visit(node[key])
        elif isinstance(node, list):
            for child in node:
                visit(child)

    visit(schema)
    return lambda name: (seen.get(name, len(seen)), name)


def _renumbered(node: Any, names: Mapping[str, str], ids: dict[int, int]) -> Any:
    """The schema with files and object ids named by their order instead of by memory address."""
    if isinstance(node, Mapping):
        found: dict[str, Any] = {}
        for key in sorted(node, key=str):
            value = node[key]
            if key == "file" and isinstance(value, str):
                found[key] = names.get(value, value)
            elif key == "__id__" and isinstance(value, int):
                found[key] = ids.setdefault(value, len(ids) + 1)
            else:
                found[key] = _renumbered(value, names, ids)
        return found
    if isinstance(node, list):
        return [_renumbered(child, names, ids) for child in node]
    return node


def load(folder: Path) -> LearnedModel:
    """The model of a folder. Raises ModelError where a file is missing, damaged, newer, or holds unknown types."""
    card = read_card(folder)
    data = read_weights(folder)
    classifier = _classifier(data, folder / WEIGHTS)
    if "embeddings" in classifier.blocks:
        from docscan.classify.encoder import load_encoder

        classifier.encoder = load_encoder(card["encoder"])
        if classifier.encoder.id != card["encoder id"]:
            raise ModelError(
                "was trained with other weights of its sentence encoder",
                subject=card["encoder"],
                fix=f"install the encoder it was trained with (id {card['encoder id']}), or train the model again",
            )
    known = identity(card, data)
    return LearnedModel(
        name=known.name,
        id=known.id,
        threshold=known.threshold,
        doubt=float(card["doubt"]),
        classifier=classifier,
        card=card,
    )


def _classifier(data: bytes, path: Path) -> Any:
    """The classifier of a skops file, unpacked."""
    with without_torch():
        import skops.io

    try:
        unknown = [name for name in skops.io.get_untrusted_types(data=data) if name not in TRUSTED]
        if unknown:
            raise ModelError(
                f"holds types that are not part of a model: {', '.join(unknown)}",
                subject=str(path),
                fix="do not use this file; train the model again with docscan train",
            )
        classifier = skops.io.loads(data, trusted=list(TRUSTED))
        for transformer in classifier.transformers_.values():
            _unpack(transformer)
    except ModelError:
        raise
    except Exception as error:  # skops raises many kinds for a damaged archive
        raise ModelError(
            f"is damaged ({type(error).__name__}: {error})",
            subject=str(path),
            fix="copy the folder again, or train the model again",
        ) from error
    return classifier


def card_text(card: Mapping[str, Any]) -> str:
    """The card for people, from the card for programs."""
    lines = [f"# Model {card['name']}", "", str(card.get("intended_use", "")), ""]
    for title, key in (("Trained on", "data"), ("How", "settings"), ("How well", "figures"), ("Limits", "limits")):
        if card.get(key):
            lines += [f"## {title}", "", *_listed(card[key]), ""]
    return "\n".join(lines)


def _listed(value: Any, indent: str = "") -> list[str]:
    if isinstance(value, Mapping):
        lines = []
        for key in value:
            inner = value[key]
            if isinstance(inner, Mapping | list):
                lines += [f"{indent}- {key}:", *_listed(inner, indent + "  ")]
            else:
                lines.append(f"{indent}- {key}: {inner}")
        return lines
    if isinstance(value, list):
        return [f"{indent}- {item}" for item in value]
    return [f"{indent}{value}"]
