"""Find many terms in a text at once, whatever their case, accents and hyphens.

A term and a text are folded the same way (lower case, no accents, hyphen, apostrophe and underscore as a space) and cut
into words and punctuation marks. spaCy's ``PhraseMatcher`` then compares sequences of these tokens. Two things keep it
quick on plans that hardly speak of the subject: the cut is one regular expression instead of a language's tokenizer
with its exceptions (terms are matched on surface forms, so these bring nothing), and a text that has none of the terms'
characteristic words never reaches spaCy.

>>> index = TermIndex({"remittances": ["migrant(s) remittance(s)"]}, "en")
>>> index.find("Migrants' remittances grew.")
[Match(id='remittances', start=0, end=21)]
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from docscan.imports import without_torch
from docscan.terms.syntax import FOLDING, TOKEN, expand, expand_cased, fold, tokenise_term

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What precedes an id in the key of its forms: folded, or with capitals as written.
_FOLDED, _CASED = "~", "="
#: Characters that fold to none or several characters, for which offsets must be kept one by one.
_UNEVEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufb00-\ufb06œŒæÆßĳĲ]")
_SENTENCE_END = frozenset(".!?…")
#: What a full stop after it does not end a sentence before a figure: "S/. 640", "Rs. 90", "No. 3", "art. 12".
_BEFORE_FIGURE = frozenset(("/", "rs", "tk", "no", "nos", "n", "num", "art", "arts", "cap", "fig", "pag", "par", "vol"))


@dataclass(frozen=True, slots=True)
class Match:
    """One term found: the ``id`` it stands for and its half-open character span in the text as given."""

    id: str
    start: int
    end: int


class Tokens:
    """A text cut into folded tokens, with their places in the text as given and the sentence each belongs to."""

    __slots__ = ("_doc", "_ends", "_folded", "_places", "_sentences", "_starts", "words")

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        self._places: Sequence[int] | None = None
        if len(self._folded) != len(text) or _UNEVEN.search(text):
            self._folded, self._places = _fold_with_places(text)
        self.words: list[str] = TOKEN.findall(self._folded)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._doc: Doc | None = None
        self._sentences: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """First character of each token in the text as given."""
        self._locate()
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Character after the last one of each token in the text as given."""
        self._locate()
        return self._ends

    def _locate(self) -> None:
        # Most texts have no match and never need their offsets.
        if self._starts or not self.words:
            return
        spans = [token.span() for token in TOKEN.finditer(self._folded)]
        places = self._places
        if places is None:
            self._starts = [start for start, _ in spans]
            self._ends = [end for _, end in spans]
        else:
            self._starts = [places[start] for start, _ in spans]
            self._ends = [places[end - 1] + 1 for _, end in spans]

    @property
    def doc(self) -> Doc:
        """The tokens as a spaCy ``Doc``, made once."""
        if self._doc is None:
            vocabulary = _vocabulary()
            from spacy.tokens import Doc

            self._doc = Doc(vocabulary, words=self.words)
        return self._doc

    @property
    def sentences(self) -> list[int]:
        """Number of the sentence each token is in; a full stop inside a number or an abbreviation ends none."""
        if self._sentences is None:
            number, numbers = 0, []
            for i, word in enumerate(self.words):
                numbers.append(number)
                if word in _SENTENCE_END and self._is_end(i):
                    number += 1
            self._sentences = numbers
        return self._sentences

    def _is_end(self, i: int) -> bool:
        """Whether the full stop at a position ends a sentence."""
        if i + 1 == len(self.words):
            return True
        if self.starts[i + 1] == self.ends[i]:
            return False  # "3.5", "www.example.org"
        return not (i and self.words[i - 1] in _BEFORE_FIGURE and self.words[i + 1][0].isdigit())


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    pieces: list[str] = []
    places: list[int] = []
    for i, character in enumerate(text):
        folded = FOLDING[ord(character)]
        pieces.append(folded)
        places.extend([i] * len(folded))
    return "".join(pieces), places


@lru_cache(maxsize=64)
def tokenise(text: str) -> Tokens:
    """Tokens of a text. The last few texts are kept, since several indexes look at the same passage."""
    return Tokens(text)


@lru_cache(maxsize=1)
def _vocabulary() -> Any:
    with without_torch():
        from spacy.vocab import Vocab
    return Vocab()


class _Numbers(dict[str, int]):
    """spaCy's number of each word of a term; one object a word, since the matchers keep hundreds of thousands."""

    def __missing__(self, word: str) -> int:
        found = self[word] = int(_vocabulary().strings.add(word))
        return found


