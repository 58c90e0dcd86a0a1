"""The page's own style and scripts, as they are put into its head; nothing comes from elsewhere.

Gradio's own way for styles rewrites every rule and drops those for containers, so it is not used.
"""

from __future__ import annotations

import json
from pathlib import Path

from qa_bot.web.first_words import Wording
from qa_bot.web.words import words_for

_STYLES = ("style.css", "shelf.css")
# in this order: the page is put into its language before anything of it is shown
_SCRIPTS = (
    *("language.js", "composition_guard.js", "page.js"),
    *("keeping.js", "steps.js", "gradio_words.js"),
)


def page_head(language: str, wording: Wording) -> str:
    """Style and script elements for the head; `wording` puts the page into `language` in the browser."""
    styles = "".join(f"<style>\n{_read(name)}</style>\n" for name in _STYLES)
    scripts = "".join(f"<script>\n{_read(f'scripts/{name}')}</script>\n" for name in _SCRIPTS)
    spoken = {one: words_for(one) for one in ("ko", "en")}
    begun = {
        "titles": {one: words.title for one, words in spoken.items()},
        "gradioWords": {one: words.for_gradio for one, words in spoken.items()},
        "wordings": {language: wording},
    }
    # "</script>" in a phrase would end the element
    known = json.dumps(begun, ensure_ascii=False).replace("<", "\\u003c")
    return f"{styles}<script>\nwindow.qaBot = {known};\n</script>\n{scripts}"


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
