"""Articles out of a library, and back in as if they had never been away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.errors import LibraryError
from qa_bot.library.checks import not_own
from qa_bot.library.store import LibraryStore
from qa_bot.ports import PassageVectors
from qa_bot.types import Article, Passage


@dataclass(frozen=True, slots=True, eq=False)
class Removed:
    """Articles that were taken out, as they were added, with all that it would cost to make again.

    `passages` and `vectors` stand in the order of `articles`, `pairs` are those that went with them.
    """

    articles: tuple[Article, ...]
    passages: tuple[tuple[Passage, ...], ...]
    vectors: tuple[PassageVectors, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""

    @property
    def ids(self) -> list[str]:
        """The ids of the articles."""
        return [article.id for article in self.articles]


def take_out(library: LibraryStore, article_ids: Sequence[str], *, fingerprint: str) -> Removed | None:
    """Remove articles and hand them over; None where none of them is there.

    `fingerprint` names the encoder that made the vectors. Raises `LibraryError` for one that may not be
    removed, before any is.
    """
    check_own(library, article_ids)
    pairs = [pair for pair in library.pairs() if set(pair) & set(article_ids)]
    found = [
        (stated, library.passages(article_id), library.article_vectors(article_id))
        for article_id in article_ids
        if (stated := library.stated(article_id))
    ]
    # Another process may have been quicker with some.
    gone = [entry for entry in found if library.remove(entry[0].id)]
    if not gone:
        return None
    articles, passages, vectors = zip(*gone, strict=True)
    return Removed(articles, passages, vectors, tuple(pairs), fingerprint)


def put_back(library: LibraryStore, removed: Removed, *, fingerprint: str) -> list[str]:
    """Store what was taken out, without embedding anything; the ids of the articles put back.

    Left out is what is there again, under its id or with its text under another. A pair comes back where
    neither article has found another partner. Raises `LibraryError` where another encoder made the vectors.
    """
    if removed.fingerprint != fingerprint:
        raise LibraryError(
            f"can't put back: the vectors were made by encoder \"{removed.fingerprint}\", but the library's "
            f'are by "{fingerprint}"; add the articles again'
        )
    missing = [
        entry
        for entry in zip(removed.articles, removed.passages, removed.vectors, strict=True)
        if not library.is_own(entry[0].id) and not library.find_duplicate(entry[0])
    ]
    if not missing:
        return []
    if refusal := library.refusal(article for article, _, _ in missing):
        raise LibraryError(f"can't put back: {refusal}")
    library.add_many(missing, articles_per_batch=len(missing))
    _restore_pairs(library, removed.pairs)
    return [article.id for article, _, _ in missing]


def check_own(library: LibraryStore, article_ids: Sequence[str]) -> None:
    """`LibraryError` where an article may be seen, but not changed or removed."""
    for article_id in article_ids:
        if not library.is_own(article_id) and library.get(article_id):
            raise not_own(article_id)


def _restore_pairs(library: LibraryStore, pairs: Sequence[tuple[str, str]]) -> None:
    known = library.pairs()
    taken = {name for pair in known for name in pair}
    free = [pair for pair in pairs if not taken & set(pair) and all(library.get(name) for name in pair)]
    if free:
        library.set_pairs([*known, *free])
