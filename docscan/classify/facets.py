"""Facets of a passage with the words that show them. A facet without words does not exist.

A cue counts only in a clause that speaks of migration; what a bullet is about may come from its headings, what it reaches
never does. ``stage`` and ``instrument`` are read off the commitment itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from docscan.classify import anchors, facets_effect, facets_sector, facets_theme, registers
from docscan.classify.clauses import Clause, Cue, Reading, gap, read
from docscan.classify.commitments import commitments
from docscan.classify.rules import Verdict, decide
from docscan.judgement import FACETS, Finding
from docscan.terms.lexicon import load

#: Tokens within which a cue of these facets belongs to the movement.
_NEAR = 30
_INSTRUMENTS = ("instrument_legislation", "instrument_policy", "instrument_programme")
_STAGES = ("stage_design", "stage_implementation", "stage_monitoring", "stage_evaluation")
_TIERS = ("tier_regional", "tier_local", "tier_individual", "tier_national")
#: Tiers that one clause may be about; tokens between persons and the movement that is theirs.
_PER_CLAUSE = 2
_BY_PERSON = 12
#: Themes that concern the nation where no tier is named.
_NATIONAL = frozenset(
    {"remittances", "diaspora", "labour_migration", "governance_partnership", "irregular_border", "skills_brain_drain"}
)
#: Tokens between a commitment or a movement and the name of the instrument.
_BESIDE = 20
#: Stage that a rule of commitment stands for.
_STAGE_OF = {
    "order": "design",
    "future": "design",
    "pledge": "design",
    "present": "implementation",
    "existing": "implementation",
    "report": "implementation",
}


#: Tokens between a partner and the verb whose subject it is.
_SAME = 2
_SOURCE = re.compile(r"\([^()]*\b(?:19|20)\d\d[a-z]?\)")

#: What an authority aims at, must do or will do is still to come.
_STILL_TO_COME = frozenset({"purpose", "duty", "modal_future"})


def find(text: str, language: str, path: Sequence[str], concepts: Sequence[Finding]) -> list[Finding]:
    """All facets of a passage whose ``concepts`` come from ``relevance.find``, in order of position."""
    if not any(finding.facet == "concept" for finding in concepts):
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
        *_stages(reading, verdict),
        *_instruments(reading, verdict),
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


def _near(clause: Clause, prefixes: tuple[str, ...], within: int = _NEAR) -> Iterator[Cue]:
    """Cues of these ids that stand near a movement of the clause and are not the movement itself."""
    for cue in clause.cues:
        if cue.id.startswith(prefixes) and any(gap(cue, c) <= within for c in clause.concepts):
            yield cue


def _tiers(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Two tiers a clause at most, places before persons before the nation; else what the rest of the passage names twice.

    Persons count where they are beside the movement or open its clause: those whom a sentence is about. Where nothing is
    named, an action is the State's and money or people across its borders concern the nation.
    """
    found: list[Finding] = []
    for clause in reading.relevant:
        near = [c for c in _near(clause, _TIERS) if c.id != "tier_individual" or _is_subject(c, clause)]
        ranked = sorted(near, key=lambda cue: (_TIERS.index(cue.id), cue.start))
        kinds = dict.fromkeys(cue.id for cue in ranked)
        found += [_finding("tier", next(c for c in ranked if c.id == kind)) for kind in [*kinds][:_PER_CLAUSE]]
    if found:
        return found
    for kind in _TIERS:
        elsewhere = [cue for clause in reading.clauses for cue in clause.of(kind)]
        if len(elsewhere) >= 2 and kind != "tier_individual":
            return [_finding("tier", elsewhere[0])]
    for clause in reading.relevant:
        for concept in clause.concepts:
            if verdict.level >= 3 or _NATIONAL.intersection(load("concepts")[concept.id].value):
                return [Finding(facet="tier", value="national", start=concept.start, end=concept.end)]
    return []


def _is_subject(cue: Cue, clause: Clause) -> bool:
    first = min(other.first for other in (*clause.cues, *clause.concepts))
    return any(gap(cue, concept) <= _BY_PERSON for concept in clause.concepts) or cue.first - first <= _BY_PERSON


