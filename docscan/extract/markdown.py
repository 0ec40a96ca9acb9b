"""Markdown: headings, lists, tables. Files that converters left as plain lines are read as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docscan.extract.encoding import decode
from docscan.extract.flow import Flow
from docscan.extract.rows import Cell

if TYPE_CHECKING:
    from docscan.config import ExtractSettings
    from docscan.extract.piece import Reading

_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FIELD: Final = re.compile(r"^(\w[\w -]*):\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}\s+\S", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
#: Below one heading in so many words, the marks are a converter's cover sheet, not the document's structure.
_WORDS_PER_HEADING: Final = 4000


def read(path: Path, settings: ExtractSettings) -> Reading:
    """Read a file. Its front matter (between ``---`` lines) gives title, author and date where it names them."""
    text, _ = decode(path.read_bytes())
    properties: dict[str, str] = {}
    matter = _FRONT_MATTER.match(text)
    if matter is not None:
        properties = _properties(matter.group(1))
        text = text[matter.end() :]
    if not _is_marked_up(text):
        return _as_plain(text, properties, settings)
    flow = Flow()
    _Walk(flow).run(_parse(text))
    return flow.reading(title=properties.get("title", ""), properties=properties)


def _properties(matter: str) -> dict[str, str]:
    names = {"title": "title", "author": "author", "date": "created", "lang": "language", "language": "language"}
    found = {key.strip().lower(): value.strip() for key, value in _FIELD.findall(matter)}
    return {names[key]: value for key, value in found.items() if key in names and value}


def _is_marked_up(text: str) -> bool:
    headings = len(_HEADING.findall(text))
    return headings >= 1 and headings * _WORDS_PER_HEADING >= len(text.split())


def _as_plain(text: str, properties: dict[str, str], settings: ExtractSettings) -> Reading:
    from docscan.extract import plain

    marks_gone = re.sub(r"^ {0,3}#{1,6}\s+", "", _EMPHASIS.sub(r"\2", text), flags=re.MULTILINE)
    reading = plain.read_text(marks_gone, settings)
    reading.properties.update(properties)
    reading.title = properties.get("title", "") or reading.title
    return reading


def _parse(text: str) -> Sequence[Any]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)


class _Walk:
    """Goes through markdown-it's flat list of tokens and hands blocks to the flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.lists: list[int | None] = []  # of each open list the number of its next item, None for bullets
        self.prefix = ""
        self.in_item = False
        self.rows: list[list[Cell | None]] = []

    def run(self, tokens: Sequence[Any]) -> None:
        rank = 0
        for token in tokens:
            if token.type == "heading_open":
                rank = int(token.tag[1])
            elif token.type == "heading_close":
                rank = 0
            elif token.type in ("inline", "fence", "code_block"):
                self._text(token, rank)
            else:
                self._structure(token)

    def _text(self, token: Any, rank: int) -> None:
        text = _plain(token)
        if self.rows and token.type == "inline" and self.rows[-1] and self.rows[-1][-1] is not None:
            self.rows[-1][-1].text = text
            self.rows[-1][-1].bold = token.content.startswith("**") and token.content.endswith("**")
        elif rank:
            self.flow.add("heading", text, rank=rank)
        elif self.lists and self.in_item:
            self.flow.add("list_item", f"{self.prefix} {text}")
            self.in_item = False  # a second paragraph of the item is one of its own
        else:
            self.flow.add("paragraph", text)

    def _structure(self, token: Any) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(int(token.attrGet("start") or 1) if kind.startswith("ordered") else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            number = self.lists[-1]
            self.prefix, self.in_item = (f"{number}." if number is not None else ""), True
            self.lists[-1] = number + 1 if number is not None else None
        elif kind == "tr_open":
            self.rows.append([])
        elif kind in ("th_open", "td_open"):
            self.rows[-1].append(Cell(text="", head=kind == "th_open"))
        elif kind == "table_close":
            self.flow.add_table(self.rows)
            self.rows = []


def _plain(token: Any) -> str:
    """The text of a token without marks; image descriptions and line breaks included."""
    if not token.children:
        return str(token.content)
    parts = []
    for child in token.children:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        elif child.type == "html_inline":
            parts.append(" ")
    return "".join(parts)
