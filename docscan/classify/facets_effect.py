"""What movement does: the facets ``assessment`` and ``effect``.

Both hang on direction. An effect follows from movement: it is told behind it, by a verb with its object or by a word of
effect and a good or an ill; or before it, where it is said to be that of the movement ("the pressure of arrivals on
wells") or caused by it. A sentence that commits an action tells no effect but in words that take it for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docscan.classify import facets_driver, links, registers
from docscan.classify.clauses import Clause, Cue, Reading
from docscan.classify.commitments import commitments
from docscan.classify.rules import Verdict
from docscan.judgement import Finding
from docscan.terms.lexicon import load

_POLARITY = {
    "link_harm": "negative",
    "link_concern": "negative",
    "link_benefit": "positive",
    "link_gain": "positive",
    "effect_worse": "negative",
    "effect_better": "positive",
    "effect_loss": "negative",
    "effect_relief": "positive",
    "outcome_ill": "negative",
    "outcome_good": "positive",
    "told_share": "positive",
}
#: Cues that tell a good or an ill by themselves, and rules of a passage that assesses and does not act.
_TOLD = ("effect_worse", "effect_better", "effect_loss", "effect_relief")
_LINKED = ("link", "weak link", "account")
#: Rules of passages that tell a state aimed at: no effect is told.
_UNREAL = ("state",)
_OPPOSITE = {"negative": "positive", "positive": "negative"}
#: Goods and ills that take a side only behind a word that ties them to the movement.
_OUTCOMES = ("outcome_ill", "outcome_good")
_TIES = ("link_effect", "link_verb", "link_change", "link_make", "link_act", "link_swell", "lessens")
#: Tokens between a movement and the tie, between the tie and the outcome, and between a word of lessening and its object.
_TO_TIE, _TO_OUTCOME, _TO_OBJECT = 16, 8, 3
#: Cues that "less of it" turns into their opposite; verbs with their object say it already.
_TURNED = (*_OUTCOMES, "link_concern", "link_gain", "effect_better", "effect_relief", "link_benefit")
#: Words that tell a good or an ill without saying whose doing it is.
_UNSAID = ("link_concern", "link_gain", "effect_loss", "effect_relief")
#: Tokens between a movement and what it does; the same for words that name a good or an ill without saying whose.
_REACH, _WEAK_REACH = 30, 20
#: Tokens between a share in development and the movement whose it is, and between the share and the objective it is in.
_TO_SHARER, _TO_SHARED = 5, 14
#: Tokens between a good or an ill and the movement it is said to be of: "the problems of the newcomers".
_OF = 4
#: Tokens between a word of effect and the movement that it brings about.
_BROUGHT = 8
#: Cues of a sentence that commits or wishes something.
_OF_ACTS = ("action_future", "future_any", "modal_future", "pledge", "wish", "duty")
#: Words between a comma and a noun that is the next item.
_NEXT_ITEM = 2
#: What parts two items, nouns that need a verb to be somebody's doing, and verbs by which people meet with a good or an ill.
_APART = re.compile(r"[,;:|•●▪○■\n\uf0a7]|\s[-–—]\s")
_MERE = re.compile(r"opp?ortuni|growth|croissance|crecimiento|crescimento|potenti|potenc", re.IGNORECASE)
_FACES = re.compile(
    r"\b(?:fac(?:e|es|ed|ing)|suffer|experienc|encounter|lack|enfrent|sufr|padec|carec|tropiez|subi|confront|affront|souffr|manqu|heurt"
    r"|sofr|depar|offer|provid|present|repres|constitu|offr|brind|ofrec|oferec)",
    re.IGNORECASE,
)
#: What joins a good or an ill to the movement that it is said to be of.
_JOINED = re.compile(
    r"\s*(?:\S+\s+){0,2}?(?:of|from|by|for|to|among|with|des?|du|aux?|dans|par|pour|liée?s?|entre|del|las?|los|para|por|con|da|do|das|dos|pel[oa]s?"
    r"|d[’']\S*|l[’']\S*)\s*(?:\S+\s*){0,3}",
    re.IGNORECASE,
)
#: A clause that goes on to tell of the movement just named.
_WHICH = re.compile(r",?\s*(?:which|that|who|qui|que|lesquel(?:s|les)|los cuales|las cuales|os quais|as quais)\b", re.I)
#: Growth of numbers is no good of development, and a risk that is managed or a zone at risk no ill that movement does.
_NUMBERS = re.compile(
    r"(?:population|urban|demographic|natural|high)\s$|^\s?(?:démographique|urbaine|de la population|demográfic|poblacional|urban"
    r"|populacional|da população|rates?\b)",
    re.IGNORECASE,
)
#: Exposure of people who move is no doing of their movement unless a word of effect ties the two.
_EXPOSED = re.compile(r"vulnerab|vulnérab|at risk|en riesgo|em risco|exposed|expos[éi]|expuest", re.IGNORECASE)
#: What is shown by a movement, or where it rests, is not brought about by it.
_SHOWN = re.compile(
    r"\b(?:points? to|indicat\w+|reflect\w*|reveal\w*|based on|témoign\w+|révèl\w+|reflèt\w+|reflej\w+|reflet\w+|revel\w+|basad\w+ en"
    r"|basead\w+ em)\s(?:\S+\s){0,2}$|^[\s/]*(?:and|or|et|ou|y|o|e)\s$",
    re.IGNORECASE,
)
#: Nouns of effect that a sentence takes for granted where it says that they are those of the movement.
_TAKEN = re.compile(
    r"pressure|strain|burden|competition|contribut|benefi|advantage|gains?\b|negative|positive|pression|charge|poids|concurrence"
    r"|bénéf|avantage|négatif|positif|presi[oó]n|carga|competencia|aporte|ventaja|negativ|positiv|press[aã]o|pressões|concorrência"
    r"|vantage|ganho|abandon|overcrowd|surpeupl|hacinam|superlot|sobrelot|saturat|saturac|satura[çc]",
    re.IGNORECASE,
)
#: What is said to be of a movement without being its doing.
_UNTOLD = re.compile(
    r"vuln|risk|risq|riesg|risc|at risk|en riesgo|em risco|improv|amélior|mejor|melhor|strength|renforc|fortal|reforc", re.IGNORECASE
)
#: Themes of concepts that name rules, bodies and figures, not movement.
_NO_MOVEMENT = frozenset({"governance_partnership", "data_evidence"})
_IN_EFFECT = re.compile(r"(?:à|a|en) (?:cet )?effet|(?:a|para) (?:este|esse|tal) (?:efecto|efeito|fin|fim)", re.IGNORECASE)
_AT_RISK = re.compile(
    r"(?:zonas?|áreas?|zones?|areas?|in|gestión|gestion|gestão|évaluation|análisis|análise)\s(?:de|du|des|d[’'e]l?|of|at|em|en)?\s?(?:alto\s|haut\s)?$"
    r"|^\s(?:assessment|management|reduction|transfer|mapping|areas|zones|prone)",
    re.IGNORECASE,
)


def find(reading: Reading, verdict: Verdict) -> list[Finding]:
    """Findings of ``assessment``, ``effect`` and ``driver`` over the clauses that speak of migration."""
    drivers = facets_driver.find(reading)
    found = list(drivers)
    for clause in reading.relevant:
        stated = links.find(clause, reading.text)
        effects = _effects(clause, reading, verdict)
        found += effects
        if stated and verdict.rule in _LINKED:
            found += _told_after(clause, reading)
        told = [f for f in (*effects, *drivers) if clause.start <= f.start < clause.end]
        if stated and (verdict.level < 3 or _states(clause, stated, reading)):
            found.append(Finding(facet="assessment", value="yes", start=stated[0].start, end=stated[0].end))
        elif told:
            found.append(Finding(facet="assessment", value="yes", start=told[0].start, end=told[0].end))
    return found


def _told_after(clause: Clause, reading: Reading) -> list[Finding]:
    """What the next sentence tells of the movement where it names no movement, no other cause, and commits nothing itself."""
    position = reading.clauses.index(clause) + 1
    if reading.row or position >= len(reading.clauses):
        return []
    after = reading.clauses[position]
    if after.item or after.concepts or after.of(*_OF_ACTS):
        return []
    first = min((cue.first for cue in after.cues), default=0)
    causes = [cue.first for cue in after.of("driver_climate", "driver_conflict")]
    return [
        Finding(facet="effect", value=_POLARITY[cue.id], start=cue.start, end=cue.end)
        for cue in after.cues
        if cue.id in _TOLD and cue.first - first <= _WEAK_REACH and not any(cause < cue.first for cause in causes)
    ]


def _states(clause: Clause, stated: Sequence[Cue], reading: Reading) -> bool:
    """Whether a clause of a passage that commits an action states a link beside the action, in words that leave no doubt."""
    if reading.row or clause.item or registers.article(reading) or commitments(clause, reading):
        return False
    return any(cue.id not in links.WEAK for cue in stated)


def _effects(clause: Clause, reading: Reading, verdict: Verdict) -> list[Finding]:
    """What the movement does. In a sentence that commits an action only what it takes for granted."""
    polar = [cue for cue in clause.cues if cue.id in _POLARITY and not _is_idle(cue, reading.text)]
    if not polar or verdict.rule in _UNREAL:
        return []
    acting = reading.row or bool(commitments(clause, reading))
    found = []
    for concept in _movements(clause, reading):
        for cue, way in _tells(concept, polar, clause, reading.text):
            if acting and not _is_granted(cue, way, reading.text):
                continue
            value = _POLARITY[cue.id]
            if _is_lessened(cue, clause) and not acting:
                value = _OPPOSITE[value]
            found.append(Finding(facet="effect", value=value, start=cue.start, end=cue.end))
    return found


def _is_granted(cue: Cue, way: str, text: str) -> bool:
    """Whether a sentence that acts takes the effect for granted: "to relieve the pressure of arrivals on the wells"."""
    return way in ("which", "caused") or (way == "of" and (cue.id == "told_share" or bool(_TAKEN.match(text, cue.start))))


def _movements(clause: Clause, reading: Reading) -> list[Cue]:
    """The movements of a clause that can have effects: weak words only where the passage has no others."""
    concepts = load("concepts")
    strong = [
        c
        for c in clause.concepts
        if not concepts[c.id].weak
        and not _NO_MOVEMENT.issuperset(concepts[c.id].value)
        and not (c.anaphor and _IN_EFFECT.match(reading.text, c.start))
    ]
    if strong or any(not concepts[c.id].weak for other in reading.relevant for c in other.concepts):
        return strong
    return list(clause.concepts)


def _is_idle(cue: Cue, text: str) -> bool:
    """Whether a word is part of an expression that names no good and no ill: "population growth", "risk assessment"."""
    before, after = text[max(cue.start - 16, 0) : cue.start], text[cue.end : cue.end + 20]
    word = text[cue.start : cue.start + 5].lower()
    if word in ("growt", "crois", "creci", "cresc"):
        return bool(_NUMBERS.search(before) or _NUMBERS.search(after))
    if word.startswith(("risk", "risq", "ries", "risc")):
        return bool(_AT_RISK.search(before) or _AT_RISK.search(after))
    return False


def _tells(concept: Cue, polar: Sequence[Cue], clause: Clause, text: str) -> Iterator[tuple[Cue, str]]:
    """Goods and ills that are told as the movement's doing, and in which way."""
    for cue in polar:
        if _overlap(concept, cue):
            continue
        way = _behind(concept, cue, clause, text) if cue.first >= concept.last else _before(concept, cue, clause, text)
        if way:
            yield cue, way


