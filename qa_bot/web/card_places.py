"""The numbered places of a card: their words, the headline that opens the article, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa_bot.excerpts import opening_of
from qa_bot.types import Citation, Passage
from qa_bot.web.conversation import Exchange
from qa_bot.web.markup import button, escape, lang_of, safe_link
from qa_bot.web.passages import story_of
from qa_bot.web.places import facts_line, headline_of, paper_of, reference
from qa_bot.web.quoting import quoted
from qa_bot.web.words import Words

_OPENING = 110  # characters of a passage: three of them fit a phone


def number_buttons(exchange: Exchange, places: range, words: Words) -> str:
    """The numbers of some places, each of which opens the article there."""
    numbers = "".join(
        button(
            f"[{place + 1}]",
            "select",
            css="qa-number",
            name=words.open_citation.format(number=place + 1),
            exchange=exchange.number,
            place=place,
        )
        for place in places
    )
    return f'<span class="qa-numbers">{numbers}</span>'


def citation_list(exchange: Exchange, citations: Sequence[Citation], words: Words, first: int = 0) -> str:
    """The citations in their sentences, numbered on from place `first`."""
    return _list(
        _figure(exchange, place, citation, quoted(citation), words)
        for place, citation in enumerate(citations, start=first)
    )


def passage_list(exchange: Exchange, passages: Sequence[Passage], words: Words) -> str:
    """The beginnings of passages, numbered."""
    return _list(
        _figure(
            exchange,
            place,
            Citation(passage.article, passage.span),
            escape(opening_of(story_of(passage), _OPENING)),
            words,
        )
        for place, passage in enumerate(passages)
    )


def _list(figures: Iterable[str]) -> str:
    return f'<ol class="qa-citations">{"".join(f"<li>{figure}</li>" for figure in figures)}</ol>'


def _figure(exchange: Exchange, place: int, citation: Citation, passage: str, words: Words) -> str:
    """A numbered place: its words, its headline, which opens the article there, and where it was printed."""
    article = citation.article
    headline = (
        f'<span class="qa-count">[{place + 1}]</span> '
        f"<span {lang_of(article)}>{escape(headline_of(article))}</span>"
    )
    opener = button(headline, "select", css="qa-headline", exchange=exchange.number, place=place)
    return (
        f'<figure class="qa-citation"><blockquote {lang_of(article)}>{passage}</blockquote>'
        f'<figcaption>{opener}<span class="qa-facts">{facts_line(article, words)}</span>'
        f'<span class="qa-tools">{_copy(citation, place, words)}{_original(citation, words)}</span>'
        f"</figcaption></figure>"
    )


def _copy(citation: Citation, place: int, words: Words) -> str:
    copied = escape(reference(citation, words))
    return (
        f'<button type="button" class="qa-link" data-qa-copy="{copied}" data-done="{words.copied}" '
        f'data-refused="{words.not_copied}" aria-label="{words.copy} [{place + 1}]">{words.copy}</button>'
    )


def _original(citation: Citation, words: Words) -> str:
    link = safe_link(citation.article.url)
    if not link:
        return ""
    name = escape(f"{words.original}: {paper_of(citation.article) or headline_of(citation.article)}")
    return (
        f'<a class="qa-link" href="{escape(link)}" target="_blank" rel="noopener noreferrer" '
        f'aria-label="{name}">{words.original}<span aria-hidden="true"> ↗</span></a>'
    )
