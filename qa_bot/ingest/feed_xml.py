"""The XML of a feed as its channel and its items say it, field by field; nothing in it is ever expanded.

Feeds are often no sound XML: a bare "&", "&nbsp;", a sign that XML forbids, something before the declaration.
What can be mended without a doubt is; where a feed breaks off, the items before are kept.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from qa_bot.errors import ArticleError

_MOST_LEVELS = 500  # of elements within elements; more only costs memory
_MOST_PREFIXES = 200
_MOST_ITEMS = 100_000
# the names of addresses without what is behind the last letter, for feeds differ in that
_VOCABULARIES = {
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",
    "http://purl.org/rss/1.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/terms": "dc:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
}
# what prefixes mean in a feed that forgot to say it
_CUSTOMARY = {"atom": "", "content": "content:", "dc": "dc:", "dcterms": "dc:", "rdf": "rdf:"}
_FOREIGN = "?"
_ROOTS = ("rss", "feed", "rdf:rdf")
_EMPTY_TAGS = ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BEGINNING = re.compile(r"(?i)<\?xml\s|<(?:[\w.-]{1,20}:)?(?:rss|feed|rdf)[\s>]")
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,500}\?>")
_REFERENCE = re.compile(
    r"(?is)<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?:#(\d{1,7}|x[0-9a-f]{1,6});|([a-z][a-z0-9]{1,31};))?"
)
_BEGINS_AS_FEED = re.compile(
    r"(?s)\s*(?:<\?(?:(?!\?>).)*\?>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:rss|feed|rdf:RDF)[\s>]"
)


@dataclass(frozen=True, slots=True)
class Field:
    """An element of an item or of the channel: its words, or its markup as HTML, and its attributes.

    The name is in small letters, without a prefix where it is RSS's or Atom's own: `title`, `dc:creator`.
    """

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def attribute(self, name: str) -> str | None:
        """The value of an attribute; None where there is none."""
        return dict(self.attributes).get(name)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself and in each of its items; `flaw` is why it breaks off, and on which line."""

    channel: tuple[Field, ...]
    items: tuple[tuple[Field, ...], ...]
    flaw: tuple[str, int] | None = None


def is_feed(content: bytes) -> bool:
    """Whether the first element is that of a feed, whatever a server calls it.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"<html><body>rss</body></html>")
    (True, False)
    """
    beginning = content[:5_000].decode("latin-1").removeprefix("\u00ef\u00bb\u00bf")
    return _BEGINS_AS_FEED.match(beginning) is not None


