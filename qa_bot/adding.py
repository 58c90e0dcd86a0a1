"""Articles into a library: what is new, what has changed, what is there already, and what can't be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest.origins import readable_path
from qa_bot.library.checks import find_problem
from qa_bot.library.store import LibraryStore
from qa_bot.multi_vector import embed_passages
from qa_bot.ports import Embedder, Reader
from qa_bot.text.chunking import chunk
from qa_bot.types import Article, Passage

PASSAGES_A_BATCH = 256


@dataclass(frozen=True, slots=True)
class AddStep:
    """Progress: the source just read, how many are done, and how many there are where that is known."""

    source: str
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that was left out, and the one that the library holds with the same text."""

    article: Article
    original: Article

    def to_dict(self) -> dict[str, str]:
        """A JSON-ready mapping, without the texts."""
        return {"id": self.article.id, "source": self.article.source, "original": self.original.id}


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of each article: ids by outcome, and an error for each that could not be read.

    `copies` were left out because the library holds the same text under another id.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    errors: tuple[ArticleError, ...] = ()
    pairs: int = 0

    @property
    def duplicates(self) -> tuple[str, ...]:
        """The ids of the copies."""
        return tuple(copy.article.id for copy in self.copies)

    @property
    def total(self) -> int:
        """Number of articles seen, unreadable ones left out."""
        return len(self.added) + len(self.updated) + len(self.unchanged) + len(self.copies)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; errors as lines."""
        return {
            "added": list(self.added),
            "updated": list(self.updated),
            "unchanged": list(self.unchanged),
            "duplicates": list(self.duplicates),
            "copies": [copy.to_dict() for copy in self.copies],
            "errors": [str(error) for error in self.errors],
            "pairs": self.pairs,
        }


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    errors: list[ArticleError] = field(default_factory=list)


def add_articles(
    library: LibraryStore,
    embedder: Embedder,
    reader: Reader,
    articles: Iterable[Article | ArticleError],
    *,
    passage_tokens: int,
    on_article: Callable[[Article | ArticleError], None] | None = None,
) -> AddReport:
    """Store what is new or changed, a batch of passages at a time, and report on all.

    An article of a known id with another content takes the old one's place; where that content stands
    under another id, the old one goes. What the library would refuse is among the errors. Each batch is
    stored whole or not at all; when something fails, the batches before it are kept.
    """
    tally = _Tally()
    batch = _Batch(library, embedder)
    for article in articles:
        if on_article:
            on_article(article)
        if isinstance(article, ArticleError):
            tally.errors.append(article)
        elif problem := find_problem(article):
            tally.errors.append(_unstorable(article, problem))
        elif original := batch.find_original(article):
            if library.is_own(article.id):
                library.remove(article.id)
            tally.copies.append(Copy(article, original))
        elif library.is_unchanged(article):
            tally.unchanged.append(article.id)
        elif refusal := batch.refusal(article):
            tally.errors.append(ArticleError(refusal, source=article.source or article.title))
        else:
            known = library.get(article.id) is not None
            (tally.updated if known else tally.added).append(article.id)
            batch.add(article, chunk(article, reader.count_tokens, passage_tokens))
    batch.store()
    return AddReport(
        tuple(tally.added),
        tuple(tally.updated),
        tuple(tally.unchanged),
        tuple(tally.copies),
        tuple(tally.errors),
    )


def _unstorable(article: Article, problem: str) -> ArticleError:
    # that any of them is no text that can be written may be the very problem
    return ArticleError(problem, source=readable_path(str(article.source or article.title or article.id)))


class _Batch:
    """Articles on their way into the library, stored when they are many."""

    def __init__(self, library: LibraryStore, embedder: Embedder) -> None:
        self._library, self._embedder = library, embedder
        self._entries: dict[str, tuple[Article, list[Passage]]] = {}
        self._by_text: dict[tuple[str, str], Article] = {}

    def find_original(self, article: Article) -> Article | None:
        """Another article with the same text, in the library or on the way there."""
        duplicate = self._library.find_duplicate(article)
        # The library can't be asked about articles that are about to change.
        if article.id in self._entries or duplicate in self._entries:
            self.store()
            duplicate = self._library.find_duplicate(article)
        stored = self._library.get(duplicate) if duplicate else None
        return stored or self._by_text.get((article.language, article.text))

    def refusal(self, article: Article) -> str:
        """Why the library has no room for the article beside those on the way; empty where it has."""
        return self._library.refusal([*(waiting for waiting, _ in self._entries.values()), article])

    def add(self, article: Article, passages: list[Passage]) -> None:
        """Take an article in; its id and its text are those of no other here."""
        self._entries[article.id] = (article, passages)
        self._by_text[article.language, article.text] = article
        if sum(len(passages) for _, passages in self._entries.values()) >= PASSAGES_A_BATCH:
            self.store()

    def store(self) -> None:
        """Embed and store what is here."""
        together = [passage for _, passages in self._entries.values() for passage in passages]
        if self._entries:
            vectors = iter(embed_passages(self._embedder, together))
            self._library.add_many(
                (article, passages, list(islice(vectors, len(passages))))
                for article, passages in self._entries.values()
            )
        self._entries, self._by_text = {}, {}
