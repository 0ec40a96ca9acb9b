"""What makes a passage relevant, and what keeps it from being so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docscan.classify.relevance import find, is_relevant

GOLD = Path(__file__).parents[2] / ".." / "shared" / "gold"


def values(facet: str, text: str, language: str, path: tuple[str, ...] = ()) -> list[str]:
    return [finding.value for finding in find(text, language, path) if finding.facet == facet]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Refugees share the wells.", "en"),
        ("L’émigration vide les campagnes.", "fr"),
        ("LA EMIGRACION VACIA LOS CAMPOS.", "es"),
        ("As remessas dos emigrantes pagam escolas.", "pt"),
        ("La transumanza continua.", "it"),
    ],
)
def test_passage_that_names_migration_is_relevant(text: str, language: str) -> None:
    assert is_relevant(find(text, language))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Unemployment among the young is 30 per cent.", "en"),
        ("The return on investment is high.", "en"),
        ("Buses improve mobility in the capital.", "en"),
        ("Les transferts de l'État aux communes ont baissé.", "fr"),
        ("La mobilité urbaine exige des couloirs de bus.", "fr"),
        ("El refugio de vida silvestre fue ampliado.", "es"),
        ("Se trata de un puente nuevo.", "es"),
        ("As aves migratórias descansam no delta.", "pt"),
        ("Refugees share the wells.", "ar"),
        ("", "en"),
    ],
)
def test_passage_that_speaks_of_something_else_is_not(text: str, language: str) -> None:
    assert not is_relevant(find(text, language))


def test_weak_concept_needs_a_strong_one_in_the_passage() -> None:
    assert not find("They plan their return.", "en")
    assert "return" in values("concept", "Migrants plan their return.", "en")


def test_heading_path_supports_a_weak_concept_but_adds_none() -> None:
    path = ("Social policy", "Migration and asylum")
    assert values("concept", "They plan their return.", "en", path) == ["return"]
    assert not find("Youth unemployment is 30 per cent.", "en", path)
    assert not find("They plan their return.", "en", ("Return on investment",))


def test_exclusion_that_fires_is_a_finding_with_its_words() -> None:
    text = "Geese rest here on their migration south."
    (finding,) = find(text, "en")
    assert (finding.facet, finding.value) == ("exclusion", "animal_migration")
    assert text[finding.start : finding.end] == "Geese"


def test_exclusion_silences_only_its_own_sentence() -> None:
    findings = find("Geese rest here. Migration empties the hamlets.", "en")
    assert [finding.facet for finding in findings] == ["concept"]


def test_agency_name_alone_does_not_count_but_its_work_does() -> None:
    assert not is_relevant(find("Partner: International Organization for Migration.", "en"))
    assert is_relevant(find("The International Organization for Migration trains returnees.", "en"))


def test_findings_come_in_order_and_point_into_the_text() -> None:
    text = "Remittances, refugees and bird migration: the diaspora invests."
    findings = find(text, "en")
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
    assert all(text[finding.start : finding.end].strip() for finding in findings)
    assert find(text, "en") == findings


@pytest.mark.real
@pytest.mark.skipif(not GOLD.exists(), reason="the coded passages lie beside the project, not in it")
@pytest.mark.parametrize("part", ["dev", "test"])
def test_relevance_on_coded_passages_keeps_its_floor(part: str) -> None:
    hits = false = missed = 0
    for line in (GOLD / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said, meant = is_relevant(find(row["text"], row["lang"])), row["level"] > 0
        hits += said and meant
        false += said and not meant
        missed += meant and not said
    assert 2 * hits / (2 * hits + false + missed) >= 0.95


#: Real documents that were read through and say nothing of migration.
SILENT = [
    ("ARM_2021_national-adaptation-plan_en.pdf", "en"),
    ("BGD_2015_seventh-plan-study-2-strategy-for-development-of-sme-in-bangladesh_en.pdf", "en"),
    ("BGD_2015_seventh-plan-study-10-strategy-for-infrastructure-development_en.pdf", "en"),
    ("SEN_2018_plan-progress-report_fr.pdf", "fr"),
    ("pairs/ARG_Argentina_INDC_Spanish.pdf", "es"),
    ("pairs/BDI_Burundi_INDC_French.pdf", "fr"),
    ("pairs/CHL_Chile_INDC_Spanish.pdf", "es"),
]


def stretches(path: Path, words: int = 80) -> list[str]:
    """A page's plain text in stretches of about a paragraph's length."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page_words = page.get_textpage().get_text_bounded().split()
            found += [" ".join(page_words[i : i + words]) for i in range(0, len(page_words), words)]
    return found


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.skipif(not GOLD.exists(), reason="the real strategies lie beside the project, not in it")
def test_documents_without_migration_raise_at_most_five_alarms_in_a_thousand() -> None:
    total = alarms = 0
    for name, language in SILENT:
        for text in stretches(GOLD.parent / "strategies" / name):
            total += 1
            alarms += is_relevant(find(text, language))
    assert total > 1000
    assert alarms / total <= 0.005
