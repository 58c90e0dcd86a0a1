"""Readers' marks to evaluation records, so that what they marked becomes a test.

A right answer gives its citations, a right silence a question without an answer, and a wrong answer the
place of the reader's correction in the articles that were shown. What gives none of these is left out, and
counted by why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qa_bot.feedback import Feedback
from qa_bot.text.language import detect_question
from qa_bot.text.normalize import single_line
from qa_bot.types import Article, Citation, Span

KIND = "feedback"
NO_CORRECTION = "wrong, without a correction"
NOWHERE = "wrong, with a correction that stands in none of the articles shown"
NO_ARTICLE = "without an article that could be its context"
NO_QUESTION = "without a question"
REPEATED = "marked the same before"

_DIGIT_OR_LETTER = re.compile("[0-9A-Za-z]")
# what draws itself onto the character before it
_JOINED = "\u0300-\u036f\u200d\ufe0e\ufe0f"


@dataclass(frozen=True, slots=True)
class Export:
    """Records for `qa_bot.evaluation.dataset`, in the order of the marks, and how many were left out why."""

    records: tuple[Mapping[str, Any], ...]
    left_out: Mapping[str, int]


def export_feedback(marks: Iterable[Feedback], *, has_contexts: bool = False) -> Export:
    """The records of all marks that make a test.

    They are questions on named articles, `answers` of `doc` (an article's id), `text`, `start` and `end`.
    With `has_contexts` each brings its article's text, and needs no library: `context`, and `answers` of
    `text` and `answer_start`.
    """
    records: list[Mapping[str, Any]] = []
    left_out: Counter[str] = Counter()
    seen: set[tuple[str, tuple[tuple[str, Span], ...]]] = set()
    for mark in marks:
        golds = find_golds(mark)
        question = single_line(mark.question)
        if isinstance(golds, str):
            left_out[golds] += 1
            continue
        key = (question, tuple((gold.article.id, gold.span) for gold in golds))
        record = _on_context(mark, golds) if has_contexts else _on_articles(mark, golds)
        if not question or record is None or key in seen:
            left_out[NO_QUESTION if not question else REPEATED if record else NO_ARTICLE] += 1
            continue
        seen.add(key)
        records.append(record)
    return Export(tuple(records), dict(sorted(left_out.items())))


def find_golds(mark: Feedback) -> tuple[Citation, ...] | str:
    """The places that answer the question, none where the articles don't; else why that isn't known."""
    if mark.is_right:
        return mark.answer.citations
    if not mark.correction:
        return NO_CORRECTION
    found = find_correction(mark)
    return (found,) if found else NOWHERE


def find_correction(mark: Feedback) -> Citation | None:
    """Where the correction stands: in the articles cited, then in the nearest, next to what was shown.

    >>> from qa_bot.types import Answer
    >>> article = Article(id="a", title="", text="폭은 12.5m, 길이는 412m 다.", language="ko")
    >>> shown = Answer("길이는?", (Citation(article, Span(3, 8)),), 0.9)
    >>> find_correction(Feedback.of(shown, is_right=False, correction="412M")).quote
    '412m'
    >>> find_correction(Feedback.of(shown, is_right=False, correction="12"))  # 12.5 is another number
    """
    places: dict[str, tuple[Article, int]] = {}
    for citation in mark.answer.citations:
        places.setdefault(citation.article.id, (citation.article, citation.start))
    for passage in mark.answer.nearest:
        places.setdefault(passage.article.id, (passage.article, passage.span.start))
    for article, near in places.values():
        spans = _find_words(mark.correction, article.text)
        if spans:
            return Citation(article, min(spans, key=lambda span: (abs(span.start - near), span.start)))
    return None


def _find_words(words: str, text: str) -> list[Span]:
    """Where the words stand as they are written, else whatever the case; never as a part of a word."""
    words = single_line(words)
    if not words:
        return []
    pattern = _bounded(words, r"\s+".join(re.escape(word) for word in words.split()))
    return _spans(re.compile(pattern), text) or _spans(re.compile(pattern, re.IGNORECASE), text)


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text)]


def _bounded(words: str, pattern: str) -> str:
    """The pattern of words that no Latin letter or digit goes on from; in Korean a particle may follow."""
    before, after = "", f"(?![{_JOINED}])"
    if _DIGIT_OR_LETTER.match(words[0]):
        before += "(?<![0-9A-Za-z])"
    if words[0].isdigit():
        before += "(?<![0-9][.,])"
    if _DIGIT_OR_LETTER.match(words[-1]):
        after += "(?![0-9A-Za-z])"
    if words[-1].isdigit():
        after += "(?![.,][0-9])"
    return before + pattern + after


def _on_articles(mark: Feedback, golds: Iterable[Citation]) -> dict[str, Any]:
    return {
        **_beginning(mark),
        "answers": [
            {"doc": gold.article.id, "text": gold.quote, "start": gold.start, "end": gold.end}
            for gold in golds
        ],
    }


def _on_context(mark: Feedback, golds: tuple[Citation, ...]) -> dict[str, Any] | None:
    """The record on the first gold's article, or for a silence on the nearest one; None without any."""
    article = next(iter([*(gold.article for gold in golds), *mark.articles]), None)
    if article is None:
        return None
    beginning = _beginning(mark)
    return {
        **beginning,
        "lang": article.language,
        "question_lang": beginning["lang"],
        "title": article.title,
        "context": article.text,
        "answers": [{"text": gold.quote, "answer_start": gold.start} for gold in _only_in(article, golds)],
    }


def _only_in(article: Article, golds: Iterable[Citation]) -> Iterator[Citation]:
    return (gold for gold in golds if gold.article.id == article.id)


def _beginning(mark: Feedback) -> dict[str, Any]:
    question = single_line(mark.question)
    return {"id": mark.id, "question": question, "lang": detect_question(question), "kind": KIND}
