"""Names and years become typed tokens; everything else stays as it is."""

from __future__ import annotations

import pytest

from docscan.classify.masking import mask


@pytest.mark.parametrize(
    ("language", "text", "masked"),
    [
        ("en", "Haiti and the Dominican Republic", "COUNTRY and the COUNTRY"),
        ("en", "Haitians left in 2015.", "DEMONYM left in YEAR."),
        ("en", "the plan 2015-2020", "the plan YEAR-YEAR"),
        ("en", "on 12/03/2019", "on DATE"),
        ("fr", "les travailleurs sénégalais en 2019", "les travailleurs DEMONYM en YEAR"),
        ("en", "2 015 households, 1.2019 and 12019", "2 015 households, 1.2019 and 12019"),
        ("en", "a jar of jordan almonds", "a jar of jordan almonds"),
        ("en", "", ""),
    ],
)
def test_masks(language: str, text: str, masked: str) -> None:
    assert mask(text, language) == masked
