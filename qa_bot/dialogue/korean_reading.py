"""Whether a Korean question is a follow-up, and of which kind.

Korean leaves out what both know, so a question with a verb but without a noun of its own is one. With a noun
it is complete, unless a 그, 그 회사 or 거기 points back and nothing before it in the question could be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.dialogue.calendar_steps import read_step
from qa_bot.dialogue.follow_ups import Ask, FollowUp, Instead, Omission
from qa_bot.dialogue.korean_mentions import read_mention
from qa_bot.dialogue.korean_nouns import (
    OF_PERSON,
    OFFICE,
    PRONOUN,
    YEAR,
    has_time,
    is_attribute,
    is_ordinal,
)
from qa_bot.dialogue.korean_words import CONNECTIVE, Eojeol, Morpheme, eojeols_of, find_asking, kind_of
from qa_bot.dialogue.sorts import sort_in_korean

_LIGHT = frozenset(("하", "그렇", "그러", "되", "있", "이렇", "어떻"))
# 주차비는요 is 주차비는, only more polite
_POLITE = re.compile(r"(?<=[은는])요(?=\W*$)")
_WHY = frozenset(("이유", "까닭", "원인"))


def read_korean(text: str) -> FollowUp | None:
    """What the question leaves out; None for a complete one.

    >>> read_korean("그럼 언제?")
    Ask(phrase='언제', kind='when', language='ko')
    >>> read_korean("가람군 달내교는 누가 지었어?") is None
    True
    """
    text = _POLITE.sub("", text)
    words = eojeols_of(text)
    # 글쎄 그게 뭐더라: whoever says so asks himself
    if words and words[0].morphemes[0].form == "글쎄":
        return None
    lead = words[:1] if words and _is_connective(words[0]) else []
    # typed without a space: 그럼언제
    words = [_without_connective(words[0]), *words[1:]] if words and not lead else words[1:]
    if not words:
        return None
    return (
        _read_ask(text, words)
        or _read_name(words, has_lead=bool(lead) or words[0].start > 0)
        or read_mention(text, words)
        or _read_omission(text, words)
    )


def asks_of_person(text: str) -> bool:
    """Whether a clause asks what only people have: an age, a school."""
    return any(m.form in OF_PERSON for word in eojeols_of(text) for m in word.morphemes)


def is_office(text: str) -> bool:
    """Whether a clause asks who leads a body: "사장은 누구야?"."""
    return any(word.noun in OFFICE for word in eojeols_of(text)[:1])


def _is_connective(word: Eojeol) -> bool:
    return word.text.rstrip(",") in CONNECTIVE


def _without_connective(word: Eojeol) -> Eojeol:
    first = word.morphemes[0]
    if first.tag == "MAJ" and first.form in CONNECTIVE and len(word.morphemes) > 1:
        return Eojeol(word.text[first.end - word.start :], first.end, word.morphemes[1:])
    return word


def _read_ask(text: str, words: Sequence[Eojeol]) -> Ask | None:
    asking = find_asking(text, words)
    flat = [m for word in words for m in word.morphemes]
    if asking is None:
        is_reason = len(words) <= 2 and flat[0].form in ("그", "이") and any(m.form in _WHY for m in flat)
        return Ask("왜", "why", "ko") if is_reason or _is_lone_reason(words) else None
    outside = [m for m in flat if not asking.start <= m.start < asking.end]
    if any(m.form in _WHY for m in outside) and len(words) <= 3 and asking.kind == "what":
        return Ask("왜", "why", "ko") if _names_nothing_else(outside) else None
    points_back = {PRONOUN.get(m.form) for m in outside if m.tag == "NP"}
    if asking.kind == "what" or (asking.stem.startswith("어떻") and asking.end < words[-1].end):
        return None
    # 그게 누구야 and 그는 몇 살이야 mean someone that was named
    if "person" in points_back or (points_back and asking.kind == "who"):
        return None
    if not all(_is_empty(m) for m in outside):
        return None
    tail = "" if asking.is_copular else asking.tail
    return Ask(asking.stem + _without_politeness(tail), asking.kind, "ko")


def _names_nothing_else(morphemes: Sequence[Morpheme]) -> bool:
    return all(m.form in _WHY or m.form in ("그", "이") or not m.is_noun for m in morphemes)


def _is_lone_reason(words: Sequence[Eojeol]) -> bool:
    return len(words) == 1 and words[0].noun in _WHY and words[0].particle in ("", "은", "는")


def _is_empty(morpheme: Morpheme) -> bool:
    """Whether it says nothing of its own: 그게, 거야, 그랬어."""
    if morpheme.is_verb:
        return morpheme.form in ("그렇", "그러", "하")
    is_pronoun = morpheme.form in ("그것", "그거", "이것", "이거", "그", "거", "것", "그런", "바로", "정확히")
    return is_pronoun or morpheme.is_particle or morpheme.is_ending or morpheme.tag in ("MAJ", "IC")


def _without_politeness(particle: str) -> str:
    return particle.removesuffix("요")


def _read_name(words: Sequence[Eojeol], *, has_lead: bool) -> Instead | None:
    last = words[-1]
    if last.morphemes[0].form == "어떻" and len(words) > 1:
        words, last = words[:-1], words[-2]
    flat = [m for word in words for m in word.morphemes]
    particles = [m.form for m in last.morphemes if m.is_particle]
    is_time = flat[0].tag == "SN" and has_time(words)
    ends_as_topic = bool(particles) and (particles[-1] in ("은", "는", "ᆫ") or is_time or has_lead)
    is_nominal = all(m.is_noun or m.is_particle or m.tag in ("MM", "MAJ", "SW", "SO", "JX") for m in flat)
    points_back = any(m.tag == "NP" or (m.tag == "MM" and m.form in ("그", "이", "저")) for m in flat)
    asks = any(kind_of(m, n) for m, n in zip(flat, [*flat[1:], None], strict=True))
    if not ends_as_topic or not is_nominal or points_back or asks or not _is_one_name(words):
        return None
    phrase = " ".join([*(word.text for word in words[:-1]), last.noun])
    return Instead(phrase, last.particle)


def _is_one_name(words: Sequence[Eojeol]) -> bool:
    """Whether they are a single thing and no pair of a thing and what it has ("달내교 길이는?")."""
    if len(words) == 1 or read_step(" ".join(word.noun for word in words)):
        return True
    if all(has_time([word]) for word in words) and not any(word.particle for word in words[:-1]):
        return True
    if len(words) > 3 or any(word.particle for word in words[:-1]):
        return False
    return (len(words) == 2 and is_ordinal(words[0])) or (
        len(words) == 2 and not is_attribute(words[-1].noun) and words[-1].morphemes[0].tag == "NNP"
    )


def _read_omission(text: str, words: Sequence[Eojeol]) -> Omission | None:
    asking = find_asking(text, words)
    if asking is None:
        return None
    clause = text[words[0].start :]
    outside = [word for word in words if not (word.start < asking.end and asking.start < word.end)]
    verbs = [m for word in words for m in word.morphemes if m.is_verb]
    named = [word for word in outside if _names_something(word)]
    if not named:
        has_verb = any(m.form not in _LIGHT for m in verbs) or any(m.tag == "XSV" for m in verbs)
        says_something = has_verb or any(_says_which_days(word) for word in outside)
        return Omission(clause, is_attribute=False) if says_something and asking.kind != "what" else None
    is_lone = len(named) == 1 and named[0] is words[0] and asking.is_copular and len(words) <= 3
    is_had = is_attribute(named[0].noun) or named[0].noun in OFFICE
    if is_lone and is_had and named[0].particle in ("은", "는", "이", "가", ""):
        return Omission(clause, is_attribute=True)
    return None


def _says_which_days(word: Eojeol) -> bool:
    """Whether it is 평일에는 or 저녁에: when, but of what is left out."""
    return word.particle.startswith(("에", "엔")) and sort_in_korean(word.noun) in ("weekday", "part of day")


def _names_something(word: Eojeol) -> bool:
    """Whether it has a noun that isn't half of a verb, as 발견 is of 발견했어, and no year alone."""
    if YEAR.fullmatch(word.noun) or _says_which_days(word):
        return False
    nouns = [i for i, m in enumerate(word.morphemes) if m.is_noun or m.tag == "SH"]
    return any(
        not (i + 1 < len(word.morphemes) and word.morphemes[i + 1].is_verb)
        and word.morphemes[i].form not in ("처음", "때")
        for i in nouns
    )
