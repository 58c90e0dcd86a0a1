"""From a record to an `Article`: one layout for every format.

Headline, dateline and byline come first, each on its line, so that they can be asked for and cited; an empty
line follows, then the paragraphs, an empty line between any two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qa_bot.errors import ArticleError
from qa_bot.ingest.boilerplate import Page, read_page
from qa_bot.ingest.bylines import read_byline
from qa_bot.ingest.dates import Moment, read_moment, written_moment
from qa_bot.ingest.origins import article_id, normalized_url
from qa_bot.ingest.records import Record
from qa_bot.ingest.tab_rows import with_bars
from qa_bot.text.language import detect
from qa_bot.text.normalize import normalize, single_line
from qa_bot.types import Article, Language

_OPENING_CHARACTERS = 80
# Every passage is embedded with its headline, and without a space a token is no more than a character.
_UNBROKEN_CHARACTERS = 30
_KOREAN_NAME = re.compile(r"[가-힣]{2,4}(?:(?:, ?|·)[가-힣]{2,4})*")


@dataclass(frozen=True, slots=True)
class _Time:
    """A time for the article's field and, as it is printed, for its dateline."""

    time: datetime | None = None
    printed: str = ""


def compose(record: Record, *, source: str, origin_of: Callable[[str], str]) -> Article:
    """The article that a record describes; `origin_of` names a key's origin, "" being the file.

    Its id comes from its URL where it states one, else from `origin_of(record.key)`. Raises `ArticleError`
    for a record without text, and for a date, a URL or a language that can't be read.
    """
    text = with_bars(normalize(record.text))
    page = read_page(text, title=single_line(record.title), author=single_line(record.author))
    if not page.headline and not page.paragraphs:
        raise ArticleError("it has no text to answer from", source=source, line=record.line, field="text")
    language = _language(record, page, source)
    published = _time(record, "published", page.stamp.published, language, source)
    modified = _time(record, "modified", page.stamp.modified, language, source)
    author, byline = _author(record, page, language)
    url = _url(record, source)
    origin = url or origin_of(record.key)
    composed = _layout(page, _dateline(published, modified, language), byline)
    return Article(
        id=article_id(origin),
        title=page.headline or _opening(page.paragraphs[0]),
        text=composed,
        language=language,
        source=single_line(record.outlet) or source,
        url=url,
        author=author or None,
        published=published.time,
        modified=modified.time,
        translation_of=_translation(record, page, origin, origin_of),
    )


def _layout(page: Page, dateline: str, byline: str) -> str:
    head = "\n".join(part for part in (page.headline, dateline, byline) if part)
    return "\n\n".join(part for part in (head, *page.paragraphs) if part)


def _opening(paragraph: str) -> str:
    """The opening words of a text without headline: still a slice of it, cut between words."""
    if len(paragraph) <= _OPENING_CHARACTERS:
        return paragraph
    cut = paragraph.rfind(" ", 20, _OPENING_CHARACTERS + 1)
    return paragraph[: cut if cut > 0 else _UNBROKEN_CHARACTERS].rstrip()


def _language(record: Record, page: Page, source: str) -> Language:
    if not record.language.strip():
        return detect("\n".join((page.headline, *page.paragraphs)))
    code = re.split(r"[-_]", record.language.strip().casefold())[0]
    names: dict[str, Language] = {
        **dict.fromkeys(("ko", "kor", "kr", "korean", "한국어"), "ko"),
        **dict.fromkeys(("en", "eng", "english", "영어"), "en"),
    }
    if code not in names and record.strict and not re.fullmatch(r"[a-z]{2,3}|other", code):
        raise ArticleError(
            f'"{record.language}" is no language; use ko, en or other',
            source=source,
            line=record.line,
            field="language",
        )
    if code not in names and not record.strict:
        return detect("\n".join((page.headline, *page.paragraphs)))
    return names.get(code, "other")


def _time(record: Record, field: str, printed: str, language: Language, source: str) -> _Time:
    """The record's own time, or the page's stamp; the stamp is how it is printed where both agree."""
    stamped = _read(printed, language)
    given = single_line(getattr(record, field))
    if not given:
        return _Time(stamped.time, printed) if stamped else _Time()
    try:
        stated = read_moment(given, language)
    except (ValueError, OverflowError) as error:
        if not record.strict:
            return _Time(stamped.time, printed) if stamped else _Time()
        raise ArticleError(
            f'"{given}" {_why(error)}; use YYYY-MM-DD or YYYY-MM-DD HH:MM',
            source=source,
            line=record.line,
            field=field,
        ) from error
    if stamped and stamped.time.replace(second=0) == stated.time.replace(second=0, microsecond=0):
        return _Time(stated.time, printed)
    return _Time(stated.time, written_moment(stated, language))


def _read(printed: str, language: Language) -> Moment | None:
    try:
        return read_moment(printed, language) if printed else None
    except (ValueError, OverflowError):
        return None


def _why(error: Exception) -> str:
    return str(error) if str(error).startswith("is ") else f"is no date ({error})"


def _dateline(published: _Time, modified: _Time, language: Language) -> str:
    if not modified.printed or modified.printed == published.printed:
        return published.printed
    changed = f"({'수정' if language == 'ko' else 'modified'} {modified.printed})"
    return f"{published.printed} {changed}".strip()


def _author(record: Record, page: Page, language: Language) -> tuple[str, str]:
    """The author's name and the byline to print: the page's own, else one made of the stated name."""
    stated = single_line(record.author)
    if page.byline and (not stated or not record.strict or page.byline.author in stated):
        return page.byline.author, page.byline.printed
    if not stated:
        return "", ""
    if byline := read_byline(stated):
        return byline.author, byline.printed
    if language == "ko":
        return stated, f"{stated} 기자" if _KOREAN_NAME.fullmatch(stated) else stated
    return stated, f"By {stated}" if language == "en" and not stated.startswith("By ") else stated


def _url(record: Record, source: str) -> str | None:
    if not record.url.strip():
        return None
    url = normalized_url(record.url)
    if url is None and record.strict:
        raise ArticleError(
            f'"{single_line(record.url)[:80]}" is no URL; begin it with http:// or https://',
            source=source,
            line=record.line,
            field="url",
        )
    return url


def _translation(record: Record, page: Page, origin: str, origin_of: Callable[[str], str]) -> str | None:
    """The id of the other edition: stated as such, or that of the URL or key that record or page name."""
    stated = record.translation_of.strip() or page.link
    if not stated:
        return None
    if re.fullmatch(r"[0-9a-f]{16}", stated):
        return stated
    other = normalized_url(stated) or origin_of(stated)
    return article_id(other) if other != origin else None
