"""What a scan says when it is done: a few lines for people, one object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from docscan.batch import Run
from docscan.planning import Plan
from docscan.scorecard import UNIDENTIFIED, Scorecard


def as_text(run: Run) -> str:
    """Countries with index, interval and band, what failed, and where the scorecards are."""
    results = run.brief
    lines = [_country_line(card, _name(run, card.id)) for card in results.countries]
    failed = [failure for failure in results.failures if failure.status in ("failed", "unreadable")]
    lines.append(
        f"{len(results.documents)} documents of {len(results.countries)} countries scored, {len(failed)} failed, "
        f"{len(results.failures) - len(failed)} left out"
    )
    if results.failures:
        lines.append(f"Without a scorecard: {run.out / 'failures.csv'}")
    lines.append(f"Overview:   {run.out / 'index.html'}")
    lines.append(f"Scorecards: {run.out / 'scorecards'}")
    return "\n".join(lines)


#: What a document whose first missing stage is this one will go through, and why.
_REASONS = {
    "read": "read, judge, score (new, changed, or read with other settings)",
    "judge": "judge, score (another model or termbase)",
    "score": "score (other weights, frameworks or seed)",
}


def of_plan(plan: Plan) -> str:
    """What a scan would do, a line a document, and the counts."""
    lines = []
    for item in plan.documents:
        todo = _REASONS[item.missing[0]] if item.missing else "nothing: all its results are there"
        lines.append(f"{item.file.source}: {todo}")
    lines += [f"{failure.file}: {failure.status}: {failure.cause}" for failure in plan.failures]
    todo_count = sum(1 for item in plan.documents if item.missing)
    lines.append(
        f"{todo_count} of {len(plan.documents)} documents to process, {len(plan.failures)} left out; nothing was done"
    )
    return "\n".join(lines)


def as_json(run: Run) -> str:
    """The same as one JSON object (``"schema": 1``)."""
    results = run.brief
    return json.dumps(
        {
            "schema": 1,
            "results": str(run.out),
            "documents": len(results.documents),
            "computed": run.computed,
            "countries": [
                {
                    "iso3": card.id,
                    "country": _name(run, card.id),
                    "index": card.index.value,
                    "low": card.index.low,
                    "high": card.index.high,
                    "band": card.index.band,
                    "coverage": round(card.coverage.share, 4),
                }
                for card in results.countries
            ],
            "failures": [
                {"file": item.file, "status": item.status, "cause": item.cause, "fix": item.fix}
                for item in results.failures
            ],
            "warnings": list(run.warnings),
        },
        ensure_ascii=False,
        indent=1,
    )


def notes(run: Run, verbose: bool) -> Iterator[str]:
    """Warnings and failures, one line each; with ``verbose`` those of every document and the files left out."""
    yield from run.warnings
    for failure in run.brief.failures:
        yield f"{failure.file}: {failure.status}: {failure.cause} → {failure.fix}"
    for document in run.brief.documents:
        if document.iso3 == "ZZZ":
            yield f"{document.file}: country not identified → add to documents.csv: {document.file},<ISO3>"
        if verbose:
            for warning in document.warnings:
                yield f"{document.file}: {warning}"
    if run.ignored:
        names = ", ".join(run.ignored if verbose else run.ignored[:3])
        more = "" if verbose or len(run.ignored) <= 3 else f" and {len(run.ignored) - 3} more (-v names them)"
        yield f"{len(run.ignored)} other files left out: {names}{more}"


def _country_line(card: Scorecard, name: str) -> str:
    index = card.index
    if card.id == UNIDENTIFIED:
        return f"{card.id}  {'country not identified':32.32}  {len(card.documents)} files, each scored on its own"
    if index.value is None:
        return f"{card.id}  {name:32.32}  no index: {card.coverage.share:.0%} of the text read"
    return f"{card.id}  {name:32.32}  {index.value:5.1f}  [{index.low:.1f}–{index.high:.1f}]  {index.band}"


def _name(run: Run, iso3: str) -> str:
    return next((item.country for item in run.brief.documents if item.iso3 == iso3 and item.country), iso3)
