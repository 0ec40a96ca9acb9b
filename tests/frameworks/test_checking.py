"""A framework's file is checked: every problem has its line, and misspelt names get the nearest known one."""

from __future__ import annotations

from pathlib import Path

import pytest

from docscan import frameworks
from docscan.errors import FrameworkError
from docscan.frameworks.positions import locate

GOOD = """\
schema = 1
id = "own"
version = "1.0"
title.en = "Our own grid"
licence = "CC0-1.0"

[source]
document = "Our notes"
section = "1"
year = 2024

[words.vessels]
en = ["boat(s)", "ferr[y|ies]"]

[[group]]
id = "sea"
title.en = "At sea"

[[item]]
id = "rescue"
group = "sea"
title.en = "Rescue"
question.en = "Are people rescued?"
gap.en = "Who rescues people?"
terms.en = ["@vessels + @migrants"]
conditions.theme = [
  "general",
]
examples.en = ["Boats will look for migrants.", "Ferries carry migrants.", "A boat takes migrants in."]
counterexamples.en = ["Boats fish.", "Migrants wait."]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", frameworks.names())
def test_shipped_files_have_no_problem(name: str) -> None:
    folder = Path(frameworks.__file__).parent
    assert frameworks.check(folder / f"{name}.toml") == []


CASES = [
    ("licence = ", "lisence = ", 5, "unknown key 'lisence'; did you mean 'licence'?"),
    ('version = "1.0"', "version = 1", 3, "'version' must be a text that is not empty"),
    ("year = 2024", 'year = "2024"', 10, "'year' must be a number from 1900 to 2200, not '2024'"),
    ('"boat(s)"', '"boat(s"', 13, "brackets don't match"),
    ('group = "sea"', 'group = "see"', 21, "unknown group 'see'; did you mean 'sea'?"),
    ("question.en", "question.eng", 23, "unknown key 'eng'; did you mean 'en'?"),
    ("@vessels", "@vesels", 25, "unknown word group 'vesels'; did you mean 'vessels'?"),
    ("conditions.theme", "conditions.themes", 26, "unknown key 'themes'; did you mean 'theme'?"),
    ('"general",', '"genral",', 26, "unknown theme 'genral'; did you mean 'general'?"),
    (', "A boat takes migrants in."', "", 29, "'examples' needs at least 3 texts, there are 2"),
    ('gap.en = "Who rescues people?"\n', "", 19, "'gap' is missing in item 'rescue'"),
    ('section = "1"', 'section.fr = ""', 9, "'fr' must be a text that is not empty"),
    ('section = "1"', 'section.fra = "1"', 9, "unknown key 'fra'; did you mean 'fr'?"),
    ('id = "own"', "id = own", 2, "is not valid TOML"),
    ("[[group]]", "[[grup]]", 15, "unknown key 'grup'; did you mean 'group'?"),
    ("[words.vessels]", "[wordz.vessels]", 12, "unknown key 'wordz'; did you mean 'words'?"),
    ("[[item]]", "[[itm]]", 19, "unknown key 'itm'; did you mean 'item'?"),
    ("[[item]]", "[item]", 19, "'item' must be written as [[item]]"),
    ("[words.vessels]", "[words.vessels]\nconcepts = [1]", 13, "'concepts' must be a list of texts"),
    ("conditions.theme", 'partly.en = ["@mgi"]\nconditions.theme', 26, "unknown word group 'mgi'; did you mean 'mig'?"),
    ("conditions.theme", 'fields.en = ["cost(s"]\nconditions.theme', 26, "brackets don't match"),
    ("conditions.theme", 'fields.eng = ["cost"]\nconditions.theme', 26, "unknown key 'eng'; did you mean 'en'?"),
]


@pytest.mark.parametrize(("old", "new", "line", "problem"), CASES)
def test_each_problem_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    assert old in GOOD
    problems = frameworks.check(written(tmp_path, GOOD.replace(old, new, 1)))
    assert any(found.startswith(f"line {line}: ") and problem in found for found in problems), problems


def test_good_file_has_no_problem_and_loads_by_path(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert frameworks.check(path) == []
    framework = frameworks.load(path)
    assert framework.item("rescue").terms["en"] == (("@vessels", "@migrants"),)
    assert framework.words["vessels"]["en"] == ("boat(s)", "ferr[y|ies]")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("why.fr = ", "why.fre = ", "unknown key 'fre'; did you mean 'fr'?"),
        ("why.pt = ", 'why.pt = "" #', "'pt' must be"),
    ],
)
def test_the_reasons_of_constants_are_checked_too(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = (Path(frameworks.__file__).parent / "fmmd-2009.toml").read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    problems = frameworks.check(written(tmp_path, text.replace(old, new, 1)))
    assert any(found.startswith(f"line {line}: ") and problem in found for found in problems), problems


def test_a_source_in_one_language_serves_all_and_one_in_four_is_told_in_each(tmp_path: Path) -> None:
    assert frameworks.load(written(tmp_path, GOOD)).source.text("fr") == "Our notes, 1, 2024"
    assert frameworks.load("fmmd-2009").source.text("es").endswith(", definiciones, 2009")


def test_an_id_that_is_there_twice_names_the_first_line(tmp_path: Path) -> None:
    item = GOOD[GOOD.index("[[item]]") :]
    problems = frameworks.check(written(tmp_path, GOOD + "\n" + item))
    assert problems == ["line 33: item 'rescue' is there twice, first at line 19"]


def test_a_file_with_problems_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(FrameworkError, match="line 21: unknown group"):
        frameworks.load(written(tmp_path, GOOD.replace('group = "sea"', 'group = "see"')))


def test_a_missing_file_or_name_is_told_with_the_nearest_name() -> None:
    with pytest.raises(FrameworkError) as caught:
        frameworks.load("france-2018-2020")
    assert "did you mean 'france-2018-2022'?" in str(caught.value)
    assert frameworks.check("nowhere.toml")[0].startswith("line 1: cannot be read")


def test_positions_step_over_arrays_and_long_strings() -> None:
    text = 'a = [\n  "b = 1",\n]\nlong = """\nc = 2\n"""\n[d.e]\nf.g = 3\n[[h]]\nid = 1\n[[h]]\nid = 2\n'
    lines = locate(text)
    assert lines[("a",)] == 1
    assert lines[("long",)] == 4
    assert lines[("d", "e", "f", "g")] == 8
    assert (lines[("h", 0, "id")], lines[("h", 1, "id")]) == (10, 12)
    assert ("b",) not in lines
    assert ("c",) not in lines
