"""What an uploaded file is called: as its owner knows it, and harmless wherever it is shown or compared.

The name decides an article's id, so that the same file uploaded again is the same article. It is never used
as a path.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

NAMELESS = "unnamed"
MOST_CHARACTERS = 120

_JOINER = "\u200d"  # holds 👨‍👩‍👧 together
_ENDING = re.compile(r"(?:\.jsonl?)?\.[^.\s]{1,8}$")


def readable_name(name: str) -> str:
    r"""The last part of a name or path, in one line, without signs that nobody sees.

    Composed Hangul, no control characters, nothing that turns the direction of reading, at most
    `MOST_CHARACTERS`; a longer one keeps its beginning, its ending and six digits that tell it from others.

    >>> readable_name("C:\\기사\\..\\축제 \u202etxt.exe\n.txt"), readable_name("../../etc/passwd")
    ('축제 txt.exe .txt', 'passwd')
    """
    last = re.split(r"[/\\]", name.replace("\x00", ""))[-1]
    visible = "".join(_visible(sign) for sign in unicodedata.normalize("NFC", last))
    cleaned = unicodedata.normalize("NFC", " ".join(visible.split())).strip(" ")
    if not cleaned.strip(". "):
        return NAMELESS
    return cleaned if len(cleaned) <= MOST_CHARACTERS else _shortened(cleaned)


def _visible(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind == "Cs":
        return "�"
    return "" if kind == "Cf" and sign != _JOINER else sign


def _shortened(name: str) -> str:
    ending = match[0] if (match := _ENDING.search(name)) else ""
    digits = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{name[: MOST_CHARACTERS - len(ending) - 7]}…{digits}{ending}"
