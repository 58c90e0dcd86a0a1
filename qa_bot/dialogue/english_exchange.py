"""The words of an English question that another of their sort takes the place of."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from qa_bot.dialogue.english_question import read_question
from qa_bot.dialogue.english_words import BE, CONNECTIVE, PREPOSITION, is_past, words_of
from qa_bot.dialogue.names_of_people import names_within
from qa_bot.dialogue.sorts import ENGLISH, Sort, sort_in_english

_END = re.compile(r"\s*[?？!.]*\s*$")
_ARTICLE = re.compile(r"(?i)^(?:the|an?) ")
_AGAIN = re.compile(r"(?i)(?:the )?(?:first|second|third|last|next|previous|other|this) time")
_COSTS = re.compile(r"(?i)\bhow much\b|\b(?:price|cost|fee|fare|admission|ticket)s?\b")
# how one says when, where the question doesn't yet
_PREPOSITIONS: dict[Sort, str] = {
    "quarter": "in the", "month": "in", "day": "on", "weekday": "on", "part of day": "in the",
}  # fmt: skip
_PLURALS = {"children": "child", "men": "man", "women": "woman"}


def exchange_english(phrase: str, before: str, people: Collection[str] = frozenset()) -> str | None:
    """The question with the phrase for what is of its sort, or one person for another; None for neither.

    >>> exchange_english("children", "How much is admission for adults?")
    'How much is admission for children?'
    """
    bare = without_article(phrase)
    if _AGAIN.fullmatch(phrase):
        again = _AGAIN.search(before)
        return before.replace(again[0], phrase) if again else said_of(before, phrase)
    sort = sort_in_english(bare)
    if sort is None:
        return _exchange_person(bare, before, people)
    found = next((m for m in ENGLISH[sort].finditer(before) if _is_whole(m, before, sort)), None)
    if found:
        return _put(bare, before, found, sort)
    if sort == "group":
        return said_of(before, f"for {bare}") if _COSTS.search(before) and read_question(before) else None
    return said_of(before, f"{_PREPOSITIONS[sort]} {bare}") if sort in _PREPOSITIONS else None


def said_of(before: str, words: str) -> str | None:
    """The question with the words at its end; None where it asks nothing."""
    return f"{_END.sub('', before)} {words}?" if read_question(before) else None


def without_article(phrase: str) -> str:
    """The phrase without "the" or "a"."""
    return _ARTICLE.sub("", phrase)


def exchange_in_story(phrase: str, before: str, story: str) -> str | None:
    """The question with the phrase behind the name that it stands behind in the story.

    >>> exchange_in_story("the Mini", "What does the Sumgyeol A1 cost?", "Sumgyeol A1, Sumgyeol Mini")
    'What does the Sumgyeol Mini cost?'
    """
    bare, words = without_article(phrase), words_of(before)
    for first, second in pairwise(words):
        is_name = first.is_name and second.is_name and first is not words[0]
        if is_name and bare[:1].isupper() and f"{first.text} {bare}" in story:
            return before[: second.start] + bare + before[second.end :]
    return None


def complete_count(text: str, before: str) -> str | None:
    """The injured of the event whose dead were counted before; None for any other question.

    >>> complete_count("And how many were hurt?", "How many people died in the fire?")
    'How many people were hurt in the fire?'
    """
    counted, earlier = read_question(text), read_question(before)
    if counted is None or earlier is None or counted.auxiliary is None or not earlier.noun:
        return None
    lows = [word.low for word in counted.phrase]
    is_bare = lows == ["how", "many"] and counted.auxiliary.low in BE
    is_verb_only = len(counted.rest) == 1 and is_past(counted.rest[0].low)
    is_led = all(word.low in CONNECTIVE for word in words_of(counted.lead))
    start = next((word.start for word in earlier.rest if word.low in PREPOSITION), None)
    if not (is_bare and is_verb_only and is_led) or start is None or earlier.asks != "how":
        return None
    verb = f"{counted.auxiliary.text} {counted.rest[0].text}"
    return f"How many {earlier.noun} {verb} {_END.sub('', before[start:])}?"


def _is_whole(found: re.Match[str], before: str, sort: Sort) -> bool:
    """Whether it is no part of something else: no month of a day, no May that begins a question."""
    if sort != "month":
        return True
    is_of_day = re.match(r" \d{1,2}\b", before[found.end() :]) or re.search(r"\d $", before[: found.start()])
    return found.start() > 0 and not is_of_day


def _put(bare: str, before: str, found: re.Match[str], sort: Sort) -> str:
    start, new = found.start(), bare
    if sort == "quarter":
        start -= 4 if before[:start].lower().endswith("the ") else 0
        has_article = start < found.start() or found[0][:1] == "Q"
        new = f"the {bare}" if has_article and bare[:1] != "Q" else bare
    elif sort == "group":
        new = _in_number_of(found[0], bare)
        vowel = re.search(r"\ban? $", before[:start])
        if vowel:
            start = vowel.start()
            new = f"{'an' if new[0] in 'aeiou' else 'a'} {new}"
    return before[:start] + new + before[found.end() :]


def _in_number_of(old: str, new: str) -> str:
    """The new noun as the old one stands, one or many: teenager for "a child"."""
    singular = _PLURALS.get(new, new.removesuffix("s"))
    is_many = old in _PLURALS or old.endswith(("s", "people"))
    if not is_many:
        return singular
    many = next((plural for plural, one in _PLURALS.items() if one == singular), "")
    return many or (new if new.endswith(("s", "people")) else f"{new}s")


def _exchange_person(bare: str, before: str, people: Collection[str]) -> str | None:
    if bare not in people and not names_within(bare):
        return None
    known = [name for name in (*names_within(before), *sorted(people)) if name in before]
    if not known or bare in known:
        return None
    start = before.index(known[0])
    return before[:start] + bare + before[start + len(known[0]) :]
