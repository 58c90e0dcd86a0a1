"""The articles tab: adding, finding, reading, refreshing and removing, on Gradio's own parts.

Annotations are evaluated here, unlike elsewhere: Gradio finds by them what its handlers want.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.errors import ConfigError
from qa_bot.web.limits import Limits
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_adding import Source, linked, pasted, uploaded
from qa_bot.web.shelf_cards import notice_card
from qa_bot.web.shelf_desk import Done, ShelfDesk, Visitors
from qa_bot.web.shelf_parts import (
    Adding,
    Finding,
    Labels,
    Reading,
    build_adding,
    build_finding,
    build_reading,
)
from qa_bot.web.shelf_query import Query, read_query
from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.upload_names import readable_name
from qa_bot.web.visitor import visitor_of

if TYPE_CHECKING:
    import gradio as gr

_LISTED_AT_ONCE, _ADDED_AT_ONCE = 4, 2
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_QUICK: dict[str, Any] = {**_PRIVATE, "concurrency_limit": _LISTED_AT_ONCE}
_SLOW: dict[str, Any] = {**_PRIVATE, "concurrency_id": "shelf-adding", "concurrency_limit": _ADDED_AT_ONCE}
_FOCUS_UNDO = "() => setTimeout(() => document.querySelector('#qa-shelf-undo')?.focus(), 120)"
_FOCUS_OPENER = """() => setTimeout(() => {
  const opener = window.qaShelfOpener && CSS.escape(window.qaShelfOpener);
  document.querySelector(`.qa-shelf-list .qa-shelf-open[data-article="${opener}"]`)?.focus();
}, 120)"""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page wires: `changed` counts up whenever articles came or went; labels follow the language."""

    changed: "gr.State"
    labels: Labels

    @property
    def relabel_outputs(self) -> list[Any]:
        """The components with words of the shelf."""
        return self.labels.components

    def relabel(self, language: str) -> list[Any]:
        """An update for each of them; the list and the article follow the language state by themselves."""
        return self.labels.updates(language)


@dataclass(frozen=True, slots=True)
class _States:
    """What the shelf knows of a visit."""

    language: Any
    query: Any
    opened: Any
    removed: Any
    changed: Any
    report: Any  # of what was added last


@dataclass(frozen=True, slots=True)
class _Parts:
    notice: Any
    undo: Any
    list_side: Any
    article_side: Any
    adding: Adding
    finding: Finding
    reading: Reading


def build_shelf(
    visitors: Visitors, options: WebOptions, language: "gr.State", limits: Limits | None = None
) -> Shelf:
    """Adds the shelf to the `gr.Blocks` that is being built; it speaks the language that the state holds."""
    import gradio as gr

    labels = Labels()
    states = _States(language, gr.State(Query()), gr.State(""), gr.State(()), gr.State(0), gr.State(None))
    with gr.Column(elem_classes="qa-shelf"):
        with gr.Row(elem_classes="qa-shelf-notices"):
            notice = gr.HTML("", apply_default_css=False, scale=4)
            undo = labels.make(
                gr.Button,
                lambda say: {"value": say.undo},
                visible=False,
                size="sm",
                min_width=120,
                elem_id="qa-shelf-undo",
            )
        with gr.Column() as list_side:
            adding = build_adding(labels, options)
            finding = build_finding(labels)
        with gr.Column(visible=False) as article_side:
            reading = build_reading(labels)
    parts = _Parts(notice, undo, list_side, article_side, adding, finding, reading)
    desk = ShelfDesk(visitors, options)
    limits = limits or Limits(options)
    _wire_finding(desk, states, parts)
    _wire_reading(desk, states, parts)
    _wire_changes(desk, states, parts, limits)
    _wire_adding(desk, states, parts, options, limits)
    return Shelf(states.changed, labels)


def _wire_finding(desk: ShelfDesk, states: _States, parts: _Parts) -> None:
    import gradio as gr

    finding = parts.finding

    def show(speech: str, query: Query, _: int, request: gr.Request) -> list[Any]:
        listed = desk.find(visitor_of(request), query, shelf_words(speech))
        return [listed.card, gr.update(choices=listed.papers, value=query.paper)]

    def find(words: str, language: str, paper: str, since: str, until: str, speech: str) -> list[Any]:
        try:
            query = read_query(words, language, paper, since, until, shelf_words(speech))
        except ConfigError as error:
            return [gr.skip(), notice_card(str(error), is_problem=True)]
        return [query, ""]

    def clear() -> list[Any]:
        return [Query(), "", "", "", "", "", ""]

    # on load, and whenever one of these changes
    gr.on(
        None,
        show,
        [states.language, states.query, states.changed],
        [finding.listing, finding.paper],
        **_QUICK,
    )
    gr.on(
        [
            finding.words.submit,
            finding.since.submit,
            finding.until.submit,
            finding.language.input,
            finding.paper.input,
        ],
        find,
        [*finding.fields, states.language],
        [states.query, finding.problem],
        **_QUICK,
    )
    finding.clear.click(clear, None, [states.query, finding.problem, *finding.fields], **_QUICK)


