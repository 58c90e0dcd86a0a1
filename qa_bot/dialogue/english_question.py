"""The parts of an English question: what asks, the auxiliary, whom or what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.dialogue.english_words import (
    ADVERB,
    AUXILIARY,
    BASE_VERB,
    BE,
    DETERMINER,
    HAVE,
    MEASURE,
    PREPOSITION,
    Word,
    base_of,
    is_past,
    is_question_word,
    words_of,
)

_LONGEST_PHRASE = 12
_QUOTE_OPENS, _QUOTE_CLOSES = ('"', "“", "‘"), ('"', "”")
_PREDICATE_OPENERS = frozenset(("due", "able", "to", "supposed", "located", "based"))


@dataclass(frozen=True, slots=True)
class EnglishQuestion:
    """`lead` stands before what asks; `auxiliary` is None where that is the subject ("Who built it?")."""

    text: str
    lead: str
    phrase: tuple[Word, ...]
    auxiliary: Word | None
    rest: tuple[Word, ...]

    @property
    def asks(self) -> str:
        """The question word."""
        return next(word.low for word in self.phrase if is_question_word(word.low))

    @property
    def noun(self) -> str:
        """What is asked for by name: "steel piles" of "how many steel piles", else nothing."""
        index = [word.low for word in self.phrase].index(self.asks) + 1
        if self.asks == "how" and index < len(self.phrase):
            index += 1
        return join(self.text, self.phrase[index:])

    @property
    def is_adverbial(self) -> bool:
        """Whether it asks for time, place, reason or measure, so that the rest is a whole sentence."""
        begins_with_preposition = self.phrase[0].low in PREPOSITION
        is_time = self.asks == "what" and self.noun in ("time", "day", "year", "date", "month")
        is_how = self.asks == "how" and not self.noun and self.phrase[-1].low not in ("many", "much")
        return begins_with_preposition or is_time or is_how or self.asks in ("when", "where", "why")

    def split(self) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """Subject and predicate of what follows the auxiliary; either may be empty."""
        for index, word in enumerate(self.rest):
            before = self.rest[index - 1].low if index else ""
            if word.low == "be" and index:
                return self.rest[:index], self.rest[index:]
            if before in DETERMINER or before in PREPOSITION or word.is_name:
                continue
            if self._opens_predicate(word.low, is_first=index == 0):
                return self.rest[:index], self.rest[index:]
        if self.auxiliary and self.auxiliary.low in BE:
            # "How many people were on board?": who was there is what was asked for
            is_place_only = bool(self.noun) and self.rest[:1] != () and self.rest[0].low in PREPOSITION
            return ((), self.rest) if is_place_only else (self.rest, ())
        return split_at_names(self.rest)

    def _opens_predicate(self, word: str, *, is_first: bool) -> bool:
        auxiliary = self.auxiliary.low if self.auxiliary else ""
        if auxiliary in BE or auxiliary in HAVE:
            return is_past(word) or word in ADVERB or word in _PREDICATE_OPENERS or word.endswith("ing")
        return not is_first and (word in BASE_VERB or word in ADVERB)


def read_question(text: str) -> EnglishQuestion | None:
    """The parts of a question; None where nothing in it asks.

    >>> question = read_question("In which city did the working group first meet?")
    >>> [word.text for word in question.phrase], question.auxiliary.text
    (['In', 'which', 'city'], 'did')
    """
    words = words_of(text)
    asking = next((i for i, word in enumerate(words) if is_question_word(word.low)), None)
    if asking is None:
        return None
    start = _start_of_phrase(text, words, asking)
    end = _end_of_phrase(words, asking)
    auxiliary = words[end] if end < len(words) and words[end].low in AUXILIARY else None
    rest = words[end + 1 if auxiliary else end :]
    lead = text[: words[start].start]
    return EnglishQuestion(text, lead, tuple(words[start:end]), auxiliary, tuple(rest))


def join(text: str, words: Sequence[Word]) -> str:
    """The words as they stand in the text."""
    if not words:
        return ""
    start, end = words[0].start, words[-1].end
    # the quotation marks of a title belong to it
    start -= text[start - 1 : start] in _QUOTE_OPENS
    end += text[end : end + 1] in _QUOTE_CLOSES
    return text[start:end]


def _start_of_phrase(text: str, words: Sequence[Word], asking: int) -> int:
    if asking and words[asking - 1].low in PREPOSITION:
        # "On the climb to which bridge did …": all of it asks
        before = text[: words[asking - 1].start].rstrip()
        return asking - 1 if not before or before.endswith(",") or lows_of(words[: asking - 1]) else 0
    return asking


def _end_of_phrase(words: Sequence[Word], asking: int) -> int:
    word = words[asking].low
    following = words[asking + 1].low if asking + 1 < len(words) else ""
    if word in ("what", "which", "whose"):
        return _end_of_noun(words, asking + 1)
    if word != "how":
        return asking + 1
    if following in ("many", "much"):
        return _end_of_noun(words, asking + 2)
    if following in MEASURE:
        has_noun = asking + 2 < len(words) and words[asking + 2].low in ("a", "an")
        return _end_of_noun(words, asking + 2) if has_noun else asking + 2
    return asking + 1


def _end_of_noun(words: Sequence[Word], start: int) -> int:
    """Where the noun that begins at `start` gives way to a verb; `start` where no verb comes.

    Sure signs of a verb first: "fire" in "for the market fire did" is none.
    """
    places = range(start, min(start + _LONGEST_PHRASE, len(words)))
    for is_verb in (_is_surely_verb, _may_be_verb):
        for index in places:
            if is_verb(words[index]) and (index > start or is_verb is _is_surely_verb):
                return index
    return start


def _is_surely_verb(word: Word) -> bool:
    return word.low in AUXILIARY or is_past(word.low)


def _may_be_verb(word: Word) -> bool:
    is_third_person = word.low.endswith("s") and base_of(word.low) in BASE_VERB
    return not word.is_name and (word.low in BASE_VERB or is_third_person)


def split_at_names(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """After a subject whose verb isn't known: behind its last name, else behind three words."""
    end = 0
    while end < len(words) and (words[end].low in DETERMINER or not words[end].is_name) and end < 2:
        end += 1
    while end < len(words) and words[end].is_name:
        end += 1
    return words[:end], words[end:]


def lows_of(words: Sequence[Word]) -> list[str]:
    """The words in lower case."""
    return [word.low for word in words]
