"""Questions that yes or no would answer, and those that only look so."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.text.polar import is_polar

ENGLISH = (
    "Was the bridge opened on time?",
    "Did the union accept the city's offer",
    "Haven't the buses started running again?",
    "So, can you still buy alcohol at the night market?",
    "After the ruling, did the company pay the residents?",
    "Were there any deaths or injuries in the storm?",
    "Was anyone hurt when the crane fell?",
    "The tunnel opened last year, didn't it?",
    "Can you tell me whether the mayor apologised?",
    "Will Solmoe disclose the accounts or not?",
    "is the pool open on sundays",
)
NOT_ENGLISH = (
    "When was the bridge opened?",
    "Can you tell me who won the race?",
    "Could you list the closed routes?",
    "Did the mayor say when the bridge opens?",
    "Was it the union or the company that refused?",
    "Was the report changed, and if so, when?",
    "Does the article say how many people came?",
    "May 3 ceremony place",
    "Will Smith film title",
    "bridge opening date",
    "What did the court decide, and was it fair?",
    "Name the schools that do not merge.",
    "In which town can people find out free of charge whether they are ill?",
    "",
    "?",
)
KOREAN = (
    "다리는 제때 개통했나요?",
    "노조는 그 안을 받아들였나",
    "주 4일제가 도입돼?",
    "버스 요금 올랐음?",
    "이 약 부작용 있나요",
    "우승팀이 가온이야?",
    "파업이 끝났는지 알려줘",
    "시장이 사과했는지 궁금해요",
    "누구나 들어갈 수 있나요?",
    "얼마 전 개통한 다리는 무너졌습니까?",
    "회사 대표의 유죄 여부",
    "나리포공항에서밤에도뜰수있나요",
)
NOT_KOREAN = (
    "다리는 언제 개통했나요?",
    "노조는 무엇을 받아들였나?",
    "우승 기록 알려줘",
    "배 한 상자 시세가 궁금해",
    "다음 대회 날짜 좀 알 수 있을까요?",
    "작년 2분기에 거둔 순이익은?",
    "여자부 3위",
    "이겼나 졌나?",
    "수백 채인가요, 수천 채인가요?",
    "파업이 끝났나요 아니면 계속되나요?",
    "도래갯벌 방조제를 튼게 언재인가요",
    "책을 몃권이나 갖고 있나요",
    "날씨 어때요?",
    "나노기술을 영어로 쓰면?",
    "왜냐?",
    "다리가 열렸다.",
    "ㅋㅋㅋ",
    "👨‍👩‍👧",
    "",
)


@pytest.mark.parametrize("question", ENGLISH)
def test_english_questions_that_yes_or_no_would_answer(question):
    assert is_polar(question, "en")


@pytest.mark.parametrize("question", NOT_ENGLISH)
def test_english_questions_that_ask_for_something(question):
    assert not is_polar(question, "en")


@pytest.mark.parametrize("question", KOREAN)
def test_korean_questions_that_yes_or_no_would_answer(question):
    assert is_polar(question, "ko")


@pytest.mark.parametrize("question", NOT_KOREAN)
def test_korean_questions_that_ask_for_something(question):
    assert not is_polar(question, "ko")
    assert not is_polar(unicodedata.normalize("NFD", question), "ko")


def test_no_other_language_is_understood():
    assert not is_polar("橋は開通しましたか?", "other")
