"""Text of people and articles as HTML that can't be anything but text; nothing is escaped elsewhere.

Gradio's HTML component is a template: `${…}` and `{{…}}` would be run, so these are escaped as well.
"""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from qa_bot.types import Article

_TEMPLATE_SIGNS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\\": "&#92;"})


def escape(text: str) -> str:
    """Text that stands in HTML, in an attribute too, as what it is.

    >>> escape("<b onclick='x'>${1}")
    '&lt;b onclick=&#x27;x&#x27;&gt;&#36;&#123;1&#125;'
    """
    return html.escape(text, quote=True).translate(_TEMPLATE_SIGNS)


def safe_link(url: str | None) -> str | None:
    """The URL where it is one of http or https with a host, else None.

    >>> safe_link("https://www.hanbit.example/arti/1.html"), safe_link("javascript:alert(1)")
    ('https://www.hanbit.example/arti/1.html', None)
    """
    try:
        parts = urlsplit(url or "")
        is_safe = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return url if is_safe else None


def lang_of(article: Article) -> str:
    """Attributes that tell the browser the article's language: it picks the font and breaks lines by it."""
    return 'dir="auto"' if article.language == "other" else f'lang="{article.language}" dir="auto"'


def button(label: str, event: str, *, css: str = "", name: str = "", **data: str | int) -> str:
    """A real button that sends `event` with `data` to the page's server; `label` is HTML.

    `name` is what a screen reader says, where the label alone would not do.

    >>> button("[1]", "select", name="Citation 1", exchange=3, place=0)  # doctest: +NORMALIZE_WHITESPACE
    '<button type="button" data-qa-event="select" data-exchange="3" data-place="0"
    aria-label="Citation 1" title="Citation 1">[1]</button>'
    """
    attributes = [f'data-{key}="{escape(str(value))}"' for key, value in data.items()]
    if name:
        attributes += [f'aria-label="{escape(name)}"', f'title="{escape(name)}"']
    if css:
        attributes.append(f'class="{css}"')
    return f'<button type="button" data-qa-event="{event}" {" ".join(attributes)}>{label}</button>'
