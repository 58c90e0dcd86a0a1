"""What a Korean question is about, and what it becomes with another question word or name in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qa_bot.dialogue.follow_ups import Kind
from qa_bot.dialogue.korean_exchange import (
    exchange_by_sort,
    exchange_in_story,
    exchange_person,
    put_beside,
    without_group,
)
from qa_bot.dialogue.korean_nouns import MOMENT, YEAR, has_time, is_attribute, is_ordinal
from qa_bot.dialogue.korean_words import Asking, Eojeol, Morpheme, eojeols_of, find_asking
from qa_bot.dialogue.particle_forms import with_copula, with_particle
from qa_bot.types import Span

# what stands for the answer in "… 사람은 누구야?" once something else is asked for
_HEADS: dict[Kind, str] = {"when": "때", "where": "곳", "who": "사람", "why": "이유", "how": "방법"}
_END = re.compile(r"\s*[?？!.]*\s*$")
_TOPIC = ("은", "는", "에는", "에서는")
# what a measured time is followed by: 며칠 만에, 몇 년 동안
_SPAN_OF_TIME = ("만", "동안", "뒤", "후", "전", "안", "내", "사이")
_LONGEST_TAIL = 2


def topic_of_korean(text: str) -> str:
    """What the question is about, without its particle: what one leaves out when asking on.

    >>> topic_of_korean("온유사 종을 만든 사람은 누구야?"), topic_of_korean("달내교 제한속도가 얼마야?")
    ('온유사 종', '달내교')
    """
    words = eojeols_of(text)
    asking = find_asking(text, words)
    before = [word for word in words if asking is None or word.end <= asking.start]
    if not before:
        before = [word for word in words if asking is None or word.start >= asking.end]
    if len(before) > 1 and before[0].noun in MOMENT:
        before = before[1:]
    clause = next((i for i, word in enumerate(before) if word.modifies), None)
    is_cleft = (
        clause is not None
        and clause > 0
        and (asking is None or asking.is_copular or asking.end == words[-1].end)
    )
    if is_cleft and clause is not None:
        return _first_noun(text, before[:clause])
    end = _end_of_topic(before)
    if asking is None or asking.is_copular or not _is_behind(words, asking):
        return _without_attribute(text, before[:end])
    return _noun_of(text, before[:end])


def ask_korean(phrase: str, kind: Kind, before: str) -> str | None:
    """The question `before` with `phrase` in the place of what it asked for; None where that can't be.

    >>> ask_korean("언제", "when", "한미 워킹그룹 첫 회의는 어디서 열렸나?")
    '한미 워킹그룹 첫 회의는 언제 열렸나?'
    >>> ask_korean("언제", "when", "공룡 발자국을 처음 본 사람은 누구인가요?")
    '공룡 발자국을 처음 본 때는 언제인가요?'
    """
    words = eojeols_of(before)
    asking = find_asking(before, words)
    head = _head([word for word in words if asking is None or word.end <= asking.start])
    if asking is None:
        return _ask_of_keywords(phrase, kind, before, head)
    if asking.is_copular or asking.end == words[-1].end:
        return _ask_of_copula(phrase, kind, before, asking, head)
    behind = next((w for w in words if w.start > asking.end and _ends_time(w.morphemes[0])), None)
    is_next = behind is not None and before[asking.end : behind.start].isspace()
    return before[: asking.start] + phrase + before[behind.end if behind and is_next else asking.end :]


def name_korean(
    phrase: str, before: str, *, story: str = "", people: Collection[str] = frozenset()
) -> str | None:
    """The question `before` about another name, time or thing; None where it says nothing alike.

    The `story` that was cited and its `people` tell what is of one kind.

    >>> name_korean("느릅교", "달내교는 언제 개통했나요?"), name_korean("길이", "느릅교는 누가 지었나?")
    ('느릅교는 언제 개통했나요?', '느릅교 길이는?')
    """
    year, years = YEAR.search(phrase), YEAR.findall(before)
    if year and len(years) == 1:
        before, phrase = before.replace(years[0], year[0]), phrase[year.end() :].strip()
        if not phrase:
            return before
    words = eojeols_of(before)
    asking = find_asking(before, words)
    outside = [w for w in words if not (asking and w.start < asking.end and asking.start < w.end)]
    exchanged = (
        exchange_by_sort(phrase, before, outside)
        or exchange_person(phrase, before, outside, people)
        or exchange_in_story(phrase, before, outside, story)
        or put_beside(phrase, before, outside, asking)
    )
    candidates = [w for w in outside if w.is_named and w.noun not in MOMENT]
    return exchanged or _name_alike(phrase, before, words, candidates)


def _name_alike(
    phrase: str, before: str, words: Sequence[Eojeol], candidates: Sequence[Eojeol]
) -> str | None:
    if has_time(eojeols_of(phrase)):
        topic_end = next((w.end for w in candidates if w.particle in _TOPIC), 0)
        return f"{before[:topic_end]} {phrase} {before[topic_end:].lstrip()}".strip()
    place = _place_of_alike(phrase, candidates, words)
    if place is None or _is_attribute_of(phrase, candidates):
        return about_korean(phrase, topic_of_korean(before))
    start, word = place
    return before[:start] + with_particle(phrase, word.particle) + before[word.end :]


def about_korean(phrase: str, topic: str) -> str | None:
    """A question for what a thing has: "느릅교 길이는?"."""
    return with_particle(f"{topic} {phrase}", "은") + "?" if topic else None


def _ends_time(morpheme: Morpheme) -> bool:
    return morpheme.form in _SPAN_OF_TIME and morpheme.tag in ("NNB", "NNG")


def _ask_of_keywords(phrase: str, kind: Kind, before: str, head: Span | None) -> str:
    """With another noun behind its clause, "종을 만든 때는?"; else the question word comes last."""
    if head is not None and kind in _HEADS:
        return before[: head.start] + with_particle(_HEADS[kind], "은") + "?"
    return f"{_END.sub('', before)} {phrase}?"


def _ask_of_copula(phrase: str, kind: Kind, before: str, asking: Asking, head: Span | None) -> str | None:
    if head is None and kind in ("why", "how") and asking.is_copular:
        return None  # 왜야 is no Korean
    ending = asking.tail if asking.is_copular else before[asking.start + len(asking.stem) : asking.end]
    stem = "무엇" if kind in ("why", "how") and head is not None else phrase
    asked = with_copula(stem, ending) + before[asking.end :]
    if head is None or kind not in _HEADS:
        return before[: asking.start] + asked
    named = with_particle(_HEADS[kind], eojeols_of(before[head.start : head.end])[-1].particle)
    return before[: head.start] + named + before[head.end : asking.start] + asked


def _head(before: Sequence[Eojeol]) -> Span | None:
    """The noun that a clause modifies and that what asks is about: 사람은 of "처음 본 사람은 누구"."""
    clause = max((i for i, word in enumerate(before) if word.modifies), default=None)
    if clause is None or clause + 1 == len(before) or not all(word.is_named for word in before[clause + 1 :]):
        return None
    return Span(before[clause + 1].start, before[-1].end)


def _end_of_topic(words: Sequence[Eojeol]) -> int:
    """Behind the first noun marked as what is talked about, else as the subject or object, else the end."""
    for particles in (_TOPIC, ("이", "가"), ("에", "에서", "을", "를", "에게")):
        found = next(
            (i for i, word in enumerate(words) if word.particle in particles and word.is_named), None
        )
        if found is not None:
            return found + 1
    return len(words)


def _is_behind(words: Sequence[Eojeol], asking: Asking) -> bool:
    return any(word.start >= asking.end for word in words)


def _first_noun(text: str, words: Sequence[Eojeol]) -> str:
    """The object of a clause, else its first noun: what is done says more than who does it."""
    ends = [i + 1 for i, word in enumerate(words) if word.particle and word.is_named] or [len(words)]
    objects = [end for end in ends if words[end - 1].particle in ("을", "를")]
    end = objects[0] if objects else ends[0]
    start = max((other for other in ends if other < end), default=0)
    return _noun_of(text, words[start:end])


def _without_attribute(text: str, words: Sequence[Eojeol]) -> str:
    """What has the attribute: 달내교 of "달내교 제한속도", 실무그룹 of "실무그룹의 의장"."""
    owner = next((i for i, word in enumerate(words) if word.particle == "의"), None)
    if owner is not None:
        return _noun_of(text, words[: owner + 1])
    if len(words) > 1 and all(is_ordinal(word) for word in words[:-1]):
        return _noun_of(text, words)  # 다음 alone is the next of nothing
    return _noun_of(text, without_group(words[:-1] if len(words) > 1 else words))


def _noun_of(text: str, words: Sequence[Eojeol]) -> str:
    return text[words[0].start : words[-1].start + len(words[-1].noun)].strip() if words else ""


def _place_of_alike(
    phrase: str, candidates: Sequence[Eojeol], words: Sequence[Eojeol]
) -> tuple[int, Eojeol] | None:
    """Where the noun that the phrase stands for begins, and its last word."""
    last = phrase.split()[-1]
    for index, word in enumerate(words):
        if word in candidates and word.noun == last and " " in phrase:
            # 첫 회의 and 2차 회의
            is_counted = index > 0 and is_ordinal(words[index - 1])
            return words[index - 1 if is_counted else index].start, word
    same = [
        word for word in candidates if len(word.noun) > 1 and word.noun[-1] == last[-1] and not _is_time(word)
    ]
    if same:
        return same[0].start, same[0]
    names = [word for word in candidates if not _is_time(word) and not is_attribute(word.noun)]
    return (names[0].start, names[0]) if names else None


def _is_attribute_of(phrase: str, candidates: Sequence[Eojeol]) -> bool:
    nouns = [word.noun for word in candidates]
    last = phrase.split()[-1]
    is_same = any(noun == last for noun in nouns)
    is_alike = any(len(noun) > 1 and noun[-1] == last[-1] for noun in nouns)
    return not is_same and (is_attribute(phrase) or (is_common(phrase) and not is_alike))


def is_common(phrase: str) -> bool:
    """Whether it is a single common noun, which names nothing of its own."""
    # without a particle an unknown name is taken for a common noun
    tagged = [eojeols_of(text) for text in (phrase, with_particle(phrase, "은") + "?")]
    is_single = len(tagged[0]) == 1 and len(tagged[0][0].morphemes) == 1
    return is_single and all(words[0].morphemes[0].tag == "NNG" for words in tagged)


def _is_time(word: Eojeol) -> bool:
    return has_time([word])
