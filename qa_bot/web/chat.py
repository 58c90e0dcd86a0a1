"""The chat as Gradio components: the conversation, the question box, and the source view beside them.

Annotations are evaluated here, unlike elsewhere: Gradio finds by them what its handlers want.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from qa_bot.answering import MOST_QUESTION_CHARACTERS
from qa_bot.web.cards import question_card, reply_card
from qa_bot.web.conversation import Conversation, converse, note_verdict
from qa_bot.web.examples import choose_examples
from qa_bot.web.limits import Limits
from qa_bot.web.opening import Opened, close_or_follow, open_place
from qa_bot.web.pressing import asked_by, exchange_of
from qa_bot.web.visitor import visitor_of
from qa_bot.web.words import Words, words_for

if TYPE_CHECKING:
    import gradio as gr

    from qa_bot.bot import QABot

# The server hears the buttons of cards through this component; see `scripts/page.js`.
_LISTEN = "window.qaBot.send = trigger;"
_STATUS = '<p id="qa-status" class="qa-unseen" role="status"></p>'  # what a screen reader is told
_SHOW_SOURCE = "watch('value', () => window.qaBot.showSource(element));"
_SHOW_LAST_QUESTION = "() => window.qaBot.showLastQuestion()"
_SHOW_QUESTION = "() => window.qaBot.showQuestion()"

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
    """What the page wires: `relabel` takes a language and `relabel_inputs`, `suggest` fills `suggestions`."""

    relabel: Callable[..., list[Any]]
    relabel_inputs: list[Any]
    relabel_outputs: list[Any]
    suggest: Callable[..., Any]
    suggestions: Any


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components, and what is kept of a visit: nothing of it is kept anywhere else."""

    language: Any
    conversation: Any
    opened: Any
    heading: Any
    chat: Any
    question: Any
    source: Any
    buttons: Any


def build_chat(visitors: Bots, limits: Limits, language: "gr.State") -> Chat:
    """Adds the chat to the `gr.Blocks` that is being built; it speaks the language that the state holds."""
    import gradio as gr

    parts = _build_parts(language)
    _wire_asking(visitors, limits, parts)
    _wire_source(visitors, parts)
    _wire_verdicts(visitors, parts)

    def suggest(request: gr.Request) -> Any:
        bot = visitors.bot_of(visitor_of(request))
        questions = choose_examples(bot.headlines(), bot.get)
        return gr.update(examples=[{"text": question} for question in questions])

    def relabel(speech: str, talk: Conversation, view: Opened | None, request: gr.Request) -> list[Any]:
        words = words_for(speech)
        bot = visitors.bot_of(visitor_of(request))
        return [
            _heading(words),
            gr.update(label=words.conversation, placeholder=_invitation(words), value=_messages(talk, words)),
            gr.update(label=words.question, placeholder=words.placeholder),
            _render(view, talk, bot, words),
        ]

    return Chat(
        relabel,
        [parts.conversation, parts.opened],
        [parts.heading, parts.chat, parts.question, parts.source],
        suggest,
        parts.chat,
    )


def _build_parts(language: Any) -> _Parts:
    import gradio as gr

    words = words_for(language.value)
    conversation, opened = gr.State(Conversation()), gr.State(None)
    with gr.Row(elem_classes="qa-room"):
        with gr.Column(elem_classes="qa-talk", min_width=280):
            heading = gr.HTML(_heading(words), elem_id="qa-heading", apply_default_css=False)
            chat = gr.Chatbot(
                label=words.conversation,
                show_label=False,
                height="var(--qa-pane)",
                buttons=[],
                feedback_options=None,
                autoscroll=False,
                group_consecutive_messages=False,
                placeholder=_invitation(words),
                elem_id="qa-chat",
            )
            question = gr.Textbox(
                label=words.question,
                show_label=False,
                placeholder=words.placeholder,
                max_length=MOST_QUESTION_CHARACTERS,
                submit_btn=True,
                autofocus=True,
                elem_id="qa-question",
            )
        with gr.Column(elem_classes="qa-side", min_width=0):
            source = gr.HTML("", elem_id="qa-source", js_on_load=_SHOW_SOURCE, apply_default_css=False)
    buttons = gr.HTML(_STATUS, elem_id="qa-buttons", js_on_load=_LISTEN, apply_default_css=False)
    return _Parts(language, conversation, opened, heading, chat, question, source, buttons)


