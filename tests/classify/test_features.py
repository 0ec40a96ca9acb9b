"""Feature blocks: what masks hide, what carries over, what a passage's shape says."""

from __future__ import annotations

import pytest

from docscan.classify import PassageText
from docscan.classify.analysis import analyse
from docscan.classify.features import BLOCKS, MAKERS, SCALES, cue_facts, masked, raw, shape_facts, stack

ROW = "Open 3 centres for returning migrants | Ministry of Labour | 2027 | USD 2 million"


def test_every_block_has_a_scale_and_all_but_the_encoder_a_maker() -> None:
    assert set(SCALES) == set(BLOCKS)
    assert set(MAKERS) == set(BLOCKS) - {"embeddings"}


def test_names_and_years_are_masked_in_words_and_kept_in_cues() -> None:
    analysis = analyse(PassageText(id="a", text="In 2019 Haiti sent migrants home by 2021.", language="en"))
    assert "COUNTRY" in masked(analysis)
    assert "YEAR" in masked(analysis)
    assert "haiti" not in masked(analysis)
    assert any("near quantity" in name for name in cue_facts(analysis))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("en", "Remittances reduce poverty."), ("fr", "Les envois de fonds des migrants réduisent la pauvreté.")),
        (("es", "Las remesas reducen la pobreza."), ("pt", "As remessas dos emigrantes reduzem a pobreza.")),
    ],
)
def test_cues_mean_the_same_in_every_language(one: tuple[str, str], other: tuple[str, str]) -> None:
    facts = [
        {name for name in cue_facts(analyse(PassageText(id="a", text=text, language=language))) if "theme=" in name}
        for language, text in (one, other)
    ]
    assert facts[0] & facts[1] >= {"theme=remittances"}


def test_shape_tells_a_row_from_prose_within_small_numbers() -> None:
    row = shape_facts(analyse(PassageText(id="a", text=ROW, language="en")))
    prose = shape_facts(analyse(PassageText(id="b", text=ROW.replace(" | ", ", "), language="en")))
    assert row["cells"] > prose["cells"] == 0
    assert all(0 <= value <= 3 for value in row.values())


def test_blocks_stand_side_by_side_row_by_row() -> None:
    analyses = [analyse(PassageText(id="a", text=text, language="en")) for text in (ROW, "Roads are repaired.")]
    made = [MAKERS[name][0]() for name in ("cues", "shape")]
    parts = [maker.fit_transform(raw(analyses, name)) for maker, name in zip(made, ("cues", "shape"), strict=True)]
    assert stack(parts).shape == (2, sum(part.shape[1] for part in parts))
