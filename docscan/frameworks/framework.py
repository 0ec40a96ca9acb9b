"""A framework: a grid of questions that a strategy is read against. Frozen values, built by the loader only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: Languages in which every title, question and term of a shipped framework stands, in the order of all outputs.
LANGUAGES: tuple[str, ...] = ("en", "fr", "es", "pt")

ItemKind = Literal["action", "diagnostic"]
RuleKind = Literal["items", "groups", "actions"]

#: Level from which a matching passage makes an item ``addressed``: an action must be committed, a diagnosis stated.
ADDRESSED_FROM: Mapping[str, int] = {"action": 3, "diagnostic": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text in the four languages; an empty one falls back to English, then to whatever there is."""

    en: str = ""
    fr: str = ""
    es: str = ""
    pt: str = ""

    def text(self, language: str) -> str:
        """The text in ``language``, else in English, else in the first language that has one."""
        texts = {"en": self.en, "fr": self.fr, "es": self.es, "pt": self.pt}
        return texts.get(language) or self.en or self.fr or self.es or self.pt


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a framework comes from: document, section, year of publication."""

    document: Wording
    section: Wording
    year: int

    def text(self, language: str) -> str:
        """The source in words: document, section, year."""
        parts = (self.document.text(language), self.section.text(language), str(self.year))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named range of a framework's figures: from ``start`` (0 to 100, inclusive) up to the next band's."""

    id: str
    start: float
    title: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading over items: a pillar, an objective, a domain."""

    id: str
    title: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How answers become figures.

    ``items``: overall = weighted mean of the items' values x 100, and the same for every group. ``groups``: overall =
    mean of the group figures. ``actions``: of all passages that commit an action, the share (x 100) that meets each
    item. ``values`` are those of ``addressed``, ``partly``, ``silent`` (0 to 1); ``bands`` name ranges of the figures.
    """

    kind: RuleKind
    values: tuple[float, float, float]
    bands: tuple[Band, ...]
    description: Wording

    def band(self, value: float) -> str:
        """Id of the band that ``value`` (0 to 100) falls in, empty where the rule names none."""
        found = [band.id for band in self.bands if value >= band.start]
        return found[-1] if found else ""


#: The parts of a term, all of which must stand close together: phrases in the term syntax, or word groups (``@name``).
Combination = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a framework.

    ``terms`` maps a language to alternatives; one is met when all its parts stand in a sentence, within ``near`` words.
    ``conditions`` are facet names with values of which a passage must show one; several facets must all be met.
    ``either`` says that terms or conditions suffice; else both must be met. ``partly`` are terms like those, without
    conditions, that make the item at most ``partly`` answered: an item that asks for a facet of committed actions has
    no other way to see what is merely wished for. ``unless`` are terms that, in the same sentence, take back what met
    the item: "loss of jobs" says nothing of jobs for migrants. ``fields`` maps a language to the labels ("Cost:") under
    which an action's sheet answers the item, where the rule counts actions.
    ``level`` is the level from which the item is addressed. ``compare`` names the dimension whose change between two
    editions answers the item too, else empty.
    """

    id: str
    group: str
    kind: ItemKind
    title: Wording
    question: Wording
    gap: Wording
    terms: Mapping[str, tuple[Combination, ...]]
    partly: Mapping[str, tuple[Combination, ...]]
    unless: Mapping[str, tuple[Combination, ...]]
    fields: Mapping[str, tuple[str, ...]]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    either: bool
    level: int
    weight: float
    near: int
    compare: str
    examples: Mapping[str, tuple[str, ...]]
    counterexamples: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The constants by which judgements become the ten dimensions and the index; ``why`` gives each one's reason.

    ``k`` passages are added to every denominator; ``present_half`` passages make ``present`` one half, more of them
    where more than ``present_scale`` passages are relevant; ``attention_scale`` is a share of words; ``walk_share`` a
    share of a section's words; ``section_cap`` a score; ``weights`` are pairs of dimension and weight; ``cutoffs`` pairs
    of band and the value from which it holds; coverages are shares of the text. ``uncounted_kinds`` are kinds of document
    that a country's scorecard shows but does not pool.
    """

    k: float
    present_half: float
    present_scale: float
    attention_scale: float
    action_rate_weight: float
    cycle_rate_weight: float
    balance_factor: float
    balance_half: float
    breadth_sectors: int
    breadth_share: float
    breadth_level: int
    walk_share: float
    walk_passages: int
    section_scale: float
    section_cap: float
    interval: float
    coverage_minimum: float
    answers_coverage: float
    documents: str
    uncounted_kinds: tuple[str, ...]
    weights: tuple[tuple[str, float], ...]
    cutoffs: tuple[tuple[str, float], ...]
    why: Mapping[str, Wording]

    def weight(self, dimension: str) -> float:
        """The weight of a dimension in the index."""
        return dict(self.weights)[dimension]

    def band(self, value: float, mentioned: bool) -> str:
        """The band of ``value`` (0 to 100); ``absent`` where no passage mentions migration at all."""
        if not mentioned:
            return "absent"
        reached = [name for name, start in self.cutoffs if value >= start]
        return reached[-1] if reached else "negligible"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """How editions are compared: ``margin`` is the half-width (points of 100) within which the whole interval of a difference
    must lie for the verdict "same"; ``nearest_years`` how far an indicator's year may be from the text's. ``questions``
    pairs each dimension with what to ask the planning ministry where it is weak; ``why`` gives each constant's reason.
    """

    margin: float
    nearest_years: int
    questions: Mapping[str, Wording]
    why: Mapping[str, Wording]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Framework:
    """A whole framework. ``words`` holds its word groups: name to language to terms; ``profile`` the scoring constants;
    ``review`` says how editions are compared, in the framework that does so.

    ``topics`` names the word groups whose words may stand in the heading above a passage; ``concepts`` gives for a word
    group the ids of the termbase's concepts whose words count as its own (``*``: all). ``notice`` is a sentence that
    stands on every output of this framework, where it has one. ``key`` is a hash of the file's bytes and of the word
    groups it uses: two frameworks are equal when their keys are, and answer alike.
    """

    id: str
    version: str
    title: Wording
    source: Source
    licence: str
    notice: Wording
    rule: Rule
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    topics: frozenset[str]
    concepts: Mapping[str, tuple[str, ...]]
    profile: Profile | None
    key: str
    review: ReviewRule | None = None

    def item(self, item_id: str) -> Item:
        """The item of that id. Raises KeyError when there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def group(self, group_id: str) -> Group:
        """The group of that id. Raises KeyError when there is none."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)

    def __repr__(self) -> str:
        return f"Framework(id={self.id!r}, version={self.version!r}, key={self.key!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Framework) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)
