"""How surely the words of a unit speak of movement: strong senses, general ones that need company, names of places beyond."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from docscan.review import senses
from docscan.review.texts import Text
from docscan.terms.entries import Entry
from docscan.terms.lexicon import Lexicon, load
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
#: Who makes a season one of work elsewhere.
_HIRED = frozenset(
    {
        "groups:worker",
        "groups:miner",
        "things:contract",
        "things:agreement",
        "things:coffee",
        "things:cane",
        "things:fruit",
    }
    | {
        f"subjects:{name}"
        for name in ("labour_abroad", "migrant_worker", "migration", "leaving", "abroad", "pastoral", "herder")
    }
)
#: Those whose leaving is the departure of skills.
_SKILLED = frozenset(f"groups:{name}" for name in ("nurse", "doctor", "teacher", "engineer"))
#: Families who are moved from one place to another.
_MOVED = re.compile(
    r"\b(?:(?i:mov(?:e|es|ed|ing)\b|déplac\w+|déménag\w+|transf[ée]r\w+|traslad\w+|mud(?:a|ar|ará|arão)\b|desloc(?:ar|ará|arão)\b))[^.;]{0,40}?"
    r"\b(?i:households|families|residents|villagers|inhabitants|familles|ménages|habitants|familias|hogares|habitantes|famílias|agregados)\b"
    r"[^.;]{0,40}?\b(?i:from|to|out\s+of|de|du|des|vers|à|a|para|do|da|desde)\s+(?:[\w'’]+\s+){0,3}?[A-ZÀ-Þ]"
)
#: People who leave for a named place.
_LEAVES_FOR = re.compile(
    r"\b(?i:leav\w+|depart\w*|emigrat\w+|part(?:em|en|ent|ir|irem|ant)|quitt\w+|salen|saem|viaj\w+)\s+"
    r"(?i:for|to|para|pour|vers|hacia|rumbo\s+a)\s+(?:(?:the|o|a|os|as|el|la|los|las|le|les|l['’])\s*)?[A-ZÀ-Þ]"
)
RELOCATION = "subjects:relocation"
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
        "remittance", "diaspora", "returnee", "deportee", "refugee", "abroad", "foreigner", "labour_abroad", "migrant_worker",
        "recruiter", "arriving", "border", "leaving", "seasonal", "returning",
    )
)  # fmt: skip
#: Sentences on movement that must name a place, and their least share of all that name it.
_NAMED, _SHARE = 2, 0.25
#: Letters from which a name is known again in an adjective, "Merovia" in "meroviano".
_LETTERS = 5
#: A name after a word that places, in four languages.
_NAME = re.compile(
    r"\b(?:from|for|in|to|at|with|near|around|of|de|d['’]|en|à|au|aux|avec|vers|pour|des|du|(?:de\s)?la|l['’]|le|a|con|desde|hacia|por|para|em|na"
    r"|no|da|do|das|dos|com|ao|del|el)\s?([A-ZÀ-Þ][^\W\d_]{3,})"
)
#: Beginnings of words that are written large and name no place beyond: offices, months, quarters of the sky.
_NO_PLACE = frozenset(
    re.findall(
        r"\w+",
        "minist secret direct direcc instit agence agenci agency gobier gouver govern treasu tresor nation nacion presid "
        "respon januar februa march april august septem octobe novemb decemb janvie fevrie avril juille octobr enero "
        "febrer marzo abril agosto septie octubr noviem diciem janeir fevere marco setemb outubr dezemb north south norte "
        "nord ordre foreig",
    )
)
#: Endings of adjectives and of names of people that are made of a country's.
_PEOPLE = re.compile(r"(?:an|ian|ese|i|ish|ien|ienne|ais|aise|ois|oise|ano|ana|es|esa|ense|eno|ena|ita|ino|ina)s?$")
_SMALL = re.compile(r"\b[a-zà-ÿ]{5,}\b")
_SENTENCE = re.compile(r"(?<=[.!?;:\n])\s+")


def measure(found: Collection[str], *, place: float = 0.0) -> float:
    """How surely senses and concepts speak of movement; ``place`` is what a place :func:`beyond` adds."""
    found = set(found)
    if "subjects:seasonal" in found and not found & _HIRED:
        found.discard("subjects:seasonal")  # of rain, of harvests: seasons that nobody moves with
    strong = {name for name in found if name.startswith("subjects:")} - GENERAL
    general = {name for name in found if name in GENERAL or name == CONSULATE}
    concepts = {name for name in found if name.startswith("concepts:")}
    bearing = len(strong) + _PART * len(general) + place + len(concepts)
    if "subjects:leaving" in found and found & _SKILLED:
        bearing += _PART
    if place or general - MANIFOLD:
        # People who cross a border, and a post that is built for them, speak of movement together.
        bearing += _LITTLE * (has(found, "groups:") + has(found, "things:"))
    return bearing


def moves_families(text: str) -> bool:
    """Whether families are moved from one named place, or to one."""
    return bool(_MOVED.search(text))


def leaves_for(text: str) -> float:
    """What is added where people leave for a named place: "maids who leave for the Gulf"."""
    return _PART if _LEAVES_FOR.search(text) else 0.0


def has(found: Iterable[str], kind: str) -> bool:
    """Whether a name of that kind is among the senses."""
    return any(name.startswith(kind) for name in found)


@lru_cache(maxsize=1)
def _exclusions() -> Lexicon:
    return Lexicon(
        "silencing", [entry for entry in load("exclusions").entries if _SILENCED.keys() & set(_excludes(entry))]
    )


def silenced(text: str, language: str) -> frozenset[str]:
    """Subjects whose words mean something else here: birds, accounts, returns on investment."""
    exclusions = _exclusions()
    concepts = {name for match in exclusions.find(text, language) for name in _excludes(exclusions[match.id])}
    return frozenset(f"subjects:{_SILENCED[name]}" for name in concepts if name in _SILENCED)


def _excludes(entry: Entry) -> tuple[str, ...]:
    # The name of an agency says nothing of movement, but what it is told to do may; species and records do not.
    return ("migration",) if entry.excludes == ("*",) and entry.file == "nature.toml" else entry.excludes


def places_beyond(*texts: Text) -> frozenset[str]:
    """Beginnings of names that the texts give where they speak of those who live, work or come from there.

    A plan names a land of destination or a camp again where it says nothing else of movement: "an agreement with Kestria
    on the miners".
    """
    moving: Counter[str] = Counter()
    every: Counter[str] = Counter()
    written: dict[str, set[str]] = {}
    passages = [passage for text in texts for passage in text.passages]
    for passage in passages:
        for sentence in _SENTENCE.split(passage.text):
            names = sorted({fold(match.group(1)) for match in _NAME.finditer(sentence)})
            names = [name for name in names if _start(name) not in _NO_PLACE]
            if names:
                every.update(_start(name) for name in names)
                found = senses.find(senses.words(sentence), passage.language)
                if any(name in _PLACING for name, _ in found):
                    for name in names:
                        if not senses.find(senses.words(name), passage.language):
                            moving[_start(name)] += 1
                            written.setdefault(_start(name), set()).add(name)
    known = {name for name, count in moving.items() if count >= _NAMED and count >= _SHARE * every[name]}
    if known:  # a word that is written small elsewhere is no name
        small = {fold(word) for passage in passages for word in _SMALL.findall(passage.text)}
        known = {name for name in known if not written[name] & small}
    return frozenset(known)


def _start(name: str) -> str:
    return name[: _LETTERS + 1]


def beyond(text_words: Sequence[senses.Word], places: frozenset[str]) -> float:
    """What the name of such a place among the words adds; an adjective made of it tells of people too ("Merovian adults")."""
    found = [word.form for word in text_words if word.form[: _LETTERS + 1] in places]
    return _PART + _LITTLE * any(_PEOPLE.search(form) for form in found) if found else 0.0
