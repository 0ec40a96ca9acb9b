"""What many tests stand on: real small PDFs, and the real strategies where they are beside the project."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "corpus" / "samples"

PLAN = """
= Foreword
This plan sets out what the Republic of Arvenia will do between 2021 and 2025 to raise incomes and to lower poverty.

= Employment
== Work abroad
The Ministry of Labour will open four centres for returning migrant workers by 2024, with a budget of 12 million crowns.
Remittances paid for the schooling of one child in five, and households that receive them save more.

== Roads
The programme of road maintenance covers 1,200 kilometres and is financed by the fuel levy of the Treasury.
"""


@pytest.fixture(scope="session")
def make_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Typeset text in typst's markup to a PDF and return its path."""

    def make(text: str = PLAN, name: str = "plan.pdf") -> Path:
        import typst

        folder = tmp_path_factory.mktemp("pdf")
        source = folder / "plan.typ"
        source.write_text('#set page(numbering: "1")\n#set text(size: 11pt)\n' + text, encoding="utf-8")
        # A fixed time, so that one text is one file: scans tell copies by their bytes.
        stamp = datetime(2024, 1, 1, tzinfo=UTC)
        typst.compile(str(source), output=str(folder / name), timestamp=stamp)
        return folder / name

    return make


@pytest.fixture
def strategies() -> Path:
    """The folder of real strategies; the test is skipped where it is absent."""
    folder = SHARED / "strategies"
    if not folder.is_dir():
        pytest.skip("the real strategies are not beside the project")
    return folder
