"""Dates as newspapers and machines write them, read into moments that always know their zone.

A time without a zone is Korean time in a Korean article and UTC elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from qa_bot.types import Language

KST = timezone(timedelta(hours=9), "KST")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ZONES = {
    **dict.fromkeys(("kst", "jst"), 9 * 60),
    **dict.fromkeys(("utc", "gmt", "z"), 0),
    "est": -5 * 60,
    "edt": -4 * 60,
    "pst": -8 * 60,
    "pdt": -7 * 60,
    "cet": 60,
    "cest": 120,
}
# American zones written without "standard" or "daylight": an hour more in summer
_WITH_SUMMER_TIME = {"et": -5 * 60, "ct": -6 * 60, "mt": -7 * 60, "pt": -8 * 60}

_YEAR, _MONTH, _DAY = r"(?P<year>(?:1[89]|20)\d\d)", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_NAMED = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_WEEKDAY = (
    r"(?:\s?\(?(?:[월화수목금토일](?:요일)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\)?,?(?=[\s\d]|$))?"
)
_ZONE_NAMES = "|".join([*_ZONES, *_WITH_SUMMER_TIME])
_ZONE = rf"(?:\s?\(?(?P<zone>(?:utc|gmt)?[+-]\d{{2}}:?\d{{2}}|{_ZONE_NAMES})\)?(?![a-z]))?"
_CLOCK = (
    r"(?:(?:[t,]\s?|\s?-\s?|\s|(?<=\)))\s?(?:at\s)?(?P<half>오전|오후|am|pm)?\s?"
    r"(?P<hour>\d{1,2})(?::|시\s?)(?P<minute>\d{2}(?!\d))?분?(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s?(?P<after>[ap]\.?m\b\.?))?"
    rf"{_ZONE})?"
)
_WEEKDAY_FIRST = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s)?"
# "7:15 a.m. ET, Dec. 3, 2024": minutes or a half of the day tell the hour from a day
_CLOCK_FIRST = (
    r"(?=\d{1,2}(?::|\s?[ap]\.?m))(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?:\s?(?P<after>[ap]\.?m\b\.?))?"
    rf"{_ZONE},?\s(?:on\s)?{_WEEKDAY_FIRST}"
)
_NAMED_DAYS = (
    rf"{_NAMED}\.?\s?{_DAY}(?:st|nd|rd|th)?,?\s?{_YEAR}",
    rf"{_DAY}(?:st|nd|rd|th)?\s{_NAMED}\.?,?\s{_YEAR}",
)
_SHAPES = (
    rf"{_YEAR}(?P<mark>[-./])\s?{_MONTH}(?P=mark)\s?{_DAY}\.?",
    rf"{_YEAR}년\s?{_MONTH}월\s?{_DAY}일",
    *(rf"{_WEEKDAY_FIRST}{day}" for day in _NAMED_DAYS),
)
_PATTERNS = (
    *(re.compile(rf"(?i){shape}{_WEEKDAY}{_CLOCK}") for shape in _SHAPES),
    *(re.compile(rf"(?i){_CLOCK_FIRST}{day}") for day in _NAMED_DAYS),
)
_COMPACT = re.compile(r"((?:1[89]|20)\d\d)(\d{2})(\d{2})")
# 20241015090111, as editing systems write times; with ten digits it would be a count of seconds
_COMPACT_TIME = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)([01]\d|2[0-3])([0-5]\d)(?:[0-5]\d)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with its zone; the flags say whether a time of day and a zone were written."""

    time: datetime
    has_clock: bool
    has_zone: bool = False


