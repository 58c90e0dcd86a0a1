"""Questions about what a story tells that sound like ones about the article itself, and their twins that are."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.masthead import read_masthead_question

ENGLISH_STORIES = (
    "Who covered the cost of the museum's construction?",
    "Who covered for the goalkeeper?",
    "Who covered the body with a sheet?",
    "Who reported on the fire first?",
    "Who reported the accident to the police?",
    "Who wrote about the siege in his diary?",
    "Who reported on the harsh winter of 1703?",
    "Who reported on the sideline for a broadcaster?",
    "In what category did the coverage win the reporters a prize?",
    "What was the name of the first story that Who wrote?",
    "Who wrote the book about the war?",
    "Who wrote the letter to the author of the article?",
    "Who filed the lawsuit over the article?",
    "Who wrote the short story the film is based on?",
    "Who wrote the ministry's report on air quality?",
    "Who was interviewed by the reporter for the story?",
    "Who is the author of the story that inspired the film?",
    "What is the name of the reporter who was arrested?",
    "What is the name of the reporter killed in the crash?",
    "What was the arrested reporter's name?",
    "Which reporter was fired over the story?",
    "Which journalist covered up the scandal?",
    "Where did the author of the article study?",
    "When was the author of the article born?",
    "Did the author of the article apologise?",
    "What did the author of the article claim?",
    "What is the author of the story accused of?",
    "How many reporters covered the story?",
    "When will Finch's life story be published?",
    "When was the three-story building put up?",
    "When was the building of two stories put up?",
    "When was Article 12 amended?",
    "When was Article IX of the charter revised?",
    "When were the articles of association amended?",
    "When was the law last amended?",
    "When was the report on air quality published by the ministry?",
    "When was the ministry's report on air quality released?",
    "When did the ministry release the report on air quality?",
    "When did the mayor post the article about the bridge?",
    "When did the man in the story appear in court?",
    "When did the council revise the report?",
    "When was the news conference posted online?",
    "When was the piece of cloth printed?",
    "When did the insurance coverage change, and when was it changed again?",
    "What is the publication date of the novel?",
    "What is the date of the trial in the story?",
)
KOREAN_STORIES = (
    "칼럼 필자는 언제 입사했나?",
    "칼럼 필자는 어디 출신인가?",
    "부고 소식을 전한 사람은?",
    "좋은 소식을 전한 감독은 누구인가",
    "우승 소식은 누가 전했나?",
    "배우는 결혼 소식을 언제 올렸나?",
    "기획재정부가 예산안을 언제 수정했나",
    "기획전은 언제 열리나",
    "기획사는 음반을 언제 공개했나, 언제 나왔나",
    "버스 기사의 임금은 언제 수정됐나",
    "버스 기사는 언제 올라왔나",
    "택배 기사는 누구에게 편지를 썼나?",
    "대리기사 호출 요금은 언제 수정됐나",
    "운전기사는 언제 다쳤나",
    "택시기사들이 쓴 탄원서는 누가 냈나",
    "기사회생한 팀은 언제 결승에 올라갔나",
    "전기사용 요금표는 언제 수정됐나",
    "횡단보도는 언제 수정됐나",
    "보도자료는 누가 작성했나",
    "보도블록 교체 계획은 언제 수정됐나",
    "날씨 예보도 언제 수정됐나",
    "칼럼니스트는 누가 쓴 책을 골랐나",
    "사설 구급차는 언제 등록됐나",
    "누가 편지를 썼나?",
    "누가 그 기사를 보고 신고를 썼나?",
    "누가 재판 취재를 막았나?",
    "기사에 나온 다리는 언제 수정됐나?",
    "기사에 나온 사람은 누가 썼다는 편지를 읽었나?",
    "구속된 기자의 이름은?",
    "다친 기자 이름이 뭐야?",
    "편지를 쓴 기자는 언제 체포됐나?",
    "전쟁을 취재한 기자는 몇 명 숨졌나?",
    "비리를 보도한 기자가 받은 상은?",
    "지역화폐 발행일은 언제인가?",
    "기사는 어디에 실렸나?",
    "뉴스에 나온 가수는 언제 음반을 올렸나?",
)
# each is near to one of the above
MASTHEADS = (
    ("Who covered the story about the museum's construction?", "en", "author"),
    ("Who reported on the museum fire?", "en", "author"),
    ("Who wrote the article about the lawsuit?", "en", "author"),
    ("Who is the author of the story on the reporter's arrest?", "en", "author"),
    ("What is the name of the reporter who wrote the harbor story?", "en", "author"),
    ("Which reporter covered the cost overrun?", "en", "author"),
    ("Who was the article about the bridge written by?", "en", "author"),
    ("Do you know who wrote the harbor story?", "en", "author"),
    ("When was the story about the three-story building published?", "en", "published"),
    ("When did the paper run the article about Article 12?", "en", "published"),
    ("When exactly was your report on air quality posted?", "en", "published"),
    ("When was the English report on Garam's handball title last modified?", "en", "modified"),
    ("When was the harbor article last amended?", "en", "modified"),
    ("버스 기사 파업 소식은 언제 올라왔나?", "ko", "published"),
    ("택배 기사 파업 기사는 누가 썼나?", "ko", "author"),
    ("기획재정부 예산안 기사는 언제 수정됐나?", "ko", "modified"),
    ("기획재정부가 예산안을 고쳤다는 기사는 언제 나왔나?", "ko", "published"),
    ("그 칼럼 필자는 누구인가요?", "ko", "author"),
    ("구속된 기자에 대한 기사를 쓴 기자 이름은?", "ko", "author"),
    ("지역화폐 기사 발행일은 언제인가?", "ko", "published"),
    ("부고 소식을 전한 기자는?", "ko", "author"),
    ("항구 기사 누가 쓴 건지 혹시 아시나요?", "ko", "author"),
    ("우리 동네 항구 기사 처음 올라온 날이 언제예요?", "ko", "published"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "language"),
    [(question, "en") for question in ENGLISH_STORIES] + [(question, "ko") for question in KOREAN_STORIES],
)
def test_a_question_about_what_a_story_tells_is_none_about_the_article(question, language):
    assert read_masthead_question(question, language) is None


@pytest.mark.parametrize(("question", "language", "field"), MASTHEADS)
def test_its_twin_about_the_article_still_is(question, language, field):
    asked = read_masthead_question(unicodedata.normalize("NFC", question), language)
    assert asked is not None
    assert asked.field == field
