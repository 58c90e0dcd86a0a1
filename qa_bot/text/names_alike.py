"""Whether a name in Latin letters and one in Hangul sound alike: Alfred and 알프레드, Naripo and 나리포.

Both are put into Latin letters, and letters that one language does not tell apart into one (g and k, l and
r). What is left is compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from qa_bot.text.romanize import romanize

LEAST_ALIKE = 0.8
# A shorter name sounds like too much else.
LEAST_LETTERS = 4
_HANGUL = re.compile("[가-힣]")
_NO_LETTER = re.compile("[^a-z]")
_TWICE = re.compile(r"(.)\1")
_ONE_FOR_ALL = (
    ("eo", "o"), ("eu", "u"), ("kk", "k"), ("tt", "t"), ("pp", "p"), ("ss", "s"), ("jj", "j"), ("g", "k"),
    ("d", "t"), ("b", "p"), ("j", "ch"), ("l", "r"), ("f", "p"), ("v", "p"), ("z", "ch"), ("c", "k"),
    ("kh", "ch"), ("ae", "e"), ("oo", "u"), ("ee", "i"), ("th", "t"), ("sh", "s"), ("w", "u"), ("y", "i"),
)  # fmt: skip


def sound_of(name: str) -> str:
    """What a name sounds like in few letters, of either script.

    >>> sound_of("알프레드"), sound_of("Alfred")
    ('arpuretu', 'arpret')
    """
    spelt = romanize(name) if _HANGUL.search(name) else name
    letters = _NO_LETTER.sub("", spelt.lower())
    for several, one in _ONE_FOR_ALL:
        letters = letters.replace(several, one)
    return _TWICE.sub(r"\1", letters)


def most_alike(name: str, others: Iterable[str]) -> str | None:
    """The one of `others`, names in the other script, that sounds most like it; None where none does.

    >>> most_alike("Alfred", ["아버지", "알프레드"])
    '알프레드'
    """
    sound = sound_of(name)
    if len(sound) < LEAST_LETTERS:
        return None
    matcher = SequenceMatcher(None, b=sound, autojunk=False)
    best, found = LEAST_ALIKE, None
    for other in others:
        matcher.set_seq1(sound_of(other))
        # the bound from above is cheap, and seldom high enough
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and matcher.ratio() >= best:
            best, found = matcher.ratio(), other
    return found
