"""The page as a Gradio app: chat and articles, in the visitor's language; built here without being started.

Annotations are evaluated here, unlike elsewhere: Gradio finds by them what its handlers want.
"""

import os
from typing import TYPE_CHECKING, Any

from qa_bot.errors import BackendError
from qa_bot.web.api import register_api
from qa_bot.web.chat import build_chat
from qa_bot.web.interface_language import choose_language
from qa_bot.web.limits import Limits
from qa_bot.web.options import WebOptions
from qa_bot.web.page_head import page_head
from qa_bot.web.serving import UPLOADS_KEPT, launch_arguments
from qa_bot.web.shelf import build_shelf
from qa_bot.web.words import Words, words_for

if TYPE_CHECKING:
    import gradio as gr

    from qa_bot.bot import QABot

_FIRST_LANGUAGE = "ko"  # until the browser has said which
_LANGUAGES = [("한국어", "ko"), ("English", "en")]
_SPEAK = "(language) => window.qaBot.speak(language)"
_QUICK: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
_FONTS = (
    "Pretendard",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "system-ui",
    "sans-serif",
)


def build_demo(bot: "QABot", options: WebOptions = WebOptions()) -> "gr.Blocks":  # noqa: B008 - frozen
    """The page over `bot`, and its endpoints for programs; nothing is started."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    from qa_bot.visitors import Visitors

    visitors = Visitors(bot, is_public=options.is_public)
    limits = Limits(options)
    words = words_for(_FIRST_LANGUAGE)
    with gr.Blocks(title="qa_bot", analytics_enabled=False, delete_cache=UPLOADS_KEPT) as demo:
        language = gr.State(_FIRST_LANGUAGE)
        # not encrypted to keep a secret: with a key of its own each start of the server would forget
        saved = gr.BrowserState(None, storage_key="qa-bot-language", secret="language")  # noqa: S106
        with gr.Row(elem_classes="qa-top"):
            head = gr.HTML(_head(words), apply_default_css=False)
            switch = _build_switch()
        with gr.Tabs():
            with gr.Tab(words.chat_tab, id="chat") as chat_tab:
                chat = build_chat(visitors, limits, language)
            with gr.Tab(words.articles_tab, id="articles") as articles_tab:
                shelf = build_shelf(visitors, options, language, limits)
        register_api(visitors, options, limits)

        def relabel(speech: str, visit: Any, request: gr.Request) -> list[Any]:
            words = words_for(speech)
            tabs = [gr.update(label=words.chat_tab), gr.update(label=words.articles_tab)]
            labels = [*chat.relabel(speech, visit, request), *shelf.relabel(speech)]
            return [speech, speech, _head(words), *tabs, *labels]

        def begin(chosen: Any, visit: Any, request: gr.Request) -> list[Any]:
            accepted = request.headers.get("accept-language")
            return relabel(choose_language(chosen, accepted), visit, request)

        said = [language, head, chat_tab, articles_tab, *chat.relabel_outputs, *shelf.relabel_outputs]
        begun = demo.load(begin, [saved, *chat.relabel_inputs], [switch, *said], **_QUICK)
        begun.then(None, [switch], None, js=_SPEAK)
        begun.then(chat.suggest, None, chat.suggestions, **_QUICK)
        switch.input(relabel, [switch, *chat.relabel_inputs], [saved, *said], **_QUICK)
        switch.change(None, [switch], None, js=_SPEAK)
        shelf.changed.change(chat.suggest, None, chat.suggestions, **_QUICK)
    demo.queue(max_size=options.most_waiting)
    return demo


def launch(
    bot: "QABot",
    host: str | None = None,
    port: int | None = None,
    *,
    options: WebOptions = WebOptions(),  # noqa: B008 - frozen
    is_blocking: bool = True,
) -> "gr.Blocks":
    """Builds the page and serves it until Ctrl-C, or in the background when not `is_blocking`.

    Without `port`, the first free one from 7860; `BackendError` where the address can't be used.
    """
    demo = build_demo(bot, options)
    import gradio as gr

    try:
        demo.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=not is_blocking,
            theme=gr.themes.Default(
                primary_hue="blue", font=list(_FONTS), font_mono=["ui-monospace", "monospace"]
            ),
            head=page_head(),
            footer_links=["api"],
            **launch_arguments(options),
        )
    except OSError as error:
        place = f"{host or '127.0.0.1'}:{port or '7860-7959'}"
        raise BackendError(f"{place} is taken or not to be had; choose another port or address") from error
    return demo


def _build_switch() -> "gr.Radio":
    import gradio as gr

    return gr.Radio(
        _LANGUAGES,
        value=_FIRST_LANGUAGE,
        label="언어 · Language",
        show_label=False,
        container=False,
        elem_id="qa-language",
        min_width=180,
    )


def _head(words: Words) -> str:
    return f'<div class="qa-head"><h1>{words.title}</h1></div>'
