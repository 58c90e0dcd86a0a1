"""Brings the ends of a Korean answer to where a person would put them: before the particle, behind the name.

Readers find the place and miss the edge: "서울에서" for "서울", "김하" for "김하늘". Kiwi sees it, but only
in context: "서울로" is a direction in one sentence and a street in another. So the sentence around it is
analysed, never the span alone. Of 2,000 KorQuAD answers 99.4 % stay as they are; of those with only Hangul
between them and the next space, 95.0 % come back when that Hangul is added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa_bot.text.kiwi import get_kiwi
from qa_bot.types import Span

if TYPE_CHECKING:
    from kiwipiepy import Token

_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN_WORD = re.compile(r"(?:(?![\uac00-\ud7a3])\w)+")
_STOPS = ".,!?;:…"
_SENTENCE_END = re.compile(r"\n|[.!?]\s")
# what Kiwi sees of the sentence, in code points: enough to tell noun from particle, little enough for 2 ms
_BEFORE, _INSIDE, _AFTER = 60, 60, 30
_PARTICLES = frozenset(("JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC"))
_ENDINGS = frozenset(("EF", "EC", "ETM", "EP"))
# no particle of these stands before one of those: in 서울로에서 and 노만에게 it belongs to a name
_NEVER_BEFORE_PLACE = frozenset(("로", "으로", "만", "도", "은", "는", "이", "가", "과", "와", "나"))
_PLACE = frozenset(("에", "에서", "에게", "한테", "께", "께서"))
_TITLE_MARKS = {"《": "》", "〈": "〉", "「": "」", "『": "』", "“": "”", "‘": "’", '"': '"', "'": "'"}


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A morpheme of the sentence, in coordinates of the whole text."""

    form: str
    tag: str
    start: int
    end: int


def trim_particles(text: str, span: Span) -> Span:
    """The span without the particles, or the copula, at its end; never empty.

    A title in quotation marks stays whole, and so does everything that doesn't end in Hangul.

    >>> text = "회의는 서울에서 열렸다. 범인은 이승만이었다."
    >>> trim_particles(text, Span(4, 8)).of(text), trim_particles(text, Span(18, 24)).of(text)
    ('서울', '이승만')
    """
    words = span.of(text).rstrip(_STOPS)
    if not words or not _HANGUL.match(words[-1]) or _is_title(text, span):
        return span
    unstopped = Span(span.start, span.start + len(words))
    end = _end_of_content(text, unstopped, morphemes_around(text, unstopped, unstopped.end))
    # the full stop of an answer that is a whole sentence stays; a comma never does
    is_cut = end < unstopped.end or text[unstopped.end : span.end].startswith(",")
    return Span(span.start, end) if is_cut else span


def snap_to_morphemes(text: str, span: Span) -> Span:
    """The span with both ends moved out of the middle of a morpheme or a Latin word.

    An end within a particle moves to its front, every other one outwards.

    >>> snap_to_morphemes("김하늘은 왔다", Span(0, 2)), snap_to_morphemes("the Blue House", Span(5, 12))
    (Span(start=0, end=3), Span(start=4, end=14))
    """
    start, end = span.start, span.end
    for morpheme in _pieces_around(text, span, start):
        if morpheme.start < start < morpheme.end:
            start = morpheme.start
    for morpheme in _pieces_around(text, span, end):
        if morpheme.start < end < morpheme.end:
            is_particle = morpheme.tag in _PARTICLES and morpheme.start > start
            end = morpheme.start if is_particle else morpheme.end
    return Span(start, end)


def morphemes_around(text: str, span: Span, place: int) -> list[Morpheme]:
    """The morphemes of the sentence around `place`, which is in the span or at one of its ends.

    >>> [morpheme.form for morpheme in morphemes_around("비가 왔다. 눈도 왔다.", Span(7, 8), 8)]
    ['눈', '도', '오', '었', '다', '.']
    """
    start, end = _window(text, max(span.start, place - _INSIDE), place)
    tokens: list[Token] = get_kiwi().tokenize(text[start:end])
    morphemes = [Morpheme(t.form, str(t.tag), t.start + start, t.end + start) for t in tokens]
    following = [*morphemes[1:], None]
    return [
        replace(one, tag="NNP") if two and _is_part_of_name(one, two) else one
        for one, two in zip(morphemes, following, strict=False)
    ]


