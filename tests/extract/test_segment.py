"""Spans of the assembled document: what they point at, how they nest, how passages are cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from docscan.config import load
from docscan.document import PASSAGE_KINDS, BlockKind, Detected, Document, Identity
from docscan.extract.piece import PageInfo, Piece, PieceLine, Reading
from docscan.extract.segment import assemble
from docscan.extract.segment_sentences import sentence_ends

SETTINGS = load().extract
NOWHERE = Detected(value="", where="none", confidence=0.0)
NOBODY = Identity(country=NOWHERE, country_name="", year=NOWHERE, kind=NOWHERE, edition=NOWHERE)
SENTENCE = "Families of seasonal workers keep their health cards when they move to another district."


def document(pieces: list[Piece], pages: int = 1) -> Document:
    infos = [PageInfo(number=number, width=500, height=800) for number in range(1, pages + 1)]
    reading = Reading(pieces=pieces, pages=infos)
    return assemble(
        reading, id="f" * 64, source="made.pdf", language="en", identity=NOBODY, warnings=(), settings=SETTINGS
    )


def piece(kind: BlockKind, text: str, page: int = 1, rank: int = 0) -> Piece:
    return Piece(kind=kind, rank=rank, lines=[PieceLine(page=page, text=text, box=(50, 50, 300, 60))])


_words = (
    st.text(alphabet="abcdefgé.,;:ABC -", min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)
)
_line = st.tuples(_words, st.sampled_from([" ", ""]), st.integers(0, 1))
_kinds = st.sampled_from(
    ["paragraph", "paragraph", "list_item", "table_row", "heading", "note", "furniture", "caption"]
)
_pieces = st.lists(st.tuples(_kinds, st.lists(_line, min_size=1, max_size=5), st.integers(1, 4)), max_size=25)


def made(drawn: list[tuple[BlockKind, list[tuple[str, str, int]], int]]) -> tuple[list[Piece], int]:
    """Pieces whose lines' pages never go back."""
    page, pieces = 1, []
    for kind, lines, rank in drawn:
        made_lines = []
        for text, glue, step in lines:
            page += step
            made_lines.append(PieceLine(page=page, text=text, glue=glue, box=(page, 1.0, page + 1.0, 2.0)))
        pieces.append(Piece(kind=kind, lines=made_lines, rank=rank if kind == "heading" else 0))
    return pieces, page


@given(_pieces)
@settings(max_examples=150, deadline=None)
def test_every_line_and_block_span_gives_back_its_text(
    drawn: list[tuple[BlockKind, list[tuple[str, str, int]], int]],
) -> None:
    pieces, last = made(drawn)
    found = document(pieces, last)
    lines = [line for piece in pieces for line in piece.lines]
    assert [found.text[line.start : line.end] for line in found.lines] == [line.text for line in lines]
    assert [line.page for line in found.lines] == [line.page for line in lines]
    for block, source in zip(found.blocks, pieces, strict=True):
        parts = [
            line.text + (line.glue if index + 1 < len(source.lines) else "") for index, line in enumerate(source.lines)
        ]
        assert found.text[block.start : block.end] == "".join(parts)


@given(_pieces)
@settings(max_examples=150, deadline=None)
def test_pages_cover_the_text_in_order_and_every_line_stands_on_its_page(
    drawn: list[tuple[BlockKind, list[tuple[str, str, int]], int]],
) -> None:
    pieces, last = made(drawn)
    found = document(pieces, last)
    assert [page.number for page in found.pages] == list(range(1, last + 1))
    assert found.pages[0].start == 0
    assert found.pages[-1].end == len(found.text)
    assert all(before.end == after.start for before, after in zip(found.pages, found.pages[1:], strict=False))
    for line in found.lines:
        assert found.page_at(line.start).number == line.page
        assert found.boxes(line.start, line.end) == ((line.page, line.box),)


@given(_pieces)
@settings(max_examples=150, deadline=None)
def test_passages_stand_in_order_inside_their_sections_and_hold_only_statements(
    drawn: list[tuple[BlockKind, list[tuple[str, str, int]], int]],
) -> None:
    found = document(*made(drawn))
    sections = {section.id: section for section in found.sections}
    assert len(sections) == len(found.sections)
    assert len({passage.id for passage in found.passages}) == len(found.passages)
    for before, after in zip(found.passages, found.passages[1:], strict=False):
        assert before.end <= after.start
    for passage in found.passages:
        section = sections[passage.section]
        assert section.start <= passage.start < passage.end <= section.end
        assert passage.pages == tuple(sorted(set(passage.pages)))
        assert found.page_at(passage.start).number == passage.pages[0]
        assert len(found.text[passage.start : passage.end].split()) <= SETTINGS.passage_max_words
        for block in found.blocks:
            if block.start < passage.end and block.end > passage.start:
                assert block.kind in PASSAGE_KINDS


