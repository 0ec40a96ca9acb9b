"""Sentences of the review in its language: texts from ``wording/*.toml``, numbers and lists by Babel."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from docscan.comparison import Note, WeightPoint

#: Numbers follow these where a language alone would mean another country's habits.
_LOCALES = {"pt": "pt_PT"}
#: Names in one sentence; more are counted.
_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number in a sentence: ``{n}`` writes it, ``{n:document|documents}`` the form that goes with it."""

    written: str
    one: bool

    def __format__(self, forms: str) -> str:
        if not forms:
            return self.written
        singular, _, plural = forms.partition("|")
        return singular if self.one else plural


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phrases:
    """The texts of one language. ``names`` maps codes of kinds of document and of dimensions to their names."""

    language: str
    table: Mapping[str, Any]
    locale: Locale
    names: Mapping[str, str]

    def text(self, key: str, /, **values: object) -> str:
        """A sentence with its values put in; numbers are written as the language does."""
        return str(self.table["sentence"][key]).format(**self._written(values))

    def note(self, code: str, iso3: str = "", /, **values: object) -> Note:
        """A note of that code, on one country or (without a code) on the whole."""
        return Note(code=code, text=str(self.table["note"][code]).format(**self._written(values)), country=iso3)

    def _written(self, values: Mapping[str, object]) -> dict[str, object]:
        return {
            name: Counted(written=self.number(value), one=self.locale.plural_form(_count(value)) == "one")
            if isinstance(value, int | float) and not isinstance(value, bool)
            else value
            for name, value in values.items()
        }

    def number(self, value: Any) -> str:
        """A number as the language writes it, with one decimal at most."""
        return format_decimal(round(float(value), 1), format="#,##0.#", locale=self.locale)

    def series(self, names: Sequence[str]) -> str:
        """Names in a row; beyond a few the others are counted."""
        shown = list(names[:_NAMED])
        if len(names) > _NAMED:
            shown.append(self.text("others", n=len(names) - _NAMED))
        return format_list(shown, locale=self.locale) if shown else ""

    def name(self, code: str) -> str:
        """The name of a kind of document or a dimension."""
        return self.names.get(code, code.replace("_", " "))

    def indicator(self, code: str) -> str:
        """The name of an indicator."""
        return str(self.table["indicator"].get(code, code.replace("_", " ")))

    def weight(self, point: WeightPoint, indicator: str, total: int) -> str:
        """The sentence on one country's weight and attention."""
        key = "weight_silent" if not point.passages else "weight_point"
        return self.text(
            key,
            country=point.country,
            indicator=self.indicator(indicator),
            value=point.value,
            unit=str(self.table["unit"].get(point.unit, point.unit)),
            year=str(point.year),
            weight_rank=point.weight_rank,
            total=total,
            document_year=point.document_year,
            attention_rank=point.attention_rank,
            passages=point.passages,
            depth=point.depth,
        )


def _count(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def load(language: str, names: Mapping[str, str]) -> Phrases:
    """The texts of a language (en, fr, es, pt)."""
    return Phrases(
        language=language,
        table=_table(language),
        locale=Locale.parse(_LOCALES.get(language, language)),
        names=names,
    )


@lru_cache(maxsize=8)
def _table(language: str) -> Mapping[str, Any]:
    text = files("docscan.review").joinpath("wording", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
