"""Hybrid search: what the encoder finds alike and what shares words, as one ranking.

A passage's score is its cosine with the question plus a weight times the share of the best possible BM25
that it reaches. Both are absolute, so scores compare across questions, and a strong lexical match
counts for more than its rank. Passages in the other language are searched for by the question's words put
into it, as far as a lexicon knows them. So that they are not put back for words they can't share, the best
of them is given a part of what the question's own language has gained by words at best, the second of the
second most, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from qa_bot.ports import Embedder, Library, TermSplitter, TermTranslator, Vectors
from qa_bot.text.language import detect_question
from qa_bot.types import Filters, Hit, Language, Passage


@dataclass(frozen=True, slots=True)
class Fusion:
    """How much the two sides count; measured by `benchmarks/retrieval.py` on development sets.

    `lexical_korean` and `lexical_english` weigh shared words by the language of the passage,
    `lexical_across` translated words of a passage in the other language than the question's. `across` is
    added to such a passage's cosine, which encoders put lower, and `benefit` is the part of the words' gain
    that it is given.
    """

    lexical_korean: float = 0.7
    lexical_english: float = 0.3
    lexical_across: float = 0.6
    across: float = 0.02
    benefit: float = 0.3

    def within(self, cosine: float, lexical: float, written: Language) -> float:
        """The score of a passage in the question's language, from a cosine and a share of 0 to 1.

        >>> round(Fusion(lexical_english=0.5).within(0.8, 0.2, "en"), 3)
        0.9
        """
        return cosine + (self.lexical_korean if written == "ko" else self.lexical_english) * lexical

    def between(self, cosine: float, lexical: float, gain: float) -> float:
        """The score of a passage in another language; `gain` is what words gave the one of equal rank."""
        return cosine + self.across + self.lexical_across * lexical + self.benefit * gain


@dataclass(frozen=True, slots=True)
class Found:
    """What both sides found: each passage's cosine, and the share of words where there is one."""

    language: Language
    passages: tuple[Passage, ...]
    cosines: Mapping[str, float]
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Retriever:
    """Finds the best passages of a library for a question."""

    library: Library
    embedder: Embedder
    terms: TermSplitter
    translate: TermTranslator | None = None
    fusion: Fusion = Fusion()
    candidates: int = 50

    def embed(self, question: str) -> Vectors:
        """The question's vector, of shape (dimension,)."""
        vector: Vectors = self.embedder.embed_queries([question])[0]
        return vector

    def search(
        self, question: str, k: int, filters: Filters | None = None, *, vector: Vectors | None = None
    ) -> list[Hit]:
        """The k best passages, best first, ties by passage id; scores compare across questions.

        `vector` is the question's, where it is known already.
        """
        vector = self.embed(question) if vector is None else vector
        return best(self.fuse(self.find(question, max(self.candidates, k), filters, vector)), k)

    def find(self, question: str, count: int, filters: Filters | None, vector: Vectors) -> Found:
        """Up to `count` passages of each language by either side, with what both think of them."""
        language = detect_question(question)
        dense = self._search_dense(vector, count, filters, language)
        words = self.search_words(self.terms(question, language), count, filters, language)
        passages = {hit.passage.id: hit.passage for hit in (*dense, *words)}
        cosines = {hit.passage.id: hit.score for hit in dense}
        missing = [passage_id for passage_id in passages if passage_id not in cosines]
        cosines |= self.library.score_dense(vector, missing)
        shares = {hit.passage.id: hit.score for hit in words}
        # Another thread may have removed a passage's article since.
        kept = tuple(passage for passage in passages.values() if passage.id in cosines)
        return Found(language, kept, cosines, shares)

    def rank(self, vector: Vectors, passages: Sequence[Passage], k: int) -> list[Hit]:
        """The k of `passages` nearest to the question of that vector, best first, scored by cosine alone."""
        cosines = self.library.score_dense(vector, [passage.id for passage in passages])
        return best([Hit(p, cosines[p.id]) for p in passages if p.id in cosines], k)

    def search_words(
        self, words: Sequence[str], count: int, filters: Filters | None, language: Language
    ) -> list[Hit]:
        """What shares the question's terms, and in the other language what shares their translations.

        Up to `count` of each, best first; the score is the share of the best possible BM25, 0 to 1, for
        translations times the share of the terms that have one.
        """
        hits = self._shares_of(words, 1.0, count, filters)
        if self.translate and language != "other" and not (filters and filters.language == language):
            other = self.translate(words, language)
            there = replace(filters or Filters(), language=_other(language))
            hits += self._shares_of(other.terms, other.share, count, there)
        highest = {hit.passage.id: hit for hit in sorted(hits, key=lambda hit: hit.score)}
        return best(highest.values(), len(highest))

    def _shares_of(
        self, words: Sequence[str], covered: float, count: int, filters: Filters | None
    ) -> list[Hit]:
        found = self.library.search_lexical(words, count, filters) if words else []
        ideal = self.library.ideal_score(words) if found else 1.0
        return [Hit(hit.passage, covered * hit.score / ideal) for hit in found]

    def _search_dense(
        self, vector: Vectors, count: int, filters: Filters | None, language: Language
    ) -> list[Hit]:
        """The nearest passages of all, and those of the other language, which may all lie behind."""
        hits = self.library.search_dense(vector, count, filters)
        if language == "other" or (filters and filters.language):
            return hits
        other = replace(filters or Filters(), language=_other(language))
        return [*hits, *self.library.search_dense(vector, count, other)]

    def fuse(self, found: Found) -> list[Hit]:
        """Everything found, in no order, with its score."""
        own: list[Hit] = []
        others: list[Hit] = []
        for passage in found.passages:
            written = passage.article.language
            is_other = "other" not in (found.language, written) and found.language != written
            (others if is_other else own).append(
                Hit(passage, found.cosines[passage.id], found.shares.get(passage.id, 0.0))
            )
        scored = [
            replace(hit, score=self.fusion.within(hit.score, hit.lexical, hit.passage.article.language))
            for hit in own
        ]
        by_words = sorted((after.score - before.score for before, after in zip(own, scored, strict=True)))
        gains = chain(reversed(by_words), repeat(0.0))
        ordered = sorted(
            others, key=lambda hit: (-self.fusion.between(hit.score, hit.lexical, 0.0), hit.passage.id)
        )
        return scored + [
            replace(hit, score=self.fusion.between(hit.score, hit.lexical, gain))
            for hit, gain in zip(ordered, gains, strict=False)
        ]


def _other(language: Language) -> Language:
    return "en" if language == "ko" else "ko"


def best(hits: Iterable[Hit], k: int) -> list[Hit]:
    """The k hits of highest score, ties by passage id."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]
