"""Bytes to text, for the formats that are text: UTF-8 and UTF-16 with or without mark, cp1252 and its relatives."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65536
# Control characters that text does not hold; NUL is dealt with apart, tab to carriage return and escape are harmless.
_BINARY: Final = bytes([*range(1, 7), *range(14, 27), *range(28, 32)])
_FORGIVEN: Final = 3  # stray ones, however short the text
# Removed from every text: control characters, and marks without width that converters leave in the middle of words.
_CONTROLS: Final = dict.fromkeys([*range(9), *range(14, 32), 127, 0x200B, 0x2060, 0xFEFF])


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding. Line ends become ``\\n``; control characters and
    byte order marks go.

    ``declared`` is what the file says of itself (HTML's ``charset``): believed where it decodes without error. Never
    raises: bytes that no encoding explains become U+FFFD.

    >>> decode("año".encode("cp1252"))
    ('año', 'cp1252')
    """
    text, encoding = _decode(data, declared)
    text = text.translate(_CONTROLS).replace("\r\n", "\n").replace("\r", "\n")
    return text, encoding


def _decode(data: bytes, declared: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, errors="replace"), unmarked
    for encoding in ("utf-8", declared):
        if encoding and _known(encoding):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                continue
    return _guess(data)


def _guess(data: bytes) -> tuple[str, str]:
    """Eight-bit text. Western Europe's own encoding is tried before a guess, which short texts lead astray."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _looks_western(text):
        return text, "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best is not None else "cp1252"
    return data.decode(encoding, errors="replace"), encoding


def _looks_western(text: str) -> bool:
    """Whether the letters beyond ASCII are accented ones in lower-case words, few among plain letters."""
    plain = sum(1 for character in text[:_SAMPLE] if character.isascii() and character.isalpha())
    accented = sum(1 for character in text[:_SAMPLE] if not character.isascii() and character.isalpha())
    return accented * 4 <= plain + 8


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: in western text nearly every second byte is NUL."""
    sample = data[:4096]
    if len(sample) < 8 or sample.count(0) < len(sample) // 3:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def is_text(data: bytes) -> bool:
    """Whether ``data`` is text in some encoding; a stray NUL is forgiven, as editors and exports leave them."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or _unmarked_utf16(data):
        return True
    sample = data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _BINARY))
    return odd * 50 <= len(sample) + _FORGIVEN * 50 and sample.count(0) * 20 <= len(sample) + _FORGIVEN * 20
