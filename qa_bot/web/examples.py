"""Questions to begin with, whose answers stand in the articles at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, zip_longest

from qa_bot.library.headlines import Headline
from qa_bot.masthead import find_place
from qa_bot.types import Article
from qa_bot.web.story_questions import StoryQuestion, story_questions

# words of a headline, and a question that both editions of its article answer
_QUESTIONS = (
    ("ko", "해송여객", "해송여객 버스 파업으로 버스 몇 대가 멈췄나?"),
    ("en", "Haesong Harbor Light Festival", "How many drones fly over Haesong harbor?"),
    ("ko", "공룡 발자국", "해송 공룡 발자국을 처음 발견한 사람은 누구인가요?"),
    ("en", "Onsaemi", "Which company will build the battery recycling plant?"),
)
_MOST_EXAMPLES = 4
_MOST_READ = 12  # articles of a language that are looked into
_MOST_TRIED = 3  # questions of a language that are asked to see whether they are answered
_LONGEST_HEADLINE = 60  # a question that fits two or three lines of a phone
_WAYS = {
    "ko": ("“{headline}” 기사를 쓴 기자는 누구인가요?", "“{headline}” 기사는 언제 나왔나요?"),
    "en": ("Who wrote “{headline}”?", "When was “{headline}” published?"),
}

Get = Callable[[str], Article | None]
IsAnswered = Callable[[StoryQuestion], bool]


def choose_examples(
    headlines: Iterable[Headline], get: Get, language: str, is_answered: IsAnswered
) -> list[str]:
    """Up to four questions that the articles answer, the same for the same articles.

    Those of the samples where they are there; else what the newest articles say, who wrote them and when they
    came out, each in its article's language, by turns with that of the page first. `headlines` come newest
    first, `get` gives an article by its id, `is_answered` tries a question about a story.
    """
    known = list(headlines)
    written = [
        (speech, question)
        for speech, words, question in _QUESTIONS
        if any(words in one.title for one in known)
    ]
    if written:
        written.sort(key=lambda one: one[0] != language)
        return [question for _, question in written]
    # taken one at a time: what is not shown is not tried
    turns = chain.from_iterable(
        zip_longest(*(_questions(known, one, get, is_answered) for one in _languages(language)))
    )
    return list(islice((question for question in turns if question), _MOST_EXAMPLES))


def _languages(first: str) -> tuple[str, str]:
    return ("ko", "en") if first == "ko" else ("en", "ko")


def _questions(known: list[Headline], language: str, get: Get, is_answered: IsAnswered) -> Iterator[str]:
    """A question about each article: by turns what it counts, who wrote it and when it came out."""
    fitting = (one for one in known if one.language == language and 0 < len(one.title) <= _LONGEST_HEADLINE)
    articles = (article for one in islice(fitting, _MOST_READ) if (article := get(one.id)))
    tries_left, wants_story, turn = _MOST_TRIED, True, 0
    for article in articles:
        if wants_story:
            for story in islice(story_questions(article), tries_left):
                tries_left -= 1
                if is_answered(story):
                    yield story.question
                    wants_story = False
                    break
            if not wants_story:
                continue
        if ways := _ways_of(article):
            yield ways[turn % len(ways)].format(headline=" ".join(article.title.split()))
            wants_story, turn = True, turn + 1


def _ways_of(article: Article) -> list[str]:
    wrote, published = _WAYS[article.language]
    ways = [wrote] if find_place(article, "author") else []
    return [*ways, published] if find_place(article, "published") else ways
