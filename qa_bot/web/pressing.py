"""What the browser says was pressed or sent: data from outside, of which anything may be missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa_bot.web.conversation import Conversation, Exchange

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, whether it is to be taken as it stands, and whether it stands in the question box."""

    question: str
    is_literal: bool = False
    is_typed: bool = False


def asked_by(data: Any, typed: Any, talk: Conversation) -> Asked:
    """What is asked: "ask as typed" of an exchange, an example, or else what stands in the question box.

    >>> asked_by({"index": 0, "value": {"text": "언제 열렸나?"}}, "", Conversation()).question
    '언제 열렸나?'
    """
    if isinstance(data, dict) and "exchange" in data:
        exchange = exchange_of(data, talk)
        return Asked(exchange.asked if exchange else "", is_literal=True)
    example = data.get("value") if isinstance(data, dict) else None
    if isinstance(example, dict):
        return Asked(_text(example.get("text")))
    return Asked(_text(typed), is_typed=True)


def _text(written: Any) -> str:
    return written if isinstance(written, str) else ""


def exchange_of(data: Any, talk: Conversation) -> Exchange | None:
    """The exchange that a button belongs to, if it is still kept."""
    number = read_number(data, "exchange")
    return talk.find(number) if number is not None else None


def read_number(data: Any, name: str) -> int | None:
    """A number as a button's data hold it, in digits; None where it is none.

    >>> read_number({"place": "2"}, "place"), read_number({"place": "-1"}, "place"), read_number([], "place")
    (2, None, None)
    """
    written = data.get(name) if isinstance(data, dict) else None
    is_number = isinstance(written, str) and written.isascii() and written.isdigit()
    return int(written) if is_number and len(written) <= _MOST_DIGITS else None  # type: ignore[arg-type]
