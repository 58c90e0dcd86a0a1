"""A bot over a library: what a program asks, and what it changes."""

from __future__ import annotations

from qa_bot.adding import AddReport, AddStep
from qa_bot.bot.changing import QABot
from qa_bot.feedback import Feedback
from qa_bot.removing import Removed

__all__ = ["AddReport", "AddStep", "Feedback", "QABot", "Removed"]
