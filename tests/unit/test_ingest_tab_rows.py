"""Tabs between the cells of a table become bars, and other tabs stay what they are."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.ingest import read_upload
from qa_bot.ingest.tab_rows import with_bars


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("순위\t선수\n1위\t변우람", "순위 | 선수\n1위 | 변우람"),
        ("\tMen\tWomen\n1st\tKim\t\n2nd\t\tLee", " | Men | Women\n1st | Kim | \n2nd |  | Lee"),
        ("앞말\n가\t나\n다\t🙂\n뒷말", "앞말\n가 | 나\n다 | 🙂\n뒷말"),
    ],
)
def test_lines_with_as_many_tabs_each_are_a_table(text, expected):
    assert with_bars(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "\t문단이 들여 쓰여 있다.\n\t다음 문단도 그렇다.",
        "이름\t값",  # one line alone
        "이름\t값\n\n가\t3",
        "a\tb\n\tc\td\te",
        f"{'긴 글 ' * 30}\t그리고\n{'긴 글 ' * 30}\t또",
        "a | b\tc\nd | e\tf",
        "탭이 없다",
        "",
    ],
)
def test_other_tabs_stay(text):
    assert with_bars(text) == text


def test_a_pasted_table_is_rows_of_the_article():
    text = unicodedata.normalize(
        "NFD", "대회 결과\n\n지난 토요일 대회가 열렸다.\n\n순위\t선수\r\n1위\t변우람\r\n"
    )
    (article,) = read_upload("a.txt", text.encode())
    assert article.text.split("\n\n")[2:] == ["순위 | 선수", "1위 | 변우람"]
