"""What is shown in the place of an answer: an article once, the asker's language first, and nothing for nonsense."""

from __future__ import annotations

import pytest

from qa_bot.nearest import nearest_passages
from qa_bot.types import Article, Hit, Language, Passage, Span

TEXTS = {"ko": "금리가 올랐다. 🎏 " * 9, "en": "Rates went up. 🎏 " * 9}


def hit(name: str, start: int, score: float, lexical: float) -> Hit:
    article = Article(name, "", TEXTS[name[-2:]], name[-2:])  # type: ignore[arg-type]
    return Hit(Passage(article, Span(start, start + 5)), score, lexical)


def shown(hits: list[Hit], asker: Language = "ko", guessed: Passage | None = None) -> list[tuple[str, int]]:
    return [(one.article.id, one.span.start) for one in nearest_passages(hits, asker, guessed)]


def test_an_article_is_shown_once_with_its_nearest_passage() -> None:
    hits = [hit("a.ko", 0, 0.9, 0.3), hit("a.ko", 6, 0.8, 0.2), hit("b.ko", 0, 0.7, 0.1)]
    assert shown(hits) == [("a.ko", 0), ("b.ko", 0)]


def test_the_passage_of_the_best_guess_comes_first_and_stands_for_its_article() -> None:
    hits = [hit("a.ko", 0, 0.9, 0.3), hit("b.ko", 0, 0.7, 0.1), hit("b.ko", 6, 0.7, 0.1)]
    assert shown(hits, guessed=hits[2].passage) == [("b.ko", 6), ("a.ko", 0)]


def test_of_passages_as_near_as_each_other_those_in_the_asker_s_language_come_first() -> None:
    hits = [hit("a.en", 0, 0.84, 0.0), hit("b.ko", 0, 0.82, 0.3), hit("c.en", 0, 0.71, 0.1)]
    assert [name for name, _ in shown(hits, "ko")] == ["b.ko", "a.en", "c.en"]
    assert [name for name, _ in shown(hits, "en")] == ["a.en", "b.ko", "c.en"]


def test_no_more_than_three_are_shown() -> None:
    assert len(shown([hit(f"{n}.ko", 0, 0.9 - n / 100, 0.3) for n in range(6)])) == 3


@pytest.mark.parametrize(
    ("score", "lexical", "is_shown"),
    [(0.64, 0.0, False), (0.66, 0.0, True), (0.55, 0.1, True), (0.45, 0.1, False)],
)
def test_what_the_search_calls_nothing_is_not_shown(score: float, lexical: float, is_shown: bool) -> None:
    assert bool(shown([hit("a.ko", 0, score, lexical)])) is is_shown
    assert shown([]) == []
