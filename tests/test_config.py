"""Settings: defaults, a file over them, mistakes named with the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from docscan import config
from docscan.errors import ConfigurationError


def settings_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "docscan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_overrides_the_defaults_it_names(tmp_path: Path) -> None:
    found = config.load(settings_file(tmp_path, '[score]\nseed = 3\n[extract]\nocr = "off"\n'))
    assert (found.score.seed, found.extract.ocr) == (3, "off")
    assert found.score.draws == config.load().score.draws


@pytest.mark.parametrize(
    ("text", "cause", "fix"),
    [
        ("[scores]\n", "unknown key 'scores'", "did you mean 'score'"),
        ("[score]\nsede = 1\n", "unknown key 'sede'", "did you mean 'seed'"),
        ('[score]\nseed = "one"\n', "must be a int", "correct"),
        ('[extract]\nocr = "of"\n', "'ocr' cannot be 'of'", "did you mean 'off'"),
        ('[score]\ndocuments = "newest"\n', "cannot be 'newest'", "one of current, all"),
        ("[score\n", "not valid TOML", "mend"),
    ],
)
def test_a_mistake_is_named_with_what_to_write(tmp_path: Path, text: str, cause: str, fix: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        config.load(settings_file(tmp_path, text))
    assert cause in refused.value.cause
    assert fix in refused.value.fix


def test_a_fingerprint_changes_with_its_stage_only() -> None:
    usual = config.load()
    other = usual.with_options(score={"seed": 1})
    assert usual.fingerprint("extract") == other.fingerprint("extract")
    assert usual.fingerprint("score") != other.fingerprint("score")
