"""A passage cut into the stretches in which words bear on one another: sentences, list items, table cells.

A cue counts for migration only where it stands in the same clause as the movement it would speak of, so everything that
looks at cues works on the :class:`Clause` values of a :class:`Reading`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docscan.classify import cue_words
from docscan.judgement import Finding
from docscan.terms import quantities
from docscan.terms.matching import tokenise
from docscan.terms.quantities import Quantity

_BULLET = r"[•●▪◦○■□➢➤✓✔►‣⁃]|(?:(?<=\s)|^)[-–—*](?=\s)"
_NUMBERING = (
    r"(?:(?<=\s)|^)(?:\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)(?=\s+[^\W\d_])|\d{1,2}(?:\.\d{1,2}){0,3}\.?(?=\s+[A-ZÀ-Þ«“\"])"
    r"|\d{1,2}(?:\.[A-Z]?\d{1,3}){1,4}[.)]?(?=\s+[A-ZÀ-Þ«“\"])|(?:(?<=[.;:]\s)|^)\d{3}[.)](?=\s+[A-ZÀ-Þ«“\"])|\d{1,2}\s?[º°ª][.)]?\s?[-–—]?(?=\s*[A-ZÀ-Þa-zà-ÿ])"
    r"|[IVX]{1,5}\s?[-–—.)](?=\s+[^\W\d_])|[a-h]\.(?=\s+[A-ZÀ-Þ]))"
)
_BREAK = re.compile(rf"(?P<item>{_BULLET}|{_NUMBERING})|(?P<cell>\s\|\s|\t|\n)|(?P<end>[.!?…]+[”\"»)]?(?=\s)|;(?=\s))")
#: A full stop after these ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Art|art|No|no|Nos|Nº|n|Dr|Mr|Mrs|Ms|St|vs|cf|fig|Fig|al|e\.g|i\.e|etc|approx|ca|pp|p|vol|ed|Sr|Sra|núm|pág|Ing|Lic"
    r"|M|Mme|S/|Rs|Tk|[Pp]ág|[Cc]ap|[Pp]ar)|\b[A-Z])$"
)
#: What may stand before the first word that tells what an item is about.
_OPENING = re.compile(
    r"[\W_\d]*(?:(?:[a-z]\d[\d.]*|[a-z]|[ivx]{1,5}|[º°ª])\s?[-–—).]\s*)?[\W_\d]*(?:(?:strategic\s+|priority\s+|policy\s+|key\s+|specific\s+)?(?:action|activit\w+|measure|objective|output|intervention"
    r"|target|step|mesure|objectif|axe|effet|produit|résultat|acción|actividad|medida|objetivo|meta|línea|ação|acção|atividade"
    r"|actividade|linha|eixo|eje|artículo|article|artigo|art)\b[\s\d.:–—()-]*)?(?:to\s+)?",
    re.IGNORECASE,
)
_COLON = re.compile(r":\s+(?=\S)")
#: Separators of cells from which a row shows without its column heads.
_CELLS = 2
#: Characters from the head of a sentence within which a word can stand for what the one before named.
_HEAD = 12
_FUSED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){1,5}\.?\s+(?=[A-ZÀ-Þ])")
#: The first word of a sentence that follows a title without a full stop.
_RESTART = re.compile(
    r"(?<=[a-zà-ÿ)] )(?:The|In|It|This|There|These|Les?|La|L[’']|Un|Une|Des|Dans|En|Ce|Cette|El|Los|Las|Os?|As|Em|Na|No)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue of the term files and where it stands: characters, and half-open positions of tokens.

    ``anaphor`` tells that the words stand for a movement named in the sentence before.
    """

    id: str
    start: int
    end: int
    first: int
    last: int
    anaphor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence, list item or table cell: its span, what it holds, and where its own words begin.

    ``openings`` are the positions at which a verb of doing is an order: the first word, and the one after a colon.
    """

    start: int
    end: int
    item: bool
    openings: tuple[int, ...]
    concepts: tuple[Cue, ...]
    cues: tuple[Cue, ...]
    quantities: tuple[Quantity, ...]

    def of(self, *ids: str) -> tuple[Cue, ...]:
        """Cues of these ids, in order of position."""
        return tuple(cue for cue in self.cues if cue.id in ids)

    def starting(self, prefix: str) -> tuple[Cue, ...]:
        """Cues whose id begins so."""
        return tuple(cue for cue in self.cues if cue.id.startswith(prefix))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A relevant passage as the rules see it. ``row`` tells that it is a line of a table of actions."""

    text: str
    language: str
    path: tuple[str, ...]
    clauses: tuple[Clause, ...]
    row: bool
    exclusions: tuple[Finding, ...]

    @property
    def relevant(self) -> tuple[Clause, ...]:
        """The clauses that speak of migration."""
        return tuple(clause for clause in self.clauses if clause.concepts)


