"""Whether a unit commits a deed, and whether that deed is an action on migration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from docscan.review import numerals, senses
from docscan.review.bearing import ENOUGH, has, measure
from docscan.review.texts import Passage
from docscan.review.unit import Unit
from docscan.terms.lexicon import Lexicon, load
from docscan.terms.matching import Match

#: Words that bind to a deed, wherever they stand…
_BINDING = frozenset(
    {"action_future", "action_present", "future_any", "pledge", "existing", "enacting", "duty", "modal_perfect"}
)  # fmt: skip
#: …and those that do so at the head of an item or in a row of a table.
_HEADING = frozenset({"action_infinitive", "action_noun", "opening_infinitive", "creation", "instrument_programme"})
#: An action that is carried on is one.
GOES_ON = "deeds:continue"
#: Words of a deed that is still to come, or that a law orders.
_TO_COME = frozenset({"action_future", "future_any", "enacting", "duty"})
#: A future, and what follows it where it only tells what will befall.
_MODAL = "modal_future"
_BEFALLS = re.compile(
    r"(?i)\s*(?:also\s+|then\s+|not\s+|\w+ly\s+|aussi\s+|también\s+|também\s+)*(?:be\s+|être\s+|ser\s+|estar\s+)?(?:\w+ly\s+)?"
    r"(?:more|less|fewer|higher|lower|affected|displaced|forced|exposed|lost|driven|needed|required|threatened|impacted|exacerbated"
    r"|confronted|faced|felt|flooded|likely|increas\w*|decreas\w*|rise|fall|declin\w*|lead|result|caus\w*|suffer|fac\w+|los\w+"
    r"|migrate|emigrate|flee|leave|depend|worsen|narrow|force|drive|push|affect|becom\w*|remain|exacerbate|grow|shrink|disappear"
    r"|see|experience|occur|happen|impact|need|require"
    r"|plus|moins|affect\w+|touch\w+|confront\w+|nécessaire\w*|expos\w+|contraint\w*|forc\w+|amen\w+|augment\w+|diminu\w+"
    r"|más|menos|afectad\w+|necesari\w+|expuest\w+|forzad\w+|obligad\w+|mais|afetad\w+|necessári\w+|expost\w+|forçad\w+)\b"
)
#: What others are bound to by the text.
_MUST = re.compile(
    r"(?i)\b(?:devra\b|devront\b|deberá\b|deberán\b|deverá\b|deverão\b|shall\b|have\s+to\b|has\s+to\b|(?:is|are)\s+to\s+be\b"
    r"|pourra\b|pourront\b|(?:aura|auront)\b(?!\s+(?:un|une|des|pour|plus|moins)\s+(?:\w+\s+)?(?:impact|effet|incidence|conséquence|besoin))"
    r"|feront\b(?!\s+face))"
)
#: Words at the head of an item within which a verb of doing is an order.
_HEAD_WORDS = 3
#: Endings of an infinitive at the head of an item, in languages that have them.
_INFINITIVE = {
    "fr": re.compile(r"\w{3,}(?:er|ir|re)$"),
    "es": re.compile(r"\w{2,}[aei]r(?:se)?$"),
    "pt": re.compile(r"\w{2,}[aei]r(?:-se)?$"),
}
_NEVER = re.compile(r"(?!)")
#: Words of an item that names its deed, those it opens with, and a number that counts for something.
_NAMED, _OPENING, _COUNT = 20, 2, 10
#: Words from which a sentence can hold an action.
_ACTION_WORDS = 4
_ITEMS = ("table_row", "list_item")
#: Headings of what only names and explains: acronyms, terms, sources, who took part.
_NAMING = re.compile(
    r"(?i)\b(?:acronym|abbrev|abréviat|abreviat|sigle|sigla|glossa|glosari|definici|definiti|définiti|definiç|bibliogr|referenc\w*\s*$"
    r"|références?\s+biblio|participants?\b|participantes\b|table\s+of\s+contents|table\s+des\s+matières|índice|sommaire)"
)
#: A body by the noun that ends or begins its name.
_BODY = re.compile(
    r"\b(?:Office|Agency|Fund|Bank|Council|Commission|Institute|Authority|Bureau|Board|University|Police|Agence|Fonds|Banque|Conseil"
    r"|Institut|Université|Agencia|Fondo|Banco|Consejo|Instituto|Comisión|Universidad|Oficina|Agência|Fundo|Conselho|Comissão)\b"
)
#: A line that only spells out a short name.
_SPELLED_OUT = re.compile(r"^\W*[A-ZÀ-Þ][A-ZÀ-Þ/&-]{1,9}s?\s*[:|–-]\s")
#: Words from which a unit that the judgement didn't see as one is a torn table.
_TORN = 80


def binds(text: str, passage: Passage, lead_in: str, found: Sequence[Match]) -> bool:
    """Whether a unit commits a deed by its own words, or as an item of the sentence ``lead_in``; ``found`` are its cues."""
    if any(match.id in _BINDING for match in found) or lies_ahead(text, found):
        return True
    if lead_in and lead_binds(lead_in, passage.language):
        return True
    if passage.kind not in _ITEMS and re.search(r"[.!?]\s*$", text):
        return False
    limit = text.find(":") + 1 if passage.kind == "table_row" else 0
    heads = [match for match in found if match.id in _HEADING and match.start >= limit]
    if any(len(text[limit : match.start].split()) <= _HEAD_WORDS for match in heads):
        return True
    first = senses.WORD.search(text, limit)
    return first is not None and bool(_INFINITIVE.get(passage.language, _NEVER).search(first.group()))


def lies_ahead(text: str, found: Sequence[Match]) -> bool:
    """Whether the words say that the deed is to come."""
    return (
        any(match.id in _TO_COME for match in found)
        or any(match.id == _MODAL and not _BEFALLS.match(text, match.end) for match in found)
        or bool(_MUST.search(text))
    )


@lru_cache(maxsize=1)
def _deeds() -> Lexicon:
    # All cues are ten times as many, and every sentence is asked.
    asked = _BINDING | _HEADING | {_MODAL}
    return Lexicon("deeds", [entry for entry in load("cues").entries if entry.id in asked])


def cues(text: str, language: str) -> list[Match]:
    """The words of a text that tell of deeds."""
    return _deeds().find(text, language)


@lru_cache(maxsize=4096)
def lead_binds(lead: str, language: str) -> bool:
    """Whether the sentence that leads a list in commits what its items name."""
    return bool(lead) and any(match.id in _BINDING for match in cues(lead, language))


def decide(passage: Passage, units: Sequence[Unit], heading: frozenset[str], lead: frozenset[str]) -> list[bool]:
    """Which units commit an action on migration. ``heading`` and ``lead`` are senses of the headings and of the lead-in."""
    if any(_NAMING.search(title) for title in passage.path):
        return [False] * len(units)
    above = measure(heading | lead)
    support = 0.5 * (passage.level >= 1) + (0.5 if above >= ENOUGH else 0.25 * (above > 0))
    led = measure(lead) >= ENOUGH
    decided = [
        (unit.binding or _is_named(unit)) and unit.bearing + (support if unit.bearing or led else 0.0) >= ENOUGH
        for unit in units
    ]
    if passage.level < 3:
        # Against the judgement only what is plain.
        decided = [one and _is_plain(unit, passage.level) for one, unit in zip(decided, units, strict=True)]
    if passage.level >= 3:
        bound = [f.start for f in passage.findings if f.facet == "cue" and f.value in ("commitment", "report")]
        told = [any(unit.start <= start < unit.end for start in bound) for unit in units]
        listed = [passage.kind in _ITEMS and unit.bearing >= ENOUGH and _is_concrete(unit) for unit in units]
        decided = [any(reasons) for reasons in zip(decided, told, listed, strict=True)]
        if not any(decided):
            # Some sentence must have decided the level: those that bind, and have a word that the judgement rests on.
            shown = [any(unit.start <= f.start < unit.end for f in passage.findings) for unit in units]
            decided = [unit.binding and one for unit, one in zip(units, shown, strict=True)]
    return [one and len(senses.words(unit.text)) >= _ACTION_WORDS for one, unit in zip(decided, units, strict=True)]


def _is_plain(unit: Unit, level: int) -> bool:
    """Whether a deed is plain where the judgement saw none: it is ordered or lies ahead, or somebody does it for somebody."""
    if len(unit.text.split()) > _TORN or _SPELLED_OUT.match(unit.text):
        return False
    ahead = unit.to_come or unit.passage.kind in _ITEMS
    concrete = _is_concrete(unit)
    if level:
        return ahead or (concrete and (GOES_ON in unit.senses or _has_doer(unit.text)))
    return (ahead or GOES_ON in unit.senses) and (concrete or len(unit.subjects) > 1)


def _is_named(unit: Unit) -> bool:
    """Whether an item names what will be done without a verb: "Courses in plumbing for 700 men expelled from Sarraz"."""
    if unit.passage.kind != "list_item" or re.search(r"[.!?]\W*\d*$", unit.text) or len(unit.text.split()) > _NAMED:
        return False
    words = senses.words(unit.text)
    opens = any(name.startswith("things:") for name, _ in senses.find(words[:_OPENING], unit.passage.language))
    return opens and (has(unit.senses, "groups:") or any(number >= _COUNT for number in unit.numbers))


def _is_concrete(unit: Unit) -> bool:
    return has(unit.senses, "groups:") or has(unit.senses, "things:")


def _has_doer(text: str) -> bool:
    """Whether a ministry, an agency or another body is named."""
    return any(quantity.kind == "body" for quantity in numerals.quantities_of(text)) or bool(_BODY.search(text))
