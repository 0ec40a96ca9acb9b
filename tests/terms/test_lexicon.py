"""A lexicon's files are checked on loading, and its conditions decide what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from docscan.errors import ConfigurationError
from docscan.terms.lexicon import Lexicon, languages, load

GOOD = """
[[entry]]
id = "resettlement"
facet = "theme"
value = "forced_displacement"
near = 4
terms.en = ["relocat[e|ed|ion]"]
context.en = ["people", "famil[y|ies]"]
unless.en = ["factor[y|ies]"]

[[entry]]
id = "return"
facet = "theme"
value = ["return_reintegration", "general"]
strength = "weak"
requires = ["resettlement"]
terms.en = ["return"]
"""


def written(folder: Path, text: str) -> Lexicon:
    folder.mkdir(exist_ok=True)
    (folder / "some.toml").write_text(text, encoding="utf-8")
    return load(str(folder))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Families are relocated.", ["resettlement"]),
        ("Stones are relocated.", []),
        ("Families cheer. Stones are relocated.", []),
        ("Families who live and work there since long ago are relocated.", []),
        ("People near factories are relocated.", []),
        ("They return.", []),
        ("Families are relocated, then return.", ["resettlement", "return"]),
    ],
)
def test_conditions_of_an_entry_decide(tmp_path: Path, text: str, ids: list[str]) -> None:
    lexicon = written(tmp_path / "good", GOOD)
    assert [match.id for match in lexicon.find(text, "en")] == ids
    assert lexicon.find(text, "fr") == []
    assert lexicon["return"].value == ("return_reintegration", "general")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("strength", "strenght"), "did you mean 'strength'"),
        (('"forced_displacement"', '"forced_displacment"'), "did you mean 'forced_displacement'"),
        (('facet = "theme"', 'facet = "tehme"'), "did you mean 'theme'"),
        (('id = "return"', 'id = "resettlement"'), "already used"),
        (('id = "return"', 'id = "Return!"'), "malformed"),
        (("terms.en", "terms.xx"), "unknown language"),
        (('["return"]', '"return"'), "not a list"),
        (('"weak"', '"faint"'), "strong or weak"),
        (("[[entry]]", "[entry]"), "cannot be read|list of"),
        (('terms.en = ["return"]', 'patterns.en = ["("]'), "pattern"),
        (('terms.en = ["return"]', ""), "neither terms nor patterns"),
    ],
)
def test_mistake_in_a_file_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        written(tmp_path / "bad", GOOD.replace(*change)).find("Their return.", "en")


def test_folder_without_files_is_no_lexicon(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such lexicon"):
        load(str(tmp_path))


def test_fifth_language_is_data_and_experimental() -> None:
    experimental = [language.code for language in languages() if language.experimental]
    assert experimental == ["it"]
    concepts = load("concepts")
    assert sum(1 for forms in concepts.forms("it").values() if forms) >= 20
    assert [match.id for match in concepts.find("La transumanza continua.", "it")] == ["transhumance"]
