"""Ranks of the headings found: numbers say who contains whom; looks place the headings that have none.

Headings fall into classes (``2.1`` and ``3.4`` are one, unnumbered ones of one look another). Numbered classes are put
in order by depth, by the order of divisions, and by nesting; then every unnumbered class is placed by its look beside
the numbered class that it equals, or above the first that it outshines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from docscan.extract import headings_words
from docscan.extract.headings_candidates import Candidate
from docscan.extract.headings_listed import Listed

#: Divisions up to this order (book to subsection) hold plain numbers.
_HOLDING = 5
#: From so many on, numbered headings give a document its order.
_SEVERAL = 4
#: Indents of a contents page closer than this many points are one level.
_SAME_INDENT = 5.0

Class = tuple[object, ...]


@dataclass(slots=True)
class _Look:
    """How prominent a class is in print; larger is more."""

    size: float
    bold: bool
    italic: bool
    caps: bool

    @property
    def prominence(self) -> float:
        return self.size + 0.7 * self.bold + 0.7 * self.caps - 0.3 * self.italic


def rank(found: Sequence[Candidate], listed: Mapping[int, Listed]) -> None:
    """Set ``rank`` (1 highest) on every candidate. ``listed`` maps a first line to its entry in contents or outline."""
    if not found:
        return
    classes = [_class(candidate) for candidate in found]
    looks = _looks(found, classes)
    levels = _numbered_levels(found, classes)
    _merge_printed(found, classes, listed, levels)
    _place_unnumbered(classes, looks, levels)
    order = {level: place for place, level in enumerate(sorted(set(levels.values())), start=1)}
    for candidate, own in zip(found, classes, strict=True):
        candidate.rank = order[levels[own]]
    _heed_outline(found, listed)


def _class(candidate: Candidate) -> Class:
    label = candidate.label
    if label is None:
        kind = headings_words.load().title_kind(candidate.text)
        # Forewords, summaries and references stand at the top, even where all is set alike.
        return ("matter" if kind in {"front", "acronyms", "closing", "lists"} else "look", *candidate.style)
    if label.order:
        return ("annex",) if label.kind == "annex" else ("division", label.kind, label.depth, label.name)
    return ("number", label.kind, label.depth)


def _looks(found: Sequence[Candidate], classes: Sequence[Class]) -> dict[Class, _Look]:
    members: dict[Class, list[Candidate]] = defaultdict(list)
    for candidate, own in zip(found, classes, strict=True):
        members[own].append(candidate)
    return {
        own: _Look(
            median(item.style[0] for item in items),
            *(sum(item.style[k] for item in items) * 2 > len(items) for k in (1, 2, 3)),
        )
        for own, items in members.items()
    }


def _numbered_levels(found: Sequence[Candidate], classes: Sequence[Class]) -> dict[Class, float]:
    """Levels of the numbered classes: how many of them usually stand open above each."""
    numbered = [own for own in classes if own[0] in ("number", "division")]
    seen = list(dict.fromkeys(numbered))
    above: dict[Class, set[Class]] = {own: set() for own in seen}
    for own in seen:
        above[own] = {other for other in seen if other != own and _contains(other, own, found, classes)}
    levels: dict[Class, float] = {}
    for own in sorted(seen, key=lambda item: (len(above[item]), seen.index(item))):
        levels[own] = 1.0 + max((levels.get(other, 0.0) for other in above[own]), default=0.0)
    return levels


def _contains(outer: Class, inner: Class, found: Sequence[Candidate], classes: Sequence[Class]) -> bool:
    """Whether headings of class ``outer`` stand above those of ``inner`` in the tree."""
    if outer[:2] == inner[:2] and outer[3:] == inner[3:]:
        return int(str(outer[2])) < int(str(inner[2]))
    places = _order(outer), _order(inner)
    if outer[0] == inner[0] == "division" and places[0] != places[1]:
        return places[0] < places[1]
    if outer[0] != inner[0]:
        # Parts, chapters and sections hold numbers unless the document shows the contrary more than once; goals do not.
        down = _restarts(outer, inner, found, classes)
        up = _restarts(inner, outer, found, classes)
        continues = down[1] > 0 and down[0] == 0.0  # numbers go on from one division to the next: they hold it
        if not continues and (max(down[1], up[1]) < 2 or down[0] == up[0]):
            return (outer[0] == "division") == (min(places) <= _HOLDING)
        return down[0] > up[0]
    return _restarts(outer, inner, found, classes)[0] > _restarts(inner, outer, found, classes)[0]


def _order(own: Class) -> int:
    """A division's place among divisions; numbers come after all."""
    return dict(headings_words.load().divisions.values())[str(own[1])] if own[0] == "division" else 100


