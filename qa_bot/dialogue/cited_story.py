"""What the story last cited tells of a follow-up: who its people are and which words belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_bot.dialogue.antecedents import find_topic
from qa_bot.dialogue.korean_nouns import PERSON_NOUN, is_attribute
from qa_bot.dialogue.korean_question import is_common
from qa_bot.dialogue.korean_words import CONNECTIVE, Eojeol, eojeols_of, find_asking
from qa_bot.dialogue.names_of_people import names_within
from qa_bot.dialogue.sorts import sort_in_korean
from qa_bot.dialogue.turns import Turn
from qa_bot.text.language import detect_question
from qa_bot.types import Article, Language

# of each edition: a name that comes later is no one's that is asked about
_MOST_READ = 6000
_MOST_WORDS = 3
_TOPIC = ("은", "는", "이", "가", "")
_THAT_DAY = "그날"
_MOST_TURNS = 4
_NAME_ALONE = re.compile(rf"(?:(?:{'|'.join(sorted(CONNECTIVE))}),? ?)?([가-힣]{{2,4}}?)[은는]요?\W*")


def story_of(turn: Turn, language: Language) -> str:
    """The words of what the turn cited in the language."""
    return "\n".join(article.text[:_MOST_READ] for article in _cited(turn) if article.language == language)


def people_with(name: str, turn: Turn, language: Language) -> frozenset[str]:
    """The people of the story cited, told by a title or an age; none where `name` is not in it."""
    story = story_of(turn, language)
    return frozenset(names_within(story)) if name and name in story else frozenset()


def person_alone(text: str, turn: Turn) -> str:
    """The one of the story's people whose name is the whole question: 한지우 of "그럼 한지우는?", else empty.

    The analysis takes some names for verbs.
    """
    found = _NAME_ALONE.fullmatch(text)
    return found[1] if found and found[1] in people_with(found[1], turn, "ko") else ""


def complete_by_story(text: str, turns: Sequence[Turn]) -> str | None:
    """A Korean question for one thing of the story cited, said to be of it; None for any other question.

    "미니는 얼마야?" after "숨결 A1은 …" where the story has 숨결 미니 is "숨결 미니는 얼마야?".
    """
    words = eojeols_of(text)
    if len(words) > 1 and words[0].text.rstrip(",") in CONNECTIVE:
        text = text[words[1].start :]
        words = eojeols_of(text)
    named = _one_noun(text, words)
    return _of_story(text, named, _latest_in_korean(turns)) if named else None


def _of_story(text: str, named: Eojeol, turn: Turn) -> str | None:
    story = story_of(turn, "ko")
    before = eojeols_of(turn.question) if detect_question(turn.question) == "ko" else []
    for first, second in pairwise(before):
        is_pair = first.is_named and second.is_named and not first.particle and first.noun != named.noun
        if is_pair and (_is_of_sort(named, second) or f"{first.noun} {named.noun}" in story):
            return f"{first.noun} {text}"
    is_had = is_attribute(named.noun) and text.startswith(_THAT_DAY)
    is_person = named.noun in people_with(named.noun, turn, "ko")
    if is_person or (named.noun not in story and not is_had):
        return None
    topic = find_topic(turn, "ko")
    is_said_again = not topic or named.noun in topic or detect_question(topic) != "ko"
    return None if is_said_again else f"{topic} {text}"


def _is_of_sort(one: Eojeol, other: Eojeol) -> bool:
    sort = sort_in_korean(one.noun)
    return sort is not None and sort == sort_in_korean(other.noun)


def _latest_in_korean(turns: Sequence[Turn]) -> Turn:
    """The last turn, or the one before it that cites a Korean edition of the same story."""
    last = turns[-1]
    cited = {article.id for article in _cited(last)}
    for turn in reversed(turns[-_MOST_TURNS:]):
        articles = list(_cited(turn))
        is_same = turn is last or any(article.id in cited for article in articles)
        if is_same and any(article.language == "ko" for article in articles):
            return turn
    return last


def _cited(turn: Turn) -> Iterator[Article]:
    seen = set()
    for citation in turn.answer.citations:
        if citation.article.id not in seen:
            seen.add(citation.article.id)
            yield citation.article


def _one_noun(text: str, words: list[Eojeol]) -> Eojeol | None:
    """The only thing that a short question names, if it is a common noun and no person: 정거장은 몇 개야."""
    asking = find_asking(text, words)
    outside = [word for word in words if asking is None or word.end <= asking.start]
    is_that_day = len(outside) > 1 and outside[0].noun == _THAT_DAY
    outside = outside[1:] if is_that_day else outside
    if len(outside) != 1 or len(words) > _MOST_WORDS + is_that_day:
        return None
    # "지진은?" alone is read as a name; "지진은 언제야?" asks of it
    is_asked = asking.is_copular and asking.end == words[-1].end if asking else is_that_day
    noun, particle = outside[0].noun, outside[0].particle
    is_asked = is_asked and len(noun) > 1
    is_thing = is_common(noun) or is_attribute(noun) or sort_in_korean(noun) == "model"
    return outside[0] if is_asked and is_thing and particle in _TOPIC and noun not in PERSON_NOUN else None
