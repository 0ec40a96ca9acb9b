"""What of an action changed between two texts.

Only what both texts state can have changed: a plan that gives no sum this time has not changed the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docscan.comparison import ASPECTS, AspectChange
from docscan.review.aspects import ANY, Aspects, Held

_YEARS = range(1900, 2100)
#: Names of one body share this part of their words.
_SAME_BODY = 0.5


def changes(
    older: Aspects, newer: Aspects, *, handed_over: bool, chaired: bool = False, across: bool = False
) -> tuple[AspectChange, ...]:
    """What differs. ``handed_over``: the newer text says that the action passes to another body; ``chaired``: both texts
    say who presides over the body that acts; ``across``: the texts are in two languages, so that bodies are told apart by their
    field of government only, not by name."""
    found: list[AspectChange] = []
    for aspect in ASPECTS:
        one, two = older.of(aspect), tuple(held for held in newer.of(aspect) if not held.left)
        gone = [
            held for held in newer.of(aspect) if held.left and any(_same_body(held.values, it.values) for it in one)
        ]
        differs = {"body": _other_field if across else _other_body, "target": _other_target, "date": _other_date}.get(
            aspect, _other_values
        )
        if (
            (one and two and differs(one, two))
            or (aspect == "body" and handed_over and two)
            or gone
            or (aspect == "body" and chaired and _other_chair(one, two))
        ):
            found.append(AspectChange(aspect=aspect, older=_written(one), newer=_written(two)))
    return tuple(found)


def _written(held: Iterable[Held]) -> str:
    return "; ".join(dict.fromkeys(item.written for item in held))


def _other_values(one: Sequence[Held], two: Sequence[Held]) -> bool:
    """Whether the newer text states another value: the older's last one is not among the newer's."""
    older = {_unscaled(value) for held in one for value in held.values}
    newer = {_unscaled(value) for held in two for value in held.values}
    return not older & newer


def _other_date(one: Sequence[Held], two: Sequence[Held]) -> bool:
    """Whether the newer text gives other years, and not only years before all of the older's: those tell of the past."""
    last = max(value for held in two for value in held.values)
    return _other_values(one, two) and last >= min(value for held in one for value in held.values)


def _unscaled(value: str) -> str:
    """A sum without its thousands: a table in millions and a sentence say the same."""
    number = float(value)
    while number >= 1000 and number % 1000 == 0 and number not in _YEARS:
        number /= 1000
    return f"{number:g}"


def _other_chair(one: Sequence[Held], two: Sequence[Held]) -> bool:
    """Whether, beside the bodies that both name, each names one that the other doesn't."""
    left = [held for held in one if not any(_same_body(held.values, other.values) for other in two)]
    right = [held for held in two if not any(_same_body(held.values, other.values) for other in one)]
    return bool(left) and bool(right)


def _other_body(one: Sequence[Held], two: Sequence[Held]) -> bool:
    return not any(_same_body(a.values, b.values) for a in one for b in two)


def _other_field(one: Sequence[Held], two: Sequence[Held]) -> bool:
    fields = [{name for held in side for name in held.values if ":" in name} for side in (one, two)]
    return bool(fields[0] and fields[1]) and _other_body(one, two)


def _same_body(one: frozenset[str], two: frozenset[str]) -> bool:
    fields = [{name for name in names if ":" in name} for names in (one, two)]
    if fields[0] and fields[1]:
        return bool(fields[0] & fields[1])
    return len(one & two) > _SAME_BODY * min(len(one), len(two))


def _other_target(one: Sequence[Held], two: Sequence[Held]) -> bool:
    """Whether something that both count is counted differently, and nothing that both count is counted the same."""
    older, newer = _by_thing(one), _by_thing(two)
    if ANY in newer and not newer.pop(ANY) & set().union(*older.values()):
        return True
    both = [thing for thing in older if thing in newer]
    if any(thing.startswith("groups:") and not older[thing] & newer[thing] for thing in both):
        return True
    for indicator in (False, True):
        things = [thing for thing in both if thing.startswith("indicator ") == indicator]
        if things and not any(older[thing] & newer[thing] for thing in things):
            return True
    return False


def _by_thing(held: Sequence[Held]) -> dict[str, set[str]]:
    """Values by what they count; where one is said to be raised, it alone."""
    raised = {value.partition("=")[0] for item in held if item.raised for value in item.values}
    found: dict[str, set[str]] = {}
    for item in held:
        for value in sorted(item.values):
            thing, _, number = value.partition("=")
            if item.raised or thing not in raised:
                found.setdefault(thing, set()).add(number)
    return found
