"""The nouns of the package: frozen values that can't be built wrong.

Offsets are Unicode code points, half-open, as in Python slices.
"""

from __future__ import annotations

from qa_bot.types.answers import Answer
from qa_bot.types.articles import Article, Language
from qa_bot.types.finds import Candidate, Filters, Hit, Translation
from qa_bot.types.passages import Citation, Passage
from qa_bot.types.spans import Span

__all__ = [
    "Answer",
    "Article",
    "Candidate",
    "Citation",
    "Filters",
    "Hit",
    "Language",
    "Passage",
    "Span",
    "Translation",
]
