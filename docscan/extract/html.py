"""Web pages: the main text without navigation, with its headings, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docscan.errors import DocumentError
from docscan.extract.encoding import decode
from docscan.extract.flow import Flow
from docscan.extract.rows import Cell

if TYPE_CHECKING:
    from docscan.config import ExtractSettings
    from docscan.extract.piece import Reading

_DROPPED: Final = frozenset(
    {
        *("script", "style", "noscript", "template", "nav", "form", "button", "input", "select", "textarea", "svg"),
        *("canvas", "iframe", "object", "embed", "audio", "video", "head", "map", "dialog", "menu"),
    }
)
_SURROUNDINGS: Final = frozenset({"header", "footer", "aside"})
# Class names and ids of what stands around the text, as content management systems call it.
_AROUND: Final = re.compile(
    r"(?:^|[-_\s])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?|consent|sidebar|share|sharing|social|footer|site-header|"
    r"masthead|pagination|pager|toolbar|skip(?:-?link)?|banner|advert\w*|related|comments?|newsletter|search|language-?switch\w*)"
    r"(?:$|[-_\s])",
    re.IGNORECASE,
)
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"})
_BLOCKS: Final = frozenset(
    {
        *("p", "div", "section", "article", "main", "body", "blockquote", "pre", "address", "figure", "figcaption"),
        *(
            "dl",
            "dt",
            "dd",
            "ul",
            "ol",
            "li",
            "table",
            "caption",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "footer",
        ),
        *("aside", "details", "summary", "center", "fieldset", "html", "td", "th", "tr"),
    }
)
_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_MAIN_SHARE: Final = 0.4  # a <main> or <article> with less of the page's words isn't its main text


def read(path: Path, settings: ExtractSettings) -> Reading:
    """Read a page. ``settings`` are not needed: pages have neither images of text nor page limits.

    Raises DocumentError where there is nothing to parse.
    """
    import lxml.etree
    import lxml.html

    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    text, _ = decode(data, declared.group(1).decode("ascii") if declared else "")
    # lxml refuses text that declares an encoding, which is spent by now.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = lxml.html.document_fromstring(text or " ")
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("holds no web page", subject=str(path), fix="download it again") from error
    properties = _properties(root)
    flow = Flow()
    _walk(_main(root), flow)
    return flow.reading(title=properties.get("title", ""), properties=properties)


def _properties(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    title = " ".join((root.findtext(".//title") or "").split())
    if title:
        found["title"] = title
    for node in root.iter("meta"):
        name = (node.get("name") or node.get("property") or "").lower()
        value = (node.get("content") or "").strip()
        if value and name in ("author", "dc.creator", "dcterms.creator"):
            found.setdefault("author", value)
        elif value and name in ("dcterms.date", "dc.date", "article:published_time", "dcterms.issued", "date"):
            found.setdefault("created", value)
    language = (root.get("lang") or "").split("-")[0].lower()
    if language:
        found["language"] = language
    return found


def _main(root: Any) -> Any:
    """The element that holds the main text: one that says so, when it holds a good part of the words."""
    for node in list(root.iter()):
        if isinstance(node.tag, str) and node.getparent() is not None and _is_around(node):
            node.drop_tree()
    body = root.find("body")
    body = root if body is None else body
    words = _words(body)
    marked = [*root.iter("main"), *root.xpath('//*[@role="main"]'), *root.iter("article")]
    return next((node for node in marked if _words(node) >= _MAIN_SHARE * words), body)


def _words(node: Any) -> int:
    return len(node.text_content().split())


def _is_around(node: Any) -> bool:
    """Whether the element is navigation or apparatus. A page's header may hold its title: headers with h1 stay."""
    if node.tag in _DROPPED or (node.get("role") or "") in _ROLES or node.get("hidden") is not None:
        return True
    if "display:none" in (node.get("style") or "").replace(" ", ""):
        return True
    if node.tag in _SURROUNDINGS:
        return not (node.tag == "header" and next(node.iter("h1"), None) is not None)
    named = f"{node.get('class') or ''} {node.get('id') or ''}"
    if node.tag in ("body", "html", "main", "article") or not _AROUND.search(named):
        return False
    return next(node.iter("h1"), None) is None and _words(node) < 400


