"""The chat's components: the conversation, the question box, and the source view beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa_bot.answering import MOST_QUESTION_CHARACTERS
from qa_bot.web.chat_rendering import heading, invitation
from qa_bot.web.chat_visit import ChatVisit
from qa_bot.web.words import words_for

# The server hears the buttons of cards through this component; see `scripts/page.js`.
_LISTEN = "window.qaBot.send = trigger;"
_STATUS = '<p id="qa-status" class="qa-unseen" role="status"></p>'  # what a screen reader is told
_SHOW_SOURCE = "watch('value', () => window.qaBot.showSource(element));"
_MOST_LINES = 6  # of the question box; a longer question is scrolled in it


@dataclass(frozen=True, slots=True)
class Parts:
    """The components, and what is kept of a visit: nothing of it is kept anywhere else on the server.

    `kept` is never seen: through it a page that is loaded anew says what its tab has kept.
    """

    visit: Any
    kept: Any
    heading: Any
    chat: Any
    question: Any
    source: Any
    buttons: Any

    @property
    def labelled(self) -> list[Any]:
        """The components with words of the page."""
        return [self.heading, self.chat, self.question, self.source]


def build_parts(language: Any) -> Parts:
    """Adds the components; they speak the language that the state begins with."""
    import gradio as gr

    words = words_for(language.value)
    visit = gr.State(ChatVisit(language.value))
    kept = gr.Textbox(visible=False)
    with gr.Row(elem_classes="qa-room"):
        with gr.Column(elem_classes="qa-talk", min_width=280):
            unseen = gr.HTML(heading(words), elem_id="qa-heading", apply_default_css=False)
            chat = gr.Chatbot(
                label=words.conversation,
                show_label=False,
                height="var(--qa-pane)",
                buttons=[],
                feedback_options=None,
                autoscroll=False,
                group_consecutive_messages=False,
                placeholder=invitation(words),
                elem_id="qa-chat",
            )
            question = gr.Textbox(
                label=words.question,
                show_label=False,
                placeholder=words.placeholder,
                max_length=MOST_QUESTION_CHARACTERS,
                max_lines=_MOST_LINES,
                submit_btn=True,
                autofocus=True,
                elem_id="qa-question",
            )
        with gr.Column(elem_classes="qa-side", min_width=0):
            source = gr.HTML("", elem_id="qa-source", js_on_load=_SHOW_SOURCE, apply_default_css=False)
    buttons = gr.HTML(_STATUS, elem_id="qa-buttons", js_on_load=_LISTEN, apply_default_css=False)
    return Parts(visit, kept, unseen, chat, question, source, buttons)
