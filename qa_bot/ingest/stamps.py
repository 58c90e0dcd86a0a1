"""The line that says when an article was posted and modified, in the words of Korean papers.

`Posted on : 2018-11-20 17:16 KST Modified on : …`, `등록 : 2018-11-20 17:16 수정 : …`,
`입력 2018.11.20 17:16`, and of American ones: `Posted: 12/03/2024`. A byline may stand beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa_bot.ingest.bylines import read_byline
from qa_bot.ingest.dates import find_moment

_PUBLISHED = (
    r"(?:first\s)?(?:posted|published|registered|written)(?:\s(?:on|at))?"
    r"|(?:기사|최초|신문)?\s?(?:등록|입력|작성|송고|게재|게시|발행|승인)\s?(?:일시|일자|시간|시각|일)?"
)
_MODIFIED = (
    r"(?:last\s)?(?:modified|updated|revised)(?:\s(?:on|at))?"
    r"|(?:기사|최종)?\s?(?:수정|업데이트|갱신)\s?(?:일시|일자|시간|시각|일)?"
)
_LABEL = re.compile(rf"(?i)(?:(?P<published>{_PUBLISHED})|(?P<modified>{_MODIFIED}))\s?[:：]?\s?")
# day and month as Americans write them; without a label it is anybody's guess which is which
_SLASHED = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GAP = re.compile(r"[\s|│ㅣ·•,;/—–-]+")
_SEPARATOR = re.compile(r"[\s|│ㅣ/·•,;()\[\]<>\-–]*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Publication and modification as printed, but `12/03/2024` as `2024-12-03`; "" is not stated."""

    published: str = ""
    modified: str = ""
    is_labelled: bool = True


def read_stamp(line: str) -> Stamp | None:
    """The stamp that makes up the whole line, or None.

    >>> read_stamp("등록 : 2018-11-20 17:16 수정 : 2018-11-20 21:03").modified
    '2018-11-20 21:03'
    """
    if len(line) > 200:
        return None
    found: dict[str, str] = {}
    position = _skip_separators(line, 0)
    while position < len(line):
        label = _LABEL.match(line, position)
        if label:
            line = _with_year_first(line, label.end())
        moment = find_moment(line, label.end() if label else position)
        if moment is None or (label is None and found):
            return None
        found.setdefault((label and label.lastgroup) or "bare", moment[0].strip())
        position = _skip_separators(line, moment.end())
    if not found:
        return None
    published = found.get("published", found.get("bare", ""))
    return Stamp(published, found.get("modified", ""), is_labelled="bare" not in found)


def read_stamp_beside_byline(line: str) -> tuple[Stamp, str] | None:
    """The stamp and the byline that make up the whole line together, or None.

    >>> read_stamp_beside_byline("입력 2024.10.15 09:00 문가람 기자")[1]
    '문가람 기자'
    """
    if len(line) > 200 or not _YEAR.search(line):
        return None
    for gap in _GAP.finditer(line):
        before, after = line[: gap.start()], line[gap.end() :]
        for written, byline in ((before, after), (after, before)):
            if _YEAR.search(written) and read_byline(byline) and (stamp := read_stamp(written)):
                return stamp, byline
    return None


def is_label(line: str) -> bool:
    """Whether the line is a stamp's label alone, so that its time stands on the next line."""
    return len(line) <= 40 and _LABEL.fullmatch(line) is not None


def _with_year_first(line: str, position: int) -> str:
    """The line with `12/03/2024` at the position as 2024-12-03, and `25/12/2024` as 2024-12-25."""
    match = _SLASHED.match(line, position)
    if match is None:
        return line
    month, day = int(match["first"]), int(match["second"])
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return line
    return f"{line[:position]}{match['year']}-{month:02}-{day:02}{line[match.end() :]}"


def _skip_separators(line: str, position: int) -> int:
    match = _SEPARATOR.match(line, position)
    return match.end() if match else position