def _is_lessened(cue: Cue, clause: Clause) -> bool:
    return cue.id in _TURNED and any(
        0 <= cue.first - less.last <= _TO_OBJECT and less.last <= cue.first for less in clause.of("lessens")
    )


def _behind(concept: Cue, cue: Cue, clause: Clause, text: str) -> str:
    """How a good or an ill behind the movement is told as its doing; empty where it is not."""
    if cue.id == "told_share":
        near = cue.first - concept.last <= _TO_SHARER and _APART.search(text[concept.end : cue.start]) is None
        return "of" if near and _shares(cue, clause, text) else ""
    if cue.first - concept.last > (_WEAK_REACH if cue.id in _UNSAID else _REACH) or _is_effect(concept, clause):
        return ""
    if any(
        0 <= cue.first - word.last <= 2 and concept.last <= word.first and facets_driver.points_back(word, text)
        for word in clause.of("link_cause")
    ):
        return ""  # "they left because of the shortages"
    if cue.id in _OUTCOMES:
        if not _is_tied(concept, cue, clause):
            return ""
    elif cue.id in _UNSAID and not _tied(concept, cue, clause):
        if _stands_apart(concept, cue, text) or _EXPOSED.match(text, cue.start):
            return ""
    if _SHOWN.search(text[concept.end : cue.start]):
        return ""
    return "which" if _WHICH.match(text, concept.end, cue.start) else "behind"


