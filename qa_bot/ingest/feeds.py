"""Feeds (RSS 2.0, RSS 1.0, Atom): every item is an article, and the channel is its paper."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from qa_bot.errors import ArticleError
from qa_bot.ingest.feed_xml import Field, parse
from qa_bot.ingest.origins import is_url, normalized_url
from qa_bot.ingest.records import Record

Fields = tuple[Field, ...]
UNIT = "item"
# the whole story before its first lines
_TEXTS = ("content:encoded", "content", "description", "summary", "dc:description")
_PUBLISHED = ("pubdate", "published", "issued", "dc:date", "dc:issued", "created", "dc:created")
_MODIFIED = ("updated", "modified", "dc:modified")
_AUTHORS = ("dc:creator", "author")
_BEHIND_ADDRESS = re.compile(r"^\S+@\S+\s*\((.{1,100})\)$")
_TAG = re.compile(r"<[^<>]{0,5000}>")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff]")
_LONGEST_KEY = 300


def read(text: str, *, source: str = "", url: str = "") -> Iterator[Record | ArticleError]:
    """A record for every item, HTML within it as it is; `url` is where the feed was fetched.

    Items say what the feed lets out, often the first lines alone. Raises `ArticleError` as `feed_xml.parse`
    does, and for a feed without items.

    >>> [record.title for record in read("<feed><entry><title>금리 인상</title></entry></feed>")]
    ['금리 인상']
    """
    feed = parse(text, source=source)
    seen: set[Record] = set()
    for number, item in enumerate(feed.items, start=1):
        record = _record(item, feed.channel, number, url)
        if not record.text and not _words(record.title):
            yield _without_text(number, source)
        elif (said := replace(record, line=None)) not in seen:  # one that stands under two heads
            seen.add(said)
            yield record
    if feed.flaw:
        yield _broken_off(feed.flaw, len(feed.items), source)
    elif not feed.items:
        raise ArticleError("the feed has no item; check that it is the right one", source=source)


def _record(item: Fields, channel: Fields, number: int, url: str) -> Record:
    title, text = _first(item, "title", "dc:title"), _text(item)
    published, modified = _first(item, *_PUBLISHED), _first(item, *_MODIFIED)
    home = _address(_link(channel), url)
    link = _address(_link(item) or _lasting(item), home or url)
    if link and normalized_url(link) == normalized_url(home):  # that of the paper, in every item
        link = ""
    key = _first(item, "guid", "id") or f"{published} {title}".strip() or f"{UNIT} {number}"
    return Record(
        text=text,
        title=title,
        author=_author(item),
        published=published or modified,
        modified=modified if published else "",
        url=link,
        language=_language(item, channel, f"{title}{text}"),
        # an item without an address can be read again only where its feed is, which is its source then
        outlet=_words(_first(item, "source") or _first(channel, "title", "dc:title")) if link else "",
        key=" ".join(key.split())[:_LONGEST_KEY],
        line=number,
        strict=False,
        unit=UNIT,
    )


def _first(fields: Fields, *names: str) -> str:
    """What the first of the names says that says anything."""
    for name in names:
        for field in fields:
            if field.name == name and field.text.strip():
                return field.text.strip()
    return ""


def _text(item: Fields) -> str:
    for name in _TEXTS:
        for field in item:
            if field.name == name and _is_for_readers(field) and _words(field.text):
                return field.text
    return ""


def _is_for_readers(field: Field) -> bool:
    """Whether it is text or HTML; Atom may put a picture's bytes into an item."""
    kind = (field.attribute("type") or "text").casefold()
    return kind in ("html", "xhtml", "application/xhtml+xml") or kind.startswith("text")


def _words(written: str) -> str:
    """The words on one line, without markup.

    >>> _words("<img src='a.jpg'> 한빛신문 &amp; 친구")
    '한빛신문 & 친구'
    """
    return " ".join(html.unescape(_TAG.sub(" ", written)).split())


def _link(fields: Fields) -> str:
    """The address of the page: the text of RSS's link, or what Atom's refers to that is no feed or file."""
    for field in fields:
        is_page = field.name == "link" and (field.attribute("rel") or "alternate") == "alternate"
        if is_page and (address := field.text.strip() or field.attribute("href")):
            return address
    return ""


def _lasting(item: Fields) -> str:
    """The item's own name where that is the address of its page."""
    for field in item:
        is_address = field.name == "about" or (
            field.name == "guid" and (field.attribute("isPermaLink") or "true").casefold() == "true"
        )
        if is_address and is_url(field.text):
            return field.text.strip()
    return ""


def _address(link: str, base: str) -> str:
    """The link as a whole address; "" for one that is none."""
    try:
        whole = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return whole if is_url(whole) else ""


def _author(item: Fields) -> str:
    """The names of those who wrote it; RSS has them behind an e-mail: `hong@hanbit.example (홍길동)`."""
    stated = {kind: [_words(field.text) for field in item if field.name == kind] for kind in _AUTHORS}
    written = next((names for names in stated.values() if any(names)), [])
    names = [_BEHIND_ADDRESS.sub(r"\1", name) for name in written]
    return ", ".join(dict.fromkeys(name for name in names if name and "@" not in name))


def _language(item: Fields, channel: Fields, text: str) -> str:
    """What the feed says, but for Korean in a feed that calls itself English, as its editing system does."""
    said = _first(item, "dc:language") or _first(channel, "language", "dc:language")
    is_korean = said.casefold().startswith("ko")
    return said if is_korean == bool(_HANGUL.search(text)) else ""


def _without_text(number: int, source: str) -> ArticleError:
    return ArticleError(
        "it has neither a title nor a text; give it a <title> or a <description>",
        source=source,
        line=number,
        unit=UNIT,
    )


def _broken_off(flaw: tuple[str, int], items: int, source: str) -> ArticleError:
    reason, line = flaw
    kept = f"the items before it were read ({items:,})" if items else "no item was whole"
    return ArticleError(
        f"its XML is broken here ({reason}); {kept}, so export it again", source=source, line=line
    )
