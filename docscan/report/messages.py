"""What the program said of a file, in the language of the output.

The stages below say their causes and warnings in English, as text, so that the command line can print them at once. Here
that text is looked up in ``wording/messages.toml``, as in a message catalogue whose keys are the English messages.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

_HOLE: Final = "{}"


def translate(text: str, language: str) -> str:
    """``text`` in ``language`` (``en``, ``fr``, ``es``, ``pt``); unchanged where the table does not have it.

    >>> translate("took longer than 5 s", "fr")
    'a pris plus de 5 s'
    """
    if language == "en" or not text:
        return text
    whole, patterns = _catalogue(language)
    if text in whole:
        return whole[text]
    for pattern, wanted in patterns:
        found = pattern.fullmatch(text)
        if found:
            return wanted.format(*(translate(part, language) for part in found.groups()))
    return text


@lru_cache(maxsize=4)
def _catalogue(language: str) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Messages without holes by their text; those with holes as patterns, the longest fixed text first."""
    text = files("docscan.report").joinpath("wording", "messages.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["message"]
    whole = {item["en"]: item[language] for item in table if _HOLE not in item["en"]}
    holed = sorted((item for item in table if _HOLE in item["en"]), key=lambda item: -len(item["en"]))
    patterns = [
        (re.compile("(.+?)".join(re.escape(part) for part in item["en"].split(_HOLE)), re.DOTALL), item[language])
        for item in holed
    ]
    return whole, patterns