def _wire_reading(desk: ShelfDesk, states: _States, parts: _Parts) -> None:
    import gradio as gr

    reading = parts.reading
    sides = [parts.list_side, parts.article_side]

    def press(query: Query, event: gr.EventData) -> list[Any]:
        pressed = getattr(event, "shelf", "")
        if pressed == "page":
            return [replace(query, page=_number(getattr(event, "page", 1))), gr.skip()]
        return [gr.skip(), str(getattr(event, "article", "")) if pressed == "open" else gr.skip()]

    def show(article_id: str, speech: str, _: int, request: gr.Request) -> list[Any]:
        if not article_id:
            return [gr.update(visible=True), gr.update(visible=False), "", gr.skip(), gr.skip()]
        opened = desk.open(visitor_of(request), article_id, shelf_words(speech))
        return [
            gr.update(visible=False),
            gr.update(visible=True),
            opened.card,
            gr.update(visible=opened.may_refresh),
            gr.update(visible=opened.may_remove),
        ]

    def close() -> list[Any]:
        return ["", "", gr.update(visible=True), gr.update(visible=False)]

    for component in (parts.finding.listing, reading.article, parts.adding.outcome):
        component.click(press, [states.query], [states.query, states.opened], **_QUICK)
    gr.on(
        [states.opened.change, states.language.change, states.changed.change],
        show,
        [states.opened, states.language, states.changed],
        [*sides, reading.article, reading.refresh, reading.remove],
        **_QUICK,
    )
    closed = reading.back.click(close, None, [states.opened, parts.notice, *sides], **_QUICK)
    closed.then(None, None, None, js=_FOCUS_OPENER)


def _wire_changes(desk: ShelfDesk, states: _States, parts: _Parts, limits: Limits) -> None:
    import gradio as gr

    def said(done: Done, count: int) -> list[Any]:
        changed = count + 1 if done.has_changed else gr.skip()
        return [done.card, changed]

    def refresh(article_id: str, speech: str, count: int, request: gr.Request) -> list[Any]:
        say = shelf_words(speech)
        done = desk.refresh(visitor_of(request), article_id, say, lambda: limits.check_add(request))
        return said(done, count)

    def remove(
        article_id: str, speech: str, removed: Sequence[Any], count: int, request: gr.Request
    ) -> list[Any]:
        done = desk.remove(visitor_of(request), article_id, removed, shelf_words(speech))
        opened = "" if done.has_changed else gr.skip()
        return [*said(done, count), done.removed, gr.update(visible=bool(done.removed)), opened]

    def undo(speech: str, removed: Sequence[Any], count: int, request: gr.Request) -> list[Any]:
        done = desk.undo(visitor_of(request), removed, shelf_words(speech))
        return [*said(done, count), done.removed, gr.update(visible=bool(done.removed))]

    reading = parts.reading
    told = [parts.notice, states.changed]
    reading.refresh.click(refresh, [states.opened, states.language, states.changed], told, **_SLOW)
    gone = reading.remove.click(
        remove,
        [states.opened, states.language, states.removed, states.changed],
        [*told, states.removed, parts.undo, states.opened],
        **_QUICK,
    )
    gone.then(None, None, None, js=_FOCUS_UNDO)
    parts.undo.click(
        undo,
        [states.language, states.removed, states.changed],
        [*told, states.removed, parts.undo],
        **_QUICK,
    )


def _wire_adding(
    desk: ShelfDesk, states: _States, parts: _Parts, options: WebOptions, limits: Limits
) -> None:
    import gradio as gr

    adding = parts.adding

    def add(
        sources: list[Source], nothing: str, speech: str, count: int, request: gr.Request
    ) -> Iterator[list[Any]]:
        if not sources:
            yield [notice_card(nothing, is_problem=True), gr.skip(), None, gr.skip()]
            return
        say = shelf_words(speech)
        for done in desk.add(visitor_of(request), sources, say, lambda: limits.check_add(request)):
            # what was added leaves its field; what failed as a whole stays to be mended
            changed, field = (count + 1, "") if done.has_changed else (gr.skip(), gr.skip())
            yield [done.card, changed, done.report, field]

    def add_files(uploads: Any, speech: str, count: int, request: gr.Request) -> Iterator[list[Any]]:
        sources = uploaded(_named(uploads), options)
        for *said, _ in add(sources, shelf_words(speech).no_files, speech, count, request):
            yield [*said, None]  # the field is free for other files at once

    def add_text(text: str, speech: str, count: int, request: gr.Request) -> Iterator[list[Any]]:
        say = shelf_words(speech)
        sources = pasted(text, options) if text.strip() else []
        yield from add(sources, say.no_text, speech, count, request)

    def add_urls(text: str, speech: str, count: int, request: gr.Request) -> Iterator[list[Any]]:
        say = shelf_words(speech)
        yield from add(linked(text, options), say.no_urls, speech, count, request)

    def say_again(report: Any, speech: str, request: gr.Request) -> Any:
        return desk.report(visitor_of(request), report, shelf_words(speech)) if report else ""

    rest = [states.language, states.changed]
    told = [adding.outcome, states.changed, states.report]
    # not preprocessed, which would lose the files' own names; Gradio has checked their paths all the same
    adding.files.upload(
        add_files,
        [adding.files, *rest],
        [*told, adding.files],
        preprocess=False,
        trigger_mode="multiple",
        **_SLOW,
    )
    adding.add_text.click(add_text, [adding.text, *rest], [*told, adding.text], **_SLOW)
    adding.add_urls.click(add_urls, [adding.urls, *rest], [*told, adding.urls], **_SLOW)
    states.language.change(say_again, [states.report, states.language], adding.outcome, **_QUICK)
    # a notice is of the moment; what can be undone stays
    states.language.change(lambda: "", None, parts.notice, **_QUICK)


def _named(uploads: Any) -> list[tuple[Path, str]]:
    """Path and readable name of each upload, as Gradio hands them over."""
    found = uploads if isinstance(uploads, list) else []
    return [
        (Path(one["path"]), readable_name(str(one.get("orig_name") or Path(one["path"]).name)))
        for one in found
        if isinstance(one, dict) and isinstance(one.get("path"), str)
    ]


def _number(written: Any) -> int:
    try:
        return max(1, int(written))
    except (TypeError, ValueError, OverflowError):
        return 1
