"""What was said before, and what a question was taken to mean."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.types import Answer, Language


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was understood, complete, and what came of it; the answer may be none."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question as it was asked and the complete one that is searched.

    They are the same where it was no follow-up, or none that could be resolved. `answer_language` is the
    asker's: whose edition of a story comes first, whatever language `question` came to be in.

    >>> Understanding("And when?", "When did it end?", "en").is_follow_up
    True
    """

    asked: str
    question: str
    answer_language: Language

    @property
    def is_follow_up(self) -> bool:
        """Whether anything was filled in."""
        return self.question != self.asked
