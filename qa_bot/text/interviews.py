"""Interviews: which lines ask. What an interviewer asks is no answer to anything."""

from __future__ import annotations

import re

from qa_bot.types import Span

# ― 왜 하필 국수였나. / Q. Why noodles? / 문: 얼마나 팔렸습니까?
_ASKING = re.compile(
    r"\s*(?:[―—–-]+\s*|(?:Q|문|질문)[.:)]\s*|Q\s+)(?=\S).*(?:[?？]|(?:나|까|가|요|죠|지)\.)[\"”’'』」)]*\s*$"
)


def is_asked(text: str, span: Span) -> bool:
    r"""Whether the span stands in a line that an interviewer asks, told by its mark and its end.

    >>> text = "― 왜 하필 국수였나.\n국수가 쌌다."
    >>> is_asked(text, Span(4, 9)), is_asked(text, Span(13, 15))
    (True, False)
    """
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return bool(_ASKING.match(text[start : len(text) if end < 0 else end]))
