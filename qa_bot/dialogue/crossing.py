"""Question words of one language in the other: the little of a follow-up that is carried across."""

from __future__ import annotations

import re

from qa_bot.dialogue.follow_ups import Ask

_ENGLISH = {
    "언제": "when", "언제부터": "since when", "언제까지": "until when", "어디": "where",
    "어디서": "where", "어디에서": "where", "어디에": "where", "어디로": "where to", "누구": "who",
    "누가": "who", "누구를": "who", "왜": "why", "어떻게": "how", "얼마": "how much",
    "얼마나": "how much", "며칠": "how many days", "며칠에": "on what day", "무엇": "what",
}  # fmt: skip
_COUNTED = {
    "명": "how many people", "사람": "how many people", "살": "how old", "시": "at what time",
    "년": "how many years", "달": "how many months", "개월": "how many months", "일": "how many days",
    "번": "how many times", "도": "how many degrees", "퍼센트": "what percentage",
    "프로": "what percentage", "미터": "how many meters",
}  # fmt: skip
_KOREAN = {
    "when": "언제", "since when": "언제부터", "until when": "언제까지", "till when": "언제까지",
    "where": "어디서", "who": "누가", "whom": "누구를", "by whom": "누가", "why": "왜", "how": "어떻게",
    "how much": "얼마나", "how many": "몇 개", "how long": "얼마나 오래", "how often": "얼마나 자주",
    "how far": "얼마나 멀리", "how old": "몇 살", "what time": "몇 시에", "at what time": "몇 시에",
    "what year": "몇 년에", "in what year": "몇 년에", "which year": "몇 년에",
    "how many people": "몇 명", "what day": "며칠에",
}  # fmt: skip
_COUNTER = re.compile(r"^몇\s*([가-힣]+?)(?:이나|에|이|을|에서)?$")


def in_english(ask: Ask) -> str | None:
    """The English of a Korean question word; None where it isn't known.

    >>> in_english(Ask("몇 명", "many", "ko")), in_english(Ask("어디서", "where", "ko"))
    ('how many people', 'where')
    """
    counter = _COUNTER.match(ask.phrase)
    if counter:
        return _COUNTED.get(counter[1], "how many")
    return _ENGLISH.get(ask.phrase)


def in_korean(ask: Ask) -> str | None:
    """The Korean of an English question word; None where it isn't known.

    >>> in_korean(Ask("until when", "when", "en"))
    '언제까지'
    """
    return _KOREAN.get(ask.phrase.lower())
