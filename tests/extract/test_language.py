"""Languages of documents and passages."""

from __future__ import annotations

import pytest

from docscan.extract.language import KNOWN, SCORED, UNDETERMINED, detect, detect_document, detect_passage, name

SENTENCES = {
    "en": "The ministry will open an office in each province for families who receive money from relatives abroad.",
    "fr": "Le ministère ouvrira dans chaque province un bureau pour les familles qui vivent d'argent de l'étranger.",
    "es": "El ministerio abrirá en cada provincia una oficina para las familias que reciben dinero del exterior.",
    "pt": "O ministério abrirá em cada província um escritório para as famílias que recebem dinheiro do exterior.",
    "ar": "ستفتح الوزارة مكتبا في كل محافظة للأسر التي تتلقى الأموال من الأقارب في الخارج",
    "ru": "Министерство откроет в каждой области приёмную для семей, которые получают деньги из-за границы.",
    "de": "Das Ministerium wird in jeder Provinz ein Büro für Familien öffnen, die Geld von Verwandten erhalten.",
    "it": "Il ministero aprirà in ogni provincia un ufficio per le famiglie che ricevono denaro dall'estero.",
    "zh": "该部将在每个省设立办事处，为从国外亲属处收到汇款的家庭提供服务。",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_language_is_named(code: str) -> None:
    assert detect(SENTENCES[code])[0] == code


def test_the_four_scored_languages_are_known() -> None:
    assert set(SCORED) <= set(KNOWN)


def test_too_few_letters_are_not_judged() -> None:
    assert detect("12 345 – 2020 %") == (UNDETERMINED, 0.0)
    assert detect_document(["", "1.2.3"]) == (UNDETERMINED, 0.0)


def test_most_of_a_document_decides_not_its_foreword() -> None:
    code, share = detect_document([SENTENCES["en"]] * 3 + [SENTENCES["fr"]] * 40)
    assert code == "fr"
    assert 0.8 < share <= 1.0


@pytest.mark.parametrize("code", SCORED)
@pytest.mark.parametrize("expected", SCORED)
def test_a_passage_in_another_scored_language_is_told(code: str, expected: str) -> None:
    assert detect_passage(SENTENCES[code], expected) == code


@pytest.mark.parametrize(
    "text", ["Indicateur 3.2", "Ministry of Labour", "UNHCR, OIM, PNUD", "2015 | 2016 | 2017 | 45 %"]
)
@pytest.mark.parametrize("expected", SCORED)
def test_a_short_passage_keeps_the_language_of_its_document(text: str, expected: str) -> None:
    assert detect_passage(text, expected) == expected


def test_another_script_is_always_told() -> None:
    assert detect_passage(SENTENCES["ar"], "en") == "ar"


def test_a_document_in_another_language_keeps_it_for_its_passages() -> None:
    assert detect_passage(SENTENCES["de"], "de") == "de"
    assert detect_passage(SENTENCES["en"], "de") == "en"


def test_names_come_in_the_language_asked_for() -> None:
    assert (name("ar"), name("ar", "fr"), name("qqq")) == ("Arabic", "arabe", "qqq")
