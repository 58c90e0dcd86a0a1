"""The chat page as a Gradio app; it is built here without being started, and started by `launch`.

Annotations are evaluated here, unlike elsewhere: Gradio finds by them what its handlers want.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.errors import BackendError, QABotError
from qa_bot.text.language import detect_question
from qa_bot.web.cards import answer_card, error_card, question_card
from qa_bot.web.examples import choose_examples
from qa_bot.web.words import words_for

if TYPE_CHECKING:
    import gradio as gr

    from qa_bot.bot import QABot

_LOG = logging.getLogger(__name__)

_HEAD = (
    '<div class="qa-head"><h1>기사에게 묻기 · Ask the articles</h1>'
    "<p>한국어나 영어로 물어보세요. 답은 언제나 기사에 있는 말 그대로입니다.<br>"
    "Ask in Korean or English. Every answer is quoted from an article, word for word.</p></div>"
)
_PLACEHOLDER = "질문을 쓰세요 · Write a question"
_PENDING = '<p class="qa-pending" role="status">기사를 찾아 읽는 중… · Reading the articles…</p>'
_FONTS = (
    "Pretendard",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "system-ui",
    "sans-serif",
)
_LONGEST_QUESTION = 2_000
_TURNS_KEPT = 50

# Enter that ends the composition of a syllable must not send the question. Some browsers report it as key
# code 229 only, after the composition has ended.
_COMPOSITION_GUARD = """
<script>
for (const type of ["keydown", "keypress"]) {
  window.addEventListener(type, (event) => {
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && isComposing) event.stopImmediatePropagation();
  }, true);
}
</script>
"""

# An answer taller than the pane is read from its beginning, not from its end.
_SHOW_LAST_QUESTION = """
() => setTimeout(() => {
  const last = [...document.querySelectorAll(".qa-question")].pop();
  const pane = last && last.closest(".bubble-wrap");
  if (!pane) return;
  const top = last.getBoundingClientRect().top - pane.getBoundingClientRect().top - 24;
  pane.scrollTo({ top: pane.scrollTop + top, behavior: "smooth" });
}, 80)
"""

Turn = tuple[str, str]  # a question and its answer, both as HTML


def build_demo(bot: "QABot") -> "gr.Blocks":
    """The page over `bot`, and the endpoint `answer`; nothing is started."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    def answer(question: str) -> dict[str, Any]:
        """Answers a question with words of the articles, exactly cited.

        Args:
            question: A question in Korean or English, of at most 2,000 characters.

        Returns:
            The words, their confidence from 0 to 1, and citations with article, start and end; without an
            answer the reason and the nearest passages.
        """
        try:
            return bot.ask(question).to_dict()
        except QABotError as error:
            raise gr.Error(str(error)) from error

    def converse(question: str, turns: list[Turn]) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield _messages(turns), turns, ""
            return
        asked = question_card(question.strip())
        yield _messages([*turns, (asked, _PENDING)]), turns, ""
        turns = [*turns, (asked, _reply(bot, question))][-_TURNS_KEPT:]
        yield _messages(turns), turns, ""

    def forget() -> list[Turn]:
        return []

    def converse_on_example(turns: list[Turn], pressed: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from converse(pressed.value["text"], turns)

    with gr.Blocks(title="qa_bot", analytics_enabled=False) as demo:
        gr.HTML(_HEAD)
        turns = gr.State([])
        chat = gr.Chatbot(
            label="대화 · Conversation",
            show_label=False,
            height="max(22rem, calc(100dvh - 18rem))",
            examples=[{"text": text} for text in choose_examples(bot.articles())],
            buttons=[],
            feedback_options=None,
            autoscroll=False,
            placeholder="질문을 쓰거나 예시를 눌러 보세요.<br>Write a question, or press an example.",
        )
        question = gr.Textbox(
            label="질문 · Question",
            show_label=False,
            placeholder=_PLACEHOLDER,
            max_length=_LONGEST_QUESTION,
            submit_btn=True,
            autofocus=True,
        )
        outputs = [chat, turns, question]
        question.submit(converse, [question, turns], outputs, api_visibility="private")
        chat.example_select(converse_on_example, [turns], outputs, api_visibility="private")
        chat.change(None, js=_SHOW_LAST_QUESTION)
        chat.clear(forget, None, turns, api_visibility="private")
        gr.api(answer, api_name="answer")
    demo.queue(max_size=64)
    return demo


def launch(
    bot: "QABot", host: str | None = None, port: int | None = None, *, is_blocking: bool = True
) -> "gr.Blocks":
    """Builds the page and serves it until Ctrl-C, or in the background when not `is_blocking`.

    Without `port`, the first free one from 7860; `BackendError` where the address can't be used.
    """
    demo = build_demo(bot)
    import gradio as gr

    try:
        demo.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=not is_blocking,
            share=False,
            theme=gr.themes.Default(font=list(_FONTS), font_mono=["ui-monospace", "monospace"]),
            css_paths=Path(__file__).with_name("style.css"),
            head=_COMPOSITION_GUARD,
            footer_links=["api"],
            run_history=False,
            enable_monitoring=False,
            max_file_size="1kb",  # nothing is uploaded here
        )
    except OSError as error:
        place = f"{host or '127.0.0.1'}:{port or '7860-7959'}"
        raise BackendError(f"{place} is taken or not to be had; choose another port or address") from error
    return demo


def _reply(bot: "QABot", question: str) -> str:
    words = words_for(detect_question(question))
    try:
        return answer_card(bot.ask(question), words)
    except QABotError as error:
        return error_card(str(error))
    except Exception:
        _LOG.exception("a question could not be answered")
        return error_card(words.failed)


def _messages(turns: list[Turn]) -> list[dict[str, Any]]:
    import gradio as gr

    return [
        # as HTML components, since plain messages would be read as Markdown
        {"role": role, "content": gr.HTML(card)}
        for turn in turns
        for role, card in zip(("user", "assistant"), turn, strict=True)
    ]
