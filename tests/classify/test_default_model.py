"""The model that ships: small, quick, and at least what its card promises."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from docscan.classify import PassageText
from docscan.classify.model import load_model, names
from docscan.labels.shipped import shipped

FOLDER = Path(__file__).parents[2] / "models" / "default"


def test_it_ships_is_small_and_named() -> None:
    assert "default" in names()
    assert sum(item.stat().st_size for item in FOLDER.iterdir()) < 3_000_000


def test_its_card_tells_data_settings_figures_and_limits() -> None:
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    assert card["data"]["documents"] >= 80
    assert card["data"]["countries"] >= 40
    held_out = card["figures"]
    assert {"by document", "by country", "by language"} <= set(held_out)
    assert any(name.startswith("please look") for name in held_out)
    assert any(name.startswith("TF-IDF with logistic regression") for name in held_out)
    assert card["settings"]["prior of whole documents"]["share of passages on migration"] == 0.03
    assert any("Portuguese" in limit for limit in card["limits"])
    touched = "passages that the termbase touches"
    learned, rules = (float(held_out[f"{name}, {touched}"]["macro_f1"].split()[0]) for name in ("by document", RULES))
    assert learned > rules


RULES = "codebook's rules alone"


@pytest.mark.slow
def test_it_judges_two_thousand_passages_a_second_where_few_speak_of_migration() -> None:
    silent = [passage for passage in shipped().passages if passage.level == 0 and passage.register != "noisy"]
    speaking = [passage for passage in shipped().passages if passage.level >= 2][:40]
    texts = [
        PassageText(id=str(index), text=passage.text, language=passage.language)
        for index, passage in enumerate((silent * 4)[:2000] + speaking)
    ]
    model = load_model("default")
    model.judge(texts[-50:])
    started = time.process_time()
    model.judge(texts)
    assert time.process_time() - started < len(texts) / 1000  # half of what is measured, for a busy machine
