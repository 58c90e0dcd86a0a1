"""Which article a question file means by `harbour-dredging.en`: the article's id, or its file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from qa_bot.errors import ArticleError, ConfigError
from qa_bot.evaluation.example import Example
from qa_bot.types import Article


def names_of(article: Article) -> tuple[str, str, str]:
    """All names that an article answers to: its id, and its file's with and without the last ending.

    >>> names_of(Article(id="7", title="", text="글", language="ko", source="articles/rate.ko.txt"))
    ('7', 'rate.ko.txt', 'rate.ko')
    """
    # some file systems hand out decomposed names
    source = unicodedata.normalize("NFC", article.source)
    file = re.split(r"[/\\]", source.rstrip("/"))[-1]
    return article.id, file, re.sub(r"(?<=.)\.[^.]*$", "", file)


def articles_by_name(articles: Iterable[Article]) -> dict[str, Article]:
    """Articles under each of their names; ids win over file names, and these over names without ending."""
    ordered = sorted(articles, key=lambda article: article.id)
    by_name: dict[str, Article] = {}
    for rank in range(3):
        for article in ordered:
            by_name.setdefault(names_of(article)[rank], article)
    return by_name


def check_articles(examples: Sequence[Example], articles: Iterable[Article], *, source: str) -> None:
    """Raise `ArticleError` for the first question of which no article is at hand: it could only score 0.

    Where one of two editions is at hand, the question can be answered. `source` is the file of the questions.
    """
    asked = [example for example in examples if any(gold.doc for gold in example.answers)]
    names = {name for article in articles for name in names_of(article)} if asked else set()
    for example in asked:
        if names.isdisjoint(gold.doc for gold in example.answers):
            raise ArticleError(
                f'no article is called "{example.answers[0].doc}"; mend the name, or give the folder that '
                "holds it with --articles",
                source=source,
                line=example.line,
                field="answers",
            )


def article_asked(example: Example, by_name: dict[str, Article]) -> Article:
    """The article that holds the example's first answer; `ConfigError` where it is not at hand."""
    doc = example.answers[0].doc or ""
    if doc not in by_name:
        raise ConfigError(f'question {example.id} asks for article "{doc}"; name its folder with --articles')
    return by_name[doc]
