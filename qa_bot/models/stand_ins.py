"""Hangul syllables that a vocabulary has not, read as the nearest that it has.

9,447 of the 11,172 syllables have no piece in our models' vocabulary, and all are read as one unknown sign,
so that rare names can't be told apart. One code point stands in for one, so offsets stay; what is quoted is
always the text itself. Measured by `benchmarks/rare_hangul.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

FIRST, LAST = ord("가"), ord("힣")
_VOWELS, _FINALS = 21, 28


class StandIns(dict[int, int]):
    """A table for `str.translate`: every unknown syllable's nearest known one, found when first asked for.

    First consonant and vowel weigh most, no final consonant is next.

    >>> "뷁 2018".translate(StandIns("불뷔뷘".__contains__))
    '뷔 2018'
    """

    def __init__(self, is_known: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_known = is_known
        self._known: list[int] | None = None

    def __missing__(self, point: int) -> int:
        is_strange = FIRST <= point <= LAST and not self._is_known(chr(point))
        self[point] = self._nearest(point) if is_strange else point
        return self[point]

    def _nearest(self, point: int) -> int:
        if self._known is None:
            self._known = [p for p in range(FIRST, LAST + 1) if self._is_known(chr(p))]
        return min(self._known, key=lambda other: _distance(point, other), default=point)


class StandInTokenizer:
    """A `tokenizers.Tokenizer` that reads unknown syllables by their stand-ins, and else is as it was."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        # A piece that begins a word has a sign in front.
        self._stand_ins = StandIns(
            lambda syllable: any(
                tokenizer.token_to_id(piece) is not None for piece in (syllable, "▁" + syllable)
            )
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)

    def encode(self, text: str, **options: Any) -> Any:
        """The encoding of one text, with offsets into it as it is."""
        return self._tokenizer.encode(text.translate(self._stand_ins), **options)

    def encode_batch(self, texts: Sequence[str | tuple[str, str]], **options: Any) -> list[Any]:
        """The encodings of texts or of pairs of texts."""
        made: list[Any] = self._tokenizer.encode_batch([self._readable(text) for text in texts], **options)
        return made

    def _readable(self, text: str | tuple[str, str]) -> str | tuple[str, str]:
        if isinstance(text, str):
            return text.translate(self._stand_ins)
        return text[0].translate(self._stand_ins), text[1].translate(self._stand_ins)


def _distance(syllable: int, other: int) -> tuple[int, int]:
    """How far apart two syllables are, the same one nearest, ties by code point."""
    (first, vowel, final), (onset, nucleus, coda) = _letters(syllable), _letters(other)
    closing = (2 if coda == 0 else 3) if final != coda else 0
    return 6 * (first != onset) + 6 * (vowel != nucleus) + closing, other


def _letters(syllable: int) -> tuple[int, int, int]:
    """First consonant, vowel and final consonant, by Unicode's arithmetic of Hangul syllables."""
    number = syllable - FIRST
    return number // (_VOWELS * _FINALS), number % (_VOWELS * _FINALS) // _FINALS, number % _FINALS
