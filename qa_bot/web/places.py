"""The numbered places of an answer, and where and when their articles were printed."""

from __future__ import annotations

import re

from qa_bot.ingest.read import PASTED
from qa_bot.library.headlines import Headline
from qa_bot.types import Answer, Article, Citation
from qa_bot.web import shelf_query
from qa_bot.web.markup import escape, safe_link
from qa_bot.web.words import Words


def places_of(answer: Answer) -> tuple[Citation, ...]:
    """What an answer points at, [1] first: its citations, then other reports; else the nearest passages."""
    if answer:
        return (*answer.citations, *answer.other_reports)
    return tuple(Citation(passage.article, passage.span) for passage in answer.nearest)


def headline_of(article: Article) -> str:
    """The headline on one line, or the id of an article without one."""
    return " ".join(article.title.split()) or article.id


def paper_of(article: Article) -> str:
    """Who printed it, as the shelf says it: the host of its address, its paper's name, else its file's.

    >>> paper_of(Article(id="a", title="", text="글", language="ko", url="https://www.hanbit.example/1.html"))
    'hanbit.example'
    """
    file = "" if article.source == PASTED else re.split(r"[/\\]", article.source)[-1]
    return shelf_query.paper_of(Headline.of(article, 0)) or file


def facts_line(article: Article, words: Words) -> str:
    """Paper, date, byline and edition, as far as they are known, as HTML; each breaks as a whole."""
    date = article.published.date().isoformat() if article.published else ""
    facts = (paper_of(article), date, article.author or "", words.language_name(article.language))
    return " ·</span> ".join(f"<span>{escape(fact)}" for fact in facts if fact) + "</span>"


def reference(citation: Citation, words: Words) -> str:
    """A citation to paste elsewhere: quote, headline, paper, date, address and offsets.

    >>> article = Article(id="a", title="금리 인상", text="금리가 올랐다", language="ko", source="한빛신문")
    >>> from qa_bot.types import Span
    >>> from qa_bot.web.words import words_for
    >>> reference(Citation(article, Span(4, 7)), words_for("ko"))
    '“올랐다” — 금리 인상, 한빛신문, 글자 4–7'
    """
    article = citation.article
    date = article.published.date().isoformat() if article.published else ""
    parts = (headline_of(article), paper_of(article), date, safe_link(article.url) or "")
    place = f"{words.characters} {citation.start}–{citation.end}"
    return f"“{citation.quote}” — " + ", ".join(part for part in (*parts, place) if part)
