"""Text files: encodings, pages, columns, wrapped lines, furniture, lists, headings."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docscan.config import load
from docscan.errors import DocumentError
from docscan.extract import plain

SETTINGS = load().extract
STRATEGIES = Path(__file__).parents[2] / ".." / "shared" / "strategies"
PROSE = """Fishing has fed this coast for longer than anyone remembers and its ports grew
with the catch. When the sardine moved north the boats went after it, and the
yards that had built them closed one after the other."""


def read(tmp_path, text, name="plan.txt", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return plain.read(path, SETTINGS)


def blocks(reading, *kinds):
    found = [(piece.kind, _joined(piece)) for piece in reading.pieces]
    return [text for kind, text in found if kind in kinds] if kinds else found


def _joined(piece):
    text = ""
    for line in piece.lines:
        text += line.text + line.glue
    return text.strip()


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16", b""), ("utf-16-le", b""), ("cp1252", b"")],
)
def test_encodings_are_told_apart(tmp_path, encoding, mark):
    text = "La pêche nourrit la côte, où l'été dure peu. " * 5
    reading = read(tmp_path, mark + text.encode(encoding))
    assert "pêche nourrit la côte, où l'été" in blocks(reading)[0][1]
    assert reading.warnings == []


def test_null_characters_are_taken_out_and_said(tmp_path):
    reading = read(tmp_path, PROSE.encode() + b"\x00" + PROSE.encode())
    assert "\x00" not in blocks(reading)[0][1]
    assert "null characters" in reading.warnings[0]


@pytest.mark.parametrize(
    ("data", "cause"), [(b"", "empty"), (b" \n\f\n", "no text"), (bytes(range(256)) * 40, "not a text")]
)
def test_what_is_no_text_is_refused_with_the_cause(tmp_path, data, cause):
    with pytest.raises(DocumentError, match=cause) as caught:
        read(tmp_path, data)
    assert "plan.txt" in str(caught.value)
    assert caught.value.fix


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="cannot be opened"):
        plain.read(tmp_path / "nowhere.txt", SETTINGS)


def test_wrapped_lines_are_one_paragraph_and_white_lines_part_them(tmp_path):
    assert blocks(read(tmp_path, f"{PROSE}\n\n{PROSE}")) == [("paragraph", " ".join(PROSE.split()))] * 2


def test_lines_without_wrapping_are_paragraphs_of_their_own(tmp_path):
    long = " ".join(PROSE.split()) * 2
    assert blocks(read(tmp_path, "\n".join([long] * 4))) == [("paragraph", long)] * 4


def test_a_word_divided_at_the_line_end_is_made_whole(tmp_path):
    text = f"{PROSE} It is the sardine that fed the canner-\nies of the coast, and the canneries are gone."
    assert "canneries of the coast" in blocks(read(tmp_path, text))[0][1]


def test_form_feeds_are_pages(tmp_path):
    reading = read(tmp_path, f"{PROSE}\f{PROSE}\f{PROSE}")
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert [piece.lines[0].page for piece in reading.pieces] == [1, 2, 3]


def test_a_paragraph_goes_on_over_the_page_and_its_furniture(tmp_path):
    foot = "\n\n\n                     "
    places = ("north", "east", "south", "west", "hills", "isles")
    last = "The count of the boats that are still in use goes on from here in the ports"
    pages = [f"of the {place}. {PROSE}\n{last}{foot}{number}\n" for number, place in enumerate(places, start=1)]
    text = "\f".join(pages)
    reading = read(tmp_path, text)
    assert [page.label for page in reading.pages] == ["1", "2", "3", "4", "5", "6"]
    assert blocks(reading, "furniture") == ["1", "2", "3", "4", "5", "6"]
    assert any("from here in the ports of the east" in text for text in blocks(reading, "paragraph"))


def test_printed_page_numbers_make_pages_where_there_are_no_form_feeds(tmp_path):
    text = "".join(f"{PROSE}\n\n{PROSE}\n\n\n\n                 {number}\n\n\n" for number in range(3, 12))
    reading = read(tmp_path, text)
    assert [page.label for page in reading.pages] == [str(number) for number in range(3, 12)]
    assert blocks(reading, "furniture") == [str(number) for number in range(3, 12)]


def test_running_heads_with_numbers_make_pages_too(tmp_path):
    text = "".join(f"{PROSE}\n\n\n   {number}   PLAN FOR THE COAST\n\n\n" for number in range(1, 9))
    reading = read(tmp_path, text)
    assert len(reading.pages) == 8
    assert len(blocks(reading, "furniture")) == 8
    assert not any("PLAN FOR" in text for text in blocks(reading, "paragraph", "heading"))


def test_columns_are_read_one_after_the_other(tmp_path):
    left = [f"west{number} boats go out at night" for number in range(12)]
    right = [f"east{number} nets are mended by day" for number in range(12)]
    text = "\n".join(f"{a:<45}{b}" for a, b in zip(left, right, strict=True))
    words = " ".join(text for _, text in blocks(read(tmp_path, text)))
    assert words.index("west11") < words.index("east0")
    assert "west0 boats go out at night west1" in words


def test_lists_keep_their_lead_in_sentence(tmp_path):
    items = "   - two new quays\n   - an ice house for the small\n     boats\n   - a road"
    text = f"{PROSE}\n\nThe plan will build:\n\n{items}\n\n{PROSE}"
    reading = read(tmp_path, text)
    items = blocks(reading, "list_item")
    assert len(items) == 3
    assert items[1].endswith("an ice house for the small boats")
    lead = next(piece for piece in reading.pieces if _joined(piece) == "The plan will build:")
    assert lead.kind == "paragraph"


def test_numbers_capitals_and_contents_make_headings(tmp_path):
    names = ("PORTS AND QUAYS", "BOATS AND YARDS", "WHAT THE MARKETS PAY", "ICE AND FUEL", "ROADS TO THE COAST")
    contents = "\n".join(f"{number}. {name} {'.' * 30} {number}" for number, name in enumerate(names, start=1))
    body = "\f".join(f"{number}. {name}\n\n{PROSE}\n\n{PROSE}" for number, name in enumerate(names, start=1))
    reading = read(tmp_path, f"CONTENTS\n\n{contents}\f{body}")
    assert blocks(reading, "heading") == [f"{number}. {name}" for number, name in enumerate(names, start=1)]
    assert len(blocks(reading, "contents")) > 0
    assert {piece.rank for piece in reading.pieces if piece.kind == "heading"} == {1}


def test_blocks_have_no_boxes_for_a_text_has_no_places(tmp_path):
    reading = read(tmp_path, PROSE)
    assert all(line.box is None for piece in reading.pieces for line in piece.lines)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["boat", "net", "ice", "12", "A)", "-", "•", "x.", "Port:", "3.1", "IV."]), max_size=9
        ),
        max_size=25,
    )
)
def test_no_word_is_lost_or_made_up(rows):
    text = "\n".join("  ".join(row) for row in rows)
    reading = plain.read_text(f"start\n{text}", SETTINGS)
    got = Counter(word for _, text in blocks(reading) for word in re.findall(r"\w+", text))
    assert got == Counter(re.findall(r"\w+", f"start\n{text}"))


@pytest.mark.real
@pytest.mark.parametrize(
    "name", ["Nepal_NAP_en", "Peru_NAP_es", "Ethiopia_NAP_en", "Moldova_NAP_en", "Colombia_NAP_es"]
)
def test_real_texts_keep_their_words_and_have_sections(name):
    path = STRATEGIES / f"{name}.txt"
    if not path.exists():
        pytest.skip("the strategies are not beside the project")
    reading = plain.read(path, SETTINGS)
    words = Counter(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    got = Counter(word for _, text in blocks(reading) for word in re.findall(r"\w+", text))
    assert sum((words & got).values()) >= 0.985 * words.total()
    assert len(blocks(reading, "heading")) >= 10
    assert len(reading.pages) >= 80
