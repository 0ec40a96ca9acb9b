"""Whether a clause says how migration bears on development, or the other way round (level 2, ruling 7)."""

from __future__ import annotations

import re

from docscan.classify.clauses import Clause, Cue, gap

#: Words that tie two things only where a development objective stands by.
WEAK = frozenset(
    {
        "link_change",
        "link_make",
        "link_act",
        "link_concern",
        "link_gain",
        "link_swell",
        "effect_worse",
        "effect_better",
        "effect_loss",
        "effect_relief",
    }
)
#: Tokens within which a link bears on the movement; within which a word of change has it as its object; and within
#: which an objective supports a weak word.
_REACH, _OBJECT, _SUPPORT = 45, 5, 12
#: Tokens between a movement and the good or ill that is its doing.
_DOING = 22
#: Tokens between an ill and the verb by which it displaces people; the forms of that verb.
_SUBJECT = 25
_DISPLACING = re.compile(
    r"displac(?:es?|ing)\b|displaced (?:more|over|about|some|an?|nearly|around|almost|up|at|\d|thousands|hundreds|millions)"
    r"|displaced (?:many|entire|whole|people)"
    r"|(?:(?:a|ont|avait|avaient) )?dépla[cç](?:é|e|ent|ant) (?:des|les|de|plus|près|environ|\d)"
    r"|desplaz(?:ó|aron|an?|ando) (?:a|más|cerca|unas|unos|\d)"
    r"|desloc(?:ou|aram|am?|ando) (?:mais|cerca|\d|milhares|famílias|pessoas)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")


def find(clause: Clause, text: str) -> list[Cue]:
    """Words that tie the movement to something else: strong ones first; weak ones only beside a development objective."""
    found = [
        cue
        for cue in clause.starting("link_")
        if not any(cue.start < c.end and c.start < cue.end for c in clause.concepts)
        and min(gap(cue, c) for c in clause.concepts) <= _REACH
        and (cue.id not in WEAK or any(_supported(cue, c, clause, text) for c in clause.concepts))
    ]
    found += [cue for cue in clause.starting("effect_") if any(_done_by(c, cue) for c in clause.concepts)]
    found += [cue for cue in clause.of("driver_climate", "driver_conflict") if _displaces(cue, clause, text)]
    return sorted(found, key=lambda cue: (cue.id in WEAK, cue.start))


def _displaces(cause: Cue, clause: Clause, text: str) -> bool:
    """Whether an ill is the subject of a verb of displacing: a number displaced with its cause is assessed (ruling 7)."""
    return any(
        0 <= concept.first - cause.last <= _SUBJECT and _DISPLACING.match(text, concept.start) is not None
        for concept in clause.concepts
    )


def _done_by(concept: Cue, cue: Cue) -> bool:
    """Whether a good or an ill is told right after the movement, as its doing."""
    return 0 <= cue.first - concept.last <= _DOING


def _supported(cue: Cue, concept: Cue, clause: Clause, text: str) -> bool:
    """Whether a weak word says something of the movement: it changes it, or stands between it and an objective."""
    if cue.id in ("link_make", "link_change") and 0 <= concept.first - cue.last <= _OBJECT:
        return True
    for objective in clause.of("objective"):
        if objective.start < cue.end and cue.start < objective.end:
            continue
        if concept.last <= cue.first and cue.last <= objective.first <= cue.last + _SUPPORT:
            if _FIGURE.search(text, cue.end, objective.start):
                continue  # "rose from 5 to 10 % of GDP" is a bare statistic
            return True
        if objective.last <= cue.first and cue.last <= concept.first <= cue.last + _SUPPORT:
            return True
        if cue.id in ("link_concern", "link_gain") and gap(cue, concept) <= _OBJECT and gap(cue, objective) <= _SUPPORT:
            return True
    return False
