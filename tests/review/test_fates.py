"""What became of actions: twins are told apart, changes named, near misses listed and not forced."""

from __future__ import annotations

import pytest

from docscan.comparison import Fate
from docscan.review import fates
from tests.review.invented import passage, text

WOMEN = "The Ministry of Labour will train 1,200 women returned from Sarraz in dressmaking by 2019."
MEN = "The Ministry of Labour will train 1,200 young men returned from Sarraz in masonry by 2019."
SHELTER = "A shelter for victims of trafficking will be opened in Baldé with forty beds."
FUND = "The Ministry of Finance will open a fund of 3 million francs for firms founded by the diaspora."


def follow(
    older: list[str], newer: list[str], *, languages: tuple[str, str] = ("en", "en"), kind: str = "edition"
) -> list[Fate]:
    texts = [
        text(*(passage(words, language=language, number=n) for n, words in enumerate(side)), document=name)
        for name, side, language in (("older", older, languages[0]), ("newer", newer, languages[1]))
    ]
    return list(fates.track(texts[0], texts[1], kind).fates)  # type: ignore[arg-type]


def fate_of(found: list[Fate], words: str) -> Fate:
    return next(fate for fate in found if fate.older and words in fate.older.quote.text)


def test_of_twins_the_one_that_was_given_up_is_dropped() -> None:
    found = follow([WOMEN, MEN], ["Young men back from Sarraz, 1,200 of them, will go on learning masonry."])
    assert fate_of(found, "young men").fate in ("kept", "changed")
    assert fate_of(found, "dressmaking").fate == "dropped"


def test_an_action_in_no_text_before_is_new() -> None:
    found = follow([WOMEN], [WOMEN, SHELTER])
    assert [fate.matches[0].action.quote.text for fate in found if fate.fate == "new"] == [SHELTER]


@pytest.mark.parametrize(
    ("newer", "aspect"),
    [
        ("The Ministry of Finance will raise to 5 million francs the fund for firms founded by the diaspora.", "money"),
        ("The Investment Agency will run the fund of 3 million francs for firms founded by the diaspora.", "body"),
    ],
)
def test_what_changed_is_named(newer: str, aspect: str) -> None:
    (fate,) = [fate for fate in follow([FUND], [newer]) if fate.older]
    assert (fate.fate, [change.aspect for change in fate.changes]) == ("changed", [aspect])


@pytest.mark.parametrize(
    ("older", "newer", "aspects"),
    [
        (
            "The Ministry of Livestock will mark 300 kilometres of corridors for transhumant herders.",
            "Marking of the corridors of transhumant herders passes from the Ministry of Livestock to the Herders' Agency, and "
            "rises from 300 to 420 kilometres.",
            {"body", "target"},
        ),
        (
            "The consulates will offer 40 courses a year to emigrants.",
            "Fifty courses a year instead of forty will be offered to emigrants by the consulates.",
            {"target"},
        ),
        (
            "The Bank of Development will bring the cost of remittances from 9 to 5 per cent.",
            "The Bank of Development will bring the cost of remittances from 7 to 5 per cent.",
            set(),
        ),
        (
            "By 2018 a card will be issued to seasonal migrant workers.",
            "A card, unlike in 2016, will be issued to seasonal migrant workers.",
            set(),
        ),
    ],
)
def test_what_is_left_behind_is_not_compared(older: str, newer: str, aspects: set[str]) -> None:
    (fate,) = [fate for fate in follow([older], [newer]) if fate.older]
    assert fate.matches
    assert {change.aspect for change in fate.changes} == aspects


def test_two_reports_in_one_paragraph_are_told_apart() -> None:
    older = [
        "A law against human trafficking will be submitted in 2017.",
        "A home of forty beds in Porto Sana will take in children freed from trafficking.",
    ]
    newer = [
        "The law against human trafficking was passed in 2018. The home of Porto Sana for children is not yet built."
    ]
    found = follow(older, newer, kind="review")
    assert [fate.fate for fate in found if fate.older] == ["reported", "reported"]
    assert "not yet built" in fate_of(found, "forty beds").matches[0].action.quote.text


