"""Words of an English question that point back: he, it, there, this article, that bridge.

One counts only where nothing before it in its own question could be what it means.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.dialogue.english_words import (
    ARTICLE_NOUN,
    ARTICLE_VERB,
    AUXILIARY,
    BACK,
    BASE_VERB,
    BE,
    CALENDAR,
    CLAUSE,
    DEMONSTRATIVE,
    DETERMINER,
    EVENT,
    FILLER,
    FUNCTION,
    GROUP,
    HAVE,
    MEASURE,
    PERSON,
    PERSON_NOUN,
    POSSESSIVE,
    PREPOSITION,
    THING,
    Word,
    is_past,
    is_question_word,
)
from qa_bot.dialogue.follow_ups import Mention, Reference
from qa_bot.dialogue.word_lists import word_set
from qa_bot.types import Span

_IT_TAKES = word_set(
    "take takes took cost costs mean means matter seem seems happen be possible true legal",
)
_IT_IS_SAID = word_set(
    "estimated thought believed said discovered preferred assumed known considered expected found",
    "reported suggested claimed argued shown outlined decided recommended feared hoped required",
    "illegal",
)
_CLAUSE_OPENER = word_set("to that for if when how why whether what")
_MAKE = word_set("make makes made find finds found")
_ABOUT_NOTHING = word_set("time raining snowing")
_OF_ARTICLE = word_set("about on of from behind covering with that which in for")


def read_mention(text: str, words: Sequence[Word]) -> Mention | None:
    """The first word that points back out of the question; None where there is none.

    >>> from qa_bot.dialogue.english_words import words_of
    >>> read_mention("who built it", words_of("who built it")).span
    Span(start=10, end=12)
    """
    clause_start = words[0].start
    for index, word in enumerate(words):
        reference = _reference(words, index)
        if reference is None or not _is_unresolved(words, index):
            continue
        last, noun = index, ""
        if reference == "article" and word.low not in THING and index + 1 < len(words):
            last = index + 1 if words[index + 1].low in ARTICLE_NOUN else index
        elif word.low in DEMONSTRATIVE and not _stands_alone(words, index):
            last, noun = index + 1, words[index + 1].low
        span = Span(word.start - clause_start, words[last].end - clause_start)
        particle = "'s" if _is_possessive(words, index) else ""
        clause = text[clause_start:]
        return Mention(clause[:1].upper() + clause[1:], span, reference, noun, particle)
    return None


def _reference(words: Sequence[Word], index: int) -> Reference | None:
    """What the word at `index` points back at, if it does at all."""
    low, following = words[index].low, words[index + 1].low if index + 1 < len(words) else ""
    if low in PERSON:
        return "person"
    if low in ("the", "this", "that") and following in ARTICLE_NOUN:
        behind = words[index + 2].low if index + 2 < len(words) else ""
        return None if behind in _OF_ARTICLE else "article"
    if index == 0 and low not in POSSESSIVE:
        return None
    if low in THING or (low in ("this", "that") and _stands_alone(words, index)):
        if low == "it" and _is_expletive(words, index):
            return None
        return "article" if any(word.low in ARTICLE_VERB for word in words) else "thing"
    if low in GROUP:
        return "group"
    if low == "there":
        return None if _is_existential(words, index) else "place"
    if low in DEMONSTRATIVE and index and (low != "that" or words[index - 1].low in AUXILIARY | PREPOSITION):
        return _reference_of_noun(words, index)
    return None


def _reference_of_noun(words: Sequence[Word], index: int) -> Reference | None:
    """What "this bridge" or "that mayor" points back at, by its noun."""
    if index + 1 >= len(words) or words[index + 1].is_name:
        return None
    noun, behind = words[index + 1].low, words[index + 2].low if index + 2 < len(words) else ""
    if noun in CALENDAR | FUNCTION or noun.endswith("'s") or behind in ("that", "which", "who", "of"):
        return None
    if noun in PERSON_NOUN | {"man", "woman", "person"}:
        return "person"
    return "place" if noun in ("place", "city", "town", "country", "village") else "thing"


def _stands_alone(words: Sequence[Word], index: int) -> bool:
    """Whether "this" or "that" is no "this bridge" and no "said that …"."""
    tail = [word.low for word in words[index + 1 :] if word.low not in FILLER]
    before = words[index - 1].low if index else ""
    is_verb = tail[:1] != [] and (tail[0] in BASE_VERB or tail[0] in EVENT)
    # "did this win have": a verb behind makes a noun of the word before it
    is_only_verb = is_verb and not any(low in BASE_VERB | HAVE for low in tail[1:])
    return (not tail and index > 0) or (before in AUXILIARY and is_only_verb)


def _is_expletive(words: Sequence[Word], index: int) -> bool:
    """The "it" of "how long does it take to …", and of what time it is."""
    behind = [word.low for word in words[index + 1 : index + 5]]
    if index + 1 >= len(words) - 2 and any(word.low in _ABOUT_NOTHING for word in words):
        return True
    if any(low in _IT_IS_SAID for low in behind[:2]) or (behind[1:2] == ["that"] and is_past(behind[0])):
        return True
    # how cold it got is the weather's
    if words[1].low in MEASURE and behind[:1] == ["get"] and len(behind) > 1:
        return True
    opens_clause = any(low in _CLAUSE_OPENER for low in behind[1:])
    before = words[index - 1].low
    is_judged = bool(behind) and (before in BE or before in _MAKE)
    # how hot was it in the warehouse; how long was it when it broke; what is it called when it breaks
    is_state = is_judged and (behind[0] in PREPOSITION or behind[0] in _CLAUSE_OPENER or "when" in behind[:2])
    is_saying = any(low in _IT_TAKES for low in behind[:2])
    is_adjective = is_judged and not is_past(behind[0])
    return is_state or (opens_clause and (is_saying or is_adjective))


def _is_existential(words: Sequence[Word], index: int) -> bool:
    around = [words[i].low for i in (index - 1, index + 1) if 0 <= i < len(words)]
    return any(low in AUXILIARY for low in around)


def _is_possessive(words: Sequence[Word], index: int) -> bool:
    if words[index].low not in POSSESSIVE or index + 1 >= len(words):
        return False
    following = words[index + 1].low
    return words[index].low != "her" or following not in FUNCTION


def _is_unresolved(words: Sequence[Word], index: int) -> bool:
    """Whether nothing before the word at `index` in its own question could be what it means."""
    asking, opening = _opening(words)
    before = [*words[:asking], *words[opening:index]]
    # the first word is capitalised whatever it is
    has_name = any(word.is_name and word is not words[0] for word in before)
    if has_name or any(word.low in DETERMINER | DEMONSTRATIVE for word in before):
        return False
    content = [w for w in before if w.low not in FUNCTION and w.low not in BACK and not w.text[0].isdigit()]
    is_subject_asked = opening < len(words) and words[opening].low not in AUXILIARY
    named = words[asking + 1 : opening]
    # "What characteristic of oxygen makes it …", "How many classes outside of their …"
    if is_subject_asked and (len(named) > 2 or (len(named) > 1 and words[index].low in GROUP | POSSESSIVE)):
        return False
    if any(word.low in CLAUSE or is_question_word(word.low) for word in before) and content:
        return False
    if _is_named_behind(words, index):
        return False
    if not content:
        return True
    return len(content) == 1 and is_subject_asked and not _is_bound(words, opening, index)


def _is_named_behind(words: Sequence[Word], index: int) -> bool:
    """Whether a clause behind names what it means: "What did his father say when Tesla recovered?"."""
    clause = next((i for i in range(index, len(words)) if words[i].low in CLAUSE), len(words))
    return any(word.is_name for word in words[clause + 1 : clause + 2])


def _is_bound(words: Sequence[Word], opening: int, index: int) -> bool:
    """Whether what is asked for is what the word means: "Which team said it would appeal?"."""
    following = words[index + 1].low if index + 1 < len(words) else ""
    asks_who = words[opening - 1].low in ("who", "whom") if opening else False
    is_person = words[index].low in PERSON | GROUP
    return following in AUXILIARY or (_is_possessive(words, index) and asks_who == is_person)


def _opening(words: Sequence[Word]) -> tuple[int, int]:
    """Where the question word stands, and where the noun that belongs to it ends."""
    asking = next((i for i, word in enumerate(words) if is_question_word(word.low)), None)
    if asking is None:
        return 0, 0
    word = words[asking].low
    end = asking + 1
    if word == "how" and end < len(words) and words[end].low in MEASURE | {"many", "much"}:
        end += 1
    if word in ("what", "which", "whose") or words[end - 1].low in ("many", "much"):
        while (
            end < len(words)
            and end <= asking + 4
            and not _is_verb(words[end].low)
            and words[end].low not in BACK
        ):
            end += 1
    return asking, end


def _is_verb(low: str) -> bool:
    return low in AUXILIARY or is_past(low)
