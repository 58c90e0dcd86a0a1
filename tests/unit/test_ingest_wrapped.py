"""Lines that a width has cut are one paragraph; tables, lists and results stay as they are printed."""

from __future__ import annotations

import textwrap
import time
import unicodedata

import pytest

from qa_bot.ingest import read_upload
from qa_bot.ingest.boilerplate import read_page
from qa_bot.ingest.wrapped_lines import is_wrapped
from qa_bot.types import Article

ENGLISH = (
    "The council of Haesong voted on Monday to raise the fares of all its buses by a tenth from the first "
    "of March, when the new timetable comes into force too, and Mayor Ann Moore said that the money will "
    "pay for 14 electric buses and for the depot on Harbor Street that the city has planned since 2019."
)
KOREAN = (
    "가람군 연하리와 송곡리를 잇는 달내교가 14일 오후 2시 개통했다고 군은 밝혔다. 길이 412m, 왕복 4차로인 이 다리에는 "
    "모두 386억원이 들었으며 두 마을을 오가는 시간이 25분에서 6분으로 줄어들 것으로 보인다고 군은 설명했다."
)


@pytest.mark.parametrize("width", [40, 60, 72, 90])
@pytest.mark.parametrize("text", [ENGLISH, KOREAN, f"😀 {ENGLISH}"])
def test_a_paragraph_wrapped_at_any_width_is_joined(text, width):
    assert read_page(f"제목\n\n{textwrap.fill(text, width)}").paragraphs == (text,)


def test_a_korean_paragraph_wrapped_in_columns_of_a_terminal_is_joined():
    assert read_page(f"제목\n\n{_filled_in_cells(KOREAN, 70)}").paragraphs == (KOREAN,)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Girls 100m freestyle | Tess Okafor | Hazelton High | 58.21",
            "Boys 100m freestyle | Ron Miller | Northfield High | 52.33",
            "Girls 200m freestyle | Ida Berg | Hazelton High | 2:09.4",
        ),
        (
            "Best pie: Ann Moore of West Hazelton, for her apple pie",
            "Best jam: Lee Young of North Hazelton, for her plum jam",
        ),
        (
            "Largest pumpkin: Ron Miller of Northfield, 412 pounds, a record",
            "Best pie: Ann Moore of West Hazelton, for an apple and cheese pie",
            "Best jam: Lee Young of North Hazelton, for plum jam by 2 p.m.",
        ),
        (
            "1. Tess Okafor of Hazelton High School, 58.21 seconds",
            "2. Marie Lindqvist of Northfield High, 59.02 seconds",
            "3. Ida Berg of the Lakeside Academy, 1:00.11 minutes",
        ),
        (
            "남자 자유형 100m 김도윤 가온고등학교 2학년 52초33 대회신기록 수립",
            "여자 자유형 100m 이하나 가온고등학교 3학년 58초21 대회신기록 수립",
        ),
        (
            "▲ 남자 100m 김도윤(가온고등학교) 10초88, 박민수(나래고등학교) 10초95",
            "▲ 여자 100m 이하나(가온고등학교) 12초21, 최지우(나래고등학교) 12초40",
        ),
        (
            "가온고 김도윤 박민수 최지우 정다은 한소라 문가람 이하나 서유람",
            "나래고 홍길동 엄지환 고재연 노경목 남기범 김철수 이영희 강바다",
        ),
        (
            "Hazelton: Okafor, Lindqvist, Berg, Miller, Moore, Young, Lund",
            "Northfield: Brown, Adams, Clarke, Evans, Foster, Green, Hall",
        ),
        (
            "Tess Okafor of Hazelton High School in West Hazelton",
            "Marie Lindqvist of Northfield High in Upper Northfield",
            "Ida Berg of the Lakeside Academy in Lakeside Village",
        ),
    ],
)
def test_rows_and_lists_stay_one_line_each(lines):
    assert read_page("\n".join(("제목", "", *lines))).paragraphs == lines


def test_a_short_line_before_the_last_keeps_lines_apart():
    lines = (
        "The first line is as long as a line can be here",
        "but the second one is much shorter",
        "Third.",
    )
    assert read_page("\n".join(("제목", "", *lines))).paragraphs == lines


def test_the_items_of_a_markdown_list_and_the_rows_of_its_table_stay_apart():
    table = "| Event | Winner | School |\n|---|---|---|\n| Girls 100m freestyle | Tess Okafor | Hazelton |"
    items = (
        "- Best pie went to Ann Moore of Hazelton\n  for a pie of apples and cheese.\n- Best jam: Lee Young."
    )
    text = f"# Fair\n\nThe county fair of Hazelton ended on Sunday.\n\n{table}\n\n{items}\n"
    (article,) = read_upload("fair.md", text.encode())
    assert isinstance(article, Article)
    assert article.text.split("\n\n")[2:] == [
        "Event | Winner | School",
        "Girls 100m freestyle | Tess Okafor | Hazelton",
        "Best pie went to Ann Moore of Hazelton for a pie of apples and cheese.",
        "Best jam: Lee Young.",
    ]


def test_a_long_block_costs_no_time():
    started = time.perf_counter()
    assert not is_wrapped(["가" * 90, "a:" * 45, "| " * 45 + "."] * 5_000)
    assert time.perf_counter() - started < 2.0


def _filled_in_cells(text: str, cells: int) -> str:
    """The text cut between words where a terminal cuts it, which gives a Hangul syllable two cells."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in longer) <= cells:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
