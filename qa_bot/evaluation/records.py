"""JSON records to examples: a question on its context, or a question on named articles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from qa_bot.evaluation.example import Example, Gold
from qa_bot.evaluation.fields import (
    Place,
    Record,
    read_id,
    read_items,
    read_language,
    read_optional_text,
    read_text,
    shown,
)
from qa_bot.text.language import detect, detect_question
from qa_bot.types import Language


def is_on_context(record: Record) -> bool:
    """Whether a record asks about a context of its own rather than about named articles."""
    answers = record.get("answers")
    golds = answers if isinstance(answers, list) else []
    return "context" in record or any(isinstance(gold, dict) and "answer_start" in gold for gold in golds)


def example_on_context(record: Record, place: Place) -> Example:
    """The example of `{id, title, context, question, answers: [{text, answer_start}], lang}`.

    `lang` is the context's language and is detected where it is missing; `question_lang` defaults to it.
    `ArticleError` where a field is missing or an answer does not stand at its start.
    """
    context = read_text(record, "context", place)
    language = read_language(record, "lang", place) or detect(_compose(context))
    golds = read_items(record, "answers", place)
    return Example(
        id=read_id(record, place),
        title=_compose(read_optional_text(record, "title", place)),
        context=_compose(context),
        question=_compose(read_text(record, "question", place)),
        answers=tuple(_gold_on_context(gold, context, where) for where, gold in golds),
        language=language,
        question_language=read_language(record, "question_lang", place) or language,
        kind=read_optional_text(record, "kind", place),
        line=place.line,
    )


def example_on_articles(record: Record, place: Place) -> Example:
    """The example of `{id, question, lang, answers: [{doc, text}]}`; `lang` is the question's language."""
    question = _compose(read_text(record, "question", place))
    asked_in = read_language(record, "lang", place) or detect_question(question)
    golds = tuple(_gold_on_article(gold, where) for where, gold in read_items(record, "answers", place))
    return Example(
        id=read_id(record, place),
        title=_compose(read_optional_text(record, "title", place)),
        context=None,
        question=question,
        answers=golds,
        language=_language_of(golds, asked_in),
        question_language=asked_in,
        kind=read_optional_text(record, "kind", place),
        line=place.line,
    )


def examples_of_document(document: Record, place: Place) -> Iterator[tuple[Place, Example]]:
    """The examples of SQuAD's and KorQuAD's JSON, `data[].paragraphs[].qas[]`, each with its place.

    The languages are detected.
    """
    for in_article, article in read_items(document, "data", place):
        title = read_optional_text(article, "title", in_article)
        for in_paragraph, paragraph in read_items(article, "paragraphs", in_article):
            context = read_text(paragraph, "context", in_paragraph)
            shared = {"title": title, "context": context, "lang": detect(_compose(context))}
            for in_question, question in read_items(paragraph, "qas", in_paragraph):
                record = {**shared, **_question_fields(question, shared["lang"], in_question)}
                yield in_question, example_on_context(record, in_question)


def _question_fields(question: Record, language: str, place: Place) -> dict[str, Any]:
    # version 2.0 keeps misleading answers beside the flag; KLUE's files do so under `answers` itself
    answers = [] if question.get("is_impossible") is True else question.get("answers")
    text = read_text(question, "question", place)
    asked_in = detect_question(_compose(text))
    return {
        "id": read_id(question, place),
        "question": text,
        "answers": answers,
        # a few words of numbers and names have no language that could be told
        "question_lang": language if asked_in == "other" else asked_in,
    }


def _language_of(golds: tuple[Gold, ...], asked_in: Language) -> Language:
    """The language of the articles: by their names, else by the answer's own letters."""
    languages = [language for gold in golds for language in (gold.edition, detect(gold.text))]
    return next((language for language in languages if language not in (None, "other")), asked_in)


def _gold_on_article(record: Record, place: Place) -> Gold:
    text, doc = read_text(record, "text", place), read_text(record, "doc", place)
    return Gold(_compose(text), doc=_compose(doc))


def _gold_on_context(record: Record, context: str, place: Place) -> Gold:
    text, start = read_text(record, "text", place), record.get("answer_start")
    place = place.below("answer_start")
    if not isinstance(start, int) or isinstance(start, bool) or not 0 <= start < len(context):
        raise place.error(f"is {shown(start)}; count code points of the context from 0")
    if context.startswith(text, start):
        return _composed_gold(context, start, start + len(text))
    # the context decomposed and the answer composed, or the other way round
    whole, words = _compose(context), _compose(text)
    first = _composed_offset(context, start, whole)
    if whole.startswith(words, first):
        return Gold(words, first)
    found = context[start : start + len(text)]
    raise place.error(f"{shown(text)} does not stand at {start}, {shown(found)} does; mend the offset")


def _composed_gold(context: str, start: int, end: int) -> Gold:
    if unicodedata.is_normalized("NFC", context):
        return Gold(context[start:end], start)
    whole = _compose(context)
    first, last = _composed_offset(context, start, whole), len(_compose(context[:end]))
    return Gold(whole[first:last], first)


def _composed_offset(context: str, offset: int, whole: str) -> int:
    """Where in `whole`, the composed context, the code point at `offset` of the context has gone.

    Composed letters are fewer: `ㅎㅏㄴ국`'s 3 becomes `한국`'s 1.
    """
    before = _compose(context[:offset])
    first = len(before)
    # an offset inside a letter goes to where that letter begins
    while before[:first] != whole[:first]:
        first -= 1
    return first


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)
