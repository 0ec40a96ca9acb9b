"""Passages cut into units that can hold one commitment each: a sentence, an item of a list, a row of a table.

Every unit carries what it is about (:mod:`docscan.review.senses`, the term base), its names and numbers. Whether it is an
*action on migration* is decided here too: its passage was judged to commit one, or its own words do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from docscan.review import numerals, senses
from docscan.review.texts import Passage, Text
from docscan.terms import quantities
from docscan.terms.entries import Entry
from docscan.terms.lexicon import load
from docscan.terms.matching import Match

#: Words that bind to a deed, wherever they stand…
_BINDING = frozenset(
    {"action_future", "action_present", "future_any", "modal_future", "pledge", "existing", "enacting", "duty", "modal_perfect"}
)  # fmt: skip
#: An action that is carried on is one.
GOES_ON = "deeds:continue"
#: Words of a deed that is still to come.
_TO_COME = frozenset({"action_future", "future_any", "modal_future", "pledge"})
#: What others are bound to by the text.
_MUST = re.compile(r"(?i)\b(?:devra|devront|deberá|deberán|deverá|deverão|shall|have\s+to|has\s+to)\b")
#: …and those that do so at the head of an item or in a row of a table.
_HEADING = frozenset({"action_infinitive", "action_noun", "opening_infinitive", "creation", "instrument_programme"})
#: Senses that speak of movement only together with another: people arrive in many ways, and borders are for goods too.
GENERAL = frozenset(
    f"subjects:{name}"
    for name in (
        "leaving", "arriving", "foreigner", "abroad", "returning", "irregular", "seasonal", "border", "left_behind", "alone",
        "smuggling", "pastoral", "labour_abroad",
    )
)  # fmt: skip
#: General senses of so many meanings that who or what stands beside them tells nothing more.
MANIFOLD = frozenset({"subjects:leaving", "subjects:returning", "subjects:left_behind"})
#: What a general sense counts, and what a person or a thing beside it adds.
_PART, _LITTLE = 0.5, 0.25
#: Passages from which a text is long.
LONG = 300
#: What a unit must reach to be on migration by its own words; a strong subject counts 1, a general one half.
ENOUGH = 1.0
#: Words at the head of an item within which a verb of doing is an order.
_HEAD_WORDS = 3

#: The subject whose words an exclusion of a concept takes with it.
_SILENCED = {
    "migration": "migration", "migrating": "migration", "mobility": "migration", "return": "returnee", "refuge": "refugee",
    "return_migration": "returnee", "human_trafficking": "trafficking", "transhumance": "herder", "asylum": "refugee",
    "relocation": "relocation", "money_transfers": "remittance", "border_management": "border", "exile": "leaving",
}  # fmt: skip

_ABBREVIATION = re.compile(
    r"(?:\b(?:Art|No|Nos|Nº|Dr|Mr|Mrs|Ms|St|vs|cf|fig|e\.g|i\.e|etc|ca|pp|vol|Sr|Sra|núm|pág|M|Mme)|\b[A-Z])$"
)
_END = re.compile(r"[.!?…]+[”\"»)]?(?=\s+[^\sa-zà-ÿ])|;(?=\s)|\n+(?=\s*(?:[^\sa-zà-ÿ]|[-–•*]))|(?<=[;:])\s*\n+|\n\s*\n")
_CELL = re.compile(r"\s\|\s")
#: Openings by which a sentence goes on about the one before: a pronoun, or a word that takes the action up again.
_ANAPHOR = re.compile(
    r"\W*(?:(?:it|its|they|their|these|this|those)\b"
    r"|(?:\w+\s+){0,6}?(?:the|this|the\s+same|l[ea]|ce|cet|cette|ces|les|l['’]|el|la|los|las|est[ea]s?|o|a|os|as|esse|essa|dito|dicho|dicha)\s*"
    r"(?:scheme|programme|project|measure|work|works|purpose|amount|target|action|dispositif|mesure|operation|opération|somme|programa|medida|proyecto"
    r"|obra|projeto|projecto)\b)",
    re.IGNORECASE,
)
#: Endings of an infinitive at the head of an item, in languages that have them.
_INFINITIVE = {
    "fr": re.compile(r"\w{3,}(?:er|ir|re)$"),
    "es": re.compile(r"\w{2,}[aei]r(?:se)?$"),
    "pt": re.compile(r"\w{2,}[aei]r(?:-se)?$"),
}
#: Pronouns that stand for people named before, where no article looks like them.
_PRONOUNS = {
    "en": re.compile(r"\b(?:them|they|their|theirs|these|those)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:leurs?|ils|elles|eux|ceux-ci|celles-ci)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:les|sus?|ellos|ellas|éstos|éstas|estos|estas)\b", re.IGNORECASE),
    "pt": re.compile(r"\b(?:lhes|seus?|suas?|eles|elas|estes|estas)\b", re.IGNORECASE),
}
_NEVER = re.compile(r"(?!)")
#: Words from which a sentence can hold an action.
_ACTION_WORDS = 4
#: Words from which a cell can hold an action.
_CELL_WORDS = 4
#: The head of a column before its cell.
_HEAD = re.compile(r"\|\s[^|:]{1,40}:\s")
#: A row of a table that runs on like prose is text whose cells were lost.
_PROSE_WORDS = 70


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unit:
    """A commitment, or a sentence that may hold one.

    ``order`` numbers the units of a text, ``head`` is the number of the one whose matter this one goes on with (its own, where
    it begins one). ``start`` and ``end`` are offsets into the passage's text. ``senses`` are names of senses and concepts
    (``concepts:…``); ``stems`` beginnings of its words; ``names`` folded proper names; ``numbers``
    values; ``context`` the senses around it.
    ``bearing`` measures by its own words how surely it speaks of movement; ``binding`` tells that it commits a deed,
    ``to_come`` that the deed lies ahead, ``action`` that it is one on migration.
    """

    passage: Passage
    order: int
    head: int
    start: int
    end: int
    senses: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[float]
    context: frozenset[str]
    bearing: float
    binding: bool
    to_come: bool
    action: bool

    @property
    def text(self) -> str:
        """The unit's own words."""
        return self.passage.text[self.start : self.end]

    @property
    def subjects(self) -> frozenset[str]:
        """What it says of movement: subjects and concepts."""
        return frozenset(name for name in self.senses if name.startswith(("subjects:", "concepts:")))

    @property
    def groups(self) -> frozenset[str]:
        """Whom it is for."""
        return frozenset(name for name in self.senses if name.startswith("groups:"))


