"""Passages in, judgements out: relevance, facets with their evidence, sectors of sections, and the models that judge.

>>> from docscan.classify import PassageText
>>> from docscan.classify.model import load_model
>>> model = load_model("baseline")
>>> text = "The Ministry of Labour will open three centres for returning migrants by 2027."
>>> model.judge([PassageText(id="p1", text=text, language="en")])[0].level
4
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageText:
    """One passage as it is handed to a model.

    ``language`` is an ISO 639-1 code, empty where it is not known (it is then detected from the text). ``path`` holds the
    titles of the headings above the passage, outermost first, then the lead-in sentence where the passage has one that
    stands outside its own text.
    """

    id: str
    text: str
    language: str = ""
    path: tuple[str, ...] = ()


__all__ = ["PassageText"]
