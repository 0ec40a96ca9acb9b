"""The labelled passages are valid, unique, balanced and none is a near copy of another."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from docscan.judgement import FACETS
from docscan.labels.formats import read
from docscan.labels.shipped import shipped

FOLDER = Path(__file__).parents[2] / "corpus" / "passages"
FILES = sorted(FOLDER.glob("*.jsonl"))
LANGUAGES = ("en", "fr", "es", "pt")
FIELDS = {
    "id",
    "text",
    "level",
    "language",
    "path",
    "document",
    "country",
    "facets",
    "register",
    "reason",
    "writer",
    "source",
    "weight",
    "parallel",
}
#: Words in a shingle, and the Jaccard likeness of shingles from which two passages count as copies.
SHINGLE, ALIKE = 5, 0.5


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_valid_and_belongs_to_its_file(path: Path) -> None:
    language, register = path.stem.split("-", 1)
    found = read(path)
    assert not found.warnings
    for row in lines(path):
        assert set(row) <= FIELDS, row["id"]
        assert (row["language"], row["register"]) == (language, register), row["id"]
        assert row["document"], row["id"]
        assert re.fullmatch(r"X[A-Z]{2}", str(row["country"])), row["id"]
        assert row["reason"], row["id"]
        assert row["level"] or not row.get("facets"), row["id"]


def test_ids_and_texts_are_unique() -> None:
    rows = [row for path in FILES for row in lines(path)]
    for key in ("id", "text"):
        assert [value for value, count in Counter(str(row[key]) for row in rows).items() if count > 1] == []
    assert not shipped().warnings


def test_a_document_belongs_to_one_country() -> None:
    countries: dict[str, set[str]] = defaultdict(set)
    for passage in shipped().passages:
        countries[passage.document].add(passage.country)
    assert {name: found for name, found in countries.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_is_well_filled_in_every_language(language: str) -> None:
    levels = Counter(passage.level for passage in shipped().passages if passage.language == language)
    count = sum(levels.values())
    assert count >= 590
    assert levels[0] >= 0.35 * count
    assert all(levels[level] >= 0.15 * count for level in range(1, 5))


@pytest.mark.parametrize("facet", ["theme", "sector", "stage", "effect", "instrument"])
def test_every_value_of_a_facet_is_there_often(facet: str) -> None:
    counts = Counter(value for passage in shipped().passages for value in passage.facets.get(facet, ()))
    assert {value: counts[value] for value in FACETS[facet] if counts[value] < 40} == {}


def test_parallel_passages_share_a_document_so_that_no_fold_separates_them() -> None:
    sets: dict[str, list[dict[str, object]]] = defaultdict(list)
    for path in FILES:
        for row in lines(path):
            if row.get("parallel"):
                sets[str(row["parallel"])].append(row)
    assert len(sets) >= 60
    for name, rows in sets.items():
        assert sorted(str(row["language"]) for row in rows) == sorted(LANGUAGES), name
        assert len({row["document"] for row in rows}) == 1, name
        assert len({row["level"] for row in rows}) == 1, name


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def test_no_passage_is_a_near_copy_of_another() -> None:
    sets = {passage.id: shingles(passage.text) for passage in shipped().passages}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, found in sets.items():
        for shingle in found:
            holders[shingle].append(name)
    shared = Counter(pair for names in holders.values() if 1 < len(names) < 50 for pair in combinations(names, 2))
    copies = [
        (a, b) for (a, b), count in sorted(shared.items()) if count / (len(sets[a]) + len(sets[b]) - count) >= ALIKE
    ]
    assert copies == []