def _restarts(outer: Class, inner: Class, found: Sequence[Candidate], classes: Sequence[Class]) -> tuple[float, int]:
    """Share of the headings of ``outer`` under which numbers of ``inner`` begin anew, and how many of them there are."""
    last: Candidate | None = None
    restarts = groups = 0
    for candidate, own in zip(found, classes, strict=True):
        if own == outer:
            last = candidate
        elif own == inner and last is not None and candidate.label is not None:
            groups += 1
            restarts += candidate.label.parts[-1] <= 1 or _belongs(candidate, last)
            last = None
    return (restarts / groups if groups else 0.0), groups


def _belongs(candidate: Candidate, outer: Candidate) -> bool:
    """Whether the outer part of a number is that of the heading above: 3.4 under Chapter 3."""
    label, above = candidate.label, outer.label
    return label is not None and above is not None and label.depth > 1 and above.parts[-1] == label.parts[-2]


def _merge_printed(
    found: Sequence[Candidate], classes: Sequence[Class], listed: Mapping[int, Listed], levels: dict[Class, float]
) -> None:
    """Unnumbered classes that the contents page lists take the level of numbered ones at the same indent."""
    entries = [(own, listed[item.first]) for item, own in zip(found, classes, strict=True) if item.first in listed]
    entries = [(own, entry) for own, entry in entries if entry.source == "contents"]
    if len(entries) < 3:
        return
    steps = _steps(sorted({entry.indent for _, entry in entries}))
    by_step: dict[int, Counter[float]] = defaultdict(Counter)
    for own, entry in entries:
        if own in levels:
            by_step[steps[entry.indent]][levels[own]] += 1
    votes: dict[Class, Counter[int]] = defaultdict(Counter)
    for own, entry in entries:
        if own not in levels:
            votes[own][steps[entry.indent]] += 1
    if len(set(steps.values())) < 2:
        return
    known = {step: count.most_common(1)[0][0] for step, count in by_step.items()}
    for own, count in votes.items():
        levels[own] = _at_step(count.most_common(1)[0][0], known)


def _at_step(step: int, known: Mapping[int, float]) -> float:
    """The level of an indent, from those of indents whose level is known: its own, or one between its neighbours'."""
    if step in known:
        return known[step]
    outer = [other for other in known if other < step]
    inner = [other for other in known if other > step]
    if not outer:
        return (known[min(inner)] if inner else 2.0) - 1.0 + step / 100
    return known[max(outer)] + (step - max(outer)) / (100 if inner else 1)


def _steps(indents: Sequence[float]) -> dict[float, int]:
    steps: dict[float, int] = {}
    step, last = -1, -1e9
    for indent in indents:
        if indent - last > _SAME_INDENT:
            step += 1
        steps[indent] = step
        last = indent
    return steps


def _place_unnumbered(classes: Sequence[Class], looks: Mapping[Class, _Look], levels: dict[Class, float]) -> None:
    open_classes = [own for own in dict.fromkeys(classes) if own not in levels]
    numbered = [own for own in classes if own[0] in ("number", "division")]
    top = min((levels[own] for own in numbered), default=None) if len(numbered) >= _SEVERAL else None
    for own in sorted(open_classes, key=lambda item: (-looks[item].prominence, str(item))):
        if own == ("annex",):
            levels[own] = min(levels.values(), default=1.0)
            continue
        levels[own] = _level(looks[own], {other: looks[other] for other in levels}, levels)
        if top is not None and classes.count(own) == 1:
            levels[own] = max(levels[own], top)  # one title, however large, does not hold the numbered ones


def _level(look: _Look, placed: Mapping[Class, _Look], levels: Mapping[Class, float]) -> float:
    if not placed:
        return 1.0
    same = [levels[own] for own, other in placed.items() if _alike(look, other)]
    if same:
        return min(same)
    higher = [levels[own] for own, other in placed.items() if other.prominence > look.prominence]
    lower = [levels[own] for own, other in placed.items() if other.prominence < look.prominence]
    if not higher and not lower:
        return min(levels[own] for own in placed)  # prominent in another way, but as much
    if not higher:
        return min(lower) - (1.0 if look.prominence - max(o.prominence for o in placed.values()) > 1.5 else 0.0)
    if not lower or max(higher) >= min(lower):
        return max(higher) + (1.0 if not lower else 0.5)
    return (max(higher) + min(lower)) / 2


def _alike(look: _Look, other: _Look) -> bool:
    return abs(look.size - other.size) <= 0.6 and (look.bold, look.italic, look.caps) == (
        other.bold,
        other.italic,
        other.caps,
    )


def _heed_outline(found: Sequence[Candidate], listed: Mapping[int, Listed]) -> None:
    """Where the outline covers most headings, its ranks hold, and the others keep their distance to the one before."""
    known = [item for item in found if item.first in listed and listed[item.first].rank > 0]
    if len(known) * 2 < len(found):
        return
    shift: dict[int, Counter[int]] = defaultdict(Counter)
    for item in known:
        shift[item.rank][listed[item.first].rank] += 1
    for item in found:
        if item.first in listed and listed[item.first].rank > 0:
            item.rank = listed[item.first].rank
        elif item.rank in shift:
            item.rank = shift[item.rank].most_common(1)[0][0]
