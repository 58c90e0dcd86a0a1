"""Which words of a topic are a place: no person's, no job's, and for "그 도시" no company's."""

from __future__ import annotations

from qa_bot.dialogue.english_topic import is_person
from qa_bot.dialogue.english_words import PREPOSITION, Word, words_of
from qa_bot.dialogue.korean_nouns import PERSON_NOUN
from qa_bot.dialogue.korean_words import Eojeol, eojeols_of
from qa_bot.dialogue.names_of_people import is_organisation, names_within
from qa_bot.dialogue.word_lists import word_set

_TOWN = word_set("도시 나라 마을 섬 city town country village")
_JOB_END = (
    "기사", "선수", "감독", "의원", "기자", "위원장", "변호사", "교사", "배우", "가수", "학생", "대통령",
)  # fmt: skip
_TOWN_END = ("시", "군", "읍", "도", "국")
_SURELY_TOWN_END = ("섬", "마을", "도시")
_KNOWN = word_set("서울 부산 대구 인천 광주 대전 울산 세종 제주 일본 북한 남한")
_LEAST_LETTERS = 3


def place_in(topic: str, noun: str) -> str:
    """The place that a topic names for "there" or, by its `noun`, for "that city"; empty where it isn't sure.

    >>> place_in("해송시 지진", "도시"), place_in("느릅교", ""), place_in("운전기사", "")
    ('해송시', '느릅교', '')
    >>> place_in("the meeting in Washington", "city"), place_in("the working group", "city")
    ('Washington', '')
    """
    if not topic or names_someone(topic):
        return ""
    if noun not in _TOWN:
        return topic
    towns = [word.noun for word in eojeols_of(topic) if _is_town(word)]
    return towns[-1] if towns else _town_in_english(words_of(topic))


def names_someone(topic: str) -> bool:
    """Whether the topic is a person, by name or by job: 운전기사, "the mayor of Mirim"."""
    words = topic.split()
    last = words[-1] if words else ""
    # 별빛시장 is a market, and "별빛 시장" may be one
    is_market = last == "시장" and len(words) > 1 and not words[-2].endswith(_TOWN_END)
    is_job = (last in PERSON_NOUN and not is_market) or last.endswith(_JOB_END)
    return is_job or bool(names_within(topic)) or is_person(words_of(topic))


def _is_town(word: Eojeol) -> bool:
    noun = word.noun
    is_proper = any(morpheme.tag == "NNP" for morpheme in word.morphemes)
    is_long = len(noun) >= _LEAST_LETTERS
    has_end = is_proper and is_long and noun.endswith(_TOWN_END)
    # 이 마을 has a name only with more in front: 온새마을, 버들섬
    return noun in _KNOWN or has_end or (is_long and noun.endswith(_SURELY_TOWN_END))


def _town_in_english(words: list[Word]) -> str:
    """A single name, or the one behind a preposition."""
    if len(words) == 1 and words[0].is_name and words[0].text.isascii():
        return words[0].text
    behind = [i + 1 for i, word in enumerate(words[:-1]) if word.low in PREPOSITION]
    names = [words[i:] for i in behind if all(word.is_name for word in words[i:])]
    name = " ".join(word.text for word in names[-1]) if names else ""
    return "" if is_organisation(name) else name
