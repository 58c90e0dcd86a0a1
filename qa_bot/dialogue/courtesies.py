"""Turns that say only thanks, hello or OK: nothing follows on them, but on what was asked before."""

from __future__ import annotations

import re

_ENGLISH = re.compile(
    r"(?:(?:ok|okay|great|good|nice|cool|perfect|oh|ah|yes|no|and|many|so) )*"
    r"(?:thanks|thank (?:you|u)|thx|ty|cheers|hello|hi|hey|good (?:morning|afternoon|evening)"
    r"|ok|okay|great|good|nice|cool|perfect|got it|i see)"
    r"(?: (?:again|there|so much|very much|a lot|for that|for the (?:answer|help)))*"
)
_KOREAN = re.compile(
    r"(?:네|예|응|아|오|와|정말|진짜|너무|대단히|많이|참)*"
    r"(?:고마워요?|고맙습니다|고맙다|감사(?:해요?|합니다|드립니다|드려요)|땡큐|ㄱㅅ|안녕(?:하세요|하십니까)?"
    r"|반갑습니다|반가워요?|알겠(?:어요?|습니다)|그렇군요?|좋아요?|오케이|네|응)[ㅎㅋㅠㅜ]*"
)
_NO_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 60


def is_courtesy(said: str) -> bool:
    """Whether the whole of it is a courtesy, which asks nothing.

    >>> is_courtesy("thanks!"), is_courtesy("네, 고마워요 ㅎㅎ"), is_courtesy("Who said thanks?")
    (True, True, False)
    """
    words = _NO_LETTERS.sub(" ", said[:_LONGEST].casefold()).strip()
    return bool(_ENGLISH.fullmatch(words) or _KOREAN.fullmatch(words.replace(" ", "")))
