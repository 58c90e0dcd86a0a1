"""One thing exchanged for another of its sort: "A2는?" after A1, "And children?" after adults."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.dialogue import Turn, understand
from qa_bot.types import Answer, Article, Citation, Passage, Span

RECALL = Article(
    id="recall", title="공기청정기 12만대 리콜", language="ko",
    text="모델 판매 대수\n숨결 A1 7만1천대\n숨결 A2 4만5천대\n숨결 미니 8천대. 배터리는 두온셀이 만들었다.",
)  # fmt: skip
RECALL_EN = Article(
    id="recall-en", title="Seorin recalls air purifiers", language="en",
    text="Sumgyeol A1 71,000\nSumgyeol A2 45,000\nSumgyeol Mini 8,000 units.",
)  # fmt: skip
FESTIVAL = Article(
    id="festival", title="배꽃축제 이렇게 즐기세요", language="ko",
    text="입장료는 어른 7000원, 청소년 4000원, 어린이 2000원이다. 주차장은 하루 5000원이다.",
)  # fmt: skip
ELECTION = Article(
    id="election", title="배수완 온유시장 재선", language="ko",
    text="온유시장 선거에서 배수완(58) 후보가 진모란(49) 후보를 8337표 차로 이겼다.",
)  # fmt: skip
ELECTION_EN = Article(
    id="election-en", title="Bae Su-wan wins second term", language="en",
    text="Bae Su-wan, 58, beat Jin Mo-ran by 8,337 votes. Bae won by 1,204 in 2018.",
)  # fmt: skip
RACE = Article(id="race", title="마라톤", text="윤세나(24)가 한지우(31)를 이겼다.", language="ko")


def turn(question, *articles, said=""):
    """A turn that cites `said` of each article, its first letter where it has no such words."""
    citations = []
    for article in articles:
        start = max(article.text.find(said), 0)
        citations.append(Citation(article, Span(start, start + max(len(said), 1))))
    return Turn(question, Answer(question, tuple(citations), 0.9 if citations else 0.0))


def understood(asked, before, *articles):
    """The follow-up on one question as it is understood."""
    return understand(asked, [turn(before, *articles)]).question


@pytest.mark.parametrize(
    ("asked", "before", "complete"),
    [
        ("A2는?", "숨결 A1은 몇 대 리콜하나?", "숨결 A2는 몇 대 리콜하나?"),
        ("A2는요", "숨결 A1은 몇 대 리콜하나?", "숨결 A2는 몇 대 리콜하나?"),
        ("그럼A10은?", "숨결A1은 몇 대 리콜하나?", "숨결A10은 몇 대 리콜하나?"),
        ("KF-21은? ✈️", "KF-16 가격은 얼마야?", "KF-21 가격은 얼마야?"),
        ("어린이는?", "배꽃축제 어른 입장료는?", "배꽃축제 어린이 입장료는?"),
        ("청소년은요?", "배꽃축제 어린이 입장료는 얼마야?", "배꽃축제 청소년 입장료는 얼마야?"),
        ("노인은 어때?", "어른은 얼마를 내나?", "노인은 얼마를 내나?"),
        ("주차는?", "배꽃축제 어른 입장료는?", "배꽃축제 주차는?"),
        ("어린이는?", "배꽃축제 입장료는 얼마야?", "배꽃축제 어린이 입장료는 얼마야?"),
        ("4분기는?", "서린전자 3분기 매출은?", "서린전자 4분기 매출은?"),
        ("3분기는?", "서린전자 영업이익은 얼마인가?", "서린전자 3분기 영업이익은 얼마인가?"),
        ("12월에는?", "11월에 몇 명이 왔나?", "12월에 몇 명이 왔나?"),
        ("6일은?", "11월 7일까지 몇 명이 다쳤나?", "11월 6일까지 몇 명이 다쳤나?"),
        ("주말에는?", "축제는 평일에 몇 시까지 열어?", "축제는 주말에 몇 시까지 열어?"),
        ("전날은?", "11월 1일까지 몇 명이 다쳤나?", "10월 31일까지 몇 명이 다쳤나?"),
        ("다음 날은?", "지진 뒤 11월 7일에 몇 명이 다쳤나?", "지진 뒤 11월 8일에 몇 명이 다쳤나?"),
        ("부산은?", "4일 서울은 몇 도였나?", "4일 부산은 몇 도였나?"),
        ("학생은?", "가람고 교사는 몇 명이야?", "가람고 학생은 몇 명이야?"),
        ("엄마는?", "아버지는 몇 살이야?", "엄마는 몇 살이야?"),
        ("3월은?", "2023년 물가는?", "2023년 3월 물가는?"),
        ("2024년 3월은?", "2023년 2월 물가는?", "2024년 3월 물가는?"),
        ("1월 3일은?", "12월 4일 물가는?", "1월 3일 물가는?"),
        ("벨리치는?", "모하람은 몇 골을 넣었나?", "벨리치는 몇 골을 넣었나?"),
    ],
)
def test_in_korean_a_thing_takes_the_place_of_its_sort(asked, before, complete):
    assert understood(asked, before) == complete
    assert understood(unicodedata.normalize("NFD", asked), before) == complete


@pytest.mark.parametrize(
    ("asked", "before", "complete"),
    [
        (
            "What about the A2?",
            "How many Sumgyeol A1 units are recalled?",
            "How many Sumgyeol A2 units are recalled?",
        ),
        (
            "And children?",
            "How much is admission for adults at the festival?",
            "How much is admission for children at the festival?",
        ),
        (
            "what about teenagers? 🙏",
            "How much is the festival for an adult?",
            "How much is the festival for a teenager?",
        ),
        (
            "And children?",
            "How much is admission to the festival?",
            "How much is admission to the festival for children?",
        ),
        (
            "And the third quarter?",
            "What was Seorin's profit in the second quarter?",
            "What was Seorin's profit in the third quarter?",
        ),
        ("And in May?", "How many tourists came in April?", "How many tourists came in May?"),
        ("What about the day before?", "How many were hurt by Nov. 1?", "How many were hurt by Oct. 31?"),
        ("And the next day?", "What opened on 9 May 2024?", "What opened on 10 May 2024?"),
        (
            "What about the day before?",
            "How many were hurt in Dumul?",
            "How many were hurt in Dumul the day before?",
        ),
        ("And on weekends?", "When do shops open on weekdays?", "When do shops open on weekends?"),
        (
            "and the first time?",
            "By how many votes did Bae Su-wan win?",
            "By how many votes did Bae Su-wan win the first time?",
        ),
        (
            "What about Busan?",
            "When did the Garam Fireworks Festival open?",
            "When did the Busan Fireworks Festival open?",
        ),
        ("And the year before?", "How many came to Garam in 2019?", "How many came to Garam in 2018?"),
        (
            "And Jin Mo-ran?",
            "In Onyu, how many votes did Bae Su-wan win?",
            "In Onyu, how many votes did Jin Mo-ran win?",
        ),
    ],
)
def test_in_english_a_thing_takes_the_place_of_its_sort(asked, before, complete):
    assert understood(asked, before) == complete


@pytest.mark.parametrize(
    ("asked", "before", "articles", "complete"),
    [
        ("그럼 어른은?", "How much is admission for children?", (), "How much is admission for adults?"),
        ("3분기는?", "What was the profit in Q2?", (), "What was the profit in the third quarter?"),
        ("And adults?", "배꽃축제 어린이 입장료는?", (FESTIVAL,), "배꽃축제 어른 입장료는?"),
        ("What about the A2?", "숨결 A1은 몇 대 리콜하나?", (), "숨결 A2는 몇 대 리콜하나?"),
        ("What about the third quarter?", "서린전자 2분기 매출은?", (), "서린전자 3분기 매출은?"),
        (
            "진모란은?",
            "How many votes did Bae Su-wan win?",
            (ELECTION_EN, ELECTION),
            "How many votes did Jin Mo-ran win?",
        ),
        (
            "What about Jin Mo-ran?",
            "배수완은 몇 표를 얻었나?",
            (ELECTION, ELECTION_EN),
            "진모란은 몇 표를 얻었나?",
        ),
    ],
)
def test_across_the_languages_a_thing_takes_the_place_of_its_sort(asked, before, articles, complete):
    assert understood(asked, before, *articles) == complete


def test_a_person_is_called_as_the_edition_in_the_asker_s_language_does():
    before = turn("온유시장은 누구야?", ELECTION, said="배수완")
    nearest = (Passage(ELECTION_EN, Span(0, 10)),)
    with_nearest = Turn(before.question, Answer("", before.answer.citations, 0.9, nearest=nearest))
    assert understand("How old is he?", [with_nearest]).question == "How old is Bae Su-wan?"
    assert understand("How old is he?", [before]).question == "How old is 배수완?"
    mayor = turn("Who is the mayor?", ELECTION_EN, said="Bae Su-wan")
    nearest = (Passage(ELECTION, Span(0, 10)),)
    with_nearest = Turn(mayor.question, Answer("", mayor.answer.citations, 0.9, nearest=nearest))
    assert understand("그는 몇 살이야?", [with_nearest]).question == "배수완은 몇 살이야?"


@pytest.mark.parametrize(
    ("asked", "before", "article", "complete"),
    [
        ("미니는?", "숨결 A1은 몇 대 리콜하나?", RECALL, "숨결 미니는 몇 대 리콜하나?"),
        ("미니는 얼마야?", "숨결 A1은 몇 대 리콜하나?", RECALL, "숨결 미니는 얼마야?"),
        (
            "What about the Mini?",
            "How many Sumgyeol A1 units are recalled?",
            RECALL_EN,
            "How many Sumgyeol Mini units are recalled?",
        ),
        ("진모란은?", "온유시장 선거에서 배수완은 몇 표를 얻었나?", ELECTION,
         "온유시장 선거에서 진모란은 몇 표를 얻었나?"),
        ("주차장은 얼마야?", "배꽃축제 어른 입장료는?", FESTIVAL, "배꽃축제 주차장은 얼마야?"),
        ("그럼 A2는 얼마야?", "숨결 A1은 몇 대 리콜하나?", RECALL, "숨결 A2는 얼마야?"),
        ("한지우는?", "마라톤에서 윤세나는 몇 위였나?", RACE, "마라톤에서 한지우는 몇 위였나?"),
        ("평일에는 몇시까지 해?", "배꽃축제 주차는?", FESTIVAL, "배꽃축제는 평일에는 몇시까지 해?"),
        ("그날 규모는?", "두물 지진은 언제 났어?", FESTIVAL, "두물 지진 그날 규모는?"),
        ("그날 주차장은?", "배꽃축제 어른 입장료는?", FESTIVAL, "배꽃축제 그날 주차장은?"),
    ],
)  # fmt: skip
def test_the_story_cited_says_what_belongs_together(asked, before, article, complete):
    assert understood(asked, before, article) == complete


@pytest.mark.parametrize(
    "said", ["thanks!", "고마워요 ㅎㅎ", "네 감사합니다", "ok, thank you so much 🙏", "ㄱㅅ", "OK"]
)
def test_a_courtesy_is_no_topic(said):
    turns = [turn("When do applications for middle schools close?"), turn(said)]
    assert understand("who announced it?", turns).question == "Who announced applications for middle schools?"
    assert not understand(said, turns[:1]).is_follow_up
    assert not understand("who announced it?", turns[1:]).is_follow_up


def test_how_many_more_are_of_the_event_before():
    before = "How many people died in the Dumul earthquake by Nov. 7?"
    complete = "How many people were injured in the Dumul earthquake by Nov. 7?"
    assert understood("And how many were injured?", before) == complete
    assert understood("How many were injured?", complete) == complete
    assert understood("And how many were injured?", "Who won the race?") == "And how many were injured?"
    assert understood("And how many dogs were injured?", before) == "And how many dogs were injured?"


def test_she_is_not_the_father_who_was_asked_for():
    obituary = Article(id="o", title="함초롱 별세", text="함초롱씨의 아버지는 함도영이다.", language="ko")
    obituary_en = Article(id="e", title="Ham Cho-rong dies", text="Her father, Ham Do-yeong", language="en")
    before = turn("함초롱의 아버지는 누구야?", obituary, obituary_en, said="함도영")
    assert (
        understand("What about her daughters?", [before]).question == "What about Ham Cho-rong's daughters?"
    )
    assert understand("그녀의 딸은 누구야?", [before]).question == "함초롱의 딸은 누구야?"


@pytest.mark.parametrize(
    ("asked", "before"),
    [
        ("온유시장 선거 배수완은?", "가람 불꽃축제는 언제야?"),
        ("배수완은 누구야?", "온유시장 선거는 언제야?"),
        ("What about Bae Su-wan?", "When did the Garam Fireworks Festival open?"),
        ("어린이날은 언제야?", "배꽃축제 어른 입장료는?"),
        ("지진은 언제야?", "배꽃축제 어른 입장료는?"),
        ("And how many were injured in Haesong?", "How many people died in the Dumul earthquake?"),
        ("And haddock?", "How many adults came?"),
        ("And the day before?", "👍"),
        ("전날은?", "👍"),
    ],
)
def test_what_is_of_no_sort_that_was_asked_about_stays(asked, before):
    assert understood(asked, before, FESTIVAL, ELECTION) == asked
