"""Writing a run's outputs: which formats there are, and what each writes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from docscan.config import ReportSettings
from docscan.errors import ConfigurationError
from docscan.report.card import Card, cards
from docscan.report.results import Results
from docscan.report.words import Words, words

#: Writes a format that shows documents one by one.
Writer = Callable[[Results, Path, ReportSettings, Words], None]
#: Opens a format that shows scorecards: it is called with each, and finished when the context is left.
Opener = Callable[[Results, Path, ReportSettings, Words], AbstractContextManager[Callable[[Card], None]]]


def _csv(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.tables import write_tables

    del settings
    write_tables(results, out, wording)


def _parquet(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.parquet import write_parquet

    del settings
    write_parquet(results, out, wording)


def _json(results: Results, out: Path, settings: ReportSettings, wording: Words) -> None:
    from docscan.report.interchange import write_json

    del settings
    write_json(results, out, wording)


def _html(
    results: Results, out: Path, settings: ReportSettings, wording: Words
) -> AbstractContextManager[Callable[[Card], None]]:
    from docscan.report.html import pages

    return pages(results, out, settings, wording)


def _xlsx(
    results: Results, out: Path, settings: ReportSettings, wording: Words
) -> AbstractContextManager[Callable[[Card], None]]:
    from docscan.report.workbook import workbook

    return workbook(results, out / "scorecards.xlsx", settings, wording)


def _docx(
    results: Results, out: Path, settings: ReportSettings, wording: Words
) -> AbstractContextManager[Callable[[Card], None]]:
    from docscan.report.word import reports

    del results
    return reports(out, settings, wording)


def _charts(suffix: str) -> Opener:
    def charts_of(
        results: Results, out: Path, settings: ReportSettings, wording: Words
    ) -> AbstractContextManager[Callable[[Card], None]]:
        from docscan.report.figures import charts

        del settings
        return charts(results, out, wording, suffix)

    return charts_of


#: Formats of documents, each a pass over them, and of scorecards, all in one pass. A new one is one module and one line.
OF_DOCUMENTS: dict[str, Writer] = {"csv": _csv, "parquet": _parquet, "json": _json}
OF_CARDS: dict[str, Opener] = {
    "html": _html,
    "xlsx": _xlsx,
    "docx": _docx,
    "png": _charts("png"),
    "svg": _charts("svg"),
}
#: The names of all formats of the outputs.
FORMATS: tuple[str, ...] = (*OF_DOCUMENTS, *OF_CARDS)


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
    formats = tuple(dict.fromkeys(settings.formats))
    for name in formats:
        if name in OF_DOCUMENTS:
            OF_DOCUMENTS[name](results, out, settings, wording)
    with ExitStack() as stack:
        shown = [
            stack.enter_context(OF_CARDS[name](results, out, settings, wording)) for name in formats if name in OF_CARDS
        ]
        for card in cards(results, wording) if shown else ():
            for show in shown:
                show(card)
