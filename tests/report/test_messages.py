"""Every message about a file is there in every language: the messages are collected from the code that says them."""

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from docscan.extract import filetype, ocr, pdf_source
from docscan.report.messages import translate

CODE = Path(__file__).parents[2] / "docscan"
SPEAKERS = (
    *sorted((CODE / "extract").glob("*.py")),
    CODE / "pipeline.py",
    CODE / "processing.py",
    CODE / "planning.py",
    CODE / "locations.py",
)
VALUE = "7"  # stands where a message has a hole


def template(node: ast.expr | None) -> list[str]:
    """The texts that an expression may give, a hole filled with VALUE; none where it is not written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.FormattedValue):
        return template(node.value) or [VALUE]
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in itertools.product(*(template(part) for part in node.values))]
    if isinstance(node, ast.IfExp):
        return template(node.body) + template(node.orelse)
    return []


def messages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        told = {keyword.arg: keyword.value for keyword in node.keywords}
        if name in ("DocumentError", "Failure"):
            for value in (*node.args[:1], told.get("cause"), told.get("fix")):
                yield from template(value)
        elif name == "FileType":
            yield from template(told["name"])
            yield from template(told.get("fix"))
        elif name == "append" and "warn" in ast.unparse(node.func):
            yield from template(node.args[0])


SAID = sorted({text for path in SPEAKERS for text in messages(path)} | {
    text for pair in pdf_source._CAUSES.values() for text in pair
} - {""})  # fmt: skip


def test_the_messages_were_found_in_the_code() -> None:
    assert len(SAID) > 50
    assert filetype.EMPTY.name in SAID


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
@pytest.mark.parametrize("text", SAID)
def test_a_message_is_translated(text: str, language: str) -> None:
    translated = translate(text, language)
    assert translated != text
    assert translated.count(VALUE) == text.count(VALUE)


@pytest.mark.parametrize("language", ["fr", "es", "pt"])
def test_a_message_within_a_message_is_translated_too(language: str) -> None:
    cause = f"Tesseract is not installed; {ocr.INSTALL}"
    text = f"12 pages (1, 2, 3 and 9 more) have no usable text and are counted unreadable, not as silence: {cause}"
    translated = translate(text, language)
    assert "usable" not in translated and " more" not in translated and "installed" not in translated
    assert "apt install tesseract-ocr" in translated


def test_english_and_unknown_text_stay_as_they_are() -> None:
    assert translate("is empty (0 bytes)", "en") == "is empty (0 bytes)"
    assert translate("something nobody said", "fr") == "something nobody said"
