"""How surely the words of a unit speak of movement: strong senses, general ones that need company, names of places beyond."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from docscan.review import senses
from docscan.review.texts import Text
from docscan.terms.entries import Entry
from docscan.terms.lexicon import load
from docscan.terms.syntax import fold

#: What a unit must reach to be on migration by its own words; a strong subject counts 1, a general one half.
ENOUGH = 1.0
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
#: Those whom consulates serve are abroad.
CONSULATE = "things:consulate"
#: What a general sense counts, and what a person or a thing beside it adds.
_PART, _LITTLE = 0.5, 0.25

#: The subject whose words an exclusion of a concept takes with it.
_SILENCED = {
    "migration": "migration", "migrating": "migration", "mobility": "migration", "return": "returnee", "refuge": "refugee",
    "return_migration": "returnee", "human_trafficking": "trafficking", "transhumance": "herder", "asylum": "refugee",
    "relocation": "relocation", "money_transfers": "remittance", "border_management": "border", "exile": "leaving",
}  # fmt: skip

#: Senses of a sentence that name a place abroad, or one where those who came live.
_PLACING = frozenset(
    f"subjects:{name}"
    for name in (
        "remittance", "diaspora", "returnee", "deportee", "refugee", "displaced", "abroad", "foreigner", "labour_abroad",
        "migrant_worker", "recruiter", "migration", "trafficking", "returning", "arriving", "border", "seasonal", "irregular",
    )
)  # fmt: skip
#: Sentences on movement that must name a place, and their least share of all that name it.
_NAMED, _SHARE = 2, 0.35
#: Letters from which a name is known again in an adjective, "Merovia" in "meroviano".
_LETTERS = 5
#: A name after a word that places, in four languages.
_NAME = re.compile(
    r"\b(?:from|in|to|at|with|near|around|of|de|d['’]|en|à|au|aux|avec|vers|des|du|(?:de\s)?la|l['’]|le|a|con|desde|hacia|por|para|em|na"
    r"|no|da|do|das|dos|com|ao|del|el)\s?([A-ZÀ-Þ][^\W\d_]{4,})"
)
#: Beginnings of words that are written large and name no place beyond: offices, months, quarters of the sky.
_NO_PLACE = frozenset(
    re.findall(
        r"\w+",
        "minist secret direct direcc instit agence agenci agency gobier gouver govern treasu tresor nation nacion presid respon "
        "januar februa march april august septem octobe novemb decemb janvie fevrie avril juille octobr enero febrer marzo "
        "abril agosto septie octubr noviem diciem janeir fevere marco setemb outubr dezemb north south norte nord ordre foreig",
    )
)
_SENTENCE = re.compile(r"(?<=[.!?;:\n])\s+")


def measure(found: Collection[str], *, beyond: bool = False) -> float:
    """How surely senses and concepts speak of movement; ``beyond`` tells that a place beyond is named with them."""
    strong = {name for name in found if name.startswith("subjects:")} - GENERAL
    general = {name for name in found if name in GENERAL or name == CONSULATE}
    concepts = {name for name in found if name.startswith("concepts:")}
    bearing = len(strong) + _PART * (len(general) + beyond) + len(concepts)
    if beyond or general - MANIFOLD:
        # People who cross a border, and a post that is built for them, speak of movement together.
        bearing += _LITTLE * (has(found, "groups:") + has(found, "things:"))
    return bearing


def has(found: Iterable[str], kind: str) -> bool:
    """Whether a name of that kind is among the senses."""
    return any(name.startswith(kind) for name in found)


def silenced(text: str, language: str) -> frozenset[str]:
    """Subjects whose words mean something else here: birds, accounts, returns on investment."""
    exclusions = load("exclusions")
    concepts = {name for match in exclusions.find(text, language) for name in _excludes(exclusions[match.id])}
    return frozenset(f"subjects:{_SILENCED[name]}" for name in concepts if name in _SILENCED)


def _excludes(entry: Entry) -> tuple[str, ...]:
    # The name of an agency says nothing of movement, but what it is told to do may; species and records do not.
    return ("migration",) if entry.excludes == ("*",) and entry.file == "nature.toml" else entry.excludes


def places_beyond(text: Text) -> frozenset[str]:
    """Beginnings of names that the text gives where it speaks of those who live, work or come from there.

    A plan names a land of destination or a camp again where it says nothing else of movement: "an agreement with Kestria
    on the miners".
    """
    moving: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for passage in text.passages:
        for sentence in _SENTENCE.split(passage.text):
            names = sorted({_start(match.group(1)) for match in _NAME.finditer(sentence)} - _NO_PLACE)
            if names:
                every.update(names)
                found = senses.find(senses.words(sentence), passage.language)
                if any(name in _PLACING for name, _ in found):
                    moving.update(name for name in names if not _is_office(name, passage.language))
    return frozenset(name for name, count in moving.items() if count >= _NAMED and count >= _SHARE * every[name])


def _start(name: str) -> str:
    return fold(name)[: _LETTERS + 1]


def _is_office(name: str, language: str) -> bool:
    """Whether a name is a word of our senses: an office, a thing, a group, no place."""
    return bool(senses.find(senses.words(name), language))


def names_beyond(text_words: Sequence[senses.Word], places: frozenset[str]) -> bool:
    """Whether one of these places, or an adjective made of its name, is among the words."""
    return bool(places) and any(word.form[: _LETTERS + 1] in places for word in text_words)
