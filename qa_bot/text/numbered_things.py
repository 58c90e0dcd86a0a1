"""Numbered things that a question names and a story tells of another: the first quarter, 2호선, the A3, 2021.

A reader takes the sentence about the second quarter for an answer about the first. Where the story nowhere
has the one that is asked for, and the answer's sentence has another of its kind, it is no answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

_ORDINALS = {
    "first": "1",
    "1st": "1",
    "second": "2",
    "2nd": "2",
    "third": "3",
    "3rd": "3",
    "fourth": "4",
    "4th": "4",
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_NUMBERS_OF_MONTHS = {name: str(number) for number, name in enumerate(_MONTHS.split(), start=1)}
_ORDINAL = "|".join(_ORDINALS)
_KINDS = {
    "quarter": re.compile(
        rf"(?P<n>[1-4]) ?분기|\b(?P<ordinal>{_ORDINAL})[- ]quarter\b|\bQ(?P<m>[1-4])\b", re.IGNORECASE
    ),
    "half": re.compile(r"(?P<half>[상하])반기|\b(?P<ordinal>first|second)[- ]half\b", re.IGNORECASE),
    "line": re.compile(
        rf"(?<![\d.])(?P<n>\d{{1,2}}) ?호선|\bLine (?:No\. ?)?(?P<m>\d{{1,2}})\b"
        rf"|\b(?P<ordinal>{_ORDINAL}) (?:(?:tram|subway|metro|train|bus) )?line\b",
        re.IGNORECASE,
    ),
    "edition": re.compile(r"(?<!\d)(?P<n>\d{1,3})회(?![의차])"),
    # "May" begins sentences, too
    "month": re.compile(
        r"(?<![\d:.])(?P<n>\d{1,2})월|\b(?P<month>"
        r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|(?<=in )May|May(?= \d)"
        r")(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
    ),
    # not as a limit: "2019년까지", "since 2019"
    "year": re.compile(
        r"(?<!\d)(?<!since )(?<!before )(?<!after )(?<!until )(?<!by )(?P<n>(?:19|20)\d\d)(?!\d)"
        r"(?!년? ?(?:까지|이후|부터|이전|대|년대))"
    ),
}
_MODEL = re.compile(r"(?<![A-Za-z0-9-])(?P<letters>[A-Z]{1,4})-?(?P<number>\d{1,4})(?![\d,.]*\d|[A-Za-z])")
_RELATIVE_YEARS = {
    "-1": re.compile(
        r"지난해|작년|전년|\b(?:last|previous) year\b|\ba year (?:earlier|ago)\b", re.IGNORECASE
    ),
    "0": re.compile(r"올해|금년|\bthis year\b", re.IGNORECASE),
    "1": re.compile(r"내년|\bnext year\b", re.IGNORECASE),
}
_RELATIVE = "relative year"

Things = Mapping[str, set[str]]


def numbered_things(text: str) -> Things:
    """The numbers that a text names, by what they number.

    >>> dict(numbered_things("숨결 A1은 2분기에 나왔다"))
    {'quarter': {'2'}, 'model A': {'1'}}
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind, number in _all_of(text):
        found[kind].add(number)
    return found


def names_another(question: Things, sentence: str, story: str, published: datetime | None) -> bool:
    """Whether the sentence names another thing than the question where the story has not the one asked for.

    >>> asked = numbered_things("1분기 매출은?")
    >>> names_another(asked, "2분기 매출은 3억 원이다.", "2분기 매출은 3억 원이다.", None)
    True
    >>> names_another(asked, "매출은 3억 원이다.", "매출은 3억 원이다.", None)
    False
    """
    if not question:
        return False
    here, all_here = numbered_things(sentence), None
    for kind, asked in question.items():
        if not here.get(kind) or here[kind] & asked:
            continue
        all_here = numbered_things(story) if all_here is None else all_here
        if kind == _RELATIVE or not asked & (
            all_here.get(kind, set()) | _of_publication(kind, all_here, published)
        ):
            return True
    return False


def _all_of(text: str) -> Iterator[tuple[str, str]]:
    for kind, pattern in _KINDS.items():
        for match in pattern.finditer(text):
            yield kind, _number(match)
    for match in _MODEL.finditer(text):
        yield f"model {match['letters']}", match["number"]
    for distance, pattern in _RELATIVE_YEARS.items():
        if pattern.search(text):
            yield _RELATIVE, distance


def _number(match: re.Match[str]) -> str:
    said = {name: value for name, value in match.groupdict().items() if value}
    if "ordinal" in said:
        return _ORDINALS[said["ordinal"].lower()]
    if "half" in said:
        return "1" if said["half"] == "상" else "2"
    if "month" in said:
        return _NUMBERS_OF_MONTHS[said["month"]]
    return next(iter(said.values()))


def _of_publication(kind: str, story: Things, published: datetime | None) -> set[str]:
    """The years and the month that a story means without a number: that of its day, the one before."""
    if published is None:
        return set()
    if kind == "month":
        return {str(published.month)}
    if kind == "year":
        return {str(published.year + int(distance)) for distance in {*story.get(_RELATIVE, ()), "0"}}
    return set()
