"""Do the numbers of candidates go on from one another, as the numbers of a document's sections do?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from docscan.extract.headings_candidates import Candidate
from docscan.extract.headings_numbering import Label

#: Numbered headings stand this many lines apart or more; list items stand closer.
_APART = 40


def weigh(candidates: Sequence[Candidate]) -> None:
    """Add ``follows``, ``broken``, ``again``, ``parent`` and ``spread`` to the evidence of labelled candidates."""
    _settle_letters(candidates)
    labelled = [candidate for candidate in candidates if candidate.label]
    by_parts: dict[tuple[str, tuple[int, ...]], list[int]] = defaultdict(list)
    for candidate in labelled:
        assert candidate.label is not None
        by_parts[(candidate.label.kind, candidate.label.parts)].append(candidate.first)
    for candidate in labelled:
        _weigh_one(candidate, by_parts)
    _weigh_spread(labelled)


def _settle_letters(candidates: Sequence[Candidate]) -> None:
    """``I.`` after ``H.`` is the letter, not the roman numeral; ``C.`` after ``B.`` never was roman."""
    last = 0
    for candidate in candidates:
        label = candidate.label
        if label is None:
            continue
        if label.kind == "upper" and label.depth == 1:
            last = label.parts[0]
        elif label.kind == "roman" and label.depth == 1 and last and label.end <= 4:
            letter = candidate.text.lstrip("(")[0]
            if ord(letter) - 64 == last + 1 and not candidate.text[1:2].isalpha():
                candidate.label = replace(label, kind="upper", parts=(last + 1,))
                last += 1


def _weigh_one(candidate: Candidate, by_parts: dict[tuple[str, tuple[int, ...]], list[int]]) -> None:
    label = candidate.label
    assert label is not None
    own = by_parts[(label.kind, label.parts)]
    before = by_parts.get((label.kind, _shift(label, -1)), [])
    after = by_parts.get((label.kind, _shift(label, 1)), [])
    preceded = any(first < candidate.first for first in before)
    succeeded = any(first > candidate.first for first in after)
    opening = label.parts[-1] <= 1
    candidate.evidence["follows"] = 1.0 if preceded or (opening and succeeded) else 0.0
    candidate.evidence["broken"] = 1.0 if not preceded and not opening else 0.0
    # Single numbers begin anew under every chapter; where print sets them off from text they may.
    restarting = label.depth == 1 and label.order == 0 and not candidate.evidence.get("plain")
    candidate.evidence["again"] = 0.0 if restarting else min(len(own) - 1, 3) / 3
    if label.depth > 1:
        candidate.evidence["parent"] = float(_has_parent(label, candidate.first, by_parts))


def _has_parent(label: Label, first: int, by_parts: dict[tuple[str, tuple[int, ...]], list[int]]) -> bool:
    kinds = {label.kind, "section", "chapter", "part", "axis", "roman", "annex"} if label.depth == 2 else {label.kind}
    return any(place < first for kind in sorted(kinds) for place in by_parts.get((kind, label.parts[:-1]), ()))


def _shift(label: Label, step: int) -> tuple[int, ...]:
    return (*label.parts[:-1], label.parts[-1] + step)


def _weigh_spread(labelled: Sequence[Candidate]) -> None:
    """How far apart labels of one family and style stand: list items follow every few lines."""
    families: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in labelled:
        assert candidate.label is not None
        families[(*candidate.label.family, candidate.label.closing, *candidate.style[:3])].append(candidate)
    for members in families.values():
        steps = [after.first - before.first for before, after in pairwise(members)]
        spread = min(median(steps), _APART) / _APART if steps else 0.5
        for member in members:
            member.evidence["spread"] = spread
