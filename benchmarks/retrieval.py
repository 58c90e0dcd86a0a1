"""Hybrid search against each of its sides alone and reciprocal rank fusion, on held-out questions.

    python benchmarks/retrieval.py --datasets DIR [--limit 1000]

Each set's distinct contexts are the passages. `mixed` holds those of all sets together, as a bilingual
archive does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from record import record
from sets import parser, read_set

from qa_bot.evaluation.dataset import Example, articles_of
from qa_bot.evaluation.retrieving import evaluate_retrieval
from qa_bot.library.local import LocalLibrary
from qa_bot.models.lexicon import load_lexicon
from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.shipped import embeddings_folder
from qa_bot.multi_vector import embed_passages, fingerprint_of
from qa_bot.retrieval import Fusion, Retriever
from qa_bot.text.language import detect_question
from qa_bot.text.terms import terms
from qa_bot.types import Hit, Passage, Span

SETS = ("korquad", "squad dev", "korean to english", "english to korean")
Search = Callable[[str, int], Sequence[Hit]]


def main() -> None:
    """Measure all sets and record the figures."""
    arguments = parser(__doc__ or "").parse_args()
    encoder = OnnxEncoder(embeddings_folder() / "encoder")
    sets = {name: read_set(arguments.datasets, name, arguments.limit) for name in SETS}
    figures = {}
    for name, examples in sets.items():
        figures |= measure(encoder, examples, {name: examples})
    everything = [example for examples in sets.values() for example in examples]
    figures |= measure(encoder, everything, {f"mixed: {name}": sets[name] for name in sets})
    record("retrieval", figures)


def measure(
    encoder: OnnxEncoder, held: Sequence[Example], asked: Mapping[str, Sequence[Example]]
) -> dict[str, dict[str, dict[str, float]]]:
    """Recall and MRR of each way to search a library of `held`'s contexts, for each set of `asked`."""
    with tempfile.TemporaryDirectory() as folder, library_of(held, encoder, folder) as library:
        ways = searches(library, encoder)
        return {
            name: {way: _recall(examples, search) for way, search in ways.items()}
            for name, examples in asked.items()
        }


@contextmanager
def library_of(held: Sequence[Example], encoder: OnnxEncoder, folder: str) -> Iterator[LocalLibrary]:
    """A library of the distinct contexts, each one passage."""
    with LocalLibrary.open(
        folder, dimension=encoder.dimension, fingerprint=fingerprint_of(encoder), terms=terms
    ) as library:
        articles = articles_of(held)
        passages = [Passage(article, Span(0, len(article.text))) for article in articles]
        vectors = embed_passages(encoder, passages)
        library.add_many(
            (passage.article, [passage], [rows]) for passage, rows in zip(passages, vectors, strict=True)
        )
        yield library


def searches(library: LocalLibrary, encoder: OnnxEncoder) -> dict[str, Search]:
    """The ways to search that are compared."""
    hybrid = Retriever(library, encoder, terms, load_lexicon())
    nothing = Fusion(lexical_korean=0.0, lexical_english=0.0, lexical_across=0.0, across=0.0, benefit=0.0)
    dense = replace(hybrid, fusion=nothing)

    def lexical(question: str, k: int) -> list[Hit]:
        language = detect_question(question)
        return hybrid.search_words(terms(question, language), k, None, language)[:k]

    def reciprocal(question: str, k: int) -> list[Hit]:
        # 60 from Cormack et al. 2009
        scores: dict[str, float] = {}
        passages: dict[str, Passage] = {}
        for hits in (dense.search(question, 50), lexical(question, 50)):
            for position, hit in enumerate(hits, start=1):
                passages[hit.passage.id] = hit.passage
                scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + 1 / (60 + position)
        ordered = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))
        return [Hit(passages[i], scores[i]) for i in ordered[:k]]

    return {
        "dense": dense.search,
        "lexical": lexical,
        "reciprocal rank": reciprocal,
        "hybrid": hybrid.search,
    }


def _recall(asked: Sequence[Example], search: Search) -> dict[str, float]:
    report = evaluate_retrieval(asked, search).to_dict()
    return {**report["recall"], "mrr": report["mrr"], "n": report["n"]}


if __name__ == "__main__":
    main()