def _before(concept: Cue, cue: Cue, clause: Clause, text: str) -> str:
    """How a good or an ill before the movement is told as its doing: caused by it, or said to be that of it."""
    if cue.id == "told_share":
        near = 0 <= concept.first - cue.last <= _TO_SHARER and _APART.search(text[cue.end : concept.start]) is None
        return "of" if near and _shares(cue, clause, text) else ""
    for cause in clause.of("link_cause"):
        near = _OF if cue.id in _OUTCOMES else _REACH
        if 0 <= cause.first - cue.last <= near and 0 <= concept.first - cause.last <= _OF + 2:
            good = cue.id == "outcome_good" and not _is_lessened(cue, clause)
            back = facets_driver.points_back(cause, text)
            return "caused" if back and not good and not _is_effect(concept, clause, cause) else ""
    if cue.id in _OUTCOMES or not 0 <= concept.first - cue.last <= _OF or _UNTOLD.match(text, cue.start):
        return ""
    return "of" if _JOINED.fullmatch(text, cue.end, concept.start) else ""


def _shares(share: Cue, clause: Clause, text: str) -> bool:
    """Whether a share is one in an objective of development, named beside it."""
    return any(
        -_TO_SHARED <= good.first - share.last <= _TO_SHARED and not _overlap(good, share)
        for good in clause.of("objective", "outcome_good")
    )


