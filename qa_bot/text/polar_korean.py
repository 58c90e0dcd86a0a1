"""Korean questions that yes or no would answer: no word in them asks, and a verb ends them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa_bot.text.kiwi import analyse_many

if TYPE_CHECKING:
    from kiwipiepy import Token

# Also as they are mistyped.
_ASKING = re.compile(
    "누구|누가|누굴|언제|언재|어디|어딨|어딜|어딘|몇|몃|얼마|얼만|무엇|무얼|뭐|뭘|뭔|뭣|무슨|어떤|어떠|어떻|어때|어땠"
    r"|어느|며칠|어째|어찌|웬|뉘|왜(?=\s|냐|요|죠|지|인|일|$)"
)
# 누구나 들어갈 수 있나요? and 얼마 전 개통한 다리는 무너졌나? ask nothing by these words.
_ANYBODY = re.compile(r"(?:누구|언제|어디서?|무엇이|어느 것이)(?:나|든지?)(?=\s|\W|$)|얼마 ?전|몇몇")
_ENDINGS = frozenset(("EF", "EC"))
_VERBAL = ("VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN", "EP")
_ASKS = "나|니|냐|느냐|으냐|ᆫ가|는가|은가|던가|ᆯ까|을까"
_INTERROGATIVE = re.compile(f"(?:(?:{_ASKS})요?|ᆸ니까|습니까|지요|죠)$")
_FIRST_OF_TWO = re.compile(f"(?:(?:{_ASKS})요?|어요|아요)$")
# 아람어로 하면? and 넓은 쪽인데? break off before what is asked.
_BREAKS_OFF = re.compile("(?:면|데|고|며)$")
# 알려 줘, 궁금해, 말해 줄 수 있어?: what is wanted stands before it.
_REQUESTS = frozenset(
    ("궁금", "궁금하", "알", "알리", "말", "말하", "말씀", "얘기", "이야기",
     "묻", "여쭈", "가르치", "설명", "소개", "찾", "보이", "정리", "요약", "부탁", "바라")
)  # fmt: skip
_REQUEST_MORPHEMES = 7
_WHETHER = frozenset(("는지", "ᆫ지", "은지", "ᆯ지", "을지", "여부"))


def is_polar(question: str) -> bool:
    """Whether yes or no would answer a Korean question.

    >>> is_polar("파업이 끝났는지 알려줘"), is_polar("파업이 언제 끝났는지 알려줘"), is_polar("이겼나 졌나?")
    (True, False, False)
    """
    if _ASKING.search(_ANYBODY.sub(" ", question)) or "아니면" in question:
        return False
    said = [token for token in analyse_many([question])[0] if _is_word(token)]
    is_request = bool(said) and said[-1].tag in _ENDINGS and _asks_to_be_told(said)
    if is_request or (said and said[-1].form == "여부"):
        return any(token.form in _WHETHER for token in said)
    has_mark = question.rstrip().endswith(("?", "？"))
    return _ends_as_question(said, has_mark=has_mark) and not _is_choice(said[:-1])


def _is_word(token: Token) -> bool:
    return not token.tag.startswith("S") or token.tag in ("SN", "SL", "SH")


def _ends_as_question(said: Sequence[Token], *, has_mark: bool) -> bool:
    """Whether a verb ends it, in a form that asks; where it has its mark any form does (간다?)."""
    if len(said) < 2 or said[-1].tag not in _ENDINGS or not said[-2].tag.startswith(_VERBAL):
        return False
    breaks_off = said[-1].tag == "EC" and _BREAKS_OFF.search(said[-1].form)
    return not breaks_off and (has_mark or bool(_INTERROGATIVE.search(said[-1].form)))


def _asks_to_be_told(said: Sequence[Token]) -> bool:
    verbs = [token for token in said if token.tag.split("-")[0] in ("VV", "VA", "XR", "NNG")]
    return any(token.form in _REQUESTS and token in said[-_REQUEST_MORPHEMES:] for token in verbs[-2:])


def _is_choice(said: Sequence[Token]) -> bool:
    """Whether one question stands before the other (이겼나 졌나?)."""
    return any(token.tag in _ENDINGS and _FIRST_OF_TWO.search(token.form) for token in said)
