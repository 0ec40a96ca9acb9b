"""The codebook's rules on passages in our own words, in four languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from docscan.classify import PassageText
from docscan.classify.model import load_model

FILES = ("sentences.toml", "tellings.toml")
CASES = [
    case for name in FILES for case in tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["case"]
]
TABLE = [
    pytest.param(language, case[language], case["level"], id=f"{case['why']}-{language}")
    for case in CASES
    for language in ("en", "fr", "es", "pt")
]


@pytest.mark.parametrize(("language", "text", "level"), TABLE)
def test_a_passage_has_the_level_that_the_codebook_gives_it(language: str, text: str, level: int) -> None:
    passage = PassageText(id="p", text=text, language=language)
    (judgement,) = load_model("baseline").judge([passage])
    assert judgement.level == level, [(f.facet, f.value, text[f.start : f.end]) for f in judgement.findings]