@lru_cache(maxsize=1)
def _numbers() -> _Numbers:
    return _Numbers()


class TermIndex:
    """Terms of one language, ready to be found.

    ``terms`` maps an id to terms in the syntax of :func:`docscan.terms.syntax.expand`; ``acronyms`` likewise, but the
    capitals of the text must be as written (``IDPs``, so that ``tip`` is no ``TIP``). ``language`` is the code they are
    in; it doesn't change the matching and stands here for messages.
    """

    def __init__(
        self,
        terms: Mapping[str, Sequence[str]],
        language: str,
        *,
        acronyms: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.language = language
        self.forms: dict[str, tuple[str, ...]] = {}
        self._cased: dict[tuple[str, str], frozenset[str]] = {}
        for id_, written in terms.items():
            self.forms[id_] = tuple(dict.fromkeys(form for term in written for form in expand(term)))
        self._acronyms: dict[str, dict[str, set[str]]] = {}
        for id_, written in (acronyms or {}).items():
            cased = self._acronyms.setdefault(id_, {})
            for term in written:
                for form in expand_cased(term):
                    cased.setdefault(" ".join(tokenise_term(form)), set()).add(form)
        self._waiting: dict[str, list[tuple[str, str]]] = {}
        folded = [(f"{_FOLDED}{id_}", form) for id_, forms in self.forms.items() for form in forms]
        as_written = [(f"{_CASED}{id_}", form) for id_, forms in self._acronyms.items() for form in forms]
        for key, form in (*folded, *as_written):
            self._waiting.setdefault(_rarest(form)[0], []).append((key, form))
        self._keys = frozenset(self._waiting)
        self._matcher: Any = None
        self._ids: dict[int, tuple[str, bool]] = {}

    def pairs(self, id_: str) -> frozenset[tuple[str, str]]:
        """The two longest words of each form of an id; the second is empty where the form has one word only."""
        return frozenset(map(_rarest, (*self.forms.get(id_, ()), *self._acronyms.get(id_, ()))))

    def find(self, text: str) -> list[Match]:
        """All matches in order of position; of matches of one id that overlap only the longest stays."""
        tokens = tokenise(text)
        return [Match(id_, tokens.starts[start], tokens.ends[end - 1]) for id_, start, end in self.spans(text, tokens)]

    def spans(self, text: str, tokens: Tokens) -> list[tuple[str, int, int]]:
        """As :meth:`find`, with half-open positions of tokens instead of characters."""
        if self._keys.isdisjoint(tokens.words):
            return []
        matcher = self._ready(tokens.words)
        found: list[tuple[str, int, int]] = []
        for key, start, end in matcher(tokens.doc):
            id_, cased = self._ids[key]
            if cased and not self._as_written(id_, text, tokens, start, end):
                continue
            found.append((id_, start, end))
        return _longest(found)

    def _as_written(self, id_: str, text: str, tokens: Tokens, start: int, end: int) -> bool:
        written = text[tokens.starts[start] : tokens.ends[end - 1]]
        return written in self._acronyms[id_][" ".join(tokens.words[start:end])]

    def _ready(self, words: Sequence[str]) -> Any:
        """The matcher, with every form whose rarest word is among these.

        The others wait: most forms never come up, and each takes a millisecond's fraction and half a kilobyte there.
        """
        if self._matcher is None:
            vocabulary = _vocabulary()
            from spacy.matcher import PhraseMatcher

            self._matcher = PhraseMatcher(vocabulary, attr="ORTH")
        number = _numbers().__getitem__
        for word in self._waiting.keys() & set(words):
            for key, form in self._waiting.pop(word):
                self._ids[_vocabulary().strings.add(key)] = (key[1:], key[0] == _CASED)
                # Numbers of words, as the matcher keeps them (its own copies are made so): a Doc for each form would
                # take ten times as long.
                self._matcher.add(key, [[number(part) for part in form.split()]])
        return self._matcher


def _rarest(form: str) -> tuple[str, str]:
    """The two longest words of a form, taken for its rarest: a text without them cannot hold it. "" where there is one."""
    first, *others = sorted(form.split(), key=len, reverse=True)
    return first, others[0] if others else ""


def _longest(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Drop matches that overlap a longer match of the same id; order by position."""
    kept: list[tuple[str, int, int]] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    for id_, start, end in sorted(found, key=lambda m: (m[1] - m[2], m[1], m[0])):
        spans = taken.setdefault(id_, [])
        if all(end <= s or start >= e for s, e in spans):
            spans.append((start, end))
            kept.append((id_, start, end))
    return sorted(kept, key=lambda m: (m[1], -m[2], m[0]))
