"""What is wrong with a file is said with its cause, its name and what to do; a wrong name is no hindrance."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest

from docscan.errors import DocumentError, Exit
from docscan.extract import READERS, SUFFIXES, extract
from docscan.extract.filetype import sniff

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Plan of Marovia</title></head><body><main>
<h1>National Development Plan of Marovia</h1>
<p>The government of Marovia will open three one-stop offices for workers who come back from abroad.</p>
</main></body></html>"""
SENTENCE = "L’État créera un guichet unique pour les travailleurs rentrés de l'étranger, à Bélo et à Nàra dès 2027."


def archive(*members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for member in members:
            made.writestr(member, "<x/>")
    return held.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + stream.encode("utf-16-le") + b"\x00" * 512


UNREADABLE = [
    ("empty.pdf", b"", "empty", "again"),
    ("empty.txt", b"", "empty", "again"),
    ("old.doc", compound("WordDocument"), ".doc", ".docx"),
    ("old.docx", compound("WordDocument"), ".doc", ".docx"),
    ("locked.docx", compound("EncryptedPackage"), "password", "without the password"),
    ("sheet.docx", archive("xl/workbook.xml"), "Excel", "PDF"),
    ("archive.docx", archive("readme.txt"), "archive", "unpack"),
    ("cut.docx", archive("word/document.xml")[:60], "damaged", "again"),
    ("letter.rtf", b"{\\rtf1 text}", "rich text", ".docx"),
    ("scan.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "PNG image", "PDF"),
    ("notes.pdf", b"Just a few words without any mark of a PDF.", "plain text", ".txt"),
    ("data.txt", bytes(range(256)) * 40, "binary", "save it"),
    ("plan.xyz", PAGE.encode(), "suffix '.xyz'", "rename it to .html"),
    ("plan", b"some words of a plan", "no suffix", "formats that are read"),
]


@pytest.mark.parametrize(("name", "content", "cause", "fix"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, cause: str, fix: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        extract(path)
    assert cause in caught.value.cause
    assert fix in caught.value.fix
    assert caught.value.subject == str(path)
    assert caught.value.exit_code == Exit.DOCUMENTS


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="not there"):
        extract(tmp_path / "nothing.pdf")
    with pytest.raises(DocumentError, match="folder"):
        extract(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_without_permission_to_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(DocumentError, match="permission"):
        extract(path)


def test_permission_denied_is_a_document_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "secret.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DocumentError, match="permission denied"):
        extract(path)


def test_a_web_page_named_pdf_is_read_as_what_it_is_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_text(PAGE, encoding="utf-8")
    document = extract(path)
    assert [section.title for section in document.sections] == ["National Development Plan of Marovia"]
    assert any("'.pdf'" in warning and "web page" in warning for warning in document.warnings)


def test_a_word_file_named_txt_is_read_as_what_it_is(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("The ministry of Marovia will register every returning household by 2027.")
    path = tmp_path / "plan.txt"
    made.save(str(path))
    document = extract(path)
    assert "returning household" in document.text
    assert any("'.txt'" in warning for warning in document.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_text_of_any_encoding_comes_out_right(tmp_path: Path, encoding: str, suffix: str) -> None:
    body = f"<p>{SENTENCE}</p>" if suffix == ".html" else SENTENCE
    path = tmp_path / f"plan{suffix}"
    path.write_bytes((body + "\r\n").encode(encoding))
    document = extract(path)
    assert SENTENCE in document.text


def test_stray_nuls_are_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(SENTENCE.encode().replace(b" ", b"\x00 ", 1) + b"\n")
    assert SENTENCE in extract(path).text


def test_what_a_page_declares_decides_between_eight_bit_encodings(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    words = "Państwo utworzy urząd dla pracowników wracających z zagranicy"
    path.write_bytes(f"<html><head><meta charset='iso-8859-2'></head><body><p>{words}</p></body>".encode("iso-8859-2"))
    assert words in extract(path).text


def test_suffixes_are_lower_case_and_belong_to_one_format() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)
    assert {item.content for item in READERS} == {"pdf", "docx", "html", "text"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\r\n\r\n%PDF-1.7\n", "pdf"),
        (archive("word/document.xml"), "docx"),
        (b"<!-- saved --><HTML><BODY>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', "html"),
        (b"# Heading\n\ntext", "text"),
        ("Année 2020".encode("utf-16-le"), "text"),
        (b"\x1f\x8b\x08", ""),
    ],
)
def test_the_first_bytes_tell_the_format(content: bytes, expected: str) -> None:
    assert sniff(content).format == expected
