"""Which articles say themselves that they are editions of one story: by a link, or by their file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from qa_bot.ingest.origins import article_id, normalized_url
from qa_bot.types import Article

_LANGUAGE_MARK = re.compile(r"(?i)(?:^|(?<=[/._-]))(?:kor?|en|eng|korean|english)(?=$|[/._-])")


def linked(articles: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """Articles that name the other's id or the id of its URL; those that name each other come first."""
    at: dict[str, list[Article]] = {}
    for article in articles:
        for key in _names(article):
            at.setdefault(key, []).append(article)
    links = [
        (article, other)
        for article in articles
        for other in at.get(article.translation_of or "", ())
        if other.language != article.language
    ]
    mutual = [(a, b) for a, b in links if b.translation_of in _names(a)]
    yield from mutual
    yield from links


def _names(article: Article) -> set[str]:
    url = normalized_url(article.url) if article.url else None
    return {article.id, article_id(url)} if url else {article.id}


def named_alike(articles: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """Articles whose sources differ only in the language's mark and the ending, one of each language."""
    alike: dict[str, list[Article]] = {}
    for article in articles:
        if name := _name_without_language(article.source):
            alike.setdefault(name, []).append(article)
    for group in alike.values():
        if sorted(article.language for article in group) == ["en", "ko"]:
            yield group[0], group[1]


def _name_without_language(source: str) -> str:
    """The path with `*` for the one mark of its language; "" for a path without or with several.

    >>> _name_without_language("news/ko/rates.txt"), _name_without_language("news/rates_en.html")
    ('news/*/rates', 'news/rates_*')
    """
    path = urlsplit(source).path if "://" in source else source.replace("\\", "/")
    path = re.sub(r"(?i)(\.jsonl?\.gz|\.[a-z]{2,8})$", lambda ending: _kept_ending(ending[0]), path)
    marks = list(_LANGUAGE_MARK.finditer(path))
    if not marks:
        return ""
    # the last mark is the file's own: "/home/en/news/rates.ko.txt" is Korean
    mark = marks[-1]
    return f"{path[: mark.start()]}*{path[mark.end() :]}"


def _kept_ending(ending: str) -> str:
    """A language's mark at the end is no ending: `rates.ko`."""
    return ending if _LANGUAGE_MARK.fullmatch(ending[1:]) else ""