def _walk(node: Any, flow: Flow) -> None:
    """Blocks in order; text between blocks is a paragraph of its own."""
    loose: list[str] = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and (child.tag in _BLOCKS or _holds_blocks(child)):
            flow.add("paragraph", " ".join(loose))
            loose = []
            _block(child, flow)
        elif isinstance(child.tag, str):
            loose.append(_inline(child))
        loose.append(child.tail or "")
    flow.add("paragraph", "".join(loose))


def _holds_blocks(node: Any) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag in _BLOCKS for inner in node.iterdescendants())


def _block(node: Any, flow: Flow) -> None:
    tag = node.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        flow.add("heading", _inline(node), rank=int(tag[1]))
    elif tag in ("ul", "ol"):
        _items(node, flow, "", ordered=tag == "ol")
    elif tag == "table":
        _table(node, flow)
    elif tag in ("figcaption", "caption"):
        flow.add("caption", _inline(node))
    elif tag == "dd":
        flow.add("list_item", _inline(node))
    elif _holds_blocks(node):
        _walk(node, flow)
    else:
        flow.add("paragraph", _inline(node))


def _items(node: Any, flow: Flow, number: str, *, ordered: bool) -> None:
    for index, item in enumerate(node.iterchildren("li"), 1):
        own = f"{number}{index}." if ordered else ""
        inner = list(item.iterchildren("ul", "ol"))
        parts = [item.text or ""]
        for child in item:
            if isinstance(child.tag, str) and child.tag not in ("ul", "ol"):
                parts.append(f" {_inline(child)} " if child.tag in _BLOCKS else _inline(child))
            parts.append(child.tail or "")
        text = "".join(parts).strip()
        flow.add("list_item", f"{own} {text}" if text else "")
        for below in inner:
            _items(below, flow, own if below.tag == "ol" else "", ordered=below.tag == "ol")


def _inline(node: Any) -> str:
    """Text of an element, with breaks between lines and blocks as spaces; marks of notes (``sup`` links) left out."""
    parts: list[str] = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and not (child.tag == "sup" and child.find(".//a") is not None):
            text = _inline(child)
            parts.append(f" {text} " if child.tag in _BLOCKS or child.tag == "br" else text)
        parts.append(child.tail or "")
    return "".join(parts)


def _table(node: Any, flow: Flow) -> None:
    """A table of data; one that holds other tables or whole sections is layout."""
    if any(inner.tag in ("table", "h1", "h2", "h3") for inner in node.iterdescendants() if isinstance(inner.tag, str)):
        for cell in _own_cells(node):
            _walk(cell, flow)
        return
    caption = node.find("caption")
    if caption is not None:
        flow.add("caption", _inline(caption))
    rows: list[list[Cell | None]] = []
    open_spans: dict[int, tuple[int, Cell]] = {}
    for row in node.iter("tr"):
        placed: list[Cell | None] = []
        for cell in row.iterchildren("td", "th"):
            _carry(open_spans, placed)
            made = Cell(text=" ".join(_inline(cell).split()), head=cell.tag == "th", bold=_is_bold(cell))
            down = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if down > 1:
                    open_spans[len(placed)] = (down - 1, made)
                placed.append(made)
        _carry(open_spans, placed)
        rows.append(placed)
    flow.add_table([row for row in rows if any(cell is not None and cell.text for cell in row)])


def _carry(open_spans: dict[int, tuple[int, Cell]], placed: list[Cell | None]) -> None:
    """Put cells that span rows into the places they cover in this one."""
    while len(placed) in open_spans:
        left, cell = open_spans.pop(len(placed))
        if left > 1:
            open_spans[len(placed)] = (left - 1, cell)
        placed.append(cell)


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 100) if value.isdigit() else 1


def _is_bold(cell: Any) -> bool:
    inner = " ".join(" ".join(_inline(node).split()) for node in cell.iter("b", "strong"))
    return bool(inner) and inner == " ".join(_inline(cell).split())


def _own_cells(table: Any) -> Iterator[Any]:
    for cell in table.iter("td", "th"):
        if next(cell.iterancestors("table")) is table:
            yield cell
