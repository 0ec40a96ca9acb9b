"""The syntax of terms and the folding that makes terms and texts comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docscan.errors import ConfigurationError
from docscan.terms.syntax import expand, expand_cased, fold


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("refugee(s)", {"refugee", "refugees"}),
        ("labo(u)r", {"labor", "labour"}),
        ("(labour|labor) market", {"labour market", "labor market"}),
        ("migrant(s|e|es)", {"migrant", "migrants", "migrante", "migrantes"}),
        ("organi[s|z]ation", {"organisation", "organization"}),
        ("refugiad[o|a|os|as]", {"refugiado", "refugiada", "refugiados", "refugiadas"}),
        ("in[-|]migration", {"in migration", "inmigration"}),
        ("(de (la |)|)diaspora", {"diaspora", "de diaspora", "de la diaspora"}),
        ("Éxodo rural", {"exodo rural"}),
        ("demandeur d’asile", {"demandeur d asile"}),
        ("main-d'œuvre", {"main d oeuvre"}),
    ],
)
def test_term_expands_to_its_folded_forms(term: str, forms: set[str]) -> None:
    assert set(expand(term)) == forms


@pytest.mark.parametrize("term", ["(a", "a)", "a|b", "(a]", "[a|b", "", "(s)"])
def test_malformed_term_is_refused_with_the_term_as_subject(term: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        expand(term)
    assert caught.value.subject == term


def test_too_many_forms_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="more than"):
        expand(" ".join(["[a|b|c|d|e|f|g|h|i|j]"] * 4))


def test_acronyms_keep_their_capitals() -> None:
    assert expand_cased("IDP(s)") == ("IDP", "IDPs")


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_characters="ŉ"), max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
