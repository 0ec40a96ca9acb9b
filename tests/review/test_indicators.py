"""Indicator tables: every row that is not used is told by its number and value, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from docscan.errors import UsageError
from docscan.review import indicators, regions

KNOWN = frozenset({"HTI", "BFA", "XAA"})


def test_good_rows_are_facts_and_bad_ones_are_named() -> None:
    table = indicators.parse(
        "iso3,year,indicator,value,unit\n"
        "HTI,2015,remittances_pct_gdp,13.1,% of GDP\n"
        "HTX,2015,remittances_pct_gdp,3,% of GDP\n"
        "BFA,2015,remittances_pct_gdp,about 3,% of GDP\n"
        "BFA,MMXV,remittances_pct_gdp,3,% of GDP\n"
        "\n"
        "BFA,2015,,3,\n",
        "ours.csv",
        KNOWN,
    )
    assert [(fact.iso3, fact.value) for fact in table.facts] == [("HTI", 13.1)]
    assert [(bad.row, bad.code, bad.value) for bad in table.bad] == [
        (3, "unknown_country", "HTX"),
        (4, "bad_value", "about 3"),
        (5, "bad_year", "MMXV"),
        (6, "no_indicator", ""),
    ]


def test_a_semicolon_table_with_decimal_commas_is_read() -> None:
    table = indicators.parse("iso3;year;indicator;value\nHTI;2015;remittances_pct_gdp;13,1\n", "t.csv", KNOWN)
    assert table.facts[0].value == 13.1


def test_a_missing_column_is_named() -> None:
    with pytest.raises(UsageError, match="no column 'iso3'"):
        indicators.parse("country,year,indicator,value\n", "t.csv", KNOWN)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.csv"):
        indicators.read(tmp_path / "none.csv", KNOWN)


def test_the_nearest_year_within_five_counts() -> None:
    facts = indicators.parse("iso3,year,indicator,value\nXAA,2010,i,1\nXAA,2014,i,2\nXAA,2018,i,3\n", "t", None).facts
    assert indicators.nearest(facts, 2016, 5).value == 2  # type: ignore[union-attr]
    assert indicators.nearest(facts, 2024, 5) is None


def test_the_users_table_wins_for_its_indicators() -> None:
    own = indicators.parse("iso3,year,indicator,value\nHTI,2015,remittances_pct_gdp,99\n", "ours.csv", KNOWN)
    both = indicators.together(own, indicators.shipped())
    assert [fact.value for fact in both.facts if fact.indicator == "remittances_pct_gdp"] == [99]
    assert "refugees_hosted" in both.indicators


def test_the_table_that_ships_has_source_and_licence_in_every_row() -> None:
    table = indicators.shipped()
    assert not table.bad
    assert all(fact.source and fact.licence and fact.unit for fact in table.facts)
    assert {fact.iso3 for fact in table.facts} - set(regions.table()) <= {"CHI", "WLD"}
