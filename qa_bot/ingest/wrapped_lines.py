"""Lines that a page's width has cut, joined into paragraphs again, in Korean and in English.

A program that keeps the space at a line's end shows where words end; another doesn't, and then a line's
end is taken for a space. Hyphens go where the word stands elsewhere without, and between small letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?。…:][”\"’'」』)\]]*$")
_LIST_ITEM = re.compile(r"[•▲△▶▷■□◆◇○●※\-–*]\s|\d{1,3}[.)]\s|[①-⑳]")
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*")
# a line that ends a sentence closes its paragraph when it leaves this share of the width empty
_SHARE_FULL = 0.8


def join_wrapped(pages: Sequence[str]) -> str:
    r"""One text from the pages' lines; paragraphs are parted by empty lines, page numbers are gone.

    >>> join_wrapped(["The council raised the infor-\nmation fee on Monday, and the mayor\nsaid no."])
    'The council raised the information fee on Monday, and the mayor said no.'
    """
    lines = [line for page in pages for line in _page_lines(page)]
    words = frozenset(_WORD.findall(" ".join(lines)))
    keeps_spaces = sum(line.endswith(" ") for line in lines) * 5 > len(lines)
    width = _usual_width(lines)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if not line.strip():
            previous = ""
        elif previous and not _begins_paragraph(previous, line, width):
            paragraphs[-1] = _join(paragraphs[-1], previous, line, words, keeps_spaces)
            previous = line
        else:
            paragraphs.append(line.strip())
            previous = line
    return "\n\n".join(paragraphs)


def _page_lines(page: str) -> list[str]:
    """The page's lines without its number; a page's end parts no paragraph."""
    lines = page.replace("\r", "\n").split("\n")
    while lines and (not lines[-1].strip() or _PAGE_NUMBER.fullmatch(lines[-1])):
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


def _usual_width(lines: Sequence[str]) -> int:
    """The width that one line in ten reaches."""
    widths = sorted(len(line.strip()) for line in lines if line.strip())
    return widths[int(len(widths) * 0.9)] if widths else 0


def _begins_paragraph(previous: str, line: str, width: int) -> bool:
    bare = previous.strip()
    if _LIST_ITEM.match(line.strip()):
        return True
    if len(bare) >= _SHARE_FULL * width:
        return False
    # a short line is a heading, a stamp, a byline or the end of a paragraph, unless a word is cut there
    return not bare.endswith("-") or _SENTENCE_END.search(bare) is not None


def _join(paragraph: str, previous: str, line: str, words: frozenset[str], keeps_spaces: bool) -> str:
    following = line.strip()
    if paragraph.endswith("-") and (match := re.search(r"([^\W_]+(?:-[^\W_]+)*)-$", paragraph)):
        return _join_hyphenated(paragraph, match[1], following, words)
    if previous.endswith(" ") or line.startswith(" ") or not keeps_spaces:
        return f"{paragraph} {following}"
    # the program keeps spaces and there is none: Korean cuts inside words
    return paragraph + following if _is_hangul_cut(paragraph, following) else f"{paragraph} {following}"


def _join_hyphenated(paragraph: str, head: str, following: str, words: frozenset[str]) -> str:
    match = _WORD.match(following)
    tail = match[0] if match else ""
    if f"{head}-{tail}" in words or not tail:
        return paragraph + following
    if head + tail in words or (head[-1:].islower() and head == head.lower() and tail[:1].islower()):
        return paragraph[:-1] + following
    return paragraph + following


def _is_hangul_cut(paragraph: str, following: str) -> bool:
    return bool(re.search(r"[가-힣\d]$", paragraph) and re.match(r"[가-힣]", following))
