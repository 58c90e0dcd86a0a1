"""Answers questions over Korean and English articles with the articles' own words, exactly cited.

>>> from qa_bot import QABot, answer
>>> answer("Where did the cold-chain working group first meet?").text  # doctest: +SKIP
'Montevideo'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.11.0"

if TYPE_CHECKING:
    from qa_bot.adding import AddReport, AddStep
    from qa_bot.bot import QABot
    from qa_bot.default import answer, open_default
    from qa_bot.errors import QABotError
    from qa_bot.feedback import Feedback
    from qa_bot.removing import Removed
    from qa_bot.settings import Settings
    from qa_bot.types import Answer, Article, Candidate, Citation, Filters, Hit, Passage, Span
    from qa_bot.visitors import Visitors

_HOMES = {
    "AddReport": "qa_bot.adding",
    "AddStep": "qa_bot.adding",
    "Answer": "qa_bot.types",
    "Article": "qa_bot.types",
    "Candidate": "qa_bot.types",
    "Citation": "qa_bot.types",
    "Feedback": "qa_bot.feedback",
    "Filters": "qa_bot.types",
    "Hit": "qa_bot.types",
    "Passage": "qa_bot.types",
    "QABot": "qa_bot.bot",
    "QABotError": "qa_bot.errors",
    "Removed": "qa_bot.removing",
    "Settings": "qa_bot.settings",
    "Span": "qa_bot.types",
    "Visitors": "qa_bot.visitors",
    "answer": "qa_bot.default",
    "open_default": "qa_bot.default",
}

__all__ = [
    "AddReport",
    "AddStep",
    "Answer",
    "Article",
    "Candidate",
    "Citation",
    "Feedback",
    "Filters",
    "Hit",
    "Passage",
    "QABot",
    "QABotError",
    "Removed",
    "Settings",
    "Span",
    "Visitors",
    "answer",
    "open_default",
]


def __getattr__(name: str) -> Any:
    """Public names are loaded when they are first used, so that importing the package costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module qa_bot has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
