"""What is exchanged, in the other language: 어른 for "adults", 3분기 for "Q3", a person's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.dialogue.english_exchange import without_article
from qa_bot.dialogue.names_across import person_in_english, person_in_korean
from qa_bot.dialogue.sorts import MONTHS, SHORT_MONTHS, sort_in_english, sort_in_korean
from qa_bot.types import Article

_WORDS: dict[str, tuple[str, ...]] = {
    "adult": ("어른", "성인"), "child": ("어린이", "아이", "아동"), "kid": ("어린이", "아이"),
    "teenager": ("청소년",), "teen": ("청소년",), "toddler": ("유아",), "infant": ("영아", "영유아"),
    "senior": ("노인", "경로", "어르신", "고령자"), "student": ("학생",), "foreigner": ("외국인",),
    "man": ("남성", "남자"), "woman": ("여성", "여자"), "weekday": ("평일",), "weekend": ("주말",),
    "holiday": ("공휴일", "휴일"), "morning": ("아침", "오전"), "afternoon": ("오후",), "evening": ("저녁",),
    "night": ("밤",), "first half": ("상반기",), "second half": ("하반기",), "monday": ("월요일",),
    "tuesday": ("화요일",), "wednesday": ("수요일",), "thursday": ("목요일",), "friday": ("금요일",),
    "saturday": ("토요일",), "sunday": ("일요일",),
}  # fmt: skip
_ENGLISH = {korean: english for english, words in reversed(_WORDS.items()) for korean in words}
_MANY = {"child": "children", "man": "men", "woman": "women"}
_ONE = {many: one for one, many in _MANY.items()}
_ONE_ONLY = ("half", "morning", "afternoon", "evening", "night", "day")
_ORDINALS = ("first", "second", "third", "fourth")


def noun_in_english(phrase: str, articles: Sequence[Article] = ()) -> str | None:
    """The English of a Korean group, quarter, date or of a person whom an edition names; None for others.

    >>> noun_in_english("어른"), noun_in_english("3분기"), noun_in_english("11월 6일")
    ('adults', 'third quarter', 'Nov. 6')
    """
    if phrase in _ENGLISH:
        word = _ENGLISH[phrase]
        is_one = word.endswith(_ONE_ONLY) and word not in ("weekday", "holiday")
        return word.capitalize() if word.endswith("day") and is_one else word if is_one else _many(word)
    sort, numbers = sort_in_korean(phrase), [int(number) for number in re.findall(r"\d+", phrase)]
    if sort == "quarter" and numbers:
        return f"{_ORDINALS[numbers[0] - 1]} quarter"
    if sort in ("month", "day") and "월" in phrase and 1 <= numbers[0] <= len(MONTHS):
        return MONTHS[numbers[0] - 1] if sort == "month" else f"{SHORT_MONTHS[numbers[0] - 1]} {numbers[1]}"
    found = (person_in_english(phrase, article) for article in articles)
    return next((name for name in found if name), None)


def noun_in_korean(phrase: str, articles: Sequence[Article] = (), before: str = "") -> str | None:
    """The Korean of an English group, quarter, date or person, in the article's own word where it has one.

    After a question `before` about 남자, women are 여자.

    >>> noun_in_korean("the third quarter"), noun_in_korean("Nov. 6"), noun_in_korean("adults")
    ('3분기', '11월 6일', '어른')
    """
    bare = without_article(phrase)
    low = bare.lower()
    words = _WORDS.get(_ONE.get(low, low)) or _WORDS.get(low.removesuffix("s"))
    if words:
        text = "\n".join(article.text for article in articles if article.language == "ko")
        like = [
            word
            for word in words
            if word[0] in "남여" and f"{'여남'['남여'.index(word[0])]}{word[1]}" in before
        ]
        return next((word for word in (*like, *words) if word in like or word in text), words[0])
    sort, number = sort_in_english(bare), re.search(r"\d+", bare)
    if sort == "quarter":
        quarter = next(
            (i for i, name in enumerate(_ORDINALS, 1) if low.startswith(name)), number and number[0]
        )
        return f"{quarter}분기" if quarter else None
    if sort in ("month", "day"):
        name = re.search(r"[A-Z][a-z]+", bare)
        month = next((i for i, m in enumerate(MONTHS, 1) if name and m.startswith(name[0][:3])), 0)
        return f"{month}월" + (f" {number[0]}일" if number else "")
    found = (person_in_korean(bare, article) for article in articles)
    return next((name for name in found if name), None)


def _many(word: str) -> str:
    return _MANY.get(word, f"{word}s")
