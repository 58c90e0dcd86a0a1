"""What happens when something of the shelf is pressed, dropped or typed.

Annotations are evaluated here, unlike elsewhere: Gradio finds by them what its handlers want.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa_bot.errors import ConfigError
from qa_bot.web.limits import Limits
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_adding import Source, linked, pasted, uploaded
from qa_bot.web.shelf_cards import closable, notice_card
from qa_bot.web.shelf_desk import Done, ShelfDesk
from qa_bot.web.shelf_focus import FOCUS_ADDING, FOCUS_NOTICE, FOCUS_OPENER
from qa_bot.web.shelf_parts import Adding, Finding, Reading
from qa_bot.web.shelf_query import Query, read_query
from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.upload_names import readable_name
from qa_bot.web.visitor import visitor_of

_CHANGES = itertools.count(1)  # a number of its own for each, also where two are made at a time
_LISTED_AT_ONCE, _ADDED_AT_ONCE = 4, 2
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_QUICK: dict[str, Any] = {**_PRIVATE, "concurrency_limit": _LISTED_AT_ONCE}
_SLOW: dict[str, Any] = {**_PRIVATE, "concurrency_id": "shelf-adding", "concurrency_limit": _ADDED_AT_ONCE}


@dataclass(frozen=True, slots=True)
class States:
    """What the shelf knows of a visit."""

    language: Any
    query: Any
    opened: Any
    changed: Any
    report: Any  # of what was added last


@dataclass(frozen=True, slots=True)
class Parts:
    """What the shelf shows."""

    notice: Any
    undo: Any
    list_side: Any
    article_side: Any
    adding: Adding
    finding: Finding
    reading: Reading


def wire_finding(desk: ShelfDesk, states: States, parts: Parts) -> None:
    """The list follows the query, the language and what changes; the query follows the fields."""
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
            finding.find.click,
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


def wire_reading(desk: ShelfDesk, states: States, parts: Parts) -> None:
    """Buttons of the list open articles and pages; the article takes the list's place until it is closed."""
    import gradio as gr

    reading = parts.reading
    sides = [parts.list_side, parts.article_side]

    def press(query: Query, event: gr.EventData) -> list[Any]:
        pressed = getattr(event, "shelf", "")
        if pressed == "page":
            return [replace(query, page=_number(getattr(event, "page", 1))), gr.skip(), gr.skip()]
        if pressed == "open":
            return [gr.skip(), str(getattr(event, "article", "")), ""]
        return [gr.skip(), gr.skip(), gr.skip()]

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
        component.click(press, [states.query], [states.query, states.opened, parts.notice], **_QUICK)
    gr.on(
        [states.opened.change, states.language.change, states.changed.change],
        show,
        [states.opened, states.language, states.changed],
        [*sides, reading.article, reading.refresh, reading.remove],
        **_QUICK,
    )
    closed = reading.back.click(close, None, [states.opened, parts.notice, *sides], **_QUICK)
    closed.then(None, None, None, js=FOCUS_OPENER)


def wire_changes(desk: ShelfDesk, states: States, parts: Parts, limits: Limits) -> None:
    """Refreshing, removing, and undoing the last removal."""
    import gradio as gr

    def said(done: Done) -> list[Any]:
        return [done.card, next(_CHANGES) if done.has_changed else gr.skip()]

    def refresh(article_id: str, speech: str, request: gr.Request) -> list[Any]:
        say = shelf_words(speech)
        done = desk.refresh(visitor_of(request), article_id, say, lambda: limits.check_add(request))
        return [*said(done), "" if done.is_gone else gr.skip()]

    def remove(article_id: str, speech: str, request: gr.Request) -> list[Any]:
        done = desk.remove(visitor_of(request), article_id, shelf_words(speech))
        opened = "" if done.has_changed else gr.skip()
        return [*said(done), gr.update(visible=done.can_undo), opened]

    def undo(speech: str, request: gr.Request) -> list[Any]:
        done = desk.undo(visitor_of(request), shelf_words(speech))
        return [*said(done), gr.update(visible=done.can_undo)]

    def say_removed(speech: str, request: gr.Request) -> list[Any]:
        done = desk.removed_last(visitor_of(request), shelf_words(speech))
        return [done.card, gr.update(visible=done.can_undo)]

    reading = parts.reading
    told = [parts.notice, states.changed]
    reading.refresh.click(refresh, [states.opened, states.language], [*told, states.opened], **_SLOW)
    gone = reading.remove.click(
        remove,
        [states.opened, states.language],
        [*told, parts.undo, states.opened],
        **_QUICK,
    )
    gone.then(None, None, None, js=FOCUS_NOTICE)
    restored = parts.undo.click(undo, [states.language], [*told, parts.undo], **_QUICK)
    restored.then(None, None, None, js=FOCUS_NOTICE)
    # on load, and in another language; any other notice is of the moment
    gr.on(None, say_removed, [states.language], [parts.notice, parts.undo], **_QUICK)


def wire_adding(desk: ShelfDesk, states: States, parts: Parts, options: WebOptions, limits: Limits) -> None:
    """Files are added as they are dropped, text and addresses at a press of their button."""
    import gradio as gr

    adding = parts.adding

    def add(sources: list[Source], nothing: str, speech: str, request: gr.Request) -> Iterator[list[Any]]:
        say = shelf_words(speech)
        if not sources:
            yield [closable(notice_card(nothing, is_problem=True), say), gr.skip(), None, gr.skip()]
            return
        for done in desk.add(visitor_of(request), sources, say, lambda: limits.check_add(request)):
            # what was added leaves its field; what failed as a whole stays to be mended
            changed, field = (next(_CHANGES), "") if done.has_changed else (gr.skip(), gr.skip())
            yield [done.card, changed, done.report, field]

    def add_files(uploads: Any, speech: str, request: gr.Request) -> Iterator[list[Any]]:
        sources = uploaded(_named(uploads), options)
        for *said, _ in add(sources, shelf_words(speech).no_files, speech, request):
            yield [*said, None]  # the field is free for other files at once

    def add_text(text: str, speech: str, request: gr.Request) -> Iterator[list[Any]]:
        say = shelf_words(speech)
        sources = pasted(text, options) if (text or "").strip() else []
        yield from add(sources, say.no_text, speech, request)

    def add_urls(text: str, speech: str, request: gr.Request) -> Iterator[list[Any]]:
        say = shelf_words(speech)
        yield from add(linked(text or "", options), say.no_urls, speech, request)

    def say_again(report: Any, speech: str, request: gr.Request) -> Any:
        return desk.report(visitor_of(request), report, shelf_words(speech)) if report else ""

    def close() -> list[Any]:
        return ["", None]

    told = [adding.outcome, states.changed, states.report]
    # not preprocessed, which would lose the files' own names; Gradio has checked their paths all the same
    adding.files.upload(
        add_files,
        [adding.files, states.language],
        [*told, adding.files],
        preprocess=False,
        trigger_mode="multiple",
        **_SLOW,
    )
    adding.add_text.click(add_text, [adding.text, states.language], [*told, adding.text], **_SLOW)
    adding.add_urls.click(add_urls, [adding.urls, states.language], [*told, adding.urls], **_SLOW)
    states.language.change(say_again, [states.report, states.language], adding.outcome, **_QUICK)
    closed = adding.outcome.clear(close, None, [adding.outcome, states.report], **_QUICK)
    closed.then(None, None, None, js=FOCUS_ADDING)


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
