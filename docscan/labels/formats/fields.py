"""What the fields of a labelled passage must hold, with row-precise errors."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from docscan.errors import ModelError
from docscan.judgement import FACETS, LEVELS
from docscan.labelled import LabelledPassage

REQUIRED = ("text", "level")
OPTIONAL = ("id", "language", "path", "document", "country", "register", "reason", "writer", "source", "weight")
#: Known and not needed: which passages say the same in several languages (they share their document).
ASIDE = ("parallel",)
#: Languages that can be scored; a passage in another teaches nothing.
LANGUAGES = ("en", "fr", "es", "pt")
#: How many wrong rows one message names; the rest is counted.
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Passages in the order of their rows, and what was odd in them without being wrong."""

    passages: tuple[LabelledPassage, ...]
    warnings: tuple[str, ...]


class _WrongRowError(ValueError):
    """What is wrong with one row, in words for the person who wrote it."""


def check(rows: Iterable[tuple[int, dict[str, Any]]], *, source: str) -> Labels:
    """Turn rows into passages. Raises ModelError when a row is wrong or there is none."""
    passages: list[tuple[int, LabelledPassage]] = []
    wrong: list[str] = []
    warnings: list[str] = []
    unknown: set[str] = set()
    for number, fields in rows:
        unknown |= {name for name in fields if name not in (*REQUIRED, *OPTIONAL, *ASIDE, "facets", *FACETS)}
        text = fields.get("text")
        if isinstance(text, str) and not text.strip():
            warnings.append(f"{source}, row {number}: has no text; left out")
            continue
        try:
            passage = _passage(fields, f"{source}:{number}")
        except _WrongRowError as error:
            wrong.append(f"row {number}: {error}")
            continue
        if passage.language and passage.language not in LANGUAGES:
            warnings.append(f"{source}, row {number}: language '{passage.language}' is not scored; left out")
        else:
            passages.append((number, passage))
    if wrong:
        count = "one wrong row" if len(wrong) == 1 else f"{len(wrong)} wrong rows"
        raise ModelError(f"{count}{_listed(wrong)}", subject=source, fix="correct these rows")
    if not passages:
        raise ModelError(
            f"holds no labelled passage{_listed(warnings)}",
            subject=source,
            fix=f"give rows with {' and '.join(REQUIRED)}",
        )
    warnings += [f"{source}: '{name}' is no field of a label and is not used{_near(name)}" for name in sorted(unknown)]
    return distinct([(f"{source}, row {number}", passage) for number, passage in passages], warnings)


def _listed(sentences: list[str]) -> str:
    more = f"\n  … and {len(sentences) - SHOWN} more" if len(sentences) > SHOWN else ""
    return "".join(f"\n  {sentence}" for sentence in sentences[:SHOWN]) + more


def _passage(fields: dict[str, Any], source: str) -> LabelledPassage:
    for name in REQUIRED:
        if fields.get(name) in (None, ""):
            raise _WrongRowError(f"has no '{name}'")
    if not isinstance(fields["text"], str):
        raise _WrongRowError("'text' is no text")
    path = fields.get("path") or ()
    titles = re.split(r"\s*[>›]\s*", path) if isinstance(path, str) else path
    return LabelledPassage(
        text=fields["text"],
        level=_level(fields["level"]),
        language=_language(fields.get("language")),
        path=tuple(str(title) for title in titles if title),
        facets=_facets(fields),
        weight=_weight(fields.get("weight")),
        **{name: str(fields.get(name) or "") for name in ("id", "document", "country", "register", "reason", "writer")},
        source=str(fields.get("source") or source.rsplit(":", 1)[0]),
    )


def _level(value: Any) -> int:
    if isinstance(value, str) and value.strip().lower() in LEVELS:
        return LEVELS.index(value.strip().lower())
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if number not in range(len(LEVELS)):
        raise _WrongRowError(f"level '{value}' is none of 0 to 4 ({', '.join(LEVELS)})")
    return int(number)


def _language(value: Any) -> str:
    code = str(value or "").strip().lower()
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise _WrongRowError(f"language '{value}' is no code of two letters (en, fr, es, pt)")
    return code


def _weight(value: Any) -> float:
    if value in (None, ""):
        return 1.0
    try:
        weight = float(value)
    except (TypeError, ValueError):
        weight = -1.0
    if not math.isfinite(weight) or weight <= 0:
        raise _WrongRowError(f"weight '{value}' is no number above 0")
    return weight


def _facets(fields: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    given = fields.get("facets") or {}
    if not isinstance(given, dict):
        raise _WrongRowError("'facets' must map names to lists of values")
    merged = {**{name: fields[name] for name in FACETS if fields.get(name)}, **given}
    facets: dict[str, tuple[str, ...]] = {}
    for name, values in merged.items():
        if name not in FACETS:
            raise _WrongRowError(f"unknown facet '{name}'{_near(name)}")
        listed = [part.strip() for part in values.split(";")] if isinstance(values, str) else list(values)
        for value in listed:
            if value and value not in FACETS[name]:
                raise _WrongRowError(f"unknown {name} '{value}'{_near(str(value), FACETS[name])}")
        facets[name] = tuple(value for value in listed if value)
    return facets


def _near(name: str, known: Iterable[str] = (*REQUIRED, *OPTIONAL, *FACETS)) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


def distinct(passages: Iterable[tuple[str, LabelledPassage]], warnings: Iterable[str] = ()) -> Labels:
    """One passage a text: of two levels the lower stays (the codebook's rule for doubt); ids are made unique.

    Each passage comes with the place to name in a warning.
    """
    by_text: dict[str, int] = {}
    ids: set[str] = set()
    kept: list[LabelledPassage] = []
    places: list[str] = []
    said = list(warnings)
    for place, passage in passages:
        key = " ".join(passage.text.split())
        if key in by_text:
            index = by_text[key]
            both, levels = f"{places[index]} and {place}", sorted({kept[index].level, passage.level})
            if len(levels) == 1:
                said.append(f"{both}: the same passage; it is counted once")
            else:
                said.append(f"{both}: one text, levels {levels[0]} and {levels[1]}; {levels[0]} is taken")
                kept[index] = replace(kept[index], level=levels[0])
            continue
        unique = passage.id or place
        if unique in ids:
            said.append(f"{place}: id '{unique}' was used before; a new one is given")
            unique = f"{unique} ({place})"
        by_text[key] = len(kept)
        ids.add(unique)
        kept.append(replace(passage, id=unique))
        places.append(place)
    return Labels(passages=tuple(kept), warnings=tuple(said))
