"""Which pages have a text layer that can be trusted: good text, no text (a scan), or a broken character map.

A font without a true map from glyphs to characters gives letters that form no words: every reader returns them, only
the picture of the page is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

import pypdfium2
import pypdfium2.raw as pdfium

from docscan.extract.layout_tables import Table
from docscan.extract.textline import TextLine

Verdict = Literal["good", "blank", "scan", "broken"]

#: A page with fewer letters than this has no text worth the name, if a picture fills it.
_FEW_LETTERS = 40
#: Pictures that cover this share of the page hold its text; less is a logo.
_PICTURE_SHARE = 0.35
#: From so many words on, their shape tells whether the map is broken.
_ENOUGH_WORDS = 25
#: A text with this share of function words is one in a language that is written in Latin letters.
_SURE = 0.06
#: Characters of a page that are looked at.
_SAMPLE = 800
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(rf"(?:[\W\d_]*[^\W\d_]){{{_FEW_LETTERS}}}")
_LATIN_WORD = re.compile(r"^[(\[\"'“«]*[A-Za-zÀ-ÖØ-öø-ÿŒœ]+(?:['’\-/][A-Za-zÀ-ÖØ-öø-ÿŒœ]+)*[)\]\"'”».,;:!?%…]*$")
_VOWEL = re.compile(r"[aeiouyà-æè-ïò-öù-ýœ]", re.IGNORECASE)
_NUMBER = re.compile(r"^[\W\d_]+$")
_FOREIGN = re.compile("[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc]")
_GARBAGE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]")
_FUNCTION_WORDS = frozenset(
    {
        *(
            "the",
            "of",
            "and",
            "to",
            "in",
            "for",
            "is",
            "on",
            "by",
            "with",
            "a",
            "de",
            "la",
            "le",
            "les",
            "et",
            "des",
            "en",
        ),
        *(
            "du",
            "à",
            "l",
            "d",
            "que",
            "el",
            "los",
            "las",
            "y",
            "del",
            "para",
            "o",
            "os",
            "da",
            "do",
            "e",
            "em",
            "na",
            "un",
        ),
        *("une", "una", "um", "uma", "und", "der", "die", "di", "il", "che", "van", "het"),
    }
)
#: Pairs of letters that make up about half of any text in the languages of Western Europe, and a tenth of a shuffled one.
_PAIRS = frozenset(
    {
        *(
            "th",
            "he",
            "in",
            "er",
            "an",
            "re",
            "on",
            "en",
            "at",
            "es",
            "ed",
            "te",
            "ti",
            "or",
            "st",
            "ar",
            "nd",
            "to",
            "nt",
        ),
        *(
            "is",
            "of",
            "it",
            "al",
            "as",
            "de",
            "la",
            "le",
            "ou",
            "ai",
            "me",
            "ue",
            "qu",
            "os",
            "ra",
            "co",
            "ci",
            "ad",
            "do",
        ),
        *(
            "se",
            "el",
            "da",
            "ta",
            "ro",
            "ri",
            "ne",
            "li",
            "io",
            "ic",
            "ma",
            "ca",
            "om",
            "no",
            "ce",
            "us",
            "ur",
            "il",
            "si",
        ),
        *(
            "pa",
            "pe",
            "po",
            "pr",
            "so",
            "su",
            "un",
            "ve",
            "di",
            "em",
            "ss",
            "ll",
            "ac",
            "am",
            "id",
            "ct",
            "na",
            "tr",
            "mi",
        ),
    }
)
#: Text with a smaller share of such pairs is no text.
_LEAST_PAIRS = 0.26


def judge(lines: Iterable[TextLine], tables: Iterable[Table], page: pypdfium2.PdfPage) -> Verdict:
    """Whether the page's lines are its text. Only pages with little text have their pictures looked at."""
    text = " ".join(line.text for line in lines if line.text)
    if len(text) < _SAMPLE:
        text += " ".join(cell.text for table in tables for row in table.rows for cell in row if cell)
    if not _LETTERS.match(text[: _FEW_LETTERS * 8]):
        return _sparse(text, page)
    # The middle of a long page tells as much as all of it: one font sets most of a page.
    middle = max((len(text) - _SAMPLE) // 2, 0)
    return judge_text(text[middle : middle + _SAMPLE])


def judge_text(text: str) -> Verdict:
    """``broken`` where a text of some length is made of letters that form no words, else ``good``.

    >>> judge_text("Wkh judqw zloo vxssruw wkh idpl01hv ri zrun3uv " * 9)
    'broken'
    """
    pieces = text.split()
    if len(pieces) >= _ENOUGH_WORDS and (text.isascii() or not _GARBAGE.search(text)) and _is_plain(text):
        return "good"
    return _judge_words(text, pieces)


def _is_plain(text: str) -> bool:
    """Settles nearly all pages: function words counted so are fewer, and words more, than a closer look finds."""
    words = text.lower().split()
    return sum(map(_FUNCTION_WORDS.__contains__, words)) >= _SURE * len(words)


def _judge_words(text: str, pieces: list[str]) -> Verdict:
    words = [word for word in pieces if not _NUMBER.match(word)]
    if len(words) < _ENOUGH_WORDS:
        return "broken" if len(_GARBAGE.findall(text)) > 0.3 * max(len(text), 1) else "good"
    if not text.isascii():
        if len(_GARBAGE.findall(text)) > 0.2 * len(text):
            return "broken"
        if len(_FOREIGN.findall(text)) > 0.3 * len(text):
            return "good"
    known = sum(word.lower().strip(".,;:()'’") in _FUNCTION_WORDS for word in words)
    if known >= _SURE * len(words):
        return "good"
    shaped = sum(
        1 for word in words if _LATIN_WORD.match(word) and (len(word) < 3 or word.isupper() or _VOWEL.search(word))
    )
    if shaped < (0.55 if known else 0.65) * len(words):
        return "broken"
    return "broken" if known < 0.02 * len(words) and _pair_share(text.lower()) < _LEAST_PAIRS else "good"


def _pair_share(text: str) -> float:
    pairs = [first + second for first, second in pairwise(text) if first.isalpha() and second.isalpha()]
    return sum(pair in _PAIRS for pair in pairs) / len(pairs) if len(pairs) >= 80 else 1.0


def _sparse(text: str, page: pypdfium2.PdfPage) -> Verdict:
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        covered += max(min(right, width) - max(left, 0.0), 0.0) * max(min(top, height) - max(bottom, 0.0), 0.0)
    if covered >= _PICTURE_SHARE * width * height:
        return "scan"
    return "good" if _LETTER.search(text) else "blank"
