"""Why there is no answer, in a sentence, in the language of the question or of the page."""

from __future__ import annotations

from qa_bot.types import Answer, Language

_REASONS: dict[str, dict[Language, str]] = {
    "empty": {
        "en": "There are no articles to look in.",
        "ko": "찾아볼 기사가 없습니다.",
    },
    "filtered": {
        "en": "No article fits the filters.",
        "ko": "조건에 맞는 기사가 없습니다.",
    },
    "unsure": {
        "en": "The articles don't say, or not clearly enough; these passages come nearest.",
        "ko": "기사에 답이 없거나 분명하지 않습니다. 가장 가까운 대목은 다음과 같습니다.",
    },
    "nothing": {
        "en": "Nothing in the articles comes near this question.",
        "ko": "기사에 이 질문과 가까운 대목이 없습니다.",
    },
    "language": {
        "en": "Please ask in Korean or English.",
        "ko": "한국어나 영어로 물어 주십시오.",
    },
}


def reason(name: str, language: Language) -> str:
    """The sentence: Korean for Korean, else English.

    >>> reason("empty", "ko")
    '찾아볼 기사가 없습니다.'
    """
    return _REASONS[name]["ko" if language == "ko" else "en"]


def reason_in(language: Language, answer: Answer) -> str:
    """Why there is no answer, said in `language`, whatever the language of the question.

    >>> reason_in("en", Answer("언제?", reason="찾아볼 기사가 없습니다."))
    'There are no articles to look in.'
    """
    known = (name for name, said in _REASONS.items() if answer.reason in said.values())
    name = next(known, None)
    return answer.reason if name is None else reason(name, language)
