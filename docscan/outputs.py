"""What the outputs in a results folder were made from, so that what has not changed is not made again.

``RESULTS/.docscan/outputs.json`` holds a hash of everything that the outputs depend on, one for each country's page, and
size and time of every file as it was written. A file that somebody touched since counts as changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docscan import gathering, installation, pipeline
from docscan.config import Settings
from docscan.planning import Plan
from docscan.report.results import Failure, Results
from docscan.store import HIDDEN, HUMAN, SEAL, ResultsFolder, code_digest, digest, write_whole

NAME = "outputs.json"
PAGES = "scorecards"
#: Parts of docscan, and libraries, that outputs depend on besides the results of the stages.
CODE = ("report", "frameworks", "score", "database.py", "rendering.py", "gathering.py", "outputs.py")
LIBRARIES = ("xlsxwriter", "jinja2", "babel", "matplotlib", "python-docx", "pandas", "pyarrow", "numpy", "msgspec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Hashes of what the outputs are made from.

    ``whole`` is of everything, ``common`` of what every page depends on, ``documents`` of each document, by file.
    """

    whole: str
    common: str
    documents: Mapping[str, str]


def sources(
    plan: Plan, failures: Mapping[str, Failure], settings: Settings, folder: ResultsFolder, former: str
) -> Sources:
    """The hashes for a plan all of whose results are there. ``former`` is a hash of the former results, if any."""
    facts = replace(gathering.run_facts(plan, settings), inputs=())
    common = digest(
        settings.report,
        _contents(settings.report.logo),
        _contents(settings.report.templates),
        code_digest(*CODE),
        installation.versions_of(LIBRARIES),
        facts,
        [repr(framework) for framework in pipeline.chosen_frameworks(settings.score.frameworks)],
    )
    documents = {
        item.file.source: digest(
            item.file.id, dict(item.keys).get("score"), gathering.address(item.file.location, folder.path)
        )
        for item in plan.documents
    }
    whole = digest(common, list(documents.items()), gathering.listed(plan, failures), former)
    return Sources(whole=whole, common=common, documents=documents)


def _contents(path: str) -> list[tuple[str, str]]:
    """Names and hashes of a file, or of the files of a folder."""
    if not path or not Path(path).exists():
        return []
    files = sorted(Path(path).rglob("*")) if Path(path).is_dir() else [Path(path)]
    return [(file.name, _hash(file.read_bytes())) for file in files if file.is_file()]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def pages(results: Results, made_from: Sources) -> dict[str, str]:
    """A hash for each country of what its page is made from."""
    import msgspec

    encoder = msgspec.json.Encoder(order="deterministic")
    documents: dict[str, list[str]] = {}
    for item in results.facts:
        documents.setdefault(item.iso3, []).append(made_from.documents[item.file])
    changes = {change.iso3: change for change in results.former}
    return {
        card.id: digest(
            *(made_from.common, documents.get(card.id), _hash(encoder.encode(card))),
            *(results.ranks.get(card.id), len(results.ranks), changes.get(card.id)),
        )
        for card in results.countries
    }


def unchanged(folder: ResultsFolder, made_from: Sources) -> bool:
    """Whether the outputs that lie there are those that would be made."""
    record = _record(folder)
    return record.get("whole") == made_from.whole and record.get("files") == _files(folder.path)


def keep(folder: ResultsFolder, build: Path, wanted: Mapping[str, str]) -> None:
    """Put the pages of countries whose page would be the same into the ``build`` folder, as they are."""
    record = _record(folder)
    known, files = record.get("pages", {}), record.get("files", {})
    if not known or not (folder.path / PAGES).is_dir():
        return
    (build / PAGES).mkdir(exist_ok=True)
    for path in sorted((folder.path / PAGES).glob("*.html")):
        iso3 = path.stem.split("-")[0]
        if known.get(iso3, "") == wanted.get(iso3) and files.get(f"{PAGES}/{path.name}") == _state(path):
            _place(path, build / PAGES / path.name)


def _place(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without links
        shutil.copy2(path, target)


def record(folder: ResultsFolder, made_from: Sources, made: Mapping[str, str]) -> None:
    """Note what the outputs in place were made from."""
    value = {"whole": made_from.whole, "pages": dict(made), "files": _files(folder.path)}
    write_whole(folder.path / HIDDEN / NAME, json.dumps(value) + "\n")


def _record(folder: ResultsFolder) -> dict[str, Any]:
    if not (folder.path / SEAL).is_file():
        return {}
    try:
        found = json.loads((folder.path / HIDDEN / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(path: Path) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for top in sorted(path.iterdir()):
        if top.name == HIDDEN or top.name in HUMAN:
            continue
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file():
                found[file.relative_to(path).as_posix()] = _state(file)
    return found


def _state(path: Path) -> list[int]:
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]
