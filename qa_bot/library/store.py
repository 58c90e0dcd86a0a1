"""What the bot needs of a library beyond searching it: changing it, pairing, feedback and upkeep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from qa_bot.feedback import Feedback
from qa_bot.library.headlines import Headline
from qa_bot.library.statistics import TermStatistics
from qa_bot.ports import Library, PassageVectors, Vectors
from qa_bot.types import Article, Filters, Hit, Passage


@runtime_checkable
class LibraryStore(Library, Protocol):
    """A library that a bot can work on: the one in a folder, one in memory, or a visitor's over another."""

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        ...

    @property
    def own_count(self) -> int:
        """How many of the articles may be changed and removed."""
        ...

    def add_many(
        self,
        entries: Iterable[tuple[Article, Sequence[Passage], PassageVectors]],
        *,
        articles_per_batch: int = 64,
    ) -> int:
        """Store articles, each batch whole or not at all, and return how many."""
        ...

    def stated(self, article_id: str) -> Article | None:
        """The article as it was added, without what pairing found out; None when it isn't there."""
        ...

    def is_own(self, article_id: str) -> bool:
        """Whether the article is here and may be changed and removed."""
        ...

    def refusal(self, articles: Iterable[Article]) -> str:
        """Why these articles can't be taken in beside what is here, in a line; empty where they can."""
        ...

    def headlines(self) -> list[Headline]:
        """All articles without their texts, newest first."""
        ...

    def article_vectors(self, article_id: str) -> list[Vectors]:
        """By passage float32 of shape (rows, dimension), in reading order; empty when it isn't there."""
        ...

    def find_duplicate(self, article: Article) -> str | None:
        """The smallest id of another article that has the same text in the same language, or None."""
        ...

    def is_unchanged(self, article: Article) -> bool:
        """Whether the article is stored with exactly these fields."""
        ...

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of editions, smaller id first, ordered."""
        ...

    def fixed_pairs(self) -> list[tuple[str, str]]:
        """Those of the pairs that pairing must leave as they are."""
        ...

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Let these ids be each other's editions, and no others but the fixed ones."""
        ...

    def search_lexical(
        self,
        terms: Sequence[str],
        k: int,
        filters: Filters | None = None,
        *,
        statistics: TermStatistics | None = None,
    ) -> list[Hit]:
        """The k passages of largest BM25 for `terms`, by the `statistics` of a larger collection if given."""
        ...

    def term_statistics(self, terms: Sequence[str]) -> TermStatistics:
        """What BM25 for `terms` has to know about all passages."""
        ...

    def add_feedback(self, feedback: Feedback, *, replaces: str = "") -> None:
        """Keep a reader's mark, in place of that of the id `replaces` where one is named."""
        ...

    def feedback(self) -> Iterator[Feedback]:
        """The readers' marks, oldest first, ties by id."""
        ...

    def build_index(self) -> bool:
        """Speed dense search up where that takes an index; whether there was one to build."""
        ...

    def info(self) -> dict[str, Any]:
        """Counts, ready for JSON."""
        ...

    def verify(self) -> list[str]:
        """What is wrong, a sentence each; empty when all is whole."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...
