"""The page's own style and scripts, as they are put into its head; nothing comes from elsewhere.

Gradio's own way for styles rewrites every rule and drops those for containers, so it is not used.
"""

from __future__ import annotations

import json
from pathlib import Path

from qa_bot.web.words import words_for

_STYLES = ("style.css", "shelf.css")
_SCRIPTS = ("scripts/composition_guard.js", "scripts/page.js")


def page_head() -> str:
    """Style and script elements for the page's head."""
    styles = "".join(f"<style>\n{_read(name)}</style>\n" for name in _STYLES)
    titles = json.dumps({language: words_for(language).title for language in ("ko", "en")})
    scripts = "".join(f"<script>\n{_read(name)}</script>\n" for name in _SCRIPTS)
    return f"{styles}<script>\nwindow.qaBot = {{ titles: {titles} }};\n</script>\n{scripts}"


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
