"""One file through all stages: where reading, judging and scoring meet.

Every stage is a pure function of its input and settings; its result travels as bytes, so that it can be kept by key and
handed to another process.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from docscan import collector, locations
from docscan.config import Settings
from docscan.document import Document, Passage, Section
from docscan.errors import DocumentError, ModelError
from docscan.judgement import Judgements, SectionSectors
from docscan.report.results import Failure, document_result
from docscan.scorecard import FrameworkResult, Scorecard

if TYPE_CHECKING:
    from docscan.classify import PassageText
    from docscan.frameworks import Framework

#: The stages in order; each needs the results of all before it.
STAGES = ("read", "judge", "score")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document to process. ``done`` holds the encoded results of the first stages where they are known already.

    ``location`` is a path or URL; ``id`` is empty where nobody has read the file yet. ``model`` is the id of the model
    that must judge, empty where any will do: on another machine the same name may mean another one.
    """

    location: str
    source: str
    id: str
    metadata: tuple[tuple[str, str], ...]
    settings: Settings
    model: str = ""
    done: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """The encoded results of the stages that were computed now, or why the document has none.

    ``id`` is the SHA-256 of the file's bytes, empty where it could not be had. A ``failure`` is ``lasting`` where the
    same file with the same settings would end in it again.
    """

    id: str
    made: tuple[tuple[str, bytes], ...]
    pages: int = 0
    failure: Failure | None = None
    lasting: bool = False


def process(task: Task) -> Processed:
    """Run the stages that are missing. Expected failures come back as values; anything else is a bug and is raised."""
    with collector.paused():
        return _process(task)


def _process(task: Task) -> Processed:
    done = dict(task.done)
    made: list[tuple[str, bytes]] = []
    number = task.id
    try:
        if "read" in done:
            document = decode(done["read"], Document)
        else:
            with locations.local(task.location) as path:
                number = number or locations.sha256(path)
                document = read(path, task)
            made.append(("read", encode(document)))
    except DocumentError as error:
        failure = Failure(file=task.source, status="failed", cause=error.cause, fix=error.fix)
        return Processed(id=number, made=(), failure=failure)
    failure_found = unscorable(document, task.settings)
    pages = len(document.pages)
    if failure_found is not None:
        return Processed(id=number, made=tuple(made), pages=pages, failure=failure_found, lasting=True)
    if "judge" in done:
        judgements = decode(done["judge"], Judgements)
    else:
        judgements = judge(document, task.settings)
        if task.model and judgements.model != task.model:
            raise ModelError(
                f"is another model on a worker ({judgements.model}) than here ({task.model})",
                subject=task.settings.classify.model,
                fix="give every machine the same model",
            )
        made.append(("judge", encode(judgements)))
    if "score" not in done:
        card = score(document, judgements, task.settings)
        made.append(("score", encode(document_result(document, judgements, card))))
    return Processed(id=number, made=tuple(made), pages=pages)


def identify(task: Task) -> Processed:
    """Only the id of a file, for those whose store cannot tell whether they changed."""
    try:
        with locations.local(task.location) as path:
            return Processed(id=locations.sha256(path), made=())
    except DocumentError as error:
        failure = Failure(file=task.source, status="failed", cause=error.cause, fix=error.fix)
        return Processed(id="", made=(), failure=failure)


def read(path: Path, task: Task) -> Document:
    """The file as a Document. Raises DocumentError."""
    from docscan.extract import extract

    return extract(path, task.settings.extract, metadata=dict(task.metadata) or None, source=task.source)


