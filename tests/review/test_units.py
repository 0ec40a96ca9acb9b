"""Passages are cut into commitments, and told apart from what only looks like movement."""

from __future__ import annotations

import pytest

from docscan.review import bearing, units
from docscan.review.commitments import gather
from tests.review.invented import passage, text


def actions(*passages: str, level: int = 3, language: str = "en", kind: str = "paragraph") -> list[str]:
    made = text(*(passage(words, level, language=language, kind=kind, number=n) for n, words in enumerate(passages)))
    return [item.text for item in gather(units.cut(made)) if item.action]


def test_three_commitments_in_one_paragraph_are_three() -> None:
    paragraph = (
        "The Ministry of Justice will open a shelter for victims of human trafficking. The Ministry of Labour will train 300 "
        "returnees in carpentry. Remittances will be taxed no longer."
    )
    assert len(actions(paragraph)) == 3


def test_a_sentence_that_goes_on_belongs_to_the_one_before() -> None:
    paragraph = "The fund will lend to returnees from 2021. It has 30 million francs for the purpose."
    (only,) = actions(paragraph)
    assert "30 million" in only


def test_items_of_a_list_are_commitments_of_their_own() -> None:
    items = "train returnees in masonry;\nopen two consular desks for emigrants."
    assert len(actions(items, kind="list_item")) == 2


def test_a_row_states_its_action_once_more() -> None:
    prose = "The Ministry of Health will vaccinate the children of nomads in twelve districts."
    row = "Action: Vaccinate children of nomads in twelve districts | Responsible: Ministry of Health | Deadline: 2021"
    made = text(passage(prose), passage(row, kind="table_row", number=1))
    (only,) = [item for item in gather(units.cut(made)) if item.action]
    assert len(only.units) == 2


def test_birds_and_accounts_are_no_migrants() -> None:
    assert actions("The corridor of birds that migrate over the gulf will be a protected area.", level=0) == []
    assert actions("La migración de los sistemas contables concluirá en 2024.", level=0, language="es") == []


def test_an_action_that_the_judgement_missed_is_found_by_its_words() -> None:
    sentence = "The health service will issue a card to refugee families, valid in every clinic."
    assert len(actions(sentence, level=0)) == 1


def test_the_text_of_a_unit_is_that_of_its_passage() -> None:
    made = text(passage("We will help returnees. We will also build roads for the harvest; and bridges."))
    for unit in units.cut(made):
        assert unit.text == unit.passage.text[unit.start : unit.end]
        assert unit.text == unit.text.strip()


def test_whom_a_deed_is_for_may_stand_in_the_next_sentence() -> None:
    paragraph = (
        "The Development Bank will open a guarantee window of 20 million francs in 2022. It serves returnees from Sarraz who "
        "start a firm."
    )
    (only,) = actions(paragraph, level=1)
    assert "guarantee window" in only and "returnees" in only


def test_items_without_a_verb_are_bound_by_the_sentence_that_leads_them_in() -> None:
    items = (
        "La Banque ouvrira :\n- un guichet pour les vergers des émigrés ;\n- un guichet pour les silos des communes."
    )
    assert actions(items, language="fr", kind="list_item") == ["- un guichet pour les vergers des émigrés ;"]


def test_an_article_of_a_law_commits() -> None:
    article = (
        "Artículo 14. Créase un fondo para el retorno de los nacionales residentes en el exterior, con diez millones."
    )
    assert any("Créase" in found for found in actions(article, level=0, language="es"))


def test_a_place_abroad_is_known_again_where_nothing_else_speaks_of_movement() -> None:
    made = text(
        passage("Miners who come back from Kestria are often ill.", 1),
        passage("Remittances from Kestria pay for schools.", 1, number=1),
        passage("An agreement with Kestria on the miners will be signed by the Ministry of Labour.", 0, number=2),
        passage("An agreement with Fargo on cotton will be signed by the Ministry of Trade.", 0, number=3),
    )
    found = [item.text for item in gather(units.cut(made, bearing.places_beyond(made))) if item.action]
    assert found == ["An agreement with Kestria on the miners will be signed by the Ministry of Labour."]


@pytest.mark.parametrize(
    ("sentence", "language", "level"),
    [
        ("Irrigation of gardens for women will go on in the dry season.", "en", 0),
        ("Les prévisions saisonnières des pluies seront améliorées pour les paysans.", "fr", 0),
        ("Drought will push more families across the border into the towns.", "en", 1),
        ("Cette baisse réduit la pêche et force l'immigration des habitants vers les terres humides.", "fr", 2),
    ],
)
def test_seasons_and_forecasts_are_no_actions(sentence: str, language: str, level: int) -> None:
    assert actions(sentence, level=level, language=language) == []


def test_a_list_of_acronyms_holds_no_actions() -> None:
    row = passage(
        "OIM | Organización Internacional para las Migraciones", 3, language="es", kind="table_row", path=("Siglas",)
    )
    assert [item for item in gather(units.cut(text(row))) if item.action] == []
