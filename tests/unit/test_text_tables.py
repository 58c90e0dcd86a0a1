"""Tables in a text: which lines are one, what a question asks of it, and how it is told to a reader."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.text.table_cells import columns_asked_for, rows_asked_for
from qa_bot.text.table_rows import find_tables
from qa_bot.text.table_view import view_tables
from qa_bot.types import Span

MEDALS = "시군 | 금 | 은 | 합계\n\n가람시 | 21 | 9 | 30\n\n나루군 | 9 | 8 | 17\n\n해오름시 | 34 | 33 | 67"
RACE = "| 순위 | 남자부 | 기록 | 여자부 | 기록 |\n| 1 | 변우람 | 2:09 | 구해미 | 2:31 |\n| 2 | 노재휘 | 2:11 | 타데세 | 2:33 |"
FERRY = "The fares change in April.\n\n | Until April 2 | From April 3\nCar | 36.00 | 38.50\nBicycle | 1.00 | 1.20\n\nDogs go free."


def cells_of(text):
    def said(row):
        return [cell.of(text) if cell else None for cell in row.cells]

    return [[said(table.header), *(said(row) for row in table.rows)] for table in find_tables(text)]


def whole(text):
    return Span(0, len(text))


def test_bars_around_rows_are_no_cells():
    assert cells_of("| a | b |\n| 가 | 나 |\n\n| 🙂 | |") == [[["a", "b"], ["가", "나"], ["🙂", None]]]


def test_an_empty_cell_at_either_end_keeps_its_place():
    assert cells_of(FERRY) == [
        [[None, "Until April 2", "From April 3"], ["Car", "36.00", "38.50"], ["Bicycle", "1.00", "1.20"]]
    ]
    assert cells_of("place | men | women\n1st | Kim |\n2nd | | Lee") == [
        [["place", "men", "women"], ["1st", "Kim", None], ["2nd", None, "Lee"]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "가람시 | 38.2㎝\n나루군 | 24.7㎝",  # no headings: its first row is like the others
        "홈 | 뉴스 | 스포츠",
        "one | two\nand prose between\nthree | four",
        "",
        "|||\n|||",
        "|\n|",
    ],
)
def test_lines_without_headings_above_them_are_no_table(text):
    assert find_tables(text) == []


@pytest.mark.parametrize("heading", ["2024", "2024년", "1심", "3분기", "20대", "Until April 2", "Q3 2024"])
def test_a_heading_may_hold_a_figure(heading):
    text = f"이름 | {heading}\n가 | 412명\n나 | 3,017명"
    assert cells_of(text)[0][0] == ["이름", heading]


def test_rows_of_another_length_are_left_out():
    assert cells_of("이름 | 나이\n가 | 12\n소계\n나 | 14\n합계 | 26 | 명\n다 | 15")[0][1:] == [["가", "12"]]
    assert cells_of("이름 | 나이\n가 | 12\n합계 | 26 | 명\n다 | 15")[0][1:] == [["가", "12"], ["다", "15"]]


@pytest.mark.parametrize(
    ("text", "question", "rows", "columns"),
    [
        (MEDALS, "나루군 메달 합계는?", (1,), (3,)),
        # whether 금메달 is 금 the reader has to know
        (MEDALS, "나루군 금메달은 몇 개?", (1,), (1, 2, 3)),
        (MEDALS, "해오름시는 메달을 모두 몇 개 땄나", (2,), (1, 2, 3)),
        (MEDALS, "가장 많이 딴 곳은?", (0, 1, 2), (1, 2, 3)),
        (RACE, "여자부 2위는 누구?", (1,), (3,)),
        (RACE, "노재휘의 기록은?", (1,), (2, 4)),
        (FERRY, "How much is a bicycle from April 3?", (1,), (2,)),
        (FERRY, "what does it cost for cars", (0,), (1, 2)),
        (FERRY, "", (0, 1), (1, 2)),
        (FERRY, "🙂", (0, 1), (1, 2)),
    ],
)
def test_what_a_question_asks_of_a_table(text, question, rows, columns):
    (table,) = find_tables(text)
    assert rows_asked_for(table, text, question) == rows
    assert columns_asked_for(table, text, question) == columns


def test_only_cells_asked_for_are_told_and_the_prose_stays():
    view = view_tables(FERRY, whole(FERRY), "How much is a bicycle from April 3?")
    assert view.text.split("\n") == [
        "The fares change in April.", "", " | Until April 2 | From April 3", "", "Bicycle From April 3 1.20.", "", "",
        "Dogs go free.",
    ]  # fmt: skip


def test_a_place_in_the_view_is_its_place_in_the_text():
    view = view_tables(RACE, whole(RACE), "남자부 2위는?")

    def found(said):
        start = view.text.index(said)
        place = view.place_of(Span(start, start + len(said)))
        return place.start, place.of(RACE)

    statement = "2 남자부 노재휘"
    assert statement in view.text
    assert found("노재휘") == (RACE.index("노재휘"), "노재휘")
    assert found("재휘") == (RACE.index("재휘"), "재휘")
    # over several pieces: the cell that is told
    assert found(statement) == found("노재휘.") == found("노재휘")


def test_headings_before_the_part_are_told_and_never_cited():
    start = RACE.index("| 2 ")
    view = view_tables(RACE, Span(start, len(RACE)), "2위의 남자부 선수는?")
    assert view.text.startswith("2 남자부 노재휘.")
    assert view.place_of(Span(2, 5)).of(RACE) == "노재휘"


def test_a_part_without_a_row_has_no_view():
    assert view_tables(FERRY, Span(0, 26), "자전거 요금은?") is None
    assert view_tables("a | b", Span(0, 5), "a?") is None


cell = st.text(st.sampled_from("가나다1 2.ab🙂,"), max_size=6)
line = st.one_of(st.lists(cell, min_size=1, max_size=4).map("|".join), cell)


@given(st.lists(line, max_size=8), st.data())
def test_whatever_is_found_in_a_view_stands_in_the_part(lines, data):
    text = "\n".join(lines) + "|끝"
    start = data.draw(st.integers(0, len(text) - 1))
    part = Span(start, data.draw(st.integers(start + 1, len(text))))
    view = view_tables(text, part, "나2 a는?")
    if view is None or not view.text:
        return
    begin = data.draw(st.integers(0, len(view.text) - 1))
    place = view.place_of(Span(begin, data.draw(st.integers(begin + 1, len(view.text)))))
    assert place is None or (part.start <= place.start and place.end <= part.end)


@pytest.mark.parametrize(("row", "told"), [(802, "항목802 값 802."), (40_000, None)])
def test_a_long_table_takes_no_long_time(row, told):
    text = "이름 | 값\n" + "\n".join(f"항목{n} | {n}" for n in range(50_000))
    part = Span(text.index(f"항목{row - 2} "), text.index(f"항목{row + 1} "))
    began = perf_counter()
    view = view_tables(text, part, f"항목{row}의 값은?")
    assert (view and view.text.strip()) == told
    assert perf_counter() - began < 2
