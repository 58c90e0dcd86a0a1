"""The page's HTML: nothing that an article or a question says becomes markup, a template or a script."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import HARBOUR, KITES

from qa_bot.default import sample_articles_folder
from qa_bot.ingest.read import read_articles
from qa_bot.text.language import detect_question
from qa_bot.text.normalize import normalize
from qa_bot.types import Answer, Article, Citation, Passage, Span
from qa_bot.web.cards import answer_card, error_card, question_card, safe_link
from qa_bot.web.examples import choose_examples
from qa_bot.web.words import words_for

KOREAN, ENGLISH = words_for("ko"), words_for("en")
HOSTILE = "</mark></blockquote><script>alert(1)</script><img src=x onerror=alert(1)> ${7*7} {{this}} `x` \\n"
OUR_TAGS = {"div", "p", "meter", "figure", "blockquote", "mark", "figcaption", "span", "a"}


class Page(HTMLParser):
    """The tags, attributes and text of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.marked = ""
        self._is_marked = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._is_marked = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._is_marked = False

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._is_marked:
            self.marked += data


def answer_of(article: Article, span: Span, *others: Citation) -> Answer:
    return Answer("q", citations=(Citation(article, span), *others), confidence=0.93)


def article_of(text: str, **facts: str) -> Article:
    return Article(**{"id": "a", "title": "", "text": text, "language": "en", **facts})  # type: ignore[arg-type]


def test_the_answer_is_large_and_marked_once_inside_its_sentence() -> None:
    page = Page(answer_card(answer_of(HARBOUR, Span(67, 74)), ENGLISH))
    assert page.texts[0] == "Haesong"
    assert page.marked == "Haesong"
    sentence = "".join(page.texts[page.texts.index("The harbour festival opened in ") :][:3])
    assert sentence == "The harbour festival opened in Haesong on Friday."
    assert "almost certain · 93%" in page.texts
    assert "2024-05-03 · Pi Da-on · English · characters 67–74" in page.texts
    assert ("href", "https://english.hanbit.example/1.html") in page.attributes


def test_both_editions_are_shown_each_in_its_language() -> None:
    other = Citation(KITES, Span(29, 32))
    page = Page(answer_card(answer_of(HARBOUR, Span(67, 74), other), KOREAN))
    assert page.marked == "Haesong곽민재"
    assert [value for name, value in page.attributes if name == "lang"] == ["en", "en", "en", "ko", "ko"]


@pytest.mark.parametrize("field", ["title", "author", "url", "id", "text"])
def test_hostile_article_text_is_shown_and_never_obeyed(field: str) -> None:
    facts = {"text": "Plain text stands here.", field: HOSTILE}
    article = article_of(**facts)
    card = answer_card(answer_of(article, Span(0, 5)), ENGLISH)
    page = Page(card)
    assert set(page.tags) <= OUR_TAGS
    assert not {"<script", "<img", "${", "{{", "`"} & {
        sign for sign in ("<script", "<img", "${", "{{", "`") if sign in card
    }
    assert all(not name.startswith("on") for name, _ in page.attributes)


def test_a_hostile_question_and_error_are_shown_as_they_are() -> None:
    for card in (question_card(HOSTILE), error_card(HOSTILE)):
        page = Page(card)
        assert set(page.tags) <= OUR_TAGS
        assert "".join(page.texts) == HOSTILE


@given(st.text(min_size=1).map(normalize).filter(str.strip), st.data())
def test_every_quote_is_shown_to_the_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    card = answer_card(answer_of(article_of(text), Span(start, end)), ENGLISH)
    marked = card[card.index("<mark>") + len("<mark>") : card.index("</mark>")]
    assert html.unescape(marked) == text[start:end]
    assert card.count("<mark>") == 1


@pytest.mark.parametrize(
    ("url", "is_linked"),
    [
        ("https://www.hanbit.example/arti/1.html?a=1&b=2", True),
        ("http://[2001:db8::1]/", True),
        ("HTTPS://WWW.HANBIT.EXAMPLE/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("//hanbit.example/", False),
        ("https:///no-host", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, is_linked: bool) -> None:
    assert (safe_link(url) is not None) is is_linked


def test_no_answer_is_said_with_its_reason_and_the_nearest_passages() -> None:
    nearest = (Passage(KITES, Span(0, len(KITES.text))),)
    page = Page(answer_card(Answer("q", nearest=nearest, reason="<b>근거가 없습니다."), KOREAN))
    assert page.texts[:2] == ["기사에서 답을 찾지 못했습니다", "<b>근거가 없습니다."]
    assert any(text.startswith("연날리기 축제 개막 해송시") for text in page.texts)
    assert "mark" not in page.tags


@pytest.mark.parametrize(
    ("confidence", "english", "korean"),
    [
        (0.9, "almost certain", "거의 확실"),
        (0.896, "almost certain", "거의 확실"),
        (0.7, "likely", "가능성 높음"),
        (0.3, "uncertain", "불확실"),
    ],
)
def test_the_word_for_confidence_fits_the_percentage(confidence: float, english: str, korean: str) -> None:
    assert (ENGLISH.degree(confidence), KOREAN.degree(confidence)) == (english, korean)


def test_examples_are_offered_only_for_articles_that_are_there() -> None:
    assert choose_examples([HARBOUR, KITES]) == []
    plant = article_of("text", title="Onsaemi Materials to build battery recycling plant")
    assert choose_examples([HARBOUR, plant]) == ["Where will the battery recycling plant be built?"]


def test_the_sample_articles_have_examples_in_both_languages() -> None:
    found = [one for one in read_articles(sample_articles_folder()) if isinstance(one, Article)]
    assert [detect_question(question) for question in choose_examples(found)] == ["ko", "en", "ko", "en"]
