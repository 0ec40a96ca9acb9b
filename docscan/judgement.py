"""What is thought of one passage: its level, how sure, and the words that show it.

The names are those of the codebook (``docs/codebook.md``). Offsets are relative to the passage's own text.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The ordinal levels, 0 to 4.
LEVELS: tuple[str, ...] = ("absent", "mentioned", "assessed", "acted_on", "integrated")

#: Facet names and their values, in the codebook's order.
FACETS: dict[str, tuple[str, ...]] = {
    "assessment": ("yes",),
    "instrument": ("legislation", "policy", "programme"),
    "tier": ("individual", "local", "national", "regional"),
    "effect": ("positive", "negative"),
    "stage": ("design", "implementation", "monitoring", "evaluation"),
    "coherence": ("policy", "institutional"),
    "means": ("data", "capacity", "finance"),
    "partnership": ("multi_stakeholder", "subnational", "bilateral", "regional", "interregional"),
    "driver": ("economic", "conflict", "climate_environment", "governance", "family_education"),
    "theme": (
        "labour_migration",
        "skills_brain_drain",
        "remittances",
        "diaspora",
        "return_reintegration",
        "internal_migration",
        "pastoral_mobility",
        "irregular_border",
        "trafficking_smuggling",
        "forced_displacement",
        "climate_mobility",
        "integration_inclusion",
        "rights_protection",
        "gender_children",
        "data_evidence",
        "governance_partnership",
        "general",
    ),
    "sector": (
        "macroeconomy_growth",
        "employment_labour",
        "education_training",
        "health",
        "social_protection",
        "agriculture_rural",
        "environment_climate",
        "infrastructure_urban",
        "private_sector_finance",
        "governance_justice",
        "security_borders",
        "gender_youth",
        "population_demography",
        "foreign_affairs_cooperation",
        "migration_chapter",
    ),
}

#: Evidence that is no facet of the codebook, kept beside the facets: what decided the level.
EVIDENCE: dict[str, tuple[str, ...]] = {
    "concept": (),  # value: id of the termbase concept that makes the passage relevant
    "exclusion": (),  # value: id of the exclusion that fired
    "cue": ("link", "commitment", "wish", "negation", "hedge", "list", "report"),
    "anchor": ("body", "money", "date", "indicator"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A facet or piece of evidence and the words that carry it: ``start`` and ``end`` within the passage's text."""

    facet: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement on one passage.

    ``probabilities`` are five, for levels 0 to 4, summing to 1. ``findings`` hold facets and evidence in order of
    position. ``doubtful`` marks the band that a person should look at. ``model`` is the id of the model that judged.
    """

    passage: str
    level: int
    probabilities: tuple[float, float, float, float, float]
    findings: tuple[Finding, ...]
    doubtful: bool
    model: str

    @property
    def expected(self) -> float:
        """Expected level, 0 to 4."""
        return sum(level * p for level, p in enumerate(self.probabilities))

    def values(self, facet: str) -> tuple[str, ...]:
        """Distinct values of a facet, in the codebook's order where it has one."""
        found = {finding.value for finding in self.findings if finding.facet == facet}
        order = FACETS.get(facet) or tuple(sorted(found))
        return tuple(value for value in order if value in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSectors:
    """The sectors (0 to 2) of one section, from its heading path and text, whatever its level."""

    section: str
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """Everything that was thought of one document: passages in document order, sectors of its sections."""

    document: str
    model: str
    threshold: float
    passages: tuple[Judgement, ...]
    sections: tuple[SectionSectors, ...]
    warnings: tuple[str, ...] = ()
