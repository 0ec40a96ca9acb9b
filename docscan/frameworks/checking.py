"""What is wrong with a framework's file, each problem with its line and, for a misspelt name, the nearest known one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from docscan.frameworks.framework import LANGUAGES, Profile
from docscan.frameworks.positions import Place, line_of, locate
from docscan.frameworks.problems import Sheet
from docscan.frameworks.vocabulary import CONCEPTS, TOPIC, shared_words
from docscan.judgement import EVIDENCE, FACETS
from docscan.scorecard import BANDS, DIMENSIONS

SCHEMA = 1
KINDS = ("action", "diagnostic")
RULES = ("items", "groups", "actions")
ANSWERS = ("addressed", "partly", "silent")
#: What a passage may be asked to show beside an item's terms: the codebook's facets and the anchors of level 4.
CONDITIONS: Mapping[str, tuple[str, ...]] = {**FACETS, "anchor": EVIDENCE["anchor"]}
#: Parts of terms that are recognised in the text instead of listed: ``#money``.
FIGURES = ("money", "deadline", "period", "quantity", "target", "body")
EXAMPLES, COUNTEREXAMPLES = 3, 2

_TOP = ("schema", "id", "version", "title", "source", "licence", "item")
_TOP_OPTIONAL = ("notice", "rule", "group", "words", "profile", "near", "review")
_ITEM = ("id", "title", "question", "gap", "examples", "counterexamples")
_ITEM_OPTIONAL = (
    "group",
    "kind",
    "terms",
    "conditions",
    "level",
    "weight",
    "near",
    "compare",
    "partly",
    "unless",
    "fields",
    "either",
)
_CLOSES = {")": "(", "]": "["}


def check(path: Path | str) -> list[str]:
    """Problems of the file, in the order of its lines, each as ``line N: …``; an empty list where there are none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        return [f"line 1: cannot be read ({error.strerror})"]
    except UnicodeDecodeError:
        return ["line 1: is not UTF-8 text; save it as UTF-8"]
    except tomllib.TOMLDecodeError as error:
        return [_syntax(str(error))]
    sheet = Sheet(lines=locate(text))
    _check_top(sheet, table)
    return [f"line {line}: {problem}" for line, problem in sorted(sheet.problems, key=lambda found: found[0])]


def _syntax(message: str) -> str:
    found = re.search(r"\s*\(at line (\d+), column (\d+)\)", message)
    if not found:
        return f"line 1: is not valid TOML: {message}"
    return f"line {found.group(1)}: is not valid TOML: {message[: found.start()]} (column {found.group(2)})"


def _check_top(sheet: Sheet, table: dict[str, Any]) -> None:
    needed = tuple(key for key in _TOP if key != "item" or "profile" not in table)
    sheet.keys((), table, needed, (*_TOP_OPTIONAL, "item"))
    if table.get("schema", SCHEMA) != SCHEMA:
        sheet.note(("schema",), f"schema {table['schema']!r} is not known; this version reads schema {SCHEMA}")
    sheet.texts((), table, ("id", "version", "licence"))
    sheet.number((), table, "near", 1, 250)
    for key in ("title", "notice"):
        if key in table:
            _check_wording(sheet, (key,), table[key])
    if "source" in table and sheet.keys(("source",), table["source"], ("document", "section", "year")):
        _check_prose(sheet, ("source",), table["source"], ("document", "section"))
        sheet.number(("source",), table["source"], "year", 1900, 2200)
    if "rule" in table:
        _check_rule(sheet, table["rule"])
    groups = _check_entries(sheet, "group", table.get("group", []))
    words = _check_words(sheet, table.get("words", {}))
    for index, item in enumerate(_check_entries(sheet, "item", table.get("item", []))):
        _check_item(sheet, ("item", index), item, [group.get("id") for group in groups], words)
    if "profile" in table:
        _check_profile(sheet, table["profile"])
    if "review" in table:
        _check_review(sheet, table["review"])


