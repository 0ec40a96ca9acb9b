"""Terms are found whatever their case, accents and hyphens, and point at the text as it was given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docscan.terms.matching import Match, TermIndex, tokenise
from docscan.terms.syntax import fold

INDEX = TermIndex(
    {
        "exodus": ["rural exodus", "éxodo rural", "exode rural"],
        "displaced": ["internally displaced (person(s)|people|)"],
        "asylum": ["demandeur(s) d'asile"],
        "labour": ["main-d'œuvre étrangère"],
    },
    "en",
    acronyms={"displaced": ["IDP(s)"], "trafficking": ["TIP"]},
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The RURAL EXODUS goes on.", ["RURAL EXODUS"]),
        ("The rural-exodus goes on.", ["rural-exodus"]),
        ("rural\nexodus", ["rural\nexodus"]),
        ("rural–exodus", ["rural–exodus"]),
        ("rural, exodus", []),
        ("El exodo rural sigue.", ["exodo rural"]),
        ("El e\u0301xodo rural sigue.", ["e\u0301xodo rural"]),
        ("Les demandeurs d’asile", ["demandeurs d’asile"]),
        ("la main-d'oeuvre etrangere", ["main-d'oeuvre etrangere"]),
        ("la main d’œuvre étrangère", ["main d’œuvre étrangère"]),
        ("internally displaced persons", ["internally displaced persons"]),
        ("an IDP and more IDPs, no idps", ["IDP", "IDPs"]),
        ("a tip, a TIP", ["TIP"]),
        ("exodus rural", []),
        ("", []),
    ],
)
def test_terms_are_found_as_they_stand_in_the_text(text: str, words: list[str]) -> None:
    assert [text[match.start : match.end] for match in INDEX.find(text)] == words


def test_of_overlapping_matches_of_one_id_the_longest_stays() -> None:
    index = TermIndex({"a": ["migrant", "migrant worker(s)"], "b": ["worker(s)"]}, "en")
    assert index.find("migrant workers") == [Match("a", 0, 15), Match("b", 8, 15)]


def test_a_full_stop_ends_a_sentence_but_not_inside_a_number() -> None:
    tokens = tokenise("About 2.4 of them left. Others stayed.")
    assert tokens.sentences[tokens.words.index("left")] == 0
    assert tokens.sentences[tokens.words.index("others")] == 1


@given(st.text(alphabet="aeéè\u0301\u00adœß -’'ruloxdsİﬁ½…\n", max_size=80))
def test_offsets_point_at_what_was_folded(text: str) -> None:
    tokens = tokenise(text)
    assert len(tokens.starts) == len(tokens.ends) == len(tokens.words)
    for start, end, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True):
        assert 0 <= start < end <= len(text)
        assert word in fold(text[start:end])
