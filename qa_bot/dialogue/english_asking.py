"""Puts another question word, name or time into an English question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qa_bot.dialogue.english_alike import find_alike, is_attribute
from qa_bot.dialogue.english_exchange import exchange_english, exchange_in_story
from qa_bot.dialogue.english_question import EnglishQuestion, join, read_question
from qa_bot.dialogue.english_topic import says_which, topic_of
from qa_bot.dialogue.english_words import (
    BE,
    DETERMINER,
    PREPOSITION,
    Word,
    base_of,
    is_past,
    words_of,
)
from qa_bot.dialogue.follow_ups import Kind

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_END = re.compile(r"\s*[?？!.]*\s*$")
_ADVERBIAL: frozenset[Kind] = frozenset(("when", "where", "why", "how"))


def ask_english(phrase: str, kind: Kind, before: str, said: str = "") -> str | None:
    """The question `before` with `phrase` in the place of what it asked for; None where that can't be.

    `said` is what was answered, which may have to be named in the new question.

    >>> ask_english("when", "when", "Where did the working group first meet?")
    'When did the working group first meet?'
    >>> ask_english("when", "when", "Who built Neureup Bridge?", "Hanul Civil Engineering")
    'When did Hanul Civil Engineering build Neureup Bridge?'
    """
    question = read_question(before)
    if question is None:
        topic = topic_of(before)
        return _sentence(phrase, topic) if topic else None
    is_adverbial = kind in _ADVERBIAL or phrase.split()[0].lower() in PREPOSITION
    rest = _rest(question, phrase, said, is_adverbial=is_adverbial)
    lead = question.lead
    return _sentence(lead + (phrase if lead else phrase[:1].upper() + phrase[1:]), rest) if rest else None


def name_english(
    phrase: str,
    preposition: str,
    before: str,
    *,
    is_surname: bool = False,
    story: str = "",
    people: Collection[str] = frozenset(),
) -> str | None:
    """The question `before` about another name, time or thing of its kind; None where there is none like it.

    A surname takes no place's place. The `story` that was cited and its `people` tell what is of one kind.

    >>> name_english("Dalnae Bridge", "", "When did Neureup Bridge open?")
    'When did Dalnae Bridge open?'
    >>> name_english("the cost", "", "Who built Neureup Bridge?")
    'What is the cost of Neureup Bridge?'
    """
    year, years = _YEAR.search(phrase), _YEAR.findall(before)
    if year:
        if len(years) == 1:
            return before.replace(years[0], year[0])
        return _END.sub("", before) + f" {preposition or 'in'} {phrase}?"
    exchanged = exchange_english(phrase, before, people) or exchange_in_story(phrase, before, story)
    if exchanged:
        return exchanged
    words = words_of(phrase)
    alike = find_alike(words, before, is_surname=is_surname)
    if alike:
        start, end = alike[0].start, alike[-1].end
        old = before[start:end]
        possessive = old[-2:] if old.endswith(("'s", "’s")) else ""
        return before[:start] + phrase + possessive + before[end:]
    if preposition:
        return _END.sub("", before) + f" {preposition} {phrase}?"
    return about_english(phrase, topic_of(before)) if is_attribute(words) else None


def about_english(phrase: str, topic: str) -> str | None:
    """A question for a thing's attribute: what is its cost."""
    return f"What is {phrase} of {topic}?" if topic else None


def _rest(question: EnglishQuestion, phrase: str, said: str, *, is_adverbial: bool) -> str:
    if not is_adverbial:
        return _rest_of_nominal(question, phrase, said)
    if question.auxiliary is None:
        return _with_do(question, said)
    whole = join(question.text, (question.auxiliary, *question.rest))
    if question.is_adverbial:
        return whole
    subject, predicate = question.split()
    if subject or (question.asks == "how" and not question.noun):
        return _with_object(question, predicate) if question.noun and subject else whole
    if predicate and predicate[0].low in PREPOSITION and not says_which(predicate):
        return ""  # nobody knows what "on board" was on board of
    named = f"the {question.noun}" if question.noun else said or "it"
    return f"{question.auxiliary.text} {named} {join(question.text, predicate)}"


def _with_object(question: EnglishQuestion, predicate: Sequence[Word]) -> str:
    """What was asked for behind its verb: "How many buses did the city hire?", so it hired buses."""
    text, auxiliary = question.text, question.auxiliary
    if auxiliary is None or auxiliary.low in BE or not predicate:
        return join(text, (*filter(None, (auxiliary,)), *question.rest))
    noun = question.noun if question.asks == "how" else f"the {question.noun}"
    until_verb = text[auxiliary.start : predicate[0].end]
    return f"{until_verb} {noun} {join(text, predicate[1:])}".rstrip()


def _rest_of_nominal(question: EnglishQuestion, phrase: str, said: str) -> str:
    text, lows = question.text, phrase.lower().split()
    if question.auxiliary is None:
        return _rest_of_subject(question, lows, said)
    if lows[0] == "how" and len(lows) == 2 and question.noun:
        return f"{question.noun} {join(text, (question.auxiliary, *question.rest))}"
    subject, predicate = question.split()
    whole = join(text, (question.auxiliary, *question.rest))
    is_passive = question.auxiliary.low in BE and any(is_past(word.low) for word in predicate)
    if lows[0] in ("who", "which", "what") and question.is_adverbial and is_passive and subject:
        return f"{whole} by"
    return whole


def _rest_of_subject(question: EnglishQuestion, lows: Sequence[str], said: str) -> str:
    """After "Who made the trams?" and "How many?": what is counted is what was made."""
    text, verb, following = question.text, question.rest[:1], question.rest[1:]
    if not verb:
        return ""
    if len(lows) == 2 and lows[0] == "how" and following and not question.noun:
        counted = [word for word in following if word.low not in DETERMINER]
        return f"{join(text, counted)} did {said or 'they'} {base_of(verb[0].low)}"
    if lows[0] == "how" and not question.noun and following:
        at = 1 if following[0].low in PREPOSITION else 0
        return f"in {join(text, following[at:])}"
    return join(text, question.rest)


def _with_do(question: EnglishQuestion, said: str) -> str:
    """What a question whose subject was asked for becomes once the subject is known."""
    if not question.rest:
        return ""
    verb, following = question.rest[0].low, join(question.text, question.rest[1:])
    named = question.noun if question.asks == "how" else said
    is_plural = question.asks == "how" and not verb.endswith("s")
    auxiliary = "did" if is_past(verb) else "do" if is_plural else "does"
    subject = named or (f"the {question.noun}" if question.noun else "someone")
    if question.noun and question.asks != "how" and any(character.isdigit() for character in subject):
        subject = f"the {question.noun}"  # a share of members voted, not "91.2%"
    return f"{auxiliary} {subject} {base_of(verb)} {following}".rstrip()


def _sentence(start: str, rest: str) -> str:
    return f"{start} {_END.sub('', rest)}?"
