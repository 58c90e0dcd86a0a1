"""Questions, stages and answers as HTML; whatever comes from people or articles goes through `escape`."""

from __future__ import annotations

from qa_bot.answering import MOST_QUESTION_CHARACTERS
from qa_bot.errors import QABotError, QuestionError, TookTooLong, TooManyRequests
from qa_bot.reasons import reason_in
from qa_bot.stages import Reading, Stage
from qa_bot.types import Answer
from qa_bot.web.card_places import citation_list, number_buttons, passage_list
from qa_bot.web.card_verdicts import verdict_foot
from qa_bot.web.conversation import Exchange
from qa_bot.web.courtesies import Courtesy
from qa_bot.web.markup import button, escape, lang_of
from qa_bot.web.places import headline_of
from qa_bot.web.recalling import AnswerLost, keep
from qa_bot.web.words import Words, words_for

_HEADLINES = 4  # named while they are read
_HEADLINE = 40  # characters of a headline among others


def question_card(question: str) -> str:
    """The question as it was asked."""
    return f'<p class="qa-question" dir="auto">{escape(question)}</p>'


def reply_card(exchange: Exchange, words: Words) -> str:
    """What came of a question so far: the stage it is in, the answer, why there is none, or a problem."""
    if exchange.answer is not None:
        return _answer_card(exchange, exchange.answer, words)
    if exchange.courtesy is not None:
        return _courtesy_card(exchange, exchange.courtesy)
    if isinstance(exchange.problem, AnswerLost):
        return _lost_card(exchange, exchange.problem, words)
    if exchange.problem is not None:
        return _problem_card(exchange.problem, exchange.question, words)
    return _stage_card(exchange.stage, words)


def _stage_card(stage: Stage | None, words: Words) -> str:
    if stage is None:
        return f'<p class="qa-pending">{words.waiting}</p>'
    if not isinstance(stage, Reading):
        return f'<p class="qa-pending">{words.searching}</p>'
    # a dict, since several passages are of one article
    headlines = list(dict.fromkeys(headline_of(passage.article) for passage in stage.passages))
    named = [escape(_shortened(headline)) for headline in headlines[:_HEADLINES]]
    if len(headlines) > _HEADLINES:
        named.append(words.and_more.format(count=len(headlines) - _HEADLINES))
    said = words.reading.format(count=len(stage.passages), headlines=", ".join(named))
    return f'<p class="qa-pending">{said}</p>'


def _lost_card(exchange: Exchange, problem: AnswerLost, words: Words) -> str:
    said = f'<p class="qa-words" dir="auto">{escape(problem.words)}</p>' if problem.words else ""
    return f'<div class="qa-answer qa-none" {_kept(exchange)}>{said}<p>{words.answer_lost}</p></div>'


def _courtesy_card(exchange: Exchange, courtesy: Courtesy) -> str:
    """A friendly line in the language of the message, whatever the page's is."""
    words = words_for(courtesy.language)
    said = {"greeting": words.greeting, "thanks": words.welcome, "help": words.help}[courtesy.kind]
    return f'<div class="qa-answer" {_kept(exchange)}><p lang="{courtesy.language}">{said}</p></div>'


def _kept(exchange: Exchange) -> str:
    """What the browser keeps of it, for a page that is loaded anew."""
    return f'data-kept="{escape(keep(exchange))}"'


def _problem_card(problem: Exception, question: str, words: Words) -> str:
    return f'<div class="qa-answer qa-error" role="alert"><p>{_problem(problem, question, words)}</p></div>'


def _problem(problem: Exception, question: str, words: Words) -> str:
    if isinstance(problem, QuestionError) and len(question) > MOST_QUESTION_CHARACTERS:
        return words.too_long.format(most=MOST_QUESTION_CHARACTERS)
    if isinstance(problem, TooManyRequests):
        return words.too_many.format(seconds=problem.seconds)
    if isinstance(problem, TookTooLong):
        return words.took_too_long
    return escape(str(problem)) if isinstance(problem, QABotError) else words.failed


def _answer_card(exchange: Exchange, answer: Answer, words: Words) -> str:
    body = _found(exchange, answer, words) if answer else _not_found(exchange, answer, words)
    kind = "" if answer else " qa-none"
    return (
        f'<div class="qa-answer{kind}" {_kept(exchange)}>'
        f"{_understood(exchange, words)}{body}{verdict_foot(exchange, words)}</div>"
    )


def _understood(exchange: Exchange, words: Words) -> str:
    if not exchange.is_follow_up:
        return ""
    return (
        f'<div class="qa-understood"><p>{words.understood} <q dir="auto">{escape(exchange.question)}</q></p>'
        f"<p>{button(words.edit_question, 'edit', css='qa-link', exchange=exchange.number)} "
        f"{button(words.ask_as_typed, 'submit', css='qa-link', exchange=exchange.number)}</p></div>"
    )


def _found(exchange: Exchange, answer: Answer, words: Words) -> str:
    first = answer.citations[0]
    numbers = number_buttons(exchange, range(len(answer.citations)), words)
    return (
        f'<p class="qa-words"><span {lang_of(first.article)}>{escape(first.quote)}</span> {numbers}</p>'
        f"{_as_of(exchange, answer, words)}{_confidence(answer.confidence, words)}"
        f"{_label(words.sources)}{citation_list(exchange, answer.citations, words)}"
        f"{_other_reports(exchange, answer, words)}"
    )


def _as_of(exchange: Exchange, answer: Answer, words: Words) -> str:
    """Of which day the answer is, where reports of others say otherwise, and which these are."""
    published = answer.citations[0].article.published
    if not answer.other_reports or published is None:
        return ""
    said = words.as_of.format(date=published.date().isoformat())
    first = len(answer.citations)
    numbers = number_buttons(exchange, range(first, first + len(answer.other_reports)), words)
    return f'<p class="qa-as-of">{said} {numbers}</p>'


def _other_reports(exchange: Exchange, answer: Answer, words: Words) -> str:
    if not answer.other_reports:
        return ""
    reports = citation_list(exchange, answer.other_reports, words, first=len(answer.citations))
    return f"{_label(words.other_reports)}{reports}"


def _not_found(exchange: Exchange, answer: Answer, words: Words) -> str:
    reason = reason_in(words.language, answer)
    nearest = ""
    if answer.nearest:
        nearest = f"{_label(words.nearest)}{passage_list(exchange, answer.nearest, words)}"
    return (
        f'<p class="qa-nothing">{words.not_found}</p>{f"<p>{escape(reason)}</p>" if reason else ""}{nearest}'
    )


def _label(said: str) -> str:
    return f'<h3 class="qa-label">{said}</h3>'


def _confidence(confidence: float, words: Words) -> str:
    of_a_hundred = words.of_a_hundred.format(count=round(confidence * 100))
    degree = words.degree(confidence)
    kind = ' class="qa-doubtful"' if degree == words.degrees[-1] else ""
    return (
        '<p class="qa-confidence">'
        f'<meter{kind} min="0" max="1" value="{confidence:.2f}" aria-hidden="true"></meter>'
        f"<span><strong>{degree} · {confidence:.0%}</strong> — {of_a_hundred}</span></p>"
    )


def _shortened(headline: str) -> str:
    return headline if len(headline) <= _HEADLINE else headline[: _HEADLINE - 1].rstrip() + "…"
