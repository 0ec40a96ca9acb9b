"""What a scan must do: which stages of which documents are missing, told by the hash of all that a result depends on.

A run that was stopped goes on, an added file costs that file, and a changed weight costs scoring only.
"""

from __future__ import annotations

from dataclasses import dataclass

from docscan import pipeline
from docscan.config import Settings
from docscan.discovery import Discovery, Found
from docscan.metadata import MetadataTable
from docscan.report.results import Failure
from docscan.store import Cache, code_digest, digest

#: What each stage depends on besides its input: the parts of the package whose change makes its results stale.
CODE = {
    "read": ("extract", "document.py", "terms/identity", "terms/headings"),
    "judge": ("classify", "terms", "judgement.py"),
    "score": ("score", "frameworks", "terms", "scorecard.py", "report/results.py"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One document to process: its file, its metadata row, the cache keys of its stages, and those that are missing."""

    file: Found
    row: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All documents in order of their names, the files that fail before they are opened, and warnings."""

    documents: tuple[Planned, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]
    ignored: tuple[str, ...]


def make_plan(found: Discovery, rows: MetadataTable, settings: Settings, cache: Cache | None) -> Plan:
    """What must be done: for each file the stages whose results are not in the cache."""
    documents: list[Planned] = []
    failures: list[Failure] = []
    first: dict[str, str] = {}
    context = run_context(settings)
    for file in found.files:
        if file.problem:
            failures.append(
                Failure(
                    file=file.source,
                    status="failed",
                    cause=f"cannot be opened ({file.problem})",
                    fix="check that it is a file, is there, and may be read",
                )
            )
        elif file.id in first:
            failures.append(
                Failure(
                    file=file.source,
                    status="duplicate",
                    cause=f"is the same file as {first[file.id]}",
                    fix="nothing to do: one copy is enough",
                )
            )
        else:
            first[file.id] = file.source
            row = tuple(sorted(rows.row(file.source).items()))
            keys = stage_keys(file, row, context)
            missing = tuple(stage for stage, key in keys if cache is None or not cache.has(key))
            documents.append(Planned(file=file, row=row, keys=keys, missing=missing))
    warnings = rows.warnings + rows.missing([file.source for file in found.files])
    return Plan(documents=tuple(documents), failures=tuple(failures), warnings=warnings, ignored=found.ignored)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the stages of every document of a run depend on besides its file: settings, code, model, OCR, as hashes."""

    read: str
    judge: str
    score: str


def run_context(settings: Settings) -> Context:
    """The hashes of a run; costly to make, so made once."""
    frameworks = [repr(framework) for framework in pipeline.chosen_frameworks(settings.score.frameworks)]
    return Context(
        read=digest(settings.fingerprint("extract"), _ocr_state(settings), code_digest(*CODE["read"])),
        judge=digest(_model_key(settings), settings.extract.languages, code_digest(*CODE["judge"])),
        score=digest(settings.fingerprint("score"), frameworks, code_digest(*CODE["score"])),
    )


def stage_keys(file: Found, row: tuple[tuple[str, str], ...], context: Context) -> tuple[tuple[str, str], ...]:
    """The cache key of each stage: a hash of all that its result depends on."""
    read = digest("read", file.id, file.source, row, context.read)
    judge = digest("judge", read, context.judge)
    return (("read", read), ("judge", judge), ("score", digest("score", judge, context.score)))


def _ocr_state(settings: Settings) -> tuple[object, ...]:
    """What OCR would read with: a scan read without it must be read again once it is installed."""
    from docscan.extract import ocr

    if settings.extract.ocr == "off" or not ocr.available():
        return ()
    return (ocr.version(), ocr.languages())


def _model_key(settings: Settings) -> str:
    from docscan.classify.model import load_model

    return load_model(settings.classify.model).id
