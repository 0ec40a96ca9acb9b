"""Senses are found in four languages, and not where a word means something else."""

from __future__ import annotations

import pytest

from docscan.review import senses


def found(text: str, language: str) -> set[str]:
    return {name for name, _ in senses.find(senses.words(text), language)}


@pytest.mark.parametrize(
    ("sense", "texts"),
    [
        (
            "subjects:remittance",
            {
                "en": "the cost of remittances",
                "fr": "les transferts de fonds",
                "es": "las remesas",
                "pt": "as remessas",
            },
        ),
        (
            "subjects:trafficking",
            {
                "en": "human trafficking",
                "fr": "victimes de la traite",
                "es": "víctimas de trata",
                "pt": "tráfico de pessoas",
            },
        ),
        ("subjects:refugee", {"en": "refugees", "fr": "des réfugiés", "es": "personas refugiadas", "pt": "refugiados"}),
        ("groups:nurse", {"en": "midwives", "fr": "sages-femmes", "es": "enfermeras", "pt": "parteiras"}),
        ("things:shelter", {"en": "a shelter", "fr": "un foyer", "es": "un albergue", "pt": "um abrigo"}),
        (
            "offices:labour",
            {
                "en": "Ministry of Labour",
                "fr": "ministère du Travail",
                "es": "Ministerio de Trabajo",
                "pt": "Ministério do Trabalho",
            },
        ),
    ],
)
def test_a_sense_has_words_in_every_language(sense: str, texts: dict[str, str]) -> None:
    for language, text in texts.items():
        assert sense in found(text, language), (language, text)


@pytest.mark.parametrize(
    ("text", "language", "sense"),
    [
        ("No se trata de cambiar el plan", "es", "subjects:trafficking"),
        ("Le chapitre traite de la dette", "fr", "subjects:trafficking"),
        ("the mobilisation of funds", "en", "subjects:migration"),
        ("les revenus du travail", "fr", "subjects:returnee"),
        ("el proyecto se pondrá en marcha", "es", "subjects:leaving"),
    ],
)
def test_other_meanings_are_not_taken_for_movement(text: str, language: str, sense: str) -> None:
    assert sense not in found(text, language)
