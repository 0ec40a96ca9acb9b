"""A framework's own figures, by the rule in its file, with the intervals that doubt about the judgements gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from docscan.frameworks.framework import Framework, Item
from docscan.judgement import Judgement
from docscan.score.interval import DECIMALS, Draws, spread
from docscan.scorecard import Answer, Figure, FrameworkResult

#: Name of the figure over all items; the others bear the id of a group, or of an item where the rule is ``actions``.
OVERALL = "overall"
#: Level from which a passage commits an action.
ACTION = 3
#: Share of the draws between the printed ends; ``interval`` of the shipped profile.
INTERVAL = 0.9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """What was found in a document: its passages on migration, and for every framework the rows that meet each item.

    ``met`` gives with every row the highest level (1 to 4) at which it counts for the item. ``levels`` are the passages'
    levels in every draw (rows: passages), ``share`` the share of the text read (0 to 1).
    """

    passages: tuple[Judgement, ...]
    met: tuple[Mapping[str, Mapping[int, int]], ...]
    levels: npt.NDArray[np.int8]
    share: float


def figures(framework: Framework, answers: Sequence[Answer], reading: Reading, number: int) -> tuple[Figure, ...]:
    """The overall figure first, then those of the groups (or, by the rule ``actions``, of the items), 0 to 100."""
    if framework.rule.kind == "actions":
        return _of_actions(framework, reading, number)
    plain = _values(framework, answers)
    drawn = {
        item.id: _drawn(item, reading.met[number].get(item.id, {}), reading.levels, framework.rule.values)
        for item in framework.items
        if item.id in plain
    }
    found = []
    for name, shares in _shares(framework, plain).items():
        value = sum(share * plain[item] for item, share in shares.items())
        draws = sum((share * drawn[item] for item, share in shares.items()), start=np.zeros(1))
        found.append(_figure(framework, name, 100.0 * value, 100.0 * draws) if shares else _empty(name, "coverage"))
    return tuple(found)


def pool_figures(
    framework: Framework, answers: Sequence[Answer], results: Sequence[FrameworkResult]
) -> tuple[Figure, ...]:
    """Figures of the ``answers`` pooled from ``results``, with the doubts of all documents added up.

    By the rule ``actions`` a figure is the mean over the documents that commit an action.
    """
    values: dict[str, float | None]
    if framework.rule.kind == "actions":
        values = {name: _mean(results, name) for name in (OVERALL, *(item.id for item in framework.items))}
    else:
        plain = _values(framework, answers)
        values = {
            name: 100.0 * sum(share * plain[item] for item, share in shares.items()) if shares else None
            for name, shares in _shares(framework, plain).items()
        }
    return tuple(_pooled(framework, name, value, results) for name, value in values.items())


def _values(framework: Framework, answers: Sequence[Answer]) -> dict[str, float]:
    """The value of every item that was read."""
    addressed, partly, silent = framework.rule.values
    worth = {"addressed": addressed, "partly": partly, "silent": silent}
    return {found.item: worth[found.answer] for found in answers if found.answer != "not_read"}


def _shares(framework: Framework, read: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """For every figure, overall first, what part of it each item that was read makes up; the parts sum to 1."""
    groups = {
        group.id: _weighted([item for item in framework.items if item.group == group.id and item.id in read])
        for group in framework.groups
    }
    overall = _weighted([item for item in framework.items if item.id in read])
    if framework.rule.kind == "groups":
        filled = [shares for shares in groups.values() if shares]
        overall = {item: share / len(filled) for shares in filled for item, share in shares.items()}
    return {OVERALL: overall, **groups}


def _weighted(items: Sequence[Item]) -> dict[str, float]:
    total = sum(item.weight for item in items)
    return {item.id: item.weight / total for item in items} if total else {}


def _drawn(
    item: Item, caps: Mapping[int, int], levels: npt.NDArray[np.int8], values: tuple[float, float, float]
) -> Draws:
    """The item's value in every draw."""
    if not caps:
        return np.full(levels.shape[1], values[2])
    top = np.minimum(levels[list(caps)], np.array(list(caps.values()), dtype=np.int8)[:, None]).max(axis=0)
    return np.where(top >= item.level, values[0], np.where(top >= 1, values[1], values[2]))


def _of_actions(framework: Framework, reading: Reading, number: int) -> tuple[Figure, ...]:
    """For each item the share (x 100) of the passages committing an action that meet it; overall their mean."""
    committed = np.array([judgement.level >= ACTION for judgement in reading.passages], dtype=bool)
    names = [item.id for item in framework.items]
    if not committed.any():
        return tuple(_empty(name, "no_action") for name in (OVERALL, *names))
    total = np.maximum((reading.levels >= ACTION).sum(axis=0), 1)
    values: list[float] = []
    draws: list[Draws] = []
    for name in names:
        rows = list(reading.met[number].get(name, ()))
        values.append(100.0 * float(committed[rows].sum()) / float(committed.sum()))
        draws.append(100.0 * (reading.levels[rows] >= ACTION).sum(axis=0) / total)
    overall = _figure(framework, OVERALL, sum(values) / len(values), sum(draws, start=np.zeros(1)) / len(values))
    return (overall, *(_figure(framework, *found) for found in zip(names, values, draws, strict=True)))


def _figure(framework: Framework, name: str, value: float, draws: Draws) -> Figure:
    # The interval is of the draws, the value of the judgements as they stand: it is widened where it would miss it.
    found = spread(draws, INTERVAL)
    return _bounded(framework, name, value, value - found.low, found.high - value)


def _bounded(framework: Framework, name: str, value: float, below: float, above: float) -> Figure:
    rounded = round(value, DECIMALS)
    return Figure(
        name=name,
        value=rounded,
        low=round(max(0.0, value - max(0.0, below)), DECIMALS),
        high=round(min(100.0, value + max(0.0, above)), DECIMALS),
        band=framework.rule.band(rounded),
        reason="",
        passages=(),
    )


def _empty(name: str, reason: str) -> Figure:
    return Figure(name=name, value=None, low=None, high=None, band="", reason=reason, passages=())


def _named(results: Sequence[FrameworkResult], name: str) -> list[Figure]:
    return [figure for result in results for figure in result.figures if figure.name == name]


def _mean(results: Sequence[FrameworkResult], name: str) -> float | None:
    values = [figure.value for figure in _named(results, name) if figure.value is not None]
    return sum(values) / len(values) if values else None


def _pooled(framework: Framework, name: str, value: float | None, results: Sequence[FrameworkResult]) -> Figure:
    parts = _named(results, name)
    if value is None:
        return _empty(name, next((figure.reason for figure in parts if figure.reason), "coverage"))
    below = sum(figure.value - figure.low for figure in parts if figure.value is not None and figure.low is not None)
    above = sum(figure.high - figure.value for figure in parts if figure.value is not None and figure.high is not None)
    return _bounded(framework, name, value, below, above)
