"""From the place a reader points at to the words a person would quote."""

from __future__ import annotations

import re

from qa_bot.text.balance import balance
from qa_bot.text.honorifics import trim_honorific
from qa_bot.text.particles import snap_to_morphemes, trim_particles
from qa_bot.text.units import with_unit
from qa_bot.types import Language, Span

_SENTENCE_STOP = re.compile(r"(?<=\d)\.$")
_ABBREVIATION = re.compile(r"\b[A-Za-z](\.[A-Za-z])+$")


def polish(text: str, span: Span, language: Language, *, is_trimming: bool = True) -> Span:
    """The span without stray marks, in Korean without trailing particles, in English with the right end.

    >>> text = "첫 회의는 (서울에서) 열렸다."
    >>> polish(text, Span(6, 12), "ko").of(text)
    '서울'
    """
    span = balance(text, span)
    if language == "en":
        return with_unit(text, _with_right_stop(text, span))
    if language != "ko" or not is_trimming:
        return span
    trimmed = balance(text, trim_particles(text, snap_to_morphemes(text, span)))
    return trim_honorific(text, trimmed)


def _with_right_stop(text: str, span: Span) -> Span:
    """Let p.m take in the stop that is part of it, and "May 1." leave that of its sentence behind."""
    words = span.of(text)
    if _ABBREVIATION.search(words) and text[span.end : span.end + 1] == ".":
        return Span(span.start, span.end + 1)
    if _SENTENCE_STOP.search(words):
        return Span(span.start, span.end - 1)
    return span