def read(text: str, language: str, path: Sequence[str], concepts: Sequence[Finding]) -> Reading:
    """Cut a passage into clauses and hang on each what was found in it. ``concepts`` come from ``relevance.find``."""
    starts = tokenise(text).starts
    body = _after_heading(text)
    moves = [_cue(f.value, f.start, f.end, starts) for f in concepts if f.facet == "concept" and f.start >= body]
    cues = [_cue(m.id, m.start, m.end, starts) for m in cue_words.find(text, language)]
    amounts = _dated(quantities.find(text), cues)
    clauses = tuple(
        Clause(
            start=start,
            end=end,
            item=item,
            openings=_openings(text, start, end),
            concepts=tuple(c for c in moves if start <= c.start < end),
            cues=tuple(c for c in cues if start <= c.start < end),
            quantities=tuple(q for q in amounts if start <= q.start < end),
        )
        for start, end, item in cut(_ruled(text))
    )
    return Reading(
        text=text,
        language=language,
        path=tuple(path),
        clauses=tuple(_resolved(clauses, text)),
        row=_is_row(_ruled(text), cues, amounts),
        exclusions=tuple(f for f in concepts if f.facet == "exclusion"),
    )


def _resolved(clauses: Sequence[Clause], text: str) -> Iterator[Clause]:
    """The clauses, with the movement of the sentence before where one begins by a word that stands for it."""
    before: Clause | None = None
    for clause in clauses:
        opening = [cue for cue in clause.of("anaphor") if cue.start - clause.openings[0] <= _HEAD]
        opening += clause.of("reference")
        runs_on = not clause.item or text[: clause.start].rstrip().endswith(";")
        if opening and runs_on and not clause.concepts and before is not None and before.concepts:
            word = opening[0]
            stands = replace(word, id=before.concepts[0].id, anaphor=True)
            yield replace(clause, concepts=(stands,))
        else:
            yield clause
        before = clause


def _after_heading(text: str) -> int:
    """Where the passage's own text begins after a numbered heading that the layout fused with it (ruling 12)."""
    number = _FUSED.match(text)
    if not number:
        return 0
    restart = _RESTART.search(text, number.end(), number.end() + 160)
    return restart.start() if restart else 0


def _is_row(text: str, cues: Sequence[Cue], amounts: Sequence[Quantity]) -> bool:
    """Two column heads of an action matrix, or amounts and dates too dense for prose where the heads are lost."""
    heads = {
        text[cue.start : cue.end].lower()
        for cue in cues
        if cue.id in ("column_head", "action_head")
        and (text[cue.start].isupper() or text[cue.end : cue.end + 2].lstrip()[:1] == ":")
    }
    if len(heads) >= 2:
        return True
    if _pipes(text) >= _CELLS or (_pipes(text) and heads):
        return True
    cells = sum(q.kind in ("money", "deadline", "period", "year") for q in amounts)
    sentences = len(re.findall(r"[a-z)]\.\s", text))
    return cells >= 3 and any(q.kind == "money" for q in amounts) and sentences * 60 < len(text.split())


def _pipes(text: str) -> int:
    return text.count(" | ")


def _ruled(text: str) -> str:
    """The text with the slashes between the cells of a row as bars: as long as before, so that offsets hold."""
    return text.replace(" / ", " | ") if text.count(" / ") > _CELLS and " | " not in text else text


def gap(one: Cue, two: Cue) -> int:
    """Tokens between two cues, 0 where they touch or overlap."""
    return max(two.first - one.last, one.first - two.last, 0)


def cut(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether it is an item, of every clause; blank ones are left out."""
    start, item = 0, True
    for match in _BREAK.finditer(text):
        if match.group("end") and match.group().startswith(".") and _ABBREVIATION.search(text[start : match.start()]):
            continue
        if match.group("item") and match.start() == start:
            item = True
            continue
        end = match.end() if match.group("end") else match.start()
        if text[start:end].strip():
            yield start, end, item
        start = match.end() if not match.group("item") else match.start()
        item = not match.group("end") or match.group() == ";"
    if text[start:].strip():
        yield start, len(text), item


def _openings(text: str, start: int, end: int) -> tuple[int, ...]:
    opening = _OPENING.match(text, start, end)
    first = opening.end() if opening else start
    return (first, *(match.end() for match in _COLON.finditer(text, start, end) if match.end() > first))


def _dated(amounts: Sequence[Quantity], cues: Sequence[Cue]) -> tuple[Quantity, ...]:
    """The amounts but for the number and year of a law: they date nothing (ruling 10)."""
    laws = [cue for cue in cues if cue.id == "own_instrument"]
    return tuple(q for q in amounts if not any(law.start <= q.start < law.end for law in laws))


def _cue(id_: str, start: int, end: int, starts: Sequence[int]) -> Cue:
    return Cue(id=id_, start=start, end=end, first=bisect_left(starts, start), last=bisect_left(starts, end))
