"""The cues that stand in a text, less those that only look like one.

A form that the term files tell apart may count as another one does; a noun, a part of a name, a verb of saying or what was
done to people by force is no deed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from docscan.terms.lexicon import load
from docscan.terms.matching import Match

#: Entries that count as another one does: the files of terms tell them apart, the rules need not.
COUNTS_AS = {
    "office_holder": "authority",
    "want": "existing",
    "aim": "purpose",
    "aims_listed": "existing",
    "statute": "own_instrument",
    "plan_act": "plan_verb",
    "brought_about": "existing",
    "under_way": "decision",
    "equal_access": "norm",
    "service_noun": "measure_noun",
    "thanks_to": "existing",
    "state_forecast": "forecast",
    "opinion": "wish",
    "challenge": "link_need",
    "led_by": "anchor_body",
    "month_set": "anchor_date",
    "followed_up": "anchor_indicator",
    "taking_in": "existing",
    "office_task": "office_duty",
    "deed_plural": "deed",
    "target_was": "against_target",
    "about_text": "definition",
}
#: "Is due to", which only looks like "must".
_OWES = re.compile(r"\bse deben? al?\b|\bdevem?-se (?:a|à|ao|às|aos)\b", re.IGNORECASE)
#: What a verb of saying or moving is none of.
_DEEDS = frozenset(
    {
        "deed",
        "deed_plural",
        "action_past",
        "action_present",
        "decision",
        "existing",
        "modal_perfect",
        "result_delivered",
    }
)
_DOCUMENTS = re.compile(
    r"\s(?:an?|the|its?|their|new|free|temporary|special|identity|travel|work|residence|biometric|\d+)?\s?"
    r"(?:\w+\s)?(?:visas?|permits?|passports?|documents?|certificates?|cards?|licen[cs]es?|guidelines|regulations|orders?|bonds?)\b"
)
_CHARGED = re.compile(r"(?:\ben|\bà|\bla|\bleur|\bsa|\bde)\s$")
_REGION = re.compile(r"\b(?:regi[oó]n|região|région|zon[ae]|departamento|département)\s$", re.IGNORECASE)
#: Verbs that end the names of bodies.
_TITLES = frozenset({"Commission", "Support", "Control", "Fund", "Link", "Register", "Award", "Finance", "Watch"})
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]+\s$")
#: Cues that tell a measure taken; behind these words it was done to people, not for them.
_TAKEN = frozenset({"existing", "modal_perfect", "result_delivered", "action_participle", "decision"})
_FORCED = re.compile(
    r"\b(?:forc(?:ibly|efully)|against their will|by force|de force|sous la contrainte|(?:a|por) la fuerza|forzosamente"
    r"|forzadamente"
    r"|à força|pela força|forçadamente|coercivamente)\b",
    re.IGNORECASE,
)
#: Only these are ever another word than they seem.
_LOOKALIKES = _TAKEN | {
    "copula",
    "wish",
    "deed",
    "action_past",
    "action_present",
    "action_infinitive",
    "instrument_programme",
}
#: Characters behind a participle within which such words stand.
_ADVERB = 28
#: Participles that are adjectives behind these nouns, and the characters in which the noun stands.
_QUALITY = re.compile(
    r"(?:integrad|coordenad|coordinad|articulad|estruturad|estructurad)[oa]s?|intégrée?s?", re.IGNORECASE
)
_HELD_BY = re.compile(
    r"\b(?:polític|politique|estratégi|estrategia|stratégie|plan|program|sistema|système|gest|abordagem|approche|enfoque|respost|respuesta"
    r"|réponse|ação|ações|acción|acciones|aç|visão|visión|manejo|serviço|servicio|desenvolvimento|desarrollo|développement)\w*\s$",
    re.IGNORECASE,
)
_QUALIFIED = 20
#: A place where the subject is, not the subject: "our people in Angola sent"; characters before the verb in which it stands.
_ABROAD = re.compile(r"\b(?:in|from|na|no|nas|nos|em|en|au|aux|à)\s(?:[A-ZÀ-Þ][\w’'-]+\s){1,3}$")
_PLACE = 40


def find(text: str, language: str) -> list[Match]:
    """The cues of a text that are what their letters say, under the id that the rules know them by, in order of position."""
    found = [match for match in load("cues").find(text, language) if _stands(match, text, language)]
    idle = [match for match in found if match.id == "no_deed"]
    return [
        replace(match, id=COUNTS_AS[match.id]) if match.id in COUNTS_AS else match
        for match in found
        if match.id not in _DEEDS or not any(match.start < other.end and other.start < match.end for other in idle)
    ]


def _stands(match: Match, text: str, language: str) -> bool:
    """Whether a cue is what its letters say: no other word but for its accents, no noun, no part of a name."""
    if match.id not in _LOOKALIKES:
        return True
    return (
        _accented(match, text, language)
        and not _is_noun(match, text, language)
        and not _is_name(match, text)
        and not (match.id == "wish" and _OWES.search(text, max(match.start - 3, 0), match.end + 5))
        and not (match.id == "deed" and _ABROAD.search(text[max(match.start - _PLACE, 0) : match.start]))
        and not (match.id in _TAKEN and _FORCED.search(text, match.start, match.end + _ADVERB))
        and not (match.id == "action_participle" and _is_quality(match, text))
    )


def _is_noun(match: Match, text: str, language: str) -> bool:
    """Whether what could be a verb in the present is a noun: "issues" but for papers, « en charge de »."""
    if match.id != "action_present":
        return False
    word, before = text[match.start : match.end].lower(), text[max(match.start - 8, 0) : match.start]
    if language == "en" and word == "issues":
        return _DOCUMENTS.match(text, match.end) is None
    return language == "fr" and word == "charge" and _CHARGED.search(before) is not None


def _is_quality(match: Match, text: str) -> bool:
    """Whether a participle behind its noun says of which kind it is: "uma política integrada"."""
    before = text[max(match.start - _QUALIFIED, 0) : match.start]
    return bool(_QUALITY.fullmatch(text, match.start, match.end)) and bool(_HELD_BY.search(before))


def _is_name(match: Match, text: str) -> bool:
    """Whether a word of doing is part of a proper name: "the Equality Commission", "the Centro region"."""
    if not text[match.start].isupper() or match.start == 0:
        return False
    before = text[max(match.start - 24, 0) : match.start]
    if match.id == "instrument_programme":
        return _REGION.search(before) is not None
    return match.id == "action_infinitive" and text[match.start : match.end] in _TITLES and bool(_NAMED.search(before))


def _accented(match: Match, text: str, language: str) -> bool:
    """Matching ignores accents, but they alone tell ``renforcé`` from ``renforce`` and ``creó`` from ``creo``."""
    word = text[match.start : match.end].rsplit(maxsplit=1)[-1].lower()
    if match.id == "copula" and word in ("à", "e"):
        return False
    if language == "es" and match.id == "action_past":
        return not word.endswith("o")
    if language == "fr" and match.id in ("action_participle", "action_past"):
        return (
            not word.endswith(("e", "es"))
            or "é" in word[-3:]
            or word.endswith(("ue", "ues", "ite", "ites", "rte", "ise", "ises"))
        )
    return True
