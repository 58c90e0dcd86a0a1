"""Whether a pasted text is an article that is there already, though it was copied a little differently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from qa_bot.filters import fold
from qa_bot.ingest.read import PASTED
from qa_bot.types import Article

if TYPE_CHECKING:
    from qa_bot.bot import QABot

_MOST_COMPARED = 500  # of the newest; a text that is pasted twice is pasted twice of late
_HEAD_LINES = 4  # headline, date and byline stand in them


def find_same(bot: QABot, pasted: Article) -> str | None:
    """The id of another article with the same lines, but for blanks, punctuation, its headline or its date.

    Looked at are what was pasted before and what has the same headline.
    """
    for article in islice(_candidates(bot, pasted), _MOST_COMPARED):
        if is_same(article, pasted):
            return article.id
    return None


def is_same(one: Article, other: Article) -> bool:
    r"""Whether the two say the same line by line; a headline or a date may be missing in either.

    >>> a = Article(id="a", title="금리", text="금리\n2024-05-03\n\n“올랐다”고 했다.", language="ko")
    >>> is_same(a, Article(id="b", title="금리", text="금리\n'올랐다'고  했다", language="ko"))
    True
    """
    if one.published and other.published and one.published.date() != other.published.date():
        return False
    first, second = _lines(one.text), _lines(other.text)
    if not first or not second:
        return False
    return first == second or first[1:] == second or first == second[1:]


def _candidates(bot: QABot, pasted: Article) -> Iterator[Article]:
    title = fold(pasted.title)
    for headline in bot.headlines():
        is_near = headline.source == PASTED or fold(headline.title) == title
        if is_near and headline.id != pasted.id and (article := bot.get(headline.id)):
            yield article


def _lines(text: str) -> list[str]:
    """The letters and digits of each line that has any; dates at the beginning are left out."""
    lines = [line for raw in text.splitlines() if (line := _letters(raw))]
    return [line for place, line in enumerate(lines) if place >= _HEAD_LINES or not line.isdigit()]


def _letters(line: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", line).casefold() if sign.isalnum())
