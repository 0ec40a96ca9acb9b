"""Scorecards and overview as self-contained HTML files: templates, style and scripts of this folder, put together."""

from __future__ import annotations

from docscan.report.html.page import write_pages

__all__ = ["write_pages"]
