"""The chat page: a question, the articles' own words for it, and where they stand."""

from __future__ import annotations

from qa_bot.web.page import build_demo, launch

__all__ = ["build_demo", "launch"]
