"""What a browser keeps of an exchange, and the exchange again: when page or server are started anew.

It is kept in the visitor's own tab, so what comes back is data from outside. It names places in articles and
holds none: all of an answer is read from the articles again, as far as this visitor sees them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, get_args

from qa_bot.answering import MOST_QUESTION_CHARACTERS
from qa_bot.errors import QABotError, SpanError
from qa_bot.types import Answer, Article, Citation, Passage, Span
from qa_bot.web.conversation import EXCHANGES_KEPT, Exchange, Verdict
from qa_bot.web.courtesies import find_courtesy

MOST_KEPT_CHARACTERS = 500_000
_MOST_PLACES, _LONGEST_ID, _LONGEST_TEXT = 20, 200, 2_000

Get = Callable[[str], Article | None]


class AnswerLost(QABotError):
    """The article that gave an answer is gone or says something else now; `words` are what it said."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(f'the article that said "{words}" is no longer here')


def keep(exchange: Exchange) -> str:
    """The exchange as JSON; empty where it has no answer, for what failed is better asked again."""
    answer = exchange.answer
    if exchange.courtesy is not None:
        return _json(exchange)
    if isinstance(exchange.problem, AnswerLost):
        return _json(exchange, cited=[["", 0, 0, exchange.problem.words]])
    if answer is None:
        return ""
    return _json(
        exchange,
        cited=[[one.article.id, one.start, one.end, one.quote] for one in answer.citations],
        others=[[one.article.id, one.start, one.end, one.quote] for one in answer.other_reports],
        nearest=[[one.article.id, one.span.start, one.span.end] for one in answer.nearest],
        confidence=answer.confidence,
        reason=answer.reason,
    )


def recall(kept: object, get: Get) -> tuple[Exchange, ...]:
    """The exchanges of a JSON list of what `keep` made, numbered from 1; what can't be read is left out.

    `get` gives the articles that the visitor sees, by id. An answer whose first citation no longer stands
    is `AnswerLost`.

    >>> recall('[{"asked": "Who?", "question": "Who?", "reason": "Nobody knows."}, 7]', {}.get)[0].asked
    'Who?'
    """
    found = [exchange for one in _records(kept) if (exchange := _exchange(one, get))]
    return tuple(replace(one, number=number) for number, one in enumerate(found, start=1))


def _json(exchange: Exchange, **more: Any) -> str:
    kept = {"asked": exchange.asked, "question": exchange.question, "verdict": exchange.verdict, **more}
    return json.dumps(kept, ensure_ascii=False)


def _records(kept: object) -> Iterable[dict[str, Any]]:
    if not isinstance(kept, str) or len(kept) > MOST_KEPT_CHARACTERS:
        return []
    try:
        read = json.loads(kept)
    except (ValueError, RecursionError):
        return []
    records = read[-EXCHANGES_KEPT:] if isinstance(read, list) else []
    return [one for one in records if isinstance(one, dict)]


def _exchange(record: dict[str, Any], get: Get) -> Exchange | None:
    asked, question = _text(record.get("asked")), _text(record.get("question"))
    if not asked or not question or max(len(asked), len(question)) > MOST_QUESTION_CHARACTERS:
        return None
    if courtesy := find_courtesy(asked):
        return Exchange(1, asked, question, courtesy=courtesy)
    places = _list(record.get("cited"))
    cited = tuple(one for place in places if (one := _citation(place, get)))
    said = _text(places[0][-1]) if places else ""
    if places and (not cited or cited[0].quote != said):
        return Exchange(1, asked, question, problem=AnswerLost(said))
    answer = _answer(question, cited, record, get)
    return Exchange(1, asked, question, answer=answer, verdict=_verdict(record.get("verdict")))


def _answer(question: str, cited: tuple[Citation, ...], record: dict[str, Any], get: Get) -> Answer:
    found = (_citation(place, get) for place in _list(record.get("nearest")))
    nearest = tuple(Passage(one.article, one.span) for one in found if one)
    others = tuple(one for place in _list(record.get("others")) if (one := _citation(place, get)))
    reason = _text(record.get("reason"))
    return Answer(question, cited, _share(record.get("confidence")), nearest, reason, others if cited else ())


def _citation(place: list[Any], get: Get) -> Citation | None:
    """The place, if the article is there and still says at it what was quoted."""
    article_id, start, end, *quote = place
    article = get(article_id) if isinstance(article_id, str) and 0 < len(article_id) <= _LONGEST_ID else None
    if article is None or article.id != article_id or type(start) is not int or type(end) is not int:
        return None
    try:
        citation = Citation(article, Span(start, end))
    except (SpanError, ValueError):
        return None
    return citation if not quote or quote[0] == citation.quote else None


def _list(places: object) -> list[list[Any]]:
    found = places[:_MOST_PLACES] if isinstance(places, list) else []
    return [one for one in found if isinstance(one, list) and len(one) in (3, 4)]


def _text(written: object) -> str:
    # half a surrogate pair could not be sent to the browser again
    return written[: _LONGEST_TEXT + 1].encode("utf-8", "ignore").decode() if isinstance(written, str) else ""


def _verdict(written: object) -> Verdict | None:
    return next((one for one in get_args(Verdict) if one == written), None)


def _share(number: object) -> float:
    return float(number) if isinstance(number, int | float) and 0 <= number <= 1 else 0.0