def _wire_asking(visitors: Bots, limits: Limits, parts: _Parts) -> None:
    import gradio as gr

    def ask(
        typed: str,
        talk: Conversation,
        speech: str,
        view: Opened | None,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[tuple[Any, ...]]:
        asked = asked_by(event._data, typed, talk)
        box: Any = "" if asked.is_typed else gr.skip()
        if not asked.question.strip():
            yield gr.skip(), talk, box, gr.skip(), view
            return
        bot, words = visitors.bot_of(visitor_of(request)), words_for(speech)
        for after in converse(
            bot,
            talk,
            asked.question,
            is_literal=asked.is_literal,
            check=lambda: limits.check_question(request),
            run=limits.within_time,
        ):
            yield _messages(after, words), after, box, gr.skip(), view
            talk, box = after, gr.skip()  # what is typed meanwhile stays
        view = close_or_follow(view, talk.exchanges[-1])
        yield gr.skip(), talk, gr.skip(), _render(view, talk, bot, words), view

    def edit(talk: Conversation, event: gr.EventData) -> Any:
        exchange = exchange_of(event._data, talk)
        return exchange.question if exchange else gr.skip()

    def forget() -> tuple[Conversation, str, None]:
        return Conversation(), "", None

    # one listener for all, so that no question overtakes another of the same visit
    gr.on(
        [parts.question.submit, parts.chat.example_select, parts.buttons.submit],
        ask,
        [parts.question, parts.conversation, parts.language, parts.opened],
        [parts.chat, parts.conversation, parts.question, parts.source, parts.opened],
        trigger_mode="once",
        concurrency_limit=_ASKED_AT_ONCE,
        api_visibility="private",
        show_progress="minimal",  # how many are before this one in the queue
        show_progress_on=parts.chat,
    )
    edited = parts.buttons.edit(edit, [parts.conversation], [parts.question], **_QUICK)
    edited.then(None, js=_SHOW_QUESTION)
    parts.chat.clear(forget, None, [parts.conversation, parts.source, parts.opened], **_QUICK)
    parts.chat.change(None, js=_SHOW_LAST_QUESTION)


def _wire_source(visitors: Bots, parts: _Parts) -> None:
    import gradio as gr

    def show(
        talk: Conversation, speech: str, request: gr.Request, event: gr.EventData
    ) -> tuple[Any, Opened | None]:
        wanted = open_place(talk, event._data)
        if wanted is None:
            return gr.skip(), gr.skip()
        return _render(wanted, talk, visitors.bot_of(visitor_of(request)), words_for(speech)), wanted

    def close() -> tuple[str, None]:
        return "", None

    shown = [parts.source, parts.opened]
    parts.buttons.select(
        show, [parts.conversation, parts.language], shown, trigger_mode="always_last", **_QUICK
    )
    parts.buttons.clear(close, None, shown, **_QUICK)


def _wire_verdicts(visitors: Bots, parts: _Parts) -> None:
    import gradio as gr

    def judge(
        talk: Conversation, speech: str, request: gr.Request, event: gr.EventData
    ) -> tuple[Any, Conversation]:
        exchange = exchange_of(event._data, talk)
        if exchange is None:
            return gr.skip(), talk
        is_right = event._data.get("verdict") == "right"
        correction = str(event._data.get("correction", ""))
        bot = visitors.bot_of(visitor_of(request))
        talk = note_verdict(bot, talk, exchange.number, is_right=is_right, correction=correction)
        return _messages(talk, words_for(speech)), talk

    parts.buttons.like(
        judge, [parts.conversation, parts.language], [parts.chat, parts.conversation], **_QUICK
    )


def _render(view: Opened | None, talk: Conversation, bot: "QABot", words: Words) -> str:
    found = view.find(talk, bot.get) if view else None
    return found.render(words) if found else ""


def _invitation(words: Words) -> str:
    return f"{words.introduction}<br>{words.invitation}"


def _heading(words: Words) -> str:
    return f'<h2 class="qa-unseen">{words.conversation}</h2>'


def _messages(talk: Conversation, words: Words) -> list[dict[str, Any]]:
    import gradio as gr

    return [
        # as HTML components, since plain messages would be read as Markdown
        {"role": role, "content": gr.HTML(card, apply_default_css=False)}
        for one in talk.exchanges
        for role, card in (("user", question_card(one.asked)), ("assistant", reply_card(one, words)))
    ]
