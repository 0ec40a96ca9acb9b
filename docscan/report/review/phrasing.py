"""How the review's values are written: differences with their sign, intervals, editions, sentences that came ready."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docscan import frameworks
from docscan.comparison import Action, AspectChange, Difference, Edition, Question, WeightTable
from docscan.errors import DocscanError
from docscan.report.words import Words, unbroken

#: Signs beside the words of verdicts and fates, so that nothing is told by colour alone. Every common font has them.
SIGNS: dict[str, str] = {
    "more": "▲",
    "less": "▼",
    "same": "=",
    "unclear": "?",
    "no_comparison": "–",
    "kept": "=",
    "changed": "±",
    "dropped": "×",
    "new": "+",
    "reported": "●",
    "unreported": "○",
}
MINUS = "\u2212"
#: The word groups of what a question is on.
STATES: dict[str, str] = {"dimension": "band", "item": "answer"}
#: Names that a list tells before it counts the rest.
NAMED = 40


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phrasing:
    """The words of a language as the review uses them."""

    words: Words

    def text(self, key: str, **values: object) -> str:
        """A text of the review's own table."""
        return self.words.text("review_page", key, **values)

    def verdict(self, name: str) -> str:
        """A verdict in words, with its sign."""
        return f"{SIGNS[name]} {self.words.text('verdict', name)}"

    def fate(self, name: str) -> str:
        """A fate in words, with its sign."""
        return f"{SIGNS[name]} {self.words.text('fate', name)}"

    def signed(self, value: float | None, decimals: int = 0) -> str:
        """A difference with its sign: "+13", "−4", "0"; a dash for a missing one."""
        if value is None:
            return "–"
        written = self.words.number(abs(value), decimals)
        if written == self.words.number(0, decimals):
            return written
        return (MINUS if value < 0 else "+") + written

    def between(self, low: float | None, high: float | None, decimals: int = 0) -> str:
        """An interval of a difference: "−4 to +12"."""
        if low is None or high is None:
            return "–"
        return self.text("between", low=self.signed(low, decimals), high=self.signed(high, decimals))

    def difference(self, item: Difference) -> str:
        """A difference as a sentence without its verb: "Attention: more; 12 → 25, difference +13 (+5 to +21)"."""
        name = self.words.labelled(self.words.text("dimension", item.name), self.words.text("verdict", item.verdict))
        if item.value is None:
            return name
        return self.text(
            "difference_alt",
            verdict=name,
            older=self.words.number(item.older),
            newer=self.words.number(item.newer),
            value=self.signed(item.value),
            interval=self.between(item.low, item.high),
        )

    def indicator(self, code: str) -> str:
        """The name of an indicator; its code in words where a user's table brought a new one."""
        return self.words.text("weight_indicator", code)

    def unit(self, unit: str) -> str:
        """A unit in words of the language; as the table gives it where it is another one."""
        return str(self.words.table["weight_unit"].get(unit, unit))

    def amount(self, value: float) -> str:
        """A figure of an indicator: whole from 100 up, with one decimal below."""
        return self.words.number(value, 0 if abs(value) >= 100 or float(value).is_integer() else 1)

    def said(self, sentence: str) -> str:
        """A sentence of the review as this language prints it: no line ends before its marks, curved apostrophes."""
        text = unbroken(sentence[:1].upper() + sentence[1:], self.words.language)
        return re.sub(r"(?<=\w)'(?=\w)", "\u2019", text) if self.words.language == "fr" else text

    def edition(self, item: Edition) -> str:
        """A document in few words: its kind and year."""
        kind = self.words.text("kind", item.kind)
        kind = kind[:1].upper() + kind[1:]
        return f"{kind}, {item.year}" if item.year else kind

    def names(self, codes: Sequence[str]) -> str:
        """Countries in a row, by name; beyond many the others are counted."""
        shown = [self.words.country(code, code) for code in codes[:NAMED]]
        if len(codes) > NAMED:
            shown.append(self.text("others", n=self.words.number(len(codes) - NAMED)))
        return self.words.series(shown)

    def state(self, question: Question) -> str:
        """The band of a dimension, the answer to an item."""
        return self.words.text(STATES[question.subject], question.state)

    def subject(self, question: Question) -> str:
        """What a question is on."""
        if question.subject == "dimension":
            return self.words.text("dimension", question.item)
        return self.said(question.title)

    def framework(self, name: str) -> str:
        """The title of a framework; its id where it is a user's own, which is not at hand."""
        try:
            return self.said(self.words.choose(frameworks.load(name).title))
        except DocscanError:
            return name

    def change(self, item: AspectChange) -> str:
        """What changed: "Body: A → B"."""
        none = self.text("nothing")
        return self.words.labelled(
            self.words.text("aspect", item.aspect), f"{item.older or none} → {item.newer or none}"
        )

    def themes(self, action: Action) -> str:
        """The themes of an action."""
        return ", ".join(self.words.text("theme", theme) for theme in action.themes)

    def weight_themes(self, table: WeightTable) -> str:
        """The themes on which attention to an indicator is measured."""
        return ", ".join(self.words.text("theme", theme) for theme in table.themes)

    def sources(self, table: WeightTable) -> list[str]:
        """Where the figures of an indicator come from, with their licences, each once."""
        named = [f"{point.source} ({point.licence})" if point.licence else point.source for point in table.points]
        return list(dict.fromkeys(name for name in named if name))
