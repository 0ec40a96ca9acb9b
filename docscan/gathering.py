"""Results of single documents to the results of a run: countries pooled and ranked, failures listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docscan import __version__, locations, pipeline
from docscan.config import Settings
from docscan.document import Document
from docscan.judgement import Judgements
from docscan.planning import Plan, Planned
from docscan.report.results import DocumentResult, Failure, Results, RunFacts
from docscan.report.stored import DocumentFacts, Stored
from docscan.scorecard import FrameworkResult, Scorecard
from docscan.store import Cache, ResultsFolder, digest


def gather(plan: Plan, failures: Mapping[str, Failure], settings: Settings, folder: ResultsFolder) -> Results:
    """The whole run as a value: documents in order, countries pooled, ranks, failures.

    Documents are read from the cache when they are asked for, so the folder must stay open.
    """
    from docscan.score.country import ranks

    scored: list[tuple[Planned, DocumentFacts]] = []
    for item in plan.documents:
        value = None if item.file.source in failures else folder.cache.get(dict(item.keys)["score"])
        if value is not None:
            scored.append((item, pipeline.decode(value, DocumentFacts)))
    groups: dict[str, list[Planned]] = {}
    for item, facts in scored:
        groups.setdefault(facts.iso3, []).append(item)
    countries = tuple(_country(groups[iso3], settings, folder.cache) for iso3 in sorted(groups))
    planned = {facts.id: item for item, facts in scored}
    return Results(
        documents=Stored(
            (facts for _, facts in scored),
            lambda ids: (_result(planned[number], folder) for number in ids),
        ),
        countries=countries,
        ranks=ranks(countries),
        failures=listed(plan, failures),
        frameworks=pipeline.chosen_frameworks(settings.score.frameworks),
        run=run_facts(plan, settings),
    )


def _result(item: Planned, folder: ResultsFolder) -> DocumentResult:
    """A document as the cache keeps it, with the way from the results folder to its file."""
    result = pipeline.decode(folder.cache.get(dict(item.keys)["score"]) or b"", DocumentResult)
    return replace(result, href=address(item.file.location, folder.path))


def listed(plan: Plan, failures: Mapping[str, Failure]) -> tuple[Failure, ...]:
    """All files without a scorecard, by name."""
    return tuple(sorted((*plan.failures, *failures.values()), key=lambda failure: (failure.file, failure.status)))


def address(location: str, out: Path) -> str:
    """How a page in the results folder leads to a file: a relative path, a web address, or nothing."""
    if not locations.is_url(location) or location.startswith("file://"):
        return locations.link(Path(location.removeprefix("file://")), out)
    return location if location.startswith(("http://", "https://")) else ""


def _country(group: Sequence[Planned], settings: Settings, cache: Cache) -> Scorecard:
    """The pooled scorecard of one country, kept by the keys of its documents."""
    from docscan.score.country import pooled, score_pool
    from docscan.score.evidence import collect
    from docscan.score.framework import pool_answers

    key = digest("country", [dict(item.keys)["score"] for item in group])
    known = cache.get(key)
    if known is not None:
        return pipeline.decode(known, Scorecard)
    parts = []
    answers: dict[str, tuple[FrameworkResult, ...]] = {}
    for item in group:
        keys = dict(item.keys)
        document = pipeline.decode(cache.get(keys["read"]) or b"", Document)
        parts.append(collect(document, pipeline.decode(cache.get(keys["judge"]) or b"", Judgements)))
        own = pipeline.decode(cache.get(keys["score"]) or b"", DocumentResult)
        answers[own.id] = own.scorecard.frameworks
    framework = pipeline.profile_framework(settings)
    chosen = pooled(parts, settings.score, framework)
    together = pool_answers(
        pipeline.chosen_frameworks(settings.score.frameworks), [answers[part.document] for part in chosen]
    )
    card = score_pool(chosen, settings.score, framework, together)
    cache.put([(key, "country", pipeline.encode(card))])
    return card


def run_facts(plan: Plan, settings: Settings) -> RunFacts:
    """What the run was made with."""
    from docscan.classify.model import identify

    model = identify(settings.classify.model)
    return RunFacts(
        version=__version__,
        settings=settings.fingerprint("extract", "classify", "score"),
        model=model.id,
        threshold=model.threshold,
        profile=settings.score.profile,
        seed=settings.score.seed,
        draws=settings.score.draws,
        inputs=tuple((item.file.source, item.file.id) for item in plan.documents if item.file.id),
    )