def cut(text: Text) -> tuple[Unit, ...]:
    """The units of a document in order; of a long one those of passages that have a word of movement in them or above."""
    found: list[Unit] = []
    long = len(text.passages) > LONG
    for passage in text.passages:
        if not long or passage.level >= 1 or _moves(passage):
            found += _of_passage(passage, len(found))
    return tuple(found)


def _moves(passage: Passage) -> bool:
    language = passage.language
    return (
        any(name.startswith("subjects:") for name in _heading_senses((passage.lead,), language))
        or any(name.startswith("subjects:") for name in _heading_senses(passage.path, language))
        or any(name.startswith("subjects:") for name, _ in senses.find(senses.words(passage.text), language))
    )


def _of_passage(passage: Passage, first: int) -> list[Unit]:
    language = passage.language
    pieces = [_unit(passage, start, end, language) for start, end in _sentences(passage)]
    around = frozenset(name for unit in pieces for name in unit.senses)
    heading = _heading_senses(passage.path, language) | _heading_senses((passage.lead,), language)
    decided = _decide(passage, pieces, heading)
    units = [
        replace(unit, context=(around | heading) - unit.senses, action=action)
        for unit, action in zip(pieces, decided, strict=True)
        if not _leads(unit) and not _is_figures(unit)
    ]
    heads = _heads(units)
    return [replace(unit, order=first + n, head=first + heads[n]) for n, unit in enumerate(units)]


