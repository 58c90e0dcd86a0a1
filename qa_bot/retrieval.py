"""Hybrid search: what the encoder finds alike and what shares words, as one ranking.

A passage's score is its cosine with the question plus a weight times the share of the best possible BM25
that it reaches. Both are absolute, so scores compare across questions, and a strong lexical match
counts for more than its rank. Across languages words say next to nothing: there the cosine stands
alone, lifted by what the encoder takes off for the other language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa_bot.ports import Embedder, Library, TermSplitter
from qa_bot.text.language import detect_question
from qa_bot.types import Filters, Hit, Language, Passage


@dataclass(frozen=True, slots=True)
class Fusion:
    """How much the two sides count; measured by `benchmarks/retrieval.py` on development sets.

    `lexical` holds by the language of question and passage, `lexical_across` between languages, and
    `across` is added to the cosine of a passage in the other language.
    """

    lexical_korean: float = 0.3
    lexical_english: float = 0.2
    lexical_across: float = 0.05
    across: float = 0.02

    def score(self, cosine: float, lexical: float, asked: Language, written: Language) -> float:
        """The fused score, from a cosine and a lexical share of 0 to 1.

        >>> round(Fusion(lexical_english=0.5).score(0.8, 0.2, "en", "en"), 3)
        0.9
        """
        if "other" not in (asked, written) and asked != written:
            return cosine + self.across + self.lexical_across * lexical
        weight = self.lexical_korean if written == "ko" else self.lexical_english
        return cosine + weight * lexical


@dataclass(frozen=True, slots=True)
class Retriever:
    """Finds the best passages of a library for a question."""

    library: Library
    embedder: Embedder
    terms: TermSplitter
    fusion: Fusion = Fusion()
    candidates: int = 50

    def search(self, question: str, k: int, filters: Filters | None = None) -> list[Hit]:
        """The k best passages, best first, ties by passage id; scores compare across questions."""
        language = detect_question(question)
        vector = self.embedder.embed_queries([question])[0]
        count = max(self.candidates, k)
        dense = self.library.search_dense(vector, count, filters)
        words = self.terms(question, language)
        lexical = self.library.search_lexical(words, count, filters) if words else []
        ideal = self.library.ideal_score(words) if lexical else 1.0
        passages = {hit.passage.id: hit.passage for hit in (*dense, *lexical)}
        cosines = {hit.passage.id: hit.score for hit in dense}
        missing = [passage_id for passage_id in passages if passage_id not in cosines]
        cosines |= self.library.score_dense(vector, missing)
        shares = {hit.passage.id: hit.score / ideal for hit in lexical}
        hits = [
            Hit(passage, self._score(passage, cosines[passage.id], shares, language))
            for passage in passages.values()
            if passage.id in cosines  # another thread may have removed its article since
        ]
        return best(hits, k)

    def rank(self, question: str, passages: Sequence[Passage], k: int) -> list[Hit]:
        """The k of `passages` nearest to the question by cosine, best first."""
        vector = self.embedder.embed_queries([question])[0]
        cosines = self.library.score_dense(vector, [passage.id for passage in passages])
        return best([Hit(p, cosines[p.id]) for p in passages if p.id in cosines], k)

    def _score(self, passage: Passage, cosine: float, shares: dict[str, float], language: Language) -> float:
        share = shares.get(passage.id, 0.0)
        return self.fusion.score(cosine, share, language, passage.article.language)


def best(hits: Iterable[Hit], k: int) -> list[Hit]:
    """The k hits of highest score, ties by passage id."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:k]
