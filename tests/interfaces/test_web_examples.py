"""What the page suggests to ask is answered by the articles at hand, in the page's language first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta, timezone

from newsroom import HARBOUR
from web_pages import article_of

from qa_bot.library.headlines import Headline
from qa_bot.text.language import detect_question
from qa_bot.types import Article
from qa_bot.web.examples import choose_examples
from qa_bot.web.story_questions import StoryQuestion


def examples_of(*articles: Article, language: str = "ko", answered: Collection[str] = ()) -> list[str]:
    by_id = {article.id: article for article in articles}
    headlines = [Headline.of(article, 1) for article in articles]
    return choose_examples(headlines, by_id.get, language, lambda asked: asked.number in answered)


COUNTING_KO = article_of(
    id="ko",
    title="해송 소식",
    text="해송 소식\n김지은 기자\n\n불로 소방차 1,032대와 약 50명이 나섰다. 🚒 3일째다.",
    language="ko",
    author="김지은",
)
COUNTING_EN = article_of(
    id="en", title="News of Narae", text="News of Narae\n\nAfter 3 years 500 drones flew.", language="en"
)


def test_stories_are_asked_what_they_count_in_the_language_of_the_page_first() -> None:
    korean = "“해송 소식” 기사에서 소방차는 몇 대인가요?"
    english = "In “News of Narae”, how many drones were there?"
    asked = {"answered": ("1,032", "500")}
    assert examples_of(COUNTING_EN, COUNTING_KO, **asked) == [korean, english]
    assert examples_of(COUNTING_EN, COUNTING_KO, language="en", **asked) == [english, korean]


def test_what_a_story_counts_is_suggested_only_where_it_is_answered() -> None:
    assert examples_of(COUNTING_EN, COUNTING_KO) == ["“해송 소식” 기사를 쓴 기자는 누구인가요?"]


def test_no_more_is_tried_than_is_needed() -> None:
    tried: list[str] = []
    many = [
        article_of(id=f"{n}", title=f"News {n}", text=f"News {n}\n\n{n}00 drones flew.", language="en")
        for n in range(1, 9)
    ]

    def is_answered(asked: StoryQuestion) -> bool:
        tried.append(asked.number)
        return False

    by_id = {one.id: one for one in many}
    assert choose_examples([Headline.of(one, 1) for one in many], by_id.get, "en", is_answered) == []
    assert tried == ["100", "200", "300"]


def test_the_samples_have_their_own_questions_and_only_where_they_are() -> None:
    plant = article_of(id="p", title="Onsaemi Materials to build battery recycling plant")
    assert examples_of(HARBOUR, plant) == ["Which company will build the battery recycling plant?"]
    strike = article_of(id="s", title="해송여객 파업", language="ko")
    assert [detect_question(one) for one in examples_of(plant, strike, language="en")] == ["en", "ko"]


def test_other_articles_are_asked_who_wrote_them_and_when_where_they_say_so() -> None:
    def article(name: str, language: str, head: str) -> Article:
        title = f"{name} 소식" if language == "ko" else f"News of {name}"
        return article_of(
            id=f"{name}-{language}",
            title=title,
            text=f"{title}\n{head}\n\n본문이다.",
            language=language,
            author="김지은",
            published=datetime(2024, 5, 3, 9, tzinfo=timezone(timedelta(hours=9))),
        )

    signed = "2024-05-03 09:00 KST\n김지은 기자"
    asked = examples_of(
        article("해송", "ko", signed),
        article("나래", "ko", signed),
        article("silence", "ko", "…"),
        article("Haesong", "en", signed),
        article("Narae", "en", signed),
    )
    assert asked == [
        "“해송 소식” 기사를 쓴 기자는 누구인가요?",
        "Who wrote “News of Haesong”?",
        "“나래 소식” 기사는 언제 나왔나요?",
        "When was “News of Narae” published?",
    ]
    assert [detect_question(one) for one in asked] == ["ko", "en", "ko", "en"]


def test_articles_that_say_nothing_of_themselves_suggest_nothing() -> None:
    assert examples_of() == []
    assert examples_of(article_of(title="x" * 200), article_of(id="b", title="제목", language="ko")) == []
