"""Which place of a conversation stands open in the source view, as the browser asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qa_bot.types import Article
from qa_bot.web.conversation import Conversation, Exchange
from qa_bot.web.places import places_of
from qa_bot.web.pressing import read_number
from qa_bot.web.source_view import SourceView


@dataclass(frozen=True, slots=True)
class Opened:
    """The number of an exchange, that of a place in its answer, and whether the other edition is wanted."""

    exchange: int
    place: int
    is_other: bool = False

    def find(self, talk: Conversation, get: Callable[[str], Article | None]) -> SourceView | None:
        """The view of it, with the other edition from `get`; None where the place is no more."""
        exchange = talk.find(self.exchange)
        places = places_of(exchange.answer) if exchange and exchange.answer is not None else ()
        if self.place >= len(places):
            return None
        other = places[self.place].article.translation_of
        edition = get(other) if other else None
        is_nearest = not (exchange and exchange.answer)
        return SourceView(self.exchange, places, self.place, edition, self.is_other, is_nearest)


def open_place(talk: Conversation, data: Any) -> Opened | None:
    """What a button of a card asks to open; None where it asks for nothing that is there.

    >>> open_place(Conversation(), {"exchange": "1", "place": "<script>"}) is None
    True
    """
    exchange, place = read_number(data, "exchange"), read_number(data, "place")
    if exchange is None or place is None:
        return None
    found = talk.find(exchange)
    if found is None or found.answer is None or place >= len(places_of(found.answer)):
        return None
    return Opened(exchange, place, bool(read_number(data, "other")))


def close_or_follow(view: Opened | None, latest: Exchange) -> Opened | None:
    """An open view goes on to the first place of the latest answer, and closes where that has none.

    A greeting or thanks leaves it as it is.
    """
    if latest.courtesy is not None:
        return view
    if view is None or latest.answer is None or not places_of(latest.answer):
        return None
    return Opened(latest.number, 0)
