"""The line that says how the reporter is reached, such as "Casey Lund can be reached at c@hanbit.example".

Anybody else's address is news, so the line has to name a person of the byline, or "the reporter".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa_bot.ingest.bylines import read_byline

_CONTACT = re.compile(
    r"(?i)\W{0,5}(?:(?:e-?mail|contact|reach|call)\s(?P<to>[^@]{2,80}?)(?:\s(?:at|via|by|on)|:)"
    r"|(?P<of>[^@]{2,80}?)\s(?:can|may)\sbe\s(?:reached|contacted)(?:\s(?:at|via|by|on))?)\s(?P<ways>.{5,160})"
)
_WAY = re.compile(
    r"(?i)[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}|@\w{1,40}|\+?[\d(][\d().\s-]{5,18}\d"
    r"|\b(?:or|and|at|by|via|on|e-?mail|(?:tele)?phone|twitter|x|ext)\b"
)
_ROLE = re.compile(
    r"(?i)\b(?:staff|senior|chief|sports|business|metro|political"
    r"|reporters?|writers?|editors?|correspondents?|photographers?)\b"
)
_REPORTER = re.compile(
    r"(?i)(?:the|this|our)\s(?:reporter|writer|author|journalist|correspondent)s?(?:\s(?:of|on)\s(?:this|the)\s(?:article|story))?"
)
_STAFF = re.compile(r"(?i)staff\s(?:reporter|writer|photographer)\s\S{1,30}(?:\s\S{1,30}){1,3}")


def drop_contacts(lines: Sequence[str], author: str = "") -> list[str]:
    """The lines without those that say how the page's reporters, or its stated author, are reached.

    >>> drop_contacts(["By Casey Lund", "The fair ended.", "Casey Lund can be reached at c@hanbit.example."])
    ['By Casey Lund', 'The fair ended.']
    """
    subjects = {position: subject for position, line in enumerate(lines) if (subject := _find_subject(line))}
    if not subjects:
        return list(lines)
    bylines = [byline for line in lines if (byline := read_byline(line))]
    names = [name for byline in bylines for name in byline.names] + re.split(r",\s*|\sand\s", author)
    gone = {position for position, subject in subjects.items() if _is_reporter(subject, names)}
    return [line for position, line in enumerate(lines) if position not in gone]


def _find_subject(line: str) -> str | None:
    """Who the line says is reached; None where it says anything more than how."""
    match = _CONTACT.fullmatch(line) if len(line) <= 300 and re.search(r"[@\d]", line) else None
    if match is None or re.search(r"\w", _WAY.sub(" ", match["ways"])):
        return None
    return match["to"] or match["of"]


def _is_reporter(subject: str, names: Sequence[str]) -> bool:
    if _REPORTER.fullmatch(subject) or _STAFF.fullmatch(subject):
        return True
    bare = re.sub(r"\W+", " ", _ROLE.sub(" ", subject)).strip().casefold()
    return any(bare == re.sub(r"\W+", " ", name).strip().casefold() for name in names if name.strip())
