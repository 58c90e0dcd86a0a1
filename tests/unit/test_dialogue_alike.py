"""What may stand for what in a follow-up: no rank for a name, no person for a place, no noun in a wrong tongue."""

from __future__ import annotations

import pytest

from qa_bot.dialogue import Turn, Understanding, understand
from qa_bot.dialogue.names_of_people import names_within
from qa_bot.types import Answer, Article, Citation, Span


def turn(question, said=None):
    """A turn answered with `said`, the whole text of an article."""
    if said is None:
        return Turn(question, Answer(question))
    language = "ko" if any("가" <= c <= "힣" for c in said) else "en"
    article = Article(id="a", title="", text=said, language=language)
    return Turn(question, Answer(question, (Citation(article, Span(0, len(said))),), 0.9))


CHAIR_EN = turn("Who chairs the working group?", "Tak Jun-ho")
BRIDGE_KO = turn("느릅교 길이는 얼마야?", "638m")
BUILDER_EN = turn("Who built Neureup Bridge?", "Hanul Civil Engineering")
MARATHON = turn("단구 마라톤 여자부 기록은?", "2시간 30분")
COD = turn("How much was cod in January?", "£4 a kilo")
MUSEUM = turn("박물관 입장료는 얼마야?", "5000원")
CEREMONY = turn("시상식은 언제 열렸어?", "3일")


def converse(*steps):
    """What each question of a conversation was understood as; a step may say what was answered."""
    turns, understood = [], []
    for step in steps:
        asked, said = step if isinstance(step, tuple) else (step, None)
        understood.append(understand(asked, turns).question)
        turns.append(turn(understood[-1], said))
    return understood


def test_a_rank_takes_no_name_s_place_and_the_topic_stays():
    asked = ("단구 마라톤 여자부 기록은?", "2위는?", "그럼 3위는?", "남자부는?", "두 번째는?")
    assert converse(*asked)[1:] == [
        "단구 마라톤 여자부 2위는?",
        "단구 마라톤 여자부 3위는?",
        "단구 마라톤 남자부 3위는?",
        "두 번째는?",
    ]
    for before in (
        "박물관은 언제 문을 열어?",
        "솔미도를 배경으로 찍은 드라마 제목이 뭐였죠?",
        "우승자는 누구야?",
    ):
        assert understand("2위는?", [turn(before)]).question == "2위는?"
    assert understand("2등은?", [turn("마라톤 1위는 누구야?")]).question == "마라톤 2등은 누구야?"
    assert (
        understand("두 번째는?", [turn("첫 번째 회의는 언제 열렸어?")]).question
        == "두 번째 회의는 언제 열렸어?"
    )


@pytest.mark.parametrize(
    "asked", ["한국시리즈 최우수선수(MVP)는 누구야?", "한국시리즈 최우수선수(MVP)는?", "MVP는?"]
)
def test_a_person_answered_comes_before_the_words_of_the_question(asked):
    before = turn(asked, "강태오")
    assert understand("그는 누구의 공을 쳤나?", [before]).question == "강태오는 누구의 공을 쳤나?"


@pytest.mark.parametrize(
    "text",
    [
        "최우수선수(MVP)",
        "최고령 회장",
        "최다선 의원",
        "마라톤 선수",
        "배구팀 감독",
        "국방부 장관",
        "인천시 시장",
    ],
)
def test_superlatives_sports_and_offices_are_no_names(text):
    assert names_within(text) == []


@pytest.mark.parametrize("text", ["강태오 선수", "강태오 감독", "강태오(24)", "강태오 배우"])
def test_a_player_s_name_is_still_one(text):
    assert names_within(text) == ["강태오"]


@pytest.mark.parametrize(
    ("asked", "before", "understood"),
    [
        ("거기서 사고가 몇 번 났어?", turn("운전기사는 몇 명이야?"), "거기서 사고가 몇 번 났어?"),
        ("거기서 사고가 몇 번 났어?", BRIDGE_KO, "느릅교에서 사고가 몇 번 났어?"),
        ("거기서 사고가 몇 번 났어?", turn("느릅교 사고로 누가 다쳤어?"), "느릅교에서 사고가 몇 번 났어?"),
        ("그 도시의 시장은?", turn("사장은 누구야?"), "그 도시의 시장은?"),
        ("그 도시의 시장은?", turn("온새미소재 매출은 얼마야?"), "그 도시의 시장은?"),
        ("그 도시의 시장은?", turn("해송시 지진은 언제 났어?"), "해송시의 시장은?"),
        ("그 도시의 시장은?", turn("지진은 어디서 났어?", "해송"), "해송의 시장은?"),
        ("Who is the mayor of that city?", CHAIR_EN, "Who is the mayor of that city?"),
        (
            "How big is that city?",
            turn("When did the meeting in Washington end?"),
            "How big is Washington?",
        ),
    ],
)
def test_a_place_is_no_person_and_a_city_no_company(asked, before, understood):
    assert understand(asked, [before]).question == understood


def test_a_turn_whose_own_pronoun_meant_nothing_has_no_topic():
    asked = ("그 사람은 누구야?", "관장은?", "길이는 얼마야?", "그는 몇 살이야?")
    assert converse(*asked) == list(asked)
    skipped = ("느릅교는 언제 열렸어?", "그분 직업이 뭐야?", "어느 학교에서 일해?")
    assert converse(*skipped) == list(skipped)
    assert converse("Who is she?", "And the cost?") == ["Who is she?", "And the cost?"]


