"""Facets are found with the words that show them, in the clause that speaks of migration."""

from __future__ import annotations

import pytest

from docscan.classify import facets, relevance
from docscan.judgement import Finding

TABLE = [
    ("en", "Poverty drives young people to emigrate.", "driver", {"economic"}),
    ("fr", "La sécheresse pousse les familles à l'exode rural.", "driver", {"climate_environment"}),
    ("es", "La violencia provoca el desplazamiento forzado de familias.", "driver", {"conflict"}),
    ("pt", "A seca provoca o êxodo rural.", "driver", {"climate_environment"}),
    ("en", "Remittances reduce poverty in the hills.", "effect", {"positive"}),
    ("en", "The influx of refugees puts pressure on wells and schools.", "effect", {"negative"}),
    ("fr", "Les envois de fonds des migrants améliorent les revenus des ménages.", "effect", {"positive"}),
    ("es", "La fuga de cerebros debilita los hospitales y agrava la escasez de mano de obra.", "effect", {"negative"}),
    ("en", "Unemployment drives young people to emigrate.", "assessment", {"yes"}),
    ("en", "The census counted 4,000 refugees.", "assessment", set()),
    ("en", "The government will sign a bilateral agreement on seasonal migrant workers.", "partnership", {"bilateral"}),
    ("fr", "La CEDEAO appuie les comités de transhumance.", "partnership", {"regional"}),
    ("en", "An interministerial committee will coordinate the migration policy.", "coherence", {"institutional"}),
    ("en", "The institute will run a survey on international migration and keep a database.", "means", {"data"}),
    ("es", "Aprobar una ley de protección de los refugiados.", "instrument", {"legislation"}),
    ("pt", "Adotar uma política nacional de migração.", "instrument", {"policy"}),
    ("en", "A hostel for refugees is under way.", "stage", {"implementation"}),
    ("en", "Families in the cross-border area follow the transhumance corridors.", "tier", {"regional", "individual"}),
    ("fr", "Les communes accueillent les réfugiés.", "tier", {"local"}),
    ("en", "Emigration has reduced agricultural production in the valley.", "effect", {"negative"}),
    ("fr", "L'arrivée de réfugiés a provoqué la déforestation des pentes.", "effect", {"negative"}),
    ("es", "La llegada de refugiados provocó la deforestación de las laderas.", "effect", {"negative"}),
    ("pt", "As remessas contribuem para o crescimento das ilhas.", "effect", {"positive"}),
    ("en", "Impacts include migration, loss of income and damage to roads.", "effect", set()),
    ("fr", "Les impacts sont la migration, la perte de revenus et la dégradation des routes.", "effect", set()),
    ("es", "Los impactos son la migración, la pérdida de ingresos y los daños en las rutas.", "effect", set()),
    ("pt", "Os impactos são a migração, a perda de rendimentos e os danos nas estradas.", "effect", set()),
    (
        "en",
        "The government will sign an agreement on seasonal migrant workers with Cyprus.",
        "partnership",
        {"bilateral"},
    ),
    (
        "fr",
        "Le gouvernement signera un accord sur les travailleurs migrants avec Chypre.",
        "partnership",
        {"bilateral"},
    ),
    ("es", "El gobierno firmará un acuerdo sobre trabajadores migrantes con Chipre.", "partnership", {"bilateral"}),
    ("pt", "O governo assinará um acordo sobre trabalhadores migrantes com Chipre.", "partnership", {"bilateral"}),
    ("en", "The government will build shelters for refugees (UNDP, 2019).", "partnership", set()),
    ("es", "De acuerdo con Chipre, el gobierno construirá albergues para los refugiados.", "partnership", set()),
    ("en", "The government will open ten schools for refugees.", "assessment", set()),
    ("en", "Refugees, whom the flooded valley made hungry, were counted.", "driver", set()),
    # An effect that an action takes for granted, or that is stated before the action, is told.
    (
        "en",
        "To ease the pressure of refugees on the wells, the ministry will drill forty more.",
        "effect",
        {"negative"},
    ),
    ("fr", "Pour alléger la pression des réfugiés sur les puits, le ministère en forera dix.", "effect", {"negative"}),
    (
        "es",
        "Para aliviar la presión de los refugiados sobre los pozos, el ministerio abrirá diez.",
        "effect",
        {"negative"},
    ),
    ("pt", "Para aliviar a pressão dos refugiados sobre os poços, o ministério abrirá dez.", "effect", {"negative"}),
    ("en", "Refugees crowd the schools, and the ministry will build ten more.", "effect", {"negative"}),
    ("fr", "Les transferts des migrants financent la scolarité et l'État réduira leur coût.", "effect", {"positive"}),
    ("en", "The ministry will promote the contribution of the diaspora to development.", "effect", {"positive"}),
    ("fr", "Le ministère favorisera la contribution de la diaspora au développement.", "effect", {"positive"}),
    ("es", "El ministerio promoverá la contribución de la diáspora al desarrollo.", "effect", {"positive"}),
    ("pt", "O ministério promoverá a contribuição da diáspora para o desenvolvimento.", "effect", {"positive"}),
    ("en", "The drivers of growth are farming, exports and remittances.", "effect", {"positive"}),
    ("en", "The ministry will open ten schools so that refugees learn a trade.", "effect", set()),
    ("en", "Floods cause displacement, loss of income and damage to roads.", "effect", set()),
    ("es", "La salida de enfermeras al extranjero deja los hospitales sin personal.", "effect", {"negative"}),
    ("pt", "A saída de enfermeiros para o estrangeiro deixa os hospitais sem pessoal.", "effect", {"negative"}),
    # Causes of movement, before and behind it, and in the sentence before.
    ("en", "In the face of drought, migration to the towns grows.", "driver", {"climate_environment"}),
    ("fr", "Face à la sécheresse, la migration vers les villes augmente.", "driver", {"climate_environment"}),
    ("es", "Frente a la sequía, la migración hacia las ciudades aumenta.", "driver", {"climate_environment"}),
    ("pt", "Perante a seca, a migração para as cidades aumenta.", "driver", {"climate_environment"}),
    ("en", "Floods ruin the fields. This forces migration to the capital.", "driver", {"climate_environment"}),
    ("en", "The push factors of migration include low wages.", "driver", {"economic"}),
    ("en", "Insecurity is linked to migration in two districts.", "driver", set()),
    # A deed that can be delivered is a programme, a general aim a line of policy; both are named where both stand.
    ("en", "Facilitate the return of emigrants.", "instrument", {"policy"}),
    ("en", "Build hostels for refugees.", "instrument", {"programme"}),
    ("en", "A strategy on migration has been developed.", "stage", {"design"}),
    ("en", "Continue to register refugees.", "stage", {"implementation"}),
    ("pt", "O governo apoiará os migrantes em cooperação com os entes federativos.", "partnership", {"subnational"}),
    ("en", "The ministry will support the communities of the diaspora.", "tier", {"national"}),
]


