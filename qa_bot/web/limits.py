"""How often, and for how long, one visitor may use a public page."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from typing import TYPE_CHECKING, TypeVar

from qa_bot.errors import TookTooLong, TooManyRequests
from qa_bot.web.options import WebOptions
from qa_bot.web.visitor import address_of, visitor_of

if TYPE_CHECKING:
    import gradio as gr

__all__ = ["Limits", "RateLimit", "address_of", "visitor_of"]

T = TypeVar("T")
Clock = Callable[[], float]

# So many visitors at full speed may share an address: a school or an office has only one.
VISITORS_AN_ADDRESS = 5
MOST_REMEMBERED = 10_000

_WORKERS = 4


class RateLimit:
    """At most `most` times for one visitor in any stretch of `seconds`.

    Of `most_remembered` visitors it keeps the times; beyond, whoever came least recently is forgotten.

    >>> limit = RateLimit(1, 60.0, clock=lambda: 0.0)
    >>> limit.check("ann"); limit.check("bea"); limit.check("ann")
    Traceback (most recent call last):
    qa_bot.errors.TooManyRequests: that was too much at once; try again in 60 seconds
    """

    def __init__(
        self, most: int, seconds: float, clock: Clock = time.monotonic, most_remembered: int = MOST_REMEMBERED
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._most_remembered = most_remembered
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, visitor: str) -> None:
        """Counts one more time; where that is too many, raises `TooManyRequests` and doesn't count it."""
        with self._lock:
            now = self._clock()
            times = self._times.setdefault(visitor, deque())
            self._times.move_to_end(visitor)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._most:
                raise TooManyRequests(times[0] + self._seconds - now)
            times.append(now)
            self._forget(now)

    def forgive(self, visitor: str) -> None:
        """Takes back the last time that was counted, if there is one."""
        with self._lock:
            if times := self._times.get(visitor):
                times.pop()

    def __len__(self) -> int:
        """Of how many visitors there are times."""
        return len(self._times)

    def _forget(self, now: float) -> None:
        while self._times:
            times = next(iter(self._times.values()))
            is_over = not times or times[-1] <= now - self._seconds
            if not is_over and len(self._times) <= self._most_remembered:
                return
            self._times.popitem(last=False)


class Limits:
    """What a page asks before it does something for a visitor; pages that aren't public ask for nothing."""

    def __init__(self, options: WebOptions, clock: Clock = time.monotonic) -> None:
        self._is_public, self._seconds = options.is_public, options.timeout_seconds
        self._questions = _by_visitor_and_address(options.questions_a_minute, 60.0, clock)
        self._adds = _by_visitor_and_address(options.adds_an_hour, 3600.0, clock)
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="question")

    def check_question(self, request: gr.Request | None) -> None:
        """One more question or search; `TooManyRequests` where there were too many within a minute."""
        self._check(self._questions, request)

    def check_add(self, request: gr.Request | None) -> None:
        """One more article to add; `TooManyRequests` where there were too many within an hour."""
        self._check(self._adds, request)

    def within_time(self, work: Callable[[], T]) -> T:
        """What `work` gives, unless that takes longer than the options allow: then `TookTooLong`.

        Work that has begun can't be stopped; it ends in its own time, and its outcome is dropped.
        """
        future = self._pool.submit(work)
        try:
            return future.result(self._seconds)
        except NotInTime:
            if future.done():  # just now, or the error is the work's own
                return future.result()
            future.cancel()
            raise TookTooLong(self._seconds) from None

    def _check(self, limits: tuple[RateLimit, RateLimit], request: gr.Request | None) -> None:
        if not self._is_public:
            return
        of_visitor, of_address = limits
        address = address_of(request)
        of_address.check(address)
        try:
            of_visitor.check(visitor_of(request))
        except TooManyRequests:
            of_address.forgive(address)
            raise


def _by_visitor_and_address(most: int, seconds: float, clock: Clock) -> tuple[RateLimit, RateLimit]:
    """A visit is soon begun anew, so that visits alone would limit nobody; see `VISITORS_AN_ADDRESS`."""
    return RateLimit(most, seconds, clock), RateLimit(most * VISITORS_AN_ADDRESS, seconds, clock)
