"""Facets of a passage with the words that show them. A facet without words does not exist.

A cue counts only in a clause that speaks of migration; what a bullet is about may come from its headings, what it reaches
never does. ``stage`` and ``instrument`` are read off the commitment itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docscan.classify import facets_action, facets_effect, facets_sector, facets_theme
from docscan.classify.clauses import Clause, Cue, Reading, gap, read
from docscan.classify.neighbours import NEAR, finding, near
from docscan.classify.rules import Verdict, decide
from docscan.judgement import FACETS, Finding
from docscan.terms.lexicon import load

_COMMUNITY = re.compile(r"commun|comun", re.IGNORECASE)
#: Tokens between a movement and a partner where an action is committed: laws name their partners late in long sentences.
_PARTNER = 60
_TIERS = ("tier_regional", "tier_local", "tier_individual", "tier_national")
#: Tiers that one clause may be about; tokens between persons and the movement that is theirs.
_PER_CLAUSE = 2
_BY_PERSON = 12
#: Themes that concern the nation where no tier is named.
_NATIONAL = frozenset(
    {"remittances", "diaspora", "labour_migration", "governance_partnership", "irregular_border", "skills_brain_drain"}
)
#: Tokens between a partner and the verb whose subject it is.
_SAME = 2
_SOURCE = re.compile(r"\([^()]*\b(?:19|20)\d\d[a-z]?\)")


def find(text: str, language: str, path: Sequence[str], concepts: Sequence[Finding]) -> list[Finding]:
    """All facets of a passage whose ``concepts`` come from ``relevance.find``, in order of position."""
    if not any(found.facet == "concept" for found in concepts):
        return []
    reading = read(text, language, path, concepts)
    verdict = decide(reading)
    return sorted({*of(reading, verdict), *verdict.evidence}, key=_position)


def of(reading: Reading, verdict: Verdict) -> list[Finding]:
    """As :func:`find`, of a passage that has been read into clauses and judged; without the evidence of the level."""
    found = [
        *facets_theme.find(reading, verdict),
        *facets_effect.find(reading, verdict),
        *facets_sector.find(reading),
        *_tiers(reading, verdict),
        *_means(reading, verdict),
        *facets_action.find(reading, verdict),
    ]
    return sorted(set(found), key=_position)


def at_level(findings: Iterable[Finding], level: int) -> list[Finding]:
    """The findings that a passage of this level may carry: no facet at 0, ``stage`` and ``instrument`` from 3."""
    if level == 0:
        return [f for f in findings if f.facet not in FACETS]
    if level == 1:
        return [f for f in findings if f.facet not in ("stage", "instrument", "effect", "assessment", "driver")]
    if level == 2:
        return [f for f in findings if f.facet not in ("stage", "instrument")]
    return list(findings)


def _position(finding: Finding) -> tuple[int, int, str, str]:
    return finding.start, finding.end, finding.facet, finding.value


def _tiers(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Two tiers a clause at most, places before persons before the nation; else what the rest of the passage names twice.

    Persons count where they are beside the movement or open its clause: those whom a sentence is about. Where nothing is
    named, an action is the State's and money or people across its borders concern the nation.
    """
    found: list[Finding] = []
    for clause in reading.relevant:
        named = [c for c in near(clause, _TIERS) if _is_tier(c, clause, reading.text)]
        ranked = sorted(named, key=lambda cue: (_TIERS.index(cue.id), cue.start))
        kinds = dict.fromkeys(cue.id for cue in ranked)
        found += [finding("tier", next(c for c in ranked if c.id == kind)) for kind in [*kinds][:_PER_CLAUSE]]
    if found:
        return found
    for kind in _TIERS:
        elsewhere = [cue for clause in reading.clauses for cue in clause.of(kind)]
        if len(elsewhere) >= 2 and kind != "tier_individual":
            return [finding("tier", elsewhere[0])]
    for clause in reading.relevant:
        for concept in clause.concepts:
            if verdict.level >= 3 or _NATIONAL.intersection(load("concepts")[concept.id].value):
                return [Finding(facet="tier", value="national", start=concept.start, end=concept.end)]
    return []


def _is_tier(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a word names a tier: persons that the clause is about, and no community abroad for a local one."""
    if cue.id == "tier_individual":
        return _is_subject(cue, clause)
    if cue.id == "tier_local" and _COMMUNITY.match(text, cue.start):
        return not any("diaspora" in load("concepts")[concept.id].value for concept in clause.concepts)
    return True


def _is_subject(cue: Cue, clause: Clause) -> bool:
    first = min(other.first for other in (*clause.cues, *clause.concepts))
    return any(gap(cue, concept) <= _BY_PERSON for concept in clause.concepts) or cue.first - first <= _BY_PERSON


def _means(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Means, coherence and partners, named in the clause of the movement."""
    found: list[Finding] = []
    for clause in reading.relevant:
        for cue in near(clause, ("means_",), 15):
            if verdict.level >= 3 or cue.id != "means_finance":
                found.append(finding("means", cue))
        found += [finding("coherence", cue) for cue in near(clause, ("coherence_",), NEAR)]
    return [*found, *_partners(reading, verdict), *_means_of(verdict)]


def _partners(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Partners named with an action: in its row, in the clause of the movement, or where its anchors stand; no source cited."""
    told = [f.start for f in verdict.evidence if f.facet == "anchor"]
    found = []
    for clause in reading.clauses:
        if verdict.level >= 3 and (reading.row or any(clause.start <= start < clause.end for start in told)):
            named = clause.starting("partner_")
        else:
            within = NEAR if verdict.level < 3 else _PARTNER
            named = tuple(near(clause, ("partner_",), within)) if clause.concepts else ()
        if verdict.level < 3:
            named = tuple(cue for cue in named if _does(cue, clause))
        found += [finding("partnership", cue) for cue in named if not _cited(cue, clause, reading.text)]
    return found


def _does(partner: Cue, clause: Clause) -> bool:
    """Whether a partner is the subject of a verb of doing: in a passage that commits nobody else it is named for that."""
    return any(0 <= verb.first - partner.last <= _SAME for verb in clause.of("action_present", "action_past"))


def _cited(cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a name stands in a bracket with a year, as the source of what is said."""
    return any(
        bracket.start() < cue.start < bracket.end() for bracket in _SOURCE.finditer(text, clause.start, clause.end)
    )


def _means_of(verdict: Verdict) -> list[Finding]:
    """A body with a task is a clear responsibility, and money for the action is a means of it."""
    if verdict.level < 3:
        return []
    said = {"body": ("coherence", "institutional"), "money": ("means", "finance")}
    first: dict[str, Finding] = {}
    for found in verdict.evidence:
        if found.facet == "anchor" and found.value in said:
            facet, value = said[found.value]
            first.setdefault(found.value, Finding(facet=facet, value=value, start=found.start, end=found.end))
    return list(first.values())
