"""The article beside the answer: every cited span is marked where it stands, and nothing else is changed."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import HARBOUR, KITES
from web_pages import HOSTILE, OUR_TAGS, Page, article_of, exchange_of

from qa_bot.text.normalize import normalize
from qa_bot.types import Answer, Article, Citation, Passage, Span
from qa_bot.web.conversation import Conversation, Exchange
from qa_bot.web.opening import Opened, close_or_follow, open_place
from qa_bot.web.source_view import SourceView, cut
from qa_bot.web.words import words_for

KOREAN, ENGLISH = words_for("ko"), words_for("en")
HAESONG, FRIDAY = Citation(HARBOUR, Span(67, 74)), Citation(HARBOUR, Span(78, 84))
DIRECTOR = Citation(KITES, Span(29, 32))
MARK = re.compile(
    r'<mark(?: id="qa-place-(\d+)")?(?: class="(qa-current)" aria-current="true")?>(.*?)</mark>'
)


def marks(shown: str) -> list[tuple[str, bool, str]]:
    """Number, whether it is the current one, and words of each mark."""
    return [(number, bool(current), html.unescape(text)) for number, current, text in MARK.findall(shown)]


def test_the_whole_article_is_shown_with_every_cited_span_and_the_current_one_apart() -> None:
    shown = SourceView(1, (HAESONG, FRIDAY), current=1).render(ENGLISH)
    assert marks(shown) == [("1", False, "Haesong"), ("2", True, "Friday")]
    text = Page(shown).text
    assert "english.hanbit.example · 2024-05-03 · Pi Da-on · English edition" in text
    assert "The harbour festival opened in Haesong[1] on Friday[2]. 🎏 Kites flew." in text
    assert Page(shown).values("href") == ["https://english.hanbit.example/1.html"]
    # the headline is the text's own first line, and stands there once
    assert text.count("Harbour festival begins") == 1


def test_previous_and_next_go_round() -> None:
    places = (HAESONG, FRIDAY, DIRECTOR)
    for current, before, after in ((0, "2", "1"), (1, "0", "2"), (2, "1", "0")):
        page = Page(SourceView(4, places, current).render(ENGLISH))
        steps = [(one["aria-label"], one["data-exchange"], one["data-place"]) for one in page.buttons[:2]]
        assert steps == [("Previous citation", "4", before), ("Next citation", "4", after)]
        assert f"{current + 1} of 3" in page.text


def test_a_single_citation_has_nowhere_to_go_on_to() -> None:
    names = [one.get("aria-label") for one in Page(SourceView(1, (DIRECTOR,)).render(KOREAN)).buttons]
    assert names == ["기사 닫기"]


def test_the_other_edition_stands_beside_with_its_own_marks() -> None:
    view = SourceView(1, (HAESONG, DIRECTOR), 0, KITES)
    shown = view.render(ENGLISH)
    assert marks(shown) == [("1", True, "Haesong"), ("2", False, "곽민재")]
    assert 'data-shown="first"' in shown
    (other,) = [one for one in Page(shown).buttons if "data-other" in one]
    assert (other["data-other"], other["says"]) == ("1", "Other edition")
    turned = SourceView(1, (HAESONG, DIRECTOR), 0, KITES, is_other=True).render(ENGLISH)
    assert 'data-shown="second"' in turned
    assert 'data-other="0"' in turned


def test_editions_keep_their_sides_when_the_next_citation_is_read() -> None:
    headlines = [
        re.findall('aria-label="([^"]*)"><h3', SourceView(1, (HAESONG, DIRECTOR), now, other).render(KOREAN))
        for now, other in ((0, KITES), (1, HARBOUR))
    ]
    assert headlines[0] == headlines[1] == ["Harbour festival begins", "연날리기 축제 개막"]
    assert 'data-shown="second"' in SourceView(1, (HAESONG, DIRECTOR), 1, HARBOUR).render(KOREAN)


@pytest.mark.parametrize("field", ["title", "author", "url", "id", "text", "source"])
def test_hostile_article_text_is_shown_and_never_obeyed(field: str) -> None:
    article = article_of(**{"text": f"{HOSTILE}\nPlain text.", field: HOSTILE})
    shown = SourceView(1, (Citation(article, Span(0, 5)),), 0, article).render(ENGLISH)
    page = Page(shown)
    assert set(page.tags) <= OUR_TAGS
    assert not [sign for sign in ("<script", "<img", "${", "{{", "`") if sign in shown]
    assert not [name for name, _ in page.attributes if name.startswith("on")]


@pytest.mark.parametrize(
    "text",
    [
        "해송시는 🎏 연을 날렸다.\n\n연은 1200개다. 👩‍💻🇰🇷",
        unicodedata.normalize("NFC", unicodedata.normalize("NFD", "가람군 달내교가 열렸다.\n길이는 412m다.")),
        "띄어쓰기없는문장" * 50,
        "a",
    ],
)
def test_what_is_marked_is_what_is_cited_in_any_writing(text: str) -> None:
    end = len(text)
    for span in (Span(0, 1), Span(end - 1, end), Span(0, end)):
        shown = SourceView(1, (Citation(article_of(text=text), span),)).render(ENGLISH)
        marked = "".join(words for _, _, words in marks(shown))
        assert marked == span.of(text).replace("\n", "")


@given(st.text(min_size=1).map(normalize).filter(str.strip), st.data())
def test_without_marks_the_lines_of_the_article_are_all_there(text: str, data: st.DataObject) -> None:
    article = Article(id="a", title="", text=text, language="other")
    places = []
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text) - 1))
        places.append(Citation(article, Span(start, data.draw(st.integers(start + 1, len(text))))))
    shown = SourceView(1, tuple(places)).render(ENGLISH)
    body = shown[shown.index('<div class="qa-text"') :]
    body = re.sub(r'<sup class="qa-count">\[\d\]</sup>', "", body)
    paragraphs = re.findall("<p>(.*?)</p>", body, re.DOTALL)
    lines = [html.unescape(re.sub("<[^>]+>", "", one)) for one in paragraphs]
    assert lines == [line for line in text.split("\n") if line.strip()]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=4), st.integers(0, 3))
def test_a_line_is_cut_into_pieces_that_touch_and_belong_to_one_span_each(
    starts: list[tuple[int, int]], first: int
) -> None:
    spans = [(number, Span(start, start + length)) for number, (start, length) in enumerate(starts)]
    line = Span(5, 25)
    pieces = list(cut(line, spans, first))
    assert [place for piece, _ in pieces for place in range(piece.start, piece.end)] == list(range(5, 25))
    for piece, owner in pieces:
        for place in range(piece.start, piece.end):
            covering = [number for number, span in spans if span.start <= place < span.end]
            assert owner == (first if first in covering else min(covering, default=None))


TALK = Conversation((exchange_of(HAESONG, DIRECTOR, number=3), Exchange(4, "q", "q")))


def test_a_button_opens_the_place_that_it_names() -> None:
    opened = open_place(TALK, {"exchange": "3", "place": "1", "other": "1"})
    assert opened == Opened(3, 1, is_other=True)
    view = opened.find(TALK, lambda _: None)
    assert view is not None
    assert (view.citation, view.is_nearest) == (DIRECTOR, False)


@pytest.mark.parametrize(
    "data",
    [
        None,
        "3",
        {},
        {"exchange": "3"},
        {"exchange": "3", "place": "2"},
        {"exchange": "3", "place": "-1"},
        {"exchange": "4", "place": "0"},
        {"exchange": "9", "place": "0"},
        {"exchange": 3, "place": 0},
        {"exchange": "3", "place": "1" * 5000},
        {"exchange": "३", "place": "0"},
        {"exchange": ["3"], "place": {"a": 1}},
    ],
)
def test_what_names_no_place_opens_nothing(data: object) -> None:
    assert open_place(TALK, data) is None


def test_the_other_edition_comes_from_the_library_that_the_visitor_sees() -> None:
    paired = Citation(article_of(id="en", translation_of="ko"), Span(0, 5))
    talk = Conversation((exchange_of(paired),))
    view = Opened(1, 0).find(talk, {"ko": KITES}.get)
    assert view is not None
    assert view.edition is KITES
    gone = Opened(1, 0).find(talk, {}.get)
    assert gone is not None
    assert gone.edition is None


def test_passages_near_an_answer_are_marked_as_such() -> None:
    nearest = (Passage(KITES, Span(0, 10)),)
    talk = Conversation((Exchange(1, "q", "q", answer=Answer("q", nearest=nearest)),))
    view = Opened(1, 0).find(talk, lambda _: None)
    assert view is not None
    assert 'class="qa-source qa-nearest"' in view.render(KOREAN)


def test_an_open_view_follows_the_conversation_and_a_closed_one_stays_closed() -> None:
    latest = exchange_of(DIRECTOR, number=5)
    assert close_or_follow(Opened(3, 1), latest) == Opened(5, 0)
    assert close_or_follow(None, latest) is None
    assert close_or_follow(Opened(3, 1), Exchange(5, "q", "q", answer=Answer("q"))) is None
