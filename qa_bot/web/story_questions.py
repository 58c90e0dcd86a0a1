"""Questions about what a story says: how many of something that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_bot.types import Answer, Article

_MOST_CHARACTERS = 4_000  # of a text that are looked into
# before a number these tell how it is meant, not what is counted
_NO_NOUNS_KO = (
    "모두|최소|최대|최고|각각|하루|올해|지난해|전체|가운데|이상|이하|다른|이번|매년|매일|나머지|지난"
)
_COUNTED_KO = re.compile(
    rf"(?<![가-힣])(?!(?:{_NO_NOUNS_KO})\s)([가-힣]{{1,6}}[^은는이가을를의에도로와과고서\W\da-zA-Z_]) "
    r"(\d+(?:,\d{3})*)(명|대|마리|가구|그루|채)(?![가-힣]*째)"
)
_COUNTED_EN = re.compile(r"\b(\d+(?:,\d{3})*) ([a-z]{3,}s|people|children|women|men)\b")
_NUMBER = re.compile(r"\d+(?:,\d{3})*")
_MEASURES = (
    *("years", "months", "weeks", "days", "hours", "minutes", "seconds", "times", "degrees", "points"),
    *("dollars", "cents", "euros", "pounds", "thousands", "millions", "billions", "others", "percents"),
    *(
        "kilometers",
        "kilometres",
        "meters",
        "metres",
        "centimeters",
        "centimetres",
        "miles",
        "feet",
        "inches",
    ),
    *("tons", "tonnes", "kilograms", "grams", "micrograms", "liters", "litres", "acres", "hectares"),
)


@dataclass(frozen=True, slots=True)
class StoryQuestion:
    """A question, and the number that its article answers it with."""

    question: str
    number: str


def is_answered_by(answer: Answer, asked: StoryQuestion) -> bool:
    """Whether the answer is the number that was asked for.

    >>> is_answered_by(Answer("몇 대?"), StoryQuestion("몇 대?", "286"))
    False
    """
    return answer.text is not None and asked.number in _NUMBER.findall(answer.text)


def story_questions(article: Article) -> Iterator[StoryQuestion]:
    r"""Questions for what the article counts, in its language and in the order of its text.

    >>> article = Article("a", "버스 파업", "버스 파업\\n\\n파업으로 버스 286대가 멈췄다.", "ko")
    >>> [one.question for one in story_questions(article)]
    ['“버스 파업” 기사에서 버스는 몇 대인가요?']
    """
    headline = " ".join(article.title.split())
    text = article.text[:_MOST_CHARACTERS]
    if article.language == "ko":
        for noun, number, unit in _COUNTED_KO.findall(text):
            topic = f"{noun}{'은' if (ord(noun[-1]) - ord('가')) % 28 else '는'}"
            yield StoryQuestion(f"“{headline}” 기사에서 {topic} 몇 {unit}인가요?", number)
    elif article.language == "en":
        for number, noun in _COUNTED_EN.findall(text):
            if noun not in _MEASURES:
                yield StoryQuestion(f"In “{headline}”, how many {noun} were there?", number)
