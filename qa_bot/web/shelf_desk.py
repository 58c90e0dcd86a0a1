"""What the shelf does for a visitor: list, open, add, refresh, remove and undo; it knows nothing of Gradio.

Who may change an article is decided here, whatever the page shows: a request can be made up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qa_bot.adding import AddReport
from qa_bot.errors import QABotError
from qa_bot.library.headlines import Headline
from qa_bot.web.markup import safe_link
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_adding import Source, add_in_steps
from qa_bot.web.shelf_cards import (
    article_card,
    closable,
    list_card,
    notice_card,
    progress_card,
    report_card,
    title_of,
)
from qa_bot.web.shelf_problems import problem_text, problems_of
from qa_bot.web.shelf_query import NO_PAPER, Query, choose_page, papers_of
from qa_bot.web.shelf_removed import RecentlyRemoved
from qa_bot.web.shelf_words import ShelfWords

if TYPE_CHECKING:
    from qa_bot.bot import QABot
    from qa_bot.removing import Removed

_LOG = logging.getLogger(__name__)


class Visitors(Protocol):
    """Who sees what; `qa_bot.visitors.Visitors` is the one that the page uses."""

    def bot_of(self, visitor: str) -> QABot:
        """The bot over the articles that this visitor sees."""
        ...

    def is_own(self, visitor: str, article_id: str) -> bool:
        """Whether the visitor may change and remove the article."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list as HTML, and the papers to choose from: what to call each, and what to ask for."""

    card: str
    papers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as HTML, and what may be done with it; without an id it is no longer here."""

    card: str
    article_id: str = ""
    may_refresh: bool = False
    may_remove: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What happened, as HTML, whether articles have changed, and whether a removal can be undone now.

    `report` is what adding came to, once it is over; with `is_gone` the article at hand is no longer here.
    """

    card: str
    has_changed: bool = False
    can_undo: bool = False
    report: AddReport | None = None
    is_gone: bool = False


