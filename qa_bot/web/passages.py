"""A passage without the headline, the times and the byline above it, which a card says beside it anyway."""

from __future__ import annotations

from typing import get_args

from qa_bot.masthead import find_place
from qa_bot.masthead.ways import Field
from qa_bot.types import Article, Passage, Span


def story_of(passage: Passage) -> Passage:
    r"""The passage from where its story begins; as it is where there is no more in it than its head.

    >>> text = "금리 인상\n김지은 기자\n\n올랐다."
    >>> article = Article(id="a", title="금리 인상", text=text, language="ko", author="김지은")
    >>> story_of(Passage(article, Span(0, len(text)))).text
    '올랐다.'
    """
    start = _head_end(passage.article)
    if not passage.span.start <= start < passage.span.end:
        return passage
    rest = passage.article.text[start : passage.span.end]
    if not rest.strip():
        return passage
    return Passage(passage.article, Span(start + len(rest) - len(rest.lstrip()), passage.span.end))


def _head_end(article: Article) -> int:
    """Where the line ends that is the last of the headline, the times and the byline."""
    if not article.title or not article.text.startswith(article.title):
        return 0
    places = (find_place(article, field) for field in get_args(Field))
    last = max([len(article.title), *(place.end for place in places if place)])
    end = article.text.find("\n", last)
    return len(article.text) if end < 0 else end
