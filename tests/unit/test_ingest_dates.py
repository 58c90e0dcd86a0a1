"""Dates in the forms of papers, feeds and machines, each with the moment it names."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from qa_bot.ingest.dates import KST, Moment, read_moment, written_moment

EVENING = datetime(2018, 11, 20, 17, 16, tzinfo=KST)
DAY = datetime(2018, 11, 20, tzinfo=KST)


@pytest.mark.parametrize(
    "written",
    [
        "2018-11-20 17:16",
        "2018-11-20T17:16:00",
        "2018-11-20T17:16:00+09:00",
        "2018-11-20T17:16:00.000+0900",
        "2018-11-20T08:16:00Z",
        "2018.11.20 17:16",
        "2018.11.20. 오후 5:16",
        "2018. 11. 20. 오후 5:16",
        "2018/11/20 17:16",
        "2018.11.20 (화) 17:16",
        "2018년 11월 20일 17시 16분",
        "2018년 11월 20일 오후 5시 16분",
        "Nov.20,2018 17:16 KST",
        "Nov. 20, 2018, 5:16 p.m.",
        "20 November 2018 17:16 KST",
        "Tue, 20 Nov 2018 17:16:00 +0900",
        "Tue, 20 Nov 2018 08:16:00 GMT",
    ],
)
def test_every_form_names_the_same_moment(written):
    assert read_moment(written, "ko").time == EVENING


@pytest.mark.parametrize(
    "written",
    ["2018-11-20", "2018.11.20.", "2018. 11. 20.", "2018년 11월 20일", "20181120", "November 20, 2018"],
)
def test_a_day_alone_has_no_clock(written):
    assert read_moment(written, "ko") == Moment(DAY, has_clock=False)


@pytest.mark.parametrize(
    "written",
    ["어제", "1542701760", "1542701760000", "2018-13-40", "2018-11-20 25:00", "12/25/2018", "", "2018",
     "2018-11", "2018-11-20 17:16 그리고", "9999999999999999-01-01", "2018-02-30"],
)  # fmt: skip
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError, match=r"."):
        read_moment(written, "ko")


def test_without_a_zone_korean_articles_have_korean_time_and_others_utc():
    assert read_moment("2018-11-20 17:16", "ko").time.utcoffset() == timedelta(hours=9)
    assert read_moment("2018-11-20 17:16", "en").time.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "clock", [("오전 12:05", 0), ("오후 12:05", 12), ("오전 9:05", 9), ("오후 11:05", 23)]
)
def test_noon_and_midnight_are_the_right_way_round(clock):
    assert read_moment(f"2018.11.20 {clock[0]}", "ko").time.hour == clock[1]


@pytest.mark.parametrize(
    ("zone", "language", "printed"),
    [
        (KST, "ko", "2018-11-20 17:16"),
        (KST, "en", "2018-11-20 17:16 KST"),
        (timezone.utc, "en", "2018-11-20 17:16 UTC"),
        (timezone(timedelta(hours=-5)), "en", "2018-11-20 17:16 -0500"),
    ],
)
def test_a_dateline_names_the_zone_except_korean_time_in_korean(zone, language, printed):
    moment = Moment(datetime(2018, 11, 20, 17, 16, tzinfo=zone), has_clock=True, has_zone=True)
    assert written_moment(moment, language) == printed


def test_a_dateline_claims_no_zone_that_was_not_written():
    assert written_moment(read_moment("2018-11-20 17:16", "en"), "en") == "2018-11-20 17:16"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Tuesday, Dec. 3, 2024", "2024-12-03T00:00:00+00:00"),
        ("Tue 3 December 2024 17:16", "2024-12-03T17:16:00+00:00"),
        ("7:15 a.m. ET, Dec. 3, 2024", "2024-12-03T07:15:00-05:00"),
        ("7:15 PM PT, March 10, 2024", "2024-03-10T19:15:00-07:00"),
        ("7:15 PM PT, March 9, 2024", "2024-03-09T19:15:00-08:00"),
        ("Nov. 2, 2024, 7:15 a.m. ET", "2024-11-02T07:15:00-04:00"),
        ("Nov. 3, 2024, 7:15 a.m. ET", "2024-11-03T07:15:00-05:00"),
        ("9:05 p.m. on 3 December 2024", "2024-12-03T21:05:00+00:00"),
    ],
)
def test_weekdays_clocks_and_american_zones_may_stand_first(written, moment):
    assert read_moment(written, "en").time.isoformat() == moment
