"""Sets a plan as typewritten pages: hard line ends, running head, page number, form feed after each page.

Source lines: ``# `` chapter, ``## `` section, ``* `` item, ``| `` table line kept as it is, anything else a paragraph.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

WIDTH, LINES = 76, 54


def flow(source: str) -> list[str]:
    """Lines of the whole text, wrapped, with blank lines between blocks."""
    lines: list[str] = []
    for line in source.split("\n"):
        if line.startswith(("# ", "## ")):
            lines += ["", line, ""]
        elif line.startswith("* "):
            lines += textwrap.wrap(line[2:], WIDTH - 6, initial_indent="  -   ", subsequent_indent="      ")
        elif line.startswith("|"):
            lines.append("  " + line.strip("| ").replace(" | ", "   "))
        else:
            lines += textwrap.wrap(line, WIDTH) or [""]
    return [line for before, line in zip(["-", *lines], lines, strict=False) if before or line]


def paginate(lines: list[str]) -> list[list[str]]:
    """Pages of at most :data:`LINES` lines; a chapter opens a page when less than a third of one is left."""
    pages: list[list[str]] = [[]]
    for line in lines:
        left = LINES - len(pages[-1])
        chapter_low = line.startswith("# ") and left < LINES // 3
        lone_head = line.startswith("## ") and left < 5
        if left <= 0 or chapter_low or lone_head:
            pages.append([])
        if pages[-1] or line:
            pages[-1].append(line)
    return pages


def contents(pages: list[list[str]]) -> list[str]:
    """Lines of the table of contents: heading, dots, page."""
    lines = ["CONTENTS", ""]
    for number, page in enumerate(pages, start=1):
        for line in page:
            if line.startswith(("# ", "## ")):
                title = line.replace("## ", "   ", 1) if line.startswith("## ") else line[2:]
                lines.append(f"{title} {'.' * (WIDTH - len(title) - 6)} {number:>3}")
    return lines


def write(source: Path, target: Path) -> None:
    """Sets ``source`` and writes it to ``target`` in UTF-8 with Unix line ends."""
    head, body = source.read_text(encoding="utf-8").split("\n=====\n", 1)
    title_page = "\n".join(line.center(WIDTH).rstrip() for line in head.split("\n"))
    running = head.strip().split("\n")[-1]
    pages = paginate(flow(body))
    bound = [title_page, "\n".join(contents(pages))]
    for number, page in enumerate(pages, start=1):
        text = "\n".join(line.removeprefix("## ").removeprefix("# ") for line in page)
        bound.append(f"{running:>{WIDTH}}\n\n{text.rstrip()}\n\n{f'- {number} -':^{WIDTH}}".rstrip())
    target.write_text("\n\f".join(bound) + "\n", encoding="utf-8", newline="\n")