def test_what_a_review_promises_is_new_and_no_report() -> None:
    older = ["The Ministry will insure emigrants against the cost of repatriation."]
    newer = ["A telephone line will be opened on which emigrants can report recruiters who cheat them."]
    found = follow(older, newer, kind="review")
    assert [fate.fate for fate in found] == ["unreported", "new"]


def test_a_counterpart_that_shares_nothing_more_is_not_shared() -> None:
    older = [
        "The bank will open a window of 4 million francs for the firms of emigrants.",
        "The bank will open a window of 4 million francs for the public works of emigrants' associations.",
    ]
    newer = ["The window of 4 million francs for the firms of emigrants has lent a third."]
    found = follow(older, newer, kind="review")
    assert [fate.fate for fate in found if fate.older] == ["reported", "unreported"]


def test_a_later_date_and_another_number_are_changes() -> None:
    newer = "The Ministry of Labour will train 2,000 women returned from Sarraz in dressmaking by 2024."
    (fate,) = [fate for fate in follow([WOMEN], [newer]) if fate.older]
    assert {change.aspect for change in fate.changes} == {"date", "target"}


def test_a_number_written_in_words_is_no_change() -> None:
    newer = "A shelter of forty beds for victims of trafficking will be kept in Baldé."
    (fate,) = [
        fate
        for fate in follow(["A shelter of 40 beds for victims of trafficking will be opened in Baldé."], [newer])
        if fate.older
    ]
    assert fate.fate == "kept"


def test_an_action_divided_in_two_has_two_counterparts() -> None:
    older = "The programme will equip 25 irrigated gardens and ten workshops in villages that lose their young to emigration."
    newer = [
        "Irrigated gardens, 25 in all, will be equipped in villages from which young emigrants leave.",
        "Ten workshops will offer a job to those whom emigration tempts.",
    ]
    fate = fate_of(follow([older], newer), "gardens")
    assert len(fate.matches) == 2


def test_a_sentence_that_tells_of_the_end_is_no_counterpart() -> None:
    older = "The government will negotiate with Sarraz an agreement on seasonal migrant workers."
    found = follow([older], ["Talks with Sarraz on an agreement on seasonal migrant workers were broken off in 2018."])
    (fate,) = [fate for fate in found if fate.older]
    assert fate.fate == "dropped"
    assert fate.doubtful, "the sentence is shown all the same"


def test_actions_are_followed_across_languages() -> None:
    newer = (
        "Mille deux cents femmes rentrées de Sarraz seront formées à la couture par le ministère du Travail d'ici 2019."
    )
    (fate,) = [fate for fate in follow([WOMEN], [newer], languages=("en", "fr")) if fate.older]
    assert fate.fate == "kept"


def test_a_review_reports_or_passes_over() -> None:
    found = follow(
        [WOMEN, SHELTER], ["By June 640 women returned from Sarraz had learnt dressmaking, of 1,200."], kind="review"
    )
    assert fate_of(found, "women").fate == "reported"
    assert fate_of(found, "shelter").fate == "unreported"


def test_every_pair_says_what_it_rests_on() -> None:
    (fate,) = [fate for fate in follow([WOMEN], [WOMEN]) if fate.older]
    match = fate.matches[0]
    assert 0 < match.similarity <= 1
    assert sum(share for _, share in match.grounds) == pytest.approx(1, abs=0.01)


def test_counts_are_those_of_the_fates() -> None:
    texts = [text(passage(words), document=str(n)) for n, words in enumerate((WOMEN, SHELTER))]
    track = fates.track(texts[0], texts[1], "edition")
    assert sum(number for _, number in track.counts) == len(track.fates)


def test_nothing_followed_into_nothing() -> None:
    texts = [text(passage("Roads are long.", 0), document=str(n)) for n in range(2)]
    assert fates.track(texts[0], texts[1], "edition").fates == ()
