"""The kind of a document: a plan, a strategy, a review…"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from docscan.document import KINDS, Detected
from docscan.extract.identity_evidence import Evidence
from docscan.terms.identity import fold, kinds

# What a match in each place counts; the body counts by how often the acronyms of a kind stand in it.
_PLACES: Final = (
    ("title", "title page", 1.0),
    ("declared", "properties", 0.6),
    ("name", "file name", 0.5),
    ("front", "title page", 0.25),
)
_BODY_WEIGHT: Final = 0.4
_SCORE_NEEDED: Final = 0.6
#: What may stand between two words of a term; not the dots of a contents page, over which three gaps take turns.
_GAP: Final = r"[\W_]{0,8}"
_ACRONYM: Final = re.compile(r"\b(?:i?[A-Z]{3,7}|MoU)(?=s?\b)")
_NEEDED: Final = re.compile("[a-z]{3,}")
_OPTIONAL: Final = re.compile(r"\([^()]*\|\) ?")
#: Longest word that may be missing at the start of a term, with the gap after it, in characters.
_REACH: Final = 20
_LITERAL: Final = re.compile("[a-z]{2,}")
_ACRONYM_WEIGHT: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A pattern and the ``starts``, one of which every match begins with; none where they vary."""

    compiled: re.Pattern[str]
    starts: tuple[str, ...]

    def matches(self, folded: str) -> Iterator[re.Match[str]]:
        """Its matches, none over another. Only where it may begin is it tried: a search tries every position."""
        if not self.starts:
            yield from self.compiled.finditer(folded)
            return
        after = 0
        for position in sorted({place for start in self.starts for place in _occurrences(folded, start)}):
            match = self.compiled.match(folded, position) if position >= after else None
            if match is not None:
                after = max(match.end(), position + 1)
                yield match


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of ``kinds.toml``, compiled; a text that lacks one of ``needs`` (each a choice of words) can't match.

    ``tail`` is the pattern without a word at its start that may be missing, which is found the faster.
    """

    pattern: Pattern
    needs: tuple[tuple[str, ...], ...]
    tail: Pattern | None

    def matches(self, folded: str, present: frozenset[str]) -> Iterator[re.Match[str]]:
        """Its matches in folded text. Most terms are ruled out by their words alone, which is much the faster.

        ``present`` are the words of all terms' needs that the text contains.
        """
        if any(present.isdisjoint(words) for words in self.needs):
            return
        if self.tail is None:
            yield from self.pattern.matches(folded)
            return
        after = 0
        for found in self.tail.matches(folded):
            starts = range(max(found.start() - _REACH, after), found.start() + 1)
            match = next(filter(None, (self.pattern.compiled.match(folded, start) for start in starts)), None)
            if match is not None:
                after = match.end()
                yield match


@dataclass(frozen=True, slots=True, kw_only=True)
class KindTerms:
    """One entry of ``kinds.toml``: ``terms`` read folded text, ``acronyms`` text as written."""

    kind: str
    weight: float
    terms: tuple[Term, ...]
    acronyms: frozenset[str]


def find_kind(evidence: Evidence) -> Detected:
    """The kind whose names stand on the title page, in properties, file name or text; ``other`` where none does."""
    scores: dict[str, float] = {}
    places: dict[str, str] = {}
    for field, where, weight in _PLACES:
        text = getattr(evidence, field)
        for kind, score in score_text(text).items():
            scores[kind] = scores.get(kind, 0.0) + weight * score
            places.setdefault(kind, where)
    for kind, share in _shares(evidence.body).items():
        scores[kind] = scores.get(kind, 0.0) + _BODY_WEIGHT * share
        places.setdefault(kind, "text")
    ranked = sorted(scores, key=lambda kind: (-scores[kind], KINDS.index(kind)))
    if not ranked or scores[ranked[0]] < _SCORE_NEEDED:
        return Detected(value="other", where="none", confidence=0.2)
    best = ranked[0]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    confidence = min(0.98, scores[best] / (scores[best] + second) * min(1.0, 0.3 + scores[best] / 4))
    return Detected(value=best, where=places[best], confidence=round(confidence, 3))


def score_text(text: str) -> dict[str, float]:
    """How much a short text (a title page) speaks for each kind: the earlier a name stands in it, the more.

    >>> max(score_text("Mid-term review of the National Development Plan").items(), key=lambda item: item[1])[0]
    'mid_term_review'
    """
    folded = fold(text)
    # A text of some length repeats itself: its distinct words are looked through, not all of them.
    vocabulary = " ".join(dict.fromkeys(_NEEDED.findall(folded)))
    present = frozenset(word for word in _all_needs() if word in vocabulary)
    acronyms = [(match[0], match.start()) for match in _ACRONYM.finditer(text)]
    found: dict[str, float] = {}
    for entry in kind_terms():
        places = [
            _prominence(match.start(), len(folded)) for term in entry.terms for match in term.matches(folded, present)
        ]
        places += [
            _ACRONYM_WEIGHT * _prominence(start, len(text)) for word, start in acronyms if word in entry.acronyms
        ]
        if places:
            found[entry.kind] = max(found.get(entry.kind, 0.0), entry.weight * max(places))
    return found


def _prominence(position: int, length: int) -> float:
    """1 at the start of the text, 0.4 at its end: titles come before what they rest on."""
    return 1.0 if length < 200 else 1.0 - 0.6 * position / length


def _shares(body: str) -> dict[str, float]:
    """By kind: its weight times its share of all the acronyms of kinds that stand in the text ("NDC", "PNA")."""
    words = Counter(_ACRONYM.findall(body))
    counts: dict[str, int] = {}
    for entry in kind_terms():
        count = sum(words[word] for word in entry.acronyms)
        if count:
            counts[entry.kind] = count
    total = sum(counts.values())
    weights = {entry.kind: entry.weight for entry in kind_terms()}
    return {kind: weights[kind] * count / total * min(1.0, total / 5) for kind, count in counts.items()}


@lru_cache(maxsize=1)
def kind_terms() -> tuple[KindTerms, ...]:
    """The entries of ``kinds.toml``, all languages of an entry together."""
    return tuple(
        KindTerms(
            kind=entry["kind"],
            weight=float(entry["weight"]),
            terms=tuple(_term(term) for words in entry["terms"].values() for term in words),
            acronyms=frozenset(entry["acronyms"]),
        )
        for entry in kinds()["entry"]
    )


@lru_cache(maxsize=1)
def _all_needs() -> tuple[str, ...]:
    """The words that any term needs, each once."""
    return tuple(
        dict.fromkeys(word for entry in kind_terms() for term in entry.terms for words in term.needs for word in words)
    )


def _needs(term: str) -> tuple[tuple[str, ...], ...]:
    """What a text must contain for the term to match: its words outside brackets, and one of each bracket's choices."""
    outside, groups = "", []
    depth, held = 0, ""
    for character in term:
        depth += character == "("
        if depth:
            held += character
        else:
            outside += character
        depth -= character == ")"
        if not depth and held:
            groups.append(held[1:-1])
            outside, held = outside + " ", ""
    words: list[tuple[str, ...]] = [(word,) for word in re.findall(r"(?<![\\.?*])[a-z]{3,}", outside)]
    for group in groups:
        flat = group.split("|") if "(" not in group else []
        starts = tuple(match[0] for match in (re.match(r"[a-z]{3,}", choice) for choice in flat) if match)
        if len(flat) > 1 and len(starts) == len(flat):
            words.append(starts)
    return tuple(words)


