"""What a scan must do: which stages of which documents are missing, told by the hash of all that a result depends on.

A run that was stopped goes on, an added file costs that file, and a changed weight costs scoring only.
"""

from __future__ import annotations

from dataclasses import dataclass

from docscan import installation, locations, pipeline
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


#: Libraries whose version a stage's results depend on.
LIBRARIES = {
    "read": ("pypdfium2", "pdfplumber", "lxml", "python-docx", "markdown-it-py", "charset-normalizer", "py3langid"),
    "judge": ("spacy", "scikit-learn", "numpy", "scipy"),
    "score": ("numpy", "spacy"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One document to process: its file, its metadata row, the cache keys of its stages, and those that are missing.

    There are no keys where nobody has read the file yet. ``failure`` is what a former run found it to be, such as a
    document in a language that is not scored; nothing is missing then.
    """

    file: Found
    row: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    failure: Failure | None = None


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
            failures.append(_unopened(file))
        elif file.id and file.id in first:
            failures.append(
                Failure(
                    file=file.source,
                    status="duplicate",
                    cause=f"is the same file as {first[file.id]}",
                    fix="nothing to do: one copy is enough",
                )
            )
        else:
            if file.id:
                first[file.id] = file.source
            documents.append(_planned(file, tuple(sorted(rows.row(file.source).items())), context, cache))
    warnings = rows.warnings + rows.missing([file.source for file in found.files])
    return Plan(documents=tuple(documents), failures=tuple(failures), warnings=warnings, ignored=found.ignored)


def _unopened(file: Found) -> Failure:
    usual = locations.unopened(file.problem)
    cause = file.problem if file.problem.startswith("cannot ") else usual.cause
    return Failure(file=file.source, status="failed", cause=cause, fix=usual.fix)


def _planned(file: Found, row: tuple[tuple[str, str], ...], context: Context, cache: Cache | None) -> Planned:
    if not file.id:
        return Planned(file=file, row=row, keys=(), missing=pipeline.STAGES)
    keys = stage_keys(file, row, context)
    missing = tuple(stage for stage, key in keys if cache is None or not cache.has(key))
    known = cache.get(failure_key(keys)) if cache is not None and missing and "read" not in missing else None
    if known is None:
        return Planned(file=file, row=row, keys=keys, missing=missing)
    return Planned(file=file, row=row, keys=keys, missing=(), failure=pipeline.decode(known, Failure))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the stages of every document of a run depend on besides its file: settings, code, model, OCR, as hashes."""

    read: str
    judge: str
    score: str


def run_context(settings: Settings) -> Context:
    """The hashes of a run; costly to make, so made once a plan."""
    frameworks = [repr(framework) for framework in pipeline.chosen_frameworks(settings.score.frameworks)]
    # The time a document may take decides whether it has a result, never what the result is.
    extract = settings.with_options(extract={"max_seconds": 0}).fingerprint("extract")
    versions = installation.versions()
    libraries = {stage: [versions.get(name) for name in names] for stage, names in LIBRARIES.items()}
    return Context(
        read=digest(extract, installation.ocr_state(settings), code_digest(*CODE["read"]), libraries["read"]),
        judge=digest(model_id(settings), settings.extract.languages, code_digest(*CODE["judge"]), libraries["judge"]),
        score=digest(settings.fingerprint("score"), frameworks, code_digest(*CODE["score"]), libraries["score"]),
    )


def stage_keys(file: Found, row: tuple[tuple[str, str], ...], context: Context) -> tuple[tuple[str, str], ...]:
    """The cache key of each stage: a hash of all that its result depends on."""
    read = digest("read", file.id, file.source, row, context.read)
    judge = digest("judge", read, context.judge)
    return (("read", read), ("judge", judge), ("score", digest("score", judge, context.score)))


def failure_key(keys: tuple[tuple[str, str], ...]) -> str:
    """The cache key of why a document that was read cannot be scored, from its stage keys."""
    return digest("failure", dict(keys)["read"])


def model_id(settings: Settings) -> str:
    """The id of the model that judges: it changes whenever judgements may change. Raises ModelError."""
    from docscan.classify.model import identify

    return identify(settings.classify.model).id