def parse(text: str, *, source: str = "") -> Feed:
    """The fields of a feed: RSS 2.0, RSS 1.0 or Atom.

    Raises `ArticleError` for a document type, for other XML, for what is no XML at its beginning, and for
    more levels or items than any feed has.

    >>> feed = parse("<rss><channel><item><title>R&D 3%</title></item></channel></rss>")
    >>> [[field.text for field in item] for item in feed.items]
    [['R&D 3%']]
    """
    reader = _Reader(source)
    flaw = None
    try:
        reader.parser.Parse(_mended(text, source).encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        flaw = (expat.ErrorString(error.code), error.lineno)
    if not reader.has_root:
        reason = flaw[0] if flaw else "no element"
        raise ArticleError(f"it is no sound XML ({reason}); export it again", source=source)
    return Feed(tuple(reader.channel), tuple(tuple(item) for item in reader.items), flaw)


def _mended(text: str, source: str) -> str:
    text = _FORBIDDEN.sub("", _without_beginning(text, source))
    text = _REFERENCE.sub(_reference, text)
    if re.search("[\ud800-\udfff]", text):  # halves that two references made, or that stay halves
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _without_beginning(text: str, source: str) -> str:
    """The XML without its declaration, whose encoding is behind us, and without what stands before it."""
    if re.match(r"(?i)[\ufeff\s]*<!doctype\s+html", text):
        raise _no_feed("html", source)
    found = _BEGINNING.search(text, 0, 20_000)
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if found and (found[0].startswith("<?") or not text.startswith("<", start)):
        start = found.start()
    if "<!DOCTYPE" in text[:start]:
        raise _document_type("", source)
    if declared := _DECLARATION.match(text, start):
        start = declared.end()
    return "\n" * text.count("\n", 0, start) + text[start:]


def _reference(found: re.Match[str]) -> str:
    """A reference that XML knows, else its character; "&amp;" for an "&" that stands for itself."""
    number, name = found[1], found[2]
    if found[0].startswith("<"):
        return found[0]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return _character(code)
    if name in ("amp;", "lt;", "gt;", "quot;", "apos;"):
        return found[0]
    if name and name in html5:
        return html.escape(html5[name])
    return f"&amp;{found[0][1:]}"


def _character(code: int) -> str:
    if code > 0x10FFFF or _FORBIDDEN.match(chr(code)):
        return ""
    return chr(code) if 0xD800 <= code < 0xE000 else f"&#{code};"


def _document_type(name: str, source: str) -> ArticleError:
    if name.casefold() == "html":
        return _no_feed("html", source)
    return ArticleError(
        "it declares a document type, whose entities are not read; export it without the line <!DOCTYPE …>",
        source=source,
    )


def _no_feed(root: str, source: str) -> ArticleError:
    if root.casefold() == "html":
        return ArticleError("it is a web page and no feed; save it with the ending .html", source=source)
    return ArticleError(
        f"it is XML of <{root[:40]}>, and neither an RSS nor an Atom feed; give the feed's address, or the "
        "articles as .html, .csv or .json",
        source=source,
    )


@dataclass(slots=True)
class _Open:
    """A field that is being read, and the elements that are open in it."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    parts: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)

    def is_person(self) -> bool:
        return self.name in ("author", "dc:creator")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.inner.append(tag)
        if not self.is_person():
            written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
            self.parts.append(f"<{tag}{written}>")

    def end(self) -> None:
        tag = self.inner.pop()
        if not self.is_person() and tag not in _EMPTY_TAGS:
            self.parts.append(f"</{tag}>")

    def add(self, words: str) -> None:
        if self.is_person():
            # of <name>, <email> and <uri> one is for readers
            self.parts.append(words if self.inner in ([], ["name"]) else "")
        else:
            is_markup = self.inner or dict(self.attributes).get("type") == "xhtml"
            self.parts.append(html.escape(words, quote=False) if is_markup else words)

    def closed(self) -> Field:
        return Field(self.name, "".join(self.parts), self.attributes)


class _Reader:
    """Takes the events of the parser, and keeps what was whole when it stopped."""

    def __init__(self, source: str) -> None:
        self.channel: list[Field] = []
        self.items: list[list[Field]] = []
        self.has_root = False
        self._source = source
        self._item: list[Field] | None = None
        self._open: _Open | None = None
        # for each element that is open, which vocabulary a prefix stands for there
        self._scopes: list[dict[str, str]] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words

    def _refuse(self, name: str, *_: object) -> None:
        raise _document_type(name, self._source)

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        self._enter(attributes)
        name = self._name(written)
        stated = {key: value for key, value in attributes.items() if not key.startswith("xmlns")}
        if self._open:
            self._open.start(written.rpartition(":")[2].casefold(), stated)
        elif len(self._scopes) == 1:
            self._check_root(written, name)
            self.channel += [Field("language", stated[key]) for key in stated if key == "xml:lang"]
        elif self._item is None and len(self._scopes) <= 3 and name in ("item", "entry"):
            about = [value for key, value in stated.items() if self._name(key) == "rdf:about"]
            self._item = [Field("about", value) for value in about]
        elif self._item is not None or name != "channel":
            self._open = _Open(name, tuple(stated.items()))

    def _enter(self, attributes: dict[str, str]) -> None:
        scope = self._scopes[-1] if self._scopes else {}
        bound = {
            key[6:]: _vocabulary(value) if key[5:] else _VOCABULARIES.get(_plain(value), "")
            for key, value in attributes.items()
            if key == "xmlns" or key.startswith("xmlns:")
        }
        self._scopes.append({**scope, **bound} if bound else scope)
        if len(self._scopes) > _MOST_LEVELS or len(self._scopes[-1]) > _MOST_PREFIXES:
            raise ArticleError(
                f"it is no sound feed (it has more than {_MOST_LEVELS} elements within each other, or "
                f"{_MOST_PREFIXES} namespaces); export it again",
                source=self._source,
                line=self.parser.CurrentLineNumber,
            )

    def _name(self, written: str) -> str:
        """The name by what its prefix stands for here, for a feed may call it anything."""
        prefix, _, local = written.rpartition(":")
        scope = self._scopes[-1]
        kind = scope.get(prefix, _CUSTOMARY.get(prefix, _FOREIGN) if prefix else "")
        return f"{kind}{local.casefold()}"

    def _check_root(self, written: str, name: str) -> None:
        self.has_root = True
        if name not in _ROOTS:
            raise _no_feed(written, self._source)

    def _end(self, _: str) -> None:
        self._scopes.pop()
        if self._open and self._open.inner:
            self._open.end()
        elif self._open:
            (self.channel if self._item is None else self._item).append(self._open.closed())
            self._open = None
        elif self._item is not None:
            self.items.append(self._item)
            self._item = None
            if len(self.items) > _MOST_ITEMS:
                raise ArticleError(
                    f"it has more items than the limit of {_MOST_ITEMS:,}; split it", source=self._source
                )

    def _words(self, words: str) -> None:
        if self._open:
            self._open.add(words)


def _vocabulary(address: str) -> str:
    return _VOCABULARIES.get(_plain(address), _FOREIGN)


def _plain(address: str) -> str:
    """An address of a vocabulary as `_VOCABULARIES` has it.

    >>> _plain("https://purl.org/dc/elements/1.1/")
    'http://purl.org/dc/elements/1.1'
    """
    return re.sub(r"^https:", "http:", address.strip().rstrip("/#").casefold())
