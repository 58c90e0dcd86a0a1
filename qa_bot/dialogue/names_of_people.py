"""Which words of an answer or a question are a person's name."""

from __future__ import annotations

import re

from qa_bot.dialogue.korean_nouns import PERSON_NOUN
from qa_bot.dialogue.korean_words import morphemes_of
from qa_bot.dialogue.word_lists import word_set

# Kim Ha-neul; a Latin name of two or three words
_KOREAN_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+\b")
_LATIN_NAME = re.compile(
    r"^(?:[A-ZÀ-Þ][^\W\d_]+[.]?(?:-[^\W\d_]+)?)(?: [A-ZÀ-Þ][^\W\d_]*[.]?(?:-[^\W\d_]+)?){1,3}$"
)
_NO_TITLE = word_set("사람 분 남자 여자 남성 여성 소년 소녀 학생 주민 배우 가수 선수")
_TITLES = "|".join(
    sorted((PERSON_NOUN | {"씨", "양", "군수", "노조위원장"}) - _NO_TITLE, key=len, reverse=True)
)
_SURNAMES = (
    "가간갈감강견경계고공곽구국권금기길김나남노단도동두라류마매맹명모목문민박반방배백변복봉부빈사서석선설성소손송승시신심"
    "안양어엄여연염예오옥온옹왕용우원위유육윤은음이인임장전정제조종주지진차채천초최추탁태편평표피하한함허현형호홍황"
)
# 최우수선수 and 최다선 의원 begin as a name does
_NO_NAME = "최(?:우수|고령|연소|고위|우선|장수|다선|상위|하위|장신|단신|초로)"
# a surname and two syllables before a title or an age: 방미옥 위원장, 마슬비(24); no 국방부, 배구팀, 인천시
_HANGUL_NAME = re.compile(
    rf"(?<![가-힣])(?!{_NO_NAME})([{_SURNAMES}][가-힣]{{2}})(?<![부시팀])(?=\s?(?:{_TITLES})|\(\d{{1,3}}\))"
)
# 손흥민 선수, but also 마라톤 선수: what stands there may be a common noun
_HANGUL_PLAYER = re.compile(
    rf"(?<![가-힣])(?!{_NO_NAME})([{_SURNAMES}][가-힣]{{2}})(?<![부시팀]) (?=선수|배우|가수|학생)"
)
_HANGUL_ALONE = re.compile(rf"^(?!{_NO_NAME})[{_SURNAMES}][가-힣]{{1,3}}$")
_ORGANISATION = re.compile(
    r"(?i)\b(?:construction|engineering|transit|transport|university|college|school|hospital|company|corp\w*|group|"
    r"materials|logistics|institute|county|city|bridge|authority|council|office|bio|stock|union|party|ministry|"
    r"station|island|festival|museum|court|district|association|network|league|team)\b"
)
_HANGUL_ORGANISATION = re.compile(
    r"(?:건설|토건|교통|여객|대학|대학교|병원|회사|그룹|소재|바이오|조합|시|군|구|도|청|원|부)$"
)
# what has a president or a director; not 시 or 도, in which 인지도 ends too
_BODY = re.compile(
    r"(?:건설|토건|교통|여객|대학|대학교|학교|병원|은행|공사|회사|기업|그룹|소재|바이오|조합|연구소|연구원|재단|협회|센터"
    r"|위원회|박물관|미술관|도서관|과학관|기념관|전자|자동차|중공업|조선|에너지|항공|제약|식품|통신|해운|증권|보험|방송)$"
)


def name_in(said: str) -> str:
    """The person's name that the words are or hold; empty where they are no person's.

    >>> name_in("Deputy Trade Minister Tak Jun-ho"), name_in("Hanul Civil Engineering")
    ('Tak Jun-ho', '')
    """
    names = names_within(said)
    if names:
        return names[0]
    is_latin = bool(_LATIN_NAME.match(said)) and not is_organisation(said)
    is_hangul = bool(_HANGUL_ALONE.match(said)) and not _HANGUL_ORGANISATION.search(said)
    return said if is_latin or is_hangul else ""


def names_within(text: str) -> list[str]:
    """People's names that are told by their form alone, or by the title or the age behind them.

    >>> names_within("Tak Jun-ho met 방미옥 위원장 and 마슬비(24)")
    ['Tak Jun-ho', '방미옥', '마슬비']
    """
    if not text:
        return []
    players = [name for name in _HANGUL_PLAYER.findall(text) if _is_proper(name)]
    return [*_KOREAN_NAME.findall(text), *_HANGUL_NAME.findall(text), *players]


def _is_proper(word: str) -> bool:
    # alone, a rare name is taken for something else
    return [morpheme.tag for morpheme in morphemes_of(f"{word} 선수")] == ["NNP", "NNG"]


def is_organisation(said: str) -> bool:
    """Whether an English name is a body's or a building's: "Haesong Transit", "Neureup Bridge"."""
    return bool(_ORGANISATION.search(said))


def is_korean_body(topic: str) -> bool:
    """Whether the topic is a company, a school, a museum or the like: "온새미소재", but no bridge."""
    return bool(_BODY.search(topic))
