"""Articles read again from where they came from: the file, else the web address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa_bot.errors import ArticleError
from qa_bot.ingest.origins import find_path, is_url, readable_path
from qa_bot.ingest.read import read_articles
from qa_bot.types import Article


def read_again(articles: Sequence[Article], *, reads_files: bool) -> Iterator[Article | ArticleError]:
    """Each of the articles in its present form, under its old id, or why it can't be read again.

    Files are read only where `reads_files`; a source is read once, however many articles it holds.
    """
    by_place: dict[str, list[Article]] = {}
    for article in articles:
        place = _place_of(article, reads_files=reads_files)
        if place is None:
            yield ArticleError(
                "it was pasted or uploaded, so there is no place to read it from again; add it again",
                source=article.source,
            )
        else:
            by_place.setdefault(place, []).append(article)
    for place, wanted in by_place.items():
        yield from _only(wanted, list(read_articles(place)), place)


def _place_of(article: Article, *, reads_files: bool) -> str | None:
    if reads_files and not is_url(article.source) and (file := _find_file(article.source)):
        return file
    return next((place for place in (article.source, article.url) if place and is_url(place)), None)


def _only(
    wanted: Sequence[Article], found: Sequence[Article | ArticleError], place: str
) -> Iterator[Article | ArticleError]:
    """Of what a place holds now, the articles that are asked for; an error for each that isn't there."""
    errors = [item for item in found if isinstance(item, ArticleError)]
    read = {item.id: item for item in found if isinstance(item, Article)}
    if is_url(place) and wanted[0].url and len(wanted) == len(read) == 1:
        # A page is one article, even if it calls itself by another address now. What has no address stood
        # among others in a feed, where another may be the only one that is left.
        yield replace(next(iter(read.values())), id=wanted[0].id)
        return
    for article in wanted:
        if article.id in read:
            yield read[article.id]
        else:
            yield _gone(errors, place)


def _gone(errors: Iterable[ArticleError], place: str) -> ArticleError:
    gone = ArticleError(
        "the article is not there any more; remove it, or add it from elsewhere", source=readable_path(place)
    )
    return next(iter(errors), gone)


def _find_file(source: str) -> str | None:
    """The path of the file of that name, which may be written in another encoding there."""
    try:
        path = find_path(source) if source else None
        return str(path) if path and path.is_file() else None
    except (OSError, ValueError):
        return None
