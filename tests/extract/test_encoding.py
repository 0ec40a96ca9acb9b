"""Bytes of any provenance come out as the text they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docscan.extract.encoding import decode, is_text

FRENCH = "Les ménages reçoivent l’aide de leurs proches à l'étranger – près de 40 %."
RUSSIAN = "Министерство откроет в каждой области приёмную для семей рабочих."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    data = FRENCH.encode(encoding)
    assert is_text(data)
    assert decode(data)[0] == FRENCH


def test_eight_bit_text_of_another_script_is_not_taken_for_western() -> None:
    text, encoding = decode(RUSSIAN.encode("cp1251"))
    assert encoding != "cp1252"
    assert text == RUSSIAN


def test_what_the_file_declares_is_believed_where_it_fits() -> None:
    data = "Żółć".encode("iso-8859-2")
    assert decode(data, "iso-8859-2") == ("Żółć", "iso-8859-2")
    assert decode("Żółć".encode(), "iso-8859-2")[1] == "utf-8"
    assert decode(b"plain", "no-such-encoding") == ("plain", "utf-8")


def test_line_ends_are_made_one_kind() -> None:
    assert decode(b"a\r\nb\rc\n")[0] == "a\nb\nc\n"


def test_marks_without_width_and_controls_go() -> None:
    assert decode("\ufeffSa\u200blud\x00\x07\f".encode())[0] == "Salud\f"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf"))))
def test_utf8_round_trips(text: str) -> None:
    if text.encode().startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    assert decode(text.encode())[0] == text


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    text, encoding = decode(data)
    assert isinstance(text, str)
    assert encoding
