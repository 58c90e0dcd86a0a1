"""Cuts an article into passages: runs of whole sentences that fit what the reader takes at once.

Lengths are the reader's own tokens and a passage's length is the sum of its sentences', so nothing is counted
twice. Successive passages share a sentence, lest an answer lie across a cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_bot.text.sentences import split_sentences, whole_character
from qa_bot.types import Article, Passage, Span

CountTokens = Callable[[Sequence[str]], list[int]]

_OVERLAP_SHARE = 1 / 3
_BORDER_SHARE = 1 / 2
_TINY_SHARE = 0.15
_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:·…，、；：.!?。)\]”’」』]$|[–—-]$")
# the longest bit of an unbroken word; less where the budget is small, for an emoji may take four tokens
_LONGEST_BIT = 12


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a piece of one too long: never cut. Behind a border a cut is a good one."""

    span: Span
    tokens: int
    is_border: bool


def chunk(article: Article, count_tokens: CountTokens, max_tokens: int = 160) -> list[Passage]:
    """The passages of an article in reading order; together they hold all that isn't whitespace.

    `count_tokens` is called once with all sentences and once more if one of them is longer than `max_tokens`
    (at least 8). Such a sentence is cut behind a clause, else a word, else anywhere.

    >>> article = Article(id="a", title="금리", text="금리가 올랐다. 물가는 내렸다.", language="ko")
    >>> count_words = lambda texts: [len(text.split()) for text in texts]
    >>> [passage.text for passage in chunk(article, count_words, max_tokens=8)]
    ['금리가 올랐다. 물가는 내렸다.']
    """
    if max_tokens < 8:
        raise ValueError(f"max_tokens must be at least 8, not {max_tokens}")
    sentences = split_sentences(article.text, article.language)
    counts = count_tokens([sentence.of(article.text) for sentence in sentences])
    units = _as_units(article.text, sentences, counts, count_tokens, max_tokens)
    return [
        Passage(article, Span(units[start].span.start, units[end - 1].span.end))
        for start, end in _pack(units, max_tokens)
    ]


def _pack(units: Sequence[_Unit], max_tokens: int) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start, reached = 0, 0
    while reached < len(units):
        end = _end_of_run(units, start, reached, max_tokens)
        runs.append((start, end))
        start, reached = _start_of_next(units, start, end, max_tokens), end
    if len(runs) > 1:
        runs[-1] = _without_tiny(units, runs[-2], runs[-1], max_tokens)
    return runs


def _end_of_run(units: Sequence[_Unit], start: int, reached: int, max_tokens: int) -> int:
    """The end of a run from `start` that takes in the unit at `reached`, at a border if one is near."""
    total, end, border = 0, start, None
    while end < len(units) and (end <= reached or total + units[end].tokens <= max_tokens):
        total += units[end].tokens
        end += 1
        if units[end - 1].is_border and end > reached and total >= _BORDER_SHARE * max_tokens:
            border = end
    return end if end == len(units) or border is None else border


def _start_of_next(units: Sequence[_Unit], start: int, end: int, max_tokens: int) -> int:
    last = units[end - 1].tokens
    fits = end < len(units) and last + units[end].tokens <= max_tokens
    return end - 1 if end - 1 > start and last <= _OVERLAP_SHARE * max_tokens and fits else end


def _without_tiny(
    units: Sequence[_Unit], before: tuple[int, int], last: tuple[int, int], max_tokens: int
) -> tuple[int, int]:
    start, end = last
    total = sum(unit.tokens for unit in units[start:end])
    if total >= _TINY_SHARE * max_tokens:
        return last
    # further back until it is worth reading on its own
    while start - 1 > before[0] and total < _BORDER_SHARE * max_tokens:
        total += units[start - 1].tokens
        if total > max_tokens:
            break
        start -= 1
    return start, end


def _as_units(
    text: str, sentences: Sequence[Span], counts: Sequence[int], count_tokens: CountTokens, max_tokens: int
) -> list[_Unit]:
    bits = {
        sentence: _bits(text, sentence, min(_LONGEST_BIT, max(1, max_tokens // 4 - 1)))
        for sentence, tokens in zip(sentences, counts, strict=True)
        if tokens > max_tokens
    }
    all_bits = [bit for bits_of_one in bits.values() for bit in bits_of_one]
    tokens_of_bit = (
        dict(zip(all_bits, count_tokens([b.of(text) for b in all_bits]), strict=True)) if bits else {}
    )
    units = []
    for sentence, tokens in zip(sentences, counts, strict=True):
        if sentence in bits:
            units += _pieces(
                text, [_Unit(bit, tokens_of_bit[bit], False) for bit in bits[sentence]], max_tokens
            )
        else:
            units.append(_Unit(sentence, tokens, _ends_line(text, sentence)))
    return units


def _ends_line(text: str, span: Span) -> bool:
    rest = text[span.end : span.end + 80]
    return "\n" in rest[: len(rest) - len(rest.lstrip())]


def _bits(text: str, sentence: Span, longest: int) -> list[Span]:
    """The words of a sentence, those longer than `longest` code points in several bits."""
    bits = []
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        start, end = word.span()
        while end - start > longest:
            cut = whole_character(text, start + longest, start)
            bits.append(Span(start, cut))
            start = cut
        bits.append(Span(start, end))
    return bits


def _pieces(text: str, bits: Sequence[_Unit], max_tokens: int) -> list[_Unit]:
    """The bits of a long sentence, put together to pieces that fit."""
    pieces, start = [], 0
    while start < len(bits):
        total, end, clause, space = 0, start, 0, 0
        while end < len(bits) and (end == start or total + bits[end].tokens <= max_tokens):
            total += bits[end].tokens
            end += 1
            behind = bits[end - 1].span.end
            if total >= _BORDER_SHARE * max_tokens and text[behind : behind + 1].isspace():
                space = end
                clause = end if _CLAUSE_END.search(bits[end - 1].span.of(text)) else clause
        end = end if end == len(bits) else clause or space or end
        span = Span(bits[start].span.start, bits[end - 1].span.end)
        tokens = sum(bit.tokens for bit in bits[start:end])
        pieces.append(_Unit(span, tokens, end == len(bits) and _ends_line(text, span)))
        start = end
    return pieces
