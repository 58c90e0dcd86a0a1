"""A page's tables keep their columns, whatever spans them, and tables that arrange a page have none."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.ingest import read_upload
from qa_bot.text.table_rows import find_tables
from qa_bot.types import Article

BEFORE = "대회 조직위원회는 12일 남녀 부문 결과를 발표했다. 참가자는 지난해보다 많았다고 밝혔다."
AFTER = "The organisers said that they expect even more runners and swimmers in the coming year."


def page(rows: str) -> Article:
    table = f"<table>{rows}</table>"
    html = f"<html><body><article><h1>결과</h1><p>{BEFORE}</p>{table}<p>{AFTER}</p></article></body></html>"
    (article,) = read_upload("a.html", html.encode())
    assert isinstance(article, Article)
    return article


def lines(rows: str) -> list[str]:
    return page(rows).text.removeprefix(f"결과\n\n{BEFORE}\n\n").removesuffix(f"\n\n{AFTER}").split("\n\n")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (
                "<tr><th></th><th colspan=2>남자</th><th colspan='2'>Women</th></tr>"
                "<tr><td>1위</td><td>변우람</td><td>58.2</td><td>Kim</td><td>61</td></tr>"
            ),
            ["| 남자 | | Women |", "1위 | 변우람 | 58.2 | Kim | 61"],
        ),
        (
            (
                "<tr><th>지역</th><th>구</th><th>투표율</th></tr><tr><td rowspan=2>해송</td><td>동구</td><td>61</td>"
                "</tr><tr><td>서구</td><td>58</td></tr><tr><td>가온</td><td>남구</td><td>55</td></tr>"
            ),
            ["지역 | 구 | 투표율", "해송 | 동구 | 61", "| 서구 | 58", "가온 | 남구 | 55"],
        ),
        (
            (
                "<tr><td>1</td><td rowspan=3>가운데</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>"
                "<tr><td>5</td><td rowspan=2>6</td></tr><tr><td>7</td><td>8</td></tr>"
            ),
            ["1 | 가운데 | 2", "3 | | 4", "5 | | 6", "7 | 8 |"],
        ),
        (
            "<tr><td>오전</td><td rowspan=2>휴관</td></tr><tr><td>오후</td></tr><tr><td>밤</td><td>연다</td></tr>",
            ["오전 | 휴관", "오후 |", "밤 | 연다"],
        ),
        (
            "<thead><tr><th>이름</th><th rowspan=2>표</th></tr></thead><tbody><tr><td>가</td><td>3</td></tr></tbody>",
            ["이름 | 표", "가 | 3"],
        ),
        (
            "<tr><th>이름</th><th>표</th></tr><tr><td colspan=2>가 조</td></tr><tr><td>나래</td><td>3 🙂</td></tr>",
            ["이름 | 표", "가 조 |", "나래 | 3 🙂"],
        ),
        (
            (
                "<tr><td><p>구분</p></td><td><div>요금<br>(원)</div></td></tr>"
                "<tr><td><p>어른</p></td><td><p>1,650</p></td></tr>"
            ),
            ["구분 | 요금 (원)", "어른 | 1,650"],
        ),
        (
            "<tr><td>방송</td><td>시각</td></tr><tr><td>가온 | 저녁</td><td>7시</td></tr>",
            ["방송 | 시각", "가온 ∣ 저녁 | 7시"],
        ),
        (
            "<tr><td>A</td><td colspan=0>B</td><td colspan=1000>C</td><td colspan='두'>D</td></tr>",
            ["A | B | C | D"],
        ),
        ("<tr><td></td><td></td></tr><tr><td>A</td><td>B</td></tr>", ["A | B"]),
    ],
)
def test_a_cell_stands_in_its_column(rows: str, expected: list[str]) -> None:
    assert lines(rows) == expected
    assert lines(unicodedata.normalize("NFD", rows)) == expected


def test_a_table_with_spans_is_found_as_one() -> None:
    article = page(
        "<tr><th>지역</th><th colspan=2>투표</th></tr><tr><td rowspan=2>해송</td><td>동구</td><td>61</td></tr>"
        "<tr><td>서구</td><td>58</td></tr>"
    )
    (table,) = find_tables(article.text)
    cells = [[cell.of(article.text) if cell else "" for cell in row.cells] for row in table.rows]
    assert cells == [["해송", "동구", "61"], ["", "서구", "58"]]


@pytest.mark.parametrize(
    "arranged",
    [
        "<tr><td>{}</td></tr>",
        "<tr><td colspan=3>{}</td></tr>",
        "<tr><td>메뉴<br>홈</td><td>{}</td></tr>",
        "<tr><td colspan=2><h1>결과</h1></td></tr><tr><td width=9></td><td>{}</td></tr>",
        "<tr><td>메뉴</td><td><table><tr><td>{}</td></tr></table></td></tr>",
    ],
)
def test_a_table_that_arranges_a_page_leaves_the_story_as_it_is(arranged: str) -> None:
    story = f"<p>{BEFORE}</p><p>{AFTER}</p>"
    html = f"<html><body><table>{arranged.format(story)}</table></body></html>"
    (article,) = read_upload("a.html", html.encode())
    assert isinstance(article, Article)
    assert article.text.endswith(f"{BEFORE}\n\n{AFTER}")
    assert "|" not in article.text


def test_a_story_that_ends_with_a_long_table_keeps_all_of_it() -> None:
    rows = "".join(f"<tr><td>{n}위</td><td>선수 {n}</td><td>5{n}.2</td></tr>" for n in range(1, 30))
    story = f"<p>{BEFORE}</p><p>{AFTER}</p>" * 3
    html = f"<html><body><article><h1>결과</h1>{story}<table>{rows}</table></article></body></html>"
    (article,) = read_upload("a.html", html.encode())
    assert isinstance(article, Article)
    assert article.text.split("\n\n")[-29:] == [f"{n}위 | 선수 {n} | 5{n}.2" for n in range(1, 30)]


def test_spans_without_end_take_no_time() -> None:
    cells = "<td colspan=20 rowspan=200>가</td>" * 2_000
    rows = "<tr><td>나</td><td>다</td></tr>" * 2_000
    assert "나 | 다" in page(f"<tr>{cells}</tr>{rows}").text
