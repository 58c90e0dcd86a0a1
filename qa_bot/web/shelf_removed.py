"""What visitors removed of late, so that each can put it back: also on a page that was loaded anew."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_bot.removing import Removed

MOST_REMOVED = 20  # removals of a visitor that can still be undone
REMOVED_SECONDS = 1800.0
_MOST_VISITORS = 200

Entry = tuple[float, "Removed"]


class RecentlyRemoved:
    """For each visitor the latest removals, in memory, for half an hour; from any thread.

    Beyond `most_visitors`, whoever removed something least recently is forgotten.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, most_visitors: int = _MOST_VISITORS
    ) -> None:
        self._clock, self._most_visitors = clock, most_visitors
        self._entries: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, visitor: str, removed: Removed) -> None:
        """Keeps what the visitor has just removed."""
        with self._lock:
            self._forget()
            entries = (*self._entries.get(visitor, ()), (self._clock(), removed))
            self._entries[visitor] = entries[-MOST_REMOVED:]
            self._entries.move_to_end(visitor)
            while len(self._entries) > self._most_visitors:
                self._entries.popitem(last=False)

    def find_last(self, visitor: str) -> Removed | None:
        """What the visitor removed last, if that can still be undone."""
        with self._lock:
            self._forget()
            return entries[-1][1] if (entries := self._entries.get(visitor)) else None

    def drop(self, visitor: str, removed: Removed) -> None:
        """Lets go of a removal that was undone."""
        with self._lock:
            self._keep(visitor, lambda entry: entry[1] is not removed)

    def _forget(self) -> None:
        oldest = self._clock() - REMOVED_SECONDS
        for visitor in list(self._entries):
            self._keep(visitor, lambda entry: entry[0] > oldest)

    def _keep(self, visitor: str, is_kept: Callable[[Entry], bool]) -> None:
        kept = tuple(entry for entry in self._entries.get(visitor, ()) if is_kept(entry))
        if kept:
            self._entries[visitor] = kept
        else:
            self._entries.pop(visitor, None)