def _end_of_content(text: str, span: Span, morphemes: Sequence[Morpheme]) -> int:
    """Where the particles that close the span begin; the span's own end when there are none."""
    inside = [m for m in morphemes if span.start < m.start < span.end or m.start == span.start < m.end]
    # the end cuts a name in two: nothing here is known to be a particle
    if inside and inside[-1].end > span.end and inside[-1].tag not in _PARTICLES:
        return span.end
    end = span.end
    while inside:
        count = _count_of_closing(inside)
        if not count or not _can_cut(text, inside, count, span):
            break
        # 기테이라는 is 기테이 and 라는: behind a vowel the copula drops its 이
        if inside[-1].tag == "VCP" and not _ends_in_consonant(text[inside[-1].start - 1]):
            break
        end = inside[-count].start
        inside = inside[:-count]
    return end - 1 if _is_name_with_copula(text, Span(span.start, end), morphemes) else end


def _count_of_closing(morphemes: Sequence[Morpheme]) -> int:
    """How many of the last morphemes are one particle, or one copula, with or without its endings."""
    # 명이 of 명이고: the copula is as little the answer's as a particle is
    if morphemes[-1].tag in _PARTICLES or (morphemes[-1].tag, morphemes[-1].form) == ("VCP", "이"):
        return 1
    count = 0
    # 오 ends speech of another century, and many a Japanese name
    if morphemes[-1].form == "오":
        return 0
    while count < len(morphemes) and morphemes[-1 - count].tag in _ENDINGS:
        count += 1
    return count + 1 if 0 < count < len(morphemes) and morphemes[-1 - count].tag.startswith("VCP") else 0


def _is_name_with_copula(text: str, span: Span, morphemes: Sequence[Morpheme]) -> bool:
    """Whether the span is a name that Kiwi reads with the copula: 이|지은이|라고 for 이지은|이라고."""
    parts = [m for m in morphemes if span.start <= m.start < m.end <= span.end]
    # a surname, and a word of three syllables: 지은이 is a writer as well
    if [m.end - m.start for m in parts] != [1, 3] or len(span) != 4 or text[span.end - 1] != "이":
        return False
    is_copula = any(m.tag.startswith("VCP") and m.start == m.end == span.end for m in morphemes)
    return is_copula and _ends_in_consonant(text[span.end - 2])


def _ends_in_consonant(mark: str) -> bool:
    # a syllable's number counts its 28 endings last; of what is no syllable nobody knows the sound
    return not _HANGUL.match(mark) or (ord(mark) - ord("가")) % 28 > 0


def _can_cut(text: str, morphemes: Sequence[Morpheme], count: int, span: Span) -> bool:
    first = morphemes[-count]
    if first.start <= span.start:
        return False
    # 그건 is 그거 and ㄴ in one syllable; Kiwi reads 를 after a sign (3.5%를) as 르 and ㄹ
    shares_syllable = any(m.start < first.end and m.end > first.start for m in morphemes[:-count])
    return not shares_syllable or text[first.start : first.end] == "를"


def _is_title(text: str, span: Span) -> bool:
    mark = text[span.start - 1 : span.start]
    return mark in _TITLE_MARKS and text[span.end : span.end + 1] == _TITLE_MARKS[mark]


def _pieces_around(text: str, span: Span, place: int) -> list[Morpheme]:
    """The morphemes around `place`; where no Hangul is near, the words."""
    if not 0 < place < len(text) or not (text[place - 1].isalnum() and text[place].isalnum()):
        return []
    if _HANGUL.search(text[place - 1 : place + 1]):
        return morphemes_around(text, span, place)
    low, high = max(0, place - _INSIDE), min(len(text), place + _INSIDE)
    return [Morpheme(w[0], "SL", *w.span()) for w in _LATIN_WORD.finditer(text, low, high)]


def _is_part_of_name(morpheme: Morpheme, following: Morpheme) -> bool:
    """Whether what Kiwi took for a particle or an ending can't be one, for what follows it."""
    if morpheme.end != following.start:
        return False
    if morpheme.tag in _PARTICLES:
        return morpheme.form in _NEVER_BEFORE_PLACE and following.tag == "JKB" and following.form in _PLACE
    # 유아인이: the 인 that modifies a noun is not followed by a particle
    return morpheme.tag == "ETM" and following.tag in _PARTICLES


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """The sentence around `first` to `last`, or as much of it as is worth the time, cut at spaces."""
    low, high = max(0, first - _BEFORE), min(len(text), last + _AFTER)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, low, first)]
    if ends:
        low = ends[-1]
    elif low:
        low = text.find(" ", low, first) + 1 or first
    stop = _SENTENCE_END.search(text, last, high)
    if stop:
        return low, stop.start() + 1
    if high < len(text):
        space = text.rfind(" ", last, high)
        high = space if space >= 0 else high
    return low, high
