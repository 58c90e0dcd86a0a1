"""A look at HTML as a browser reads it, and small articles and exchanges for it."""

from __future__ import annotations

from html.parser import HTMLParser

from qa_bot.types import Answer, Article, Citation
from qa_bot.web.conversation import Exchange

HOSTILE = "</mark></blockquote><script>alert(1)</script><img src=x onerror=alert(1)> ${7*7} {{this}} `x` \\n"
OUR_TAGS = {
    *("div", "p", "span", "strong", "q", "mark", "sup", "h2", "h3", "ol", "li", "figure", "blockquote"),
    *("figcaption", "meter", "a", "button", "form", "label", "input", "svg", "path"),
    *("section", "header", "article", "table", "tbody", "tr", "td"),
}


class Page(HTMLParser):
    """The tags, attributes, buttons and text of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.marked: list[str] = []
        self.buttons: list[dict[str, str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()

    @property
    def text(self) -> str:
        """All that is read, without the tags."""
        return "".join(self.texts)

    def values(self, attribute: str) -> list[str]:
        """What an attribute is, in order."""
        return [value or "" for name, value in self.attributes if name == attribute]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"input", "path"}:
            self._open.append(tag)
        if tag == "mark":
            self.marked.append("")
        if tag == "button":
            self.buttons.append({**{name: value or "" for name, value in attrs}, "says": ""})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes what isn't open"

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if "mark" in self._open:
            self.marked[-1] += data
        if "button" in self._open:
            self.buttons[-1]["says"] += data


def article_of(**facts: object) -> Article:
    """An English article of which only some facts matter."""
    given = {"id": "a", "title": "", "text": "Plain text stands here.", "language": "en", **facts}
    return Article(**given)  # type: ignore[arg-type]


def exchange_of(*citations: Citation, number: int = 1, confidence: float = 0.93) -> Exchange:
    """A question that was answered with these citations."""
    return Exchange(number, "q", "q", answer=Answer("q", citations, confidence))