def found(text: str, language: str) -> list[Finding]:
    return facets.find(text, language, (), relevance.find(text, language))


@pytest.mark.parametrize(("language", "text", "facet", "values"), TABLE)
def test_the_facet_has_these_values(language: str, text: str, facet: str, values: set[str]) -> None:
    assert {finding.value for finding in found(text, language) if finding.facet == facet} == values


THEMES = [
    ("en", "Women who work abroad as migrant workers need contracts.", {"labour_migration", "gender_children"}),
    ("fr", "L'exode rural vide les villages.", {"internal_migration"}),
    ("es", "Las remesas sostienen a los hogares.", {"remittances"}),
    ("pt", "A diáspora investe nas ilhas.", {"diaspora"}),
    ("en", "Repeated floods displaced the people of the delta.", {"forced_displacement", "climate_mobility"}),
    ("en", "Transhumance crosses the borders of neighbouring countries.", {"pastoral_mobility"}),
    (
        "en",
        "The government will open classes for refugees in each school.",
        {"forced_displacement", "integration_inclusion"},
    ),
    ("fr", "L'État ouvrira des classes pour les réfugiés.", {"forced_displacement", "integration_inclusion"}),
    ("es", "El Estado abrirá aulas para los refugiados.", {"forced_displacement", "integration_inclusion"}),
    ("pt", "O Estado abrirá turmas para os refugiados.", {"forced_displacement", "integration_inclusion"}),
]


@pytest.mark.parametrize(("language", "text", "themes"), THEMES)
def test_the_themes_of_a_passage(language: str, text: str, themes: set[str]) -> None:
    assert themes <= {finding.value for finding in found(text, language) if finding.facet == "theme"}


def test_a_cue_in_another_sentence_does_not_count() -> None:
    text = "Poverty drives many decisions. The census counted 4,000 refugees."
    assert not [finding for finding in found(text, "en") if finding.facet in ("driver", "effect", "assessment")]


def test_a_passage_without_migration_has_no_facets() -> None:
    assert found("Poverty drives many decisions.", "en") == []


@pytest.mark.parametrize(
    ("level", "dropped"), [(0, {"theme", "stage"}), (1, {"stage", "effect"}), (2, {"stage", "instrument"}), (3, set())]
)
def test_a_level_carries_only_the_facets_it_may(level: int, dropped: set[str]) -> None:
    findings = [Finding(facet=f, value="x", start=0, end=1) for f in ("theme", "stage", "instrument", "effect", "cue")]
    kept = {finding.facet for finding in facets.at_level(findings, level)}
    assert not kept & dropped
    assert "cue" in kept
