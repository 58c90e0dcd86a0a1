"""Who in a family is no "she": after "함초롱의 아버지는 누구야?" a "her" means 함초롱."""

from __future__ import annotations

import re

from qa_bot.dialogue.english_words import words_of
from qa_bot.dialogue.follow_ups import Mention
from qa_bot.dialogue.word_lists import word_set

_SHE = word_set("she her hers 그녀")
_HE = word_set("he him his")
_KIN_KOREAN = r"[은는이가]?(?= (?:누구|이름|뭐|무엇)|\W*$)"
_MALE = re.compile(
    rf"(?P<of>\S+?)(?:씨)?(?:의)? (?:아버지|부친|남편|아들|할아버지|형|오빠|사위){_KIN_KOREAN}"
    r"|(?i:(?P<whose>[A-Z]\S+(?: [A-Z]\S+)*)['’]s (?:father|husband|son|brother|grandfather)\b)"
)
_FEMALE = re.compile(
    rf"(?P<of>\S+?)(?:씨)?(?:의)? (?:어머니|모친|아내|부인|딸|할머니|누나|언니|며느리){_KIN_KOREAN}"
    r"|(?i:(?P<whose>[A-Z]\S+(?: [A-Z]\S+)*)['’]s (?:mother|wife|daughter|sister|grandmother)\b)"
)


def whose_kin(question: str, mention: Mention) -> str:
    """The person of the question whose father was asked for, where "she" is asked on about; else empty.

    >>> from qa_bot.types import Span
    >>> whose_kin("함초롱의 아버지는 누구야?", Mention("How old is she?", Span(11, 14), "person"))
    '함초롱'
    """
    said = mention.text[mention.span.start : mention.span.end]
    pronoun = said if said == "그녀" else next((word.low for word in words_of(said)), "")
    pattern = _MALE if pronoun in _SHE else _FEMALE if pronoun in _HE else None
    found = pattern.search(question) if pattern else None
    return (found["of"] or found["whose"] or "") if found else ""
