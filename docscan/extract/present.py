"""A Document as people and programs want to see it: text, Markdown, or JSON (``"schema": 1``)."""

from __future__ import annotations

import msgspec

from docscan.document import Block, Document

SCHEMA = 1


def present(document: Document, form: str) -> str:
    """The document as ``text`` (all blocks in reading order), ``markdown`` (headings, lists, pages) or ``json``."""
    if form == "json":
        return to_json(document)
    return to_markdown(document) if form == "markdown" else document.text


def to_json(document: Document) -> str:
    """Every field of the Document; ``text[start:end]`` of any span gives its text."""
    fields = {"schema": SCHEMA, **msgspec.to_builtins(document)}
    return msgspec.json.encode(fields).decode()


def to_markdown(document: Document) -> str:
    """Headings with their rank, list items, quoted notes; running heads are left out, page breaks are comments."""
    lines: list[str] = []
    page = 0
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        if block.page != page:
            page = block.page
            lines.append(f"<!-- page {page} -->")
        lines.append(_markdown(block, " ".join(document.text[block.start : block.end].split())))
    return "\n\n".join(lines)


def _markdown(block: Block, text: str) -> str:
    if block.kind == "heading":
        return f"{'#' * min(max(block.rank, 1), 6)} {text}"
    prefix = {"list_item": "- ", "note": "> ", "caption": "*", "table_row": "| "}.get(block.kind, "")
    suffix = {"caption": "*", "table_row": " |"}.get(block.kind, "")
    return f"{prefix}{text}{suffix}"
