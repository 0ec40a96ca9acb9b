"""How a sentence tells that something is the doing of a movement: where the good or the ill stands, and what ties the two.

Ways of telling: ``behind`` the movement, by a verb with its object or a word of effect; ``which``, in a clause that goes on
about it; ``caused`` by it; or ``of`` it ("the pressure of arrivals on wells", "the contribution of the diaspora").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docscan.classify import facets_driver
from docscan.classify.clauses import Clause, Cue, gap

#: Words that tell a good or an ill without saying whose doing it is.
_UNSAID = ("link_concern", "link_gain", "link_benefit", "effect_loss", "effect_relief")
#: Goods and ills that take a side only behind a word that ties them to the movement, and such words.
_OUTCOMES = ("outcome_ill", "outcome_good")
_TIES = ("link_effect", "link_verb", "link_change", "link_make", "link_act", "link_swell", "lessens")
#: Cues that "less of it" turns into their opposite; verbs with their object say it already.
_TURNED = (*_OUTCOMES, "link_concern", "link_gain", "effect_better", "effect_relief", "link_benefit")
#: Tokens between a movement and the tie, between the tie and the outcome, and between a word of lessening and its object.
_TO_TIE, _TO_OUTCOME, _TO_OBJECT = 16, 8, 3
#: Tokens between a movement and what it does; the same for words that name a good or an ill without saying whose.
_REACH, _WEAK_REACH = 24, 20
#: Tokens beyond which nothing is told of a movement in any way: a reach, a word of cause and what stands on its other side.
_FAR = 34
#: Tokens between a share in development and the movement whose it is, and between the share and the objective it is in.
_TO_SHARER, _TO_SHARED = 5, 14
#: Tokens between a good or an ill and the movement it is said to be of: "the problems of the newcomers"; between a word of
#: cause and the movement behind it; and before a cause that is itself told behind the movement.
_OF, _TO_CAUSE, _AFTER_CAUSE = 4, 6, 2
#: Tokens between a word of effect and the movement that it brings about.
_BROUGHT = 12
#: Words between a comma and a noun that is the next item.
_NEXT_ITEM = 2
#: Characters around a word in which an expression shows that names no good and no ill.
_AROUND = 20
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
    r"(?:population|urban|demographic|natural|high)\s$|^\s?(?:démographique|urbaine|de la population|demográfic|poblacional"
    r"|urban|populacional|da população|rates?\b)",
    re.IGNORECASE,
)
#: Exposure of people who move is no doing of their movement unless a word of effect ties the two.
_EXPOSED = re.compile(r"vulnerab|vulnérab|at risk|en riesgo|em risco|exposed|expos[éi]|expuest", re.IGNORECASE)
#: What is shown by a movement, or where it rests, is not brought about by it.
_SHOWN = re.compile(
    r"\b(?:points? to|indicat\w+|reflect\w*|reveal\w*|based on|témoign\w+|révèl\w+|reflèt\w+|reflej\w+|reflet\w+|revel\w+"
    r"|basad\w+ en|basead\w+ em)\s(?:\S+\s){0,8}$|^[\s/]*(?:and|or|et|ou|y|o|e)\s$",
    re.IGNORECASE,
)
#: Nouns of effect that a sentence takes for granted where it says that they are those of the movement.
_TAKEN = re.compile(
    r"pressure|strain|burden|competition|contribut|benefi|advantage|gains?\b|negative|positive|pression|charge|poids|concurrence"
    r"|bénéf|avantage|négatif|positif|presi[oó]n|carga|competencia|aporte|ventaja|negativ|positiv|press[aã]o|pressões|concorrência"
    r"|vantage|ganho|abandon|overcrowd|surpeupl|hacinam|superlot|sobrelot|saturat|saturac|satura[çc]",
    re.IGNORECASE,
)
#: Words for a source of something good, and tokens between them and a movement in the list of such sources.
_GOODS = ("effect_better", "effect_relief", "link_benefit")
_SOURCES = re.compile(r"driver|source|pillar|engine|moteur|pilier|fuente|motor|pilar|fonte|lever|levier", re.IGNORECASE)
_LISTED = 16
#: What is said to be of a movement without being its doing.
_UNTOLD = re.compile(
    r"vuln|risk|risq|riesg|risc|at risk|en riesgo|em risco|improv|amélior|mejor|melhor|strength|renforc|fortal|reforc",
    re.IGNORECASE,
)
_GENITIVE = re.compile(
    r"\s*(?:of|on|from|de[sl]?|du|da|do|das|dos|d[’']|à|aux?|sur|entre|between|to|a|ao|às|aos)\b", re.IGNORECASE
)
_ENDS_SO = re.compile(r"\s(?:of|on|from|de[sl]?|du|da|do|das|dos|à|aux?|sur|entre|between|to|a|ao)$", re.IGNORECASE)
#: Words of effect whose genitive is the movement itself: "the contribution of remittances".
_AGENT = re.compile(
    r"contribution|contributo|contribuci|contribuiç|aporte|impact|effect|effet|efect|efeit|incidenc|répercussion|role|rôle|papel",
    re.IGNORECASE,
)
#: Words that say that two things go together, and not that one brings about the other.
_TOGETHER = re.compile(
    r"play|joue|link|lien|nexus|depend|dépend|relian|rely|relies|associat|asocia|associa|lié|tied|ligad|vincul|account|relation|relacion",
    re.IGNORECASE,
)
_AT_RISK = re.compile(
    r"(?:zonas?|áreas?|zones?|areas?|in|gestión|gestion|gestão|évaluation|análisis|análise)\s(?:de|du|des|d[’'e]l?|of|at|em|en)?\s?(?:alto\s|haut\s)?$"
    r"|^\s(?:assessment|management|reduction|transfer|mapping|areas|zones|prone)",
    re.IGNORECASE,
)


def is_idle(cue: Cue, text: str) -> bool:
    """Whether a word is part of an expression that names no good and no ill: "population growth", "risk assessment"."""
    before, after = text[max(cue.start - _AROUND, 0) : cue.start], text[cue.end : cue.end + _AROUND]
    word = text[cue.start : cue.start + 5].lower()
    if word in ("growt", "crois", "creci", "cresc"):
        return bool(_NUMBERS.search(before) or _NUMBERS.search(after))
    if word.startswith(("risk", "risq", "ries", "risc")):
        return bool(_AT_RISK.search(before) or _AT_RISK.search(after))
    return False


def tells(concept: Cue, polar: Sequence[Cue], clause: Clause, text: str) -> Iterator[tuple[Cue, str]]:
    """Goods and ills among ``polar`` that are told as the movement's doing, and in which way."""
    for cue in polar:
        if _overlap(concept, cue) or gap(concept, cue) > _FAR:
            continue
        way = _behind(concept, cue, clause, text) if cue.first >= concept.last else _before(concept, cue, clause, text)
        if way:
            yield cue, way


