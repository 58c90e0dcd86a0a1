"""Lines that a page's width has cut, joined into paragraphs again, in Korean and in English.

A program that keeps the space at a line's end shows where words end; another doesn't, and then a line's
end is taken for a space. Hyphens go where the word stands elsewhere without, and between small letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?。…:][”\"’'」』)\]]*$")
_LINE_END = re.compile(r"[.!?。…:][”\"’'」』)\]]*$|[)\]]$")
_LIST_ITEM = re.compile(r"[•▲△▶▷■□◆◇○●※\-–*]\s|\d{1,3}[.)]\s|[①-⑳]")
_PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*")
# a line that ends a sentence closes its paragraph when it leaves this share of the width empty
_SHARE_FULL = 0.8

# wider lines than these are no longer cut for reading, narrower ones are names and results
_WIDEST, _NARROWEST = 100, 30
_SHARE_NEARLY_FULL = 0.85
# what rows of a list begin with: a label, a bullet, a rank, a class of athletes
_ROW_STARTS = (
    re.compile(r"(?:[^\s:：]{1,20} ){0,3}[^\s:：]{1,20} ?[:：](?: |$)"),
    re.compile(r"[^\w\s\"'“‘「『(\[<]"),
    re.compile(r"[\[(<]?\d{1,3}(?:[.)\]>위]| )"),
    re.compile(
        r"(?i)(?:남|여|남자|여자|남녀|남성|여성|혼성|boys|girls|men|women)(?:['’]s)?(?:부|팀)?(?![^\W_])"
    ),
)


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


def is_wrapped(block: Sequence[str]) -> bool:
    """Whether adjacent lines are one paragraph cut at a column, and no rows of a table or a list.

    >>> is_wrapped(["The council of the town has raised", "the fares of its buses by a tenth."])
    True
    >>> is_wrapped(["Girls 100m freestyle | Tess Okafor | 58.21", "Boys 100m freestyle | Ron Miller | 52.33"])
    False
    """
    broken, last = block[:-1], block[-1]
    if not broken or not _NARROWEST <= max(map(len, block)) <= _WIDEST:
        return False
    # a heading or a row ends anywhere; the end of a paragraph is the end of a sentence
    if not _SENTENCE_END.search(last) and not last.endswith((")", "]")):
        return False
    ends = sum(_LINE_END.search(line) is not None for line in broken)
    if ends * 2 >= len(broken) or _are_rows(block):
        return False
    return _fills_width(block, len) or _fills_width(block, _cells)


def _fills_width(block: Sequence[str], width_of: Callable[[str], int]) -> bool:
    """Whether every line but the last is nearly full, or had no room for the next line's first word."""
    widths = [width_of(line) for line in block]
    full = max(widths)
    return all(
        width >= _SHARE_NEARLY_FULL * full or width + 1 + width_of(following.split(" ", 1)[0]) > full
        for width, following in zip(widths, block[1:], strict=False)
    )


def _cells(line: str) -> int:
    """The width on a terminal, where a Hangul syllable takes two cells."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def _are_rows(block: Sequence[str]) -> bool:
    """Whether the lines start alike, or as no cut sentence goes on."""
    if any(" | " in line for line in block) or all("|" in line for line in block):
        return True
    if any(2 * sum(start.match(line) is not None for line in block) > len(block) for start in _ROW_STARTS):
        return True
    words = [line.split(" ", 1)[0] for line in block]
    if 3 * max(map(words.count, words[:3])) > 2 * len(words):
        return True
    # of three lines of a cut English sentence one goes on in small letters
    return len(block) > 2 and all(line[0].isupper() for line in block)


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
