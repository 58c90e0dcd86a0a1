"""Questions to begin with, offered where the library holds the sample article that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from qa_bot.types import Article

# words of a headline, and a question that both editions of its article answer
_QUESTIONS = (
    ("해송여객", "해송여객 버스 파업은 며칠 만에 끝났나요?"),
    ("Haesong Harbor Light Festival", "How many drones fly over Haesong harbor?"),
    ("공룡 발자국", "해송 공룡 발자국을 처음 발견한 사람은 누구인가요?"),
    ("Onsaemi", "Where will the battery recycling plant be built?"),
)
_MOST_ARTICLES = 2_000  # a large library is somebody's own


def choose_examples(articles: Iterable[Article]) -> list[str]:
    """The questions whose article is among the first `articles`, in a fixed order."""
    titles = [article.title for article in islice(articles, _MOST_ARTICLES)]
    return [question for words, question in _QUESTIONS if any(words in title for title in titles)]
