"""Which articles a person means: by id, the beginning of one, source or web address."""

from __future__ import annotations

from pathlib import Path

from qa_bot.errors import LibraryError
from qa_bot.library.store import LibraryStore
from qa_bot.types import Article

LEAST_ID_PREFIX = 6


def find_ids(library: LibraryStore, wanted: str) -> list[str]:
    """The ids of the articles meant, ordered; one, but for a source that holds many, or none.

    Raises `LibraryError` for the beginning of several ids.
    """
    if library.get(wanted):
        return [wanted]
    is_prefix = len(wanted) >= LEAST_ID_PREFIX
    by_prefix = [a.id for a in library.articles() if is_prefix and a.id.startswith(wanted)]
    if len(by_prefix) > 1:
        raise LibraryError(f'"{wanted}" begins {len(by_prefix)} ids; write more of it')
    return by_prefix or [a.id for a in library.articles() if _is_from(a, wanted)]


def _is_from(article: Article, place: str) -> bool:
    if not place or place in (article.source, article.url):
        return bool(place)
    # An article without a source is not from the working folder, which Path("") would say.
    return bool(article.source) and Path(article.source).absolute() == Path(place).absolute()
