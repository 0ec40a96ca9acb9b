"""A model on disk: the same bytes, the same judgements, no code run, and clear words for what is wrong."""

from __future__ import annotations

import json
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
import skops.io

from docscan.classify import PassageText
from docscan.classify.learned import LearnedModel
from docscan.classify.model import load_model
from docscan.classify.storage import load, save, weights
from docscan.classify.training import TrainSettings, train
from docscan.errors import ModelError
from tests.classify.labels import some

SETTINGS = TrainSettings(name="small", blocks=("words", "cues", "shape"))
TEXTS = [
    PassageText(id="a", text="Remittances pay for the schooling of children and reduce poverty.", language="en"),
    PassageText(id="b", text="Le ministère ouvrira en 2027 trois centres pour les migrants de retour.", language="fr"),
    PassageText(id="c", text="Se repararán los puentes.", language="es"),
]


@lru_cache(maxsize=1)
def trained() -> LearnedModel:
    return train(some(12), SETTINGS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(trained(), tmp_path / "model")
    return tmp_path / "model"


def test_a_model_judges_after_loading_as_it_did_before(folder: Path) -> None:
    loaded = load(folder)
    assert [j.probabilities for j in loaded.judge(TEXTS)] == [j.probabilities for j in trained().judge(TEXTS)]
    assert (loaded.threshold, loaded.doubt) == (trained().threshold, trained().doubt)
    assert loaded.id.startswith("small-")
    assert loaded.judge(TEXTS)[0].model == loaded.id
    assert loaded.explain(TEXTS[0]) == trained().explain(TEXTS[0])


def test_a_model_can_be_loaded_by_its_folder(folder: Path) -> None:
    assert load_model(folder).name == "small"


def test_the_same_labels_give_the_same_bytes_in_any_order(folder: Path, tmp_path: Path) -> None:
    save(train(tuple(reversed(some(12))), SETTINGS), tmp_path / "again")
    for name in ("level.skops", "card.json", "card.md"):
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_nothing_in_the_archive_is_a_pickle(folder: Path) -> None:
    with zipfile.ZipFile(folder / "level.skops") as archive:
        assert {Path(name).suffix for name in archive.namelist()} <= {".json", ".npy", ".npz"}


def test_the_card_says_what_how_and_how_well(folder: Path) -> None:
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    assert card["data"]["passages"] == len(some(12))
    assert {"by document", "by country", "by language"} <= set(card["figures"])
    text = (folder / "card.md").read_text(encoding="utf-8")
    for title in ("Trained on", "How", "How well", "Limits"):
        assert f"## {title}" in text


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("card.json", None, "holds no model"),
        ("card.json", b"{", "is no model card"),
        ("card.json", b'{"schema": 99}', "newer docscan"),
        ("card.json", b'{"schema": 1, "docscan": "0.0.1"}', "made by docscan 0.0.1, which took other features"),
        ("level.skops", None, "cannot be read"),
        ("level.skops", b"PK nonsense", "is damaged"),
    ],
)
def test_a_broken_folder_is_explained(folder: Path, name: str, content: bytes | None, cause: str) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(ModelError) as refused:
        load(folder)
    assert cause in refused.value.cause
    assert refused.value.fix
    assert refused.value.exit_code == 6


class Stranger:
    """Not part of any model of ours."""

    def __setstate__(self, state: object) -> None:
        raise AssertionError("loading ran code of the file")


def test_unknown_types_are_refused_before_they_are_made(folder: Path) -> None:
    (folder / "level.skops").write_bytes(skops.io.dumps({"inside": Stranger()}))
    with pytest.raises(ModelError) as refused:
        load(folder)
    assert "not part of a model" in refused.value.cause
    assert "Stranger" in refused.value.cause


def test_a_model_is_replaced_whole(folder: Path) -> None:
    save(trained(), folder)
    assert sorted(item.name for item in folder.iterdir()) == ["card.json", "card.md", "level.skops"]
    assert not folder.with_name("model.part").exists()


def test_a_saved_model_is_small() -> None:
    data = weights(trained())
    assert len(data) < 3_000_000
    assert zipfile.is_zipfile(BytesIO(data))
