"""What the shelf shows for words, papers and days as people write them."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timezone

import pytest

from qa_bot.errors import ConfigError
from qa_bot.library.headlines import Headline
from qa_bot.web.shelf_query import A_PAGE, NO_PAPER, Query, choose_page, paper_of, papers_of, read_query
from qa_bot.web.shelf_words import shelf_words

KOREAN, ENGLISH = shelf_words("ko"), shelf_words("en")
FESTIVAL = Headline(
    "a",
    "해송시 연날리기 축제 🎏 개막",
    "ko",
    url="https://www.hanbit.example/1",
    published=datetime(2024, 5, 3, tzinfo=timezone.utc),
)
KITES = Headline(
    "b",
    "KITE Festival Opens",
    "en",
    source="Harbour Post",
    published=datetime(2023, 12, 31, tzinfo=timezone.utc),
)
UNDATED = Headline("c", "무제", "ko", source="uploads/a.txt")
SHELF = (FESTIVAL, KITES, UNDATED)


def ids(query: Query) -> str:
    return "".join(one.id for one in choose_page(SHELF, query).headlines)


def test_words_are_found_whatever_their_case_order_and_composition() -> None:
    assert ids(Query(words="축제 해송시")) == "a"
    assert ids(Query(words=unicodedata.normalize("NFD", "연날리기축제".removesuffix("축제")))) == "a"
    assert ids(Query(words="kite festival")) == "b"
    assert ids(Query(words="🎏")) == "a"
    assert ids(Query(words="날리")) == "a"
    assert ids(Query(words=".*")) == ""


def test_language_paper_and_days_choose_together() -> None:
    assert ids(Query(language="ko")) == "ac"
    assert ids(Query(paper="hanbit.example")) == "a"
    assert ids(Query(paper="Harbour Post")) == "b"
    assert ids(Query(paper=NO_PAPER)) == "c"
    assert ids(Query(since="2024-01-01")) == "a"
    assert ids(Query(until="2024-05-03")) == "ab"
    assert ids(Query(language="en", since="2024-01-01")) == ""


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2024-05-03", "2024-05-03", ("2024-05-03", "2024-05-03")),
        ("2024-05", "2024-02", ("2024-05-01", "2024-02-29")),
        ("2023", "2024", ("2023-01-01", "2024-12-31")),
        ("2024. 5. 3.", "2024/5/3", ("2024-05-03", "2024-05-03")),
        ("2024년 5월 3일", "20240503", ("2024-05-03", "2024-05-03")),
        ("2024년 5월", "2024년", ("2024-05-01", "2024-12-31")),
        (unicodedata.normalize("NFD", "2024년"), "", ("2024-01-01", "")),
        (" ", None, ("", "")),
    ],
)
def test_days_are_read_as_people_write_them(since: str, until: str | None, days: tuple[str, str]) -> None:
    read = (
        read_query("", "", "", since, "", ENGLISH).since,
        read_query("", "", "", "", until, ENGLISH).until,
    )
    assert read == days


@pytest.mark.parametrize(
    "written", ["어제", "2024-02-30", "2024-13", "3", "9" * 500, "0000-00-00", "2024-05-03x", "🎏"]
)
def test_what_is_no_day_is_said_in_one_line_of_the_visitors_language(written: str) -> None:
    with pytest.raises(ConfigError, match="날짜를 읽을 수 없습니다") as korean:
        read_query("", "", "", written, "", KOREAN)
    with pytest.raises(ConfigError, match="isn't a date we can read") as english:
        read_query("", "", "", "", written, ENGLISH)
    assert all("\n" not in str(one.value) and len(str(one.value)) < 120 for one in (korean, english))


def test_days_the_wrong_way_round_are_said_so() -> None:
    with pytest.raises(ConfigError, match="2024-05-03 comes after 2024-05-01"):
        read_query("", "", "", "2024-05-03", "2024-05-01", ENGLISH)


def test_pages_hold_fifty_and_one_too_far_is_the_last() -> None:
    many = [Headline(f"{number:03}", f"기사 {number}", "ko") for number in range(A_PAGE * 2 + 1)]
    first, last = choose_page(many, Query()), choose_page(many, Query(page=99))
    assert (len(first.headlines), first.number, first.pages, first.found) == (50, 1, 3, 101)
    assert ([one.id for one in last.headlines], last.number) == (["100"], 3)
    empty = choose_page([], Query(page=0))
    assert (empty.headlines, empty.number, empty.pages) == ((), 1, 1)


def test_papers_are_listed_by_their_articles_and_the_nameless_last() -> None:
    second = Headline("d", "둘째", "ko", source="https://hanbit.example/2")
    assert papers_of([*SHELF, second]) == ["hanbit.example", "Harbour Post", NO_PAPER]
    assert papers_of([UNDATED]) == []
    assert [paper_of(one) for one in SHELF] == ["hanbit.example", "Harbour Post", ""]
    assert paper_of(Headline("e", "", "ko", url="javascript:alert(1)", source="text")) == ""


@pytest.mark.parametrize(
    ("url", "paper"),
    [
        ("https://www.hanbit.example/1", "hanbit.example"),
        ("HTTP://WWW.Hanbit.Example", "hanbit.example"),
        ("https://hanbit.example:8080/1", "hanbit.example"),
        ("https://user@hanbit.example/1", "hanbit.example"),
        ("https://hanbit.example?a=1", "hanbit.example"),
        ("https://한빛.example/1", "한빛.example"),
        ("https://[2001:db8::1]/1", "2001:db8::1"),
        ("https://", ""),
        ("http://[broken", ""),
        ("ftp://hanbit.example/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_host_is_the_one_that_a_browser_would_ask(url: str, paper: str) -> None:
    assert paper_of(Headline("a", "금리", "ko", url=url)) == paper
