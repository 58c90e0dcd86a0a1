"""A newspaper page's text taken apart: headline, stamp, byline, link to the other edition, paragraphs.

What is taken out is recognised by whole lines, and by the openings and endings of paragraphs that are surely
none of the story; whatever is in doubt stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.ingest.bylines import Byline, read_byline, split_wire_prefix
from qa_bot.ingest.contacts import drop_contacts
from qa_bot.ingest.endings import take_endings
from qa_bot.ingest.furniture import drop_furniture, is_prose, take_link
from qa_bot.ingest.stamps import Stamp, is_label, read_stamp, read_stamp_beside_byline
from qa_bot.ingest.wrapped_lines import is_wrapped

LONGEST_HEADLINE = 200
_HEAD_LINES = 8
_HEADLINE_LABEL = re.compile(r"(?i)(?:제\s?목|기사\s?제목|headline|title)\s?[:：]\s?(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page as they are printed; `headline` is empty where the text begins with the story."""

    headline: str
    stamp: Stamp
    byline: Byline | None
    link: str
    paragraphs: tuple[str, ...]


def read_page(text: str, *, title: str = "", author: str = "") -> Page:
    r"""The parts of a normalised text; `title` and `author` are what metadata know of them.

    >>> page = read_page("금리 인상\n등록 : 2018-11-20 17:16\n\n한국은행이 올렸다.\n\n홍길동 기자 hong@x.kr")
    >>> page.headline, page.stamp.published, page.byline.printed, page.paragraphs
    ('금리 인상', '2018-11-20 17:16', '홍길동 기자', ('한국은행이 올렸다.',))
    """
    link, lines = take_link([re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")])
    lines = drop_furniture(lines)
    headline, lines = _take_headline(lines, title)
    stamp, lines = _take_stamp(lines)
    byline, lines = _take_byline(drop_contacts(lines, author))
    paragraphs = _paragraphs(_without_repeats(lines))
    if byline is None:
        byline, paragraphs = _take_wire_byline(paragraphs)
    byline, paragraphs = take_endings(paragraphs, byline)
    return Page(headline, stamp, byline, link, tuple(paragraphs))


def _take_headline(lines: Sequence[str], title: str) -> tuple[str, list[str]]:
    """The headline and the lines without it, wherever in the head of the page it stands again."""
    headline = title
    if not headline:
        headline = next((line for line in lines if line and not _is_dated(line)), "")
        if len(headline) > LONGEST_HEADLINE:
            return "", list(lines)
        if label := _HEADLINE_LABEL.match(headline):
            lines = [line[label.end() :] if line == headline else line for line in lines]
            headline = headline[label.end() :]
    wanted, seen, kept = _squeezed(headline), 0, []
    for line in lines:
        seen += bool(line)
        if not (seen <= _HEAD_LINES and line and _squeezed(line) == wanted):
            kept.append(line)
    return headline, kept


def _is_dated(line: str) -> bool:
    return read_stamp(line) is not None or read_stamp_beside_byline(line) is not None


def _take_stamp(lines: Sequence[str]) -> tuple[Stamp, list[str]]:
    """The first times of publication and modification; unlabelled ones count only in the head."""
    published = modified = ""
    seen, kept, position = 0, [], 0
    while position < len(lines):
        line, width = lines[position], 1
        if is_label(line) and position + 1 < len(lines):
            line, width = f"{line} {lines[position + 1]}", 2
        seen += bool(line)
        stamp, byline, head = read_stamp(line), "", 3
        if stamp is None and (beside := read_stamp_beside_byline(line)):
            (stamp, byline), head = beside, _HEAD_LINES
        if stamp and (stamp.is_labelled or seen <= head) and _is_new(stamp, published, modified):
            published, modified = published or stamp.published, modified or stamp.modified
            kept += [byline] if byline else []
            position += width
            continue
        kept.append(lines[position])
        position += 1
    return Stamp(published, modified), kept


def _is_new(stamp: Stamp, published: str, modified: str) -> bool:
    """Whether the stamp says what isn't known yet, or the same again; another date is the story's."""
    return stamp.published in ("", published) or stamp.modified in ("", modified) if published else True


def _take_byline(lines: Sequence[str]) -> tuple[Byline | None, list[str]]:
    """The byline after the last paragraph, else before the first; the same persons named twice go twice."""
    found = [(position, byline) for position, line in enumerate(lines) if (byline := read_byline(line))]
    prose = [position for position, line in enumerate(lines) if is_prose(line)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    after = [item for item in found if item[0] > last]
    before = [item for item in found if item[0] < first]
    if not after and not before:
        return None, list(lines)
    chosen = (after or before)[0][1]
    gone = {position for position, byline in found if byline.names == chosen.names}
    return chosen, [line for position, line in enumerate(lines) if position not in gone]


def _take_wire_byline(paragraphs: list[str]) -> tuple[Byline | None, list[str]]:
    # subheadings and captions stand before an agency's opening
    for position, paragraph in enumerate(paragraphs[:_HEAD_LINES]):
        if split := split_wire_prefix(paragraph):
            return split[0], [*paragraphs[:position], split[1], *paragraphs[position + 1 :]]
    return None, paragraphs


def _without_repeats(lines: Sequence[str]) -> list[str]:
    """Without the second copy of a caption: the same line again, next to it or, if long, anywhere."""
    kept: list[str] = []
    seen: set[str] = set()
    previous, in_head = "", True
    for line in lines:
        squeezed = _squeezed(line)
        in_head = in_head and not is_prose(previous)
        is_next = squeezed == _squeezed(previous) and (len(squeezed) >= 15 or in_head)
        if line and (is_next or (len(squeezed) >= 20 and squeezed in seen)):
            continue
        kept.append(line)
        if line:
            seen.add(squeezed)
            previous = line
    return kept


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Paragraphs: blocks between blank lines where their lines were wrapped, else every line."""
    paragraphs: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line)
        elif block:
            paragraphs += [" ".join(block)] if is_wrapped(block) else block
            block = []
    return paragraphs


def _squeezed(line: str) -> str:
    return re.sub(r"\s", "", line)
