"""The lexicons that come with the package: one to search by, a larger one to read by."""

from __future__ import annotations

from functools import cache

from qa_bot.models.shipped import embeddings_folder
from qa_bot.text.switching import WordSwitcher
from qa_bot.text.translation import TermLexicon

FILE = "lexicon.json"
GLOSSARY = "glossary.json"


@cache
def load_lexicon() -> TermLexicon:
    """The shipped lexicon, read once (some 20 ms). Raises `ModelError` where it is missing or damaged."""
    return TermLexicon.read(embeddings_folder() / FILE)


@cache
def load_switcher() -> WordSwitcher:
    """What puts words of a question into the other language, read once. Raises `ModelError` as above."""
    return WordSwitcher(TermLexicon.read(embeddings_folder() / GLOSSARY).translations)
