"""Korean particles that follow the sound of the word before them: 은/는, 이/가, 을/를, 과/와, 으로/로."""

from __future__ import annotations

_FORMS = (
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("으로", "로"),
    ("이나", "나"),
    ("이랑", "랑"),
)
_COPULAS = (("이야", "야"), ("이었", "였"), ("이에요", "예요"), ("이죠", "죠"), ("이지", "지"))
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8
# how digits and the ends of Latin words are read aloud: 1 일, 7 칠, 8 팔, Seoul; 0 영, 3 삼, 6 육, Bak
_SPOKEN_RIEUL = frozenset("178l")
_SPOKEN_OTHER_FINAL = frozenset("036mnkpt")


def with_particle(word: str, particle: str) -> str:
    """The word with the particle in the form that its last sound asks for; other particles stay.

    >>> with_particle("부산", "는"), with_particle("탁준호", "은"), with_particle("서울", "으로")
    ('부산은', '탁준호는', '서울로')
    """
    for after_consonant, after_vowel in _FORMS:
        for form in (after_consonant, after_vowel):
            # also the first of two: 으로도, 이나마
            if particle == form or (len(form) > 1 and particle.startswith(form)):
                is_closed = has_final(word) and not (after_vowel == "로" and ends_in_rieul(word))
                return word + (after_consonant if is_closed else after_vowel) + particle[len(form) :]
    return word + particle


def with_copula(word: str, ending: str) -> str:
    """The word with the copula's ending in the form that it asks for.

    >>> with_copula("몇 명", "야?"), with_copula("언제", "이었나?")
    ('몇 명이야?', '언제였나?')
    """
    for after_consonant, after_vowel in _COPULAS:
        for form in (after_consonant, after_vowel):
            if ending.startswith(form):
                right = after_consonant if has_final(word) else after_vowel
                return word + right + ending[len(form) :]
    return word + ending


def has_final(word: str) -> bool:
    """Whether the word ends in a consonant as it is spoken."""
    last = _last_character(word)
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _FINALS != 0
    return last in _SPOKEN_RIEUL or last in _SPOKEN_OTHER_FINAL or word.lower().endswith("ng")


def ends_in_rieul(word: str) -> bool:
    """Whether the word ends in ㄹ, after which 로 stands as after a vowel."""
    last = _last_character(word)
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _FINALS == _RIEUL
    return last in _SPOKEN_RIEUL


def _last_character(word: str) -> str:
    spoken = [character for character in word if character.isalnum()]
    return spoken[-1].lower() if spoken else " "
