"""What Word's styles and numbering say of a paragraph: heading or not, of which rank, with which number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKUP: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_HEADING_NAME: Final = re.compile(
    r"^(?:heading|titre|título|titulo|überschrift|cabeçalho|encabezado)\s*([1-9])$", re.IGNORECASE
)
_TITLE_NAMES: Final = frozenset({"title", "titre", "título", "titulo", "puesto"})
_CONTENTS_NAME: Final = re.compile(r"^(?:toc|tm|tdc|table of figures|índice|indice|sumário)\b", re.IGNORECASE)
_LIST_NAME: Final = re.compile(
    r"^(?:list|liste|lista)\b.*(?:bullet|number|puces|numéros|viñetas|números|paragraph|marcadores)", re.IGNORECASE
)
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_BODY_LEVEL: Final = 9


def attribute(node: Any, name: str) -> str:
    """An attribute of Word's namespace; empty where it isn't set or there is no element."""
    return "" if node is None else (node.get(W + name) or "")


@dataclass(slots=True, frozen=True, kw_only=True)
class Style:
    """A paragraph style with what it inherits. ``rank`` 1 to 9 for headings, 0 else; ``number``: (list id, level)."""

    name: str = ""
    rank: int = 0
    number: tuple[str, int] | None = None
    bold: bool = False
    is_contents: bool = False
    is_caption: bool = False


class Styles:
    """The styles of one document."""

    def __init__(self, root: Any) -> None:
        self._nodes: dict[str, Any] = {}
        self._made: dict[str, Style] = {}
        self._default = ""
        for node in root.iter(W + "style") if root is not None else ():
            self._nodes[attribute(node, "styleId")] = node
            if attribute(node, "type") == "paragraph" and attribute(node, "default") in ("1", "true"):
                self._default = attribute(node, "styleId")

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph."""
        return self._style(attribute(paragraph.find(f"{W}pPr/{W}pStyle"), "val") or self._default, 0)

    def rank(self, paragraph: Any, style: Style) -> int:
        """The paragraph's rank as heading: its own outline level, else its style's; 0 for body text."""
        level = attribute(paragraph.find(f"{W}pPr/{W}outlineLvl"), "val")
        if level.isdigit():
            return int(level) + 1 if int(level) < _BODY_LEVEL else 0
        return style.rank

    def is_bold(self, run: Any) -> bool:
        """Whether a run is bold, by itself, by its character style or by its paragraph's style."""
        own = run.find(f"{W}rPr/{W}b")
        if own is not None:
            return attribute(own, "val") not in ("0", "false", "off")
        named = attribute(run.find(f"{W}rPr/{W}rStyle"), "val")
        if named and self._style(named, 0).bold:
            return True
        paragraph = next(run.iterancestors(W + "p"), None)
        return paragraph is not None and self.of(paragraph).bold

    def _style(self, key: str, depth: int) -> Style:
        if key not in self._made:
            self._made[key] = self._make(key, depth)
        return self._made[key]

    def _make(self, key: str, depth: int) -> Style:
        node = self._nodes.get(key)
        if node is None or depth > 12:  # styles that are based on each other
            return Style(name=key, rank=_rank_of_name(key))
        based_on = attribute(node.find(W + "basedOn"), "val")
        base = self._style(based_on, depth + 1) if based_on and based_on != key else Style()
        name = attribute(node.find(W + "name"), "val") or key
        level = attribute(node.find(f"{W}pPr/{W}outlineLvl"), "val")
        rank = _rank_of_name(name) or (int(level) + 1 if level.isdigit() and int(level) < _BODY_LEVEL else 0)
        bold = node.find(f"{W}rPr/{W}b")
        return Style(
            name=name,
            rank=rank or (0 if level == str(_BODY_LEVEL) else base.rank),
            number=number_of(node.find(W + "pPr")) or base.number,
            bold=attribute(bold, "val") not in ("0", "false", "off") if bold is not None else base.bold,
            is_contents=bool(_CONTENTS_NAME.match(name)) and "heading" not in name.lower(),
            is_caption=name.lower() in ("caption", "légende", "leyenda", "descripción", "legenda"),
        )


def _rank_of_name(name: str) -> int:
    match = _HEADING_NAME.match(name.strip())
    if match is not None:
        return int(match.group(1))
    return 1 if name.strip().lower() in _TITLE_NAMES else 0


def number_of(properties: Any) -> tuple[str, int] | None:
    """The list that paragraph properties name, and the level in it; list ``0`` means none."""
    node = properties.find(W + "numPr") if properties is not None else None
    if node is None:
        return None
    level = attribute(node.find(W + "ilvl"), "val")
    return attribute(node.find(W + "numId"), "val") or "0", int(level) if level.isdigit() else 0


@dataclass(slots=True, frozen=True, kw_only=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """The lists of one document, counting as its paragraphs come."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for node in root.iter(W + "abstractNum"):
            levels = {int(attribute(level, "ilvl") or 0): _level(level) for level in node.iter(W + "lvl")}
            self._levels[attribute(node, "abstractNumId")] = levels
        for node in root.iter(W + "num"):
            self._lists[attribute(node, "numId")] = attribute(node.find(W + "abstractNumId"), "val")

    def next(self, paragraph: Any, style: Style) -> str:
        """The number that Word prints before the paragraph ("2.1", "b)"); empty for bullets and unnumbered text."""
        found = self._find(paragraph, style)
        if found is None:
            return ""
        abstract, depth = found
        levels = self._levels[abstract]
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        if levels[depth].form in ("bullet", "none"):
            return ""

        def printed(match: re.Match[str]) -> str:
            key = int(match.group(1)) - 1
            level = levels.get(key, levels[depth])
            return _printed(counts.get(key, level.start), level.form)

        return re.sub(r"%(\d)", printed, levels[depth].text).strip()

    def is_list(self, paragraph: Any, style: Style) -> bool:
        """Whether the paragraph is an item of a list."""
        return self._find(paragraph, style) is not None or bool(_LIST_NAME.match(style.name))

    def _find(self, paragraph: Any, style: Style) -> tuple[str, int] | None:
        number = number_of(paragraph.find(W + "pPr")) or style.number
        if number is None or number[0] == "0":
            return None
        abstract = self._lists.get(number[0], "")
        # A style's own level is the depth of its rank where it is not said.
        return (abstract, number[1]) if number[1] in self._levels.get(abstract, {}) else None


def _level(node: Any) -> _Level:
    start = attribute(node.find(W + "start"), "val")
    return _Level(
        form=attribute(node.find(W + "numFmt"), "val") or "decimal",
        text=attribute(node.find(W + "lvlText"), "val"),
        start=int(start) if start.isdigit() else 1,
    )


def _printed(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text
