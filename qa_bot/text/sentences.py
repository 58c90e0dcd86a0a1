"""Where sentences begin and end, as spans of the text: Kiwi for Korean, sentencex for the rest.

Both work on one line at a time: a line end always ends a sentence, as headlines and bylines have no full
stop, and neither library's time stays linear on a page without a break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_bot.text.kiwi import sentence_starts_of_many
from qa_bot.types import Language, Span

_LINE = re.compile(r"[^\n]+")
_LONGEST_LINE = 2000
_FULL_STOP = re.compile(r"[.!?。！？][\"'”’」』)\]]*\s")
_QUOTE_BEHIND_STOP = re.compile(r"[\uac00-\ud7a3][.!?]\s+(?=[\"“])")
# a variation selector, a joiner or a skin tone belongs to the picture before it
_CLINGS = re.compile("[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


def split_sentences(text: str, language: Language) -> list[Span]:
    r"""Spans of the sentences of `text`, in order and trimmed; together they hold all that isn't whitespace.

    >>> text = "제목\n“네.” 그가 답했다. 3.5% 올랐다."
    >>> [span.of(text) for span in split_sentences(text, "ko")]
    ['제목', '“네.”', '그가 답했다.', '3.5% 올랐다.']
    """
    pieces = [piece for line in _LINE.finditer(text) for piece in _cut_line(text, *line.span())]
    find_starts = _korean_starts if language == "ko" else _latin_starts
    starts_in_piece = find_starts([piece.of(text) for piece in pieces])
    sentences: list[Span] = []
    for piece, starts in zip(pieces, starts_in_piece, strict=True):
        sentences += _between(text, piece, starts)
    return sentences


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without the whitespace at its ends; None when nothing is left.

    >>> trim(" 금리 ", 0, 4)
    Span(start=1, end=3)
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def whole_character(text: str, cut: int, floor: int) -> int:
    """The place at or before `cut`, but after `floor`, where no accent or emoji part is torn off.

    >>> whole_character("e\u0301e", 1, -1), whole_character("👩\u200d💻", 2, -1)
    (0, 0)
    """
    place = cut
    while floor < place < len(text) and _is_inside_character(text, place):
        place -= 1
    return place if place > floor else cut


def _is_inside_character(text: str, place: int) -> bool:
    here, before = text[place], text[place - 1 : place]
    return bool(unicodedata.combining(here) or _CLINGS.match(here) or before == "\u200d")


def _cut_line(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST_LINE:
        limit = start + _LONGEST_LINE
        stops = [match.end() for match in _FULL_STOP.finditer(text, start + _LONGEST_LINE // 2, limit)]
        cut = stops[-1] if stops else text.rfind(" ", start + 1, limit)
        if cut <= start:
            cut = whole_character(text, limit, start)
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


def _between(text: str, piece: Span, starts: Sequence[int]) -> list[Span]:
    borders = sorted({0, len(piece), *(start for start in starts if 0 < start < len(piece))})
    sentences: list[Span] = []
    for start, end in pairwise(borders):
        sentence = trim(text, piece.start + start, piece.start + end)
        if sentence and sentences and not any(c.isalnum() for c in sentence.of(text)):
            # a lone emoji, quotation mark or row of dots belongs to what was said before it
            sentences[-1] = Span(sentences[-1].start, sentence.end)
        elif sentence:
            sentences.append(sentence)
    return sentences


def _korean_starts(lines: Sequence[str]) -> list[list[int]]:
    # Kiwi lets a sentence that opens with a quotation run on from the one before it
    starts_of_line = sentence_starts_of_many(lines)
    return [[*starts, *_quote_starts(line)] for starts, line in zip(starts_of_line, lines, strict=True)]


def _quote_starts(line: str) -> list[int]:
    starts = [match.end() for match in _QUOTE_BEHIND_STOP.finditer(line)]
    return [start for start in starts if not _is_within_quote(line, start)]


def _is_within_quote(line: str, place: int) -> bool:
    is_open = line.count("“", 0, place) > line.count("”", 0, place)
    return is_open or line.count('"', 0, place) % 2 == 1


def _latin_starts(lines: Sequence[str]) -> list[list[int]]:
    import sentencex

    return [[part["start_index"] for part in sentencex.get_sentence_boundaries("en", line)] for line in lines]
