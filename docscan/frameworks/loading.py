"""From a framework's file to a :class:`Framework`."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from docscan.errors import FrameworkError
from docscan.frameworks import checking
from docscan.frameworks.framework import (
    ADDRESSED_FROM,
    LANGUAGES,
    Band,
    Combination,
    Framework,
    Group,
    Item,
    Profile,
    ReviewRule,
    Rule,
    Source,
    Wording,
)
from docscan.frameworks.vocabulary import (
    read_concepts,
    read_topics,
    read_words,
    shared_concepts,
    shared_topics,
    shared_words,
)

#: The frameworks that ship, in the order of all lists: the mission's own sources first, then what came after.
SHIPPED: tuple[str, ...] = (
    "fmmd-2009",
    "fmmd-2009-tools",
    "fmmd-2010-partnerships",
    "global-approach",
    "france-2018-2022",
    "expertise-france",
    "mid-term-review",
    "gcm",
    "sdg-10-7-2",
    "plan-quality",
)
#: Words within which the parts of a term must stand, where neither item nor framework says otherwise: a long sentence.
NEAR = 30
VALUES = (1.0, 0.5, 0.0)


def names() -> tuple[str, ...]:
    """Names of the frameworks that ship, in the order of all lists."""
    return SHIPPED


@lru_cache(maxsize=32)
def load(name_or_path: str | Path) -> Framework:
    """The shipped framework of that name, or the one in the file at that path.

    Raises FrameworkError where there is no such name or file, or where the file does not pass :func:`checking.check`.
    """
    path = _locate(name_or_path)
    problems = checking.check(path)
    if problems:
        more = f" (and {len(problems) - 1} more: docscan frameworks check)" if len(problems) > 1 else ""
        raise FrameworkError(problems[0] + more, subject=str(path), fix="mend the line named")
    content = path.read_bytes()
    return build(tomllib.loads(content.decode()), content)


def _locate(name_or_path: str | Path) -> Path:
    name = str(name_or_path)
    if name in SHIPPED:
        return Path(str(files("docscan").joinpath("frameworks", f"{name}.toml")))
    path = Path(name_or_path)
    if path.is_file():
        return path
    near = get_close_matches(name, SHIPPED, n=1)
    fix = f"did you mean '{near[0]}'?" if near else f"give the path of a file, or one of: {', '.join(SHIPPED)}"
    raise FrameworkError("no such framework", subject=name, fix=fix)


def build(table: Mapping[str, Any], content: bytes) -> Framework:
    """The framework that a checked ``table`` describes; ``content`` are the file's bytes, for the key."""
    words = {**shared_words(), **read_words(table.get("words", {}))}
    items = tuple(_item(entry, table) for entry in table.get("item", ()))
    used = sorted({part[1:] for item in items for parts in _combinations(item) for part in parts if part[0] == "@"})
    kept = {name: words[name] for name in used}
    topics = (shared_topics() - set(table.get("words", {}))) | read_topics(table.get("words", {}))
    own = table.get("words", {})
    concepts = {**{name: ids for name, ids in shared_concepts().items() if name not in own}, **read_concepts(own)}
    concepts = {name: concepts[name] for name in used if name in concepts}
    plain = repr([(name, name in topics, concepts.get(name, ()), sorted(kept[name].items())) for name in used]).encode()
    return Framework(
        id=table["id"],
        version=table["version"],
        title=_wording(table["title"]),
        source=_source(table["source"]),
        licence=table["licence"],
        notice=_wording(table.get("notice", {})),
        rule=_rule(table.get("rule", {})),
        groups=tuple(Group(id=entry["id"], title=_wording(entry["title"])) for entry in table.get("group", ())),
        items=items,
        words=kept,
        topics=topics & frozenset(used),
        concepts=concepts,
        profile=_profile(table["profile"]) if "profile" in table else None,
        key=hashlib.sha256(content + plain).hexdigest()[:16],
        review=_review(table["review"]) if "review" in table else None,
    )


def _combinations(item: Item) -> list[Combination]:
    return [
        parts
        for terms in (item.terms, item.partly, item.unless)
        for alternatives in terms.values()
        for parts in alternatives
    ]


def _wording(text: Mapping[str, str] | str) -> Wording:
    # A text that stands once, in whatever language, serves all of them.
    return Wording(en=text) if isinstance(text, str) else Wording(**text)


def _source(table: Mapping[str, Any]) -> Source:
    return Source(document=_wording(table["document"]), section=_wording(table["section"]), year=table["year"])


def _rule(table: Mapping[str, Any]) -> Rule:
    values = table.get("values")
    return Rule(
        kind=table.get("kind", "items"),
        values=(values["addressed"], values["partly"], values["silent"]) if values else VALUES,
        bands=tuple(
            Band(id=entry["id"], start=entry["start"], title=_wording(entry["title"]))
            for entry in table.get("band", ())
        ),
        description=_wording(table.get("description", {})),
    )


def _item(entry: Mapping[str, Any], table: Mapping[str, Any]) -> Item:
    kind = entry.get("kind", "action")
    conditions = entry.get("conditions", {})
    return Item(
        id=str(entry["id"]),
        group=entry.get("group", ""),
        kind=kind,
        title=_wording(entry["title"]),
        question=_wording(entry["question"]),
        gap=_wording(entry["gap"]),
        terms=_terms(entry.get("terms", {})),
        partly=_terms(entry.get("partly", {})),
        unless=_terms(entry.get("unless", {})),
        fields=_texts(entry.get("fields", {})),
        conditions=tuple((facet, tuple(values)) for facet, values in conditions.items()),
        either=entry.get("either", False),
        level=entry.get("level", ADDRESSED_FROM[kind]),
        weight=float(entry.get("weight", 1)),
        near=entry.get("near", table.get("near", NEAR)),
        compare=entry.get("compare", ""),
        examples=_texts(entry["examples"]),
        counterexamples=_texts(entry["counterexamples"]),
    )


def _terms(table: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[Combination, ...]]:
    everywhere = tuple(split(term) for term in table.get("any", ()))
    terms = {
        language: (*everywhere, *(split(term) for term in table.get(language, ())))
        for language in (*LANGUAGES, *sorted(set(table) - {"any", *LANGUAGES}))
    }
    return {language: parts for language, parts in terms.items() if parts}


def split(term: str) -> Combination:
    """The parts of a term: ``"@remittances + cost(s)"`` has two."""
    return tuple(part.strip() for part in term.split(" + "))


def _texts(table: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(texts) for language, texts in table.items()}


def _profile(table: Mapping[str, Any]) -> Profile:
    values = {name: entry["value"] for name, entry in table.items()}
    values["weights"] = tuple((name, float(weight)) for name, weight in values["weights"].items())
    values["cutoffs"] = tuple((name, float(start)) for name, start in values["cutoffs"].items())
    values["uncounted_kinds"] = tuple(values["uncounted_kinds"])
    return Profile(**values, why={name: _wording(entry["why"]) for name, entry in table.items()})


def _review(table: Mapping[str, Any]) -> ReviewRule:
    constants = {name: table[name] for name in ("margin", "nearest_years")}
    return ReviewRule(
        margin=float(constants["margin"]["value"]),
        nearest_years=int(constants["nearest_years"]["value"]),
        questions={name: _wording(text) for name, text in table["questions"].items()},
        why={name: _wording(entry["why"]) for name, entry in constants.items()},
    )