@pytest.mark.parametrize(
    ("asked", "before", "understood"),
    [
        ("When did it happen?", turn("How many people were on board?"), "When did it happen?"),
        (
            "And when?",
            turn("How many people were on the ferry?"),
            "When were the people on the ferry?",
        ),
        ("And haddock?", COD, "How much was haddock in January?"),
        ("And haddock?", turn("What is the price of cod?"), "What is the price of haddock?"),
        ("And children?", turn("How many people live in Seoul?"), "How many children live in Seoul?"),
        ("And haddock?", BUILDER_EN, "And haddock?"),
        ("And parking?", turn("How much does a ticket cost?"), "And parking?"),
        ("And height?", BUILDER_EN, "What is height of Neureup Bridge?"),
        ("And yesterday?", COD, "And yesterday?"),
        ("And the second one?", BUILDER_EN, "And the second one?"),
    ],
)
def test_a_noun_takes_a_noun_s_place_or_none(asked, before, understood):
    assert understand(asked, [before]).question == understood


def test_one_noun_after_another_keeps_the_question():
    asked = ("How much was cod in January?", "And haddock?", "And mackerel?", "And in February?")
    assert converse(*asked)[-1] == "How much was mackerel in February?"


@pytest.mark.parametrize(
    ("asked", "before", "understood"),
    [
        ("What about Thorne?", "Who won the Westlea Cross mayoral election?", None),
        ("What about Thorne?", "How many votes did Marsh win?", "How many votes did Thorne win?"),
        ("What about Busan?", "Who won the Seoul mayoral election?", "Who won the Busan mayoral election?"),
        ("What about Busan?", "Who won the race?", None),
        (
            "What about Apple?",
            "Where is Onsaemi Bio building the plant?",
            "Where is Apple building the plant?",
        ),
        ("What about Lee?", "What is in Ma Yeon-ju's home?", "What is in Lee's home?"),
    ],
)
def test_a_name_takes_the_place_of_its_like(asked, before, understood):
    assert understand(asked, [turn(before)]).question == (understood or asked)


def test_a_surname_known_from_the_article_takes_no_place_s_place():
    article = Article(id="a", title="", text="Helen Marsh beat Peter Thorne in Westlea.", language="en")
    for before, understood in [
        ("Who won the Westlea mayoral election?", "What about Thorne?"),
        ("Who came second in Westlea?", "What about Thorne?"),
        ("How many votes did Marsh win?", "How many votes did Thorne win?"),
    ]:
        answer = Answer(before, (Citation(article, Span(0, 11)),), 0.9)
        assert understand("What about Thorne?", [Turn(before, answer)]).question == understood


@pytest.mark.parametrize(
    ("asked", "before", "language"),
    [
        ("And in Korean?", turn("What happened to the tram?"), "ko"),
        ("한국어로는?", turn("What happened to the tram?"), "ko"),
        ("한국말로 말해줘", turn("What happened to the tram?"), "ko"),
        ("In English, please?", CEREMONY, "en"),
        ("영어로는요?", CEREMONY, "en"),
    ],
)
def test_the_same_question_may_be_asked_for_in_the_other_language(asked, before, language):
    assert understand(asked, [before]) == Understanding(asked, before.question, language)


def test_a_language_that_the_question_is_about_is_no_wish():
    before = turn("How many papers are printed in English?")
    assert understand("And in Korean?", [before]).question == "How many papers are printed in Korean?"
    assert not understand("And in French?", [CEREMONY]).is_follow_up
    assert not understand("한국어로는?", []).is_follow_up


def test_an_english_noun_is_not_put_into_a_korean_question():
    understanding = understand("What about the attendance?", [CEREMONY])
    assert understanding.question == "What is the attendance of 시상식?"
    assert understanding.answer_language == "en"
    assert understand("And haddock?", [CEREMONY]).question == "And haddock?"


@pytest.mark.parametrize(
    ("asked", "before", "understood"),
    [
        ("주차비는요?", MUSEUM, "박물관 주차비는?"),
        ("그럼 관장은요?", MUSEUM, "박물관 관장은?"),
        ("부산은요? 😀", turn("서울은 왜 추워?"), "부산은 왜 추워?"),
        ("작년에는 몇 명 왔어?", turn("축제는 언제 열려?"), "축제는 작년에는 몇 명 왔어?"),
        ("지난해에는?", turn("축제에 올해 몇 명이 왔어?"), "축제에 지난해 몇 명이 왔어?"),
        ("2023년에는?", turn("축제에 몇 명이 왔어?"), "2023년 축제에 몇 명이 왔어?"),
        ("사장은 누구야?", turn("온새미소재 매출은 얼마야?"), "온새미소재 사장은 누구야?"),
        ("사장은 누구야?", turn("탁준호 씨는 몇 살이야?"), "사장은 누구야?"),
        ("사장은 누구야?", turn("느릅교는 언제 열렸어?"), "사장은 누구야?"),
        ("And in 2019?", turn("올해 축제에 몇 명이 왔어?"), "2019년 축제에 몇 명이 왔어?"),
    ],
)
def test_politeness_last_year_and_an_office_are_asked_on_too(asked, before, understood):
    assert understand(asked, [before]).question == understood
