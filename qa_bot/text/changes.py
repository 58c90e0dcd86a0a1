"""Changes that a text tells in one breath, and which end of one a question asks for.

"Fares rise from 1,400 to 1,650 won" holds two answers to "how much": what it was and what it is. A reader
often takes the wrong one or both. Where the question says which it wants, that one is taken. Of 1,254
development questions this touches some 15, nearly all of them for the better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa_bot.types import Language, Span

End = Literal["before", "after"]

# Lengths are bounded, so that a row of digits takes no longer than it is long.
_KOREAN_NUMBER = r"(?<![\d.,])\d[\d.,]{0,14}[천만억조]{0,2}(?: ?\d[\d,]{0,6}[천만억조]{1,2}){0,3}"
# what is counted, up to the particle: 1,400원에서, 30분에서, 2.1㎎이던
_COUNTED = r" ?[^\s\d.,]{0,5}?"
_KOREAN = (
    re.compile(
        rf"(?P<before>{_KOREAN_NUMBER}){_COUNTED}에서 (?:[^\d\n.]{{0,10}} )?(?P<after>{_KOREAN_NUMBER})"
        r"(?= ?[^\s\d.,])"
    ),
    re.compile(
        rf"(?P<before>{_KOREAN_NUMBER}){_COUNTED}(?:이던|였던|이었던|이었으나|였으나) [^\n.]{{0,25}}?"
        rf"(?P<after>{_KOREAN_NUMBER})(?={_COUNTED}(?:으로|로)(?![가-힣]))"
    ),
)
_ENGLISH_NUMBER = (
    r"(?:(?:US)?[$€£₩]?(?<![\d.,])\d[\d,]{0,14}(?:\.\d{1,6})?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b)"
)
_NO_UNIT = (
    "to from and or rather in on at by as the a an this last next for with while when after before but that"
    " which per of instead up down is was were it they he she we first originally initially planned forecast"
).replace(" ", "|")
_FIGURE = rf"{_ENGLISH_NUMBER}(?:\s?%|(?:[ -](?!(?:{_NO_UNIT})\b)[a-z]{{1,15}}){{0,3}})"
_ABOUT = "(?:(?:about|around|some|the|just|only) )?"
_BEFORE, _AFTER = rf"{_ABOUT}(?P<before>{_FIGURE})", rf"{_ABOUT}(?P<after>{_FIGURE})"
_ENGLISH = (
    re.compile(rf"\bfrom {_BEFORE}[^\d.\n]{{0,40}}? to {_AFTER}"),
    re.compile(rf"\b(?:to|at) {_AFTER},? (?:(?:up|down) )?from {_BEFORE}"),
    re.compile(rf"(?P<after>{_FIGURE}),? (?:(?:up|down) from|rather than|instead of) {_BEFORE}"),
)
# No "last year": the end of a change may be that year's.
_ASKS_BEFORE = {
    "ko": re.compile("원래|애초|당초|본래|종전|기존|이전(?:에|까지)|예전|전에|전까지|처음|기 전|년 전"),
    "en": re.compile(
        r"\b(?:original(?:ly)?|initial(?:ly)?|first|before|previous(?:ly)?|prior|used to|former(?:ly)?|old"
        r"|earlier|had been|until|ago|once)\b",
        re.IGNORECASE,
    ),
}
_ASKS_AFTER = {
    "ko": re.compile(
        "이제|지금|현재|앞으로|새로|바뀐|오른|내린|늘어난|줄어든|얼마로|어디까지|얼마까지|결국"
        "|인상된|조정된|뒤에는|이후|되나|됐나|됐어"
        "|(?:몇|무슨) ?[가-힣%]{1,3}으?로|까지 (?:늘|올|줄|내)"
    ),
    "en": re.compile(
        r"\b(?:now|new|will|today|current(?:ly)?|nowadays|these days|to what|final(?:ly)?|eventually"
        r"|in the end|raised to|cut to|after|become|became)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Both ends of a change, as places in the text."""

    before: Span
    after: Span


def changes_in(text: str, language: Language) -> Iterator[Change]:
    """The changes of figures that a text tells, as they stand in it.

    >>> text = "Fares rise from 1,400 won to 1,650 won in May."
    >>> [(change.before.of(text), change.after.of(text)) for change in changes_in(text, "en")]
    [('1,400 won', '1,650 won')]
    """
    for pattern in _KOREAN if language == "ko" else _ENGLISH:
        for match in pattern.finditer(text):
            yield Change(Span(*match.span("before")), Span(*match.span("after")))


def end_asked_for(question: str, language: Language) -> End | None:
    """Which end of a change the question wants; None where it does not say, or says both.

    >>> end_asked_for("What was the fare before the rise?", "en"), end_asked_for("이제 요금은 얼마야?", "ko")
    ('before', 'after')
    >>> end_asked_for("How much is the fare?", "en")
    """
    if language not in _ASKS_BEFORE:
        return None
    before, after = _ASKS_BEFORE[language].search(question), _ASKS_AFTER[language].search(question)
    if bool(before) == bool(after):
        return None
    return "before" if before else "after"


def at_end(text: str, span: Span, language: Language, end: End) -> Span:
    """The wanted end of the change whose other end the span holds; the span itself where it holds none.

    >>> text = "요금은 1400원에서 1650원으로 오른다."
    >>> at_end(text, Span(4, 9), "ko", "after").of(text)
    '1650'
    """
    for change in changes_in(text, language):
        wanted, other = (change.before, change.after) if end == "before" else (change.after, change.before)
        if other.overlaps(span):
            return wanted
    return span
