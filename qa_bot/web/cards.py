"""Questions, stages and answers as HTML; whatever comes from people or articles goes through `escape`."""

from __future__ import annotations

from qa_bot.answering import MOST_QUESTION_CHARACTERS
from qa_bot.errors import QABotError, QuestionError, TookTooLong, TooManyRequests
from qa_bot.excerpts import opening_of
from qa_bot.reasons import reason_in
from qa_bot.stages import Reading, Stage
from qa_bot.types import Answer, Citation, Passage
from qa_bot.web.conversation import MOST_CORRECTION_CHARACTERS, Exchange
from qa_bot.web.courtesies import Courtesy
from qa_bot.web.markup import button, escape, lang_of, safe_link
from qa_bot.web.passages import story_of
from qa_bot.web.places import facts_line, headline_of, paper_of, reference
from qa_bot.web.quoting import quoted
from qa_bot.web.recalling import AnswerLost, keep
from qa_bot.web.words import Words, words_for

_OPENING = 110  # characters of a passage: three of them fit a phone
_HEADLINES = 4  # named while they are read
_HEADLINE = 40  # characters of a headline among others

# our own drawing; turned over for the other thumb
_THUMB = (
    '<svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
    'stroke-width="1.8" stroke-linejoin="round"><path d="M4 11h3.5v9H4zM7.5 11.5 11 4c1.6 0 2.6 1.2 2.4 2.7'
    'L13 9.5h5.2c1.2 0 2 1 1.8 2.1l-1.1 6.8c-.2.9-.9 1.6-1.9 1.6H7.5"/></svg>'
)


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
    """A friendly line in the language of the greeting, whatever the page's is."""
    words = words_for(courtesy.language)
    said = words.greeting if courtesy.kind == "greeting" else words.welcome
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
        f"{_understood(exchange, words)}{body}{_feedback(exchange, words)}</div>"
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
    numbers = "".join(_number(exchange, place, words) for place in range(len(answer.citations)))
    citations = "".join(
        f"<li>{_citation(exchange, place, citation, words)}</li>"
        for place, citation in enumerate(answer.citations)
    )
    return (
        f'<p class="qa-words"><span {lang_of(first.article)}>{escape(first.quote)}</span> '
        f'<span class="qa-numbers">{numbers}</span></p>'
        f"{_confidence(answer.confidence, words)}"
        f'<h3 class="qa-label">{words.sources}</h3><ol class="qa-citations">{citations}</ol>'
    )


def _not_found(exchange: Exchange, answer: Answer, words: Words) -> str:
    reason = reason_in(words.language, answer)
    nearest = ""
    if answer.nearest:
        passages = "".join(
            f"<li>{_passage(exchange, place, passage, words)}</li>"
            for place, passage in enumerate(answer.nearest)
        )
        nearest = f'<h3 class="qa-label">{words.nearest}</h3><ol class="qa-citations">{passages}</ol>'
    return (
        f'<p class="qa-nothing">{words.not_found}</p>{f"<p>{escape(reason)}</p>" if reason else ""}{nearest}'
    )


def _number(exchange: Exchange, place: int, words: Words) -> str:
    name = words.open_citation.format(number=place + 1)
    return button(
        f"[{place + 1}]", "select", css="qa-number", name=name, exchange=exchange.number, place=place
    )


def _confidence(confidence: float, words: Words) -> str:
    of_a_hundred = words.of_a_hundred.format(count=round(confidence * 100))
    return (
        '<p class="qa-confidence">'
        f'<meter min="0" max="1" value="{confidence:.2f}" aria-hidden="true"></meter>'
        f"<span><strong>{words.degree(confidence)} · {confidence:.0%}</strong> — {of_a_hundred}</span></p>"
    )


def _citation(exchange: Exchange, place: int, citation: Citation, words: Words) -> str:
    return _figure(exchange, place, citation, quoted(citation), words)


