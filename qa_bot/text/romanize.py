"""Hangul in Latin letters, so that a name can be known again in the other script."""

from __future__ import annotations

_FIRST = 0xAC00
_INITIALS = tuple("g kk n d tt r m b pp s ss - j jj ch k t p h".split())  # noqa: SIM905
_VOWELS = tuple("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split())  # noqa: SIM905
_FINALS = tuple("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split())  # noqa: SIM905


def romanize(text: str) -> str:
    """Hangul letter by letter in the Revised Romanization, without its changes of sound; no others.

    >>> romanize("느릅교"), romanize("달내")
    ('neureupgyo', 'dalnae')
    """
    letters = []
    for character in text:
        code = ord(character) - _FIRST
        if 0 <= code < len(_INITIALS) * len(_VOWELS) * len(_FINALS):
            initial, rest = divmod(code, len(_VOWELS) * len(_FINALS))
            vowel, final = divmod(rest, len(_FINALS))
            letters += [_INITIALS[initial], _VOWELS[vowel], _FINALS[final]]
    return "".join(letters).replace("-", "")