class ShelfDesk:
    """Serves the articles of `visitors`; its answers are HTML in the visitor's language."""

    def __init__(self, visitors: Visitors, options: WebOptions) -> None:
        self._visitors, self._options = visitors, options
        self._removed = RecentlyRemoved()

    def find(self, visitor: str, query: Query, say: ShelfWords) -> Listed:
        """The page of the list that the query asks for."""
        headlines = self._visitors.bot_of(visitor).headlines()
        page = choose_page(headlines, query)
        shelf = {headline.id: headline for headline in headlines}
        card = list_card(page, query, shelf, self._marks_of(visitor), say)
        papers = [(say.no_paper if paper == NO_PAPER else paper, paper) for paper in papers_of(headlines)]
        return Listed(card, [(say.any_paper, ""), *papers])

    def open(self, visitor: str, article_id: str, say: ShelfWords) -> Opened:
        """The article to read."""
        bot = self._visitors.bot_of(visitor)
        shelf = {headline.id: headline for headline in bot.headlines()}
        article = bot.get(article_id) if article_id in shelf else None
        if article is None:
            return Opened(notice_card(say.gone, is_problem=True))
        is_own = self._visitors.is_own(visitor, article_id)
        return Opened(
            article_card(
                article, shelf[article_id], shelf, is_own=self._marks_of(visitor)(article_id), say=say
            ),
            article_id,
            may_refresh=is_own and self._can_be_read_again(article.source, article.url),
            may_remove=is_own,
        )

    def add(
        self,
        visitor: str,
        sources: Sequence[Source],
        say: ShelfWords,
        check: Callable[[], None] = lambda: None,
    ) -> Iterator[Done]:
        """Adds what the sources hold; the progress, and last what became of it."""
        try:
            bot = self._visitors.bot_of(visitor)
            for step in add_in_steps(bot, sources, check=check):
                if isinstance(step, AddReport):
                    has_changed = bool(step.added or step.updated)
                    yield Done(self.report(visitor, step, say), has_changed, report=step)
                else:
                    yield Done(progress_card(step, say))
        except Exception as error:
            # batches before the failing one are in the library already
            yield Done(closable(_failed(error, say), say), has_changed=True)

    def report(self, visitor: str, report: AddReport, say: ShelfWords) -> str:
        """What adding came to, as HTML that can be closed, with the articles as they are called now."""
        headlines = self._visitors.bot_of(visitor).headlines()
        return closable(report_card(report, {headline.id: headline for headline in headlines}, say), say)

    def refresh(
        self, visitor: str, article_id: str, say: ShelfWords, check: Callable[[], None] = lambda: None
    ) -> Done:
        """Reads the article's source again."""
        try:
            if not self._is_here(visitor, article_id):
                return _gone(say)
            if not self._visitors.is_own(visitor, article_id):
                return Done(notice_card(say.not_yours, is_problem=True))
            check()
            report = self._visitors.bot_of(visitor).refresh(article_id)
        except Exception as error:
            return Done(_failed(error, say))
        if report.errors:
            problem = problems_of(report.errors, say)[0]
            return Done(notice_card(f"{problem.name}: {problem.text}", is_problem=True))
        has_changed = bool(report.updated or report.added)
        return Done(notice_card(say.refreshed if has_changed else say.refreshed_same), has_changed)

    def remove(self, visitor: str, article_id: str, say: ShelfWords) -> Done:
        """Takes the article out; for some time its visitor can put it back."""
        try:
            if not self._is_here(visitor, article_id):
                return self._undoable(visitor, _gone(say))
            if not self._visitors.is_own(visitor, article_id):
                return self._undoable(visitor, Done(notice_card(say.not_yours, is_problem=True)))
            taken = self._visitors.bot_of(visitor).take_out(article_id)
        except Exception as error:
            return self._undoable(visitor, Done(_failed(error, say)))
        if taken is None:
            return self._undoable(visitor, _gone(say))
        self._removed.add(visitor, taken)
        return replace(self.removed_last(visitor, say), has_changed=True)

    def removed_last(self, visitor: str, say: ShelfWords) -> Done:
        """Says what the visitor removed last, as long as that can be undone."""
        last = self._removed.find_last(visitor)
        if last is None:
            return Done("")
        return Done(notice_card(say.removed.format(title=_title(last))), can_undo=True)

    def undo(self, visitor: str, say: ShelfWords) -> Done:
        """Puts back what the visitor removed last."""
        last = self._removed.find_last(visitor)
        if last is None:
            return Done("")
        try:
            self._visitors.bot_of(visitor).put_back(last)
        except Exception as error:
            return self._undoable(visitor, Done(_failed(error, say)))
        self._removed.drop(visitor, last)
        notice = notice_card(say.restored.format(title=_title(last)))
        return self._undoable(visitor, Done(notice, has_changed=True))

    def _undoable(self, visitor: str, done: Done) -> Done:
        return replace(done, can_undo=self._removed.find_last(visitor) is not None)

    def _is_here(self, visitor: str, article_id: str) -> bool:
        return any(one.id == article_id for one in self._visitors.bot_of(visitor).headlines())

    def _marks_of(self, visitor: str) -> Callable[[str], bool]:
        """Which articles are marked as the visitor's; none where all belong to all."""
        if not self._options.is_public:
            return lambda _: False
        return lambda article_id: self._visitors.is_own(visitor, article_id)

    def _can_be_read_again(self, source: str, url: str | None) -> bool:
        if safe_link(source) or safe_link(url):
            return True
        return not self._options.is_public and _is_file(source)


def _gone(say: ShelfWords) -> Done:
    """Another tab or another visitor was quicker; the list is to be read again."""
    notice = notice_card(say.gone, is_problem=True)
    return Done(notice, has_changed=True, is_gone=True)


def _title(removed: Removed) -> str:
    return title_of(Headline.of(removed.articles[0], 0))


def _failed(error: Exception, say: ShelfWords) -> str:
    if isinstance(error, QABotError):
        return notice_card(problem_text(str(error), say), is_problem=True)
    _LOG.error("the shelf failed", exc_info=error)
    return notice_card(say.failed, is_problem=True)


def _is_file(source: str) -> bool:
    try:
        return bool(source) and Path(source).is_file()
    except (OSError, ValueError):
        return False
