"""Evaluation files to examples, and the articles that their contexts make."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.evaluation.example import Example, Gold
from qa_bot.evaluation.fields import Place, shown
from qa_bot.evaluation.files import read_file
from qa_bot.evaluation.records import (
    example_on_articles,
    example_on_context,
    examples_of_document,
    is_on_context,
)
from qa_bot.types import Article

__all__ = ["Example", "Gold", "articles_of", "context_id", "parse_examples", "read_examples"]

_FORMS = 'use one JSON object a line, or SQuAD\'s {"data": [...]}'


def read_examples(path: str | Path) -> list[Example]:
    """All questions of a file in its order; its form and compression are told by what it holds.

    The forms are JSON lines of questions on contexts (`context`, `answers` of `text` and `answer_start`),
    JSON lines of questions on articles (`answers` of `doc` and `text`), and SQuAD's and KorQuAD's JSON.
    `ArticleError` names file, line and field of what is wrong.
    """
    return parse_examples(read_file(path), str(path))


def parse_examples(text: str, source: str) -> list[Example]:
    """The same of a text that is read already; `source` names it in errors.

    >>> line = '{"id": 1, "question": "언제?", "lang": "ko", "answers": [{"doc": "a.ko", "text": "12일"}]}'
    >>> parse_examples(line, "questions.jsonl")[0].answers
    (Gold(text='12일', start=None, doc='a.ko'),)
    """
    # not splitlines(): U+2028 and its like may stand inside a JSON string
    lines = [
        (Place(source, number), line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    ]
    if not lines:
        raise ArticleError(f"is empty; {_FORMS}", source=source)
    document = _find_document(text, [line for _, line in lines[:2]], source)
    found = examples_of_document(document, Place(source)) if document else _from_lines(lines)
    examples = list(_with_own_ids(found))
    if not examples:
        raise ArticleError(f"holds no questions; {_FORMS}", source=source)
    return examples


def articles_of(examples: Iterable[Example]) -> list[Article]:
    """Each distinct context as an article, in order of first use, under the id that `context_id` gives.

    Questions on articles have no context and add none.
    """
    articles: dict[str, Article] = {}
    for example in examples:
        if example.context is None:
            continue
        key = context_id(example.context)
        if key not in articles:
            articles[key] = Article(
                id=key, title=example.title, text=example.context, language=example.language, source=key
            )
    return list(articles.values())


def context_id(context: str) -> str:
    """The id of the article that a context makes: it depends on the text alone.

    >>> context_id("한국은행이 금리를 올렸다.")
    'context-daef38086578c125'
    """
    return f"context-{hashlib.sha256(context.encode('utf-8')).hexdigest()[:16]}"


def _find_document(text: str, first_lines: list[str], source: str) -> dict[str, Any] | None:
    """The file as one SQuAD document, or None where it is made of lines."""
    first = _find_json(first_lines[0])
    if first is not None:
        return first if _is_document(first) else None
    whole = _find_json(text)
    if whole is None and (len(first_lines) == 1 or first_lines[1].lstrip().startswith("{")):
        return None  # a damaged first line, and its own reader says what is wrong with it
    whole = whole or _parse(text, Place(source))
    if not _is_document(whole):
        raise ArticleError(f'is JSON without "data"; {_FORMS}', source=source)
    return dict(whole)


def _find_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_document(value: object) -> bool:
    return isinstance(value, dict) and "data" in value and "question" not in value


def _from_lines(lines: Iterable[tuple[Place, str]]) -> Iterator[tuple[Place, Example]]:
    on_context: bool | None = None
    for place, line in lines:
        record = _parse(line, place)
        if not isinstance(record, dict):
            raise place.error(f"is {shown(record)}, no JSON object; {_FORMS}")
        if on_context is None:
            on_context = is_on_context(record)
        read = example_on_context if on_context else example_on_articles
        yield place, read(record, place)


def _parse(text: str, place: Place) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        problem = f"is no JSON ({error.msg}, column {error.colno}); {_FORMS}"
        line = error.lineno if place.line is None else place.line
        raise ArticleError(problem, source=place.source, line=line) from error
    except (ValueError, RecursionError) as error:
        raise place.error(f"is JSON too deeply nested or with too long a number; {_FORMS}") from error


def _with_own_ids(found: Iterable[tuple[Place, Example]]) -> Iterator[Example]:
    seen: set[str] = set()
    for place, example in found:
        if example.id in seen:
            raise place.below("id").error(f"{shown(example.id)} stands in the file before; give each its own")
        seen.add(example.id)
        yield example
