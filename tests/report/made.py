"""A whole run over invented countries, as the batch hands it to the report."""

from __future__ import annotations

from functools import cache

from invented import long_plan

from docscan import frameworks
from docscan.config import load
from docscan.document import Document
from docscan.judgement import Judgements
from docscan.report import DocumentResult, Failure, Results, RunFacts, document_result
from docscan.score.country import by_country, pooled, ranks, score_pool
from docscan.score.evidence import collect
from docscan.score.framework import answer_all, pool_answers
from docscan.score.profile import score_document

SCORING = load().score
PROFILE = frameworks.load("fmmd-2009")
NAMES = ("Aldoria", "Bessau", "Corvalis", "Dunmark", "Estrela", "Farouna", "Ghazira", "Hespera", "Ilmar", "Jolanda")


def plans() -> list[tuple[Document, Judgements]]:
    """Ten countries; the first has two editions and a review, one says nothing on migration, one could not be read."""
    made = [
        long_plan(
            number,
            chapters=11 + number % 3,
            size=40,
            migration=(0.16, 0.0, 0.05, 0.3, 0.1, 0.02, 0.2, 0.12, 0.08, 0.25)[number],
            iso3=f"XA{name[0]}",
            country=name,
            language=("en", "fr", "es", "pt")[number % 4],
            year=str(2015 + number),
            title=f"National Development Plan {2015 + number}–{2020 + number}",
            unreadable=60 if number == 7 else 0,
        )
        for number, name in enumerate(NAMES)
    ]
    old = {"iso3": "XAA", "country": "Aldoria"}
    made.append(long_plan(21, size=36, migration=0.06, year="2010", title="National Development Plan 2010–2014", **old))
    made.append(
        long_plan(22, size=20, migration=0.1, year="2018", kind="progress_report", title="Review of 2018", **old)
    )
    return made


@cache
def results(framework_names: tuple[str, ...] = ("fmmd-2009",)) -> Results:
    """The run's results."""
    loaded = tuple(frameworks.load(name) for name in framework_names)
    documents: list[DocumentResult] = []
    evidence = []
    answers = {}
    for document, judgements in plans():
        answers[document.id] = answer_all(loaded, document, judgements)
        card = score_document(document, judgements, SCORING, PROFILE, answers[document.id])
        documents.append(document_result(document, judgements, card, href=f"../plans/{document.source}"))
        evidence.append(collect(document, judgements))
    countries = []
    for parts in by_country(evidence).values():
        chosen = pooled(parts, SCORING, PROFILE)
        together = pool_answers(loaded, [answers[part.document] for part in chosen])
        countries.append(score_pool(chosen, SCORING, PROFILE, together))
    return Results(
        documents=tuple(sorted(documents, key=lambda item: (item.iso3, item.file))),
        countries=tuple(countries),
        ranks=ranks(countries),
        failures=(
            Failure(
                status="failed", file="broken.pdf", cause="ends in the middle of a page", fix="fetch the file again"
            ),
            Failure(
                status="unreadable",
                file="XAZ_scan.pdf",
                cause="holds only images",
                fix='install the extra: pip install "docscan[ocr]"',
                iso3="XAZ",
                country="Zembla",
            ),
        ),
        frameworks=loaded,
        run=RunFacts(
            version="0.1.0",
            settings="0123456789abcdef",
            model="invented-1",
            threshold=0.5,
            profile="fmmd-2009",
            seed=SCORING.seed,
            draws=SCORING.draws,
            inputs=tuple((item.file, item.id) for item in documents),
        ),
    )
