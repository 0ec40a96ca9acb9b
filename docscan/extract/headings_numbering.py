"""Numbers in front of headings, parsed: ``2.1.3``, ``IV.``, ``B)``, ``Chapter 4:``, ``Artículo 12``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from docscan.extract import headings_words

_ROMAN = re.compile(r"^(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

#: 2, 2., 2.1, 2.1.3), 2-1 …; a decimal comma or a longer number is an amount, not a label.
_DECIMAL = re.compile(r"(\d{1,2}(?:[.\-]\d{1,3}){0,5})(\s?[°º]?[.):]+[-–—]?|\s?[-–—](?=\s))?(?![\d,%])(\s*)")
_ALPHA = re.compile(
    r"([IVXLC]{1,7}|[A-Z]|[a-z]{1,4})((?:[.\-]\d{1,2}){0,4})(\s?[°º]?[.):]+[-–—]?|\s?[-–—](?=\s))?(\s*)",
)
#: What must stand at the start of a text for a letter to be its label.
_LETTERED = re.compile(
    r"\(?(?:[IVXLC]{1,7}|[A-Z]|[a-z]{1,4})(?:[.\-]\d|\s?[.)°º:–—\-]|\s(?=[^\W\d_a-zß-öø-ÿ]|[«“\"'‘’¿¡(\[]))"
)
_VALUE = re.compile(
    r"(?:n\s?[°ºo.]+\s*)?(\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLCivxlc]{1,7}(?![^\W\d_])|[A-Z](?![^\W_])|[^\W\d_]{3,9})"
    r"\s*[°ºª]?\s*[.:)\-–—]*\s*",
)
#: What a title may begin with beside a letter.
_TITLE_MARKS = "«“\"'‘’¿¡(["
#: Units and words of quantity after a bare number: "15 million", "3 °C" are amounts.
_AMOUNT = re.compile(
    r"(%|°|(?:percent|per cent|pour cent|por ciento|por cento|millions?|billions?|mil|millones|milhões|milliards?|"
    r"years?|ans|années|años?|anos|km²?|kg|ha|t|tonnes?|US\$|USD|FCFA|MW|GW|kWh?|Gg|Mt|ppm|mm)\b)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A heading's number. ``kind``: decimal, roman, upper, lower, or the id of a division word (``chapter``).

    ``parts`` are its numbers, outermost first; ``end`` is where the title starts; ``closing`` the mark after the number
    (``.``, ``)``, ``:`` or empty); ``order`` the division's place among divisions, 0 for plain numbers; ``name`` its
    name, folded.
    """

    kind: str
    parts: tuple[int, ...]
    end: int
    closing: str = ""
    order: int = 0
    name: str = ""

    @property
    def depth(self) -> int:
        """How many numbers the label has: 3 for ``2.1.4``."""
        return len(self.parts)

    @property
    def family(self) -> tuple[str, int]:
        """Labels that can follow one another: the same kind or name, and depth."""
        return self.name or self.kind, self.depth


@lru_cache(maxsize=16_384)
def parse(text: str) -> Label | None:
    """The label at the start of ``text``, or None. Amounts, years and single small words are not labels."""
    if not text:
        return None
    if text[0].isdigit():
        return _decimal(text)
    if text[:3].lower() in _openings():
        found = _division(text)
        if found:
            return found
    return _letters(text) if _LETTERED.match(text) else None


def title_of(text: str) -> str:
    """The text without its label; the whole text where nothing else would be left."""
    label = parse(text)
    return text[label.end :] if label and label.end < len(text) else text


def roman(text: str) -> int:
    """The value of a roman numeral in capitals, 0 where it is none."""
    if not _ROMAN.match(text):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _decimal(text: str) -> Label | None:
    match = _DECIMAL.match(text)
    if not match:
        return None
    number, closing, space = match.group(1), (match.group(2) or "").strip(), match.group(3)
    rest = text[match.end() :]
    opens_title = not rest or rest[0].isalpha() or rest[0] in _TITLE_MARKS
    if not opens_title or (not closing and _is_amount(rest, glued=not space)):
        return None
    parts = tuple(int(part) for part in re.split(r"[.\-]", number))
    if len(parts) > 1 and parts[-1] == 0:
        parts = parts[:-1]  # "1.0 Preparation" numbers a first level
    return Label(kind="decimal", parts=parts, end=match.end(), closing=closing[:1])


