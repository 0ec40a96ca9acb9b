"""Which language a document and each of its passages is written in.

Documents are told apart among :data:`KNOWN`, so that one in Arabic or German is named and not taken for the nearest
language that can be scored. Passages are short, where a wide choice only adds errors (Italian and Catalan for Spanish):
they are told apart among the languages that can be scored, unless they are written in another script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Languages that docscan scores.
SCORED: Final = ("en", "fr", "es", "pt")

#: Languages that a document may be found to be in: those of national strategies that are published.
KNOWN: Final = (
    *SCORED,
    *("ar", "az", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "et", "fa", "fi", "he", "hi", "hr", "ht", "hu", "hy"),
    *("id", "it", "ja", "ka", "kk", "km", "ko", "ky", "lo", "lt", "lv", "mk", "mn", "ms", "my", "no", "ne", "nl", "pl"),
    *("ps", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh"),
)

#: What is written where a text has too few letters to tell.
UNDETERMINED: Final = "und"

# Frequent words that belong to one of the four languages only: most passages are settled by counting them, some
# hundred times faster than the model. Words that two of the languages share (a, de, la, que, para, os) are left out.
_FUNCTION_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(
        {
            *("the", "of", "and", "to", "is", "are", "was", "were", "for", "with", "by", "from", "this", "that"),
            *("which", "will", "be", "been", "has", "have", "had", "their", "its", "these", "those", "should"),
            *("through", "between", "into", "at", "it", "or", "not", "can", "such"),
        }
    ),
    "fr": frozenset(
        {
            *("les", "des", "et", "du", "au", "aux", "est", "sont", "dans", "pour", "par", "sur", "avec", "une"),
            *("ce", "ces", "cette", "qui", "ont", "été", "leur", "leurs", "ainsi", "afin", "être", "il", "elle"),
            *("nous", "ou", "à", "où", "mais", "plus"),
        }
    ),
    "es": frozenset(
        {
            *("el", "los", "las", "del", "y", "en", "una", "con", "por", "su", "sus", "se", "es", "son", "al", "más"),
            *("esta", "este", "estos", "estas", "como", "lo", "fue", "ha", "han", "ser", "sobre", "entre", "así"),
            *("hacia", "también"),
        }
    ),
    "pt": frozenset(
        {
            *("os", "da", "do", "das", "dos", "e", "em", "um", "uma", "com", "não", "na", "no", "nas", "nos"),
            *("ao", "aos", "às", "à", "pela", "pelo", "pelas", "pelos", "mais", "são", "foi", "ser", "sua", "seu"),
            *("suas", "seus", "também", "entre", "até"),
        }
    ),
}
_SHARED: Final = frozenset(
    word
    for code, words in _FUNCTION_WORDS.items()
    for other, others in _FUNCTION_WORDS.items()
    if code != other
    for word in words & others
)
_OWN_WORDS: Final = {code: words - _SHARED for code, words in _FUNCTION_WORDS.items()}
_LANGUAGE_OF: Final = {word: code for code, words in _OWN_WORDS.items() for word in words}
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER: Final = re.compile(r"[^\W\d_]")

#: Share of a language's own function words from which a text is plainly in it, and the number of them that is needed.
_PLAINLY: Final = 0.14
_ENOUGH: Final = 10

#: Words from which on a sure model is followed against the function words.
_SURE_WORDS: Final = 15

#: Letters below which no language is stated.
_MINIMUM_LETTERS: Final = 12


def detect(text: str, languages: Sequence[str] = KNOWN) -> tuple[str, float]:
    """The language of ``text`` (ISO 639-1) among ``languages`` and how sure (0 to 1).

    ``("und", 0.0)`` where the text has fewer than twelve letters.

    >>> detect("Les ménages ruraux reçoivent des transferts de leurs proches.", ("en", "fr"))[0]
    'fr'
    """
    if len(_LETTER.findall(text[:4000])) < _MINIMUM_LETTERS:
        return UNDETERMINED, 0.0
    code, confidence = _identifier(tuple(languages)).classify(text)
    return str(code), float(confidence)


def detect_document(texts: Iterable[str], languages: Sequence[str] = KNOWN) -> tuple[str, float]:
    """The language in which most of a document's ``texts`` (its blocks) are written, and its share of those looked at.

    Up to 30 places spread evenly over the document are looked at, so that an English foreword or a bibliography
    doesn't decide.
    """
    chunks = _spread(list(_chunks(texts)), 30)
    plain = _votes((chunk, _by_words(chunk)) for chunk in chunks)
    best, share = _winner(plain)
    if share >= 0.8 and sum(plain.values()) * 2 >= sum(map(len, chunks)):
        return best, share  # the model would say the same, and costs a quarter of a second to load
    return _winner(_votes((chunk, detect(chunk, languages)[0]) for chunk in chunks))


def _votes(judged: Iterable[tuple[str, str]]) -> dict[str, int]:
    votes: dict[str, int] = {}
    for chunk, code in judged:
        if code not in ("", UNDETERMINED):
            votes[code] = votes.get(code, 0) + len(chunk)
    return votes


def _winner(votes: dict[str, int]) -> tuple[str, float]:
    if not votes:
        return UNDETERMINED, 0.0
    best = max(sorted(votes), key=lambda code: votes[code])
    return best, round(votes[best] / sum(votes.values()), 3)


def _by_words(text: str) -> str:
    """The scored language whose own function words fill the text; empty where none plainly does.

    Running text in one of the four has 15 to 40 % of them, in their neighbours (Italian, Catalan) half as many at most.
    """
    words = _WORD.findall(text.lower())
    counts = {code: sum(1 for word in words if word in own) for code, own in _OWN_WORDS.items()}
    first, second = sorted(counts.values(), reverse=True)[:2]
    plain = first >= _PLAINLY * len(words) and first >= 3 * second and first >= _ENOUGH
    return next(code for code, count in counts.items() if count == first) if plain else ""


def detect_passage(text: str, expected: str, languages: Sequence[str] = SCORED) -> str:
    """The language of one passage in a document that is in ``expected``.

    The document's language is kept unless the passage clearly is in another of ``languages`` or in another script: a
    title, a list of names or a row of figures says little about its language.
    """
    lowered = text.lower()
    if _is_plainly(expected, lowered.split()):
        return expected
    words = _WORD.findall(lowered)
    if len(words) < 6 and not _foreign_script(text, expected):
        return expected
    counts = dict.fromkeys(_OWN_WORDS, 0)
    for code in filter(None, map(_LANGUAGE_OF.get, words)):
        counts[code] += 1
    if expected in counts:
        rivals = max(count for code, count in counts.items() if code != expected)
        if counts[expected] >= max(1, 2 * rivals):
            return expected
    if _foreign_script(text, expected):
        code, _ = detect(text)
        return expected if code == UNDETERMINED else code
    if expected not in languages:
        # Another language in Latin letters: leave it only for a passage full of a scored language's own words.
        best = max(sorted(counts), key=lambda code: counts[code])
        return best if counts[best] >= max(4, len(words) // 6) else expected
    return _reconsider(text, expected, languages, counts, len(words))


def _is_plainly(expected: str, words: Sequence[str]) -> bool:
    """Settles most passages: function words stand free of punctuation nearly always, so that white space parts them."""
    codes = list(map(_LANGUAGE_OF.get, words))
    own = codes.count(expected)
    return own >= 4 and own >= 4 * (len(codes) - codes.count(None) - own)


def _reconsider(text: str, expected: str, languages: Sequence[str], counts: dict[str, int], words: int) -> str:
    """The model's opinion, followed only where it is sure or the function words say the same."""
    if words < _SURE_WORDS and max(counts.values()) <= counts.get(expected, 0):
        return expected  # whatever the model said, nothing would support it
    code, confidence = detect(text, languages)
    if code in (expected, UNDETERMINED):
        return expected
    supported = counts.get(code, 0) > counts.get(expected, 0)
    return code if (supported and confidence > 0.6) or (confidence > 0.95 and words >= _SURE_WORDS) else expected


def name(code: str, display: str = "en") -> str:
    """The language's name in the language ``display``; the code itself where it is not known."""
    from babel import Locale

    return str(Locale.parse(display).languages.get(code, code))


def _foreign_script(text: str, expected: str) -> bool:
    letters = len(_LETTER.findall(text))
    if letters < _MINIMUM_LETTERS or expected not in SCORED:
        return False
    return len(_LATIN.findall(text)) * 2 < letters


def _chunks(texts: Iterable[str], size: int = 600) -> Iterable[str]:
    """Neighbouring blocks joined to pieces of about ``size`` characters, long ones cut."""
    held = ""
    for text in texts:
        held = f"{held} {text}" if held else text
        if len(held) >= size:
            yield held[: 2 * size]
            held = ""
    if held:
        yield held


def _spread(items: list[str], most: int) -> list[str]:
    if len(items) <= most:
        return items
    step = len(items) / most
    return [items[int(index * step)] for index in range(most)]


@lru_cache(maxsize=4)
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = copy(_model())
    identifier.set_languages([code for code in languages if code in identifier.labels])
    return identifier


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    """The model for all its languages: half a second and 80 MB, shared by those that are restricted to some."""
    # A private instance: py3langid's module-level one is shared state that any other user may restrict differently.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
