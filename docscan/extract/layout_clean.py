"""Characters as they were meant: ligatures resolved, look-alike spaces, bullets and hyphens made plain.

Only forms whose plain spelling means the same are changed; superscripts, fractions and the like are left alone.
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {"ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "ffi": "ﬃ", "ffl": "ﬄ", "st": "ﬅﬆ", "ij": "ĳ", "IJ": "Ĳ"}
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c"
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\ufffc\ufffe\uffff"
_BULLETS = "\uf0b7\uf0a7\uf0a8\uf076\uf0d8\uf0fc\uf02d\uf0e0\uf06e\uf071\uf075\uf0a1\uf077\uf0de\uf0f0\uf06c"

_PLAIN: dict[int, str | None] = {
    **{ord(character): plain for plain, characters in _LIGATURES.items() for character in characters},
    **{ord(character): " " for character in _SPACES},
    **{ord(character): None for character in _NOTHING},
    **{ord(character): "•" for character in _BULLETS},
    0x2010: "-",
    0x2011: "-",
    0x00B5: "μ",
    0x2126: "Ω",
    0x212B: "Å",
}
# Symbol fonts put their glyphs at U+F020 to U+F0FF: those that are letters or digits there read as such.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_BLANKS = re.compile(r" {2,}")
_DECOMPOSED = re.compile("[\u0300-\u036f]")
#: Most lines that are not ASCII hold nothing but letters with accents.
_ODD = re.compile("[" + "".join(map(chr, _PLAIN)) + "\ue000-\uf8ff\u0300-\u036f\uff01-\uff5e]")


def clean(text: str) -> str:
    """The line with plain characters and single spaces, ends stripped.

    >>> clean("eﬃcient\u00a0use")
    'efficient use'
    """
    if not text.isascii() and _ODD.search(text):
        text = text.translate(_PLAIN)
        if _PRIVATE.search(text):
            text = _PRIVATE.sub(_symbol, text)
        if _DECOMPOSED.search(text):
            text = unicodedata.normalize("NFC", text)
        if _FULL_WIDTH.search(text):
            text = _FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)
    return (_BLANKS.sub(" ", text) if "  " in text else text).strip()


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(code - 0xF000) if 0xF028 <= code <= 0xF07A else ""
