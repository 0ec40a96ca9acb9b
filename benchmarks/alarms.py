"""False alarms on whole documents that treat no migration: how many of their passages each model calls relevant all the same.

Every alarm was read by a person, who decided by the codebook whether the passage does speak of movement ("true": even a
plan without a word on migration may list displacement among the effects of floods) or does not ("false"). The decisions
stand in ``alarms.csv`` with the place and the first words of the passage. An alarm that nobody has read counts as false.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from benchmarks.measuring import ROOT, STRATEGIES, Table
from docscan.classify import PassageText
from docscan.classify.model import load_model, names
from docscan.extract import extract

TITLE = "False alarms"
DECIDED = ROOT / "benchmarks" / "alarms.csv"
#: Documents that were read and treat no migration, whatever they mention in passing.
DOCUMENTS = (
    "ARM_2021_national-adaptation-plan_en.pdf",
    "BGD_2015_seventh-plan-study-10-strategy-for-infrastructure-development_en.pdf",
    "BGD_2015_seventh-plan-study-2-strategy-for-development-of-sme-in-bangladesh_en.pdf",
    "LKA_2016_national-adaptation-plan_en.pdf",
    "SEN_2018_plan-progress-report_fr.pdf",
    "pairs/ARG_Argentina_INDC_Spanish.pdf",
    "pairs/ARG_Argentina_INDC_Translation_English.pdf",
    "pairs/BDI_Burundi_INDC_French.pdf",
    "pairs/BDI_Burundi_INDC_Translation_English.pdf",
    "pairs/BFA_Burkina-Faso_INDC_English.pdf",
    "pairs/BFA_Burkina-Faso_INDC_French.pdf",
    "pairs/CHL_Chile_INDC_Spanish.pdf",
    "pairs/CHL_Chile_INDC_Translation_English.pdf",
    "pairs/COL_Colombia_INDC_Spanish.pdf",
    "pairs/COL_Colombia_INDC_Translation_English.pdf",
    "pairs/DJI_Djibouti_INDC_English.pdf",
    "pairs/DJI_Djibouti_INDC_French.pdf",
    "pairs/MDG_Madagascar_INDC_English.pdf",
    "pairs/MDG_Madagascar_INDC_French.pdf",
    "pairs/TUN_Tunisia_INDC_French.pdf",
    "pairs/TUN_Tunisia_INDC_Translation_English.pdf",
)
#: Most false alarms among 1,000 passages.
GOAL = 5.0
_WORDS = 6

Key = tuple[str, int, str]


def measure() -> Table:
    """Alarms and false alarms of every model that ships, over all documents and by language."""
    read = decisions()
    passages = [item for name in DOCUMENTS if (STRATEGIES / name).is_file() for item in _passages(name)]
    lines = ["| model | language | passages | alarms | false | false among 1,000 |", "|" + " --- |" * 6]
    for name in names():
        judgements = load_model(name).judge([passage for _, passage in passages])
        total: Counter[str] = Counter()
        alarms: Counter[str] = Counter()
        false: Counter[str] = Counter()
        for (key, passage), judgement in zip(passages, judgements, strict=True):
            wrong = judgement.level > 0 and read.get(key) != "true"
            for language in ("all", passage.language):
                total[language] += 1
                alarms[language] += judgement.level > 0
                false[language] += wrong
        for language in ["all", *sorted(set(total) - {"all"})]:
            rate = 1000 * false[language] / total[language]
            lines.append(
                f"| {name} | {language} | {total[language]:,} | {alarms[language]} | {false[language]} | {rate:.1f} |"
            )
    return [*lines, "", f"Documents that treat no migration: {len(DOCUMENTS)}. Goal: at most {GOAL:g} among 1,000."]


def decisions(path: Path = DECIDED) -> dict[Key, str]:
    """What a person decided of the alarms read so far: ``true`` or ``false`` by file, first page and first words."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["file"], int(row["page"]), row["words"]): row["alarm"] for row in csv.DictReader(lines)}


def _passages(name: str) -> list[tuple[Key, PassageText]]:
    document = extract(STRATEGIES / name)
    paths = {section.id: section.path for section in document.sections}
    found = []
    for item in document.passages:
        text = document.text[item.start : item.end]
        key = (name, item.pages[0], " ".join(text.split()[:_WORDS]))
        passage = PassageText(id=item.id, text=text, language=item.language, path=paths[item.section])
        found.append((key, passage))
    return found


if __name__ == "__main__":
    print("\n".join(measure()))
