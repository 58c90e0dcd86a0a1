"""HTML: trafilatura finds the story, the page itself says in which order its parts stand.

trafilatura drops captions and bylines; the lines of the page that lie within the story bring them back.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest.bylines import read_byline
from qa_bot.ingest.page_metadata import is_button, read_metadata
from qa_bot.ingest.page_rows import Bars, bars_of, without_bars, without_spans
from qa_bot.ingest.records import Record
from qa_bot.ingest.stamps import read_stamp, read_stamp_beside_byline

_SILENT_TEXT = """
script style noscript template head iframe object embed svg canvas audio video map select option
textarea button input form nav footer dialog math
"""
_SILENT = frozenset(_SILENT_TEXT.split())
_BLOCKS_TEXT = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption
figure h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody tfoot thead tr
ul
"""
_BLOCKS = frozenset(_BLOCKS_TEXT.split())
# furniture around the story that stands further away from it belongs to something else
_LINES_BEFORE, _LINES_AFTER = 6, 4
_SHARE_COVERED = 0.8
_MOST_NODES = 500_000
# Naver, Daum, WordPress and editing systems of Korean papers
_CAPTION = re.compile(
    r"(?:^|\s)(?:img_desc|txt_caption|wp-caption-text|(?:photo|img|image)[-_]?(?:caption|desc))(?:\s|$)"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as the page shows it, and whether it is a picture's caption."""

    text: str
    is_caption: bool


def read(text: str, *, source: str = "", url: str = "") -> Iterator[Record]:
    """The one record of a web page, scripts and styles left out; `url` is where it was fetched.

    Raises `ArticleError` where the page has no text.
    """
    tree = _parse(text, source)
    metadata = read_metadata(tree, url)
    story = _story(text, tree)
    if not story.strip():
        raise ArticleError("the page has no article text; save the article itself", source=source)
    yield Record(text=story, strict=False, **metadata)  # type: ignore[arg-type]


def lines_of(text: str) -> list[str]:
    """The visible lines of a piece of HTML, all of them.

    >>> lines_of("<p>금리가</p><p>올랐다.</p>")
    ['금리가', '올랐다.']
    """
    try:
        return [line.text for line in _lines(_parse(f"<body>{text}</body>", ""))]
    except ArticleError:
        return []


def _parse(text: str, source: str) -> Any:
    from lxml import etree, html

    # lxml refuses str with a declared encoding; the text is decoded already
    text = re.sub(r"\A\s*<\?xml[^>]{0,500}\?>", "", text.replace("\x00", ""))
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ArticleError("it is no HTML; export it as text", source=source) from error


def _story(text: str, tree: Any) -> str:
    """The story's lines in the page's order, or the extractor's own text where the two don't fit.

    The extractor takes hidden text for the story too, so where they don't fit it is asked once more, without
    that. A page that hides all of its story, and shows it by a script, is taken as it is.
    """
    extracted = _extract(text)
    lines = list(_lines(tree))
    if not extracted.strip():
        return "\n\n".join(line.text for line in _main_lines(tree))
    if (story := _in_page_order(extracted, lines)) is not None:
        return story
    seen = _extract(_without_hidden(tree))
    if not seen.strip():
        return extracted
    return _in_page_order(seen, lines) or seen


def _in_page_order(extracted: str, lines: list[_Line]) -> str | None:
    """The lines of which an extracted text is, and what belongs to them; None where they are too few."""
    wanted = _letters(extracted)
    whole = {_letters(line) for line in extracted.split("\n")}
    kept = [n for n, line in enumerate(lines) if _stands_in(_letters(line.text), whole, wanted)]
    inside = _within_story(lines, kept)
    covered = sum(len(_letters(lines[n].text)) for n in inside)
    if covered < _SHARE_COVERED * len(wanted):
        return None
    return "\n\n".join(line.text for n, line in enumerate(lines) if n in inside or _belongs(lines, n, inside))


def _without_hidden(tree: Any) -> str:
    """The page's source without what it doesn't show."""
    from lxml import html

    shown = copy.deepcopy(tree)
    for node in [node for node in shown.iter() if isinstance(node.tag, str)]:
        if node.getparent() is not None and (node.tag == "noscript" or _is_hidden(node)):
            node.drop_tree()
    return str(html.tostring(shown, encoding="unicode"))


def _stands_in(letters: str, whole: set[str], wanted: str) -> bool:
    # searching inside a book-long text for every line would take quadratic time
    return bool(letters) and (letters in whole or (len(wanted) < 200_000 and letters in wanted))


def _extract(text: str) -> str:
    import trafilatura

    try:
        document = trafilatura.bare_extraction(
            without_spans(text), include_comments=False, with_metadata=False
        )
    # hostile pages fail in many of its parsers' ways; the page's own lines are the way out
    except Exception:
        return ""
    return (document.text or "") if document else ""


def _within_story(lines: list[_Line], kept: list[int]) -> frozenset[int]:
    """The matching lines but for strays: short ones ("Ships") that stand far from the long ones."""
    anchors = [n for n in kept if len(lines[n].text) >= 30]
    if not anchors:
        return frozenset(kept)
    first, last = anchors[0] - _LINES_BEFORE, anchors[-1] + _LINES_AFTER
    near = {n for n in kept if first <= n <= last}
    # the rows of a table, or of a list, that the story ends with
    for n in kept:
        if n - 1 in near:
            near.add(n)
    return frozenset(near)


def _belongs(lines: list[_Line], position: int, inside: frozenset[int]) -> bool:
    """Whether a line that the extractor left out is the story's caption, stamp or byline."""
    first, last = min(inside), max(inside)
    line = lines[position]
    if not first - _LINES_BEFORE <= position <= last + _LINES_AFTER:
        return False
    if line.is_caption:
        return position <= last
    return any(read(line.text) for read in (read_stamp, read_byline, read_stamp_beside_byline))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _main_lines(tree: Any) -> Iterator[_Line]:
    """The lines of the page's one article, or of its main part, or of all of it."""
    for path in ("//article", "//main", "//*[@itemprop='articleBody']", "//body"):
        found = tree.xpath(path)
        if len(found) == 1 and any(lines := list(_lines(found[0]))):
            yield from lines
            return


def _lines(root: Any) -> Iterator[_Line]:
    """The lines of visible text under an element, walked without recursion however deep it is."""
    parts: list[str] = []
    captions = 0
    is_caption = False

    def line() -> Iterator[_Line]:
        words = " ".join("".join(parts).split())
        parts.clear()
        if words.strip("| "):
            yield _Line(words, is_caption)

    bars: dict[Any, Bars] = {}
    cell: Any = None  # the one of a row that the walk is in
    for event, node in _walk(root):
        if node.tag == "table" and event == "start":
            bars |= bars_of(node, _is_hidden)
        is_block = node.tag in _BLOCKS or _is_caption(node)
        if node in bars:
            cell = node if event == "start" else None
            parts.append(" | " * (bars[node].before if event == "start" else bars[node].after))
        elif cell is not None and is_block:
            parts.append(" ")
        elif is_block or (node.tag in ("td", "th") and event == "start"):
            yield from line()
        if _is_caption(node):
            # of a hidden one there is the end alone
            captions = captions + 1 if event == "start" else max(0, captions - 1)
        is_caption = captions > 0
        text = node.text if event == "start" else node.tail
        if text and (event == "start" or node is not root):
            parts.append(text if cell is None else without_bars(text))
    yield from line()


def _is_caption(node: Any) -> bool:
    """Whether it is a caption, by its tag or, as portals and editing systems write them, by its class."""
    if not isinstance(node.tag, str):
        return False
    return node.tag == "figcaption" or _CAPTION.search((node.get("class") or "")[:500]) is not None


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Start and end of every visible element; hidden ones come with their end alone, for their tail."""
    stack = [("start", root)]
    for _ in range(_MOST_NODES):
        if not stack:
            return
        event, node = stack.pop()
        if not isinstance(node.tag, str) or event == "end" or node.tag in _SILENT or _is_hidden(node):
            yield "end", node
        else:
            yield "start", node
            stack.append(("end", node))
            stack.extend(("start", child) for child in reversed(node))


def _is_hidden(node: Any) -> bool:
    if node.get("hidden") is not None or node.get("aria-hidden") == "true" or is_button(node):
        return True
    return (
        re.search(
            r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])",
            node.get("style", "")[:500],
        )
        is not None
    )
