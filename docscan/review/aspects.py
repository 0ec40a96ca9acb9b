"""What an action is bound to: the body, the money, the date, the target.

Numbers are kept with what they count ("12 teams", "20 teams"), bodies by the words of their names, dates by year.
:mod:`docscan.review.changes` compares them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docscan.comparison import ASPECTS, Aspect
from docscan.review import former, numerals, senses
from docscan.review.commitments import Commitment
from docscan.review.texts import Text
from docscan.review.unit import Unit

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]*\d)")
_SCALE = (
    r"(?:millions?|billions?|mn|bn|milliards?|millones|millón|milhões|milhão|bilhões|mil(?:\s+millones|\s+milhões)?)"
)
_AMOUNT = r"\d[\d.,'\u00a0\u202f\u2009 ]*"
#: A short name beside an amount that may be that of a currency: before it, or after.
_BESIDE = re.compile(rf"\b([A-Z][A-Za-z]{{0,3}}\$?)\s?{_AMOUNT}|{_AMOUNT}(?:\s?{_SCALE})?\s([A-Z]{{2,4}})\b")
#: A large number, and what it may count instead of money.
_LARGE = re.compile(rf"{_AMOUNT}{_SCALE}\b")
_COUNTS = re.compile(
    r"\s+(?:de\s+|d['’]|of\s+)?(?:people|person|inhabit|habita|women|men\b|child|worker|migra|emigra|refug|plant|tree|arbre|árbol|árvor|net"
    r"|moustiq|mosquit|dose|tonn|tonel|hect|kilo|litre|litro|metre|metro|head|tête|cabeza|cabeç|household|ménage|hogar|famil|student|jóven"
    r"|jovem|jeune|personn|persona|pessoa|mujer|mulher|femme|niñ|criança|enfant|trabaj|trabal|travaill|visit|tourist|turist|passag)",
    re.IGNORECASE,
)
#: Times that a short name must stand beside amounts to be taken for a currency.
_OFTEN = 3
_NOT_CURRENCY = frozenset(
    {
        "No",
        "Nos",
        "Art",
        "Fig",
        "Page",
        "The",
        "In",
        "By",
        "Of",
        "Les",
        "Des",
        "Los",
        "Las",
        "Os",
        "As",
        "Ley",
        "Loi",
        "Lei",
    }
    | {"Act", "Plan"}
)
_BODY = re.compile(
    r"\b(?:Bank|Banque|Banco|Caisse|Caixa|Caja|Primature|Presidency|Présidence|Presidencia|Presidência|Vicepresidencia|Vice-Presidência"
    r"|University|Université|Universidad|Universidade|Chamber|Chambre|Cámara|Câmara|Procuraduría|Provedoria|Fund|Fonds|Fondo|Fundo"
    r"|Corporation|Company|Société|Sociedad|Sociedade|Police|Policía|Polícia|Association|Asociación|Associação|Federation|Fédération"
    r"|Federación|Federação|Hospital|Hôpital|Institut|Institute|Instituto|Escuela|Escola|Cancillería|Chancelaria|Defensoría)\b"
    r"(?:\s+(?:of|for|the|and|de|du|des|la|le|les|del|los|y|da|do|dos|das|e|et|[ld]['’][A-ZÀ-Ý]\w*|[A-ZÀ-Ý][\w’'-]*|nationale?s?\b|centrale?s?\b|populaire\b|nacional(?:es)?\b|popular\b))*"
)
#: In English the noun that makes it a body stands last.
_BODY_LAST = re.compile(
    r"\b(?!The\b)(?:[A-Z][\w’'-]+\s+){1,5}(?:Agency|Authority|Office|Council|Commission|Committee|Bureau|Board|Institute|Fund|Bank"
    r"|Ministry|Department|Directorate|Secretariat|Centre|Center|Service|Unit|University|Corporation|Registry|Police|Guard)\b"
)
_LOCAL = re.compile(
    r"\b(?:conseils?\s+(?:régiona\w+|municipa\w+)|communes|mairies?|municipalit\w+|alcaldías?|municipios|câmaras? municipa\w+"
    r"|prefeituras?|(?:district|regional|county|local|city|town|municipal)\s+councils?|provincial \w+ments?|régions"
    r"|gobernaciones|ayuntamientos?|autarquias)\b",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\s+(?:of|for|the|and|de|du|des|la|le|les|del|los|y|da|do|dos|das|e|et)$")
#: Column heads by what stands under them.
_HEADS: tuple[tuple[Aspect, re.Pattern[str]], ...] = (
    (
        "body",
        re.compile(r"(?i)respons|lead|institu|entidad|entidade|agenc|organis|executor|exécut|chef de file|acteur|ator"),
    ),
    (
        "date",
        re.compile(
            r"(?i)deadline|date|when|year|échéance|délai|calendr|période|plazo|fecha|cronogr|prazo|data|año|due"
        ),
    ),
    ("money", re.compile(r"(?i)cost|budget|coût|cout|montant|monto|presup|custo|orçam|amount|funding|financ|inver")),
)
_INDICATOR = re.compile(r"(?i)indic")
_CELL = re.compile(r"(?:^|\|\s)([^|:]{1,40}):\s([^|]*)")
_EMPTY = re.compile(r"^\W*(?:n/?a|tbd|nd|s/?d)?\W*$", re.IGNORECASE)
#: People who are counted by one word or another.
_ALIKE = {"groups:pupil": "groups:child", "groups:student": "groups:child"}
#: What a number counts that is only said to be raised: whatever the other text counts.
ANY = "*"
#: Words after a number within which that which it counts is named.
_COUNTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Something stated of an action: how it is written, what it is compared by, whether it replaces a value or was replaced."""

    written: str
    values: frozenset[str]
    raised: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspects:
    """What an action states of body, money, date and target."""

    body: tuple[Held, ...]
    money: tuple[Held, ...]
    date: tuple[Held, ...]
    target: tuple[Held, ...]

    def of(self, aspect: Aspect) -> tuple[Held, ...]:
        """What is stated of one aspect."""
        found: tuple[Held, ...] = getattr(self, aspect)
        return found


