"""Word documents (.docx): styles to headings, numbering, tables, notes, text boxes, tracked changes.

The parts of the package are read as XML: python-docx skips text in content controls, text boxes and insertions, which
strategies typed on ministry templates are full of.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docscan.errors import DocumentError
from docscan.extract.flow import Flow
from docscan.extract.rows import Cell
from docscan.extract.word_styles import MARKUP, Numbering, Styles, W, attribute

if TYPE_CHECKING:
    from docscan.config import ExtractSettings
    from docscan.extract.piece import Reading

_CORE: Final = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}language": "language",
    "{http://purl.org/dc/terms/}created": "created",
}
# Deleted text, instructions of fields, and the copy of each drawing that older versions of Word read.
_SKIPPED: Final = frozenset(
    {
        *(W + name for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "delInstrText")),
        MARKUP + "Fallback",
    }
)
_TEXT_BOX: Final = W + "txbxContent"
_MOST_BYTES: Final = 400_000_000  # unpacked size of one part: larger ones are made to exhaust memory


def read(path: Path, settings: ExtractSettings) -> Reading:
    """Read a document. Pages are those of the last time Word laid it out, one in all where it never did.

    Raises DocumentError for old ``.doc`` files, damaged archives and archives that hold no Word document.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            package = _Package(archive, path)
            flow = Flow()
            _Reader(package, flow).run()
            properties = package.properties()
    except zipfile.BadZipFile as error:
        raise DocumentError(
            "is no .docx file (an old .doc perhaps, or damaged)",
            subject=str(path),
            fix="open it in Word or LibreOffice and save it as .docx",
        ) from error
    return flow.reading(title=properties.get("title", ""), properties=properties)


