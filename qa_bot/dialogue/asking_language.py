"""Whether a question only wishes for another language: "And in Korean?", "영어로는?"."""

from __future__ import annotations

import re

from qa_bot.types import Language

_NAMES: dict[str, Language] = {
    "korean": "ko", "hangul": "ko", "english": "en", "한국어": "ko", "한국말": "ko", "한글": "ko",
    "우리말": "ko", "영어": "en",
}  # fmt: skip
_OTHERS = (
    "french|german|spanish|japanese|chinese|russian|italian|portuguese|arabic|vietnamese"
    "|프랑스어|불어|독일어|스페인어|일본어|일어|중국어|러시아어|이탈리아어|아랍어|베트남어"
)
_LANGUAGE = rf"({'|'.join(_NAMES)}|{_OTHERS})"
_IN_ENGLISH = re.compile(
    rf"(?i)(?:(?:and|but|or|so|then|now|ok|okay|please|what about|how about)\b[, ]*)*in {_LANGUAGE}"
    r"(?:[, ]+(?:please|then|too|instead|again|now))*\W*"
)
_IN_KOREAN = re.compile(
    rf"(?:(?:그럼|그러면|그리고|근데|그런데|다시|이번엔|이번에는)[, ]+)*{_LANGUAGE}로(?:는|도)?요?"
    r"(?: ?(?:다시 ?)?(?:(?:말|답|대답|설명|이야기|얘기|말씀)?해|알려) ?(?:줘요?|주세요|줄래요?|봐))?\W*"
)
_ANY = re.compile(_LANGUAGE, re.IGNORECASE)


def read_language(text: str) -> Language | None:
    """The language wished for, "other" for one that we don't speak; None where something else is asked.

    >>> read_language("And in Korean?"), read_language("영어로 말해줘"), read_language("영어로 누가 썼어?")
    ('ko', 'en', None)
    """
    found = _IN_ENGLISH.fullmatch(text) or _IN_KOREAN.fullmatch(text)
    return _NAMES.get(found[1].lower(), "other") if found else None


def is_about_language(question: str) -> bool:
    """Whether a language is named in the question, so that another one may be meant in its place."""
    return bool(_ANY.search(question))
