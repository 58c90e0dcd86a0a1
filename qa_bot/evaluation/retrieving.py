"""Task `retrieve`: whether the search finds the passage that answers, and how high."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa_bot.errors import ConfigError
from qa_bot.evaluation.dataset import context_id
from qa_bot.evaluation.documents import names_of
from qa_bot.evaluation.example import Example
from qa_bot.evaluation.progress import track
from qa_bot.evaluation.quality import direction_of, group_by, mean
from qa_bot.evaluation.report import Recall, RetrievalReport
from qa_bot.types import Article, Hit

Search = Callable[[str, int], Sequence[Hit]]

_CUTS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Found:
    """The ranks, from 1, at which a search found the passage and the article; None where it did not."""

    example: Example
    passage_rank: int | None
    document_rank: int | None


def evaluate_retrieval(
    examples: Sequence[Example], search: Search, *, depth: int = 50, progress: bool = True
) -> RetrievalReport:
    """Recall at 1, 5 and 10 and mean reciprocal rank of `search(question, depth)`, best first.

    For questions on contexts the library holds `articles_of(examples)`, and what is ranked are contexts:
    one in several passages counts once, at its best passage. For questions on articles passages are
    ranked, and one is found where it is of an article that answers and holds the answer's words; the
    report then has the ranks of articles too. What `depth` hits do not show counts as not found.
    Unanswerable questions are skipped. `ConfigError` where nothing is left or `depth` is below 10.
    """
    if depth < max(_CUTS):
        raise ConfigError(f"depth must be at least {max(_CUTS)}, not {depth}")
    answerable = [example for example in examples if example.is_answerable]
    if not answerable:
        raise ConfigError("no question with an answer to find; evaluate on a set that has some")
    found = [
        _found(example, search(example.question, depth))
        for example in track(answerable, "retrieve", is_shown=progress)
    ]
    return RetrievalReport(
        passages=_recall(found),
        documents=_documents([one for one in found if one.example.context is None]),
        by_language=_grouped(found, lambda example: example.question_language),
        by_direction=_grouped(found, direction_of),
        by_kind=_grouped(found, lambda example: example.kind),
        skipped=len(examples) - len(answerable),
    )


def _found(example: Example, hits: Sequence[Hit]) -> Found:
    articles = {hit.passage.article.id: hit.passage.article for hit in hits}
    if example.context is not None:
        rank = _rank(_is_of_context(article, example.context) for article in articles.values())
        return Found(example, rank, rank)
    passages = {hit.passage.id: hit.passage for hit in hits}
    docs = {gold.doc for gold in example.answers}
    return Found(
        example,
        _rank(
            any(
                gold.doc in names_of(passage.article) and gold.text in passage.text
                for gold in example.answers
            )
            for passage in passages.values()
        ),
        _rank(not docs.isdisjoint(names_of(article)) for article in articles.values()),
    )


def _is_of_context(article: Article, context: str) -> bool:
    return article.text == context or article.id == context_id(context)


def _rank(is_wanted: Iterable[bool]) -> int | None:
    return next((rank for rank, wanted in enumerate(is_wanted, start=1) if wanted), None)


def _recall(found: Sequence[Found]) -> Recall:
    return _recall_of([one.passage_rank for one in found])


def _documents(found: Sequence[Found]) -> Recall | None:
    return _recall_of([one.document_rank for one in found]) if found else None


def _recall_of(ranks: Sequence[int | None]) -> Recall:
    return Recall(
        n=len(ranks),
        at={most: mean([float(rank is not None and rank <= most) for rank in ranks]) for most in _CUTS},
        mrr=mean([1 / rank if rank else 0.0 for rank in ranks]),
    )


def _grouped(found: Sequence[Found], key_of: Callable[[Example], str | None]) -> dict[str, Recall]:
    return {key: _recall(group) for key, group in group_by(found, lambda one: key_of(one.example)).items()}
