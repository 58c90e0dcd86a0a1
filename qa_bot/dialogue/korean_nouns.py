"""Korean nouns by what they name: people, places, things, and what a thing has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.dialogue.follow_ups import Reference
from qa_bot.dialogue.korean_words import Eojeol
from qa_bot.dialogue.word_lists import word_set

PERSON_NOUN = word_set(
    "사람 분 남자 여자 남성 여성 소년 소녀 선수 감독 의원 시장 군수 기자 위원장 대표 교수 작가 판사",
    "의사 변호사 교사 선생님 회장 사장 이사장 센터장 장관 차관 대통령 총리 총장 감독님 배우 가수 학생",
    "주민 의장 조각가 영사 대사 연구원",
)
ARTICLE_NOUN = word_set("기사 보도 뉴스")
PLACE_NOUN = word_set("곳 도시 나라 지역 마을 섬 동네 장소 지방")
THING_NOUN = word_set(
    "회사 기업 업체 단체 기관 조직 팀 다리 축제 행사 대회 경기 회의 공장 사건 사고 판결 재판 백신",
    "터널 법 법안 조례 제도 정책 노조 노동조합 학교 병원 모임 조합 건물 회담 협약 계약 선거 영화 책",
    "작품 노래 제품 배 노선 화재 산불 불 파업 호수 산 강 절 종 시험 연구 그룹 실무그룹 열차 트램",
    "상품권 화석 공룡 새 시장 협정 조약 사업 계획 폭설 폭염 소송",
)
PRONOUN: dict[str, Reference] = {
    "그": "person", "그녀": "person", "그분": "person", "그이": "person", "그것": "thing", "그거": "thing",
    "이것": "thing", "이거": "thing", "그곳": "place", "거기": "place", "그쪽": "group",
}  # fmt: skip
# what a thing has, and may be asked for alone: "길이는?"
ATTRIBUTE = word_set(
    "길이 높이 너비 폭 깊이 무게 두께 가격 값 비용 예산 요금 나이 직업 직책 이름 주소 위치 장소 시간",
    "시각 날짜 기간 규모 인원 수 면적 속도 크기 온도 기온 인구 정원 수도 국적 소속 학력 경력 전화번호",
    "원인 목적 결과 의미 뜻 기자 대표 감독 시공사 설계자 제조사 주최 우승자 작가 저자 책임자 담당자",
    "참가자 관람객 피해 피해자 사망자 부상자 매출 이익 규칙 조건 내용 제한 제한속도 새끼 몸무게 키",
    "종류 색 색깔 모양 재료 성분 효과 부작용 용도 기록 상금 벌금 과태료 형량 입장료",
)
_ATTRIBUTE_END = tuple(sorted(word_set("비 액 자 수 률 율 량 료 일 시기 금액 장소 이유 인원 규모 기간")))
# who leads a body, and may be asked for alone once it was named: "사장은 누구야?"
OFFICE = word_set("사장 회장 부회장 관장 이사장 센터장 총장 교장 원장 소장 단장 의장 위원장")
_RELATIVE_YEAR = "재작년|작년|지난해|올해|금년|내년|이듬해"
YEAR = re.compile(rf"(?<![가-힣\d])(?:\d{{4}}년|{_RELATIVE_YEAR})")
# when something is, said without a date: no name to put another into the place of
MOMENT = word_set("이번 지금 현재 요즘 최근 오늘 어제 내일 그때 당시")
OF_PERSON = frozenset(
    ("살", "나이", "태어나", "졸업", "일", "직업", "직책", "살", "국적", "경력", "학력", "이름")
)


def has_time(words: Sequence[Eojeol]) -> bool:
    """Whether one of the words is a year, a month or a day."""
    return any(YEAR.fullmatch(word.noun) for word in words) or any(
        m.form in ("년", "월", "일", "년도") for word in words for m in word.morphemes if m.tag == "NNB"
    )


def is_ordinal(word: Eojeol) -> bool:
    """Whether it says which of several, without naming it: 첫, 2차, 다음."""
    first = word.morphemes[0]
    is_number = first.tag in ("SN", "NR") and not has_time([word])
    return not word.particle and (
        is_number or first.form in ("첫", "두", "세", "네", "다음", "지난", "마지막", "제")
    )


def is_attribute(noun: str) -> bool:
    """Whether the noun is what a thing has, such as its length."""
    last = noun.split()[-1] if noun.split() else ""
    return last in ATTRIBUTE or (len(last) > 2 and last.endswith(_ATTRIBUTE_END))
