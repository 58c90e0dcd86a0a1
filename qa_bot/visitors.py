"""Who sees what: one bot for all on a private page, one of their own for each visitor of a public one."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from qa_bot.bot import QABot


@dataclass(slots=True)
class _Seat:
    """A visitor's bot, and when it was last asked for."""

    bot: QABot
    used_at: float


class Visitors:
    """Gives each visitor a bot; from any thread.

    On a public page every visitor sees the articles of `bot`, which none can change, and their own, which
    no one else sees. They are kept in memory: at most `most_articles` for each of `most_visitors`, and
    forgotten after `idle_seconds`. Where more come, the one that was away longest is forgotten, those
    without articles of their own first.

    >>> Visitors(bot, is_public=False).bot_of("anyone") is bot  # doctest: +SKIP
    True
    """

    def __init__(
        self,
        bot: QABot,
        *,
        is_public: bool,
        most_visitors: int = 200,
        most_articles: int = 50,
        idle_seconds: float = 3600,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot, self._is_public = bot, is_public
        self._most_visitors, self._most_articles = most_visitors, most_articles
        self._idle_seconds, self._clock = idle_seconds, clock
        self._seats: OrderedDict[str, _Seat] = OrderedDict()  # who was away longest comes first
        self._lock = threading.Lock()

    def bot_of(self, visitor: str) -> QABot:
        """The bot that this visitor asks; one whose name isn't known gets a new one every time."""
        if not self._is_public:
            return self._bot
        if not visitor:
            return self._new_bot()
        with self._lock:
            self._forget_idle()
            seat = self._seats.get(visitor)
            if seat is None:
                self._make_room()
                seat = self._seats[visitor] = _Seat(self._new_bot(), 0.0)
            seat.used_at = self._clock()
            self._seats.move_to_end(visitor)
            return seat.bot

    def forget(self, visitor: str) -> None:
        """Let go of what a visitor added; nothing where there is no such visitor."""
        with self._lock:
            self._seats.pop(visitor, None)

    def is_own(self, visitor: str, article_id: str) -> bool:
        """Whether the visitor may remove and refresh the article of that id."""
        return self.bot_of(visitor).is_own(article_id)

    def __len__(self) -> int:
        """Number of visitors that have a bot of their own."""
        with self._lock:
            self._forget_idle()
            return len(self._seats)

    def _new_bot(self) -> QABot:
        return self._bot.for_visitor(most_articles=self._most_articles)

    def _forget_idle(self) -> None:
        oldest = self._clock() - self._idle_seconds
        while self._seats and next(iter(self._seats.values())).used_at < oldest:
            self._seats.popitem(last=False)

    def _make_room(self) -> None:
        while len(self._seats) >= max(1, self._most_visitors):
            empty = (name for name, seat in self._seats.items() if not seat.bot.own_count)
            del self._seats[next(empty, next(iter(self._seats)))]
