"""Who wrote an article and when it appeared: what a question asks of that, and where an article says it."""

from __future__ import annotations

from qa_bot.masthead.places import find_place
from qa_bot.masthead.questions import MastheadQuestion, read_masthead_question
from qa_bot.masthead.statements import agrees, find_statements, is_of_masthead, state

__all__ = [
    "MastheadQuestion",
    "agrees",
    "find_place",
    "find_statements",
    "is_of_masthead",
    "read_masthead_question",
    "state",
]