def _means(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Means, coherence and partners, named in the clause of the movement."""
    found: list[Finding] = []
    for clause in reading.relevant:
        for cue in _near(clause, ("means_",), 15):
            if verdict.level >= 3 or cue.id != "means_finance":
                found.append(_finding("means", cue))
        found += [_finding("coherence", cue) for cue in _near(clause, ("coherence_",), _NEAR)]
    return [*found, *_partners(reading, verdict), *_means_of(verdict)]


def _partners(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Partners named with an action: in its row, in the clause of the movement, or where its anchors stand; no source cited."""
    told = [f.start for f in verdict.evidence if f.facet == "anchor"]
    found = []
    for clause in reading.clauses:
        if verdict.level >= 3 and (reading.row or any(clause.start <= start < clause.end for start in told)):
            named = clause.starting("partner_")
        else:
            named = tuple(_near(clause, ("partner_",), _NEAR)) if clause.concepts else ()
        if verdict.level < 3:
            named = tuple(cue for cue in named if _does(cue, clause))
        found += [_finding("partnership", cue) for cue in named if not _cited(cue, clause, reading.text)]
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


def _stages(reading: Reading, verdict: Verdict) -> list[Finding]:
    """The stage of every commitment on migration, and follow-up or evaluation named beside it."""
    if verdict.level == 4 and verdict.rule == "row":
        return _row_stages(reading, verdict)
    found: list[Finding] = []
    for clause in reading.relevant:
        bound = list(commitments(clause, reading))
        for rule, cue in bound[:1]:
            value = "design" if cue.id in _STILL_TO_COME else _STAGE_OF[rule]
            if registers.article(reading):
                value = "implementation"  # a law is in force, in whatever tense it speaks
            found.append(Finding(facet="stage", value=value, start=cue.start, end=cue.end))
        if bound:
            found += [_finding("stage", cue) for cue in _near(clause, ("stage_evaluation",), 6)]
    if verdict.level >= 3:
        found += _followed(reading, verdict)
    return found


def _followed(reading: Reading, verdict: Verdict) -> list[Finding]:
    """The stage of follow-up, where an indicator or report anchors the action or a result is set against its target."""
    told = [f for f in verdict.evidence if (f.facet, f.value) == ("anchor", "indicator")]
    told += [f for f in verdict.evidence if (f.facet, f.value) == ("cue", "report") and verdict.level == 4]
    return [Finding(facet="stage", value="monitoring", start=f.start, end=f.end) for f in told[:1]]


def _row_stages(reading: Reading, verdict: Verdict) -> list[Finding]:
    """A row of a table of projects is carried out where its years have begun to be spent, else planned."""
    cue = next(finding for finding in verdict.evidence if finding.facet == "cue")
    running = any(clause.of("stage_implementation") for clause in reading.clauses) or any(
        q.kind == "deadline" and reading.text[q.start : q.end][:1].isdigit()
        for clause in reading.clauses
        for q in clause.quantities
    )
    value = "implementation" if running or _has_years(reading) else "design"
    return [Finding(facet="stage", value=value, start=cue.start, end=cue.end), *_followed(reading, verdict)]


def _has_years(reading: Reading) -> bool:
    return any(f.value == "date" for f in _anchors(reading))


def _anchors(reading: Reading) -> list[Finding]:
    return anchors.find(reading.clauses, reading)


def _instruments(reading: Reading, verdict: Verdict) -> list[Finding]:
    """What the commitment is: named near the movement or the commitment; in the text of a law, a law."""
    law = registers.article(reading)
    article = law or next((cue for clause in reading.clauses for cue in clause.of("legal_article")), None)
    if law and verdict.level >= 3:
        return [_finding("instrument", law)]
    found: list[Finding] = []
    for clause in reading.relevant:
        bound = [cue for _, cue in commitments(clause, reading)]
        if not bound and not reading.row:
            continue
        marks = (*clause.concepts, *bound[:1])
        named = [cue for cue in clause.of(*_INSTRUMENTS) if min(gap(cue, other) for other in marks) <= _BESIDE]
        chosen = sorted(named, key=lambda cue: (_INSTRUMENTS.index(cue.id), cue.start))[:1]
        found += [_finding("instrument", cue) for cue in (chosen or ([article] if article else []))]
    return found or _undertaken(reading, verdict)


def _undertaken(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Where no instrument is named, what is done is a programme; of a bare item of a list it cannot be told."""
    done = [f for f in verdict.evidence if f.facet == "cue"]
    if not done or verdict.level < 3:
        return []
    if verdict.rule == "order" and not any(f.facet == "anchor" for f in verdict.evidence):
        return []
    return [Finding(facet="instrument", value="programme", start=done[0].start, end=done[0].end)]


def _finding(facet: str, cue: Cue) -> Finding:
    return Finding(facet=facet, value=load("cues")[cue.id].value[0], start=cue.start, end=cue.end)
