"""What became of each action of a text in a later one: kept, changed, dropped, new; in a review reported or unreported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from docscan.comparison import (
    EDITION_FATES,
    REVIEW_FATES,
    Action,
    AspectChange,
    Candidate,
    Fate,
    FateName,
    Quote,
    Track,
)
from docscan.review import aspects, bearing, changes, units
from docscan.review.commitments import Commitment
from docscan.review.pairing import EDITIONS, REVIEWS, Pairs, pair
from docscan.review.texts import Text
from docscan.review.unit import Unit
from docscan.terms.lexicon import load

DECIMALS = 3
#: Words for presiding over a body.
_CHAIR = re.compile(r"(?i)\b(?:pr[eé]sid\w*|chair\w*|headed|led\s+by|dirig\w+)\b")
#: A body that turns into another.
_BECOMES = re.compile(
    r"(?i)\b(?:becomes|is\s+turned\s+into|is\s+replaced\s+by|devient|est\s+remplac\w+\s+par|se\s+convierte\s+en|se\s+transforma\s+en"
    r"|es\s+sustituid\w+\s+por|torna-se|transforma-se\s+em|é\s+substituíd\w+\s+por)\b"
)
HANDED_OVER, ENDED = "deeds:hand_over", "ends:ended"


def track(older: Text, newer: Text, kind: Literal["edition", "review"]) -> Track:
    """Follow the actions of ``older`` into ``newer``, an edition or a review of progress."""
    places = bearing.places_beyond(older, newer)
    found = pair(units.cut(older, places), units.cut(newer, places), EDITIONS if kind == "edition" else REVIEWS)
    known = aspects.currencies(older, newer)
    fates = tuple(_older_fates(found, known, older, newer, kind))
    fates += tuple(_new(found, known, newer))
    names: tuple[FateName, ...] = EDITION_FATES if kind == "edition" else REVIEW_FATES
    counts = Counter(fate.fate for fate in fates)
    return Track(
        kind=kind,
        older=older.document,
        newer=newer.document,
        counts=tuple((name, counts[name]) for name in names),
        doubtful=sum(1 for fate in fates if fate.doubtful),
        fates=fates,
        languages_differ=older.language != newer.language,
        whole_text=older.whole and newer.whole,
    )


def _older_fates(found: Pairs, known: frozenset[str], older: Text, newer: Text, kind: str) -> Sequence[Fate]:
    by_row: dict[int, list[tuple[int, float]]] = {}
    near: dict[int, list[tuple[int, float]]] = {}
    for table, source in ((by_row, found.matches), (near, found.doubtful)):
        for row, column, value in source:
            given_up = kind == "edition" and _ends(found.newer[column])
            (near if given_up else table).setdefault(row, []).append((column, value))
    fates = []
    for row, item in enumerate(found.older):
        columns = sorted(by_row.get(row, ()), key=lambda x: (not found.newer[x[0]].action, -x[1], x[0]))
        if not columns and not item.action:
            continue
        differing = _changes(found, row, columns, known) if columns else ()
        fates.append(
            Fate(
                fate=_name(bool(columns), differing, kind),
                older=_action(item, older, known),
                matches=tuple(_candidate(found, row, column, value, newer, known) for column, value in columns),
                changes=differing,
                doubtful=tuple(
                    _candidate(found, row, column, value, newer, known) for column, value in near.get(row, ())
                ),
            )
        )
    return fates


def _ends(item: Commitment) -> bool:
    """Whether a text only tells here that an action was given up."""
    first = item.units[0]
    return ENDED in first.senses and not first.to_come and first.passage.kind != "table_row"


def _name(matched: bool, differing: Sequence[AspectChange], kind: str) -> FateName:
    if kind == "review":
        return "reported" if matched else "unreported"
    if not matched:
        return "dropped"
    return "changed" if differing else "kept"


def _changes(
    found: Pairs, row: int, columns: Sequence[tuple[int, float]], known: frozenset[str]
) -> tuple[AspectChange, ...]:
    best = found.newer[columns[0][0]]
    one, two = aspects.read(found.older[row], known), aspects.read(best, known)
    said = found.unit(row, columns[0][0])
    sentences = (said, best.units[0], *_halves(said, best))
    handed = any(HANDED_OVER in unit.senses for unit in sentences) or bool(one.body and _BECOMES.search(said.text))
    chaired = all(_CHAIR.search(item.units[0].text) for item in (found.older[row], best))
    return changes.changes(one, two, handed_over=handed, chaired=chaired, across=found.likeness.across)  # fmt: skip


def _halves(said: Unit, item: Commitment) -> list[Unit]:
    """The units that go on with a sentence after a semicolon."""
    return [
        unit
        for unit in item.units
        if unit.passage is said.passage and unit.order == said.order + 1 and said.text.endswith(";")
    ]


def _new(found: Pairs, known: frozenset[str], newer: Text) -> list[Fate]:
    matched = {column for _, column, _ in found.matches}
    return [
        Fate(fate="new", older=None, matches=(_alone(item, newer, known),), changes=(), doubtful=())
        for column, item in enumerate(found.newer)
        if column not in matched and item.action
    ]


def _alone(item: Commitment, text: Text, known: frozenset[str]) -> Candidate:
    return Candidate(action=_action(item, text, known), similarity=1.0, grounds=())


def _candidate(found: Pairs, row: int, column: int, value: float, text: Text, known: frozenset[str]) -> Candidate:
    return Candidate(
        action=_action(found.newer[column], text, known),
        similarity=round(value, DECIMALS),
        grounds=found.grounds(row, column),
    )


def _action(item: Commitment, text: Text, known: frozenset[str]) -> Action:
    head = item.head.passage
    stated = aspects.read(item, known)
    return Action(
        quote=Quote(
            document=text.document,
            passage=head.id,
            page=head.page,
            label=head.label,
            path=head.path,
            language=head.language,
            level=head.level,
            text=item.text,
        ),
        context=head.text,
        themes=_themes(item),
        bodies=tuple(held.written for held in stated.body),
        amounts=tuple(held.written for held in stated.money),
        dates=tuple(held.written for held in stated.date),
        targets=tuple(held.written for held in stated.target),
    )


def _themes(item: Commitment) -> tuple[str, ...]:
    concepts = load("concepts")
    names = sorted(
        {name.split(":", 1)[1] for unit in item.units for name in unit.senses if name.startswith("concepts:")}
    )
    found = [theme for name in names if name in concepts for theme in concepts[name].value]
    return tuple(dict.fromkeys(found))
