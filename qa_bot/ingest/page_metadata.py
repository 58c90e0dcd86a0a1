"""What a web page says of itself: JSON-LD, Open Graph and article tags, links to its other edition."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from qa_bot.ingest.origins import normalized_url

_ARTICLE_TYPES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "OpinionNewsArticle")
_MOST_JSON_NODES = 5_000
_LONGEST_JSON = 500_000
_BUTTON = re.compile(
    r"(?i)button that moves? to (?:the )?(?:original )?(?:korean|english) article|원문으로 이동하는 버튼"
)
# old pages name their paper first: "한빛신문 - 버스요금 오른다"
_OUTLET = re.compile(
    r"^[가-힣A-Za-z0-9]{0,10}(?:신문|일보|뉴스|경제|방송|저널|타임스|타임즈|투데이|데일리|닷컴)\s+[|:·–—>-]+\s+(?=\S)"
)
_META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "author": ("author", "article:author", "dc.creator", "byl"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "pubdate",
        "dc.date",
        "date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "last-modified"),
}


def read_metadata(tree: Any, url: str = "") -> dict[str, str]:
    """Title, author, times, URL, language and other edition as strings, those that the page states.

    A fetched page may name as canonical only a URL of its own site, lest it takes another article's place.
    """
    tags = _meta_tags(tree)
    linked = _linked_data(tree)
    found = {
        name: linked.get(name) or next((tags[key] for key in keys if tags.get(key)), "")
        for name, keys in _META.items()
    }
    found["title"] = _title(tree, found["title"])
    if found["author"].startswith(("http:", "https:")):
        found["author"] = ""
    found["language"] = _language(tree)
    found["url"] = _canonical(tree, tags, url)
    found["translation_of"] = _other_edition(tree, found["url"] or url, found["language"])
    return {name: value for name, value in found.items() if value}


def is_button(node: Any) -> bool:
    """Whether an element is the link that leads to the other edition."""
    if node.tag != "a":
        return False
    return _BUTTON.search(f"{node.get('title') or ''} {node.text_content()[:300]}") is not None


def _meta_tags(tree: Any) -> dict[str, str]:
    tags: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            tags.setdefault(name.strip().casefold(), content)
    return tags


def _linked_data(tree: Any) -> dict[str, str]:
    """The first article that the page's JSON-LD describes."""
    for node in tree.iter("script"):
        if (node.get("type") or "").strip().casefold() != "application/ld+json" or not node.text:
            continue
        try:
            data = json.loads(node.text[:_LONGEST_JSON])
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            if any(kind in _ARTICLE_TYPES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return _article_fields(item)
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """All JSON objects inside `data`, outermost first."""
    queue, seen = [data], 0
    while queue and seen < _MOST_JSON_NODES:
        item, seen = queue.pop(0), seen + 1
        if isinstance(item, dict):
            yield item
            queue += [value for value in item.values() if isinstance(value, (dict, list))]
        elif isinstance(item, list):
            queue += [value for value in item if isinstance(value, (dict, list))]


def _article_fields(item: dict[str, Any]) -> dict[str, str]:
    authors = item.get("author")
    names = [
        author.get("name") if isinstance(author, dict) else author
        for author in (authors if isinstance(authors, list) else [authors])
    ]
    fields = {
        "title": item.get("headline"),
        "published": item.get("datePublished"),
        "modified": item.get("dateModified"),
        "author": ", ".join(name for name in names if isinstance(name, str)),
    }
    return {
        name: html.unescape(value).strip()
        for name, value in fields.items()
        if isinstance(value, str) and value.strip()
    }


def _title(tree: Any, stated: str) -> str:
    """The stated title, without a site's name behind the one top heading; else heading or window title."""
    headings = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
    headings = [heading for heading in headings if heading]
    if len(headings) == 1 and (not stated or stated.startswith(headings[0])):
        return headings[0]
    window = _OUTLET.sub("", " ".join((tree.findtext(".//title") or "").split()))
    return stated or re.split(r"\s+[|:·–—-]\s+(?=[^|:·–—-]{1,60}$)", window)[0]


def _language(tree: Any) -> str:
    return (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()


def _canonical(tree: Any, tags: dict[str, str], url: str) -> str:
    stated = next((node.get("href", "") for node in _links(tree, "canonical")), "") or tags.get("og:url", "")
    canonical = normalized_url(urljoin(url, stated.strip())) if stated else None
    if canonical and (not url or _site(canonical) == _site(url)):
        return canonical
    return url


def _site(url: str) -> str:
    host = re.sub(r"^https?://(?:[^/@]*@)?|[/:?#].*$", "", url.casefold())
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host)


def _other_edition(tree: Any, url: str, language: str) -> str:
    """The Korean edition of an English page and the reverse: alternate links, then the button."""
    own = language.casefold()[:2]
    wanted = {"ko": "en", "en": "ko"}.get(own, "")
    for node in _links(tree, "alternate"):
        if wanted and (node.get("hreflang") or "").casefold()[:2] == wanted and node.get("href"):
            return normalized_url(urljoin(url, node.get("href").strip())) or ""
    for node in tree.iter("a"):
        if node.get("href") and is_button(node):
            return normalized_url(urljoin(url, node.get("href").strip())) or ""
    return ""


def _links(tree: Any, relation: str) -> Iterator[Any]:
    for node in tree.iter("link"):
        if relation in (node.get("rel") or "").casefold().split():
            yield node
