"""Tables of articles are shown as tables: cells in their columns, marks in their cells, no letter lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_pages import HOSTILE, OUR_TAGS, Page, article_of, exchange_of

from qa_bot.library.headlines import Headline
from qa_bot.text.normalize import normalize
from qa_bot.types import Article, Citation, Span
from qa_bot.web.cards import reply_card
from qa_bot.web.quoting import quoted
from qa_bot.web.shelf_cards import article_card
from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.source_view import SourceView
from qa_bot.web.tables import Table, group_rows, lines_of
from qa_bot.web.words import words_for

ENGLISH = words_for("en")
RACE = article_of(
    language="ko",
    text="하프마라톤 결과\n\n결과는 다음과 같다.\n\n| 순위 | 남자부 | 여자부 |\n| 1위 | 변우람 | 구해미 🎏 |\n\n"
    "| 2위 | 노재휘 | 타데세 |\n\n상금은 같다.",
)
FARES = article_of(
    text="One-way fares:\n\n| Until April | From April\n\nBicycle | 3.20 | 1.00\n\nDogs are free."
)


def cells_of(shown: str) -> list[list[str]]:
    """The words of each row, as they are seen: without what is hidden."""
    table = shown[shown.index("<tbody>") : shown.index("</tbody>")].replace("<span hidden>|</span>", "")
    rows = [row.split("<td>")[1:] for row in table.split("<tr>")[1:]]
    return [[Page(f"<td>{cell.split('</td>')[0]}</td>").text.strip() for cell in row] for row in rows]


def place(article: Article, words: str) -> Citation:
    start = article.text.index(words)
    return Citation(article, Span(start, start + len(words)))


def source(citation: Citation) -> str:
    return SourceView(1, (citation,)).render(ENGLISH)


def test_rows_stand_in_columns_with_bars_around_them_or_without() -> None:
    assert cells_of(source(place(RACE, "상금"))) == [
        ["순위", "남자부", "여자부"],
        ["1위", "변우람", "구해미 🎏"],
        ["2위", "노재휘", "타데세"],
    ]
    assert cells_of(source(place(FARES, "Dogs"))) == [
        ["", "Until April", "From April"],
        ["Bicycle", "3.20", "1.00"],
    ]


@pytest.mark.parametrize(
    "words", ["노재휘", "| 2위 | 노재휘", "노재휘 | 타데세 |", "순위 | 남자부", "같다.\n\n| 순위"]
)
def test_what_is_cited_is_marked_in_its_cells_with_its_number_once(words: str) -> None:
    page = Page(source(place(RACE, words)))
    assert "".join(page.marked) == words.replace("\n", "")
    assert page.values("id").count("qa-place-1") == 1
    assert page.text.count("[1]") == 1


@given(st.text("가a|│ \n1", min_size=1).map(normalize).filter(str.strip))
def test_no_letter_of_a_table_is_lost_and_all_rows_are_of_one_length(text: str) -> None:
    blocks = list(group_rows(text, lines_of(text)))
    spans = [
        cell for one in blocks for cell in ([*sum(one.rows, ())] if isinstance(one, Table) else [one]) if cell
    ]
    assert "".join(span.of(text) for span in spans) == "".join(line.of(text) for line in lines_of(text))
    assert all(len({len(row) for row in one.rows}) == 1 for one in blocks if isinstance(one, Table))
    shown = SourceView(1, (Citation(article_of(text=text), Span(0, 1)),)).render(ENGLISH)
    seen = [letter for letter in Page(shown).text if letter in "가|│"]
    assert seen == [letter for letter in text if letter in "가|│"]


@pytest.mark.parametrize(
    "text", ["서울 | 김지은 기자\n본문이다.", "| 1위 | 변우람 |\n본문\n| 2위 | 노재휘 | 3 |", "글"]
)
def test_a_line_with_a_bar_alone_is_a_line(text: str) -> None:
    assert list(group_rows(text, lines_of(text))) == lines_of(text)
    assert "<table" not in source(Citation(article_of(text=text), Span(0, 1)))


def test_an_answer_from_a_table_is_shown_in_its_row_under_the_headings() -> None:
    card = reply_card(exchange_of(place(RACE, "노재휘")), ENGLISH)
    assert cells_of(card) == [["순위", "남자부", "여자부"], ["2위", "노재휘", "타데세"]]
    assert Page(card).marked == ["노재휘"]
    assert len(cells_of(quoted(place(RACE, "남자부")))) == 1
    assert "<table" not in quoted(place(RACE, "결과는"))
    assert "<table" not in quoted(place(RACE, "같다.\n\n| 순위"))


def test_decomposed_hangul_is_a_table_too() -> None:
    text = normalize(unicodedata.normalize("NFD", RACE.text))
    assert len(cells_of(source(Citation(article_of(text=text), Span(0, 1))))) == 3


def test_the_whole_article_has_its_table_between_its_paragraphs() -> None:
    shown = article_card(RACE, Headline.of(RACE, 1), {}, is_own=False, say=shelf_words("ko"))
    assert len(cells_of(shown)) == 3
    assert shown.index("다음과 같다.</p>") < shown.index("<table>") < shown.index("<p>상금은")


def test_hostile_cells_are_text() -> None:
    text = f"| {HOSTILE} | a |\n| {HOSTILE} | b |"
    page = Page(source(Citation(article_of(text=text), Span(2, 9))))
    assert set(page.tags) <= OUR_TAGS
    assert not [name for name, _ in page.attributes if name.startswith("on")]
