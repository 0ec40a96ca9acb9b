"""Whether a unit commits a deed, and whether that deed is an action on migration."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from docscan.review import senses
from docscan.review.bearing import ENOUGH, has, measure
from docscan.review.texts import Passage
from docscan.review.unit import Unit
from docscan.terms.lexicon import load
from docscan.terms.matching import Match

#: Words that bind to a deed, wherever they stand…
_BINDING = frozenset(
    {"action_future", "action_present", "future_any", "modal_future", "pledge", "existing", "enacting", "duty", "modal_perfect"}
)  # fmt: skip
#: …and those that do so at the head of an item or in a row of a table.
_HEADING = frozenset({"action_infinitive", "action_noun", "opening_infinitive", "creation", "instrument_programme"})
#: An action that is carried on is one.
GOES_ON = "deeds:continue"
#: Words of a deed that is still to come.
_TO_COME = frozenset({"action_future", "future_any", "modal_future", "pledge"})
#: What others are bound to by the text.
_MUST = re.compile(
    r"(?i)\b(?:devra|devront|doit|doivent|deberá|deberán|debe|deben|deverá|deverão|deve|devem|shall|must|have\s+to|has\s+to"
    r"|(?:is|are)\s+to\s+be)\b"
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
#: Words from which a sentence can hold an action.
_ACTION_WORDS = 4
_ITEMS = ("table_row", "list_item")


def binds(text: str, passage: Passage, cues: Sequence[Match]) -> bool:
    """Whether a unit commits a deed by its own words, or as an item of a sentence that does; ``cues`` are its own."""
    if any(match.id in _BINDING for match in cues) or _MUST.search(text):
        return True
    if passage.kind not in _ITEMS and re.search(r"[.!?]\s*$", text):
        return False
    if passage.kind == "list_item" and lead_binds(passage.lead, passage.language):
        return True
    limit = text.find(":") + 1 if passage.kind == "table_row" else 0
    heads = [match for match in cues if match.id in _HEADING and match.start >= limit]
    if any(len(text[limit : match.start].split()) <= _HEAD_WORDS for match in heads):
        return True
    first = senses.WORD.search(text, limit)
    return first is not None and bool(_INFINITIVE.get(passage.language, _NEVER).search(first.group()))


def lies_ahead(text: str, cues: Sequence[Match]) -> bool:
    """Whether the words say that the deed is to come."""
    return any(match.id in _TO_COME for match in cues) or bool(_MUST.search(text))


@lru_cache(maxsize=4096)
def lead_binds(lead: str, language: str) -> bool:
    """Whether the sentence that leads a list in commits what its items name."""
    return bool(lead) and any(match.id in _BINDING for match in load("cues").find(lead, language))


def decide(passage: Passage, units: Sequence[Unit], heading: frozenset[str], lead: frozenset[str]) -> list[bool]:
    """Which units commit an action on migration. ``heading`` and ``lead`` are senses of the headings and of the lead-in."""
    about = measure(heading | lead) >= ENOUGH
    support = 0.5 * (passage.level >= 1) + 0.5 * about
    led = passage.kind == "list_item" and measure(lead) >= ENOUGH
    decided = [unit.binding and unit.bearing + (support if unit.bearing or led else 0.0) >= ENOUGH for unit in units]
    if passage.level < 3:
        # Against the judgement only what is plain: a deed that lies ahead, or is done with something or for somebody; where
        # it saw no migration at all, both.
        decided = [one and _is_plain(unit, passage.level) for one, unit in zip(decided, units, strict=True)]
    if passage.level >= 3:
        bound = [f.start for f in passage.findings if f.facet == "cue" and f.value in ("commitment", "report")]
        told = [any(unit.start <= start < unit.end for start in bound) for unit in units]
        decided = [one or two for one, two in zip(decided, told, strict=True)]
    return [one and len(senses.words(unit.text)) >= _ACTION_WORDS for one, unit in zip(decided, units, strict=True)]


def _is_plain(unit: Unit, level: int) -> bool:
    ahead, concrete = _is_ahead(unit), _is_concrete(unit)
    return (ahead or concrete) if level else (ahead and concrete)


def _is_ahead(unit: Unit) -> bool:
    """Whether a deed is to come or goes on, or an item of a list or table orders it."""
    return unit.to_come or GOES_ON in unit.senses or unit.passage.kind in _ITEMS


def _is_concrete(unit: Unit) -> bool:
    """Whether somebody is meant or something is made; or more than one word speaks of movement."""
    return has(unit.senses, "groups:") or has(unit.senses, "things:") or len(unit.subjects) > 1
