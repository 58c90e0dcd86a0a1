"""Articles into a library: what is new, what has changed, what is there already, and what can't be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qa_bot.errors import ArticleError
from qa_bot.library.local import LocalLibrary
from qa_bot.ports import Embedder, Reader, Vectors
from qa_bot.text.chunking import chunk
from qa_bot.types import Article, Passage

PASSAGES_A_BATCH = 256

Entry = tuple[Article, tuple[Passage, ...], Vectors]


@dataclass(frozen=True, slots=True)
class AddStep:
    """Progress: the source just read, how many are done, and how many there are where that is known."""

    source: str
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of each article: ids by outcome, and an error for each that could not be read.

    `duplicates` are ids of articles left out because the library holds the same text under another id.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    errors: tuple[ArticleError, ...] = ()
    pairs: int = 0

    @property
    def total(self) -> int:
        """Number of articles seen, unreadable ones left out."""
        return len(self.added) + len(self.updated) + len(self.unchanged) + len(self.duplicates)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; errors as lines."""
        return {
            "added": list(self.added),
            "updated": list(self.updated),
            "unchanged": list(self.unchanged),
            "duplicates": list(self.duplicates),
            "errors": [str(error) for error in self.errors],
            "pairs": self.pairs,
        }


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    errors: list[ArticleError] = field(default_factory=list)


def add_articles(
    library: LocalLibrary,
    embedder: Embedder,
    reader: Reader,
    articles: Iterable[Article | ArticleError],
    *,
    passage_tokens: int,
    on_article: Callable[[Article | ArticleError], None] | None = None,
) -> AddReport:
    """Store what is new or changed, a batch of passages at a time, and report on all.

    An article of a known id with another content takes the old one's place. Each batch is stored whole or
    not at all; when something fails, the batches before it are kept.
    """
    tally = _Tally()
    batch: list[tuple[Article, list[Passage]]] = []
    for article in _worth_storing(library, articles, tally, on_article):
        passages = chunk(article, reader.count_tokens, passage_tokens)
        batch.append((article, passages))
        if sum(len(passages) for _, passages in batch) >= PASSAGES_A_BATCH:
            _store(library, embedder, batch)
            batch = []
    _store(library, embedder, batch)
    return AddReport(
        tuple(tally.added),
        tuple(tally.updated),
        tuple(tally.unchanged),
        tuple(tally.duplicates),
        tuple(tally.errors),
    )


def _worth_storing(
    library: LocalLibrary,
    articles: Iterable[Article | ArticleError],
    tally: _Tally,
    on_article: Callable[[Article | ArticleError], None] | None,
) -> Iterator[Article]:
    # Articles of the batch at hand are not in the library yet.
    seen: dict[tuple[str, str], str] = {}
    for article in articles:
        if on_article:
            on_article(article)
        if isinstance(article, ArticleError):
            tally.errors.append(article)
            continue
        first = seen.setdefault((article.language, article.text), article.id)
        if first != article.id or library.find_duplicate(article):
            tally.duplicates.append(article.id)
        elif library.is_unchanged(article):
            tally.unchanged.append(article.id)
        else:
            known = library.get(article.id) is not None
            (tally.updated if known else tally.added).append(article.id)
            yield article


def _store(library: LocalLibrary, embedder: Embedder, batch: list[tuple[Article, list[Passage]]]) -> None:
    texts = [passage.indexed_text for _, passages in batch for passage in passages]
    if not texts:
        return
    vectors = embedder.embed_passages(texts)
    cuts = np.cumsum([len(passages) for _, passages in batch])[:-1]
    parts = np.split(vectors, cuts)
    library.add_many(
        (article, passages, part) for (article, passages), part in zip(batch, parts, strict=True)
    )
