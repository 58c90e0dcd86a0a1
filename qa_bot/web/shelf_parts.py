"""The shelf's components: what can be seen and pressed, each with its words in both languages.

Gradio is imported by the functions, so that the package can be imported without it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.types import Language
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_words import ShelfWords, shelf_words

_FIRST_LANGUAGE = "ko"
_LONGEST_WORDS, _LONGEST_URLS = 200, 20_000

Wording = Callable[[ShelfWords], dict[str, Any]]


def script(name: str) -> str:
    """A piece of JavaScript from the folder `scripts`."""
    return (Path(__file__).parent / "scripts" / name).read_text(encoding="utf-8")


class Labels:
    """Makes components with words of ours and says them again in another language."""

    def __init__(self) -> None:
        self.components: list[Any] = []
        self._wordings: list[Wording] = []

    def make(self, kind: Callable[..., Any], wording: Wording, **settings: Any) -> Any:
        """A component of that kind, with the words that `wording` gives as arguments."""
        component = kind(**wording(shelf_words(_FIRST_LANGUAGE)), **settings)
        self.components.append(component)
        self._wordings.append(wording)
        return component

    def updates(self, language: str) -> list[Any]:
        """An update for each component, in the order in which they were made."""
        import gradio as gr

        say = shelf_words(language)
        return [gr.update(**wording(say)) for wording in self._wordings]


@dataclass(frozen=True, slots=True)
class Adding:
    """How articles come in, and what came of it."""

    files: Any
    text: Any
    add_text: Any
    urls: Any
    add_urls: Any
    outcome: Any


@dataclass(frozen=True, slots=True)
class Finding:
    """What is looked for, and the list of what was found."""

    words: Any
    language: Any
    paper: Any
    since: Any
    until: Any
    find: Any
    clear: Any
    problem: Any
    listing: Any

    @property
    def fields(self) -> list[Any]:
        """What a query is read from."""
        return [self.words, self.language, self.paper, self.since, self.until]


@dataclass(frozen=True, slots=True)
class Reading:
    """One article, and what can be done with it."""

    back: Any
    article: Any
    refresh: Any
    remove: Any


def build_adding(labels: Labels, options: WebOptions) -> Adding:
    """Files, text and addresses, one beside the other."""
    import gradio as gr

    make = labels.make
    megabytes = options.most_upload_bytes / 1_000_000
    with (
        make(gr.Accordion, lambda say: {"label": say.add}, open=False, elem_classes="qa-shelf-adding"),
        gr.Tabs(),
    ):
        with make(gr.Tab, lambda say: {"label": say.files_tab}, id="files"):
            # of any type: what can't be read the report names, and the visitor reads it in their language
            files = make(
                gr.File,
                lambda say: {"label": say.files},
                file_count="multiple",
                height=150,
                elem_id="qa-shelf-files",
            )
            make(
                gr.HTML,
                lambda say: {
                    "value": _hint(say.files_hint.format(files=options.most_files, megabytes=megabytes))
                },
                apply_default_css=False,
            )
        with make(gr.Tab, lambda say: {"label": say.text_tab}, id="text"):
            text = make(
                gr.Textbox,
                lambda say: {"label": say.text, "placeholder": say.text_hint},
                lines=8,
                max_lines=16,
            )
            add_text = make(gr.Button, lambda say: {"value": say.add_text}, variant="primary")
        with make(gr.Tab, lambda say: {"label": say.urls_tab}, id="urls"):
            urls = make(
                gr.Textbox,
                lambda say: {"label": say.urls, "placeholder": say.urls_hint},
                lines=3,
                max_length=_LONGEST_URLS,
            )
            add_urls = make(gr.Button, lambda say: {"value": say.add_urls}, variant="primary")
    outcome = gr.HTML("", js_on_load=script("shelf.js"), apply_default_css=False)
    return Adding(files, text, add_text, urls, add_urls, outcome)


def build_finding(labels: Labels) -> Finding:
    """The search field, the filters and the list."""
    import gradio as gr

    make = labels.make
    words = make(
        gr.Textbox,
        lambda say: {"label": say.words, "placeholder": say.words_hint, "submit_btn": say.find},
        max_length=_LONGEST_WORDS,
    )
    with make(gr.Accordion, lambda say: {"label": say.filters}, open=False):
        with gr.Row():
            language = make(gr.Dropdown, _language_choices, value="", filterable=False, min_width=140)
            paper = make(gr.Dropdown, _first_papers, value="", min_width=140)
        with gr.Row():
            since, until = (
                make(gr.Textbox, wording, max_length=_LONGEST_WORDS, min_width=140)
                for wording in (
                    lambda say: {"label": say.since, "placeholder": say.day_hint},
                    lambda say: {"label": say.until, "placeholder": say.day_hint},
                )
            )
        with gr.Row():
            find = make(gr.Button, lambda say: {"value": say.find}, size="sm", min_width=100)
            clear = make(gr.Button, lambda say: {"value": say.clear}, size="sm", min_width=100)
    problem = gr.HTML("", apply_default_css=False)
    listing = gr.HTML("", js_on_load=script("shelf.js"), apply_default_css=False)
    return Finding(words, language, paper, since, until, find, clear, problem, listing)


def build_reading(labels: Labels) -> Reading:
    """The article and its buttons."""
    import gradio as gr

    make = labels.make
    size: dict[str, Any] = {"size": "sm", "scale": 0, "min_width": 120}
    with gr.Row(elem_classes="qa-shelf-actions"):
        back = make(gr.Button, lambda say: {"value": f"‹ {say.back}"}, elem_classes="qa-shelf-back", **size)
        refresh = make(gr.Button, lambda say: {"value": say.refresh}, **size)
        remove = make(gr.Button, lambda say: {"value": say.remove}, variant="stop", **size)
    article = gr.HTML("", js_on_load=script("shelf.js"), apply_default_css=False)
    return Reading(back, article, refresh, remove)


def _hint(text: str) -> str:
    return f'<p class="qa-shelf-hint">{text}</p>'


def _language_choices(say: ShelfWords) -> dict[str, Any]:
    languages: tuple[Language, ...] = ("ko", "en", "other")
    named = [(say.language_name(language), language) for language in languages]
    return {"label": say.language, "choices": [(say.any_language, ""), *named]}


def _first_papers(say: ShelfWords) -> dict[str, Any]:
    # the papers themselves come with the list
    return {"label": say.paper, "choices": [(say.any_paper, "")]}
