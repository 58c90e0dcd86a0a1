"""The kinds of follow-up question, each with what is missing from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa_bot.types import Language, Span

Kind = Literal["when", "where", "who", "why", "how", "many", "much", "what", "which"]
Reference = Literal["person", "thing", "group", "place", "article"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A bare question word: "And when?", "몇 명?"; all else is in the question before."""

    phrase: str
    kind: Kind
    language: Language


@dataclass(frozen=True, slots=True)
class Instead:
    """Another name or time, to be asked the same about: "What about Busan?", "2023년에는?"."""

    phrase: str
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A whole clause with a word at `span` that points back: "Who wrote it?", "그 회사는 어디에 있어?".

    `noun` is what the thing is called ("회사"); `particle` stands for it in Korean, `'s` in English.
    """

    text: str
    span: Span
    reference: Reference
    noun: str = ""
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Omission:
    """A clause that doesn't say what it is about: "누가 지었어?", "길이는?", "And the cost?"."""

    text: str
    is_attribute: bool


FollowUp = Ask | Instead | Mention | Omission
