"""The chat as Gradio components: the conversation, the question box, and the source view beside them.

Annotations are evaluated here, unlike elsewhere: Gradio finds by them what its handlers want.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from qa_bot.web.chat_asking import answer_in_turn
from qa_bot.web.chat_parts import Parts, build_parts
from qa_bot.web.chat_rendering import heading, invitation, messages_of, source_of
from qa_bot.web.chat_visit import ChatVisit
from qa_bot.web.conversation import note_verdict
from qa_bot.web.examples import choose_examples
from qa_bot.web.limits import Limits
from qa_bot.web.opening import open_place
from qa_bot.web.pressing import asked_by, exchange_of
from qa_bot.web.recalling import recall
from qa_bot.web.story_questions import StoryQuestion, is_answered_by
from qa_bot.web.visitor import visitor_of
from qa_bot.web.words import words_for

if TYPE_CHECKING:
    import gradio as gr

    from qa_bot.bot import QABot

_SHOW_AND_KEEP = "(messages) => { window.qaBot.showLastQuestion(); window.qaBot.keep(messages); }"
_SHOW_VERDICT = "() => window.qaBot.showVerdict()"
_SHOW_QUESTION = "() => window.qaBot.showQuestion()"

_MOST_TRIED = 1_000  # suggestions whose answers are remembered
_ASKED_AT_ONCE = 2  # answers take the processor; what is quick doesn't wait behind them
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_QUICK: dict[str, Any] = {**_PRIVATE, "concurrency_limit": None}


class Bots(Protocol):
    """Which articles a visitor sees; `qa_bot.visitors.Visitors` is the one that the page uses."""

    def bot_of(self, visitor: str) -> "QABot":
        """The bot over the visitor's articles."""
        ...


@dataclass(frozen=True, slots=True)
class Chat:
    """What the page wires; the labelled components are in the order of what `labels` and `begin` give.

    `labels` says them in a language. `relabel` takes a language and the visit, and `begin` besides what the
    browser has kept; both say the conversation too. `suggest` takes a language and fills `suggestions`.
    """

    parts: Parts
    labels: Callable[[str], list[Any]]
    relabel: Callable[..., list[Any]]
    begin: Callable[..., list[Any]]
    suggest: Callable[..., Any]

    @property
    def suggestions(self) -> Any:
        """The component that shows the suggested questions."""
        return self.parts.chat


def build_chat(visitors: Bots, limits: Limits, language: "gr.State") -> Chat:
    """Adds the chat to the `gr.Blocks` that is being built; it begins in the language of the state."""
    import gradio as gr

    parts = build_parts(language)
    _wire_asking(visitors, limits, parts)
    _wire_box(parts)
    _wire_source(visitors, parts)
    _wire_verdicts(visitors, parts)

    tried: dict[StoryQuestion, bool] = {}

    def suggest(speech: str, request: gr.Request) -> Any:
        bot = visitors.bot_of(visitor_of(request))

        def is_answered(asked: StoryQuestion) -> bool:
            if asked not in tried:
                while len(tried) >= _MOST_TRIED:
                    tried.pop(next(iter(tried)), None)
                tried[asked] = is_answered_by(bot.ask(asked.question), asked)
            return tried[asked]

        questions = choose_examples(bot.headlines(), bot.get, speech, is_answered)
        return gr.update(examples=[{"text": question} for question in questions])

    def relabel(speech: str, visit: ChatVisit, request: gr.Request) -> list[Any]:
        visit.language = speech
        unseen, chat, question, _ = _labels(speech)
        said = {**chat, "value": messages_of(visit)}
        return [unseen, said, question, source_of(visit, visitors.bot_of(visitor_of(request)))]

    def begin(speech: str, kept: Any, visit: ChatVisit, request: gr.Request) -> list[Any]:
        visit.recall(recall(kept, visitors.bot_of(visitor_of(request)).get))
        return relabel(speech, visit, request)

    return Chat(parts, _labels, relabel, begin, suggest)


