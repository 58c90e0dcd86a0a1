"""How much a visitor may keep in memory: so many articles, and so much text in all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa_bot.types import Article

MOST_ARTICLES = 50
# of text; 870 passages with three vectors of 384 numbers each take 20 MB, and a search takes 20 ms
MOST_CHARACTERS = 500_000


@dataclass(frozen=True, slots=True)
class Room:
    """What there is room for.

    >>> Room(articles=2).refusal([Article(id="a", title="", text="금리", language="ko")])
    ''
    """

    articles: int = MOST_ARTICLES
    characters: int = MOST_CHARACTERS

    def refusal(self, articles: Iterable[Article]) -> str:
        """Why these are too many or too long, of one id the last; empty where there is room for them."""
        whole = {article.id: len(article.text) for article in articles}
        if len(whole) > self.articles:
            return f"at most {self.articles} articles of your own are kept for a visitor; remove some first"
        if sum(whole.values()) > self.characters:
            return (
                f"your own articles would have {sum(whole.values()):,} characters, and at most "
                f"{self.characters:,} are kept for a visitor; remove some first, or add a shorter one"
            )
        return ""
