"""What a file really is, told by its first bytes: names lie, downloads are saved under the wrong suffix."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from docscan.extract.encoding import is_text


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """``format`` is one that docscan reads, or empty; ``name`` what people call it; ``fix`` what to do if unread."""

    format: str
    name: str
    fix: str = ""


PDF: Final = FileType(format="pdf", name="a PDF")
DOCX: Final = FileType(format="docx", name="a Word document")
HTML: Final = FileType(format="html", name="a web page")
TEXT: Final = FileType(format="text", name="plain text")
EMPTY: Final = FileType(format="", name="an empty file (0 bytes)", fix="download or copy it again")
UNKNOWN: Final = FileType(format="", name="binary data of a kind docscan does not know", fix="save it as PDF or DOCX")

_SAVE_AS_DOCX: Final = "open it in Word or LibreOffice and save it as .docx"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams inside the old compound format, which stand there as UTF-16.
_OLE_CONTENTS: Final = (
    (
        "EncryptedPackage",
        FileType(format="", name="a Word document with a password", fix="save it without the password"),
    ),
    ("WordDocument", FileType(format="", name="an old Word document (.doc)", fix=_SAVE_AS_DOCX)),
    ("Workbook", FileType(format="", name="an old Excel workbook (.xls)", fix="save the text as .docx or PDF")),
    ("PowerPoint", FileType(format="", name="an old presentation (.ppt)", fix="save it as PDF")),
)
# A member that tells which kind of office file a ZIP archive is.
_ZIP_CONTENTS: Final = (
    ("word/document.xml", DOCX),
    ("word/document2.xml", DOCX),
    ("xl/workbook.xml", FileType(format="", name="an Excel workbook", fix="save the text as .docx or PDF")),
    ("ppt/presentation.xml", FileType(format="", name="a presentation (.pptx)", fix="save it as PDF")),
    ("META-INF/container.xml", FileType(format="", name="an e-book (EPUB)", fix="save it as PDF or HTML")),
    ("content.xml", FileType(format="", name="an OpenDocument file", fix="save it as .docx or PDF")),
)
_SIGNATURES: Final = (
    (b"{\\rtf", FileType(format="", name="a rich text file (RTF)", fix=_SAVE_AS_DOCX)),
    (
        b"\x89PNG\r\n\x1a\n",
        FileType(format="", name="a PNG image", fix="save the images as one PDF: PDF pages are OCRed"),
    ),
    (b"\xff\xd8\xff", FileType(format="", name="a JPEG image", fix="save the images as one PDF: PDF pages are OCRed")),
    (b"II*\x00", FileType(format="", name="a TIFF image", fix="save the images as one PDF: PDF pages are OCRed")),
    (b"MM\x00*", FileType(format="", name="a TIFF image", fix="save the images as one PDF: PDF pages are OCRed")),
    (b"\x1f\x8b", FileType(format="", name="a compressed file (gzip)", fix="unpack it")),
    (b"Rar!", FileType(format="", name="an archive (RAR)", fix="unpack it")),
    (b"7z\xbc\xaf", FileType(format="", name="an archive (7z)", fix="unpack it")),
)
_HTML_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_PDF_WINDOW: Final = 1024  # readers accept that much before the %PDF- mark


def sniff(data: bytes) -> FileType:
    """The type of a file whose content is ``data``, by its content alone.

    >>> sniff(b"%PDF-1.7 ...").format
    'pdf'
    """
    if not data:
        return EMPTY
    if b"%PDF-" in data[:_PDF_WINDOW]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_compound(data)
    known = next((found for signature, found in _SIGNATURES if data.startswith(signature)), None)
    return known or _sniff_text(data)


def _sniff_text(data: bytes) -> FileType:
    if not is_text(data):
        return UNKNOWN
    return HTML if _HTML_START.match(_start(data)) else TEXT


def _start(data: bytes) -> str:
    """The first characters, read so that the ASCII letters of tags come out whatever the encoding."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[:8192].decode("utf-16", errors="replace")
    return data[:8192].removeprefix(b"\xef\xbb\xbf").decode("latin-1").replace("\x00", "")


def _sniff_zip(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return FileType(format="", name="a damaged archive or Word document", fix="download or copy it again")
    for member, found in _ZIP_CONTENTS:
        if member in names:
            return found
    return FileType(format="", name="an archive (ZIP)", fix="unpack it and scan the folder")


def _sniff_compound(data: bytes) -> FileType:
    for stream, found in _OLE_CONTENTS:
        if stream.encode("utf-16-le") in data:
            return found
    return FileType(format="", name="an old Office file", fix=_SAVE_AS_DOCX)
