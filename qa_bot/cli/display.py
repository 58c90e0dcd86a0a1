"""Answers, passages and articles as lines of text for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa_bot.cli.console import Console, pad, width
from qa_bot.cli.frame_words import FrameWords, frame_words_for
from qa_bot.excerpts import excerpt_of, opening_of
from qa_bot.types import Answer, Article, Citation, Hit, Passage

if TYPE_CHECKING:
    from qa_bot.adding import Copy

_LONGEST_HEADLINE = 60  # columns in a table


def answer_lines(answer: Answer, console: Console) -> list[str]:
    """The answer with all that is needed to check it, or why there is none and what came nearest.

    What stands around the words of articles is said in the language of the question.
    """
    say = frame_words_for(answer.question)
    if not answer:
        return _nothing_lines(answer, say)
    first, *others = answer.citations
    lines = [console.bold(_flat(first.quote)), *_citation_lines(first, console, say)]
    lines.append(f"  {say.confidence.format(share=answer.confidence)}")
    for citation in others:
        lines += [
            f"{say.also} {console.bold(_flat(citation.quote))}",
            *_citation_lines(citation, console, say),
        ]
    if answer.other_reports:
        lines.append(say.other_reports)
    for citation in answer.other_reports:
        lines += [f"  {console.bold(_flat(citation.quote))}", *_citation_lines(citation, console, say)]
    return lines


def _nothing_lines(answer: Answer, say: FrameWords) -> list[str]:
    lines = [f"{say.not_found} {answer.reason}".rstrip()]
    if answer.nearest:
        lines.append(say.nearest)
    for passage in answer.nearest:
        lines += [f"  {_about(passage.article, say.no_headline)}", f"    {opening_of(passage)}"]
    return lines


def hit_lines(rank: int, hit: Hit, console: Console) -> list[str]:
    """A passage that a search found, with its score and place."""
    passage = hit.passage
    return [
        f"{rank:>3}. {console.bold(_headline(passage.article))}  ({hit.score:.3f})",
        f"     {opening_of(passage)}",
        f"     {_place(passage)}",
    ]


def article_lines(article: Article, edition: Article | None) -> list[str]:
    """All that is known about an article but its text."""
    fields = {
        "id": article.id,
        "headline": _headline(article),
        "language": article.language,
        "published": article.published.isoformat(sep=" ") if article.published else None,
        "modified": article.modified.isoformat(sep=" ") if article.modified else None,
        "author": article.author,
        "source": article.source,
        "url": article.url,
        "edition": f"{edition.id}  {_headline(edition)}" if edition else article.translation_of,
        "characters": f"{len(article.text):,}",
    }
    return [f"{name:<10}  {value}" for name, value in fields.items() if value]


def table_lines(articles: Sequence[Article]) -> list[str]:
    """One line an article: id, language, date, headline and the id of its other edition."""
    rows = [
        (
            article.id,
            article.language,
            article.published.date().isoformat() if article.published else "",
            _cut(_headline(article)),
            article.translation_of or "",
        )
        for article in articles
    ]
    table = [("ID", "LANG", "DATE", "HEADLINE", "OTHER EDITION"), *rows]
    columns = [max(width(cell) for cell in column) for column in zip(*table, strict=True)]
    return [
        "  ".join(pad(cell, wide) for cell, wide in zip(row, columns, strict=True)).rstrip() for row in table
    ]


def copy_line(copy: Copy) -> str:
    """Which article was left out, and which one in the library has its text."""
    named = f"{_origin(copy.article)} has the text of {_origin(copy.original)}"
    return _flat(f"left out: {named} (id {copy.original.id})")


def _origin(article: Article) -> str:
    """Where an article is from; an outlet has many, so its address too."""
    address = f"({article.url})" if article.source and article.url else article.url
    return " ".join(part for part in (article.source, address) if part) or _headline(article)


def _citation_lines(citation: Citation, console: Console, say: FrameWords) -> list[str]:
    excerpt = excerpt_of(citation)
    sentence = f"{excerpt.before}«{console.bold(excerpt.quote)}»{excerpt.after}"
    source = citation.article.url or citation.article.source
    return [
        f"  {_flat(sentence)}",
        f"  {_about(citation.article, say.no_headline)}",
        f"  {source} · {say.place.format(start=citation.start, end=citation.end)}",
    ]


def _about(article: Article, no_headline: str) -> str:
    date = article.published.date().isoformat() if article.published else None
    headline = _headline(article, no_headline)
    return " · ".join(part for part in (headline, date, article.author) if part)


def _place(passage: Passage) -> str:
    source = passage.article.url or passage.article.source or passage.article.id
    return f"{source} · characters {passage.span.start}-{passage.span.end}"


def _headline(article: Article, no_headline: str = "(no headline)") -> str:
    return _flat(article.title) or no_headline


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    if width(text) <= _LONGEST_HEADLINE:
        return text
    while width(text) > _LONGEST_HEADLINE - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