def _passage(exchange: Exchange, place: int, passage: Passage, words: Words) -> str:
    cited = Citation(passage.article, passage.span)
    return _figure(exchange, place, cited, escape(opening_of(story_of(passage), _OPENING)), words)


def _figure(exchange: Exchange, place: int, citation: Citation, passage: str, words: Words) -> str:
    """A numbered place: its words, its headline, which opens the article there, and where it was printed."""
    article = citation.article
    headline = (
        f'<span class="qa-count">[{place + 1}]</span> '
        f"<span {lang_of(article)}>{escape(headline_of(article))}</span>"
    )
    opener = button(headline, "select", css="qa-headline", exchange=exchange.number, place=place)
    return (
        f'<figure class="qa-citation"><blockquote {lang_of(article)}>{passage}</blockquote>'
        f'<figcaption>{opener}<span class="qa-facts">{facts_line(article, words)}</span>'
        f'<span class="qa-tools">{_copy(citation, place, words)}{_original(citation, words)}</span>'
        f"</figcaption></figure>"
    )


def _copy(citation: Citation, place: int, words: Words) -> str:
    copied = escape(reference(citation, words))
    return (
        f'<button type="button" class="qa-link" data-qa-copy="{copied}" data-done="{words.copied}" '
        f'data-refused="{words.not_copied}" aria-label="{words.copy} [{place + 1}]">{words.copy}</button>'
    )


def _original(citation: Citation, words: Words) -> str:
    link = safe_link(citation.article.url)
    if not link:
        return ""
    name = escape(f"{words.original}: {paper_of(citation.article) or headline_of(citation.article)}")
    return (
        f'<a class="qa-link" href="{escape(link)}" target="_blank" rel="noopener noreferrer" '
        f'aria-label="{name}">{words.original}<span aria-hidden="true"> ↗</span></a>'
    )


def _feedback(exchange: Exchange, words: Words) -> str:
    """The two thumbs; where the answer was marked wrong, also a field for what would have been right."""
    if exchange.verdict == "not stored":
        return f'<div class="qa-feedback"><p role="status">{words.not_stored}</p></div>'
    right = _thumb(exchange, "right", words.right, is_pressed=exchange.verdict == "right")
    wrong = _thumb(
        exchange, "wrong", words.wrong, is_pressed=exchange.verdict in ("wrong", "corrected"), css=" qa-down"
    )
    thanks = words.thanks if exchange.verdict else ""
    field = _correction(exchange, words) if exchange.verdict == "wrong" else ""
    # where no answer was found there is nothing yet that could be right
    asked = words.was_it_right if exchange.answer else words.is_it_absent
    return (
        f'<div class="qa-feedback"><div role="group" aria-label="{asked}">'
        f'<span>{asked}</span>{right}{wrong}<span role="status">{thanks}</span></div>'
        f"{field}</div>"
    )


def _thumb(exchange: Exchange, verdict: str, name: str, *, is_pressed: bool, css: str = "") -> str:
    label = (
        f'data-qa-event="like" data-exchange="{exchange.number}" data-verdict="{verdict}" '
        f'aria-pressed="{str(is_pressed).lower()}" aria-label="{name}" title="{name}"'
    )
    return f'<button type="button" class="qa-thumb{css}" {label}>{_THUMB}</button>'


def _correction(exchange: Exchange, words: Words) -> str:
    field = f"qa-correction-{exchange.number}"
    return (
        f'<form class="qa-correction" data-qa-event="like" data-exchange="{exchange.number}" '
        f'data-verdict="wrong"><label for="{field}">{words.correction}</label>'
        f'<input id="{field}" name="correction" type="text" maxlength="{MOST_CORRECTION_CHARACTERS}" '
        f'value="{escape(exchange.correction)}" autocomplete="off" dir="auto">'
        f'<button type="submit" class="qa-send">{words.send}</button></form>'
    )


def _shortened(headline: str) -> str:
    return headline if len(headline) <= _HEADLINE else headline[: _HEADLINE - 1].rstrip() + "…"
