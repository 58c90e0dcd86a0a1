"""What a text says is wrong and what is right instead: "18, not 17", "17곳으로 적었으나 18곳이 맞습니다".

A reader finds either as the answer. Where it points at what the text denies, what the text puts in its place
is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_bot.types import Language, Span

# Lengths are bounded, so that nonsense takes no longer than it is long.
_KOREAN_FIGURE = (
    r"(?:(?:오전|오후|새벽|밤|약) ?)?(?<![\d.,만억])\d[\d.,]{0,14}[십백천만억조년월]{0,2}"
    r"(?: ?\d[\d,]{0,6}[천만억조월일]{0,2}){0,3}(?: ?(?!입니|이다|이었)[^\s\d.,”\"’'(]{1,4}?)??"
)
_KOREAN_NOUN = r"[가-힣A-Za-z]{2,12}(?: 선수| 씨| 의원)?"
_WRITTEN = (
    r"[”\"’']?(?:이?라고|으로|로|고)? (?:잘못 )?"
    r"(?:적|썼|쓰|쓴|표기|보도|했|나갔|전했|실었|밝혔|알렸)[가-힣]{0,4}(?:으나|지만|는데|기에|다)[,.]? "
)
_KOREAN = (
    re.compile(
        rf"(?P<wrong>{_KOREAN_FIGURE}){_WRITTEN}[^\d.\n]{{0,30}}?(?P<right>{_KOREAN_FIGURE})"
        r"(?=(?:이|가) 맞|(?:으로|로) (?:확인|바로|고쳐|밝혀)|이기에|입니다|이다|였)"
    ),
    re.compile(
        rf"(?P<wrong>{_KOREAN_FIGURE})(?:이|가) 아니라 (?P<right>{_KOREAN_FIGURE})"
        r"(?=입니다|이다|이었|였|[이가을를의에]|으로|로|[\s.,])"
    ),
    re.compile(
        rf"(?<![가-힣])(?P<wrong>{_KOREAN_NOUN})(?:이|가) 아니라 "
        r"(?:[가-힣]{2,4} (?:동생|형|누나|언니|오빠) )?"
        rf"(?P<right>{_KOREAN_NOUN}?)(?=입니다|이다|였|으?로 (?:바로|확인)|[을를이] )"
    ),
)
_FIGURE = (
    r"(?:(?:US)?[$€£₩]?\d(?:[\d,]{0,14}\d)?(?:\.\d{1,6})?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
    r"(?:\s?%|(?: (?:[ap]\.m\."
    r"|(?!(?:not|and|or|to|from|in|on|at|by|as|the|a|an|of|but|it)\b)[a-z]{1,12}\b)){0,3})"
)
_NAME = r"\b[A-Z][\w'’-]{1,20}(?: (?:of |the )?[A-Z][\w'’-]{0,20}){0,3}"
_ENGLISH = (
    re.compile(rf"(?P<right>{_FIGURE}),? (?:and )?not (?:the )?(?P<wrong>{_FIGURE})"),
    re.compile(
        rf"\b(?:as|at|were|was|is|said|stated) (?P<wrong>{_FIGURE})[^.\n]{{0,60}}\. "
        rf"(?:It|They|There|She|He|The [a-z ]{{1,40}}) "
        r"(?:should (?:have been|have read|be)|is|are|was|were|will be) (?:in fact |actually )?"
        rf"(?P<right>{_FIGURE})"
    ),
    re.compile(
        rf"(?P<right>{_NAME}),? (?:and )?not (?:the |her |his )?(?:[a-z]+ [a-z]+, )?(?P<wrong>{_NAME})"
    ),
)
_ASKS_WRONG = re.compile(
    r"잘못|틀리게|오기|오보|\b(?:wrong(?:ly)?|mistake(?:n|nly)?|incorrect(?:ly)?|misstate[ds]?|in error)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is denied and what stands for it, as places in the text."""

    wrong: Span
    right: Span


def corrections_in(text: str, language: Language) -> Iterator[Correction]:
    """The corrections that a text states, by their patterns.

    >>> text = "정거장 수를 17곳으로 적었으나 18곳이 맞습니다."
    >>> [(one.wrong.of(text), one.right.of(text)) for one in corrections_in(text, "ko")]
    [('17곳', '18곳')]
    """
    for pattern in _KOREAN if language == "ko" else _ENGLISH:
        for match in pattern.finditer(text):
            yield Correction(Span(*match.span("wrong")), Span(*match.span("right")))


def is_mistake_asked_for(question: str) -> bool:
    """Whether the question wants what was wrong.

    >>> is_mistake_asked_for("What number did the paper wrongly give?"), is_mistake_asked_for("몇 곳?")
    (True, False)
    """
    return bool(_ASKS_WRONG.search(question))


def corrected(text: str, span: Span, language: Language) -> Span:
    """What stands for a span that the text denies; the span itself where it denies nothing of it.

    >>> text = "There will be 18, not 17; the city added one."
    >>> corrected(text, Span(22, 24), "en").of(text)
    '18'
    """
    for correction in corrections_in(text, language):
        if correction.wrong.overlaps(span):
            return correction.right
    return span
