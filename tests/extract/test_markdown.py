"""Markdown, written by hand or left by converters."""

from __future__ import annotations

from pathlib import Path

from docscan.config import load
from docscan.extract import markdown
from docscan.extract.piece import Reading

WRITTEN = """---
title: "Plan of Marovia"
date: 2024-05-02
pages: 3
---

# Plan

First *words* of the
plan.

## Return

The agency will:

- register **those** who return
- inform them
  - by phone

3. Third step

| Action | Responsible | Deadline |
|---|---|---|
| Open offices | Ministry | 2027 |
| Train staff | – | 2026 |
"""

TOPICS = ("SALUD", "EMPLEO", "VIVIENDA", "MIGRACIÓN", "EDUCACIÓN", "CULTURA", "TRANSPORTE", "ENERGÍA")
SENTENCE = "El gobierno abrirá en cada cantón una oficina de {topic} y dirá cada año cuánta gente acudió a ella. \n"
CONVERTED = "# Plan de Gobierno\n\n" + "\n\n".join(
    f"{number}. {topic} PARA TODOS\n\n" + SENTENCE.format(topic=topic.lower()) * 60
    for number, topic in enumerate(TOPICS, 1)
)


def read(text: str, folder: Path) -> Reading:
    path = folder / "plan.md"
    path.write_text(text, encoding="utf-8")
    return markdown.read(path, load().extract)


def test_structure_is_read(tmp_path: Path) -> None:
    reading = read(WRITTEN, tmp_path)
    assert [(piece.kind, piece.lines[0].text) for piece in reading.pieces] == [
        ("heading", "Plan"),
        ("paragraph", "First words of the plan."),
        ("heading", "Return"),
        ("paragraph", "The agency will:"),
        ("list_item", "register those who return"),
        ("list_item", "inform them"),
        ("list_item", "by phone"),
        ("list_item", "3. Third step"),
        ("caption", "Action | Responsible | Deadline"),
        ("table_row", "Action: Open offices | Responsible: Ministry | Deadline: 2027"),
        ("table_row", "Action: Train staff | Deadline: 2026"),
    ]
    assert [piece.rank for piece in reading.pieces if piece.kind == "heading"] == [1, 2]
    assert reading.title == "Plan of Marovia"
    assert reading.properties["created"] == "2024-05-02"


def test_what_a_converter_left_is_read_as_lines(tmp_path: Path) -> None:
    reading = read(CONVERTED, tmp_path)
    found = [" ".join(line.text for line in piece.lines) for piece in reading.pieces if piece.kind == "heading"]
    assert sum("PARA TODOS" in title for title in found) >= 6
    assert not any(text.startswith("#") for text in found)


def test_two_paragraphs_of_an_item_are_two_blocks(tmp_path: Path) -> None:
    reading = read("# Plan\n\n- first\n\n  second\n", tmp_path)
    assert [(piece.kind, piece.lines[0].text) for piece in reading.pieces[1:]] == [
        ("list_item", "first"),
        ("paragraph", "second"),
    ]