class _Package:
    """The parts of the archive."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self.archive = archive
        self.path = path
        self.names = set(archive.namelist())

    def part(self, name: str) -> Any:
        """The root of a part, ``None`` where there is no such part. Raises DocumentError where it is damaged."""
        import lxml.etree

        if name not in self.names:
            return None
        try:
            if self.archive.getinfo(name).file_size > _MOST_BYTES:
                raise DocumentError("is too large unpacked", subject=str(self.path), fix="split it into several files")
            # No entities, no network: a document is data.
            parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            return lxml.etree.fromstring(self.archive.read(name), parser)
        except (lxml.etree.XMLSyntaxError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            raise DocumentError(
                f"is a damaged Word document ({name})", subject=str(self.path), fix="open it in Word and save it again"
            ) from error

    def body(self) -> Any:
        name = next((name for name in ("word/document.xml", "word/document2.xml") if name in self.names), "")
        root = self.part(name)
        body = root.find(W + "body") if root is not None else None
        if body is None:
            raise DocumentError("holds no Word document", subject=str(self.path), fix="save it as .docx")
        return body

    def properties(self) -> dict[str, str]:
        root = self.part("docProps/core.xml")
        found: dict[str, str] = {}
        for node in root if root is not None else ():
            if node.tag in _CORE and (node.text or "").strip():
                found[_CORE[node.tag]] = node.text.strip()
        return found

    def notes(self, part: str, tag: str) -> dict[str, Any]:
        root = self.part(part)
        return {attribute(node, "id"): node for node in root.iter(W + tag)} if root is not None else {}


class _Reader:
    """Walks the body and hands blocks to the flow."""

    def __init__(self, package: _Package, flow: Flow) -> None:
        self.flow = flow
        self.body = package.body()
        self.styles = Styles(package.part("word/styles.xml"))
        self.numbering = Numbering(package.part("word/numbering.xml"))
        self.notes = {
            W + "footnoteReference": package.notes("word/footnotes.xml", "footnote"),
            W + "endnoteReference": package.notes("word/endnotes.xml", "endnote"),
        }
        self.begun = False
        self.rendered = next(self.body.iter(W + "lastRenderedPageBreak"), None) is not None

    def run(self) -> None:
        self._blocks(self.body)

    def _blocks(self, parent: Any) -> None:
        for node in parent:
            if node.tag == W + "p":
                self._paragraph(node)
            elif node.tag == W + "tbl":
                self._table(node)
            elif node.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "moveTo"):
                self._blocks(node)

    def _paragraph(self, node: Any) -> None:
        text = "".join(self._runs(node))
        style = self.styles.of(node)
        number = self.numbering.next(node, style) if text.strip() else ""
        rank = self.styles.rank(node, style)
        if style.is_contents:
            self.flow.add("contents", text)
        elif style.is_caption:
            self.flow.add("caption", f"{number} {text}")
        elif rank and len(text) < 300:
            self.flow.add("heading", f"{number} {text}", rank=rank)
        elif self.numbering.is_list(node, style):
            self.flow.add("list_item", f"{number} {text}")
        else:
            self.flow.add("paragraph", f"{number} {text}")
        self._beside(node)

    def _beside(self, node: Any) -> None:
        """Notes that the paragraph refers to, and text boxes anchored in it, after it."""
        for inner in _kept(node):
            if inner.tag in self.notes:
                note = self.notes[inner.tag].get(attribute(inner, "id"))
                if note is not None:
                    self.flow.add("note", " ".join("".join(self._runs(line)) for line in note.iter(W + "p")))
            elif inner.tag == _TEXT_BOX:
                self._blocks(inner)

    def _runs(self, node: Any) -> Iterator[str]:
        """The text of a paragraph as it reads with all changes accepted; turns the page at page breaks."""
        for inner in _kept(node):
            tag = inner.tag
            if tag == W + "t":
                self.begun = self.begun or bool((inner.text or "").strip())
                yield inner.text or ""
            elif tag in (W + "tab", W + "cr"):
                yield " "
            elif tag == W + "br":
                yield " "
                if attribute(inner, "type") == "page" and not self.rendered:
                    self._turn()
            elif tag == W + "lastRenderedPageBreak":
                self._turn()
            elif tag == W + "noBreakHyphen":
                yield "-"

    def _turn(self) -> None:
        if self.begun:  # a break before any text opens the first page
            self.flow.page += 1

    def _table(self, node: Any) -> None:
        rows: list[list[Cell | None]] = []
        pages: list[int] = []
        for row in _children(node, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            above = rows[-1] if rows else []
            is_head = row.find(f"{W}trPr/{W}tblHeader") is not None
            rows.append(list(self._cells(row, above, is_head=is_head)))
            pages.append(self.flow.page)
        filled = [index for index, row in enumerate(rows) if any(cell is not None and cell.text for cell in row)]
        self.flow.add_table([rows[index] for index in filled], [pages[index] for index in filled])
        for inner in node.iter(W + "p"):
            self._beside(inner)

    def _cells(self, row: Any, above: list[Cell | None], *, is_head: bool) -> Iterator[Cell | None]:
        column = 0
        skipped = row.find(f"{W}trPr/{W}gridBefore")
        for _ in range(int(attribute(skipped, "val") or 0) if skipped is not None else 0):
            column += 1
            yield None
        start = end = self.flow.page
        for node in _children(row, "tc"):
            self.flow.page = start  # each cell of a row tells of the same page break
            span = node.find(f"{W}tcPr/{W}gridSpan")
            width = int(attribute(span, "val") or 1) if span is not None else 1
            merged = node.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and attribute(merged, "val") != "restart"
            cell = above[column] if goes_on and column < len(above) else self._cell(node, is_head=is_head)
            end = max(end, self.flow.page)
            for _ in range(max(1, min(width, 100))):
                column += 1
                yield cell
        self.flow.page = end

    def _cell(self, node: Any, *, is_head: bool) -> Cell:
        lines = ["".join(self._runs(line)) for line in node.iter(W + "p") if _box_of(line) is None]
        text = " ".join(" ".join(lines).split())
        runs = [run for run in node.iter(W + "r") if "".join(part.text or "" for part in run.iter(W + "t")).strip()]
        return Cell(text=text, bold=bool(runs) and all(self.styles.is_bold(run) for run in runs), head=is_head)


def _children(node: Any, name: str) -> Iterator[Any]:
    """Rows of a table, cells of a row: also those within content controls and insertions."""
    for child in node:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml"):
            yield from _children(child, name)


def _kept(node: Any) -> Iterator[Any]:
    """All that is inside an element, in order, without what was deleted and without going into text boxes."""
    for child in node:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        yield child
        if child.tag != _TEXT_BOX:
            yield from _kept(child)


def _box_of(node: Any) -> Any:
    return next(node.iterancestors(_TEXT_BOX), None)