def unscorable(document: Document, settings: Settings) -> Failure | None:
    """Why a document that was read cannot be judged: no page had text, or its language is not one we score."""
    known = settings.extract.languages
    if document.pages and all(page.origin == "unreadable" for page in document.pages):
        status, cause, fix = (
            "unreadable",
            "no page has readable text: it is a scan, or its fonts carry no letters",
            "set ocr to auto under [extract] in docscan.toml, and install Tesseract where it is not"
            if settings.extract.ocr == "off"
            else 'install Tesseract and pip install "docscan[ocr]"; docscan doctor says what is missing',
        )
    elif not document.passages:
        status, cause, fix = "unreadable", "holds no text that could be judged", "check that it is the right file"
    elif not any(passage.language in known for passage in document.passages):
        status, cause, fix = (
            "unsupported_language",
            f"its language ({document.language}) is not scored yet",
            f"docscan scores {', '.join(known)}; use a translation if there is one",
        )
    else:
        return None
    identity = document.identity
    return Failure(
        file=document.source,
        status=status,  # type: ignore[arg-type]
        cause=cause,
        fix=fix,
        iso3=identity.country.value,
        country=identity.country_name,
    )


def judge(document: Document, settings: Settings) -> Judgements:
    """Judge every passage in a language that can be scored, and find the sectors of every section."""
    from docscan.classify.model import UNMEASURED, load_model
    from docscan.classify.sectors import of_section

    model = load_model(settings.classify.model)
    sections = {section.id: section for section in document.sections}
    known = settings.extract.languages
    passages = [passage_text(document, sections, item) for item in document.passages if item.language in known]
    texts: dict[str, list[str]] = {}
    for item in document.passages:
        texts.setdefault(item.section, []).append(document.text[item.start : item.end])
    language = document.language if document.language in known else known[0]
    return Judgements(
        document=document.id,
        model=model.id,
        threshold=model.threshold,
        passages=tuple(model.judge(passages)),
        sections=tuple(
            SectionSectors(
                section=section.id, sectors=of_section(section.path, "\n".join(texts.get(section.id, ())), language)
            )
            for section in document.sections
        ),
        warnings=tuple(said for code, said in UNMEASURED.items() if any(item.language == code for item in passages)),
    )


def passage_text(document: Document, sections: dict[str, Section], passage: Passage) -> PassageText:
    """A passage as the model sees it: its own text, and as context its heading path and the lead-in of its list."""
    from docscan.classify import PassageText

    path = sections[passage.section].path if passage.section in sections else ()
    if passage.lead is not None:
        path = (*path, document.text[slice(*passage.lead)])
    return PassageText(
        id=passage.id, text=document.text[passage.start : passage.end], language=passage.language, path=path
    )


def score(document: Document, judgements: Judgements, settings: Settings) -> Scorecard:
    """Profile, index and framework answers of one document."""
    from docscan.score.profile import score_document

    return score_document(
        document, judgements, settings.score, profile_framework(settings), answers(document, judgements, settings)
    )


def answers(document: Document, judgements: Judgements, settings: Settings) -> tuple[FrameworkResult, ...]:
    """What the document answers to every framework asked for."""
    from docscan.score.framework import answer_all

    return answer_all(
        chosen_frameworks(settings.score.frameworks),
        document,
        judgements,
        seed=settings.score.seed,
        draws=settings.score.draws,
    )


def profile_framework(settings: Settings) -> Framework:
    """The framework whose constants make the profile."""
    return _framework(settings.score.profile)


def chosen_frameworks(names: tuple[str, ...]) -> tuple[Framework, ...]:
    """The frameworks named, all that ship where none is."""
    from docscan import frameworks

    return tuple(_framework(name) for name in names or frameworks.names())


@lru_cache(maxsize=64)
def _framework(name: str) -> Framework:
    from docscan import frameworks

    return frameworks.load(name)


def encode(value: object) -> bytes:
    """A result of a stage as bytes, packed where it was made: less to send and to keep."""
    return zlib.compress(msgspec.json.encode(value, order="deterministic"), 3)


def decode(data: bytes, kind: type[Value]) -> Value:
    """A result of a stage from its bytes."""
    return msgspec.json.decode(zlib.decompress(data), type=kind)
