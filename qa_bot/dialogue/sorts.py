"""What sort of thing a few words name, so that one takes only the place of another of its sort."""

from __future__ import annotations

import re
from typing import Literal

Sort = Literal["group", "kin", "model", "quarter", "month", "day", "weekday", "part of day"]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# as news agencies shorten them
SHORT_MONTHS = (
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
_MONTH = "|".join(
    sorted(
        {
            *MONTHS,
            *(re.escape(m) for m in SHORT_MONTHS),
            "Jan",
            "Feb",
            "Aug",
            "Sept",
            "Sep",
            "Oct",
            "Nov",
            "Dec",
        },
        key=len,
    )[::-1]
)
_DAY_NAME = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"

# whom a ticket, a limit or a count is for
_GROUPS = (
    "어른|성인|어린이|아이|청소년|아동|유아|영유아|영아|노인|어르신|경로|고령자|학생|대학생|초등학생|중학생|고등학생"
    "|중고생|군인|장애인|일반인|외국인|내국인|남자|여자|남성|여성|남학생|여학생"
)
_ENGLISH_GROUPS = (
    "adults?|child(?:ren)?|kids?|teenagers?|teens?|toddlers?|infants?|seniors?|pensioners?|students?|foreigners?"
    "|m[ae]n|wom[ae]n|boys?|girls?|residents?|older people|young people"
)
_KIN = "아버지|어머니|아빠|엄마|부친|모친|남편|아내|부인|아들|딸|형|누나|언니|오빠|동생|할머니|할아버지"
_ENGLISH_KIN = "father|mother|husband|wife|son|daughter|brother|sister|grandfather|grandmother"
# letters with a number, as models are called: A1, KF-21, S24
_MODEL = r"[A-Z]{1,4}-?\d{1,4}[A-Za-z]?"

KOREAN: dict[Sort, re.Pattern[str]] = {
    "group": re.compile(_GROUPS),
    "kin": re.compile(_KIN),
    "quarter": re.compile(r"[1-4일이삼사] ?분기|[상하]반기"),
    "month": re.compile(r"\d{1,2}월"),
    "day": re.compile(r"(?:\d{1,2}월 ?)?\d{1,2}일"),
    "weekday": re.compile("평일|주말|휴일|공휴일|[월화수목금토일]요일"),
    "part of day": re.compile("오전|오후|아침|점심|저녁|낮|밤|새벽"),
    "model": re.compile(_MODEL),
}
ENGLISH: dict[Sort, re.Pattern[str]] = {
    "group": re.compile(rf"(?i)\b(?:{_ENGLISH_GROUPS})\b"),
    "kin": re.compile(rf"(?i)\b(?:{_ENGLISH_KIN})s?\b"),
    "quarter": re.compile(r"(?i)\b(?:first|second|third|fourth|last) (?:quarter|half)\b|\bQ[1-4]\b"),
    "day": re.compile(rf"\b(?:(?:{_MONTH}) \d{{1,2}}|\d{{1,2}} (?:{_MONTH}))(?![\d\w])"),
    "month": re.compile(rf"\b(?:{_MONTH})(?!\w)"),
    "weekday": re.compile(rf"(?i)\b(?:weekdays?|weekends?|holidays?|(?:{_DAY_NAME})days?)\b"),
    "part of day": re.compile(r"(?i)\b(?:mornings?|afternoons?|evenings?|nights?)\b"),
    "model": re.compile(rf"\b{_MODEL}\b"),
}


def sort_in_korean(phrase: str) -> Sort | None:
    """The sort of a Korean noun without its particle; None for a name and for what is of no such sort.

    >>> sort_in_korean("A2"), sort_in_korean("어린이"), sort_in_korean("어린이날")
    ('model', 'group', None)
    """
    return next((sort for sort, pattern in KOREAN.items() if pattern.fullmatch(phrase)), None)


def sort_in_english(phrase: str) -> Sort | None:
    """The sort of an English noun without its article.

    >>> sort_in_english("children"), sort_in_english("Nov. 7"), sort_in_english("Busan")
    ('group', 'day', None)
    """
    return next((sort for sort, pattern in ENGLISH.items() if pattern.fullmatch(phrase)), None)
