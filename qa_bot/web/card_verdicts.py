"""The foot of an answer's card: two thumbs, and a field for what would have been right."""

from __future__ import annotations

from qa_bot.web.conversation import MOST_CORRECTION_CHARACTERS, Exchange
from qa_bot.web.markup import button, escape
from qa_bot.web.words import Words

# our own drawing; turned over for the other thumb
_THUMB = (
    '<svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
    'stroke-width="1.8" stroke-linejoin="round"><path d="M4 11h3.5v9H4zM7.5 11.5 11 4c1.6 0 2.6 1.2 2.4 2.7'
    'L13 9.5h5.2c1.2 0 2 1 1.8 2.1l-1.1 6.8c-.2.9-.9 1.6-1.9 1.6H7.5"/></svg>'
)


def verdict_foot(exchange: Exchange, words: Words) -> str:
    """The two thumbs; where the answer was marked wrong, also a field for what would have been right."""
    if exchange.verdict == "not stored":
        return f'<div class="qa-feedback"><p role="status">{words.not_stored}</p></div>'
    right = _thumb(exchange, "right", words.right, is_pressed=exchange.verdict == "right")
    wrong = _thumb(
        exchange, "wrong", words.wrong, is_pressed=exchange.verdict in ("wrong", "corrected"), css=" qa-down"
    )
    thanks = words.thanks if exchange.verdict in ("right", "corrected") else ""
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


def _decline(exchange: Exchange, words: Words) -> str:
    number = exchange.number
    return button(
        words.decline, "like", css="qa-link qa-decline", exchange=number, verdict="wrong", declined="yes"
    )


def _correction(exchange: Exchange, words: Words) -> str:
    field = f"qa-correction-{exchange.number}"
    return (
        f'<form class="qa-correction" data-qa-event="like" data-exchange="{exchange.number}" '
        f'data-verdict="wrong"><label for="{field}">{words.correction}</label>'
        f'<input id="{field}" name="correction" type="text" maxlength="{MOST_CORRECTION_CHARACTERS}" '
        f'value="{escape(exchange.correction)}" autocomplete="off" dir="auto">'
        f'<button type="submit" class="qa-send">{words.send}</button>{_decline(exchange, words)}</form>'
    )
