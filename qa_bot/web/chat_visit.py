"""What the chat keeps of one visit: its conversation, what is open and what is in line, and its language.

Kept in one place and changed there, since a reader goes on pressing things while an answer is being found.
"""

from __future__ import annotations

from collections.abc import Generator
from threading import Lock
from typing import Any

from qa_bot.web.conversation import Conversation, Exchange, begin_exchange
from qa_bot.web.opening import Opened, close_or_follow
from qa_bot.web.pressing import Asked

_LONGEST_LINE = 2  # the question being answered and one more

Turn = tuple[Exchange, Asked]


class ChatVisit:
    """One visit, whose questions are answered one after the other.

    >>> visit = ChatVisit("en")
    >>> visit.accept(Asked("Who?")), visit.accept(Asked("When?")), visit.accept(Asked("Where?"))
    (True, True, False)
    >>> [exchange.asked for exchange, _ in visit.turns()]
    ['Who?', 'When?']
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._opened: Opened | None = None
        self._opened_before = 0  # the number of the first question asked since
        self._conversation = Conversation()
        self._line: list[Turn] = []
        self._drafts: list[str] = []
        self._is_answering = False
        self._lock = Lock()

    def __deepcopy__(self, memo: dict[int, Any]) -> ChatVisit:
        """Each visit begins as Gradio's copy of the first, in which nothing has happened."""
        return ChatVisit(self.language)

    @property
    def conversation(self) -> Conversation:
        """The conversation as it is now, with what is in line at its end."""
        return self._conversation

    @property
    def opened(self) -> Opened | None:
        """What stands open in the source view."""
        return self._opened

    def open(self, view: Opened | None) -> None:
        """Opens what the reader wants to see, or closes the view."""
        with self._lock:
            self._opened, self._opened_before = view, self._conversation.next_number

    def follow(self, latest: Exchange) -> bool:
        """Lets an open view go on to the latest answer; False where it stays as it is.

        What was opened after that question was asked stays: the reader is at it.
        """
        with self._lock:
            if self._opened is None or latest.number < self._opened_before:
                return False
            before, self._opened = self._opened, close_or_follow(self._opened, latest)
            return self._opened != before

    def accept(self, asked: Asked) -> bool:
        """Takes a question into the conversation and into the line; False where it is not to be asked now.

        That is so if it is empty, if the line is full, or if it was just asked: Enter was pressed twice.
        """
        with self._lock:
            exchange = begin_exchange(self._conversation, asked.question)
            last = self._conversation.exchanges[-1:]
            is_repeated = any(one.is_pending and one.asked == exchange.asked for one in last)
            if not exchange.asked or is_repeated or len(self._line) == _LONGEST_LINE:
                return False
            self._conversation = self._conversation.put(exchange)
            self._line.append((exchange, asked))
            return True

    def turns(self) -> Generator[Turn, None, None]:
        """The questions in line as each one's turn comes; none where they are already being gone through."""
        with self._lock:
            if self._is_answering:
                return
            self._is_answering = bool(self._line)
        try:
            while self._is_answering:
                yield self._line[0]
                self._end_turn()
        except BaseException:  # also where the visitor is gone
            self._abandon()
            raise

    def put(self, exchange: Exchange | None) -> bool:
        """Puts an exchange in the place of that of its number; False where that is no more."""
        with self._lock:
            if exchange is None or not self._conversation.find(exchange.number):
                return False
            self._conversation = self._conversation.put(exchange)
            return True

    def recall(self, exchanges: tuple[Exchange, ...]) -> None:
        """Begins with what the browser has kept of an earlier visit, unless something was asked already."""
        with self._lock:
            if self._conversation == Conversation():
                self._conversation = Conversation(exchanges)

    def clear(self) -> None:
        """Begins the conversation anew; what is being answered loses its place in it."""
        with self._lock:
            self._conversation = Conversation(first_number=self._conversation.next_number)
            self._line = self._line[:1] if self._is_answering else []
            self._opened = None

    def keep_draft(self, typed: str) -> None:
        """Keeps what stood in the question box, unless that is nothing or a question of the conversation."""
        known = {one.question for one in self._conversation.exchanges}
        if typed.strip() and typed not in known:
            self._drafts.append(typed)

    def take_draft(self) -> str:
        """What was kept last, once; empty where nothing was."""
        return self._drafts.pop() if self._drafts else ""

    def _end_turn(self) -> None:
        with self._lock:
            self._line.pop(0)
            self._is_answering = bool(self._line)

    def _abandon(self) -> None:
        with self._lock:
            self._conversation = self._conversation.without_pending()
            self._line, self._is_answering = [], False