def _term(term: str) -> Term:
    optional = _OPTIONAL.match(term)
    rest = term[optional.end() :] if optional else ""
    return Term(
        pattern=Pattern(compiled=re.compile(as_pattern(term)), starts=_starts(term)),
        needs=_needs(term),
        tail=Pattern(compiled=re.compile(_grouped(rest)), starts=_starts(rest)) if optional else None,
    )


def _starts(term: str) -> tuple[str, ...]:
    """The letters with which a match begins: the term's own, or those of each of its first bracket's choices."""
    if term[:1] != "(":
        return tuple(filter(None, (_start(term),)))
    found = [_start(choice) for choice in _choices(term)]
    return tuple(dict.fromkeys(found)) if all(found) else ()


def _choices(term: str) -> list[str]:
    """What the first bracket lets choose from; an empty choice where it can be left out."""
    choices, depth = [""], 0
    for index, character in enumerate(term):
        depth += (character == "(") - (character == ")")
        if not depth:
            return choices if len(choices) > 1 and term[index + 1 : index + 2] not in {"?", "*", "{"} else [""]
        if character == "|" and depth == 1:
            choices.append("")
        elif index:
            choices[-1] += character
    return [""]


def _start(term: str) -> str:
    letters = _LITERAL.match(term)
    # A letter before a mark of repetition may be missing.
    return letters[0][: -1 if term[letters.end() : letters.end() + 1] in {"?", "*", "{"} else None] if letters else ""


def _occurrences(text: str, part: str) -> Iterator[int]:
    position = text.find(part)
    while position >= 0:
        yield position
        position = text.find(part, position + 1)


def as_pattern(term: str) -> str:
    """A term of ``kinds.toml`` as regular expression: ``plan(s) (a|b)`` → ``plan(?:s)?[\\W_]*(?:a|b)``."""
    return rf"(?<!\w)(?:{_grouped(term)})(?!\w)"


def _grouped(term: str) -> str:
    optional = re.sub(r"\(([^()|]*)\)", r"(?:\1)?", term)
    return re.sub(r"\((?!\?)", "(?:", optional).replace(" ", _GAP)
