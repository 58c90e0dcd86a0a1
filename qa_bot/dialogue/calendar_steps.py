"""The day before and the year after, counted from the date that the last question names."""

from __future__ import annotations

import datetime
import re

from qa_bot.dialogue.sorts import ENGLISH, KOREAN, MONTHS, SHORT_MONTHS

_UNITS = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_ENGLISH_STEP = re.compile(
    rf"(?i)(?:the |a |one )?(?:(?P<after_unit>{'|'.join(_UNITS)}) (?P<side>before|earlier|after|later|prior)"
    rf"|(?P<which>previous|preceding|prior|next|following) (?P<unit>{'|'.join(_UNITS)}))"
)
_BACKWARDS = frozenset(("before", "earlier", "prior", "previous", "preceding"))
_KOREAN_STEPS = {
    "전날": ("day", -1), "전일": ("day", -1), "하루 전": ("day", -1), "다음날": ("day", 1),
    "다음 날": ("day", 1), "이튿날": ("day", 1), "전달": ("month", -1), "다음달": ("month", 1),
    "다음 달": ("month", 1), "전 분기": ("quarter", -1), "전분기": ("quarter", -1),
    "직전 분기": ("quarter", -1), "다음 분기": ("quarter", 1), "전해": ("year", -1), "전년": ("year", -1),
    "이듬해": ("year", 1), "다음 해": ("year", 1),
}  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NO_LEAP_YEAR = 2023
_QUARTERS = 4
_DAYS = {"day": 1, "week": 7}


def read_step(phrase: str) -> tuple[str, int] | None:
    """The unit of a step in the calendar, and 1 or -1; None where the phrase is none.

    >>> read_step("the day before"), read_step("다음 분기"), read_step("Busan")
    (('day', -1), ('quarter', 1), None)
    """
    if phrase in _KOREAN_STEPS:
        return _KOREAN_STEPS[phrase]
    found = _ENGLISH_STEP.fullmatch(phrase)
    if found is None:
        return None
    side = (found["side"] or found["which"]).lower()
    return (found["after_unit"] or found["unit"]).lower(), -1 if side in _BACKWARDS else 1


def take_step(step: tuple[str, int], before: str) -> str | None:
    """The question `before` of the date a step away; None where it names no date of that unit.

    >>> take_step(("day", -1), "How many were hurt by Nov. 1?"), take_step(("quarter", 1), "2분기 매출은?")
    ('How many were hurt by Oct. 31?', '3분기 매출은?')
    """
    unit, by = step
    if unit in _DAYS:
        return _other_day(before, by * _DAYS[unit])
    if unit == "year":
        year = _YEAR.search(before)
        return _put(before, year, str(int(year[0]) + by)) if year else None
    return _other_month(before, by) if unit == "month" else _other_quarter(before, by)


def _other_day(before: str, days: int) -> str | None:
    found = ENGLISH["day"].search(before) or KOREAN["day"].search(before)
    if found is None:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", found[0])]
    name = re.search(r"[A-Za-z]+", found[0])
    month = _month_of(name[0]) if name else numbers[0] if len(numbers) > 1 else 0
    moved = _moved(before, month, numbers[-1], days)
    if moved is None:
        return None
    said = str(moved.day)
    if name:
        named = re.sub(r"\d+", said, found[0])
        return _put(before, found, re.sub(r"[A-Za-z]+[.]?", _called(moved.month, name[0]), named))
    return _put(before, found, re.sub(r"\d+(?=일)", said, re.sub(r"\d+(?=월)", str(moved.month), found[0])))


def _moved(before: str, month: int, day: int, days: int) -> datetime.date | None:
    """The day `days` away; None for 32일, and for the day before the first of a month that isn't named."""
    year = _YEAR.search(before)
    try:
        date = datetime.date(int(year[0]) if year else _NO_LEAP_YEAR, month or 1, day)
        moved = date + datetime.timedelta(days)
    except (ValueError, OverflowError):
        return None
    is_other_year = year is not None and moved.year != date.year
    return None if is_other_year or (not month and moved.month != date.month) else moved


def _other_month(before: str, by: int) -> str | None:
    korean, english = re.search(r"\d+(?=월)", before), ENGLISH["month"].search(before)
    if english:
        month = _month_of(english[0]) + by
        return _put(before, english, _called(month, english[0])) if 1 <= month <= len(MONTHS) else None
    month = int(korean[0]) + by if korean else 0
    return _put(before, korean, str(month)) if korean and 1 <= month <= len(MONTHS) else None


def _other_quarter(before: str, by: int) -> str | None:
    found = re.search(r"[1-4](?= ?분기)|(?<=\bQ)[1-4]\b", before)
    if found:
        number = int(found[0]) + by
        return _put(before, found, str(number)) if 1 <= number <= _QUARTERS else None
    found = re.search(rf"(?i)\b(?:{'|'.join(_ORDINALS)})(?= quarter)", before)
    index = _ORDINALS.index(found[0].lower()) + by if found else -1
    return _put(before, found, _ORDINALS[index]) if found and 0 <= index < _QUARTERS else None


def _month_of(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.rstrip(".")[:3]))


def _called(month: int, like: str) -> str:
    """A month's name, as long or as short as the one it stands for."""
    return (MONTHS if like in MONTHS and like not in SHORT_MONTHS else SHORT_MONTHS)[month - 1]


def _put(text: str, found: re.Match[str], words: str) -> str:
    return text[: found.start()] + words + text[found.end() :]
