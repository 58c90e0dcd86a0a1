"""The page as a Gradio app: chat and articles, in the visitor's language; built here without being started.

Annotations are evaluated here, unlike elsewhere: Gradio finds by them what its handlers want.
"""

import os
from typing import TYPE_CHECKING, Any

from qa_bot.errors import BackendError
from qa_bot.web.api import register_api
from qa_bot.web.chat import build_chat
from qa_bot.web.first_words import Wording, wording_of
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

_FIRST_LANGUAGE, _OTHER_LANGUAGE = "ko", "en"  # in which it is built, and in which a browser may put it
_LANGUAGES = [("한국어", "ko"), ("English", "en")]
# what the browser has chosen and kept goes to the server, whatever stands in the components
_BEGIN = "(_, __, visit) => [window.qaBot.language, window.qaBot.kept(), visit]"
_BEGUN = "(language) => window.qaBot.begin(language)"
_CHOOSE = "(language) => window.qaBot.choose(language)"
_MOVED = "() => window.qaBot.moved()"
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
    return _build(bot, options)[0]


def _build(bot: "QABot", options: WebOptions) -> "tuple[gr.Blocks, Wording]":
    """The page, and what it says at first to those who don't read its first language."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    from qa_bot.visitors import Visitors

    visitors = Visitors(bot, is_public=options.is_public)
    limits = Limits(options)
    words = words_for(_FIRST_LANGUAGE)
    with gr.Blocks(title="qa_bot", analytics_enabled=False, delete_cache=UPLOADS_KEPT) as demo:
        language = gr.State(_FIRST_LANGUAGE)
        with gr.Row(elem_classes="qa-top"):
            head = gr.HTML(_head(words), apply_default_css=False)
            switch = _build_switch()
        with gr.Tabs(elem_id="qa-tabs"):
            with gr.Tab(words.chat_tab, id="chat") as chat_tab:
                chat = build_chat(visitors, limits, language)
            with gr.Tab(words.articles_tab, id="articles") as articles_tab:
                shelf = build_shelf(visitors, options, language, limits)
        register_api(visitors, options, limits)
        said = [switch, head, chat_tab, articles_tab, *chat.parts.labelled, *shelf.relabel_outputs]

        def labels(speech: str, of_chat: list[Any]) -> list[Any]:
            words = words_for(speech)
            tabs = [gr.update(label=words.chat_tab), gr.update(label=words.articles_tab)]
            return [speech, _head(words), *tabs, *of_chat, *shelf.relabel(speech)]

        def relabel(speech: str, visit: Any, request: gr.Request) -> list[Any]:
            return [speech, *labels(speech, chat.relabel(speech, visit, request))]

        def begin(chosen: Any, kept: Any, visit: Any, request: gr.Request) -> list[Any]:
            speech = choose_language(chosen, request.headers.get("accept-language"))
            return [speech, *labels(speech, chat.begin(speech, kept, visit, request))]

        visit = chat.parts.visit
        begun = demo.load(begin, [switch, chat.parts.kept, visit], [language, *said], js=_BEGIN, **_QUICK)
        begun.then(None, [switch], None, js=_BEGUN)
        begun.then(chat.suggest, [language], chat.suggestions, **_QUICK)
        switched = switch.input(relabel, [switch, visit], [language, *said], **_QUICK)
        switched.then(chat.suggest, [language], chat.suggestions, **_QUICK)
        switch.input(None, [switch], None, js=_CHOOSE)
        shelf.changed.change(chat.suggest, [language], chat.suggestions, **_QUICK)
        for tab in (chat_tab, articles_tab):
            tab.select(None, None, None, js=_MOVED)
    demo.queue(max_size=options.most_waiting)
    return demo, wording_of(said, labels(_OTHER_LANGUAGE, chat.labels(_OTHER_LANGUAGE)))


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
    demo, wording = _build(bot, options)
    import gradio as gr

    try:
        demo.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=not is_blocking,
            theme=gr.themes.Default(
                primary_hue="blue", font=list(_FONTS), font_mono=["ui-monospace", "monospace"]
            ),
            head=page_head(_OTHER_LANGUAGE, wording),
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
