"""The words and numbers of an output in one of its languages: texts from ``wording/*.toml``, numbers by Babel."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from docscan.errors import ConfigurationError
from docscan.frameworks.framework import Wording
from docscan.report.messages import translate

#: Languages that outputs can be worded in.
LANGUAGES: tuple[str, ...] = ("en", "fr", "es", "pt")

#: Numbers and names follow these where a language alone would mean another country's habits.
LOCALES: dict[str, Locale] = {"pt": Locale("pt", "PT")}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """Texts and number formats of one language. ``table`` is the language's file: tables of keys and texts."""

    language: str
    table: dict[str, Any]
    locale: Locale

    def text(self, group: str, key: str, **values: object) -> str:
        """The text ``key`` of a table, with ``values`` put in; the key's words where a data file brought a new value."""
        found = self.table.get(group, {}).get(key) or key.replace("_", " ")
        return str(found).format(**values) if values else str(found)

    def said(self, message: str) -> str:
        """What the program said of a file (in English), in this language."""
        return translate(message, self.language)

    def series(self, parts: list[str]) -> str:
        """A list in words; "none" when it is empty."""
        return format_list(parts, locale=self.locale) if parts else self.text("page", "none")

    def choose(self, texts: Wording) -> str:
        """A framework's text in this language."""
        return unbroken(texts.text(self.language), self.language)

    def labelled(self, name: str, value: str) -> str:
        """A name and what it stands for: "Stage: design"."""
        return f"{name}{self.text('page', 'colon')} {value}"

    def count(self, noun: str, number: int) -> str:
        """A number with its noun: "1 passage", "1,204 passages"."""
        forms = self.table["plural"][noun]
        form = forms.get(self.locale.plural_form(number), forms["other"])
        return str(form).format(n=self.number(number))

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with this language's separators; a dash for a missing one."""
        if value is None:
            return "–"
        return _decimal(str(value), "#,##0" + ("." + "0" * decimals if decimals else ""), self.language)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share (0 to 1) in percent. What rounds to nothing without being nothing is shown with a decimal."""
        if not decimals and 0 < share < 0.01:
            decimals = 1
        pattern = self.locale.percent_formats[None].pattern.replace(
            "#,##0", "#,##0" + ("." + "0" * decimals) * bool(decimals)
        )
        return str(format_percent(share, format=pattern, locale=self.locale))

    def interval(self, low: float | None, high: float | None, decimals: int = 0) -> str:
        """Two ends of an interval: "38–49"."""
        if low is None or high is None:
            return "–"
        return f"{self.number(low, decimals)}–{self.number(high, decimals)}"

    def ranks(self, ends: tuple[int, int] | None) -> str:
        """A range of ranks, one number where both ends are the same."""
        if ends is None:
            return "–"
        return self.number(ends[0]) if ends[0] == ends[1] else self.interval(*ends)

    def rank_note(self, ends: tuple[int, int] | None) -> str:
        """What a range of ranks means, in words; empty without one."""
        if ends is None:
            return ""
        low, high = (self.number(end) for end in ends)
        if low == high:
            return self.text("summary", "rank_one", low=low)
        return self.text("page", "rank_range_note", low=low, high=high)

    def only_kinds(self, kinds: tuple[str, ...]) -> str:
        """What stands beside a country of which no plan or strategy was read."""
        return self.text("page", "only_kinds", kinds=", ".join(self.text("kind", kind) for kind in kinds))

    def country(self, iso3: str, name: str) -> str:
        """A country's name in this language, the given ``name`` where the code is an invented or unknown one."""
        if iso3 == "ZZZ":
            return self.text("index_page", "unidentified")
        if iso3 == "XKX":
            return str(self.locale.territories.get("XK", name))
        # XAA to XZZ are invented: CLDR uses some of them for tests of its own.
        codes = [] if iso3.startswith("X") else get_global("territory_aliases").get(iso3, [])
        return str(self.locale.territories.get(codes[0], name)) if len(codes) == 1 else name or iso3

    def sorting(self, name: str) -> str:
        """The key by which names are put in order: without case and accents."""
        plain = unicodedata.normalize("NFKD", name.casefold())
        return "".join(letter for letter in plain if not unicodedata.combining(letter))

    def language_name(self, code: str) -> str:
        """The name of a language in this language."""
        return str(self.locale.languages.get(code, code))


@lru_cache(maxsize=4096)  # a page shows the same few numbers over and over
def _decimal(number: str, pattern: str, language: str) -> str:
    return str(format_decimal(Decimal(number), format=pattern, locale=words(language).locale))


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """The words of one language. Raises ConfigurationError for a language that outputs are not worded in."""
    if language not in LANGUAGES:
        raise ConfigurationError(
            "is no language of the outputs",
            subject=f"report.language = {language}",
            fix=f"one of {', '.join(LANGUAGES)}",
        )
    text = files("docscan.report").joinpath("wording", f"{language}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(unbroken(text, language))
    return Words(language=language, table=table, locale=LOCALES.get(language, Locale(language)))


def unbroken(text: str, language: str) -> str:
    """Texts with no-break spaces where a line must not end: before %, and around French punctuation."""
    text = re.sub(r"(?<=\d) %", "\u00a0%", text)
    if language == "fr":
        text = re.sub(r" (?=[:;?!»])", "\u00a0", text).replace("« ", "«\u00a0")
    return text
