"""Which authors that office programs write into a file are persons."""

from __future__ import annotations

import re

_NO_PERSON = re.compile(
    r"(?i)python-docx|microsoft.*|windows.*|user\d*|admin(istrator)?|owner|unknown|author|guest|root|home|pc"
    r"|hp|samsung|lenovo|작성자|사용자|관리자|libreoffice.*|openoffice.*|un-?named|apache poi"
)


def stated_author(written: str) -> str:
    """The author's name, or "" where a program or an account without a name stands for it.

    >>> stated_author("한소라"), stated_author("Microsoft Office User")
    ('한소라', '')
    """
    written = " ".join(written.split())
    return "" if _NO_PERSON.fullmatch(written) or len(written) > 100 else written
