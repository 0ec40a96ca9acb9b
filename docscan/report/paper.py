"""What our Word documents are made of: an A4 page in our style, tables, pictures, links."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from docscan.config import ReportSettings
from docscan.errors import ConfigurationError
from docscan.report.words import Words

#: A file of ours carries no time, so that the same results give the same bytes; zip archives begin in 1980.
MADE = datetime(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
ACCENT = "0F5C6B"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CELL, _RUN, _TEXT, _BREAK = f"{_W}tc", f"{_W}p/{_W}r", f"{_W}t", f"{_W}br"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n"} | dict.fromkeys((0xFFFE, 0xFFFF))


def blank(title: str, settings: ReportSettings, wording: Words) -> Any:
    """An empty A4 document in our style; ``title`` stands before the report's own in its properties."""
    from docx import Document
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    for level, size in ((0, 26), (1, 15), (2, 12), (3, 10.5)):
        style = document.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name, style.font.size = "Georgia", Pt(size)
        style.font.color.rgb = RGBColor.from_string(ACCENT if level else "1A2226")
    properties = document.core_properties
    properties.title = f"{title}: {settings.title or wording.text('page', 'overline')}"
    properties.author, properties.language = "docscan", wording.language
    properties.created = properties.modified = MADE
    properties.comments = wording.text("page", "caveat")
    page.footer.paragraphs[0].text = wording.text("page", "caveat")
    document.styles["Footer"].font.size = Pt(8)
    document.styles["Intense Quote"].font.color.rgb = RGBColor.from_string(ACCENT)
    return document


def logo(document: Any, settings: ReportSettings) -> None:
    """The user's picture at the head; Word takes no SVG. Raises ConfigurationError where it cannot be read."""
    from docx.image.exceptions import UnrecognizedImageError
    from docx.shared import Cm

    if not settings.logo or settings.logo.lower().endswith(".svg"):
        return
    try:
        document.add_picture(settings.logo, height=Cm(1.4))
    except (OSError, UnrecognizedImageError) as error:
        raise ConfigurationError(
            "cannot be read", subject=settings.logo, fix="set report.logo to an image file"
        ) from error


def heading(document: Any, text: str, level: int) -> None:
    """A heading (1 to 3). Looking its style up by name, as the library does, takes most of the time of a long report."""
    document.add_paragraph(clean(text))._p.style = f"Heading{level}"


def bullet(document: Any, text: str) -> None:
    """An item of a list."""
    document.add_paragraph(clean(text))._p.style = "ListBullet"


def table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Any:
    """A table with thin rules between its rows; ``widths`` of the columns in centimetres."""
    from docx.shared import Cm, RGBColor

    made = document.add_table(rows=1, cols=len(heads))
    made.autofit = False
    _rule(made)
    top = made.rows[0]
    for cell, head, width in zip(top.cells, heads, widths, strict=True):
        _fill(cell, head)
        cell.width = Cm(width)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)  # some programs read the grid, others the cells
    pattern = deepcopy(top._tr)
    for cell in top.cells:
        for run in cell.paragraphs[0].runs:
            run.font.bold, run.font.color.rgb = True, RGBColor.from_string(ACCENT)
    _repeat(top)
    for row in rows:
        # A copy with its words put in: making every cell anew takes ten times as long.
        line = deepcopy(pattern)
        for place, text in zip(line.iterchildren(_CELL), row, strict=True):
            _put(place.find(_RUN), clean(text))
        made._tbl.append(line)
    document.add_paragraph()
    return made


def _put(run: Any, text: str) -> None:
    """The text of a run in place of its own. The library's own way goes letter by letter and looks up every order of tags."""
    for old in run.findall(_TEXT):
        run.remove(old)
    for number, part in enumerate(text.split("\n")):
        if number:
            run.append(run.makeelement(_BREAK))
        if part:
            made = run.makeelement(_TEXT)
            made.text = part.replace("\t", " ")
            if part != part.strip():
                made.set(_SPACE, "preserve")
            run.append(made)


def _fill(cell: Any, text: str) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(clean(text)).font.size = Pt(9)


def _rule(made: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9D1D4")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    made._tbl.tblPr.append(borders)


def clean(text: str) -> str:
    """Text as Word can hold it."""
    # XML holds no control characters, and texts read from damaged files have them.
    return text.translate(_CONTROL)


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def link(paragraph: Any, target: str, text: str) -> None:
    """Turn a paragraph into a link that shows ``text``."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    address, _, anchor = target.partition("#")
    number = paragraph.part.relate_to(
        f"{address}#{anchor}" if anchor else address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    for run in paragraph.runs:
        run.text = text
        run.font.underline, run.font.color.rgb = True, RGBColor.from_string(ACCENT)
        link.append(run._r)
    paragraph._p.append(link)


def picture(document: Any, content: bytes, alternative: str) -> None:
    """A chart over the width of the page, with its text alternative."""
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(content), width=Cm(16.4))
    shape._inline.docPr.set("descr", alternative)


def finished(document: Any) -> bytes:
    """The bytes of a document, without the time it was made at."""
    written, buffer = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
