"""Kinds that the heading above tells: reference lists and lists of acronyms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docscan.document import BlockKind
from docscan.extract import headings_words
from docscan.extract.textline import Heading, TextLine

_REFERENCES = frozenset(
    {
        *("references", "reference", "bibliography", "bibliographic references", "works cited", "literature cited"),
        *("sources and references", "references and bibliography", "selected bibliography", "list of references"),
        *("bibliographie", "references bibliographiques", "sources bibliographiques", "documents consultes"),
        *("referencias", "bibliografia", "referencias bibliograficas", "fuentes consultadas", "obras citadas"),
        *("documentos consultados", "obras consultadas"),
    }
)
_NUMBERING = re.compile(r"^(?:[\dIVXivx]{1,5}[.)]?|[A-Za-z][.)])\s+|\s+\d{1,3}$")


def mark(lines: Sequence[TextLine], headings: Sequence[Heading]) -> None:
    """Set ``kind`` on the lines below headings that announce references or acronyms, to the next of that rank or higher."""
    for position, heading in enumerate(headings):
        kind = _kind(heading.title)
        if kind is None:
            continue
        end = next((later.first for later in headings[position + 1 :] if later.rank <= heading.rank), len(lines))
        # An acronym list that fills a tenth of a document is a heading misread: such lists take some pages.
        if kind == "acronyms" and end - heading.last > 400:
            end = heading.last + 400
        for line in lines[heading.last + 1 : end]:
            if line.kind in {"paragraph", "list_item"} or (line.kind == "table_row" and kind == "acronyms"):
                line.kind = kind


def _kind(title: str) -> BlockKind | None:
    name = headings_words.fold(_NUMBERING.sub("", title.strip())).strip(" .:-")
    if name in _REFERENCES:
        return "reference"
    return "acronyms" if headings_words.load().title_kind(name) == "acronyms" else None
