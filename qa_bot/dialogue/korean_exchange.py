"""The words of a Korean question that another of their sort takes the place of: A1 for "A2는?"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from qa_bot.dialogue.korean_nouns import is_attribute
from qa_bot.dialogue.korean_words import Asking, Eojeol
from qa_bot.dialogue.particle_forms import with_particle
from qa_bot.dialogue.sorts import KOREAN, Sort, sort_in_korean

# what comes before the noun that it tells more of: 어린이 입장료, 3분기 매출
_MODIFIES: frozenset[Sort] = frozenset(("group", "quarter", "month", "day", "weekday", "part of day"))
_AS_TOPIC = ("은", "는", "이", "가", "")


def exchange_by_sort(phrase: str, before: str, words: Sequence[Eojeol]) -> str | None:
    """The question with the phrase for what is of its sort; None where nothing is.

    >>> from qa_bot.dialogue.korean_words import eojeols_of
    >>> before = "배꽃축제 어른 입장료는?"
    >>> exchange_by_sort("어린이", before, eojeols_of(before))
    '배꽃축제 어린이 입장료는?'
    """
    sort = sort_in_korean(phrase)
    if sort is None:
        return None
    for index, word in enumerate(words):
        if sort == "day" and index and sort_in_korean(_joined(words, index)) == "day" and " " in phrase:
            return _replaced(before, words[index - 1].start, word, phrase)
        if word.is_named and sort_in_korean(word.noun) == sort:
            return _replaced(before, word.start, word, phrase)
        # 숨결A1, typed in one
        found = KOREAN["model"].search(word.noun) if sort == "model" else None
        if found and found.end() == len(word.noun):
            return _replaced(before, word.start + found.start(), word, phrase)
    if sort == "day" and "월" in phrase:
        return _replaced_month(phrase, before, words)
    return None


def put_beside(phrase: str, before: str, words: Sequence[Eojeol], asking: Asking | None) -> str | None:
    """The question with the phrase before the noun that was asked for; None where none was, or for a name.

    >>> from qa_bot.dialogue.korean_words import eojeols_of
    >>> before = "배꽃축제 입장료는?"
    >>> put_beside("어린이", before, eojeols_of(before), None)
    '배꽃축제 어린이 입장료는?'
    """
    if sort_in_korean(phrase) not in _MODIFIES or (asking is not None and not asking.is_copular):
        return None
    named = [word for word in words if asking is None or word.end <= asking.start]
    is_had = len(named) > 1 or any(is_attribute(word.noun) for word in named)
    if not is_had or named[-1].particle not in _AS_TOPIC:
        return None
    # students are counted in place of teachers, not students of teachers
    if asking is not None and asking.stem.endswith("명") and sort_in_korean(phrase) == "group":
        return _replaced(before, named[-1].start, named[-1], phrase)
    start = named[-2].start if len(named) > 1 and named[-2].modifies else named[-1].start
    return f"{before[:start]}{phrase} {before[start:]}"


def exchange_in_story(phrase: str, before: str, words: Sequence[Eojeol], story: str) -> str | None:
    """The question with the phrase behind the word that it stands behind in the story: 숨결 미니 for 숨결 A1.

    >>> from qa_bot.dialogue.korean_words import eojeols_of
    >>> before = "숨결 A1은 얼마야?"
    >>> exchange_in_story("미니", before, eojeols_of(before), "숨결 A1, 숨결 미니")
    '숨결 미니는 얼마야?'
    """
    if is_attribute(phrase) or sort_in_korean(phrase) not in (None, "model"):
        return None
    for first, second in pairwise(words):
        is_pair = first.is_named and second.is_named and not first.particle and not is_attribute(second.noun)
        if is_pair and first.noun != phrase and f"{first.noun} {phrase}" in story:
            return _replaced(before, second.start, second, phrase)
    return None


def exchange_person(phrase: str, before: str, words: Sequence[Eojeol], people: Collection[str]) -> str | None:
    """The question with one of the story's people for another: no person takes an election's place.

    >>> from qa_bot.dialogue.korean_words import eojeols_of
    >>> before = "온유시장 선거에서 배수완은 몇 표를 얻었나?"
    >>> exchange_person("진모란", before, eojeols_of(before), {"배수완", "진모란"})
    '온유시장 선거에서 진모란은 몇 표를 얻었나?'
    """
    found = next((word for word in words if word.noun in people), None) if phrase in people else None
    return _replaced(before, found.start, found, phrase) if found else None


def without_group(words: Sequence[Eojeol]) -> Sequence[Eojeol]:
    """배꽃축제 of "배꽃축제 어른 (입장료)": what it costs to park there is no adult's matter."""
    while len(words) > 1 and sort_in_korean(words[-1].noun) == "group" and not words[-1].particle:
        words = words[:-1]
    return words


def _replaced_month(phrase: str, before: str, words: Sequence[Eojeol]) -> str | None:
    """A day of a month for the month alone."""
    found = next((word for word in words if sort_in_korean(word.noun) == "month"), None)
    return _replaced(before, found.start, found, phrase) if found else None


def _joined(words: Sequence[Eojeol], index: int) -> str:
    return f"{words[index - 1].noun} {words[index].noun}"


def _replaced(before: str, start: int, last: Eojeol, phrase: str) -> str:
    return before[:start] + with_particle(phrase, last.particle) + before[last.end :]
