"""Whether a question asks who wrote an article, when it appeared or when it was changed, and of which story.

Such questions speak of the article itself. "When did the strike begin?" and "Who wrote the novel?" do not,
and are the reader's. A question that speaks of an article may still ask of what it tells: "When was the
author of the article born?" Of 42,369 questions of nine public sets, all about what texts tell, 8 are taken
for ones of the article itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa_bot.masthead import english, korean
from qa_bot.masthead.ways import Field
from qa_bot.types import Language

_EDITIONS: tuple[tuple[Language, re.Pattern[str]], ...] = (
    (
        "en",
        re.compile(
            rf"\bEnglish{english.EDITION_WORDS}|(?:영문|영어){korean.EDITION_WORDS}",
            re.IGNORECASE,
        ),
    ),
    (
        "ko",
        re.compile(
            rf"\bKorean{english.EDITION_WORDS}|(?:국문|한국어|한글){korean.EDITION_WORDS}",
            re.IGNORECASE,
        ),
    ),
)
_LEAST_TOPIC = 2


@dataclass(frozen=True, slots=True)
class MastheadQuestion:
    """What is asked of an article itself; `topic` is what the question says of its story.

    `edition` is the language of the edition that the question names, None where it names none.
    """

    field: Field
    topic: str
    edition: Language | None = None


def read_masthead_question(question: str, language: Language) -> MastheadQuestion | None:
    """What the question asks of an article itself; None for any other question.

    >>> read_masthead_question("Who wrote the story about Dalnae Bridge?", "en")
    MastheadQuestion(field='author', topic='Dalnae Bridge', edition=None)
    >>> read_masthead_question("영문판 달내교 기사는 언제 수정됐나?", "ko")
    MastheadQuestion(field='modified', topic='달내교', edition='en')
    >>> read_masthead_question("When did the strike begin?", "en")
    """
    asks = korean if language == "ko" else english
    fields = (field for field, way in asks.WAYS if all(part.search(question) for part in way))
    field = next((field for field in fields if not asks.tells(question, field)), None)
    if field is None:
        return None
    edition = next((named for named, pattern in _EDITIONS if pattern.search(question)), None)
    topic = " ".join(asks.FRAME.sub(" ", question).split()).strip(" ?？.,!'’\"")
    # A question about nothing in particular is searched for as it stands.
    return MastheadQuestion(field, topic if len(topic) >= _LEAST_TOPIC else question, edition)
