"""Editions in order: new, revised or first here, by what is at hand and what the document says."""

from __future__ import annotations

import pytest

from docscan.review import editions
from tests.review.invented import record


def test_with_an_earlier_edition_at_hand_a_plan_is_revised() -> None:
    older, newer = record("a", year="2016"), record("b", year="2021", edition="new")
    assert editions.status(newer, (older, newer)) == ("revised", "earlier_edition")


@pytest.mark.parametrize(
    ("edition", "title", "head", "expected"),
    [
        ("second", "", "", ("revised", "metadata")),
        ("troisième", "", "", ("revised", "metadata")),
        ("first", "", "", ("new", "metadata")),
        ("", "Second National Development Plan", "", ("revised", "title")),
        ("", "Estrategia de empleo actualizada", "", ("revised", "title")),
        ("", "Premier plan quinquennal", "", ("new", "title")),
        ("", "", "This strategy replaces the plan of 2010.", ("revised", "text")),
        ("", "", "Este es el primer plan nacional de desarrollo.", ("new", "text")),
        ("", "National Development Plan", "Roads come first in the strategy.", ("first_here", "none")),
    ],
)
def test_what_a_document_says_of_itself(edition: str, title: str, head: str, expected: tuple[str, str]) -> None:
    only = record(edition=edition, title=title, head=head)
    assert editions.status(only, (only,)) == expected


def test_reviews_of_plans_and_of_the_goals_stand_apart() -> None:
    plan, goals = record("a", kind="mid_term_review"), record("b", kind="sdg_review")
    assert editions.status(plan, (plan, goals))[0] == "review"
    assert editions.status(goals, (plan, goals))[0] == "goals_review"


def test_the_edition_before_is_the_latest_of_an_earlier_year() -> None:
    first, second, third = (record(name, year=year) for name, year in (("a", "2011"), ("b", "2016"), ("c", "2021")))
    assert editions.before(third, (first, second, third)) is second
    assert editions.before(first, (first, second, third)) is None


def test_two_of_one_year_are_not_compared_with_one_another() -> None:
    one, two = record("a", year="2016"), record("b", year="2016")
    assert editions.before(two, (one, two)) is None


def test_a_document_without_a_year_comes_last_and_is_compared_with_nothing() -> None:
    unknown, dated = record("a", year=""), record("b", year="2016")
    assert editions.in_order((unknown, dated)) == (dated, unknown)
    assert editions.before(unknown, (dated, unknown)) is None
    assert not editions.in_period(unknown, 2010)


def test_the_newest_plan_of_the_period_stands_for_the_country() -> None:
    old, new, review = (
        record("a", year="2010"),
        record("b", year="2020"),
        record("c", year="2022", kind="mid_term_review"),
    )
    assert editions.newest((old, new, review), None) is new
    assert editions.newest((old, review), 2015) is None
