"""Whether stories tell of one affair: a fire and the days after it, a company's quarters, a yearly festival.

They share names and rare words more than stories about the same kind of thing elsewhere do. Of 148 pairs
within the series of `data/kinds/series_dev` 95 % share 0.19 or more of what a story has with itself by BM25;
of 3,218 other pairs of that archive, which has like things in other towns on purpose, 1 % do. By cosine the
two overlap more. What the question names has to stand in both as well, or two towns' bus strikes are one.
In a library of a few stories, most of them of one affair, no word of it is rare; there the cosine decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.retrieval import Retriever
from qa_bot.types import Article

LEAST_SHARED = 0.2
# Cosine of two openings in one language from which no more is asked.
LEAST_LIKENESS = 0.76
# Of the question's words that the story has, by their rarity, how many the other story must have.
LEAST_ASKED = 0.5
# Cosine of openings in two languages, where no edition of one is in the language of the other.
LEAST_LIKENESS_ACROSS = 0.7
_OPENING = 500  # characters
_PASSAGES = 60
_MOST_READ = 4000  # characters of a story whose words are compared


@dataclass(frozen=True, slots=True)
class Affairs:
    """Tells what belongs to a story, by the words and the vectors of a library."""

    retriever: Retriever

    def of_one(self, question: str, article: Article, others: Sequence[Article]) -> list[bool]:
        """Whether each of `others` tells of the affair that `article` tells of and that the question names.

        An article in the other language is compared by its own other edition, or with that of `article`.
        """
        shared = self._shared(article)
        edition = self._edition(article)
        if edition and any(other.language != article.language for other in others):
            shared = {**self._shared(edition), **shared}
        likenesses = self._likenesses(article, others)
        told = [
            self._is_of(article, other, shared, likeness)
            for other, likeness in zip(others, likenesses, strict=True)
        ]
        alike = [
            other.language == article.language and likeness >= LEAST_LIKENESS
            for other, likeness in zip(others, likenesses, strict=True)
        ]
        if not any(told):
            return alike
        asked = self._rarities(set(self.retriever.terms(question, article.language)) & self._words(article))
        return [
            is_alike or (is_told and self._is_named(asked, other))
            for is_alike, is_told, other in zip(alike, told, others, strict=True)
        ]

    def _likenesses(self, article: Article, others: Sequence[Article]) -> list[float]:
        vectors = self.retriever.embedder.embed_passages([_opening(one) for one in (article, *others)])
        return [float(likeness) for likeness in vectors[1:] @ vectors[0]]

    def _rarities(self, terms: set[str]) -> dict[str, float]:
        return {term: self.retriever.library.ideal_score([term]) for term in terms}

    def _is_named(self, asked: dict[str, float], other: Article) -> bool:
        known = self._words(other) if asked else set()
        return sum(asked[term] for term in asked if term in known) >= LEAST_ASKED * sum(asked.values())

    def _words(self, article: Article) -> set[str]:
        """The terms of a story, in both languages where it has two editions."""
        editions = [one for one in (article, self._edition(article)) if one]
        return {
            term
            for one in editions
            for term in self.retriever.terms(f"{one.title}\n{one.text[:_MOST_READ]}", one.language)
        }

    def _is_of(self, article: Article, other: Article, shared: dict[str, float], likeness: float) -> bool:
        ids = [one for one in (other.id, other.translation_of) if one]
        if any(shared.get(one, 0.0) >= LEAST_SHARED for one in ids):
            return True
        comparable = other.language == article.language or article.translation_of or other.translation_of
        return not comparable and likeness >= LEAST_LIKENESS_ACROSS

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


def _opening(article: Article) -> str:
    return f"{article.title}\n{article.text[:_OPENING]}"
