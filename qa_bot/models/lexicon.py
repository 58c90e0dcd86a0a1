"""The lexicon that comes with the package."""

from __future__ import annotations

from functools import cache

from qa_bot.models.shipped import embeddings_folder
from qa_bot.text.translation import TermLexicon

FILE = "lexicon.json"


@cache
def load_lexicon() -> TermLexicon:
    """The shipped lexicon, read once (some 20 ms). Raises `ModelError` where it is missing or damaged."""
    return TermLexicon.read(embeddings_folder() / FILE)
