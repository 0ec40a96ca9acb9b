"""Numbers of a text as values, whether written in figures or in words, so that "1 200" and "mille deux cents" are one.

Parts of a whole are given in percent: "a quarter" is 25. Years (1900 to 2099) are left out: they are dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docscan.terms import quantities
from docscan.terms.syntax import fold

_DIGITS = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f\u2009 ]\d{3})+")
_SCALES = {
    "million": 1e6, "millions": 1e6, "millon": 1e6, "millones": 1e6, "milhao": 1e6, "milhoes": 1e6, "mn": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "milliard": 1e9, "milliards": 1e9, "bilhao": 1e9, "bilhoes": 1e9,
    "thousand": 1e3,
}  # fmt: skip
_YEARS = range(1900, 2100)

_EN = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "hundred",
)
_FR = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "vingt trente quarante cinquante soixante",
    "cent",
)
_ES = (
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "cien",
)
_PT = (
    "dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "cem",
)
_MORE: dict[str, dict[str, int]] = {
    "en": {"hundreds": 100, "dozen": 12, "one": 1},
    "fr": {"vingts": 20, "cents": 100, "septante": 70, "nonante": 90, "un": 1, "une": 1, "douzaine": 12, "dizaine": 10}
    | {"quinzaine": 15, "vingtaine": 20, "trentaine": 30, "cinquantaine": 50, "centaine": 100},
    "es": {"ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300}
    | {"cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500, "seiscientos": 600}
    | {"seiscientas": 600, "setecientos": 700, "setecientas": 700, "ochocientos": 800, "ochocientas": 800}
    | {"novecientos": 900, "novecientas": 900, "veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22}
    | {"veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28}
    | {"veintinueve": 29, "docena": 12, "decena": 10, "un": 1, "uno": 1, "una": 1},
    "pt": {"duas": 2, "cento": 100, "duzentos": 200, "duzentas": 200, "trezentos": 300, "trezentas": 300}
    | {"quatrocentos": 400, "quatrocentas": 400, "quinhentos": 500, "quinhentas": 500, "seiscentos": 600}
    | {"seiscentas": 600, "setecentos": 700, "setecentas": 700, "oitocentos": 800, "oitocentas": 800}
    | {"novecentos": 900, "novecentas": 900, "dezesseis": 16, "dezessete": 17, "dezenove": 19, "quatorze": 14}
    | {"duzia": 12, "dezena": 10, "um": 1, "uma": 1, "centena": 100},
}
_THOUSAND = {"en": "thousand", "fr": "mille", "es": "mil", "pt": "mil"}
_AND = {"en": {"and"}, "fr": {"et"}, "es": {"y"}, "pt": {"e"}}
#: Parts of a whole, in percent: words that follow one another.
_PARTS: dict[str, tuple[tuple[str, float], ...]] = {
    "en": (("three quarters", 75.0), ("two thirds", 66.7), ("a quarter", 25.0), ("one quarter", 25.0), ("a third", 33.3))
    + (("one third", 33.3), ("half", 50.0), ("a fifth", 20.0), ("one fifth", 20.0), ("a tenth", 10.0), ("two fifths", 40.0)),
    "fr": (("trois quarts", 75.0), ("deux tiers", 66.7), ("un quart", 25.0), ("un tiers", 33.3), ("la moitie", 50.0))
    + (("un cinquieme", 20.0), ("un dixieme", 10.0), ("deux cinquiemes", 40.0), ("pour moitie", 50.0)),
    "es": (("tres cuartas partes", 75.0), ("tres cuartos", 75.0), ("dos tercios", 66.7), ("dos terceras partes", 66.7))
    + (("un cuarto", 25.0), ("una cuarta parte", 25.0), ("un tercio", 33.3), ("una tercera parte", 33.3), ("la mitad", 50.0))
    + (("una quinta parte", 20.0), ("un quinto", 20.0), ("una decima parte", 10.0), ("cuatro decimas", 40.0))
    + (("tres decimas", 30.0), ("dos decimas", 20.0), ("partes iguales", 50.0), ("dos quintos", 40.0)),
    "pt": (("tres quartos", 75.0), ("dois tercos", 66.7), ("um quarto", 25.0), ("a quarta parte", 25.0), ("um terco", 33.3))
    + (("a metade", 50.0), ("metade", 50.0), ("um quinto", 20.0), ("um decimo", 10.0), ("dois quintos", 40.0)),
}  # fmt: skip


#: Quantities of a text, kept: they are asked for the same sentence more than once.
quantities_of = lru_cache(maxsize=16_384)(quantities.find)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands. ``part`` tells that it is a part of a whole, in percent."""

    value: float
    start: int
    end: int
    part: bool = False


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, int]:
    units, tens, hundred = {"en": _EN, "fr": _FR, "es": _ES, "pt": _PT}.get(language, _EN)
    found = {word: value for value, word in enumerate(units.split(), 2) if "-" not in word}
    found |= {word: 10 * value for value, word in enumerate(tens.split(), 2)}
    found |= {hundred: 100, _THOUSAND.get(language, "thousand"): 1000}
    return found | _MORE.get(language, {})