def _is_tied(concept: Cue, outcome: Cue, clause: Clause) -> bool:
    """Whether a word of effect stands between the movement and the outcome, near both."""
    return any(
        concept.last <= tie.first <= concept.last + _TO_TIE
        and 0 <= outcome.first - tie.last <= _TO_OUTCOME
        and not _overlap(tie, outcome)
        for tie in clause.of(*_TIES)
    )


def _overlap(one: Cue, two: Cue) -> bool:
    return one.start < two.end and two.start < one.end


def _tied(concept: Cue, cue: Cue, clause: Clause) -> bool:
    """Whether a word of effect stands between the movement and what follows from it."""
    return any(
        concept.last <= tie.first and tie.last <= cue.first + 1 and tie.start != cue.start for tie in clause.of(*_TIES)
    )


def _stands_apart(concept: Cue, cue: Cue, text: str) -> bool:
    """Whether a good or an ill is the next item of a list, or a mere noun that no verb ties to the movement."""
    between = text[concept.end : cue.start]
    last = _APART.split(between)
    if len(last) > 1 and len(last[-1].split()) <= _NEXT_ITEM:
        return True
    if _MERE.match(text, cue.start):
        return _FACES.search(between) is None
    return False


def _is_effect(concept: Cue, clause: Clause, but: Cue | None = None) -> bool:
    """Whether something else brings the movement about: "floods lead to displacement"."""
    return any(
        0 <= concept.first - cue.last <= _BROUGHT for cue in clause.of("link_effect", "link_cause") if cue != but
    )