def read_moment(written: str, language: Language) -> Moment:
    """The moment that `written` names as a whole; `ValueError` saying why where it names none.

    >>> read_moment("2018.11.20. 오후 5:16", "ko").time.isoformat()
    '2018-11-20T17:16:00+09:00'
    """
    written = written.strip()
    if digits := _COMPACT_TIME.fullmatch(written):
        written = "{}-{}-{} {}:{}".format(*digits.groups())
    if re.fullmatch(r"-?\d{9,}(\.\d+)?", written):
        raise ValueError("is a count of seconds")
    if compact := _COMPACT.fullmatch(written):
        written = "-".join(compact.groups())
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(written):
            return _moment(match, language)
    if (year := re.match(r"(\d{4})\D", written)) and not 1800 <= int(year[1]) < 2100:
        raise ValueError("is of no year from 1800 to 2099")
    return _read_mail_date(written, language)


def find_moment(text: str, start: int = 0) -> re.Match[str] | None:
    """The longest date, with its time of day where there is one, that begins exactly at `start`."""
    matches = [match for pattern in _PATTERNS if (match := pattern.match(text, start))]
    return max(matches, key=lambda match: match.end(), default=None)


def written_moment(moment: Moment, language: Language) -> str:
    """A moment as a dateline prints it: the zone only where it was written and isn't Korean time in Korean.

    >>> written_moment(Moment(datetime(2021, 3, 4, 9, 10, tzinfo=KST), True, True), "en")
    '2021-03-04 09:10 KST'
    """
    if not moment.has_clock:
        return moment.time.strftime("%Y-%m-%d")
    written = moment.time.strftime("%Y-%m-%d %H:%M")
    offset = moment.time.utcoffset() or timedelta()
    korean_time = offset == timedelta(hours=9)
    if not moment.has_zone or (korean_time and language == "ko"):
        return written
    if korean_time:
        return f"{written} KST"
    if not offset:
        return f"{written} UTC"
    return f"{written} {moment.time.strftime('%z')}"


def _moment(match: re.Match[str], language: Language) -> Moment:
    part = match.groupdict()
    month = int(part["month"]) if part.get("month") else _MONTHS.index(part["name"].lower()) + 1
    half = part.get("half") or part["after"] or ""
    hour = _hour(int(part["hour"] or 0), half.lower().replace(".", ""))
    day = date(int(part["year"]), month, int(part["day"]))
    time = datetime(
        day.year, day.month, day.day, hour, int(part["minute"] or 0), int(part.get("second") or 0),
        tzinfo=_zone(part["zone"], language, day),
    )  # fmt: skip
    return Moment(time, has_clock=part["hour"] is not None, has_zone=part["zone"] is not None)


def _hour(hour: int, half: str) -> int:
    if half in ("오후", "pm") and hour < 12:
        return hour + 12
    if half in ("오전", "am") and hour == 12:
        return 0
    return hour


def _zone(written: str | None, language: Language, day: date) -> timezone:
    if not written:
        return KST if language == "ko" else timezone.utc
    name = written.lower()
    minutes = _ZONES.get(name)
    if name in _WITH_SUMMER_TIME:
        minutes = _WITH_SUMMER_TIME[name] + 60 * _is_american_summer(day)
    if minutes is None:
        hours, rest = re.findall(r"\d{2}", name)
        minutes = (int(hours) * 60 + int(rest)) * (-1 if "-" in name else 1)
    return KST if minutes == 9 * 60 else timezone(timedelta(minutes=minutes))


def _is_american_summer(day: date) -> bool:
    """Whether American clocks are an hour ahead: second Sunday of March to first of November, since 2007."""
    begins, ends = (
        date(day.year, month, first) + timedelta(days=6 - date(day.year, month, first).weekday())
        for month, first in ((3, 8), (11, 1))
    )
    return begins <= day < ends


def _read_mail_date(written: str, language: Language) -> Moment:
    """RFC 2822, as feeds write it: `Tue, 20 Nov 2018 17:16:00 +0900`."""
    if re.search(r"\d:\d\d", written) and len(written) < 64:
        try:
            time = parsedate_to_datetime(written)
        except (TypeError, ValueError, IndexError, OverflowError):
            raise ValueError("is no date") from None
        zone = KST if language == "ko" else timezone.utc
        return Moment(time if time.tzinfo else time.replace(tzinfo=zone), True, time.tzinfo is not None)
    raise ValueError("is no date")
