"""Which sentences of a passage go on with one matter, and which begin their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docscan.review.bearing import ENOUGH
from docscan.review.unit import Unit

#: Openings by which a sentence goes on about the one before: a pronoun, or a word that takes the action up again.
_ANAPHOR = re.compile(
    r"\W*(?:(?:it|its|they|their|these|this|those)\b"
    r"|(?:\w+\s+){0,6}?(?:the|this|the\s+same|l[ea]|ce|cet|cette|ces|les|l['’]|el|la|los|las|est[ea]s?|o|a|os|as|esse|essa|dito|dicho|dicha)\s*"
    r"(?:scheme|programme|project|measure|work|works|purpose|amount|target|action|dispositif|mesure|operation|opération|somme|programa|medida|proyecto"
    r"|obra|projeto|projecto)\b)",
    re.IGNORECASE,
)
#: Pronouns, and articles before the thing itself, by which a sentence says for whom or where the deed before is.
_TAKES_UP = re.compile(
    r"\W*(?:(?:it|they|these|this|those|il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|ce\s+dernier|este|esta|estos|estas|éste|ésta"
    r"|éstos|éstas|ele|ela|eles|elas|esse|essa)\b"
    r"|(?:the|this|these|l[ea]|ce|cet|cette|ces|les|el|la|los|las|est[eao]s?|o|a|os|as|esse|essa)\s+"
    r"(?:scheme|programme|program|project|measure|fund|centre|center|service|support|training|courses?|places?|beneficiar\w+|priority"
    r"|dispositif|projet|mesure|fonds|appui|formations?|bénéficiaires?|priorité"
    r"|programa|proyecto|medida|fondo|centro|servicio|apoyo|cursos?|plazas|prioridad|projeto|projecto|fundo|serviço|apoio|vagas|prioridade)\b"
    r"|(?:su|sua|son|sa|ses|its|their|sus|seus|suas|leurs?)\s+\w+)",
    re.IGNORECASE,
)
#: Pronouns that stand for people named before, where no article looks like them.
_PRONOUNS = {
    "en": re.compile(r"\b(?:them|they|their|theirs|these|those)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:leurs?|ils|elles|eux|ceux-ci|celles-ci)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:les|sus?|ellos|ellas|éstos|éstas|estos|estas)\b", re.IGNORECASE),
    "pt": re.compile(r"\b(?:lhes|seus?|suas?|eles|elas|estes|estas)\b", re.IGNORECASE),
}
_NEVER = re.compile(r"(?!)")


def heads(units: Sequence[Unit]) -> list[int]:
    """For each sentence the number of the one whose matter it goes on with: its own where it begins a matter."""
    found: list[int] = []
    for number, unit in enumerate(units):
        found.append(number if not number or _begins(unit, units[found[-1]]) else found[-1])
    return found


def takes_up(unit: Unit) -> bool:
    """Whether a sentence opens with a word for what the one before is about: "It serves…", "They are meant for…"."""
    return bool(_TAKES_UP.match(unit.text))


def refers_back(unit: Unit) -> bool:
    """Whether a sentence names those of whom the one before spoke by a pronoun only."""
    return bool(_PRONOUNS.get(unit.passage.language, _NEVER).search(unit.text))


def _begins(unit: Unit, head: Unit) -> bool:
    """Whether a sentence takes up a matter of its own after that of ``head``."""
    if _is_item(unit):
        return True
    if head.bearing < ENOUGH:
        if head.to_come and takes_up(unit):
            return False
        return unit.bearing >= ENOUGH or (unit.binding and unit.bearing > 0)
    if not unit.bearing or _ANAPHOR.match(unit.text):
        return False
    other = not unit.subjects <= head.subjects
    if unit.bearing < ENOUGH:
        return other and (unit.binding or _elsewhere(unit, head))
    return unit.binding or other


def _elsewhere(unit: Unit, head: Unit) -> bool:
    """Whether a sentence speaks of other people or places than the one before."""
    return any(
        mine and theirs and not mine & theirs for mine, theirs in ((unit.groups, head.groups), (unit.names, head.names))
    )


def _is_item(unit: Unit) -> bool:
    text = unit.passage.text
    return unit.is_row or (unit.start > 0 and "\n" in text[max(0, unit.start - 3) : unit.start])