def _check_entries(sheet: Sheet, kind: str, entries: object) -> list[dict[str, Any]]:
    """The entries of an array of tables, their ids checked."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        sheet.note((kind,), f"'{kind}' must be written as [[{kind}]]")
        return []
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        place: Place = (kind, index)
        if kind == "group" and sheet.keys(place, entry, ("id", "title")):
            _check_wording(sheet, (*place, "title"), entry.get("title", {"en": "-"}))
        sheet.texts(place, entry, ("id",))
        first = seen.setdefault(str(entry.get("id", index)), line_of(sheet.lines, place))
        if first != line_of(sheet.lines, place):
            sheet.note((*place, "id"), f"{kind} '{entry['id']}' is there twice, first at line {first}")
    return entries


def _check_prose(sheet: Sheet, place: Place, table: Mapping[str, Any], keys: Iterable[str]) -> None:
    """Check texts that may stand once for all languages, or in several: ``why = "…"`` or ``why.fr = "…"``."""
    for key in keys:
        if isinstance(table.get(key), dict):
            _check_wording(sheet, (*place, key), table[key])
        else:
            sheet.texts(place, table, (key,))


def _check_wording(sheet: Sheet, place: Place, table: object) -> None:
    if sheet.keys(place, table, (), LANGUAGES) and isinstance(table, dict):
        sheet.texts(place, table, table)
        if not table:
            sheet.note(place, f"'{place[-1]}' needs a text in at least one of {', '.join(LANGUAGES)}")


def _check_rule(sheet: Sheet, rule: object) -> None:
    if not sheet.keys(("rule",), rule, (), ("kind", "values", "band", "description")) or not isinstance(rule, dict):
        return
    sheet.known(("rule", "kind"), rule.get("kind", RULES[0]), RULES, "kind of rule")
    if "description" in rule:
        _check_wording(sheet, ("rule", "description"), rule["description"])
    if "values" in rule and sheet.keys(("rule", "values"), rule["values"], ANSWERS):
        for answer in ANSWERS:
            sheet.number(("rule", "values"), rule["values"], answer, 0, 1)
    start = -1.0
    for index, band in enumerate(rule.get("band", [])):
        place: Place = ("rule", "band", index)
        if not sheet.keys(place, band, ("id", "start", "title")):
            continue
        sheet.number(place, band, "start", 0, 100)
        if isinstance(band.get("start"), int | float) and band["start"] <= start:
            sheet.note((*place, "start"), "bands must stand in rising order of 'start'")
        start = band.get("start", start)
        _check_wording(sheet, (*place, "title"), band.get("title", {"en": "-"}))


def _check_words(sheet: Sheet, table: object) -> tuple[str, ...]:
    if not isinstance(table, dict):
        sheet.note(("words",), "'words' must be a table: [words.NAME]")
        return tuple(shared_words())
    for name, by_language in table.items():
        if sheet.keys(("words", name), by_language, (), (TOPIC, CONCEPTS, *LANGUAGES)):
            if not isinstance(by_language.get(TOPIC, False), bool):
                sheet.note(("words", name, TOPIC), f"'{TOPIC}' must be true or false")
            _strings(sheet, ("words", name, CONCEPTS), by_language.get(CONCEPTS, []))
            for language in (key for key in by_language if key not in (TOPIC, CONCEPTS)):
                terms = by_language[language]
                for term in _strings(sheet, ("words", name, language), terms):
                    _check_phrase(sheet, ("words", name, language), term)
    return (*shared_words(), *table)


def _strings(sheet: Sheet, place: Place, values: object) -> list[str]:
    if isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values):
        return values
    sheet.note(place, f"'{place[-1]}' must be a list of texts")
    return []


def _check_phrase(sheet: Sheet, place: Place, phrase: str) -> None:
    opened: list[str] = []
    for sign in phrase:
        if sign in "([":
            opened.append(sign)
        elif (sign in _CLOSES and (not opened or opened.pop() != _CLOSES[sign])) or (sign == "|" and not opened):
            opened = [sign]
            break
    if opened:
        sheet.note(place, f"term '{phrase}': brackets don't match; write (s) or (a|b) or [a|b]")


def _check_item(sheet: Sheet, place: Place, item: dict[str, Any], groups: Sequence[Any], words: Sequence[str]) -> None:
    sheet.keys(place, item, _ITEM, _ITEM_OPTIONAL)
    for key in ("title", "question", "gap"):
        if key in item:
            _check_wording(sheet, (*place, key), item[key])
    if "group" in item:
        sheet.known((*place, "group"), item["group"], groups, "group")
    sheet.known((*place, "kind"), item.get("kind", KINDS[0]), KINDS, "kind of item")
    sheet.known((*place, "compare"), item.get("compare", DIMENSIONS[0]), DIMENSIONS, "dimension")
    sheet.number(place, item, "level", 1, 4)
    sheet.number(place, item, "weight", 0, 100)
    sheet.number(place, item, "near", 1, 250)
    if not isinstance(item.get("either", False), bool):
        sheet.note((*place, "either"), "'either' must be true or false")
    if not item.get("terms") and not item.get("conditions"):
        sheet.note(place, f"item '{item.get('id')}' has neither terms nor conditions: nothing could answer it")
    _check_terms(sheet, (*place, "terms"), item.get("terms", {}), words)
    _check_terms(sheet, (*place, "partly"), item.get("partly", {}), words)
    _check_terms(sheet, (*place, "unless"), item.get("unless", {}), words)
    _check_fields(sheet, (*place, "fields"), item.get("fields", {}))
    _check_conditions(sheet, (*place, "conditions"), item.get("conditions", {}))
    for key, least in (("examples", EXAMPLES), ("counterexamples", COUNTEREXAMPLES)):
        if key in item:
            _check_examples(sheet, (*place, key), item[key], least)


def _check_terms(sheet: Sheet, place: Place, table: object, words: Sequence[str]) -> None:
    if not sheet.keys(place, table, (), ("any", *LANGUAGES)) or not isinstance(table, dict):
        return
    for language, terms in table.items():
        here = (*place, language)
        for term in _strings(sheet, here, terms):
            for part in term.split(" + "):
                if part.strip().startswith("@"):
                    sheet.known(here, part.strip()[1:], words, "word group")
                elif part.strip().startswith("#"):
                    sheet.known(here, part.strip()[1:], FIGURES, "kind of figure")
                elif language == "any":
                    sheet.note(
                        here,
                        f"term '{term}': terms under 'any' are made of word groups (@name) and figures (#money)",
                    )
                else:
                    _check_phrase(sheet, here, part)


def _check_fields(sheet: Sheet, place: Place, table: object) -> None:
    if not sheet.keys(place, table, (), LANGUAGES) or not isinstance(table, dict):
        return
    for language, labels in table.items():
        for label in _strings(sheet, (*place, language), labels):
            _check_phrase(sheet, (*place, language), label)


def _check_conditions(sheet: Sheet, place: Place, table: object) -> None:
    if not sheet.keys(place, table, (), CONDITIONS) or not isinstance(table, dict):
        return
    for facet, values in table.items():
        for value in _strings(sheet, (*place, facet), values):
            if facet in CONDITIONS:
                sheet.known((*place, facet), value, CONDITIONS[facet], facet)


def _check_examples(sheet: Sheet, place: Place, table: object, least: int) -> None:
    if not sheet.keys(place, table, (), LANGUAGES) or not isinstance(table, dict):
        return
    count = sum(len(_strings(sheet, (*place, language), texts)) for language, texts in table.items())
    if count < least:
        sheet.note(place, f"'{place[-1]}' needs at least {least} texts, there are {count}")


def _check_profile(sheet: Sheet, table: object) -> None:
    names = tuple(item.name for item in fields(Profile) if item.name != "why")
    if not sheet.keys(("profile",), table, names) or not isinstance(table, dict):
        return
    for name in names:
        entry = table.get(name)
        if entry is not None and sheet.keys(("profile", name), entry, ("value", "why")):
            _check_prose(sheet, ("profile", name), entry, ("why",))
    for name, keys in (("weights", DIMENSIONS), ("cutoffs", BANDS[1:])):
        values = table.get(name, {}).get("value", {})
        if sheet.keys(("profile", name, "value"), values, keys):
            for key in values:
                sheet.number(("profile", name, "value"), values, key, 0, 100)


def _check_review(sheet: Sheet, table: object) -> None:
    constants = ("margin", "nearest_years")
    if not sheet.keys(("review",), table, (*constants, "questions")) or not isinstance(table, dict):
        return
    for name, high in zip(constants, (50, 50), strict=True):
        entry = table.get(name)
        if entry is not None and sheet.keys(("review", name), entry, ("value", "why")):
            sheet.number(("review", name), entry, "value", 0, high)
            _check_prose(sheet, ("review", name), entry, ("why",))
    questions = table.get("questions", {})
    if sheet.keys(("review", "questions"), questions, DIMENSIONS) and isinstance(questions, dict):
        for name, text in questions.items():
            _check_wording(sheet, ("review", "questions", name), text)
