"""The 씨 behind a name: newspapers write it, and nobody counts it to the name."""

from __future__ import annotations

import re

from qa_bot.text.kiwi import get_kiwi
from qa_bot.types import Span

_SPACED = re.compile(r"(?<=[가-힣]{2})\s씨$")
_JOINED = re.compile(r"(?<=[가-힣]{2})씨$")


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
