"""Analysed passages to a matrix, in blocks that can be switched and compared.

``words`` are masked words and pairs of words, ``characters`` pieces of masked words, both only of the clauses that speak
of migration: a passage of a real strategy is long and speaks of much else. ``cues`` are what the termbase and the rules
found (the same in every language: this is what carries over to a language or country never seen), ``shape``
how the passage is built. ``embeddings`` (extra) come from a sentence encoder.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse

from docscan.classify.analysis import Analysis
from docscan.classify.masking import mask
from docscan.judgement import FACETS

#: Blocks in the order of the columns they make.
BLOCKS: tuple[str, ...] = ("words", "characters", "cues", "shape", "embeddings")
#: The blocks of a model unless it is told otherwise.
DEFAULT_BLOCKS: tuple[str, ...] = ("words", "characters", "cues", "shape")

_WORD = r"(?u)\b[^\W\d_]{2,}\b"
_BULLET = re.compile(r"(?m)^\s*(?:[-–•●▪*]|\(?[a-z0-9]{1,3}[.)])\s")
_SENTENCE = re.compile(r"[.!?;](?:\s|$)")


def words_block(min_count: int = 2) -> Any:
    """Masked words and pairs of words, weighted by TF-IDF (scikit-learn transformer over texts)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        lowercase=False,
        strip_accents="unicode",
        token_pattern=_WORD,
        ngram_range=(1, 2),
        min_df=min_count,
        max_features=6_000,
        sublinear_tf=True,
        dtype=np.float64,
    )


def characters_block(min_count: int = 3) -> Any:
    """Pieces of three to five characters within masked words: what survives torn and misspelt text."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        lowercase=False,
        strip_accents="unicode",
        analyzer="char_wb",
        ngram_range=(3, 5),
        min_df=min_count,
        max_features=6_000,
        sublinear_tf=True,
        dtype=np.float64,
    )


def facts_block() -> Any:
    """Named facts to columns (scikit-learn transformer over mappings)."""
    from sklearn.feature_extraction import DictVectorizer

    return DictVectorizer(dtype=np.float64, sparse=True, sort=True)


def spoken(analysis: Analysis) -> list[tuple[int, int]]:
    """The spans of the clauses that speak of migration; the whole text where none does."""
    clauses = analysis.reading.relevant if analysis.reading is not None else ()
    return [(clause.start, clause.end) for clause in clauses] or [(0, len(analysis.passage.text))]


def masked(analysis: Analysis) -> str:
    """The text as the word blocks see it: what is spoken of migration, names and years masked, otherwise lower case."""
    parts = [analysis.passage.text[start:end] for start, end in spoken(analysis)]
    text = mask(" ".join(parts), analysis.language)
    return re.sub(r"\b(?!(?:COUNTRY|DEMONYM|YEAR|DATE)\b)\w+", lambda found: found.group().lower(), text)


def cue_facts(analysis: Analysis) -> dict[str, float]:
    """What the termbase and the rules found, as named numbers that mean the same in every language.

    Counts are damped (1, 1.6, 2, … for 1, 2, 3) so that long passages do not shout.
    """
    counts: dict[str, int] = {}
    for finding in (*analysis.facets, *analysis.verdict.evidence):
        if finding.facet in FACETS or finding.facet in ("cue", "anchor"):
            key = f"{finding.facet}={finding.value}"
            counts[key] = counts.get(key, 0) + 1
    concepts = [finding.value for finding in analysis.concepts if finding.facet == "concept"]
    counts["concepts"] = len(concepts)
    counts["distinct concepts"] = len(set(concepts))
    counts["exclusions"] = sum(finding.facet == "exclusion" for finding in analysis.concepts)
    facts = {name: math.log2(1 + count) for name, count in counts.items() if count}
    facts[f"rule={analysis.verdict.rule}"] = 1.0
    for level in range(1, analysis.verdict.level + 1):
        facts[f"verdict>={level}"] = 1.0
    if analysis.reading is not None:
        facts |= _clause_facts(analysis)
    return facts


def _clause_facts(analysis: Analysis) -> dict[str, float]:
    """Which cues stand in clauses that speak of migration, and how much of the passage these clauses are."""
    reading = analysis.reading
    assert reading is not None
    facts: dict[str, float] = {}
    length = 0
    for clause in reading.clauses:
        if clause.concepts:
            length += clause.end - clause.start
            for cue in clause.cues:
                facts[f"near={cue.id}"] = 1.0
            for quantity in clause.quantities:
                facts[f"near quantity={quantity.kind}"] = 1.0
        else:
            for cue in clause.cues:
                facts[f"far={cue.id}"] = 1.0
    facts["relevant clauses"] = math.log2(1 + len(reading.relevant))
    facts["anchor kinds"] = float(len({f.value for f in analysis.verdict.evidence if f.facet == "anchor"}))
    facts["share of clauses"] = length / max(len(reading.text), 1)
    facts["row"] = float(reading.row)
    return facts


def shape_facts(analysis: Analysis) -> dict[str, float]:
    """How the passage is built: length, sentences, cells, bullets, figures; all between 0 and about 2."""
    text = analysis.passage.text
    words = len(text.split())
    first = min((finding.start for finding in analysis.concepts), default=0)
    return {
        "length": math.log10(1 + words),
        "sentences": math.log10(1 + len(_SENTENCE.findall(text))),
        "cells": math.log10(1 + text.count(" | ")),
        "bullets": math.log10(1 + len(_BULLET.findall(text))),
        "digits": min(1.0, 5 * sum(character.isdigit() for character in text) / max(len(text), 1)),
        "capitals": min(1.0, 3 * sum(character.isupper() for character in text) / max(len(text), 1)),
        "density": min(1.0, 10 * len(analysis.concepts) / max(words, 1)),
        "place of first concept": first / max(len(text), 1),
        "depth of path": min(1.0, len(analysis.passage.path) / 5),
    }


#: Block → (the transformer it is fitted with, what it takes from an analysis).
MAKERS: Mapping[str, tuple[Callable[[], Any], Callable[[Analysis], Any]]] = {
    "words": (words_block, masked),
    "characters": (characters_block, masked),
    "cues": (facts_block, cue_facts),
    "shape": (facts_block, shape_facts),
}

#: How strongly each block speaks beside the others: chosen by cross-validation by country and by register.
SCALES: Mapping[str, float] = {"words": 1.0, "characters": 1.0, "cues": 0.4, "shape": 0.3, "embeddings": 1.0}


def raw(analyses: Iterable[Analysis], block: str) -> list[Any]:
    """What a block's transformer is given."""
    take = MAKERS[block][1]
    return [take(analysis) for analysis in analyses]


def stack(parts: Sequence[Any]) -> sparse.csr_matrix:
    """Blocks side by side, rows in the order given."""
    return sparse.hstack(parts, format="csr")
