"""Greetings, thanks and calls for help, which ask nothing of the articles: each told as the whole message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from qa_bot.text.normalize import normalize
from qa_bot.web.words import InterfaceLanguage

Kind = Literal["greeting", "thanks", "help"]

_NO_LETTERS = re.compile(r"[\W_]+")
_ENGLISH = re.compile(
    r"""(?:(?:ok|okay|alright|great|good|perfect|cool|nice|oh|ah|wow|yes|no)\ )*
    (?: (?P<greeting> (?:hello|hi+|hey+|hiya|howdy|greetings|good\ (?:morning|afternoon|evening|day))
          (?:\ (?:there|again|everyone|all))? | nice\ to\ meet\ you )
      | (?P<thanks> (?:many\ )?thanks | thank\ (?:you|u) (?:\ so\ much|\ very\ much|\ a\ lot)?
          | thanks\ (?:so\ much|very\ much|a\ lot|again) | thx | ty | cheers | much\ appreciated )
      | (?P<help> (?:please\ )?help(?:\ me)? | what\ can\ (?:i\ ask|you\ answer)(?:\ (?:you|here))? ) )""",
    re.VERBOSE,
)
# without spaces, which are set in many ways; 감사 alone is an audit too, and no thanks
_KOREAN = re.compile(
    r"""(?:네|예|응|아하|아|오|와|정말|진짜|너무|매우|대단히|많이|참)*
    (?: (?P<greeting> 안녕(?:하세요|하십니까)? | 안뇽 | 하이 | 헬로우? | ㅎㅇ | 반가워요? | 반갑습니다
          | 좋은아침(?:이에요|입니다)? | 처음뵙겠습니다 )
      | (?P<thanks> 고마워요? | 고맙습니다 | 고맙다 | 감사(?:해요?|합니다|드립니다|드려요) | 땡큐 | ㄱㅅ )
      | (?P<help> 도움말? | 도와(?:줘요?|주세요) | 사용(?:법|방법)
          | (?:뭘|뭐|뭐를|무엇을)(?:물어볼수있(?:어|나|니)요? | 물어보면(?:돼|되나|되니)요?) ) )
    [ㅎㅋㅠㅜ]*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Courtesy:
    """What kind of courtesy a message is, and in which language."""

    kind: Kind
    language: InterfaceLanguage


def find_courtesy(message: str) -> Courtesy | None:
    """The greeting, thanks or call for help that the whole message is; None for what may be a question.

    >>> find_courtesy("Hello there!"), find_courtesy("네, 고마워요 ㅎㅎ"), find_courtesy("Hello Kitty?")
    (Courtesy(kind='greeting', language='en'), Courtesy(kind='thanks', language='ko'), None)
    """
    words = _NO_LETTERS.sub(" ", normalize(message).casefold()).strip()
    if match := _ENGLISH.fullmatch(words):
        return Courtesy(_kind(match), "en")
    if match := _KOREAN.fullmatch(words.replace(" ", "")):
        return Courtesy(_kind(match), "ko")
    return None


def _kind(match: re.Match[str]) -> Kind:
    return next(kind for kind in get_args(Kind) if match[kind])
