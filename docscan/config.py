"""Settings: the packaged ``defaults.toml``, overridden by a ``docscan.toml``, overridden by options.

Settings are values handed from call to call, never global state. Unknown keys are refused with the nearest known one.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from docscan.errors import ConfigurationError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractSettings:
    """How files are read. ``ocr`` is ``auto`` (used where installed) or ``off``; ``language`` ``auto`` or one code.

    ``tables`` of PDF files: ``auto`` (docscan's own reader, pdfplumber where that understands none), ``pdfplumber``, ``off``.

    ``ocr_dpi`` in dots per inch; ``max_pages``, ``max_seconds``, ``max_image_pixels`` are limits per document or image.
    """

    language: str
    languages: tuple[str, ...]
    ocr: str
    ocr_dpi: int
    tables: str
    max_pages: int
    max_seconds: int
    max_image_pixels: int
    passage_min_words: int
    passage_max_words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifySettings:
    """What judges. ``model`` is a shipped name or a folder."""

    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSettings:
    """How figures are drawn from judgements. ``documents`` that a country pools: ``current`` or ``all``."""

    seed: int
    draws: int
    documents: str
    frameworks: tuple[str, ...]
    profile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """How outputs are worded and which are written. ``language`` is en, fr, es or pt; ``formats`` e.g. html, xlsx."""

    language: str
    formats: tuple[str, ...]
    title: str
    logo: str
    templates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSettings:
    """How a folder is worked through. ``max_memory`` of a worker process in megabytes; 0 sets no limit."""

    max_memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of one run, by stage."""

    extract: ExtractSettings = field()
    classify: ClassifySettings = field()
    score: ScoreSettings = field()
    report: ReportSettings = field()
    batch: BatchSettings = field()

    def fingerprint(self, *stages: str) -> str:
        """A hash (16 hex digits) of the named stages' settings, all of them when none is named."""
        chosen = stages or tuple(item.name for item in fields(self))
        text = repr([(name, sorted(asdict(getattr(self, name)).items())) for name in chosen])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def with_options(self, **options: Mapping[str, Any]) -> Settings:
        """The same settings with some values replaced: ``settings.with_options(score={"seed": 3})``."""
        return replace(self, **{stage: replace(getattr(self, stage), **values) for stage, values in options.items()})


#: Settings that take one of a few values.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "extract.language": ("auto", "en", "fr", "es", "pt"),
    "extract.ocr": ("auto", "off"),
    "score.documents": ("current", "all"),
    "report.language": ("en", "fr", "es", "pt"),
}


def load(path: Path | None = None) -> Settings:
    """Settings from the packaged defaults and, where given, a ``docscan.toml``.

    Raises ConfigurationError for a file that cannot be read or has unknown keys or values of the wrong type.
    """
    table = tomllib.loads(files("docscan").joinpath("defaults.toml").read_text(encoding="utf-8"))
    if path is not None:
        _merge(table, _read(path), str(path))
    return Settings(
        extract=ExtractSettings(**_tuples(table["extract"])),
        classify=ClassifySettings(**_tuples(table["classify"])),
        score=ScoreSettings(**_tuples(table["score"])),
        report=ReportSettings(**_tuples(table["report"])),
        batch=BatchSettings(**_tuples(table["batch"])),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            "cannot be read", subject=str(path), fix=f"check the path ({error.strerror})"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"is not valid TOML: {error}", subject=str(path), fix="mend the line named") from error


def _merge(base: dict[str, Any], extra: dict[str, Any], subject: str, prefix: str = "") -> None:
    for key, value in extra.items():
        if key not in base:
            near = get_close_matches(key, base, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"known keys: {', '.join(sorted(base))}"
            raise ConfigurationError(f"unknown key '{key}'", subject=subject, fix=hint)
        if type(base[key]) is not type(value):
            kind = type(base[key]).__name__
            raise ConfigurationError(
                f"'{key}' must be a {kind}, not {value!r}", subject=subject, fix="correct the value"
            )
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            _merge(base[key], value, subject, f"{name}.")
            continue
        choices = CHOICES.get(name, (value,))
        if value not in choices:
            near = get_close_matches(str(value), choices, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"one of {', '.join(choices)}"
            raise ConfigurationError(f"'{key}' cannot be '{value}'", subject=subject, fix=hint)
        base[key] = value


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def cache_folder(part: str) -> Path:
    """Where a part of docscan keeps what it would else compute again: below ``$DOCSCAN_CACHE``, else the platform's folder."""
    if os.environ.get("DOCSCAN_CACHE"):
        return Path(os.environ["DOCSCAN_CACHE"]) / part
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "docscan" / part
