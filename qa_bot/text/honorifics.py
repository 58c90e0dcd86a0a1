"""The 씨 and the age behind a name: newspapers write them, and nobody counts them to the name."""

from __future__ import annotations

import re

from qa_bot.text.kiwi import get_kiwi
from qa_bot.text.particles import morphemes_around
from qa_bot.types import Span

_SPACED = re.compile(r"(?:(?<=[가-힣]{2})\s|(?<=[\d세]\))\s?)씨$")
_JOINED = re.compile(r"(?<=[가-힣]{2})씨$")

_AGE = re.compile(r"(?<=[가-힣]{2})\s?\((?:\d{1,2}|1[01]\d)세?\)$")
_TITLE = re.compile(r"\s?씨(?![가-힣]{2})")


def trim_honorific(text: str, span: Span) -> Span:
    """The span without a 씨 at its end that stands behind a name of two syllables or more.

    A surname alone keeps it, since 위씨 is how the text calls that person; so do words like 아가씨.

    >>> text = "총감독은 곽민재 씨, 아가씨 그리고 위씨."
    >>> [trim_honorific(text, Span(*place)).of(text) for place in ((5, 10), (12, 15), (20, 22))]
    ['곽민재', '아가씨', '위씨']
    """
    words = span.of(text)
    if found := _SPACED.search(words):
        return Span(span.start, span.start + found.start())
    if not _JOINED.search(words):
        return span
    tokens = get_kiwi().tokenize(words)
    if len(tokens) < 2:
        return span
    before, last = tokens[-2:]
    is_title = last.form == "씨" and last.tag == "NNB"
    is_name = before.tag == "NNP" and len(before.form) > 1
    return Span(span.start, span.end - 1) if is_title and is_name else span


def trim_age(text: str, span: Span) -> Span:
    """The span without the age in parentheses that stands behind a person's name.

    Who asks for a person wants the name, and who asks for the age is shown the number alone. A name is what
    씨 follows, or what Kiwi takes for one, so that a road keeps its number.

    >>> text = "주민 지상현(42) 씨가 국도(42)를 걸었다."
    >>> [trim_age(text, Span(*place)).of(text) for place in ((3, 10), (14, 20))]
    ['지상현', '국도(42)']
    """
    age = _AGE.search(span.of(text))
    if not age:
        return span
    name = Span(span.start, span.start + age.start())
    return name if _TITLE.match(text, span.end) or _is_name(text, name) else span


def _is_name(text: str, span: Span) -> bool:
    last = [m for m in morphemes_around(text, span, span.end) if m.end == span.end]
    return any(m.tag == "NNP" and m.end - m.start > 1 for m in last)