def _labels(speech: str) -> list[Any]:
    """What is said before anything was asked."""
    import gradio as gr

    words = words_for(speech)
    return [
        heading(words),
        gr.update(label=words.conversation, placeholder=invitation(words)),
        gr.update(label=words.question, placeholder=words.placeholder),
        "",
    ]


def _wire_asking(visitors: Bots, limits: Limits, parts: Parts) -> None:
    import gradio as gr

    def ask(
        typed: str, visit: ChatVisit, request: gr.Request, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        asked = asked_by(event._data, typed, visit.conversation)
        if not visit.accept(asked):
            yield gr.skip(), gr.skip(), gr.skip()
            return
        bot = visitors.bot_of(visitor_of(request))
        is_shown = False
        for step in answer_in_turn(
            visit, bot, check=lambda: limits.check_question(request), run=limits.within_time
        ):
            # what was refused can be changed or sent again, and what is typed meanwhile stays
            is_emptied = asked.is_typed and not is_shown and step.exchange.problem is None
            box = visit.take_draft() if is_emptied else gr.skip()
            source = source_of(visit, bot) if step.has_moved_view else gr.skip()
            yield messages_of(visit), box, source
            is_shown = True
        if not is_shown:  # it waits for its turn
            yield messages_of(visit), visit.take_draft() if asked.is_typed else gr.skip(), gr.skip()

    gr.on(
        [parts.question.submit, parts.chat.example_select, parts.buttons.submit],
        ask,
        [parts.question, parts.visit],
        [parts.chat, parts.question, parts.source],
        trigger_mode="multiple",  # the visit keeps them in line
        concurrency_limit=_ASKED_AT_ONCE,
        api_visibility="private",
        show_progress="minimal",  # how many are before this one in the queue
        show_progress_on=parts.chat,
    )


def _wire_box(parts: Parts) -> None:
    import gradio as gr

    def edit(typed: str, visit: ChatVisit, event: gr.EventData) -> Any:
        exchange = exchange_of(event._data, visit.conversation)
        if exchange is None:
            return gr.skip()
        visit.keep_draft(typed or "")
        return exchange.question

    def forget(visit: ChatVisit) -> tuple[list[Any], str]:
        visit.clear()
        return [], ""

    edited = parts.buttons.edit(edit, [parts.question, parts.visit], [parts.question], **_QUICK)
    edited.then(None, js=_SHOW_QUESTION)
    parts.chat.clear(forget, [parts.visit], [parts.chat, parts.source], **_QUICK)
    parts.chat.change(None, [parts.chat], None, js=_SHOW_AND_KEEP)


def _wire_source(visitors: Bots, parts: Parts) -> None:
    import gradio as gr

    def show(visit: ChatVisit, request: gr.Request, event: gr.EventData) -> Any:
        wanted = open_place(visit.conversation, event._data)
        if wanted is None:
            return gr.skip()
        visit.open(wanted)
        return source_of(visit, visitors.bot_of(visitor_of(request)))

    def close(visit: ChatVisit) -> str:
        visit.open(None)
        return ""

    parts.buttons.select(show, [parts.visit], [parts.source], trigger_mode="always_last", **_QUICK)
    parts.buttons.clear(close, [parts.visit], [parts.source], **_QUICK)


def _wire_verdicts(visitors: Bots, parts: Parts) -> None:
    import gradio as gr

    def judge(visit: ChatVisit, request: gr.Request, event: gr.EventData) -> Any:
        exchange = exchange_of(event._data, visit.conversation)
        if exchange is None:
            return gr.skip()
        is_right = event._data.get("verdict") == "right"
        sent = exchange.correction if event._data.get("declined") else event._data.get("correction")
        correction = None if sent is None else str(sent)
        bot = visitors.bot_of(visitor_of(request))
        judged = note_verdict(
            bot, visit.conversation, exchange.number, is_right=is_right, correction=correction
        )
        visit.put(judged.find(exchange.number))
        return messages_of(visit)

    judging = parts.buttons.like(judge, [parts.visit], [parts.chat], **_QUICK)
    judging.then(None, js=_SHOW_VERDICT)
