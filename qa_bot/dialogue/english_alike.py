"""The words of an English question that another name or noun may take the place of."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.dialogue.english_question import lows_of, read_question
from qa_bot.dialogue.english_words import (
    ADVERB,
    AUXILIARY,
    BASE_VERB,
    CALENDAR,
    CLAUSE,
    DETERMINER,
    PREPOSITION,
    Word,
    base_of,
    is_past,
    is_question_word,
    words_of,
)
from qa_bot.dialogue.names_of_people import is_organisation, names_within
from qa_bot.dialogue.word_lists import word_set

# what a thing has, and may be asked for without an article: "And height?"
_ATTRIBUTE = word_set(
    "cost price length height width depth weight age size population capacity speed date name address",
    "hours fee fare budget area temperature salary score attendance distance duration colour color",
    "prices hours fees fares",
)
_NO_NOUN = ADVERB | CALENDAR | word_set("today tomorrow yesterday tonight here me us why not yes no")
_NO_DESCRIBED = PREPOSITION | CLAUSE | _NO_NOUN
_PEOPLE = word_set("people children men women")


def find_alike(phrase: Sequence[Word], before: str, *, is_surname: bool = False) -> Sequence[Word]:
    """The name or noun of the question that the phrase stands for; empty where none is surely meant.

    >>> [word.text for word in find_alike(words_of("haddock"), "How much was cod in January?")]
    ['cod']
    """
    words = words_of(before)
    last = phrase[-1].low if phrase else ""
    runs = [run for run in _name_runs(words) if run]
    same = [run for run in runs if _bare(run[-1].low) == _bare(last)]
    if same:
        return same[0]
    if phrase and phrase[-1].is_name:
        return _name_like(phrase, runs, words, is_surname=is_surname)
    return _noun_before(words, last) or _bare_noun(phrase, before)


def is_attribute(phrase: Sequence[Word]) -> bool:
    """Whether it may be what a thing has: "the cost", "height", but no name and no "haddock"."""
    if not phrase or phrase[-1].is_name or phrase[-1].low in ("one", "ones"):
        return False
    return phrase[0].low in DETERMINER or phrase[-1].low in _ATTRIBUTE


def _name_like(
    phrase: Sequence[Word], runs: Sequence[Sequence[Word]], words: Sequence[Word], *, is_surname: bool
) -> Sequence[Word]:
    """The first name, unless it is surely of another kind: no Thorne for the Westlea Cross of an election."""
    if is_surname:
        return next((run for run in runs if not _is_of_place(run, words)), ())
    run = runs[0] if runs else ()
    if run and _has_article(run, words):
        if names_within(" ".join(word.text for word in phrase)):
            return ()  # no Bae Su-wan for the Garam Festival
        # Busan for Garam: "the Busan Festival"
        if len(phrase) == 1 and len(run) > 1 and is_organisation(run[-1].text):
            return run[:1]
    is_another = len(phrase) == 1 and len(run) > 1 and _describes(run, words)
    return () if is_another else run


def _has_article(run: Sequence[Word], words: Sequence[Word]) -> bool:
    start = words.index(run[0])
    return start > 0 and words[start - 1].low == "the"


def _is_of_place(run: Sequence[Word], words: Sequence[Word]) -> bool:
    start = words.index(run[0])
    before = words[start - 1].low if start else ""
    return before in PREPOSITION | DETERMINER or _describes(run, words)


def _describes(run: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a noun follows the name, as in "the Westlea Cross election"."""
    end = words.index(run[-1]) + 1
    following = words[end].low if end < len(words) else ""
    is_form = is_past(following) or following.endswith("ing") or base_of(following) in BASE_VERB
    is_verb = is_form or following in BASE_VERB | AUXILIARY
    is_whose = run[-1].low.endswith(("'s", "s'"))
    return bool(following) and not is_verb and not is_whose and following not in _NO_DESCRIBED


def _bare_noun(phrase: Sequence[Word], before: str) -> Sequence[Word]:
    """The one noun without an article that another such noun stands for: "haddock" for the price of "cod"."""
    question = read_question(before)
    if question is None or not phrase or not _may_be_bare(phrase):
        return ()
    counted = question.phrase[2:]
    if counted and lows_of(question.phrase[:2]) == ["how", "many"]:
        is_many = phrase[-1].low.endswith("s") or phrase[-1].low in _PEOPLE
        return counted if is_many else ()
    subject, _ = question.split()
    places = [0, *(i + 1 for i, word in enumerate(subject) if word.low in ("of", "for"))]
    found = (subject[i : i + 1] for i in places if _is_bare_at(subject, i))
    return next(found, ())


def _may_be_bare(phrase: Sequence[Word]) -> bool:
    lows = lows_of(phrase)
    is_said_of = any(low in DETERMINER | _NO_NOUN | AUXILIARY | PREPOSITION for low in lows)
    return len(phrase) == 1 and lows[0].isalpha() and lows[0] not in _ATTRIBUTE and not is_said_of


def _is_bare_at(words: Sequence[Word], index: int) -> bool:
    if index >= len(words) or words[index].is_name or not _may_be_bare(words[index : index + 1]):
        return False
    return index + 1 == len(words) or words[index + 1].low in PREPOSITION


def _name_runs(words: Sequence[Word]) -> list[list[Word]]:
    runs: list[list[Word]] = [[]]
    for index, word in enumerate(words):
        is_opening = index == 0 and (is_question_word(word.low) or word.low in AUXILIARY | PREPOSITION)
        if word.is_name and not is_opening:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return runs


def _noun_before(words: Sequence[Word], noun: str) -> Sequence[Word]:
    """The noun with what describes it, from its determiner on: "the first meeting"."""
    end = next((i for i, word in enumerate(words) if _bare(word.low) == _bare(noun)), None)
    if end is None:
        return ()
    start = end
    while start and start > end - 4:
        before = words[start - 1].low
        if before in AUXILIARY | PREPOSITION or is_question_word(before):
            break
        start -= 1
        if before in DETERMINER:
            break
    return words[start : end + 1]


def _bare(word: str) -> str:
    return word.removesuffix("'s")
