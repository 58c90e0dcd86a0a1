"""Which articles of the shelf are shown: words, language, paper and days, a page at a time."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from qa_bot.errors import ConfigError
from qa_bot.filters import fold
from qa_bot.ingest.formats import ending_of
from qa_bot.ingest.read import PASTED
from qa_bot.library.headlines import Headline
from qa_bot.web.markup import safe_link
from qa_bot.web.shelf_words import ShelfWords

A_PAGE = 50
NO_PAPER = "-"  # chooses the articles that no paper is named for

_HOST = re.compile(r"(?i)https?://(?:(?:www\.)?([a-z0-9.-]+)(?=/|$)|)")
_SEPARATORS = re.compile(r"\s*[-./년월일]\s*")
_DAY = re.compile(r"([12][0-9]{3})(?:-?([0-9]{2})-?([0-9]{2})|(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?)")


@dataclass(frozen=True, slots=True)
class Query:
    """What was chosen; days are YYYY-MM-DD, empty strings let everything through, pages count from 1."""

    words: str = ""
    language: str = ""
    paper: str = ""
    since: str = ""
    until: str = ""
    page: int = 1

    @property
    def is_choosing(self) -> bool:
        """Whether anything is left out."""
        return any((self.words, self.language, self.paper, self.since, self.until))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list: its headlines, how many fit in all, and of how many."""

    headlines: tuple[Headline, ...]
    number: int
    pages: int
    found: int
    total: int


def read_query(
    words: str | None,
    language: str | None,
    paper: str | None,
    since: str | None,
    until: str | None,
    say: ShelfWords,
) -> Query:
    """The query that was typed; `ConfigError` in the visitor's language for days that can't be read.

    >>> from qa_bot.web.shelf_words import shelf_words
    >>> read_query(" 축제 ", "", "", "2024.5", "2024년 5월 3일", shelf_words("ko"))
    Query(words='축제', language='', paper='', since='2024-05-01', until='2024-05-03', page=1)
    """
    first, last = _day(since or "", say, is_end=False), _day(until or "", say, is_end=True)
    if first and last and first > last:
        raise ConfigError(say.days_reversed.format(since=first, until=last))
    return Query(" ".join((words or "").split()), language or "", paper or "", first, last)


def choose_page(headlines: Sequence[Headline], query: Query) -> Page:
    """The query's page of what fits, or the last one where there are fewer."""
    words = fold(query.words).split()
    found = [one for one in headlines if _fits(one, query, words)]
    pages = max(1, -(-len(found) // A_PAGE))
    number = min(max(1, query.page), pages)
    shown = tuple(found[(number - 1) * A_PAGE : number * A_PAGE])
    return Page(shown, number, pages, len(found), len(headlines))


def paper_of(headline: Headline) -> str:
    """Who printed it, as far as that is known: the host of its address, else the paper that its record names.

    >>> paper_of(Headline("a", "금리", "ko", url="https://www.hanbit.example/1.html"))
    'hanbit.example'
    >>> [paper_of(Headline("a", "금리", "ko", source=source)) for source in ("한빛신문", "기사/1.txt")]
    ['한빛신문', '']
    """
    if host := _host(headline.url) or _host(headline.source):
        return host
    is_file = headline.source == PASTED or ending_of(headline.source) or re.search(r"[/\\]", headline.source)
    return "" if is_file else headline.source


def papers_of(headlines: Sequence[Headline], most: int = 200) -> list[str]:
    """The papers of these articles, those with many first; `NO_PAPER` last where some name none."""
    counts = Counter(paper_of(one) for one in headlines)
    is_some_unnamed = counts.pop("", 0) > 0
    papers = sorted(counts, key=lambda paper: (-counts[paper], paper))[:most]
    return [*papers, NO_PAPER] if papers and is_some_unnamed else papers


def _host(url: str | None) -> str:
    if not url or not (match := _HOST.match(url)):
        return ""
    if match[1]:  # the quick way, for it is asked for every article of the library
        return match[1].lower()
    return (urlsplit(safe_link(url) or "").hostname or "").removeprefix("www.")


def _fits(headline: Headline, query: Query, words: Sequence[str]) -> bool:
    if query.language and headline.language != query.language:
        return False
    if (query.since and headline.day < query.since) or (query.until and not "" < headline.day <= query.until):
        return False
    if query.paper and (paper_of(headline) or NO_PAPER) != query.paper:
        return False
    return not words or _has(headline, words)


def _has(headline: Headline, words: Sequence[str]) -> bool:
    title = fold(headline.title)
    return all(word in title for word in words)


def _day(written: str, say: ShelfWords, *, is_end: bool) -> str:
    """The first or the last day of the year, month or day that was written, or "" for none."""
    plain = _SEPARATORS.sub("-", unicodedata.normalize("NFC", written)).strip("- ")
    if not plain:
        return ""
    match = _DAY.fullmatch(plain)
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or match[4] or (12 if is_end else 1))
        day = int(match[3] or match[5] or (monthrange(year, month)[1] if is_end else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        shown = " ".join(written.split())
        raise ConfigError(say.no_day.format(value=shown if len(shown) <= 40 else f"{shown[:39]}…")) from None
