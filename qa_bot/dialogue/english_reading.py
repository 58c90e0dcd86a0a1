"""Whether an English question is a follow-up, and of which kind.

A complete question must never be taken for one. So a pronoun counts only where nothing before it in the
question could be what it means, and a question word only where hardly anything else is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.dialogue.english_mentions import read_mention
from qa_bot.dialogue.english_words import (
    AUXILIARY,
    BACK,
    BASE_VERB,
    CONNECTIVE,
    EVENT,
    FILLER,
    MEASURE,
    PREPOSITION,
    Word,
    is_past,
    is_question_word,
    words_of,
)
from qa_bot.dialogue.follow_ups import Ask, FollowUp, Instead, Kind
from qa_bot.dialogue.word_lists import word_set

_KINDS: dict[str, Kind] = {
    "when": "when", "where": "where", "who": "who", "whom": "who", "why": "why", "how": "how",
    "what": "what", "which": "which",
}  # fmt: skip
_LONGEST_NAME = 6
_LONGEST_NOUN = 3
# what is asked for by a bare "Which company?" or "What time?"
_ASKED_NOUN = word_set(
    "time year day month date city country company firm team place part street school university",
    "hospital bank building kind type sort number percentage share reason month week age person",
    "people color colour size language party paper newspaper district region town village island",
    "bridge station floor room",
)
_BACK_FILLER = FILLER | word_set("was is were are did does it that this happen happened be to")


def read_english(text: str) -> FollowUp | None:
    """What the question leaves out; None for a complete one.

    >>> read_english("And when?")
    Ask(phrase='when', kind='when', language='en')
    >>> read_english("How many accidents have there been on Neureup Bridge since it opened?") is None
    True
    """
    words = words_of(text)
    lead = 0
    while lead < len(words) - 1 and words[lead].low in CONNECTIVE:
        lead += 1
    rest = words[lead:]
    if not rest:
        return None
    return _read_name(text, rest, has_lead=lead > 0) or _read_ask(text, rest) or read_mention(text, rest)


def _read_name(text: str, words: Sequence[Word], *, has_lead: bool) -> Instead | None:
    lows = [word.low for word in words]
    is_about = len(words) > 2 and lows[0] in ("what", "how") and lows[1] == "about"
    named = words[2:] if is_about else words
    preposition = ""
    if len(named) > 1 and named[0].low in PREPOSITION:
        preposition, named = named[0].low, named[1:]
    is_short_place = bool(preposition) and len(named) <= 2 and text.rstrip().endswith(("?", "？"))
    if not (is_about or has_lead or is_short_place) or len(named) > _LONGEST_NAME:
        return None
    is_verb = named[0].low in BASE_VERB | AUXILIARY and not _is_month(named[0])
    if any(_is_no_name(word.low) and not _is_month(word) for word in named) or (not is_about and is_verb):
        return None
    return Instead(text[named[0].start : named[-1].end], preposition)


def _is_month(word: Word) -> bool:
    return word.text in ("May", "March")


def _is_no_name(low: str) -> bool:
    return (
        is_question_word(low)
        or low in AUXILIARY
        or low in BACK
        or low in CONNECTIVE | {"there", "please", "you", "i"}
    )


def _read_ask(text: str, words: Sequence[Word]) -> Ask | None:
    asking = 1 if len(words) > 1 and words[0].low in PREPOSITION else 0
    word = words[asking].low
    if word not in _KINDS:
        return None
    end = asking + 1
    kind = _KINDS[word]
    following = [w.low for w in words[end:]]
    if word == "how" and following[:1] and following[0] in ("many", "much"):
        kind, end = ("many" if following[0] == "many" else "much"), end + 1
    elif word == "how" and following[:1] and following[0] in MEASURE:
        end += 1
    tail = words[end:]
    takes_noun = kind in ("many", "much", "what", "which")
    is_asked_noun = kind in ("many", "much") or (tail and tail[0].low in _ASKED_NOUN and len(tail) == 1)
    if tail and takes_noun and is_asked_noun and _is_noun(tail):
        return Ask(text[words[0].start : tail[-1].end], kind, "en")
    allowed = _BACK_FILLER if kind in ("when", "why") or following[:1] == ["else"] else FILLER
    if kind == "where" and len(tail) > 1 and tail[-1].low in EVENT:
        allowed = _BACK_FILLER
    if any(w.low not in allowed for w in tail) or (not tail and kind in ("what", "which") and asking == 0):
        return None
    return Ask(text[words[0].start : words[end - 1].end], kind, "en")


def _is_noun(words: Sequence[Word]) -> bool:
    """Whether they may be what is counted: "volunteers", "school children"; no "numbers exist"."""
    last = words[-1].low
    is_counted = len(words) == 1 or last.endswith("s") or last in ("people", "children", "men", "women")
    is_clause = any(
        w.low in AUXILIARY or w.low in BACK or w.low in FILLER or w.low == "one" or is_past(w.low)
        for w in words
    )
    return len(words) <= _LONGEST_NOUN and is_counted and not is_clause