def _is_figures(unit: Unit) -> bool:
    """Whether a row holds names and numbers only."""
    if unit.passage.kind != "table_row" or " | " not in unit.text:
        return False
    cells = [_HEAD.sub("", f"| {cell}") for cell in unit.text.split(" | ")]
    return all(len(senses.words(cell)) < _CELL_WORDS for cell in cells)


def _leads(unit: Unit) -> bool:
    """Whether a unit only announces the items that follow it."""
    return unit.text.rstrip().endswith(":") and len(unit.passage.text) > len(unit.text)


def _sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Spans of sentences and items; a row of a table is one span, unless it runs on like prose."""
    text = passage.text
    if passage.kind == "table_row" and len(text.split()) <= _PROSE_WORDS:
        yield 0, len(text)
        return
    ends = [match.end() for match in _END.finditer(text) if not _ABBREVIATION.search(text[: match.start()][-8:])]
    if passage.kind == "table_row":
        ends = sorted({*ends, *(match.end() for match in _CELL.finditer(text))})
    start = 0
    for end in (*ends, len(text)):
        if text[start:end].strip(" |\n\t"):
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), start + len(text[start:end].rstrip())
            start = end


def _unit(passage: Passage, start: int, end: int, language: str) -> Unit:
    text = passage.text[start:end]
    if passage.kind == "table_row":
        text = _HEAD.sub(" | ", f"| {text}")[3:] if " | " in text else text
    text_words = senses.words(text)
    found = {name for name, _ in senses.find(text_words, language)}
    if any(name.startswith("subjects:") for name in found):
        found -= _silenced(text, language)
    concepts = {
        f"concepts:{item.value}" for item in passage.findings if item.facet == "concept" and start <= item.start < end
    }
    bearing = _bearing(found | concepts)
    # Most sentences of a plan say nothing of movement: what binds them, and whom they name, is not asked.
    matters = bearing > 0 or passage.level >= 1
    cues = load("cues").find(text, language) if matters else []
    return Unit(
        passage=passage,
        order=0,
        head=0,
        start=start,
        end=end,
        senses=frozenset(found | concepts),
        stems=_stems(text_words),
        names=_names(text, matters),
        numbers=frozenset(number.value for number in numerals.find(text, language)),
        context=frozenset(),
        bearing=bearing,
        binding=matters and (GOES_ON in found or _binds(text, language, passage.kind, cues)),
        to_come=matters and (any(match.id in _TO_COME for match in cues) or bool(_MUST.search(text))),
        action=False,
    )


def _silenced(text: str, language: str) -> frozenset[str]:
    """Subjects whose words mean something else here: birds, accounts, returns on investment."""
    exclusions = load("exclusions")
    concepts = {name for match in exclusions.find(text, language) for name in _excludes(exclusions[match.id])}
    return frozenset(f"subjects:{_SILENCED[name]}" for name in concepts if name in _SILENCED)


def _excludes(entry: Entry) -> tuple[str, ...]:
    # The name of an agency says nothing of movement, but what it is told to do may; species and records do not.
    return ("migration",) if entry.excludes == ("*",) and entry.file == "nature.toml" else entry.excludes


def _stems(text_words: Sequence[senses.Word]) -> frozenset[str]:
    """Beginnings of the longer words: enough to tell them apart, and the same in singular and plural."""
    return frozenset(word.form[:6] for word in text_words if len(word.form) >= 4)


_OPENS = '.!?:;|•–—-«“"'
_NAME = re.compile(r"(?<![.!?:;•|«“\"\n])(?<=[\s('’-])[A-ZÀ-Þ][\w’'-]{2,}")


def _names(text: str, matters: bool) -> frozenset[str]:
    """Words with a capital inside a sentence that are no body's name: places and people."""
    bodies = [(q.start, q.end) for q in quantities.find(text) if q.kind == "body"] if matters else []
    found = set()
    for match in _NAME.finditer(text):
        before = text[: match.start()].rstrip()
        if not before or before[-1] in _OPENS or any(start <= match.start() < end for start, end in bodies):
            continue
        found |= {word.form[:7] for word in senses.words(match.group()) if len(word.form) >= 3}
    return frozenset(found)


