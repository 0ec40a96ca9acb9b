"""Scorecards and overview as self-contained HTML files: templates, style and scripts of this folder, put together."""

from __future__ import annotations

from docscan.report.html.page import pages

__all__ = ["pages"]
