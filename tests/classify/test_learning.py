"""``docscan train`` and ``docscan evaluate`` from label files to model folders and tables."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from docscan.classify.model import load_model
from docscan.classify.training import TrainSettings
from docscan.errors import UsageError
from docscan.learning import gather_labels, parse_prior, parse_weights
from tests.classify.labels import some


def docscan(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docscan.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, check=False)


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def label_rows(every: int = 16) -> list[dict[str, object]]:
    return [
        {
            "id": p.id,
            "text": p.text,
            "level": p.level,
            "language": p.language,
            "document": p.document,
            "country": p.country,
            "register": p.register,
            "theme": ";".join(p.facets.get("theme", ())),
        }
        for p in some(every)
    ]


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("labels") / "ours.csv", label_rows())


@pytest.fixture(scope="module")
def model(labels: Path) -> Path:
    folder = labels.parent / "ours"
    found = docscan("train", labels, "-o", folder, "--base", "none", "--block", "cues", "--block", "words")
    assert found.returncode == 0, found.stderr
    assert "Learned the level from" in found.stdout
    assert "by document" in found.stdout
    return folder


def test_a_trained_model_is_a_folder_with_a_card(model: Path) -> None:
    assert sorted(item.name for item in model.iterdir()) == ["card.json", "card.md", "level.skops"]
    assert json.loads((model / "card.json").read_text(encoding="utf-8"))["name"] == "ours"


def test_a_trained_model_judges_and_gives_its_reasons(model: Path) -> None:
    line = json.dumps({"id": "a", "text": "Remittances reduce poverty in rural households.", "language": "en"})
    found = docscan("classify", "--model", model, "--explain", "-", stdin=line)
    (row,) = (json.loads(text) for text in found.stdout.splitlines())
    assert row["model"].startswith("ours-")
    assert {"feature", "weight", "start", "end"} == set(row["reasons"][0])
    plain = docscan("classify", "--model", model, "-", stdin=line)
    assert "reasons" not in json.loads(plain.stdout)


def test_evaluate_prints_the_model_beside_the_baseline(model: Path, labels: Path) -> None:
    found = docscan("evaluate", labels, "--model", model)
    assert found.returncode == 0, found.stderr
    for word in ("ours-", "baseline-", "kappa", "language: en", "calibration error", "theme", "judged differently"):
        assert word in found.stdout


def test_evaluate_writes_json_and_one_page(model: Path, labels: Path, tmp_path: Path) -> None:
    page = tmp_path / "found.html"
    found = docscan("evaluate", labels, "--model", model, "--json", "--html", page)
    data = json.loads(found.stdout)
    assert data["schema"] == 1
    assert [item["model"].split("-")[0] for item in data["models"]] == ["ours", "baseline", "tf"]
    assert data["models"][0]["n"] == len(label_rows())
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "<svg" in text
    assert "http" not in text.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"level": "high"}, "level 'high'"),
        ({"language": "english"}, "no code of two letters"),
        ({"theme": "remitances"}, "did you mean 'remittances'"),
    ],
)
def test_a_wrong_row_stops_before_anything_is_written(tmp_path: Path, change: dict[str, str], cause: str) -> None:
    rows = label_rows(64)
    rows[3] |= change
    found = docscan("train", write(tmp_path / "bad.csv", rows), "-o", tmp_path / "model", "--base", "none")
    assert found.returncode == 6
    assert cause in found.stderr
    assert "row 5" in found.stderr
    assert sorted(item.name for item in tmp_path.iterdir()) == ["bad.csv"]


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        (label_rows()[:3], "too few"),
        ([row | {"level": 1} for row in label_rows()], "too few"),
        ([{"text": "Roads."}], "has no column 'level'"),
    ],
    ids=["three passages", "one class", "no level"],
)
def test_too_little_is_refused_with_the_models_exit_code(
    tmp_path: Path, rows: list[dict[str, object]], cause: str
) -> None:
    found = docscan("train", write(tmp_path / "few.csv", rows), "-o", tmp_path / "model", "--base", "none")
    assert found.returncode == 6
    assert cause in found.stderr
    assert sorted(item.name for item in tmp_path.iterdir()) == ["few.csv"]


def test_a_folder_that_is_no_model_is_not_overwritten(labels: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    found = docscan("train", labels, "-o", tmp_path, "--base", "none", "--block", "cues")
    assert found.returncode == 2
    assert "holds something that is no model" in found.stderr
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_weights_go_by_source(labels: Path) -> None:
    found = gather_labels([labels], base="none", weights={"ours.csv": 3.0})
    assert {passage.weight for passage in found.passages} == {3.0}
    with pytest.raises(UsageError, match="no labels come from"):
        gather_labels([labels], base="none", weights={"theirs.csv": 2.0})


@pytest.mark.parametrize("text", ["corpus", "corpus=", "corpus=-1", "corpus=much"])
def test_a_weight_without_a_number_above_0_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_weights([text])


@pytest.mark.parametrize(
    ("text", "prior"), [(None, TrainSettings().prior), ("labels", None), ("0.05", 0.05)], ids=["usual", "labels", "own"]
)
def test_a_prior_is_a_share_or_that_of_the_labels(text: str | None, prior: float | None) -> None:
    assert parse_prior(text) == prior


@pytest.mark.parametrize("text", ["0", "1.5", "much", ""])
def test_a_prior_that_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no share"):
        parse_prior(text)


def test_the_prior_is_on_the_card_with_the_calibration_error_before_and_after(model: Path) -> None:
    card = json.loads((model / "card.json").read_text(encoding="utf-8"))
    assert card["settings"]["prior of whole documents"]["share of passages on migration"] == TrainSettings().prior
    (errors,) = (found for name, found in card["figures"].items() if name.startswith("calibration error"))
    assert {"before the prior", "after the prior"} <= set(errors["at the shares of whole documents"])


def test_without_documents_clusters_stand_in_and_it_is_said(tmp_path: Path) -> None:
    rows = [{"text": row["text"], "level": row["level"], "language": row["language"]} for row in label_rows(24)]
    labels = write(tmp_path / "bare.csv", rows)
    found = docscan("train", labels, "-o", tmp_path / "m", "--base", "none", "--block", "cues", "--prior", "labels")
    assert found.returncode == 0, found.stderr
    assert "grouping by document is impossible" in found.stderr
    assert "clusters of similar text" in (tmp_path / "m" / "card.md").read_text(encoding="utf-8")
    assert "that of the labelled passages" in (tmp_path / "m" / "card.md").read_text(encoding="utf-8")


def test_evaluate_warns_of_passages_learned_from_and_of_portuguese(model: Path, labels: Path) -> None:
    found = docscan("evaluate", labels, "--model", model)
    assert "learned from ours.csv: its figures on these passages flatter" in found.stderr
    assert "Portuguese has not been measured on real documents" in found.stderr


def test_a_new_model_beside_an_old_one_lists_what_changed(model: Path, labels: Path) -> None:
    found = docscan("evaluate", labels, "--model", model, "--against", "baseline", "--json")
    data = json.loads(found.stdout)
    assert set(data["gain"]) == {"value", "low", "high"}
    assert all(change["old"] != change["new"] for change in data["changes"])
    assert [item["model"].split("-")[0] for item in data["models"]] == ["ours", "baseline", "tf"]


def test_a_model_says_when_rules_or_terms_have_changed_since(model: Path) -> None:
    card = json.loads((model / "card.json").read_text(encoding="utf-8"))
    loaded = load_model(model)
    assert not loaded.stale  # type: ignore[attr-defined]
    old = type(loaded)(  # type: ignore[call-arg]
        name="ours", id="ours", threshold=0.5, doubt=0.5, classifier=None, card=card | {"rules": "baseline-0"}
    )
    assert "train it again" in old.stale  # type: ignore[attr-defined]
