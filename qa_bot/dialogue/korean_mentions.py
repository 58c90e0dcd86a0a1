"""Words of a Korean question that point back: 그, 그 회사, 거기, 이 기사."""

from __future__ import annotations

from collections.abc import Sequence

from qa_bot.dialogue.follow_ups import Mention, Reference
from qa_bot.dialogue.korean_nouns import ARTICLE_NOUN, PERSON_NOUN, PLACE_NOUN, PRONOUN, THING_NOUN
from qa_bot.dialogue.korean_words import CONNECTIVE, Eojeol, kind_of
from qa_bot.types import Span

_LONGEST_WITH_THIS = 6
_QUOTES = ("<", "《", "〈", "‘", "“", "'", '"', "『", "「")


def read_mention(text: str, words: Sequence[Eojeol]) -> Mention | None:
    """The first word that points back out of the question; None where there is none.

    >>> from qa_bot.dialogue.korean_words import eojeols_of
    >>> read_mention("그 회사는 어디야?", eojeols_of("그 회사는 어디야?")).span
    Span(start=0, end=4)
    """
    start = words[0].start
    if _is_complaint(words):
        return None
    if len(words) > _LONGEST_WITH_THIS and any(
        m.form in ("이", "이것", "이거") for m in words[0].morphemes[:1]
    ):
        return None  # 이 법안에 대해 … 한 곳은: what is meant comes behind
    for index, word in enumerate(words):
        if any(_names(w) for w in words[:index]):
            return None
        # a 거기 in a title is part of it
        found = None if word.text.startswith(_QUOTES) else _mention_at(words, index)
        if found:
            reference, last, noun = found
            particle = _particle_of(last, noun)
            end = last.end - len(particle) if last.text.endswith(particle) else last.end
            span = Span(word.start - start, max(end, word.start + 1) - start)
            return Mention(text[start:], span, reference, noun, particle)
    return None


def _is_complaint(words: Sequence[Eojeol]) -> bool:
    """Whether it is "이거 왜 안 돼?", said of what one has in one's hands."""
    forms = [m.form for word in words for m in word.morphemes]
    return forms[0] in ("이거", "이것") and any(pair == ["안", "되"] for pair in _pairs(forms))


def _pairs(forms: list[str]) -> list[list[str]]:
    return [forms[i : i + 2] for i in range(len(forms) - 1)]


def _names(word: Eojeol) -> bool:
    """Whether a word could be what a later pronoun means."""
    return any(
        m.tag in ("NNG", "NNP", "SL", "XR") and not kind_of(m) and m.form not in CONNECTIVE
        for m in word.morphemes
    )


def _mention_at(words: Sequence[Eojeol], index: int) -> tuple[Reference, Eojeol, str] | None:
    first = words[index].morphemes[0]
    if first.tag == "NP" and first.form in PRONOUN:
        is_group = any(m.form == "들" for m in words[index].morphemes[1:2])
        return ("group" if is_group else PRONOUN[first.form]), words[index], ""
    if first.tag != "MM" or first.form not in ("그", "이"):
        return None
    is_joined = len(words[index].morphemes) > 1
    noun_word = words[index] if is_joined else words[index + 1] if index + 1 < len(words) else None
    if noun_word is None:
        return None
    noun = next((m.form for m in noun_word.morphemes if m.tag in ("NNG", "NNB")), "")
    reference = _reference_of(noun)
    is_head = noun_word.noun.removeprefix(first.form if is_joined else "") == noun
    return (reference, noun_word, noun) if reference and is_head else None


def _reference_of(noun: str) -> Reference | None:
    for nouns, reference in (
        (ARTICLE_NOUN, "article"),
        (PLACE_NOUN, "place"),
        (THING_NOUN, "thing"),
        (PERSON_NOUN, "person"),
    ):
        if noun in nouns:
            return reference  # type: ignore[return-value]
    return None


def _particle_of(word: Eojeol, noun: str) -> str:
    """The particle behind a pronoun, with that of 그게, 그건 and 거긴 written out."""
    written = {
        "그게": "이",
        "그건": "은",
        "이게": "이",
        "이건": "은",
        "거긴": "은",
        "그걸": "을",
        "이걸": "을",
    }
    if not noun and word.text in written:
        return written[word.text]
    if not noun and word.text in ("거기서", "그곳서"):
        return "서"
    return word.particle