def _is_amount(rest: str, *, glued: bool) -> bool:
    """Whether a number without a mark after it counts what follows: "2.5 times as many", "3 years", "1st"."""
    return bool(rest) and (glued or rest[0].islower() or bool(_AMOUNT.match(rest)))


def _letters(text: str) -> Label | None:
    start = 1 if text[:1] == "(" else 0
    match = _ALPHA.match(text, start)
    if not match:
        return None
    letters, digits, closing, space = match.group(1), match.group(2), (match.group(3) or "").strip(), match.group(4)
    rest = text[match.end() :]
    if (
        rest
        and (not (closing or digits) or not (space or closing == ")"))
        and not (letters.isupper() and len(letters) > 1 and space)
    ):
        return None
    if not (closing or digits) and (not rest or not rest[0].isupper()):
        return None
    if start and closing[:1] != ")":
        return None
    numbers = tuple(int(part) for part in re.findall(r"\d+", digits))
    value, kind = _letter_value(letters)
    if not value or (rest and not (rest[0].isalpha() or rest[0] in "«“\"'‘’¿¡(")):
        return None
    return Label(kind=kind, parts=(value, *numbers), end=match.end(), closing=closing[:1] if not start else "(")


def _letter_value(letters: str) -> tuple[int, str]:
    if letters.isupper():
        if roman(letters) and (len(letters) > 1 or letters in "IVX"):
            return roman(letters), "roman"
        return (ord(letters) - 64, "upper") if len(letters) == 1 else (0, "")
    if len(letters) > 1 or letters in "iv":
        return roman(letters.upper()), "lower-roman"
    return ord(letters) - 96, "lower"


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """The first three letters of all division names, with and without their accents."""
    accented = {"á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "ç": "c", "ã": "a", "ê": "e", "â": "a"}
    found = set()
    for name in headings_words.load().divisions:
        heads = [""]
        for letter in name[:3]:
            forms = [letter, *(mark for mark, plain in accented.items() if plain == letter)]
            heads = [head + form for head in heads for form in forms]
        found.update(heads)
    return frozenset(found)


@lru_cache(maxsize=1)
def _division_pattern() -> re.Pattern[str]:
    names = sorted(headings_words.load().divisions, key=lambda name: (-len(name), name))
    return re.compile(r"(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) + r")(?![^\W_])")


def _division(text: str) -> Label | None:
    head = text[:40]
    folded = headings_words.fold(head)
    match = _division_pattern().match(folded)
    if not match or not text[0].isupper():
        return None
    # Folding keeps the number of words: the number's place in the text is found by skipping as many words.
    name = " ".join(match.group(0).split())
    skipped = re.match(r"\s*(?:\S+\s+){" + str(len(name.split()) - 1) + r"}[^\W\d_’'\-]+(?:['’\-][^\W\d_]+)?\s*", text)
    if not skipped:
        return None
    value = _VALUE.match(text, skipped.end())
    parts = _division_parts(value.group(1)) if value else ()
    if not value or not parts:
        return None
    rest = text[value.end() :]
    if rest[:1].islower() and not re.search(r"[.:)\-–—]\s*$", value.group(0)):
        return None  # "Article 4 of the agreement": the sentence goes on
    kind, order = headings_words.load().divisions[name]
    return Label(
        kind=kind, parts=parts, end=value.end(), closing=":" if ":" in value.group(0) else "", order=order, name=name
    )


def _division_parts(value: str) -> tuple[int, ...]:
    if value[0].isdigit():
        return tuple(int(part) for part in value.split("."))
    word = headings_words.fold(value)
    if word in headings_words.load().ordinals:
        return (headings_words.load().ordinals[word],)
    if roman(value.upper()):
        return (roman(value.upper()),)
    return (ord(value) - 64,) if len(value) == 1 and "A" <= value <= "Z" else ()
