"""Writing a run's outputs: which formats there are, and what each writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docscan.config import ReportSettings
from docscan.errors import ConfigurationError
from docscan.report.results import Results
from docscan.report.words import Words, words

Writer = Callable[[Results, Path, ReportSettings, Words], None]


def _html(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.html import write_pages

    write_pages(results, out, settings, wording)


def _csv(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.tables import write_tables

    del settings
    write_tables(results, out, wording)


def _parquet(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.parquet import write_parquet

    del settings
    write_parquet(results, out, wording)


def _xlsx(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.workbook import write_workbook

    write_workbook(results, out / "scorecards.xlsx", settings, wording)


def _docx(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.word import write_reports

    write_reports(results, out, settings, wording)


def _json(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.interchange import write_json

    del settings
    write_json(results, out, wording)


def _charts(suffix: str) -> Writer:
    def write_charts(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
        from docscan.report.figures import write_figures

        del settings
        write_figures(results, out, wording, suffix)

    return write_charts


#: Formats of the outputs. A new one is one module and one line here.
FORMATS: dict[str, Writer] = {
    "csv": _csv,
    "parquet": _parquet,
    "html": _html,
    "xlsx": _xlsx,
    "docx": _docx,
    "json": _json,
    "png": _charts("png"),
    "svg": _charts("svg"),
}


def write(results: Results, out: Path, settings: ReportSettings) -> None:
    """Write ``results`` into the folder ``out`` in the formats that ``settings`` names, and ``run.json`` always.

    The same results and settings give the same bytes. Raises ConfigurationError for an unknown format or language.
    """
    from docscan.report.interchange import write_run

    wording = words(settings.language)
    for name in settings.formats:
        if name not in FORMATS:
            raise ConfigurationError(
                f"unknown format '{name}'", subject="report.formats", fix=f"one of {', '.join(FORMATS)}"
            )
    out.mkdir(parents=True, exist_ok=True)
    write_run(results, out)
    for name in dict.fromkeys(settings.formats):
        FORMATS[name](results, out, settings, wording)
