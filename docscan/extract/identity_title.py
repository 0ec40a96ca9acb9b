"""What a document is called: by its properties where they are true, else by its title page."""

from __future__ import annotations

import re
from typing import Final

from docscan.extract.identity_evidence import title_page
from docscan.extract.identity_kind import score_text
from docscan.extract.piece import Piece, Reading
from docscan.terms.identity import fold, tokens

# What programs write into the title of a file whose author gave none.
_DEFAULT: Final = re.compile(
    r"^(?:microsoft (?:word|powerpoint|office)\b|untitled|sans titre|sin titulo|sem titulo|document\s?\d*$|mise en page|"
    r"layout\s?\d|slide\s?\d|presentation\s?\d*$|powerpoint|rapport$|report$|print|layout|cover|portada|couverture)"
    r"|\.(?:docx?|pdf|indd|qxd|pptx?|rtf|odt|pmd|cdr|ai)\b|_|^\d+$"
)
# Headings that begin a document's parts, not the document.
_PART: Final = re.compile(
    r"^(?:final (?:version|draft)|version finale?|draft|"
    r"table (?:of contents|des matieres)|contents|sommaire|indice|sumario|foreword|preface|avant-propos|prologo|"
    r"presentacion|acronyms|abbreviations|sigles|siglas|resume|executive summary|introduction|introduccion|introducao|"
    r"\W*\d|[ivx]{1,4}[.)]|chapter|chapitre|section|list[eao]? )"
)
_AUTHOR: Final = re.compile(
    r"^(?:the )?(?:government|republic|republique|republica|ministry|ministere|ministerio|gouvernement|gobierno|governo|"
    r"kingdom|prepared by|with the support|department|unity|published|©)\b"
)
# Blocks that are looked at, those among which a title need not name a kind of document, and the words of a title.
_MOST_PIECES, _FIRST_PIECES, _MOST_WORDS = 14, 6, 40


def find_title(reading: Reading) -> str:
    """The document's title; empty where nothing on its first pages looks like one.

    A title in the properties counts only when its words stand on the title page too: templates and earlier documents
    leave theirs behind.
    """
    declared = " ".join((reading.properties.get("title") or reading.title).split())
    if _is_true(declared, title_page(reading)):
        return declared
    best, title = 0.0, ""
    pages = {piece.lines[0].page for piece in reading.pieces[:_MOST_PIECES] if piece.lines}
    near = sorted(pages)[:2]
    for index, piece in enumerate(reading.pieces[:_MOST_PIECES]):
        text = " ".join(" ".join(line.text for line in piece.lines).split())
        if piece.lines and piece.lines[0].page in near:
            score = _score(piece, text, index)
            if score > best:
                best, title = score, text
    return title or ("" if _DEFAULT.search(fold(declared)) else declared)


def _is_true(declared: str, title_page: str) -> bool:
    words = [word for word in tokens(declared) if len(word) > 2]
    if len(words) < 2 or _DEFAULT.search(fold(declared)):
        return False
    there = set(tokens(title_page))
    return sum(word in there for word in words) >= 0.8 * len(words)


def _score(piece: Piece, text: str, index: int) -> float:
    """How much a block looks like the title: it names a kind of document, is set as a heading, stands near the top."""
    folded = fold(text)
    words = len(text.split())
    if piece.kind not in ("heading", "paragraph", "furniture") or not 2 <= words <= _MOST_WORDS:
        return 0.0
    if _PART.match(folded) or not re.search(r"[^\W\d_]{3}", text) or text.rstrip().endswith((".", ";", ":")):
        return 0.0
    kinds = score_text(text)
    named = bool(kinds) and max(kinds, key=lambda kind: kinds[kind]) != "other"  # "background paper" is no title
    is_prose = piece.kind == "paragraph" and words > _MOST_WORDS // 2
    if not named and (index >= _FIRST_PIECES or is_prose):
        return 0.0
    score = 1.0 - 0.05 * index + 2.0 * named - 1.0 * ("other" in kinds and not named)
    score += 1.0 * (piece.kind == "heading") - 0.5 * (piece.kind == "furniture")
    return score - 1.0 * bool(_AUTHOR.match(folded))