def is_lessened(cue: Cue, clause: Clause) -> bool:
    """Whether a word of lessening right before turns a good or an ill into its opposite."""
    return cue.id in _TURNED and any(
        0 <= cue.first - less.last <= _TO_OBJECT and less.last <= cue.first for less in clause.of("lessens")
    )


def _behind(concept: Cue, cue: Cue, clause: Clause, text: str) -> str:
    """How a good or an ill behind the movement is told as its doing; empty where it is not."""
    between = text[concept.end : cue.start]
    if cue.id == "told_share":
        near = cue.first - concept.last <= _TO_SHARER and _APART.search(between) is None
        return "of" if near and _shares(cue, clause, text) else ""
    reach = _WEAK_REACH if cue.id in _UNSAID else _REACH
    if cue.first - concept.last > reach or _is_effect(concept, clause, text) or _SHOWN.search(between):
        return ""
    if _causes(concept, cue, clause, text) or not _is_bound(concept, cue, clause, text):
        return ""
    return "which" if _WHICH.match(between) else "behind"


def _causes(concept: Cue, cue: Cue, clause: Clause, text: str) -> bool:
    """Whether what stands behind the movement is its cause: "they left because of the shortages"."""
    return any(
        0 <= cue.first - word.last <= _AFTER_CAUSE
        and concept.last <= word.first
        and facets_driver.points_back(word, text)
        for word in clause.of("link_cause")
    )


