"""From the place a reader points at to the words a person would quote."""

from __future__ import annotations

import re

from qa_bot.text.balance import balance
from qa_bot.text.honorifics import trim_age, trim_honorific
from qa_bot.text.particles import snap_to_morphemes, trim_particles
from qa_bot.text.units import with_counter, with_unit, without_next_label
from qa_bot.types import Language, Span

_SENTENCE_STOP = re.compile(r"(?<=\d)\.$")
_ABBREVIATION = re.compile(r"\b[A-Za-z](\.[A-Za-z])+$")
_POSSESSIVE = re.compile(r"(?<!\bSt )(?<!\bSt\. )\b(?P<name>[A-Z][\w-]*)(?P<mark>['’]s)$")
_FULL_NAME = re.compile(r"\b[A-Z][\w.-]* (?:[a-z]+ )?[A-Z][\w-]*$")
# not before these: shops keep their 's in "Macy's in Ohio" and "Filene's and others"
_NOT_OWNED = "a|an|and|as|at|by|for|from|had|has|have|in|is|of|on|or|the|to|was|were|with"
_OWNED = re.compile(rf" (?!(?:{_NOT_OWNED})\b)[\w“\"]")
_LABEL = re.compile(r"(?:[QA]|문|답|질문|답변)(?P<mark>[.:]?) +(?=\S)")
_COUNTERPARTS = {"Q": "A", "A": "Q", "문": "답", "답": "문", "질문": "답변", "답변": "질문"}


def polish(text: str, span: Span, language: Language, *, is_trimming: bool = True) -> Span:
    """The span without stray marks, in Korean without trailing particles, in English with the right end.

    >>> text = "첫 회의는 (서울에서) 열렸다."
    >>> polish(text, Span(6, 12), "ko").of(text)
    '서울'
    """
    span = balance(text, _without_label(text, span))
    if language == "en":
        return with_unit(text, _without_possessive(text, _with_right_stop(text, span)))
    if language != "ko" or not is_trimming:
        return span
    trimmed = balance(text, trim_particles(text, snap_to_morphemes(text, without_next_label(text, span))))
    return with_counter(text, trim_age(text, trim_honorific(text, trimmed)))


def _without_label(text: str, span: Span) -> Span:
    """Leave the "A." of an interview behind, at the beginning of a line, where another line has its "Q."."""
    is_line = span.start == 0 or text[span.start - 1] == "\n"
    label = _LABEL.match(text, span.start, span.end) if is_line else None
    if not label:
        return span
    # without a question, A. Philip Randolph is a person, and so is 문 대통령
    counterpart = _COUNTERPARTS[label[0].rstrip(" .:")] + label["mark"] + " "
    is_interview = text.startswith(counterpart) or f"\n{counterpart}" in text
    return Span(label.end(), span.end) if is_interview else span


def _without_possessive(text: str, span: Span) -> Span:
    """Leave the 's of "Eleanor Pryce's novel" behind: the novel is hers, the name is the answer.

    One word alone may be a shop, or St. John's, so the text has to name it without the 's as well.
    """
    found = _POSSESSIVE.search(span.of(text))
    if not found or not _OWNED.match(text, span.end):
        return span
    name = Span(span.start, span.start + found.start("mark"))
    is_said_alone = re.search(rf"\b{re.escape(found['name'])}\b(?!['’]s)", text)
    return name if is_said_alone or _FULL_NAME.search(name.of(text)) else span


def _with_right_stop(text: str, span: Span) -> Span:
    """Let p.m take in the stop that is part of it, and "May 1." leave that of its sentence behind."""
    words = span.of(text)
    if _ABBREVIATION.search(words) and text[span.end : span.end + 1] == ".":
        return Span(span.start, span.end + 1)
    if _SENTENCE_STOP.search(words):
        return Span(span.start, span.end - 1)
    return span