@lru_cache(maxsize=4096)
def find(text: str, language: str) -> tuple[Number, ...]:
    """All numbers in order of position; a single "one" is none.

    >>> [number.value for number in find("Mille deux cents femmes, un quart du salaire, 2,5 millions", "fr")]
    [1200.0, 25.0, 2500000.0]
    """
    plain = _same_length(text)
    tokens = [(match.group(), match.start(), match.end()) for match in re.finditer(r"[^\W\d_]+", plain)]
    found = list(_figures(text, plain))
    found += list(_parts(plain, language))
    taken = [(number.start, number.end) for number in found]
    found += [n for n in _spelled(tokens, language) if all(n.end <= s or n.start >= e for s, e in taken)]
    return tuple(sorted(found, key=lambda number: number.start))


def _same_length(text: str) -> str:
    """The text folded sign by sign, so that positions stay."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join((fold(sign) or " ")[0] for sign in text)


def _figures(text: str, plain: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        value = _value(match.group())
        if value in _YEARS and not _GROUPED.match(match.group()):
            continue
        after = re.match(r"\s?([a-z]+)", plain[match.end() :])
        scale = _SCALES.get(after.group(1), 0.0) if after else 0.0
        if after and after.group(1) == "mil":
            more = re.match(r"\s?mil\s+(millones|milhoes)", plain[match.end() :])
            scale = 1e9 if more else 1e3
        yield Number(value * (scale or 1.0), match.start(), match.end())


def _value(written: str) -> float:
    grouped = _GROUPED.match(written)
    if grouped:
        whole = re.sub(r"\D", "", grouped.group())
        rest = re.sub(r"\D", "", written[grouped.end() :])
        return float(f"{whole}.{rest or 0}")
    return float(written.replace(",", "."))


def _parts(plain: str, language: str) -> Iterator[Number]:
    pattern, values = _part_pattern(language)
    for match in pattern.finditer(plain):
        yield Number(values[" ".join(match.group().split())], match.start(), match.end(), part=True)


@lru_cache(maxsize=8)
def _part_pattern(language: str) -> tuple[re.Pattern[str], dict[str, float]]:
    values = dict(_PARTS.get(language, ()))
    phrases = sorted(values, key=lambda phrase: (-len(phrase), phrase))
    either = "|".join(re.escape(phrase).replace("\\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"\b(?:{either})\b" if either else r"(?!)"), values


def _spelled(tokens: Sequence[tuple[str, int, int]], language: str) -> Iterator[Number]:
    known, joins = _words(language), _AND.get(language, set())
    i = 0
    while i < len(tokens):
        if tokens[i][0] not in known:
            i += 1
            continue
        j, run = i, list[int]()
        while j < len(tokens) and (
            tokens[j][0] in known or (tokens[j][0] in joins and run and _next(tokens, j, known))
        ):
            if tokens[j][0] in known:
                run.append(known[tokens[j][0]])
            j += 1
        value = _sum(run)
        if value > 1:
            yield Number(float(value), tokens[i][1], tokens[j - 1][2])
        i = j


def _next(tokens: Sequence[tuple[str, int, int]], index: int, known: dict[str, int]) -> bool:
    """Whether "and" joins two parts of one number: "vingt et un", not "two and three"."""
    return index + 1 < len(tokens) and tokens[index + 1][0] in known and known[tokens[index - 1][0]] >= 20


def _sum(run: Sequence[int]) -> int:
    total = current = 0
    for value in run:
        if value == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif value == 100:
            current = max(current % 100, 1) * 100 + (current - current % 100)
        elif value == 20 and current % 100 == 4:  # quatre-vingts
            current += 76
        else:
            current += value
    return total + current
