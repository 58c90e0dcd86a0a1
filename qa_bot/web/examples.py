"""Questions to begin with, whose answers stand in the articles at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, zip_longest

from qa_bot.library.headlines import Headline
from qa_bot.masthead import find_place
from qa_bot.types import Article

# words of a headline, and a question that both editions of its article answer
_QUESTIONS = (
    ("해송여객", "해송여객 버스 파업으로 버스 몇 대가 멈췄나?"),
    ("Haesong Harbor Light Festival", "How many drones fly over Haesong harbor?"),
    ("공룡 발자국", "해송 공룡 발자국을 처음 발견한 사람은 누구인가요?"),
    ("Onsaemi", "Which company will build the battery recycling plant?"),
)
_MOST_EXAMPLES = 4
_MOST_READ = 12  # articles of a language that are looked into
_LONGEST_HEADLINE = 60  # a question that fits two or three lines of a phone
_WAYS = {
    "ko": ("“{headline}” 기사를 쓴 기자는 누구인가요?", "“{headline}” 기사는 언제 나왔나요?"),
    "en": ("Who wrote “{headline}”?", "When was “{headline}” published?"),
}


def choose_examples(headlines: Iterable[Headline], get: Callable[[str], Article | None]) -> list[str]:
    """Up to four questions that the articles answer, the same for the same articles.

    Those of the samples where they are there; else who wrote the newest articles, or when they came out, each
    in its article's language, Korean and English by turns. `headlines` come newest first, `get` gives an
    article by its id.
    """
    known = list(headlines)
    written = [question for words, question in _QUESTIONS if any(words in one.title for one in known)]
    return (written or _derived(known, get))[:_MOST_EXAMPLES]


def _derived(known: list[Headline], get: Callable[[str], Article | None]) -> list[str]:
    by_language = [
        list(islice(_questions(known, language, get), _MOST_EXAMPLES)) for language in ("ko", "en")
    ]
    turns = zip_longest(*by_language)
    return [question for question in chain.from_iterable(turns) if question]


def _questions(known: list[Headline], language: str, get: Callable[[str], Article | None]) -> Iterator[str]:
    """A question about each article, by turns who wrote it and when it came out, where its text says so."""
    fitting = (one for one in known if one.language == language and 0 < len(one.title) <= _LONGEST_HEADLINE)
    found = (get(one.id) for one in islice(fitting, _MOST_READ))
    askable = [(article, ways) for article in found if article and (ways := _ways_of(article))]
    for turn, (article, ways) in enumerate(askable):
        yield ways[turn % len(ways)].format(headline=" ".join(article.title.split()))


def _ways_of(article: Article) -> list[str]:
    wrote, published = _WAYS[article.language]
    ways = [wrote] if find_place(article, "author") else []
    return [*ways, published] if find_place(article, "published") else ways
