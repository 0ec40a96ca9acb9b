"""The editions of a country in order, and what each is: new, revised, the first here, or a review of progress.

``revised`` where an earlier edition of the series is at hand, or the document says that there was one; ``new`` only where it
says so; else ``first here``. Reviews of the MDG and SDG stand apart from reviews of plans.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from docscan.comparison import Edition, EditionStatus, StatusOrigin
from docscan.document import KINDS
from docscan.review.texts import Record
from docscan.terms.syntax import fold

#: Kinds that tell what became of a plan, and those that tell it of the goals of the United Nations.
REVIEWS: frozenset[str] = frozenset({"mid_term_review", "progress_report"})
GOALS_REVIEWS: frozenset[str] = frozenset({"sdg_review"})
#: Characters of the text's beginning in which it may say which edition it is.
HEAD = 6000


def in_order(records: Sequence[Record]) -> tuple[Record, ...]:
    """Documents of one country by year, those without a year last; of one year by kind and file."""
    return tuple(sorted(records, key=lambda r: (not r.year, r.year, _kind_order(r.kind), r.file, r.document)))


def is_plan(record: Record) -> bool:
    """Whether a document is a plan, no review of progress."""
    return record.kind not in REVIEWS | GOALS_REVIEWS


def before(record: Record, records: Sequence[Record]) -> Record | None:
    """The edition before this one in its series: the latest of an earlier year."""
    earlier = [other for other in records if other.series == record.series and other.year and other.year < record.year]
    return max(earlier, key=lambda other: (other.year, other.file)) if record.year and earlier else None


def status(record: Record, records: Sequence[Record]) -> tuple[EditionStatus, StatusOrigin]:
    """What a document is among those of its country, and what that rests on."""
    if record.kind in GOALS_REVIEWS:
        return "goals_review", "kind"
    if record.kind in REVIEWS:
        return "review", "kind"
    if before(record, records) is not None:
        return "revised", "earlier_edition"
    said_by: StatusOrigin = "metadata" if record.detected.get("edition") == "metadata" else "text"
    for origin, field, text in (
        (said_by, "edition", record.edition),
        ("title", "title", record.title),
        ("text", "text", record.head[:HEAD]),
    ):
        found = _said(field, text)
        if found is not None:
            return found, origin
    return "first_here", "none"


def edition(record: Record, records: Sequence[Record], since: int | None) -> Edition:
    """The document as the report shows it."""
    found, origin = status(record, records)
    levels = [passage.level for passage in record.relevant]
    words = sum(len(passage.text.split()) for passage in record.relevant)
    return Edition(
        document=record.document,
        file=record.file,
        href=record.href,
        title=record.title,
        year=record.year,
        kind=record.kind,
        edition=record.edition,
        language=record.language,
        series=record.series,
        status=found,
        status_from=origin,
        in_period=in_period(record, since),
        pages=record.pages,
        coverage=record.coverage,
        mentions=len(levels),
        actions=sum(level >= 3 for level in levels),
        anchored=sum(level >= 4 for level in levels),
        share=round(words / max(record.words, 1), 6),
        index=record.index,
        dimensions=record.dimensions,
    )


def in_period(record: Record, since: int | None) -> bool:
    """Whether a document is of the period; without a year it is of none but the whole."""
    return since is None or (record.year.isdigit() and int(record.year) >= since)


def newest(records: Sequence[Record], since: int | None) -> Record | None:
    """The plan that stands for its country: the newest of the period, of several the kind that says most."""
    plans = [record for record in records if is_plan(record) and in_period(record, since)]
    dated = [record for record in plans if record.year] or plans
    if not dated:
        return None
    return min(dated, key=lambda r: (-int(r.year or 0), _kind_order(r.kind), r.file))


def _kind_order(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _said(field: str, text: str) -> EditionStatus | None:
    plain = fold(text)
    for name in ("revised", "new"):
        if any(pattern.search(plain) for pattern in _patterns()[name, field]):
            return name
    return None


@lru_cache(maxsize=1)
def _patterns() -> dict[tuple[str, str], tuple[re.Pattern[str], ...]]:
    table = tomllib.loads(files("docscan.review").joinpath("editions.toml").read_text(encoding="utf-8"))
    return {
        (name, field): tuple(re.compile(pattern) for pattern in patterns)
        for name in ("revised", "new")
        for field, patterns in table[name].items()
    }