def _is_bound(concept: Cue, cue: Cue, clause: Clause, text: str) -> bool:
    """Whether a good or an ill belongs to the movement before it: by a word of effect, or as what is next said of it."""
    if cue.id in _OUTCOMES:
        return _is_tied(concept, cue, clause)
    if cue.id not in _UNSAID or _tied(concept, cue, clause):
        return True
    return not _stands_apart(concept, cue, text) and _EXPOSED.match(text, cue.start) is None


def _before(concept: Cue, cue: Cue, clause: Clause, text: str) -> str:
    """How a good or an ill before the movement is told as its doing: caused by it, or said to be that of it."""
    if cue.id == "told_share":
        near = 0 <= concept.first - cue.last <= _TO_SHARER and _APART.search(text[cue.end : concept.start]) is None
        return "of" if near and _shares(cue, clause, text) else ""
    reach = _OF if cue.id in _OUTCOMES else _REACH
    for cause in clause.of("link_cause"):
        if 0 <= cause.first - cue.last <= reach and 0 <= concept.first - cause.last <= _TO_CAUSE:
            good = cue.id == "outcome_good" and not is_lessened(cue, clause)
            back = facets_driver.points_back(cause, text)
            return "caused" if back and not good and not _is_effect(concept, clause, text, cause) else ""
    return "of" if _is_listed(concept, cue, text) or _is_said_of(concept, cue, text) else ""


def _is_said_of(concept: Cue, cue: Cue, text: str) -> bool:
    """Whether a good or an ill is said to be that of the movement right behind it."""
    if not 0 <= concept.first - cue.last <= _OF or _UNTOLD.match(text, cue.start):
        return False
    if cue.id == "outcome_good" or (cue.id == "outcome_ill" and not is_taken(cue, text)):
        return False
    return _JOINED.fullmatch(text, cue.end, concept.start) is not None


def is_taken(cue: Cue, text: str) -> bool:
    """Whether a noun of effect is one that a sentence takes for granted where it says whose it is: "the pressure of"."""
    return cue.id == "told_share" or _TAKEN.match(text, cue.start) is not None


def _is_listed(concept: Cue, cue: Cue, text: str) -> bool:
    """Whether the movement is an item of a list of sources: "the drivers of growth: farming, exports, remittances"."""
    if cue.id not in _GOODS or not 0 <= concept.first - cue.last <= _LISTED:
        return False
    return _SOURCES.search(text, cue.start, cue.end) is not None and "." not in text[cue.end : concept.start]


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


def _is_effect(concept: Cue, clause: Clause, text: str, but: Cue | None = None) -> bool:
    """Whether something else brings the movement about: "floods lead to displacement"."""
    return any(
        0 <= concept.first - cue.last <= _BROUGHT and cue != but and not _is_agent(concept, cue, text)
        for cue in clause.of("link_effect", "link_cause")
    )


def _is_agent(concept: Cue, cue: Cue, text: str) -> bool:
    """Whether the movement behind a word of effect is not what comes of it: "the contribution of remittances"."""
    if not _AGENT.match(text, cue.start):
        return _TOGETHER.match(text, cue.start) is not None
    return bool(_GENITIVE.match(text, cue.end, concept.start) or _ENDS_SO.search(text, cue.start, cue.end))
