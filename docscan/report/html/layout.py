"""Values that the pages lay out: strokes along a document, shades of cells, rows of frameworks and actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docscan.frameworks.framework import Framework, Profile
from docscan.frameworks.reasons import reasons
from docscan.judgement import LEVELS
from docscan.report.card import DEPTHS, Card, chapters
from docscan.report.line import Line
from docscan.report.quotation import excerpt, shorten, words_of
from docscan.report.results import DocumentResult, SectionResult
from docscan.report.words import Words, unbroken
from docscan.scorecard import FrameworkResult

#: Anchors of an action, and the words for their columns.
ANCHORS: tuple[tuple[str, str], ...] = (
    ("body", "responsible"),
    ("date", "deadline"),
    ("money", "cost"),
    ("indicator", "indicator"),
)
#: Lower limits of the shades of the heat map: six steps between 0 and 100.
SHADES: tuple[float, ...] = (5.0, 20.0, 35.0, 50.0, 65.0)
#: An action's text is shown up to so many characters; its number leads to the whole of it.
ACTION_LENGTH = 170


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A document drawn from its first page to its last: strokes and chapter limits at 0 to 1000."""

    document: DocumentResult
    pooled: bool
    strokes: tuple[tuple[float, int], ...]
    breaks: tuple[float, ...]
    chapters: tuple[SectionResult, ...]
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """An action: its number in the evidence list, its text, the words of every anchor (empty where missing)."""

    number: int
    text: str
    cells: tuple[str, ...]


def strips(card: Card, wording: Words) -> list[Strip]:
    """One strip per document; higher levels are drawn last, so that they stand on top."""
    return [_strip(document, document.id in card.pooled, wording) for document in card.documents]


def _strip(document: DocumentResult, pooled: bool, wording: Words) -> Strip:
    counted = [passage for passage in document.passages if passage.counted and passage.level]
    strokes = sorted((passage.level, round(1000 * passage.position, 1)) for passage in counted)
    parts = chapters(document)
    counts = [
        f"{wording.text('level', LEVELS[level])} {wording.number(sum(item.level == level for item in counted))}"
        for level in range(1, 5)
    ]
    return Strip(
        document=document,
        pooled=pooled,
        strokes=tuple((place, level) for level, place in strokes),
        breaks=tuple(round(1000 * section.start, 1) for section in parts),
        chapters=tuple(parts),
        alt=wording.text(
            "page",
            "along_alt",
            file=document.file,
            pages=wording.count("page", document.pages),
            counts=", ".join(counts),
        ),
    )


def action_rows(card: Card) -> list[ActionRow]:
    """Every action on migration with what it names for carrying it out."""
    return [
        ActionRow(
            number=item.number,
            text=excerpt(item.passage, ACTION_LENGTH),
            cells=tuple(shorten(words_of(item.passage, "anchor", anchor), 90) for anchor, _ in ANCHORS),
        )
        for item in card.actions
    ]


def framework_entries(card: Card, wording: Words) -> list[dict[str, Any]]:
    """The answers of every framework that the card has, with titles in the output's language."""
    known = {framework.id: framework for framework in card.results.frameworks}
    return [
        _framework_entry(known[result.framework], result, wording)
        for result in card.scorecard.frameworks
        if result.framework in known and result.answers
    ]


def _framework_entry(framework: Framework, result: FrameworkResult, wording: Words) -> dict[str, Any]:
    answers = {answer.item: answer for answer in result.answers}
    groups: list[dict[str, Any]] = []
    for item in framework.items:
        if item.id not in answers:
            continue
        if not groups or groups[-1]["id"] != item.group:
            title = next((wording.choose(group.title) for group in framework.groups if group.id == item.group), "")
            groups.append({"id": item.group, "title": title, "rows": []})
        groups[-1]["rows"].append(
            {
                "title": wording.choose(item.title),
                "question": wording.choose(item.question),
                "answer": answers[item.id].answer,
                "passages": answers[item.id].passages,
                "rule": rule_sentence(answers[item.id].rule, wording),
            }
        )
    found = [answer.answer for answer in result.answers]
    return {
        "title": wording.choose(framework.title),
        "source": unbroken(framework.source.text(wording.language), wording.language) + ".",
        "notice": wording.choose(framework.notice),
        "rule": wording.choose(framework.rule.description),
        "counts": [(name, found.count(name)) for name in ("addressed", "partly", "silent", "not_read")],
        "figures": _framework_figures(framework, result, wording),
        "groups": groups,
    }


def rule_sentence(code: str, wording: Words) -> str:
    """The sentence of an answer's rule; the rule itself where it is no known code."""
    return wording.choose(reasons()[code]) if code in reasons() else code


def _framework_figures(framework: Framework, result: FrameworkResult, wording: Words) -> list[tuple[str, str, str]]:
    titles = {group.id: wording.choose(group.title) for group in framework.groups}
    titles |= {item.id: wording.choose(item.title) for item in framework.items}
    titles["overall"] = wording.text("page", "overall")
    bands = {band.id: wording.choose(band.title) for band in framework.rule.bands}
    rows = []
    for figure in result.figures:
        value = wording.number(figure.value) + (f" {bands[figure.band]}" if figure.band in bands else "")
        interval = wording.interval(figure.low, figure.high) if figure.low is not None else ""
        rows.append((titles.get(figure.name, figure.name), value, interval))
    return rows


def constant_rows(profile: Profile | None, wording: Words) -> list[tuple[str, str, str]]:
    """The scoring constants, their values and the reasons the framework's file gives."""
    if profile is None:
        return []
    rows = []
    for name, why in profile.why.items():
        value = getattr(profile, name)
        if isinstance(value, float | int):
            text = wording.number(value, 0 if float(value).is_integer() else 2)
        elif isinstance(value, tuple) and value and isinstance(value[0], tuple):
            group = "dimension" if name == "weights" else "band"
            text = ", ".join(f"{wording.text(group, key)} {wording.number(number)}" for key, number in value)
        elif isinstance(value, str):
            text = wording.text("constant_value", value)
        else:
            text = ", ".join(wording.text("kind", kind) for kind in value)
        rows.append((name, text, wording.choose(why)))
    return rows


def histogram(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Countries by index in steps of ten."""
    values = [line.index.value for line in lines if line.index.value is not None]
    steps = [min(int(value // 10), 9) for value in values]
    return [(f"{10 * step}–{10 * step + 10}", steps.count(step)) for step in range(10)]


def shade(value: float | None) -> int:
    """Step of the heat map's scale, 0 to 5."""
    return sum((value or 0.0) >= limit for limit in SHADES)


def quantile(count: int) -> int:
    """Step of the silence map's scale, 0 (nothing) to 4."""
    return sum(count >= limit for limit in DEPTHS)