def currencies(*texts: Text) -> frozenset[str]:
    """Short names that stand beside amounts again and again, so that a currency unknown to us is still money."""
    counts: Counter[str] = Counter()
    for passage in (passage for text in texts for passage in text.passages):
        for match in _BESIDE.finditer(passage.text):
            counts[match.group(1) or match.group(2)] += 1
    return frozenset(name for name, count in counts.items() if count >= _OFTEN and name not in _NOT_CURRENCY)


@lru_cache(maxsize=8192)
def read(item: Commitment, names: frozenset[str]) -> Aspects:
    """What a commitment states; ``names`` are the text's currencies."""
    found: dict[Aspect, list[Held]] = {aspect: [] for aspect in ASPECTS}
    for unit in item.units:
        for aspect, held in _of_unit(unit, names):
            if held.values and held not in found[aspect]:
                found[aspect].append(held)
    return Aspects(**{aspect: tuple(values) for aspect, values in found.items()})


def _of_unit(unit: Unit, names: frozenset[str]) -> Iterator[tuple[Aspect, Held]]:
    text, language = unit.text, unit.passage.language
    cells = list(_CELL.finditer(text)) if unit.passage.kind == "table_row" and " | " in text else []
    taken: list[tuple[int, int]] = []
    for cell in cells:
        if _INDICATOR.search(cell.group(1)):
            taken.append(cell.span())
            yield from _targets(cell.group(2), language, (), scope="indicator ")
            continue
        aspect = next((name for name, head in _HEADS if head.search(cell.group(1))), None)
        if aspect is None or _EMPTY.match(cell.group(2)):
            continue
        taken.append(cell.span())
        written = cell.group(2).strip()
        yield aspect, Held(written=written, values=_cell_values(aspect, written, language))
    rest = "".join(" " if any(a <= i < b for a, b in taken) else sign for i, sign in enumerate(text))
    yield from _bodies(rest, language)
    rest = former.settled(rest, language)
    money = list(_money(rest, names))
    for start, end in money:
        values = frozenset(f"{number.value:g}" for number in numerals.find(rest[start:end], language))
        yield "money", Held(written=rest[start:end].strip(), values=values)
    for match in _YEAR.finditer(rest):
        yield "date", Held(written=match.group(), values=frozenset({match.group()}))
    yield from _targets(rest, language, money)


