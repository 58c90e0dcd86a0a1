"""Which time a question asks about where reports of several days answer it: a date, the beginning or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa_bot.types import Language

_BEGINNINGS_OF_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_BEGINNINGS_OF_MONTHS.split(), start=1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d{2}"
_KOREAN = re.compile(
    rf"(?<!\d)(?:(?P<year>{_YEAR})년)? ?(?:(?P<month>\d{{1,2}})월)? ?(?:(?P<day>\d{{1,2}})일(?![간째]))?"
)
_ENGLISH = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?(?:,? (?P<year>{_YEAR})\b)?"
    rf"|\b(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month_behind>{_MONTH})\b\.?"
    rf"(?:,? (?P<year_behind>{_YEAR}))?"
    rf"|\b(?P<only_year>{_YEAR})\b",
    re.IGNORECASE,
)
# "may" is mostly a verb
_IS_VERB = re.compile(r"may\b(?! \d)")
_AT_FIRST = {
    "ko": re.compile(
        r"첫날|첫 (?:보도|발표|집계|기사)|당초|애초|맨 처음|처음(?:에|엔| 발표| 보도| 집계)|초기|최초"
    ),
    "en": re.compile(
        r"\b(?:at first|initial(?:ly)?|original(?:ly)?|(?:on|after) the first day|in the beginning"
        r"|first (?:report|count|announce|plann|said|put|estimat|schedul|expect)\w*|to begin with)\b",
        re.IGNORECASE,
    ),
}
# A quarter, a trial, a year by its distance: of which day that is, no date of publication says.
_PERIOD = {
    "ko": re.compile(r"\d ?분기|[상하]반기|\d심|\d차|제?\d+회|작년|올해|내년|지난|이번|전날|이튿날|다음 날"),
    "en": re.compile(
        r"\b(?:(?:first|second|third|fourth|1st|2nd|3rd|4th|last|next|this|previous|same)[ -]"
        r"(?:quarter|half|trial|round|instance|year|month|week|season|game|match|day)|Q[1-4]|yesterday)\b",
        re.IGNORECASE,
    ),
}
_PAST = {
    "ko": re.compile(
        r"언제[^?]*(?:[었았였했됐졌났렸갔왔겼] ?(?:나|어|지|는|습|을까|던|니|냐|죠)|[었았였했됐])"
    ),
    "en": re.compile(
        r"\b(?:when|what (?:day|date|year|time)|which (?:day|date|year)) (?:did|was|were|had)\b", re.I
    ),
}


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The parts of a date that a question names, or that it asks for the beginning.

    `is_period` says that it names a time that is no date, `is_past` that it asks when something happened.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    is_beginning: bool = False
    is_period: bool = False
    is_past: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether any part of a date is named."""
        return any(part is not None for part in (self.year, self.month, self.day))

    @property
    def is_of_one_day(self) -> bool:
        """Whether the latest day is not what is asked for."""
        return self.is_dated or self.is_beginning

    def fits(self, day: date) -> bool:
        """Whether the day has all parts that are named."""
        wanted = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(part is None or part == own for part, own in wanted)


def asked_time(question: str, language: Language) -> AskedTime:
    """The time that a question names, empty where it names none.

    >>> asked_time("11월 3일 기준 사망자는 몇 명?", "ko")
    AskedTime(year=None, month=11, day=3, is_beginning=False, is_period=False, is_past=False)
    >>> asked_time("How many were missing at first?", "en").is_beginning, asked_time("얼마야?", "ko").is_dated
    (True, False)
    >>> asked_time("2분기 매출은?", "ko").is_period, asked_time("When did it open?", "en").is_past
    (True, True)
    """
    if language not in _AT_FIRST:
        return AskedTime()
    is_beginning = bool(_AT_FIRST[language].search(question))
    year, month, day = _korean_date(question) if language == "ko" else _english_date(question)
    is_period, is_past = bool(_PERIOD[language].search(question)), bool(_PAST[language].search(question))
    return AskedTime(year, month, day, is_beginning, is_period, is_past)


def _korean_date(question: str) -> tuple[int | None, int | None, int | None]:
    found = next((m for m in _KOREAN.finditer(question) if m.lastgroup), None)
    if not found:
        return None, None, None
    year, month, day = (int(found[part]) if found[part] else None for part in ("year", "month", "day"))
    return year, month, day


def _english_date(question: str) -> tuple[int | None, int | None, int | None]:
    for found in _ENGLISH.finditer(question):
        if _IS_VERB.match(found[0]):
            continue
        name = found["month"] or found["month_behind"]
        year = found["year"] or found["year_behind"] or found["only_year"]
        day = found["day"] or found["day_first"]
        return (
            int(year) if year else None,
            _MONTHS[name[:3].lower()] if name else None,
            int(day) if day else None,
        )
    return None, None, None
