"""What is being done about a question, as it is done: searching, then reading, then there is the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from qa_bot.types import Answer, Passage


@dataclass(frozen=True, slots=True)
class Searching:
    """The passages that fit the question are looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """These very passages, the most promising first, are read for an answer."""

    passages: tuple[Passage, ...]


Stage: TypeAlias = Searching | Reading


def answer_of(stages: Iterable[Stage | Answer]) -> Answer:
    """The answer that the stages lead to.

    >>> answer_of(iter([Searching(), Answer("언제 열렸나?")])).question
    '언제 열렸나?'
    """
    answer = next((stage for stage in stages if isinstance(stage, Answer)), None)
    if answer is None:
        raise ValueError("the stages end without an answer")
    return answer