def _cell_values(aspect: Aspect, text: str, language: str) -> frozenset[str]:
    if aspect == "date":
        return frozenset(_YEAR.findall(text))
    if aspect == "money":
        return frozenset(f"{number.value:g}" for number in numerals.find(text, language))
    return _name_words(text, language)


def _bodies(text: str, language: str) -> Iterator[tuple[Aspect, Held]]:
    spans = [(q.start, q.end) for q in numerals.quantities_of(text) if q.kind == "body"]
    spans += [match.span() for pattern in (_BODY, _BODY_LAST, _LOCAL) for match in pattern.finditer(text)]
    for start, end in sorted(spans):
        written = _TRAILING.sub("", text[start:end].strip())
        left = former.is_left(text[max(0, start - 40) : start])
        yield "body", Held(written=written, values=_name_words(written, language), left=left)


def _name_words(name: str, language: str) -> frozenset[str]:
    """Beginnings of the words of a body's name, and the field of government it is named after."""
    found = senses.words(name)
    fields = {sense for sense, _ in senses.find(found, language) if sense.startswith("offices:")}
    return frozenset(fields | {word.form[:6] for word in found if len(word.form) >= 4})


def _money(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    found = [(q.start, q.end) for q in numerals.quantities_of(text) if q.kind == "money"]
    if names:
        either = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        own = re.compile(
            rf"\b(?:{either})\s?{_AMOUNT}(?:{_SCALE}\b)?|\b{_AMOUNT}(?:{_SCALE}\s)?(?:de\s)?(?:{either})\b"
        )
        found += [match.span() for match in own.finditer(text)]
    found += [match.span() for match in _LARGE.finditer(text) if not _COUNTS.match(text, match.end())]
    last = -1
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end


def _targets(
    text: str, language: str, money: Sequence[tuple[int, int]], scope: str = ""
) -> Iterator[tuple[Aspect, Held]]:
    """Numbers that count or measure something, with what they count; those of an indicator are a ``scope`` of their own."""
    for number in numerals.find(text, language):
        if any(start <= number.start < end for start, end in money):
            continue
        after = text[number.end : number.end + 60]
        if number.part or re.match(r"\s?(?:%|per\s?cent|pour\s+cent|por\s+cento|por\s+ciento)", after):
            yield (
                "target",
                Held(
                    written=f"{text[number.start : number.end]} %".strip(),
                    values=frozenset({f"{scope}%={number.value:g}"}),
                ),
            )
            continue
        own = former.own_words(after)
        things = _counted(own, language) or _counted_later(own, language)
        raised = own != after or former.replaces(text[max(0, number.start - 60) : number.start])
        values = frozenset(f"{scope}{thing}={number.value:g}" for thing in things or ((ANY,) if raised else ()))
        yield "target", Held(written=_short(text[number.start : number.end] + after), values=values, raised=raised)


def _short(text: str) -> str:
    return " ".join(re.split(r"[;:(|\n]|[.,](?!\d)", text)[0].split()[: _COUNTED + 1])


def _counted(after: str, language: str) -> tuple[str, ...]:
    """What a number counts: senses and beginnings of the next words that say something."""
    following = [word for word in senses.words(re.split(r"[.;:,(|\n]", after)[0]) if len(word.form) >= 4][:_COUNTED]
    named = [_ALIKE.get(name, name) for name, _ in senses.find(following, language) if not name.startswith("deeds:")]
    return tuple(dict.fromkeys([*named, *(word.form[:5] for word in following)]))


def _counted_later(after: str, language: str) -> tuple[str, ...]:
    """The people whom a number counts, where words stand between: "to 11,500, in 2023, the number of pupils"."""
    following = senses.words(re.split(r"[.;|\n]", after)[0])
    found = (name for name, _ in senses.find(following, language) if name.startswith("groups:"))
    return tuple(dict.fromkeys(_ALIKE.get(name, name) for name in found))
