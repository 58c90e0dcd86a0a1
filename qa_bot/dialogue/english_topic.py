"""What an English question is about, and what "it" would therefore mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa_bot.dialogue.english_question import join, lows_of, read_question, split_at_names
from qa_bot.dialogue.english_words import (
    ADVERB,
    AUXILIARY,
    CLAUSE,
    DETERMINER,
    PERSON_NOUN,
    PREPOSITION,
    Word,
    is_past,
    words_of,
)

_LONGEST_KEYWORDS = 12
_VAGUE = frozenset(
    ("people", "anyone", "someone", "you", "we", "they", "it", "first", "last", "one", "there")
)


def topic_of(text: str, *, is_group: bool = False) -> str:
    """What the question is about and "it" would mean; "they" mean the many asked for, where they are many.

    >>> topic_of("When was the bell of Onyu Temple cast?"), topic_of("Who directs the Garam Festival?")
    ('the bell of Onyu Temple', 'the Garam Festival')
    """
    question = read_question(text)
    if question is None:
        return _topic_of_keywords(text)
    question = replace(question, rest=_until_clause(question.rest))
    if is_group and question.noun and (question.asks != "how" or "many" in lows_of(question.phrase)):
        return question.noun
    if question.auxiliary is None:
        return _object(text, question.rest[1:]) or question.noun
    subject, predicate = question.split()
    if not subject and question.noun and predicate and is_past(predicate[0].low):
        return f"the {question.noun} {join(text, predicate)}"
    if not subject and question.noun and predicate and predicate[0].low == "to":
        return f"the {question.noun}"
    if not subject:
        behind = _behind_preposition(predicate)
        return _object(text, behind) if says_which(behind) else _unless_vague(question.noun)
    if is_vague(subject):
        return _object(text, predicate[2:] if predicate[:1] and predicate[0].low == "to" else predicate[1:])
    if is_person(subject) and predicate and _begins_noun(predicate[1:]):
        return _object(text, predicate[1:])
    return join(text, subject)


def says_which(words: Sequence[Word]) -> bool:
    """Whether a name or an article is among them: "on the ferry", but not "on board"."""
    return any(word.is_name or word.low in DETERMINER for word in words)


def is_vague(subject: Sequence[Word]) -> bool:
    """Whether it names nothing: people, you, the first."""
    return bool(subject) and subject[-1].low in _VAGUE


def is_person(subject: Sequence[Word]) -> bool:
    """Whether it is a role that people have: "the mayor of Mirim"."""
    head = next((i for i, word in enumerate(subject) if word.low in PREPOSITION), len(subject))
    return head > 0 and subject[head - 1].low in PERSON_NOUN


def _begins_noun(words: Sequence[Word]) -> bool:
    first = next((word for word in words if word.low not in PREPOSITION), None)
    return first is not None and (first.low in DETERMINER or first.is_name)


def _unless_vague(noun: str) -> str:
    return "" if is_vague(words_of(noun)) else noun


def _until_clause(words: tuple[Word, ...]) -> tuple[Word, ...]:
    for index, word in enumerate(words[:-1]):
        # "what stood before on the land": no clause begins there
        if index and word.low in CLAUSE and words[index + 1].low not in PREPOSITION:
            return words[:index]
    return words


def _object(text: str, words: Sequence[Word]) -> str:
    start = 0
    while start < len(words) and (words[start].low in PREPOSITION or words[start].low in ADVERB):
        start += 1
    return join(text, words[start:])


def _behind_preposition(words: Sequence[Word]) -> Sequence[Word]:
    places = [i for i, word in enumerate(words) if word.low in PREPOSITION]
    nouns = [words[i + 1 :] for i in places if i + 1 < len(words)]
    return nouns[0] if nouns else ()


def _topic_of_keywords(text: str) -> str:
    words = words_of(text)
    if words and words[0].low in AUXILIARY:
        return join(text, split_at_names(tuple(words[1:]))[0])
    names = [i for i, word in enumerate(words) if word.is_name and i]
    if len(words) <= _LONGEST_KEYWORDS:
        return join(text, words)
    return join(text, words[names[0] : names[-1] + 1]) if names else ""
