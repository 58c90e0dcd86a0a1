"""From the place a reader points at to the words a person would quote."""

from __future__ import annotations

from qa_bot.text.balance import balance
from qa_bot.text.particles import snap_to_morphemes, trim_particles
from qa_bot.types import Language, Span


def polish(text: str, span: Span, language: Language, *, is_trimming: bool = True) -> Span:
    """The span without stray marks, and in Korean without trailing particles.

    >>> text = "첫 회의는 (서울에서) 열렸다."
    >>> polish(text, Span(6, 12), "ko").of(text)
    '서울'
    """
    span = balance(text, span)
    if language != "ko" or not is_trimming:
        return span
    return balance(text, trim_particles(text, snap_to_morphemes(text, span)))
