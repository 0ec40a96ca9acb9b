"""Sentence encoders (extra ``embeddings``): any sentence-transformers model, from a folder or an installed package.

Nothing is fetched: offline mode is forced unless a download was allowed by name. Encodings are kept by content, since
the same passage is encoded again at every scan and in every fold.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from docscan.config import cache_folder
from docscan.errors import MissingExtra, ModelError

Floats = npt.NDArray[np.float32]
#: A folder of a sentence-transformers model holds this file.
MARK = "modules.json"
BATCH = 32
INSTALL = (
    'pip install "docscan[embeddings]" (on Linux first PyTorch\'s CPU wheel: '
    "see https://pytorch.org/get-started/locally for the line)"
)


class Encoder:
    """Texts to unit vectors. ``name`` is how it was asked for, ``id`` a hash of the model's files."""

    def __init__(self, name: str, folder: Path | None, model: Any) -> None:
        self.name = name
        self.id = _fingerprint(folder) if folder is not None else hashlib.sha256(name.encode()).hexdigest()[:16]
        self._model = model

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of unit length a text; those encoded before come from the cache."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        folder = cache_folder("encodings")
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.id}.sqlite"
        with closing(sqlite3.connect(path, timeout=60)) as cache:
            cache.execute("CREATE TABLE IF NOT EXISTS encoding (key TEXT PRIMARY KEY, vector BLOB)")
            known = _known(cache, keys)
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if missing:
                vectors = self._model.encode(
                    list(missing.values()), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
                )
                made = {key: np.asarray(row, dtype=np.float32) for key, row in zip(missing, vectors, strict=True)}
                cache.executemany(
                    "INSERT OR IGNORE INTO encoding VALUES (?, ?)", [(key, row.tobytes()) for key, row in made.items()]
                )
                cache.commit()
                known |= made
        return np.vstack([known[key] for key in keys])


def load_encoder(name: str, *, allow_download: bool = False) -> Encoder:
    """The encoder of a folder, an installed package that carries one, or (only with ``allow_download``) of the hub.

    Raises MissingExtra where sentence-transformers is not installed, ModelError where there is no such encoder.
    """
    return _load(name, allow_download)


@lru_cache(maxsize=2)
def _load(name: str, allow_download: bool) -> Encoder:
    if importlib.util.find_spec("sentence_transformers") is None:
        raise MissingExtra("this model needs sentence encodings", extra="embeddings", subject=name, fix=INSTALL)
    folder = _folder(name)
    if folder is None and not allow_download:
        raise ModelError(
            "no encoder of this name is a folder or an installed package",
            subject=name,
            fix="give the folder of a sentence-transformers model, install a package that carries one, "
            "or allow a download with --allow-download",
        )
    if not allow_download:
        os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(folder or name), device="cpu")
    except Exception as error:  # the library raises many kinds for a damaged or unknown model
        raise ModelError(
            f"cannot be loaded ({type(error).__name__}: {error})", subject=name, fix="check the folder or the name"
        ) from error
    return Encoder(name, folder, model)


def _folder(name: str) -> Path | None:
    """Where the model's files are: the folder named, or a folder of an installed package that holds one."""
    if (Path(name) / MARK).is_file():
        return Path(name)
    module = name.replace("-", "_")
    if not module.isidentifier():
        return None
    spec = importlib.util.find_spec(module)
    if spec is None or spec.submodule_search_locations is None:
        return None
    found = [mark.parent for place in spec.submodule_search_locations for mark in sorted(Path(place).rglob(MARK))]
    return found[0] if found else None


def _fingerprint(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".txt", ".safetensors", ".bin", ".model"}:
            with path.open("rb") as file:
                total.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()[:16]


def _known(cache: sqlite3.Connection, keys: Sequence[str]) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for key in dict.fromkeys(keys):
        row = cache.execute("SELECT vector FROM encoding WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = np.frombuffer(row[0], dtype=np.float32)
    return found