def _bearing(found: Collection[str]) -> float:
    strong = {name for name in found if name.startswith("subjects:")} - GENERAL
    general = {name for name in found if name in GENERAL}
    concepts = {name for name in found if name.startswith("concepts:")}
    bearing = len(strong) + _PART * len(general) + len(concepts)
    if general - MANIFOLD:
        # People who cross a border, and a post that is built for them, speak of movement together.
        bearing += _LITTLE * (_any(found, "groups:") + _any(found, "things:"))
    return bearing


def _any(found: Iterable[str], kind: str) -> bool:
    return any(name.startswith(kind) for name in found)


@lru_cache(maxsize=20_000)
def _heading_senses(path: tuple[str, ...], language: str) -> frozenset[str]:
    return frozenset(name for title in path for name, _ in senses.find(senses.words(title), language))


def _binds(text: str, language: str, kind: str, found: Sequence[Match]) -> bool:
    """Whether a unit commits a deed; ``found`` are its cues."""
    if any(match.id in _BINDING for match in found):
        return True
    if kind not in ("table_row", "list_item") and re.search(r"[.!?]\s*$", text):
        return False
    limit = text.find(":") + 1 if kind == "table_row" else 0
    heads = [match for match in found if match.id in _HEADING and match.start >= limit]
    if any(len(text[limit : match.start].split()) <= _HEAD_WORDS for match in heads):
        return True
    first = senses.WORD.search(text, limit)
    return first is not None and bool(_INFINITIVE.get(language, _NEVER).search(first.group()))


def _heads(units: Sequence[Unit]) -> list[int]:
    """For each sentence the number of the one whose matter it goes on with: its own where it begins a matter."""
    heads: list[int] = []
    for number, unit in enumerate(units):
        heads.append(number if not number or _begins(unit, units[heads[-1]]) else heads[-1])
    return heads


def _begins(unit: Unit, head: Unit) -> bool:
    """Whether a sentence takes up a matter of its own after that of ``head``."""
    if _is_item(unit):
        return True
    if head.bearing < ENOUGH:
        return unit.bearing >= ENOUGH or (unit.binding and unit.bearing > 0)
    if not unit.bearing or _ANAPHOR.match(unit.text):
        return False
    other = not unit.subjects <= head.subjects
    if unit.bearing < ENOUGH:
        return other and (unit.binding or _elsewhere(unit, head))
    return unit.binding or other


def _elsewhere(unit: Unit, head: Unit) -> bool:
    """Whether a sentence speaks of other people or places than the one before."""
    return any(
        mine and theirs and not mine & theirs for mine, theirs in ((unit.groups, head.groups), (unit.names, head.names))
    )


def _is_item(unit: Unit) -> bool:
    text = unit.passage.text
    return unit.passage.kind == "table_row" or (unit.start > 0 and "\n" in text[max(0, unit.start - 3) : unit.start])


def _decide(passage: Passage, units: Sequence[Unit], heading: frozenset[str]) -> list[bool]:
    """Which units commit an action on migration."""
    support = 0.5 * (passage.level >= 1) + 0.5 * bool(_bearing(heading) >= ENOUGH)
    decided = [unit.binding and unit.bearing + (support if unit.bearing else 0.0) >= ENOUGH for unit in units]
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
    ahead, concrete = _lies_ahead(unit), _is_concrete(unit)
    return (ahead or concrete) if level else (ahead and concrete)


def _lies_ahead(unit: Unit) -> bool:
    """Whether a deed is to come or goes on, or an item of a list or table orders it."""
    return unit.to_come or GOES_ON in unit.senses or unit.passage.kind in ("table_row", "list_item")


def _is_concrete(unit: Unit) -> bool:
    """Whether somebody is meant or something is made; or more than one word speaks of movement."""
    return _any(unit.senses, "groups:") or _any(unit.senses, "things:") or len(unit.subjects) > 1


def refers_back(unit: Unit) -> bool:
    """Whether a sentence names those of whom the one before spoke by a pronoun only."""
    return bool(_PRONOUNS.get(unit.passage.language, _NEVER).search(unit.text))