@given(_pieces)
@settings(max_examples=100, deadline=None)
def test_sections_nest_by_rank(drawn: list[tuple[BlockKind, list[tuple[str, str, int]], int]]) -> None:
    found = document(*made(drawn))
    sections = {section.id: section for section in found.sections}
    for section in found.sections:
        if section.parent:
            above = sections[section.parent]
            assert above.rank < section.rank
            assert above.start <= section.start <= section.end <= above.end
            assert section.path == (*above.path, section.title)
        else:
            assert section.path in {(), (section.title,)}


def test_text_before_the_first_heading_is_a_section_of_rank_nought() -> None:
    found = document([piece("paragraph", SENTENCE), piece("heading", "Health", rank=1), piece("paragraph", SENTENCE)])
    assert [(section.rank, section.title) for section in found.sections] == [(0, ""), (1, "Health")]


def test_a_list_stays_with_its_lead_in() -> None:
    found = document(
        [
            piece("paragraph", "The State will:"),
            piece("list_item", "• " + SENTENCE),
            piece("list_item", "• " + SENTENCE),
        ]
    )
    assert len(found.passages) == 1
    assert found.passages[0].lead is None
    assert found.text[found.passages[0].start :].startswith("The State will:")


def test_a_long_list_is_parted_and_its_later_parts_know_the_lead_in() -> None:
    items = [piece("list_item", f"{index}) {SENTENCE} {SENTENCE}") for index in range(20)]
    found = document([piece("paragraph", "Much is planned. The State will:"), *items])
    assert len(found.passages) > 1
    assert found.passages[0].lead is None
    assert {found.text[slice(*passage.lead)] for passage in found.passages[1:] if passage.lead} == {"The State will:"}
    assert all(passage.lead for passage in found.passages[1:])


def test_a_list_that_furniture_interrupts_keeps_its_lead_in() -> None:
    pieces = [
        piece("paragraph", "The State will:"),
        piece("list_item", "• " + SENTENCE),
        piece("furniture", "12", page=1),
        piece("list_item", "• " + SENTENCE, page=2),
    ]
    found = document(pieces, 2)
    assert [passage.lead for passage in found.passages] == [None, (0, len("The State will:"))]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    found = document([piece("paragraph", " ".join([SENTENCE] * 40))])
    parts = [found.text[passage.start : passage.end] for passage in found.passages]
    assert len(parts) > 1
    assert all(part.startswith("Families") and part.endswith("district.") for part in parts)
    assert " ".join(parts) == found.text


def test_short_fragments_join_their_neighbours_within_the_section() -> None:
    pieces = [
        piece("paragraph", "A short remark stands here."),
        piece("paragraph", SENTENCE),
        piece("heading", "Next", rank=1),
    ]
    found = document([*pieces, piece("paragraph", SENTENCE)])
    assert [found.text[passage.start : passage.end].count(SENTENCE) for passage in found.passages] == [1, 1]
    assert found.text[found.passages[0].start :].startswith("A short remark")


def test_rows_of_a_table_are_passages_of_their_own() -> None:
    rows = [piece("table_row", f"Action: Measure {index} for host towns | Deadline: 203{index}") for index in range(3)]
    assert [passage.kind for passage in document(rows).passages] == ["table_row"] * 3


def test_figures_without_words_are_no_passage() -> None:
    assert document([piece("paragraph", "10 20 30 40 50 60 70")]).passages == ()


def test_a_passage_in_another_language_says_so() -> None:
    french = (
        "Les ménages des zones rurales reçoivent des transferts de fonds qui sont dépensés pour les écoles et la santé."
    )
    found = document([piece("paragraph", " ".join([SENTENCE] * 3)), piece("paragraph", f"{french} {french}")])
    assert [passage.language for passage in found.passages] == ["en", "fr"]


@given(st.text(alphabet="ab .;:!?A1", max_size=400), st.integers(3, 40))
@settings(deadline=None)
def test_sentence_ends_rise_and_no_part_exceeds_the_limit(text: str, limit: int) -> None:
    ends = list(sentence_ends(text, 0, len(text), limit))
    assert ends == sorted(set(ends))
    assert not text or ends[-1] == len(text)
    for start, end in zip([0, *ends], ends, strict=False):
        assert len(text[start:end].split()) <= limit
