"""The matcher against pairs of plans whose fates are known: floors that may not fall.

The folders ``held*`` were written by people who had not seen the matcher, and no one read them while building it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import matching

#: Lowest F1 of matches and lowest share of right verdicts, by where the pairs come from.
FLOORS = {"sample": (0.87, 0.80), "dev-": (0.92, 0.89), matching.HELD: (0.75, 0.65)}


@pytest.mark.slow
@pytest.mark.parametrize("origin", FLOORS)
def test_matches_and_verdicts_stay_above_their_floors(origin: str, tmp_path: Path) -> None:
    pairs = matching.samples() if origin == "sample" else matching.pairs(origin)
    if not pairs:
        pytest.skip(f"no pairs {origin}*")
    found = matching.total(matching.review_pairs(pairs, tmp_path), origin)
    f1, verdicts = FLOORS[origin]
    assert found.f1 >= f1
    assert found.share >= verdicts


def test_a_quotation_is_found_whatever_its_signs_and_spaces() -> None:
    assert matching.plain("L’État  ouvrira\n« un foyer »") == 'l\'état ouvrira " un foyer "'
