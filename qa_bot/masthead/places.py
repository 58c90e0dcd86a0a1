"""Where an article says who wrote it and when it appeared: spans of the lines above its first empty one."""

from __future__ import annotations

import re
from datetime import datetime

from qa_bot.ingest.dates import read_moment
from qa_bot.masthead.ways import Field
from qa_bot.types import Article, Language, Span

_CHANGED = re.compile(r"\((?:수정|modified) (?P<modified>[^()]+)\)\s*$")


def find_place(article: Article, field: Field) -> Span | None:
    r"""The span of the author's name, or of a time as it is printed; None where the article doesn't say.

    >>> text = "금리 인상\n2024-05-02 09:00\n김지은 기자\n\n한국은행이 올렸다."
    >>> article = Article(id="a", title="금리 인상", text=text, language="ko", author="김지은")
    >>> find_place(article, "author").of(text), find_place(article, "published")
    ('김지은', None)
    """
    start = len(article.title) if article.text.startswith(article.title) else 0
    end = article.text.find("\n\n")
    end = len(article.text) if end < 0 else end
    if field == "author":
        return _find_author(article, start, end)
    time = article.published if field == "published" else article.modified
    return _find_time(article, time, field, start, end) if time else None


def _find_author(article: Article, start: int, end: int) -> Span | None:
    if not article.author:
        return None
    # Names are kept with commas between them, but printed in many ways.
    names = [name for name in re.split(r"[,·]\s*|\s+and\s+", article.author) if name]
    whole = article.text.find(article.author, start, end)
    if whole >= 0:
        return Span(whole, whole + len(article.author))
    places = [article.text.find(name, start, end) for name in names]
    if not places or min(places) < 0:
        return None
    return Span(min(places), max(p + len(n) for p, n in zip(places, names, strict=True)))


def _find_time(article: Article, time: datetime, field: Field, start: int, end: int) -> Span | None:
    position = start
    for line in article.text[start:end].split("\n"):
        changed = _CHANGED.search(line)
        if field == "modified":
            printed = changed.span("modified") if changed else (0, len(line))
        else:
            printed = (0, changed.start() if changed else len(line))
        written = line[slice(*printed)]
        if written.strip() and _is_time(written.strip(), time, article.language):
            first = position + printed[0] + len(written) - len(written.lstrip())
            return Span(first, first + len(written.strip()))
        position += len(line) + 1
    return None


def _is_time(written: str, time: datetime, language: Language) -> bool:
    try:
        return read_moment(written, language).time.replace(second=0) == time.replace(second=0, microsecond=0)
    except (ValueError, OverflowError):
        return False
