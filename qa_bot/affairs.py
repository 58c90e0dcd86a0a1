"""Whether stories tell of one affair: a fire and the days after it, a company's quarters, a yearly festival.

They share names and rare words more than stories about the same kind of thing elsewhere do. Of 148 pairs
within the series of `data/kinds/series_dev` 95 % share 0.19 or more of what a story has with itself by BM25;
of 3,218 other pairs of that archive, which has like things in other towns on purpose, 1 % do. By cosine the
two overlap more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.retrieval import Retriever
from qa_bot.types import Article

LEAST_SHARED = 0.2
# Cosine of openings in two languages, where no edition of one is in the language of the other.
LEAST_LIKENESS_ACROSS = 0.7
_OPENING = 500  # characters
_PASSAGES = 60


@dataclass(frozen=True, slots=True)
class Affairs:
    """Tells what belongs to a story, by the words and the vectors of a library."""

    retriever: Retriever

    def of_one(self, article: Article, others: Sequence[Article]) -> list[bool]:
        """Whether each of `others` tells of the affair that `article` tells of.

        An article in the other language is compared by its own other edition, or with that of `article`.
        """
        shared = self._shared(article)
        edition = self._edition(article)
        across = (
            self._shared(edition) if edition and any(o.language != article.language for o in others) else {}
        )
        return [self._is_of(article, other, {**across, **shared}) for other in others]

    def _is_of(self, article: Article, other: Article, shared: dict[str, float]) -> bool:
        ids = [one for one in (other.id, other.translation_of) if one]
        if any(shared.get(one, 0.0) >= LEAST_SHARED for one in ids):
            return True
        comparable = other.language == article.language or article.translation_of or other.translation_of
        return not comparable and self._likeness(article, other) >= LEAST_LIKENESS_ACROSS

    def _shared(self, article: Article) -> dict[str, float]:
        """By article what it shares with the opening of `article`, as a share of what that has itself."""
        library = self.retriever.library
        terms = sorted(set(self.retriever.terms(_opening(article), article.language)))
        best: dict[str, float] = {}
        for hit in library.search_lexical(terms, _PASSAGES):
            best[hit.passage.article.id] = max(best.get(hit.passage.article.id, 0.0), hit.score)
        own = best.get(article.id, 0.0)
        return {name: score / own for name, score in best.items()} if own else {}

    def _edition(self, article: Article) -> Article | None:
        return self.retriever.library.get(article.translation_of) if article.translation_of else None

    def _likeness(self, one: Article, other: Article) -> float:
        first, second = self.retriever.embedder.embed_passages([_opening(one), _opening(other)])
        return float(first @ second)


def _opening(article: Article) -> str:
    return f"{article.title}\n{article.text[:_OPENING]}"
