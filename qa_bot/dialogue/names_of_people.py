"""Which words of an answer or a question are a person's name."""

from __future__ import annotations

import re

from qa_bot.dialogue.korean_nouns import PERSON_NOUN
from qa_bot.dialogue.word_lists import word_set

# Kim Ha-neul; a Latin name of two or three words
_KOREAN_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+\b")
_LATIN_NAME = re.compile(
    r"^(?:[A-ZÀ-Þ][^\W\d_]+[.]?(?:-[^\W\d_]+)?)(?: [A-ZÀ-Þ][^\W\d_]*[.]?(?:-[^\W\d_]+)?){1,3}$"
)
_NO_TITLE = word_set("사람 분 남자 여자 남성 여성 소년 소녀 학생 주민 배우 가수 선수")
_TITLES = "|".join(
    sorted(PERSON_NOUN | {"씨", "양", "군수", "노조위원장"} - _NO_TITLE, key=len, reverse=True)
)
_SURNAMES = (
    "가간갈감강견경계고공곽구국권금기길김나남노단도동두라류마매맹명모목문민박반방배백변복봉부빈사서석선설성소손송승시신심"
    "안양어엄여연염예오옥온옹왕용우원위유육윤은음이인임장전정제조종주지진차채천초최추탁태편평표피하한함허현형호홍황"
)
# a surname and two syllables before a title or an age: 방미옥 위원장, 마슬비(24)
_HANGUL_NAME = re.compile(rf"(?<![가-힣])([{_SURNAMES}][가-힣]{{2}})(?=\s?(?:{_TITLES})|\(\d{{1,3}}\))")
_HANGUL_ALONE = re.compile(rf"^[{_SURNAMES}][가-힣]{{1,3}}$")
_ORGANISATION = re.compile(
    r"(?i)\b(?:construction|engineering|transit|transport|university|college|school|hospital|company|corp\w*|group|"
    r"materials|logistics|institute|county|city|bridge|authority|council|office|bio|stock|union|party|ministry|"
    r"station|island|festival|museum|court|district|association|network|league|team)\b"
)
_HANGUL_ORGANISATION = re.compile(
    r"(?:건설|토건|교통|여객|대학|대학교|병원|회사|그룹|소재|바이오|조합|시|군|구|도|청|원|부)$"
)


def name_in(said: str) -> str:
    """The person's name that the words are or hold; empty where they are no person's.

    >>> name_in("Deputy Trade Minister Tak Jun-ho"), name_in("Hanul Civil Engineering")
    ('Tak Jun-ho', '')
    """
    names = names_within(said)
    if names:
        return names[0]
    is_latin = bool(_LATIN_NAME.match(said)) and not _ORGANISATION.search(said)
    is_hangul = bool(_HANGUL_ALONE.match(said)) and not _HANGUL_ORGANISATION.search(said)
    return said if is_latin or is_hangul else ""


def names_within(text: str) -> list[str]:
    """People's names that are told by their form alone, or by the title or the age behind them.

    >>> names_within("Tak Jun-ho met 방미옥 위원장 and 마슬비(24)")
    ['Tak Jun-ho', '방미옥', '마슬비']
    """
    return [*_KOREAN_NAME.findall(text), *_HANGUL_NAME.findall(text)] if text else []
