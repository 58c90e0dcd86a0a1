"""Johab, the encoding of Korean before Windows (KS X 1001, annex 3), told from CP949 by its syllables.

Of the 11,172 syllables 2,350 make up nearly all that is written. CP949 read as Johab gives others, and so
does Johab read as CP949.
"""

from __future__ import annotations

import re
from functools import cache

# words of Windows-1252 such as "don’t" give single syllables
_WORD = re.compile(r"[가-힣]{2,}")
_LEAST_SYLLABLES = 10
# of 13,593 words of our articles, put together at random, CP949 read as Johab never had more than 0.7
_LEAST_COMMON = 0.95
# rare syllables in CP949 are one in hundreds
_COMMON_IN_CP949 = 0.9


def find_johab(content: bytes) -> str | None:
    """The text, where it is Johab beyond doubt: ten syllables at least, nearly all of them common ones.

    >>> find_johab("한국은행이 기준금리를 올렸다".encode("johab"))
    '한국은행이 기준금리를 올렸다'
    >>> find_johab("한국은행이 기준금리를 올렸다".encode("cp949"))
    """
    text = _decoded(content, "johab")
    if text is None or _common_share(text) < _LEAST_COMMON:
        return None
    other = _decoded(content, "cp949")
    return None if other is not None and _common_share(other) >= _COMMON_IN_CP949 else text


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _common_share(text: str) -> float:
    """The share of common syllables among those of words; none where there are too few to tell."""
    syllables = "".join(_WORD.findall(text))
    if len(syllables) < _LEAST_SYLLABLES:
        return 0.0
    return sum(syllable in _common_syllables() for syllable in syllables) / len(syllables)


@cache
def _common_syllables() -> frozenset[str]:
    """The 2,350 syllables of KS X 1001, rows 16 to 40."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
    return frozenset(pair.decode("euc-kr") for pair in rows)
